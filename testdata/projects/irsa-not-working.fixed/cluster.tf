module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = "orders-production"
  kubernetes_version = "1.35"
  vpc_id             = var.vpc_id
  subnet_ids         = var.subnet_ids
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}
