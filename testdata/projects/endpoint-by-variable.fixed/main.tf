variable "endpoint" {
  type = object({
    public = bool
    cidrs  = optional(list(string), ["0.0.0.0/0"])
  })

  default = {
    public = false
  }
}

variable "subnet_ids" {
  type = list(string)
}

locals {
  endpoint = var.endpoint
}

resource "aws_eks_cluster" "main" {
  name     = "reports-production"
  role_arn = "arn:aws:iam::111122223333:role/reports-cluster"
  version  = "1.35"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = local.endpoint.public
    public_access_cidrs     = local.endpoint.cidrs
  }
}
