locals {
  node_groups = {
    general = { subnets = ["a", "b", "c"], max = 20 }
    batch   = { subnets = ["small"], max = 40 }
    system  = { subnets = ["a", "b", "c"], max = 6 }
  }

  subnets = {
    a     = "10.20.0.0/20"
    b     = "10.20.16.0/20"
    c     = "10.20.32.0/20"
    small = "10.20.48.0/20"
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "nodes" {
  for_each   = local.subnets
  vpc_id     = aws_vpc.main.id
  cidr_block = each.value
}

resource "aws_eks_cluster" "main" {
  name     = "search-production"
  role_arn = "arn:aws:iam::111122223333:role/search-cluster"
  version  = "1.35"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = [for key in ["a", "b", "c"] : aws_subnet.nodes[key].id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

resource "aws_eks_node_group" "this" {
  for_each        = local.node_groups
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = each.key
  node_role_arn   = "arn:aws:iam::111122223333:role/search-nodes"
  subnet_ids      = [for key in each.value.subnets : aws_subnet.nodes[key].id]
  instance_types  = ["m6i.xlarge"]

  scaling_config {
    desired_size = 3
    min_size     = 3
    max_size     = each.value.max
  }
}
