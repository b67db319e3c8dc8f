use crate::finding::{Finding, FixClass, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/endpoint/control-plane-logging.md"),
    Check::Cluster(check),
);

/// Every type of log, in the order of the EKS API.
const TYPES: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// What is switched on where nothing is: who asked for what, and who they were.
const WORTH: [&str; 3] = ["api", "audit", "authenticator"];

fn check(cluster: &Cluster, _: &Context<'_>) -> Verdict {
    let types = cluster.log_types();
    let has = |wanted: &str| {
        types.any(|it| it.is(|it| *it == wanted || ["*", "all"].contains(&it.as_str())))
    };
    // What local clusters on Outposts log, and by which setting, is not documented.
    (!has("audit") & !cluster.is_on_outpost()).then(|| {
        let called = cluster.called();
        let message = format!("the control plane of `{called}` keeps no audit log");
        let missing: Vec<&str> = TYPES.into_iter().filter(|it| !has(it).may()).collect();
        let text = match missing.as_slice() {
            _ if types.unwritten => "no log is sent by default".to_owned(),
            missing if missing.len() == TYPES.len() => "no log is sent".to_owned(),
            missing => format!("not among these: {}", missing.join(", ")),
        };
        let finding = Finding::new(message)
            .at(&types.anchor, text)
            .note("after an incident nobody can tell who changed or read what: audit events that were not sent to CloudWatch are gone")
            .help(format!("add `audit` to `{}`, and limit the days that its log group keeps", types.anchor.path));
        match types.whole() {
            Some([]) => {
                let edit = types.anchor.set(WORTH.to_vec());
                finding.fix(FixClass::Unsafe, "send logs to CloudWatch", edit)
            }
            Some(_) => {
                let edit = types.anchor.append("audit");
                finding.fix(FixClass::Unsafe, "send the audit log to CloudWatch", edit)
            }
            None => finding,
        }
    })
}
