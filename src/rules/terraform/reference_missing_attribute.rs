use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Argument, Missing};
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/terraform/reference-missing-attribute.md"),
    Check::Argument(check),
);

fn check(argument: &Argument, _: &Context<'_>) -> Verdict {
    let attribute = match argument.missing {
        Missing::Id => "id",
        Missing::Arn => "arn",
        Missing::Name => "name",
        Missing::Unknown => "",
    };
    let given = argument.given.to_string();
    let path = argument.anchor.path.rsplit('.').next().unwrap_or_default();
    let finding =
        Finding::new(format!("`{path}` wants a string and is given the whole of `{given}`"))
            .at(&argument.anchor, "a whole object")
            .note("terraform plan stops with: Inappropriate value for attribute: string required");
    if attribute.is_empty() {
        return finding.help("name one of its attributes").fail();
    }
    let meant = format!("{given}.{attribute}");
    let edit = argument.anchor.insert_after(format!(".{attribute}"));
    finding
        .help(format!("write `{meant}`"))
        .fix(FixClass::Safe, format!("write `{meant}`"), edit)
        .fail()
}
