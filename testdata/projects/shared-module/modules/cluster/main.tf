variable "name" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_eks_cluster" "this" {
  name     = var.name

  enabled_cluster_log_types = ["audit"]

  role_arn = "arn:aws:iam::111122223333:role/${var.name}"
  version  = "1.35"

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = ["0.0.0.0/0"]
  }
}
