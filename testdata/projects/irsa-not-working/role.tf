data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [module.eks.oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${module.eks.oidc_provider}:sub"
      values   = ["system:serviceaccount:prodction:order-service"]
    }
  }
}

resource "aws_iam_role" "order_service" {
  name               = "order-service"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
