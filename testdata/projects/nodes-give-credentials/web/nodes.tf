data "aws_iam_policy_document" "nodes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "nodes" {
  name               = "web-nodes"
  assume_role_policy = data.aws_iam_policy_document.nodes.json
}

resource "aws_iam_role_policy_attachment" "nodes" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])
  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

# Uploads of the web shop.
resource "aws_iam_role_policy" "uploads" {
  role = aws_iam_role.nodes.id

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": ["logs:PutLogEvents", "s3:*"], "Resource": "*"}
      ]
    }
  POLICY
}

resource "aws_eks_node_group" "web" {
  cluster_name    = "web"
  node_group_name = "web"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]

  scaling_config {
    desired_size = 3
    min_size     = 2
    max_size     = 10
  }
}
