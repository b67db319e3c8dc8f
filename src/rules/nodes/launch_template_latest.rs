use crate::finding::{Finding, Verdict};
use crate::model::NodeGroupKind;
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/launch-template-latest.md"),
    Check::NodeGroup(check),
);

fn check(pool: &AddressPool, _: &Context<'_>) -> Verdict {
    let group = &pool.group;
    let version = group.template_version();
    if version.is_unwritten() || group.kind != NodeGroupKind::Managed {
        return Verdict::Inapplicable;
    }
    let moving = |version: &smol_str::SmolStr| ["$Latest", "$Default"].contains(&version.as_str());
    version.is(moving).then(|| {
        let shown = version.known().map_or("a name", |it| it.as_str());
        let (attribute, template) = (
            if shown == "$Default" { "default_version" } else { "latest_version" },
            group.template.as_ref().map_or("aws_launch_template.NAME", |it| it.subject.within_module()),
        );
        Finding::new(format!("`{}` asks for {shown} of its launch template", super::called(group)))
            .at(&version.anchor, "a name, not a number")
            .note(
                "EKS keeps the number that the name stood for: every plan wants to change it back, and \
                 an apply for another reason replaces all nodes",
            )
            .help(format!("write `version = {template}.{attribute}`, so that a plan shows a new one"))
    })
}
