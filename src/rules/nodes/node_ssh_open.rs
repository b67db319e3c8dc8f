use crate::field::{Field, Tool};
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Value};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/node-ssh-open.md"),
    Check::NodeGroupInCluster(check),
);

fn check(pool: &AddressPool, context: &Context<'_>) -> Verdict {
    let group = &pool.group;
    let (key, open) = group.ssh();
    // eksctl opens the port to the VPC alone where nodes have no public addresses.
    let inside = match group.object.tool() {
        Tool::Eksctl => group.private_networking().is(|on| *on),
        Tool::Terraform | Tool::Kubernetes => Truth::False,
    };
    let sources = group.ssh_sources();
    (open & !inside & is_nobody(&sources)).then(|| {
        let finding = Finding::new(format!("port 22 of `{}` is open to every address", group.called()))
            .at(&key.anchor, "opens port 22")
            .note("the security group that is made for the key admits 0.0.0.0/0, and nobody sees it in the files")
            .help("leave the key out and log in with Session Manager, or name the security groups that may connect");
        let placement = context.project.placement_of(group);
        let finding = match placement.map_or(Truth::Unknown, |it| it.public) {
            Truth::True => finding,
            Truth::False => finding.severity(Severity::Warning).note(
                "from the internet there is no way into its private subnets, but there is from every network that is joined to the VPC",
            ),
            Truth::Unknown => finding.severity(Severity::Warning).note(
                "which subnets it has is not known here: in public ones the internet gets there, in private ones every network that is joined to the VPC",
            ),
        };
        match group.object.tool() {
            Tool::Eksctl if key.anchor.path == "ssh.allow" => {
                finding.fix(FixClass::Unsafe, "keep port 22 closed", key.anchor.set(false))
            }
            _ => finding,
        }
    })
}

/// Whether no security group is named, or an empty list of them.
fn is_nobody(sources: &Field<Value>) -> Truth {
    let empty = sources.holds(|value| match value.as_list() {
        Some(list) => Truth::from(list.items.is_empty()) & Truth::from(list.rest.is_closed()),
        None => Truth::Unknown,
    });
    sources.is_absent() | empty
}
