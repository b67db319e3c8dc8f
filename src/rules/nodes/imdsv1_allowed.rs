use crate::field::Tool;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::LaunchTemplate;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/nodes/imdsv1-allowed.md"), Check::LaunchTemplate(check));

fn check(template: &LaunchTemplate, _: &Context<'_>) -> Verdict {
    let (allowed, on) = template.answers_imds_v1();
    on.then(|| {
        let finding = Finding::new("nodes give their credentials to requests without a token")
            .at(&allowed.anchor, "IMDSv1 is on")
            .note("a web application that fetches any address it is told to gives away the role of the node")
            .help("require tokens; first update SDKs from before 2020, which cannot ask for one");
        if !allowed.anchor.is_written() {
            return finding;
        }
        let edit = match template.object.tool() {
            Tool::Eksctl => allowed.anchor.set(true),
            Tool::Terraform | Tool::Kubernetes => allowed.anchor.set("required"),
        };
        finding.fix(FixClass::Unsafe, "require tokens", edit)
    })
}
