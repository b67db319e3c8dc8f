variable "region" {
  description = "Region of everything here"
  type        = string
  default     = "eu-west-1"
}

variable "environment" {
  description = "Short name of the environment, part of most names"
  type        = string
  default     = "production"
}

variable "zones" {
  description = "Availability zones of the subnets"
  type        = list(string)
  default     = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

variable "kubernetes_version" {
  description = "Minor version of the control plane"
  type        = string
  default     = "1.30"
}

variable "admin_cidrs" {
  description = "Networks that people reach the API server from"
  type        = list(string)
  default     = ["203.0.113.0/26", "198.51.100.16/28"]
}

variable "node_max_size" {
  description = "Most nodes that the autoscaler may start"
  type        = number
  default     = 12
}

locals {
  account_id   = "111122223333"
  cluster_name = "payments-${var.environment}"
  issuer       = replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")

  tags = {
    Team        = "payments-platform"
    Environment = var.environment
  }
}
