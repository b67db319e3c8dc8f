module "network" {
  source     = "../modules/network"
  zones      = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  single_nat = false
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.private_subnet_ids
}
