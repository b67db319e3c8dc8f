# What the platform team keeps in the cluster for everybody.

resource "kubernetes_namespace_v1" "payments" {
  metadata {
    name = "payments"

    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
    }
  }
}

resource "kubernetes_storage_class_v1" "gp3_encrypted" {
  metadata {
    name = "gp3-encrypted"
  }

  storage_provisioner    = "ebs.csi.aws.com"
  volume_binding_mode    = "WaitForFirstConsumer"
  reclaim_policy         = "Retain"
  allow_volume_expansion = true

  parameters = {
    type      = "gp3"
    encrypted = "true"
  }
}

resource "kubernetes_pod_disruption_budget_v1" "gateway" {
  metadata {
    name      = "gateway"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    min_available = "2"

    selector {
      match_labels = {
        "app.kubernetes.io/name" = "gateway"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "payments" {
  metadata {
    name      = "compute"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    hard = {
      "requests.cpu"    = "64"
      "requests.memory" = "256Gi"
    }
  }
}

resource "helm_release" "cluster_autoscaler" {
  name       = "cluster-autoscaler"
  repository = "https://kubernetes.github.io/autoscaler"
  chart      = "cluster-autoscaler"
  version    = "9.50.1"
  namespace  = "kube-system"

  values = [yamlencode({
    autoDiscovery = { clusterName = "payments" }
    awsRegion     = "eu-west-1"
  })]
}

resource "helm_release" "ingress" {
  name       = "ingress"
  repository = "https://kubernetes.github.io/ingress-nginx"
  chart      = "ingress-nginx"
  version    = "4.12.1"
  namespace  = "ingress"
}
