resource "aws_eks_addon" "ebs" {
  cluster_name             = aws_eks_cluster.main.name
  addon_name               = "aws-ebs-csi-driver"
  service_account_role_arn = module.ebs_role.iam_role_arn
}

resource "aws_eks_addon" "coredns" {
  cluster_name = aws_eks_cluster.main.name
  addon_name   = "coredns"

  configuration_values = <<-JSON
    {
      "replicaCount": 2,
      "podDisruptionBudget": {
        "enabled": true,
        "maxUnavailable": 0
      }
    }
  JSON
}
