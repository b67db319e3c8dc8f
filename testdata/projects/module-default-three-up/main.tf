module "platform" {
  source = "./modules/platform"
  name   = "reports-production"
}
