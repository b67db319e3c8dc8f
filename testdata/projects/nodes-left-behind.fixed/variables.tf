variable "kubernetes_version" {
  type = string
}

variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
}
