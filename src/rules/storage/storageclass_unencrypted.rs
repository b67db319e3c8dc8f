use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::model::StorageClass;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/storage/storageclass-unencrypted.md"),
    Check::StorageClass(check),
);

/// What follows where the AWS account encrypts nothing by default.
const PLAIN: &str = "volumes and their snapshots are not encrypted, and no volume can be encrypted \
                     later: its data has to be copied through a snapshot";

/// The same where it is not known what the account does.
const UNLESS: &str = "unless the AWS account encrypts by default, volumes and their snapshots are not \
                      encrypted, and no volume can be encrypted later: its data has to be copied \
                      through a snapshot";

fn check(class: &StorageClass, context: &Context<'_>) -> Verdict {
    let by_account = context.project.encrypts_new_volumes(&class.object);
    let plain = class.is_ebs() & !class.encrypts() & !class.is_of_eks();
    (plain & Truth::from(!by_account.must())).then(|| {
        let (name, encrypted) = (class.object.called(&class.name()), class.encrypted());
        let label = if encrypted.is_unwritten() { "nobody asks for it" } else { "turned off" };
        let finding = Finding::new(format!("storage class `{name}` does not ask for encrypted volumes"))
            .at(&encrypted.anchor, label)
            .and(&class.provisioner().anchor, "makes EBS volumes")
            .note(
                if by_account == Truth::Unknown { UNLESS } else { PLAIN },
            )
            .fix(
                FixClass::Recreate,
                "encrypt the volumes",
                class.set_parameter("encrypted", "true"),
            );
        let help = "set the parameter `encrypted` to \"true\"; parameters are immutable, so the class \
                    has to be made anew";
        if by_account == Truth::Unknown {
            let unless = "; if the AWS account encrypts by default, say so in ekslint.toml";
            return finding.help(format!("{help}{unless}")).severity(Severity::Info);
        }
        finding.help(help)
    })
}
