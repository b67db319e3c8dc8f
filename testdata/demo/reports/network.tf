locals {
  zones = ["eu-west-1a", "eu-west-1b"]
}

resource "aws_vpc" "reports" {
  cidr_block           = "10.80.0.0/21"
  enable_dns_hostnames = true
  enable_dns_support   = true
}

resource "aws_subnet" "control_plane" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.reports.id
  cidr_block        = "10.80.0.${count.index * 16}/28"
  availability_zone = local.zones[0]
}

resource "aws_subnet" "front" {
  count                   = length(local.zones)
  vpc_id                  = aws_vpc.reports.id
  cidr_block              = "10.80.${count.index + 1}.0/24"
  availability_zone       = local.zones[count.index]
  map_public_ip_on_launch = true
}

resource "aws_subnet" "nodes" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.reports.id
  cidr_block        = "10.80.${(count.index + 2) * 2}.0/23"
  availability_zone = local.zones[count.index]
}

resource "aws_internet_gateway" "reports" {
  vpc_id = aws_vpc.reports.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "reports" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.front[0].id

  depends_on = [aws_internet_gateway.reports]
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.reports.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.reports.id
  }
}

resource "aws_route_table" "nodes" {
  vpc_id = aws_vpc.reports.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.reports.id
  }
}

resource "aws_route_table_association" "front" {
  count          = length(local.zones)
  subnet_id      = aws_subnet.front[count.index].id
  route_table_id = aws_route_table.front.id
}

resource "aws_route_table_association" "nodes" {
  count          = length(local.zones)
  subnet_id      = aws_subnet.nodes[count.index].id
  route_table_id = aws_route_table.nodes.id
}
