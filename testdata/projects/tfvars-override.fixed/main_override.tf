# Written by the pipeline that opens the endpoint for a migration.
resource "aws_eks_cluster" "main" {
  vpc_config {
    subnet_ids              = ["subnet-0f3c6a8e2d4b1970a", "subnet-09b7e5d3c1a2f4680"]
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = var.endpoint_cidrs
  }
}
