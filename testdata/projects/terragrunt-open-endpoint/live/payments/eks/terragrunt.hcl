include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "tfr:///terraform-aws-modules/eks/aws?version=20.37.2"
}

dependency "vpc" {
  config_path = "../vpc"
}

locals {
  stage = "production"
}

inputs = {
  cluster_name    = "payments-${local.stage}"
  cluster_version = "1.35"

  cluster_endpoint_public_access = true

  vpc_id     = dependency.vpc.outputs.vpc_id
  subnet_ids = dependency.vpc.outputs.private_subnets
}
