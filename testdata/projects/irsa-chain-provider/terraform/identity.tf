locals {
  issuer = "oidc.eks.eu-west-1.amazonaws.com/id/5A0C7E19B3D24F6881E2C3A4B5D60719"
}

resource "aws_iam_openid_connect_provider" "billing" {
  url            = "https://oidc.eks.eu-west-1.amazonaws.com/id/5A0C7E19B3D24F6881E2C3A4B5D60718"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "invoices" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/${local.issuer}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:billing:invoices"]
    }
  }
}

resource "aws_iam_role" "invoices" {
  name               = "invoices"
  assume_role_policy = data.aws_iam_policy_document.invoices.json
}
