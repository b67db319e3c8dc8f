use crate::finding::{Finding, Verdict};
use crate::model::{Policy, Statement};
use crate::project::NodePolicy;
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth, Value};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/node-role-extra-policies.md"),
    Check::NodePolicy(check),
);

/// The policies of AWS that nodes are documented to need, and those of its agents on nodes.
///
/// Sources: EKS user guide, "Amazon EKS node IAM role"; Systems Manager user guide, "Configure
/// instance permissions"; `CloudWatch` user guide, "Create IAM roles and users".
const OF_NODES: [&str; 13] = [
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
/// its disk, and what the VPC CNI does to network interfaces.
const OF_NODE_ITSELF: [&str; 18] = [
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

fn check(attached: &NodePolicy, _: &Context<'_>) -> Verdict {
    let group = attached.group.called();
    let finding = |message: String, label: String| {
        Finding::new(message)
            .at(&attached.policy.anchor, label)
            .note("a pod that reaches the metadata service has the role of its node, whatever its own is")
            .help("give it to the role of the pods that need it, by EKS Pod Identity or IRSA")
    };
    if let Some(document) = &attached.document {
        let beyond =
            Truth::any(document.statements.iter().map(is_beyond)) | document.unseen("policy");
        return beyond.then(|| {
            let action =
                first_beyond(document).unwrap_or_else(|| "more than a node needs".to_owned());
            finding(
                format!("every pod of `{group}` may do `{action}`"),
                "goes to the nodes".to_owned(),
            )
        });
    }
    let Some(arn) = attached.arn() else {
        let why = attached.policy.why().or_else(|| attached.policy.known().map(Value::why));
        if let Some(why) = why {
            crate::field::watch::note(&attached.policy.anchor.path, why);
        }
        return Verdict::Undecided;
    };
    let own = arn.starts_with("arn:aws") & arn.contains(":iam::aws:policy/");
    let known = arn.known();
    let name = known.as_deref().and_then(|it| it.rsplit('/').next());
    let extra = name.map_or(Truth::Unknown, |name| Truth::from(!OF_NODES.contains(&name)));
    match own {
        // A policy of one's own, whose document is not at hand.
        Truth::False => Verdict::Undecided,
        own => (own & extra).then(|| {
            let name = name.unwrap_or_default();
            finding(
                format!("every pod of `{group}` has `{name}`"),
                "not a policy of nodes".to_owned(),
            )
        }),
    }
}

/// Whether a statement allows something that no node needs for itself.
fn is_beyond(statement: &Statement) -> Truth {
    let allows = statement.effect.is(|effect| effect == "Allow");
    allows & statement.actions.any(|action| action.holds(is_more))
}

fn is_more(action: &Text) -> Truth {
    let own = OF_NODE_ITSELF.iter().map(|start| action.starts_with(start));
    !Truth::any(own)
}

fn first_beyond(document: &Policy) -> Option<String> {
    let allowed = document.statements.iter().filter(|it| is_beyond(it).must());
    let actions = allowed.flat_map(|it| it.actions.seen());
    let mut known = actions.filter_map(|it| it.known());
    known.find(|action| is_more(action).must()).map(Text::display)
}
