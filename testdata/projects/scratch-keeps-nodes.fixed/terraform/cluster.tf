resource "aws_eks_cluster" "main" {
  name     = "shop"
  role_arn = "arn:aws:iam::111122223333:role/shop-cluster"
  version  = "1.35"

  vpc_config {
    subnet_ids              = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
