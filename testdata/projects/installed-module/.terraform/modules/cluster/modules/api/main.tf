variable "name" {}
variable "cidrs" {}
variable "public" {}

resource "aws_eks_cluster" "this" {
  name     = var.name

  enabled_cluster_log_types = ["audit"]

  role_arn = "arn:aws:iam::111122223333:role/${var.name}"
  version  = "1.27"

  vpc_config {
    subnet_ids              = ["subnet-0f3c6a8e2d4b1970a", "subnet-09b7e5d3c1a2f4680"]
    endpoint_private_access = true
    endpoint_public_access  = var.public
    public_access_cidrs     = var.cidrs
  }
}
