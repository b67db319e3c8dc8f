variable "range" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "subnets" {
  type = list(string)
}

resource "aws_vpc" "this" {
  cidr_block = var.range
}

resource "aws_subnet" "nodes" {
  count             = length(var.subnets)
  vpc_id            = aws_vpc.this.id
  cidr_block        = var.subnets[count.index]
  availability_zone = var.zones[count.index]
}

output "subnet_ids" {
  value = aws_subnet.nodes[*].id
}
