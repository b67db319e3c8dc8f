variable "endpoint_cidrs" {
  type    = list(string)
  default = ["198.51.100.0/24"]
}

resource "aws_eks_cluster" "main" {
  name     = "billing-production"
  role_arn = "arn:aws:iam::111122223333:role/billing-cluster"
  version  = "1.35"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = ["subnet-0f3c6a8e2d4b1970a", "subnet-09b7e5d3c1a2f4680"]
    endpoint_private_access = true
    endpoint_public_access  = false
    public_access_cidrs     = var.endpoint_cidrs
  }
}
