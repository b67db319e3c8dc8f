resource "aws_iam_openid_connect_provider" "cluster" {
  url            = "https://oidc.eks.eu-west-1.amazonaws.com/id/4F3C"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  issuer = replace(aws_iam_openid_connect_provider.cluster.url, "https://", "")
}

# What every trust policy of this team starts from.
data "aws_iam_policy_document" "baseline" {
  statement {
    sid     = "Workload"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccounts:ledger:nobody"]
    }
  }
}

data "aws_iam_policy_document" "audience" {
  statement {
    sid     = "Reports"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceacount:reports:runner"]
    }
  }
}

# The statement `Workload` takes the place of the one in the baseline, whose mistake has no effect;
# `Reports` is added, and its mistake has.
data "aws_iam_policy_document" "trust" {
  source_policy_documents = [
    data.aws_iam_policy_document.baseline.json,
    data.aws_iam_policy_document.audience.json,
  ]

  statement {
    sid     = "Workload"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:ledger:api"]
    }
  }
}

resource "aws_iam_role" "ledger" {
  name               = "ledger"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
