data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  zones = slice(data.aws_availability_zones.available.names, 0, 2)
  range = "10.70.0.0/16"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 6.0"

  name                    = "shop"
  cidr                    = local.range
  azs                     = local.zones
  private_subnets         = [for index, zone in local.zones : cidrsubnet(local.range, 4, index)]
  public_subnets          = [for index, zone in local.zones : cidrsubnet(local.range, 8, index + 48)]
  enable_nat_gateway      = true
  one_nat_gateway_per_az  = true
  map_public_ip_on_launch = true

  public_subnet_tags = {
    "kubernetes.io/role/elb" = "1"
  }

  private_subnet_tags = {
    "kubernetes.io/role/internal-elb" = "1"
  }
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = "shop"
  kubernetes_version = "1.35"
  vpc_id             = module.vpc.vpc_id
  subnet_ids         = module.vpc.private_subnets

  eks_managed_node_groups = {
    general = {
      instance_types = ["m6i.large"]
    }

    ingress = {
      instance_types = ["c6i.large"]
      subnet_ids     = module.vpc.private_subnets
    }
  }
}
