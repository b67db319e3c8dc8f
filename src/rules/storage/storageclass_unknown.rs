use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Claim, StorageClass};
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/storage/storageclass-unknown.md"), Check::Claim(check));

/// Classes that nobody has to declare: the one that EKS makes, and the one of its EBS add-on.
///
/// Sources: EKS user guide, "Kubernetes 1.30"; AWS EBS CSI driver, `defaultStorageClass`.
const MADE_BY_EKS: [&str; 2] = ["gp2", "ebs-csi-default-sc"];

fn check(claim: &Claim, context: &Context<'_>) -> Verdict {
    let project = context.project;
    let Some(classes) = project.all_classes(claim) else { return Verdict::Inapplicable };
    let class = claim.class();
    let Some(name) = class.known() else { return without_class(claim, &classes) };
    let made_for_it = !claim.volume().is_absent() | !claim.selector().is_absent();
    let given = Truth::any(MADE_BY_EKS.map(|it| name.equals(it))) | name.equals("");
    let named = |it: &&StorageClass| it.name().holds(|it| it.same_as(name));
    let declared = Truth::any(classes.iter().map(named)) | project.has_volume_of_class(name);
    (!(declared | given | made_for_it)).then(|| {
        let (name, called) = (name.display(), claim.object.called(&claim.name()));
        let finding = Finding::new(format!(
            "claim `{called}` asks for storage class `{name}`, which nobody declares"
        ))
        .at(&class.anchor, "no such class")
        .note("no volume is ever made: the claim and every pod that mounts it stay Pending")
        .note("ekslint.toml says that these files hold every StorageClass");
        let near = project.near_class(&name, &classes).map(StorageClass::name);
        match near.as_ref().and_then(|near| Some((near, near.known()?.known()?))) {
            Some((near, right)) => finding
                .and(&near.anchor, "the class with the near name")
                .help(format!(
                    "ask for `{right}`; the class of a claim cannot be changed, so make it anew"
                ))
                .fix(
                    FixClass::Recreate,
                    format!("ask for `{right}`"),
                    class.anchor.set(right.as_str()),
                ),
            None => finding.help("declare the class, or ask for one that is declared"),
        }
    })
}

/// The verdict on a claim that takes the class that is the default, which clusters that were made
/// with Kubernetes 1.29 or older have without anybody declaring it.
fn without_class(claim: &Claim, classes: &[&StorageClass]) -> Verdict {
    let class = claim.class();
    if Truth::any(classes.iter().map(|it| it.is_default())).must() {
        return Verdict::Pass;
    }
    let what = || Why::Elsewhere("the default storage class".into());
    watch::note(&class.anchor.path, class.why().unwrap_or_else(what));
    Verdict::Undecided
}
