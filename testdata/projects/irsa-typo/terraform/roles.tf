resource "aws_iam_role" "bookings" {
  name = "ledger-bookings"

  assume_role_policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Principal": { "Federated": "${aws_iam_openid_connect_provider.cluster.arn}" },
          "Condition": {
            "StringEquals": {
              "${local.issuer}:aud": "sts.amazonaws.com",
              "${local.issuer}:sub": "system:serviceaccount:ledger:boookings"
            }
          }
        }
      ]
    }
  POLICY
}
