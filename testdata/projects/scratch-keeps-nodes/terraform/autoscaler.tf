locals {
  autoscaler = {
    autoDiscovery = { clusterName = aws_eks_cluster.main.name }
    awsRegion     = "eu-west-1"
    extraArgs     = { expander = "least-waste" }
  }
}

resource "helm_release" "autoscaler" {
  name       = "autoscaler"
  repository = "https://kubernetes.github.io/autoscaler"
  chart      = "cluster-autoscaler"
  version    = "9.50.1"
  namespace  = "kube-system"
  values     = [yamlencode(local.autoscaler)]
}
