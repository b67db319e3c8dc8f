data "aws_iam_policy_document" "invoices" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.main.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${replace(aws_iam_openid_connect_provider.main.url, "https://", "")}:sub"
      values   = ["system:serviceaccount:billing:invoices"]
    }

    condition {
      test     = "StringEquals"
      variable = "${replace(aws_iam_openid_connect_provider.main.url, "https://", "")}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "invoices" {
  name               = "invoices"
  assume_role_policy = data.aws_iam_policy_document.invoices.json
}

resource "kubernetes_service_account_v1" "invoices" {
  metadata {
    name      = "invoices"
    namespace = "billing"
    annotations = {
      "eks.amazonaws.com/role-arn" = aws_iam_role.invoices.arn
    }
  }
}
