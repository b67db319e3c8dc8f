resource "aws_eks_cluster" "main" {
  name     = "search-production"
  role_arn = "arn:aws:iam::111122223333:role/search-cluster"
  version  = var.kubernetes_version

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
