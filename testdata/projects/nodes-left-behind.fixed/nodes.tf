locals {
  groups = {
    index  = { ami = "AL2023_x86_64_STANDARD", max = 12 }
    ingest = { ami = "AL2023_x86_64_STANDARD", max = 30 }
  }
}

resource "aws_launch_template" "nodes" {
  for_each    = local.groups
  name_prefix = "search-${each.key}-"

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  user_data = base64encode(templatefile("${path.module}/nodeadm.tftpl", {
    cluster = aws_eks_cluster.main.name
    endpoint = aws_eks_cluster.main.endpoint
  }))
}

resource "aws_eks_node_group" "this" {
  for_each        = local.groups
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = each.key
  node_role_arn   = "arn:aws:iam::111122223333:role/search-nodes"
  subnet_ids      = var.subnet_ids
  ami_type        = each.value.ami

  scaling_config {
    desired_size = 3
    min_size     = 3
    max_size     = each.value.max
  }

  launch_template {
    id      = aws_launch_template.nodes[each.key].id
    version = aws_launch_template.nodes[each.key].latest_version
  }
}
