variable "name" {
  type = string
}

variable "admin_cidrs" {
  description = "Where administrators reach the API server from."
  type        = list(string)
  default     = ["198.51.100.0/24"]
}

variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-0f3c6a8e2d4b1970a", "subnet-09b7e5d3c1a2f4680"]
}

module "cluster" {
  source     = "../cluster"
  name       = var.name
  cidrs      = var.admin_cidrs
  subnet_ids = var.subnet_ids
}

output "endpoint" {
  value = module.cluster.endpoint
}
