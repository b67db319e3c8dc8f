# Roles of smaller programs, written at different times by different people.

locals {
  pods = "system:serviceaccount:payments"
}

# Any pod of the cluster may take it.
resource "aws_iam_role" "exports" {
  name = "exports"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.main.arn }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
        }
      }
    }]
  })
}

# The issuer begins with `https://` here.
resource "aws_iam_role" "invoices" {
  name = "invoices"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.main.arn }
      Condition = {
        StringEquals = {
          "${aws_eks_cluster.main.identity[0].oidc[0].issuer}:sub" = "${local.pods}:invoices"
        }
      }
    }]
  })
}

resource "aws_iam_role" "statements" {
  name = "statements"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.main.arn }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazon.com"
          "${local.issuer}:sub" = "${local.pods}:statements"
        }
      }
    }]
  })
}

# EKS Pod Identity.

resource "aws_iam_role" "fraud" {
  name = "fraud"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
}

resource "aws_eks_pod_identity_association" "fraud" {
  cluster_name    = aws_eks_cluster.main.name
  namespace       = "payments"
  service_account = "fraud"
  role_arn        = aws_iam_role.fraud.arn
}

resource "aws_iam_role" "limits_pods" {
  name = "limits-pods"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
}

resource "aws_eks_pod_identity_association" "limits" {
  cluster_name    = aws_eks_cluster.main.name
  namespace       = "payments"
  service_account = "limits"
  role_arn        = aws_iam_role.limits_pods.arn
}
