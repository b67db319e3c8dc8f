variable "name" {
  type = string
}

variable "endpoint" {
  type = object({
    public = bool
    cidrs  = list(string)
  })
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_eks_cluster" "this" {
  name     = var.name

  enabled_cluster_log_types = ["audit"]

  role_arn = "arn:aws:iam::111122223333:role/${var.name}-cluster"
  version  = "1.35"

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = var.endpoint.public
    public_access_cidrs     = var.endpoint.cidrs
  }
}

output "endpoint" {
  value = aws_eks_cluster.this.endpoint
}
