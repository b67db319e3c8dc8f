use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Argument, Missing};
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/terraform/reference-missing-attribute.md"),
    Check::Argument(check),
);

fn check(argument: &Argument, _: &Context<'_>) -> Verdict {
    let given = &argument.given;
    let path = argument.anchor.path.rsplit('.').next().unwrap_or_default();
    let finding =
        Finding::new(format!("`{path}` wants a string and is given the whole of `{given}`"))
            .at(&argument.anchor, "a whole object")
            .note("terraform plan stops with: Inappropriate value for attribute: string required");
    let Some(Missing { attribute, certain }) = &argument.missing else {
        return finding.help("name the attribute of it that is meant").fail();
    };
    let meant = format!("write `{given}.{attribute}`");
    let class = if *certain { FixClass::Safe } else { FixClass::Unsafe };
    let edit = argument.anchor.insert_after(format!(".{attribute}"));
    finding.help(meant.clone()).fix(class, meant, edit).fail()
}
