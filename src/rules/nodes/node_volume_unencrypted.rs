use crate::field::{Field, Tool};
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{LaunchTemplate, NodeVolume};
use crate::rule::{Check, Context, Rule};
use crate::value::{Rest, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/node-volume-unencrypted.md"),
    Check::LaunchTemplate(check),
);

fn check(template: &LaunchTemplate, context: &Context<'_>) -> Verdict {
    let account = context.project.encrypts_new_volumes(&template.object);
    let volumes = template.volumes();
    let is_open = |field: &Field<NodeVolume>| {
        field.known().map_or(Truth::Unknown, |volume| volume.is_open(account))
    };
    let seen = Truth::any(volumes.items.iter().map(is_open));
    let unseen = match &volumes.rest {
        Rest::Open { why, .. } if account != Truth::True => {
            crate::field::watch::note(&"block_device_mappings".into(), why.clone());
            Truth::Unknown
        }
        Rest::Open { .. } | Rest::Closed => Truth::False,
    };
    (seen | unseen).then(|| {
        let mut open = volumes.items.iter().filter(|it| is_open(it).must());
        let first = open.next().unwrap_or(&volumes.items[0]);
        let encrypted = first.known().map(|it| &it.encrypted);
        let silent = encrypted.is_some_and(Field::is_unwritten);
        let label = if silent { "not encrypted unless it says so" } else { "not encrypted" };
        let finding = Finding::new("a volume of the nodes is not encrypted")
            .at(&first.anchor, label)
            .note("it holds images, logs, emptyDir volumes and the Secrets that pods mount from disk")
            .help("encrypt it, or turn on encryption by default for the account and say so in ekslint.toml");
        let finding = open.fold(finding, |finding, it| finding.and(&it.anchor, "nor is this one"));
        let class = match template.object.tool() {
            Tool::Eksctl => FixClass::Recreate,
            Tool::Terraform | Tool::Kubernetes => FixClass::Unsafe,
        };
        if !first.anchor.is_written() {
            return finding;
        }
        finding.fix(class, "encrypt the volume", first.anchor.set(true))
    })
}
