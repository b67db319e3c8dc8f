data "aws_caller_identity" "current" {}

variable "issuer" {
  description = "The issuer of the cluster's tokens, without https://."
  type        = string
}

module "ledger" {
  source     = "./modules/irsa"
  name       = "payments-ledger"
  account_id = data.aws_caller_identity.current.account_id
  issuer     = var.issuer
}

resource "kubernetes_service_account_v1" "ledger" {
  metadata {
    name      = "ledger"
    namespace = "payments"

    annotations = {
      "eks.amazonaws.com/role-arn" = module.ledger.role_arn
    }
  }
}
