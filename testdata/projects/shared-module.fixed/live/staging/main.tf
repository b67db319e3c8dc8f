locals {
  regions = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2", "ap-south-1"]
  teams   = ["billing", "orders", "reports", "search"]

  clusters = {
    for pair in setproduct(local.teams, local.regions) : join("-", pair) => pair[0]
  }
}

module "cluster" {
  source   = "../../modules/cluster"
  for_each = local.clusters

  name       = "${each.key}-staging"
  subnet_ids = ["subnet-0f3c6a8e2d4b1970a", "subnet-09b7e5d3c1a2f4680"]
}
