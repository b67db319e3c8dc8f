use crate::field::Tool;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::LaunchTemplate;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/imds-open-to-pods.md"),
    Check::LaunchTemplate(check),
);

fn check(template: &LaunchTemplate, _: &Context<'_>) -> Verdict {
    let hops = template.hop_limit();
    let open = hops.is(|hops| *hops > 1) & !template.has_no_metadata();
    open.then(|| {
        let label = match (hops.known(), hops.is_unwritten()) {
            (Some(hops), true) => format!("{hops} hops by default"),
            (Some(_), false) if template.object.tool() == Tool::Eksctl => "2 hops".to_owned(),
            (Some(hops), false) => format!("{hops} hops"),
            (None, _) => "more than one hop".to_owned(),
        };
        let finding = Finding::new("every pod can take the credentials of its node")
            .at(&hops.anchor, label)
            .note("the second hop is the one into a pod: NetworkPolicy or a role of its own does not stop it")
            .help("allow one hop, once no pod lives off the node: the load balancer controller needs \
                   `region` and `vpcId`, and a role");
        with_fix(finding, template)
    })
}

/// Not where the module would then lose its other defaults, or eksctl refuses the combination.
fn with_fix(finding: Finding, template: &LaunchTemplate) -> Finding {
    let anchor = template.hop_limit().anchor;
    let edit = match template.object.tool() {
        Tool::Eksctl => {
            let refused = template.group.as_ref().map(|it| !it.addon_policies().is_absent());
            if refused.is_none_or(Truth::may) {
                return finding;
            }
            anchor.set(true)
        }
        _ if !anchor.is_written() => return finding,
        Tool::Terraform | Tool::Kubernetes => anchor.set(1),
    };
    finding.fix(FixClass::Unsafe, "keep pods from the credentials of the node", edit)
}
