variable "name" {
  type = string
}

variable "cidrs" {
  type = list(string)
}

variable "public" {
  type    = bool
  default = true
}

module "api" {
  source = "./modules/api"
  name   = var.name
  cidrs  = var.cidrs
  public = var.public
}
