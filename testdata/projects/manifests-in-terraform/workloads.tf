provider "kubectl" {
  host = aws_eks_cluster.main.endpoint
}

resource "kubectl_manifest" "account" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: invoices
      namespace: billing
      annotations:
        eks.amazonaws.com/role-arn: ${aws_iam_role.invoices.arn}
  YAML
}

resource "kubectl_manifest" "nodes" {
  yaml_body = <<-YAML
    apiVersion: karpenter.k8s.aws/v1
    kind: EC2NodeClass
    metadata:
      name: default
    spec:
      amiSelectorTerms:
        - alias: al2023@v20260401
      role: nodes
      metadataOptions:
        httpTokens: optional
  YAML
}

resource "kubernetes_manifest" "class" {
  manifest = {
    apiVersion = "storage.k8s.io/v1"
    kind       = "StorageClass"
    metadata = {
      name = "fast"
    }
    provisioner       = "ebs.csi.aws.com"
    volumeBindingMode = "Immediate"
    parameters = {
      type      = "gp3"
      encrypted = "true"
    }
  }
}

data "kubectl_path_documents" "apps" {
  pattern = "${path.module}/apps/*.yaml"
  vars = {
    namespace = "billing"
  }
}

resource "kubectl_manifest" "apps" {
  for_each  = toset(data.kubectl_path_documents.apps.documents)
  yaml_body = each.value
}

data "kubectl_file_documents" "budgets" {
  content = file("${path.module}/budgets.yaml")
}

resource "kubectl_manifest" "budgets" {
  for_each  = data.kubectl_file_documents.budgets.manifests
  yaml_body = each.value
}
