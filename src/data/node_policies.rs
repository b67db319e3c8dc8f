//! What nodes are meant to have by their role.

/// The policies of AWS that nodes are documented to need, and those of its agents on nodes.
///
/// Sources: EKS user guide, "Amazon EKS node IAM role"; Systems Manager user guide, "Configure
/// instance permissions"; `CloudWatch` user guide, "Create IAM roles and users".
pub const OF_NODES: [&str; 13] = [
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2RoleforSSM",
    "AmazonEKSFargatePodExecutionRolePolicy",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_IPv6_Policy",
    "AmazonEKS_CNI_Policy",
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "AmazonSSMManagedInstanceCore",
    "AmazonSSMPatchAssociation",
    "CloudWatchAgentAdminPolicy",
    "CloudWatchAgentServerPolicy",
];

/// What the node itself does: pull images, send logs and metrics, answer to Systems Manager, decrypt
/// its disk, and what the VPC CNI does to network interfaces; actions by how they begin.
pub const OF_NODE_ITSELF: [&str; 18] = [
    "autoscaling:Describe",
    "cloudwatch:PutMetricData",
    "ec2:AssignIpv6Addresses",
    "ec2:AssignPrivateIpAddresses",
    "ec2:AttachNetworkInterface",
    "ec2:CreateNetworkInterface",
    "ec2:CreateTags",
    "ec2:DeleteNetworkInterface",
    "ec2:Describe",
    "ec2:DetachNetworkInterface",
    "ec2:Unassign",
    "ec2messages:",
    "ecr",
    "eks:Describe",
    "kms:",
    "logs:",
    "ssm",
    "sts:",
];
