use crate::finding::{Finding, FixClass, Verdict};
use crate::model::StorageClass;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/storage/storageclass-immediate-binding.md"),
    Check::StorageClass(check),
);

fn check(class: &StorageClass, _: &Context<'_>) -> Verdict {
    let binding = class.binding();
    let immediate = binding.is(|mode| mode == "Immediate");
    (class.is_ebs() & immediate & !class.has_one_zone()).then(|| {
        let name = class.object.called(&class.name());
        let message = format!("storage class `{name}` makes EBS volumes before it knows the pod's zone");
        let label = if binding.is_unwritten() { "binds at once by default" } else { "binds at once" };
        Finding::new(message)
            .at(&binding.anchor, label)
            .and(&class.provisioner().anchor, "an EBS volume lives in one zone")
            .note("a pod that cannot run in the volume's zone stays Pending: volume node affinity conflict")
            .help(format!(
                "set `{}` to WaitForFirstConsumer; the field is immutable, so the class has to be made anew",
                binding.anchor.path
            ))
            .fix(
                FixClass::Recreate,
                "wait for the first pod",
                binding.anchor.set("WaitForFirstConsumer"),
            )
    })
}
