use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Claim, StorageClass};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/storage/ebs-rwx.md"), Check::Claim(check));

fn check(claim: &Claim, context: &Context<'_>) -> Verdict {
    let (modes, volume) = (claim.access_modes(), claim.volume_mode());
    let shared = modes.any(|mode| mode.is(|it| it == "ReadWriteMany"));
    let file_system = !volume.is(|mode| mode == "Block");
    if !(shared & file_system).may() {
        return Verdict::Pass;
    }
    let classes = context.project.class_of(claim);
    let candidates = classes.candidates();
    let ebs = asks_for_ebs(claim, candidates);
    (shared & file_system & ebs).then(|| {
        let name = claim.object.called(&claim.name());
        let message = format!("claim `{name}` wants an EBS volume on many nodes at once");
        let mode = modes.seen().find(|mode| mode.is(|it| it == "ReadWriteMany").must());
        let anchor = mode.map_or(&modes.anchor, |mode| &mode.anchor);
        let finding = Finding::new(message)
            .at(anchor, "many nodes write")
            .and(&claim.class().anchor, "the class it asks for");
        let finding = match (mode, modes.whole()) {
            (Some(mode), Some([_])) => finding.fix(
                FixClass::Recreate,
                "ask for one node at a time",
                mode.anchor.set("ReadWriteOnce"),
            ),
            _ => finding,
        };
        candidates
            .iter()
            .fold(finding, |finding, class: &&StorageClass| {
                finding
                    .and(&class.provisioner().anchor, "makes EBS volumes, which attach to one node")
            })
            .note(
                "the volume is never provisioned and every pod that mounts the claim stays Pending",
            )
            .help("ask for ReadWriteOnce, or for a class of the EFS or FSx driver")
    })
}

/// Whether the volume of a claim is an EBS volume; unknown where the claim names its volume, or
/// where its class is declared elsewhere or is the default one.
fn asks_for_ebs(claim: &Claim, classes: &[&StorageClass]) -> Truth {
    let (class, volume) = (claim.class(), claim.volume());
    if volume.is(|name| name.equals("").must()) != Truth::True && !volume.is_absent().must() {
        watch::note(&volume.anchor.path, Why::NotEvaluated("the volume of a claim"));
        return Truth::Unknown;
    }
    if classes.is_empty() {
        let name = class.known().map(Text::display).filter(|name| !name.is_empty());
        let what = name.map_or_else(
            || "the volume of a claim without a class".to_owned(),
            |name| format!("storage class `{name}`"),
        );
        watch::note(&class.anchor.path, class.why().unwrap_or(Why::Elsewhere(what.into())));
        return Truth::Unknown;
    }
    Truth::all(classes.iter().map(|class| class.is_ebs()))
}
