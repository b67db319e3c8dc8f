use crate::finding::{Finding, Verdict};
use crate::model::NodeGroupKind;
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Value};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/launch-template-latest.md"),
    Check::NodeGroupInCluster(check),
);

fn check(pool: &AddressPool, _: &Context<'_>) -> Verdict {
    let group = &pool.group;
    let version = group.template_version();
    if version.is_unwritten() || group.kind != NodeGroupKind::Managed {
        return Verdict::Inapplicable;
    }
    version.holds(is_name).then(|| {
        let shown = version.known().and_then(Value::as_str).unwrap_or("a name");
        let (attribute, template) = (
            if shown == "$Default" { "default_version" } else { "latest_version" },
            group.template.as_ref().map_or("aws_launch_template.NAME", |it| it.subject.within_module()),
        );
        Finding::new(format!("`{}` asks for {shown} of its launch template", group.called()))
            .at(&version.anchor, "a name, not a number")
            .note(
                "EKS keeps the number that the name stood for: every plan wants to change it back, and \
                 an apply for another reason replaces all nodes",
            )
            .help(format!("write `version = {template}.{attribute}`, so that a plan shows a new one"))
    })
}

/// Whether a version is a name that moves; the numbers that a template has are attributes of it.
fn is_name(version: &Value) -> Truth {
    const NUMBERS: [Option<&str>; 2] = [Some("latest_version"), Some("default_version")];
    match (version.as_str(), version.as_reference()) {
        (Some(text), _) => Truth::from(["$Latest", "$Default"].contains(&text)),
        (None, Some(it)) if NUMBERS.contains(&it.attribute()) => Truth::False,
        (None, None) if version.as_integer().is_some() => Truth::False,
        (None, _) => Truth::Unknown,
    }
}
