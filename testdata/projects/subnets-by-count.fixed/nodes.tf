resource "aws_eks_cluster" "main" {
  name     = "orders-production"
  role_arn = "arn:aws:iam::111122223333:role/orders-cluster"
  version  = "1.35"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = concat(aws_subnet.public[*].id, aws_subnet.private[*].id)
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "general"
  node_role_arn   = "arn:aws:iam::111122223333:role/orders-nodes"
  subnet_ids      = aws_subnet.private[*].id
  instance_types  = ["m6i.xlarge"]

  scaling_config {
    desired_size = 6
    min_size     = 3
    max_size     = 30
  }
}
