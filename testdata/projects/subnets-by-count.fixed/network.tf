locals {
  zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

resource "aws_vpc" "main" {
  cidr_block = "10.64.0.0/16"
}

resource "aws_subnet" "public" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.64.${count.index}.0/24"
  availability_zone = local.zones[count.index]

  tags = {
    "kubernetes.io/role/elb" = "1"
  }
}

resource "aws_subnet" "private" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.64.${(count.index + 1) * 16}.0/20"
  availability_zone = local.zones[count.index]

  tags = {
    "kubernetes.io/role/internal-elb" = "1"
  }
}
