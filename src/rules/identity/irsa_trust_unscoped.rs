use crate::field::watch;
use crate::finding::{Finding, Verdict};
use crate::model::{Role, Statement};
use crate::rule::{Check, Context, Rule, Trust};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/identity/irsa-trust-unscoped.md"), Check::Trust(check));

/// Subjects that every service account of every namespace has.
const EVERYBODY: [&str; 4] =
    ["*", "system:*", "system:serviceaccount:*", "system:serviceaccount:*:*"];

fn check(trust: &Trust<'_>, context: &Context<'_>) -> Verdict {
    let Trust::Statement(statement, role) = trust else { return Verdict::Inapplicable };
    let pods = context.project.lets_pods_in(statement, role);
    if !pods.may() {
        return Verdict::Inapplicable;
    }
    if let Some(finding) = by_pattern(statement, role) {
        // Of a provider that is not known, `*` may be something else.
        return if pods.must() { finding.fail() } else { Verdict::Undecided };
    }
    // A condition on the subject, or any other, keeps most pods out, whoever issues the tokens.
    let unscoped = Truth::all(statement.conditions.iter().map(|it| it.key.ends_with(":aud")));
    let closed = if statement.more_conditions.is_some() { Truth::Unknown } else { Truth::True };
    if let Some(why) = statement.provider().and_then(|it| it.why().or_else(|| it.known()?.why())) {
        watch::note(&statement.federated.anchor.path, why);
    }
    (pods & unscoped & closed).then(|| {
        let message = format!("every pod of the cluster may take the role {}", called(role));
        explained(placed(message, statement))
            .help("compare `:sub` with `system:serviceaccount:NAMESPACE:NAME` in a condition")
    })
}

/// Points at the condition that does not suffice: it stands in the statement, while the provider is
/// often handed in from far away.
fn placed(message: String, statement: &Statement) -> Finding {
    let finding = Finding::new(message);
    let (named, whoever) = (&statement.federated.anchor, "whoever has a token of this cluster");
    match statement.conditions.first() {
        Some(audience) => finding
            .at(&audience.operator_anchor, "only the audience, which the token of every pod has")
            .and(named, whoever),
        None => finding.at(named, whoever),
    }
}

/// A subject that lets everybody in.
fn by_pattern(statement: &Statement, role: &Role) -> Option<Finding> {
    let mut subjects = statement.on_claim(":sub").filter(|it| it.operator.contains("Like"));
    let value = subjects.find_map(|condition| {
        condition.values.seen().find(|value| {
            let text = value.known().and_then(Text::known);
            text.is_some_and(|text| EVERYBODY.contains(&text.as_str()))
        })
    })?;
    let message = format!("every pod of the cluster may take the role {}", called(role));
    let finding = Finding::new(message).at(&value.anchor, "this is every service account");
    Some(explained(finding).help("name the namespace and the service account"))
}

fn explained(finding: Finding) -> Finding {
    finding.note("a pod that anybody may start, in any namespace, has what this role may do")
}

fn called(role: &Role) -> String {
    format!(
        "`{}`",
        role.name.known().map_or_else(|| role.object.subject.to_string(), Text::display)
    )
}
