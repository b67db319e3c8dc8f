variable "kubernetes_version" {
  type = string
}

variable "batch_version" {
  description = "The nodes of the batch jobs are replaced by hand"
  type        = string
  default     = "1.31"
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = "orders"
  kubernetes_version = var.kubernetes_version
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]

  eks_managed_node_groups = {
    general = {
      instance_types = ["m7i.large"]
      max_size       = 12
    }
    batch = {
      instance_types     = ["c7i.2xlarge"]
      max_size           = 6
      kubernetes_version = var.batch_version
    }
  }
}
