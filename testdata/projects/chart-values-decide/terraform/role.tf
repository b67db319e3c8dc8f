module "ledger_role" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = "~> 5.0"

  role_name = "ledger"

  oidc_providers = {
    main = {
      provider_arn               = aws_iam_openid_connect_provider.main.arn
      namespace_service_accounts = ["shop:ledger"]
    }
  }
}
