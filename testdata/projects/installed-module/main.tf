variable "office" {
  type    = list(string)
  default = ["198.51.100.0/24"]
}

# `terraform init` has installed it: its default for `public` is decided there, not here.
module "cluster" {
  source = "git::https://git.example.com/platform/terraform-modules.git//cluster?ref=v3"
  name   = "ledger-production"
  cidrs  = concat(var.office, ["0.0.0.0/0"])
}

# Nobody has installed this one.
module "other" {
  source = "git::https://git.example.com/platform/terraform-modules.git//other?ref=v3"
}
