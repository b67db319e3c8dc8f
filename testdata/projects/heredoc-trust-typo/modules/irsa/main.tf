variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "issuer" {
  type = string
}

resource "aws_iam_role" "this" {
  name = var.name

  assume_role_policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {
            "Federated": "arn:aws:iam::${var.account_id}:oidc-provider/${var.issuer}"
          },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": {
              "${var.issuer}:aud": "sts.amazonaws.com",
              "${var.issuer}:sub": "system:serviceaccount:payments:legder"
            }
          }
        }
      ]
    }
  JSON
}

output "role_arn" {
  value = aws_iam_role.this.arn
}
