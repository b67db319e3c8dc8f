data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  range = "10.40.0.0/16"
  zones = slice(data.aws_availability_zones.available.names, 0, 3)
}

module "network" {
  source  = "./modules/network"
  range   = local.range
  zones   = local.zones
  subnets = [for index, zone in local.zones : cidrsubnet(local.range, 3, index)]
}

resource "aws_eks_cluster" "main" {
  name     = "search-production"
  role_arn = "arn:aws:iam::111122223333:role/search-cluster"
  version  = "1.35"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = module.network.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "general"
  node_role_arn   = "arn:aws:iam::111122223333:role/search-nodes"
  subnet_ids      = module.network.subnet_ids
  instance_types  = ["m6i.xlarge"]

  scaling_config {
    desired_size = 6
    min_size     = 3
    max_size     = 30
  }
}
