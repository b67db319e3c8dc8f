module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.31"

  cluster_name    = "games"
  cluster_version = "1.35"
  vpc_id          = "vpc-0a1b2c3d4e5f60718"
  subnet_ids      = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]

  eks_managed_node_group_defaults = {
    ami_type = "AL2023_x86_64_STANDARD"
    max_size = 3

    block_device_mappings = {
      system = {
        device_name = "/dev/xvda"
        ebs = {
          volume_size = 80
          encrypted   = false
        }
      }
    }
  }

  eks_managed_node_groups = {
    lobby = {
      min_size     = 4
      desired_size = 4
    }

    match = {
      min_size                   = 2
      desired_size               = 2
      use_custom_launch_template = false

      remote_access = {
        ec2_ssh_key               = "operations"
        source_security_group_ids = []
      }
    }
  }
}
