use super::INVALID_ARN;
use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{ArnDefect, RoleAnnotation, ServiceAccount, Workload};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-annotation-invalid.md"),
    Check::RoleAnnotation(check),
);

const RIGHT: &str = "eks.amazonaws.com/role-arn";

fn check(annotation: &RoleAnnotation, context: &Context<'_>) -> Verdict {
    let Some(value) = annotation.value.known() else {
        if let Some(why) = annotation.value.why() {
            watch::note(&annotation.value.anchor.path, why);
        }
        return Verdict::Undecided;
    };
    match annotation.kind.as_str() {
        "ServiceAccount" if annotation.is_spelt_right() => malformed(annotation, value, context),
        "ServiceAccount" => misspelt(annotation, value, context),
        _ if annotation.is_spelt_right() => misplaced(annotation, context),
        _ => Verdict::Inapplicable,
    }
}

/// A value that no role has as its ARN.
fn malformed(annotation: &RoleAnnotation, value: &Text, context: &Context<'_>) -> Verdict {
    let Some(defect) = ArnDefect::of(value) else {
        if value.known().is_some() || is_of_role(annotation, value, context) {
            return Verdict::Pass;
        }
        if let Some(why) = value.why() {
            watch::note(&annotation.value.anchor.path, why);
        }
        return Verdict::Undecided;
    };
    let account = context.project.account_of(&annotation.object);
    let chain = |account| context.project.chain_of(account);
    let shown = value.display();
    let name = called(annotation, context);
    let finding = Finding::new(format!("service account `{name}` asks for no role: `{shown}`"))
        .at(&annotation.value.anchor, defect.label())
        .note(INVALID_ARN)
        .chain(account.map(chain).unwrap_or_default())
        .help("write `arn:aws:iam::ACCOUNT:role/NAME`, as `aws iam get-role` prints it");
    let trimmed = shown.trim();
    match defect {
        ArnDefect::Blank if ArnDefect::of_known(trimmed).is_none() => {
            let edit = annotation.value.anchor.set_text(trimmed);
            finding.fix(FixClass::Unsafe, "take out the blank", edit).fail()
        }
        _ => finding.fail(),
    }
}

/// The name of the service account, for people.
fn called(annotation: &RoleAnnotation, context: &Context<'_>) -> String {
    let object = &annotation.object;
    let account = context.project.account_of(object);
    account.map_or_else(|| object.written_name().to_owned(), |it| object.called(&it.name))
}

/// Whether a value is the ARN of a role that is declared.
fn is_of_role(annotation: &RoleAnnotation, value: &Text, context: &Context<'_>) -> bool {
    !context.project.roles_named_by(value, &annotation.object).is_empty()
}

/// A name that the webhook does not read, where the value is a role.
fn misspelt(annotation: &RoleAnnotation, value: &Text, context: &Context<'_>) -> Verdict {
    let declared = is_of_role(annotation, value, context);
    let spelt = value.starts_with("arn:") & !Truth::from(ArnDefect::of(value).is_some());
    let role = spelt | Truth::from(declared);
    let beside = annotation.object.at::<crate::value::Value>("metadata.annotations");
    let right = beside.known().and_then(|it| it.entry(RIGHT)).is_some();
    (role & Truth::from(!right)).then(|| {
        let (name, written) = (called(annotation, context), &annotation.name);
        Finding::new(format!("service account `{name}` asks for its role under a wrong name"))
            .at(&annotation.value.anchor, format!("the name is `{written}`"))
            .note("nothing reads it: the pods get no role, and use that of the node if they can")
            .help(format!("call it `{RIGHT}`"))
    })
}

/// The annotation where nobody reads it: on a pod or what makes pods.
fn misplaced(annotation: &RoleAnnotation, context: &Context<'_>) -> Verdict {
    let object = &annotation.object;
    let (name, namespace) = (object.at("metadata.name"), object.at("metadata.namespace"));
    let workload =
        Workload { object: object.clone(), kind: annotation.kind.clone(), name, namespace };
    let account = workload.account();
    let accounts = context.project.accounts_named(&account, &workload.namespace, object);
    let has_role = |it: &&ServiceAccount| !it.role_arn.is_unwritten();
    Truth::from(!accounts.iter().any(has_role)).then(|| {
        let called = workload.called();
        Finding::new(format!("the role of {called} is named on its pods, where nothing reads it"))
            .at(&annotation.value.anchor, "this belongs on the service account")
            .note("the pods get no role from it, and use that of the node if they can")
            .help("annotate the service account that the pods run as")
    })
}
