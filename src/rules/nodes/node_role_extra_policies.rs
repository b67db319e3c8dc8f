use crate::field::watch;
use crate::finding::{Finding, Verdict};
use crate::project::{Beyond, NodePolicy};
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/node-role-extra-policies.md"),
    Check::NodePolicy(check),
);

fn check(attached: &NodePolicy, _: &Context<'_>) -> Verdict {
    let beyond = attached.beyond_nodes();
    if let Some(why) = attached.unnamed() {
        watch::note(&attached.policy.anchor.path, why);
    }
    let group = attached.group.called();
    beyond.truth().then(|| {
        let (message, label) = match beyond {
            Beyond::Action(_, action) => {
                (format!("every pod of `{group}` may do `{action}`"), "goes to the nodes")
            }
            Beyond::Policy(_, name) => {
                (format!("every pod of `{group}` has `{name}`"), "not a policy of nodes")
            }
        };
        Finding::new(message)
            .at(&attached.policy.anchor, label)
            .note("a pod that reaches the metadata service has the role of its node, whatever its own is")
            .help("give it to the role of the pods that need it, by EKS Pod Identity or IRSA")
    })
}
