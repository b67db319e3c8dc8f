use crate::finding::{Finding, Verdict};
use crate::model::Statement;
use crate::project::NodeRole;
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth, Value};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/nodes/node-role-trust.md"), Check::NodeRole(check));

/// Who takes the role of a node: the service of EC2, by the names that IAM knows it by.
const EC2: [&str; 2] = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"];

fn check(nodes: &NodeRole<'_>, _: &Context<'_>) -> Verdict {
    let trust = &nodes.role.trust;
    let unseen = trust.unseen("assume_role_policy");
    let admits = Truth::any(trust.statements.iter().map(admits)) | unseen;
    (!admits).then(|| {
        let group = nodes.group.called();
        let services = trust.statements.iter().flat_map(|it| it.services.seen());
        let named = services.filter(|it| !it.is_unwritten()).find(|it| it.known().is_some());
        let finding = Finding::new(format!("the role of `{group}` does not trust EC2"));
        let finding = match named {
            Some(service) => {
                finding.at(&service.anchor, format!("trusts {} instead", service.display()))
            }
            None => finding.at(&nodes.role.object.anchor(), "ec2.amazonaws.com is not named"),
        };
        finding
            .and(&nodes.group.role().anchor, "the nodes have this role")
            .note("EKS refuses a managed group with this role, and no instance gets credentials from it")
            .help("let `ec2.amazonaws.com` do `sts:AssumeRole` in the trust policy of the role")
    })
}

/// Whether a statement lets EC2 take the role.
fn admits(statement: &Statement) -> Truth {
    let allows = !statement.effect.is(|effect| effect == "Deny");
    let principal = statement.body.get("Principal");
    let told_apart =
        principal.is_some_and(|it| it.as_map().is_some_and(crate::value::Map::is_closed));
    let everybody = principal.and_then(|it| it.get("AWS")).and_then(Value::as_str) == Some("*");
    if !told_apart || everybody {
        return allows & Truth::Unknown;
    }
    let is_ec2 = |text: &Text| Truth::any(EC2.iter().map(|name| text.equals(name)));
    allows & statement.services.any(|service| service.holds(is_ec2))
}
