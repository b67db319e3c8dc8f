# What is open to whom is written in a parameter store: the files alone do not tell it, the plan
# that lies beside them does.
data "aws_ssm_parameter" "office" {
  name = "/network/office"
}

data "aws_iam_policy_document" "nodes" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "cluster" {
  name               = "ledger-cluster"
  assume_role_policy = data.aws_iam_policy_document.nodes.json
}

resource "aws_eks_cluster" "ledger" {
  count    = data.aws_ssm_parameter.office.value == "" ? 0 : 1
  name     = "ledger"
  role_arn = aws_iam_role.cluster.arn
  version  = "1.34"

  enabled_cluster_log_types = ["audit"]

  vpc_config {
    subnet_ids              = ["subnet-0a1", "subnet-0b2"]
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = split(",", data.aws_ssm_parameter.office.value)
  }
}

# Nobody has installed this module: what it makes stands in the plan alone.
module "archive" {
  source = "git::https://git.example.com/platform/terraform-modules.git//archive?ref=v2"
  name   = "ledger-archive"
}
