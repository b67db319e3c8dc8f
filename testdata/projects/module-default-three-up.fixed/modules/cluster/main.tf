variable "name" {
  type = string
}

variable "cidrs" {
  type = list(string)
}

variable "subnet_ids" {
  type = list(string)
}

locals {
  endpoint = {
    public = true
    cidrs  = var.cidrs
  }
}

module "endpoint" {
  source     = "../endpoint"
  name       = var.name
  endpoint   = local.endpoint
  subnet_ids = var.subnet_ids
}

output "endpoint" {
  value = module.endpoint.endpoint
}
