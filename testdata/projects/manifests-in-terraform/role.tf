data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.main.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${aws_iam_openid_connect_provider.main.url}:sub"
      values   = ["system:serviceaccount:billing:reports"]
    }
  }
}

resource "aws_iam_role" "invoices" {
  name               = "invoices"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
