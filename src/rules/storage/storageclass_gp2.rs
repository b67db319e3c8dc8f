use crate::finding::{Finding, FixClass, Verdict};
use crate::model::StorageClass;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/storage/storageclass-gp2.md"),
    Check::StorageClass(check),
);

fn check(class: &StorageClass, _: &Context<'_>) -> Verdict {
    let kind = class.volume_type();
    let free = !class.is_of_eks() & !class.is_for_outpost();
    (class.is_ebs() & kind.is(|kind| kind == "gp2") & free).then(|| {
        let name = class.object.called(&class.name());
        let finding = Finding::new(format!("storage class `{name}` makes gp2 volumes"))
            .at(&kind.anchor, "gp3 costs less and does more")
            .note(
                "a gp2 volume has 3 IOPS for each GiB and bursts on credits: a small one that is busy \
                 falls back to as few as 100, where gp3 has 3,000 at any size for about a fifth less",
            );
        if class.is_in_tree() == Truth::False {
            return finding
                .help("make a class of type gp3: parameters of a class cannot be changed")
                .fix(FixClass::Recreate, "make gp3 volumes", class.set_parameter("type", "gp3"));
        }
        finding
            .and(&class.provisioner().anchor, "knows no gp3")
            .help("make a class of provisioner ebs.csi.aws.com and type gp3, and ask for that one")
    })
}
