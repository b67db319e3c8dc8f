resource "aws_eks_cluster" "reports" {
  name     = "reports"
  role_arn = "arn:aws:iam::111122223333:role/reports-cluster"
  version  = "1.35"

  access_config {
    authentication_mode = "API"
  }

  upgrade_policy {
    support_type = "STANDARD"
  }

  vpc_config {
    subnet_ids              = aws_subnet.control_plane[*].id
    endpoint_private_access = false
    endpoint_public_access  = true
    public_access_cidrs     = ["203.0.113.0/26"]
  }
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.reports.name
  node_group_name = "general"
  node_role_arn   = "arn:aws:iam::111122223333:role/reports-nodes"
  subnet_ids      = concat(aws_subnet.control_plane[*].id, aws_subnet.nodes[*].id)
  ami_type        = "AL2023_x86_64_STANDARD"
  instance_types  = ["m6i.large"]

  scaling_config {
    desired_size = 2
    min_size     = 2
    max_size     = 6
  }
}

# Bastion-like: people used to log in here.
resource "aws_eks_node_group" "tools" {
  cluster_name    = aws_eks_cluster.reports.name
  node_group_name = "tools"
  node_role_arn   = "arn:aws:iam::111122223333:role/reports-nodes"
  subnet_ids      = [aws_subnet.front[0].id, aws_subnet.nodes[0].id]
  ami_type        = "AL2023_x86_64_STANDARD"
  instance_types  = ["t3.large"]

  scaling_config {
    desired_size = 1
    min_size     = 1
    max_size     = 2
  }
}
