use crate::field::{Anchor, Tool};
use crate::finding::{Finding, Verdict};
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::{Entry, Origin, Truth, Value};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/node-role-addon-policies.md"),
    Check::NodeGroupInCluster(check),
);

/// Agents that run on the node for the node itself.
const OF_THE_NODE: [&str; 1] = ["cloudWatch"];

fn check(pool: &AddressPool, _: &Context<'_>) -> Verdict {
    let policies = pool.group.addon_policies();
    if pool.group.object.tool() != Tool::Eksctl || policies.is_unwritten() {
        return Verdict::Inapplicable;
    }
    let entries = policies.known().and_then(Value::as_map).map(|map| map.entries.as_slice());
    let meant = |it: &&Entry| !OF_THE_NODE.contains(&it.key.as_str());
    let entries: Vec<&Entry> = entries.unwrap_or_default().iter().filter(meant).collect();
    let given = |entry: &Entry| match entry.value.as_bool() {
        Some(on) => Truth::from(on),
        None if entry.value.is_null() => Truth::False,
        None => Truth::Unknown,
    };
    let any = Truth::any(entries.iter().map(|it| given(it)));
    let any = any | policies.holds(|_| Truth::False);
    any.then(|| {
        let given: Vec<&Entry> = entries.iter().copied().filter(|it| given(it).must()).collect();
        let names: Vec<&str> = given.iter().map(|it| it.key.as_str()).collect();
        let first = given.first().map_or(policies.anchor.place().span, |it| it.key_span);
        let anchor = Anchor::at(Origin::new(first), "iam.withAddonPolicies");
        let message =
            format!("every pod of `{}` may do what {} may", pool.group.called(), listed(&names));
        let finding = Finding::new(message).at(&anchor, "goes to the role of the nodes");
        let others = given.iter().skip(1);
        let finding = others.fold(finding, |finding, it| finding.and_place(it.key_span, "and this"));
        finding
            .note("a pod that reaches the metadata service has the role of its node, whatever its own is")
            .help("give the add-on a role of its own, in `iam.podIdentityAssociations` or `iam.serviceAccounts`")
    })
}

/// `autoScaler`, or `autoScaler and 2 more`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "an add-on".to_owned(),
        [one] => format!("`{one}`"),
        [one, two] => format!("`{one}` and `{two}`"),
        [one, rest @ ..] => format!("`{one}` and {} more add-ons", rest.len()),
    }
}
