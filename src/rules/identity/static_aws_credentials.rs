use crate::finding::{Finding, Severity, Verdict};
use crate::model::{ServiceAccount, Variable};
use crate::rule::{Check, Context, Rule};
use crate::value::Text;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/static-aws-credentials.md"),
    Check::Variable(check),
);

/// The variable that makes every SDK take the environment's credentials before all others.
const NAME: &str = "AWS_ACCESS_KEY_ID";

fn check(variable: &Variable, context: &Context<'_>) -> Verdict {
    let ours = variable.name.known().and_then(Text::known).is_some_and(|name| name == NAME);
    let empty = variable.value.known().and_then(Text::known).is_some_and(|it| it.is_empty());
    if !ours || empty {
        return Verdict::Inapplicable;
    }
    let value = variable.value.known().and_then(Text::known);
    if value.as_deref().is_some_and(is_key) {
        return written(variable).fail();
    }
    // Keys of another store that speaks the language of S3.
    if variable.siblings.iter().any(|name| name.contains("ENDPOINT")) {
        return Verdict::Inapplicable;
    }
    let place = if variable.value.is_unwritten() { &variable.name } else { &variable.value };
    let Some((how, anchor)) = role(variable, context) else { return Verdict::Inapplicable };
    let called = called(variable);
    Finding::new(format!("static AWS keys in {called}: its role is never used"))
        .at(&place.anchor, "every SDK takes this first")
        .and(&anchor, how)
        .note("the calls are made as the owner of the key, with rights and a lifetime of its own")
        .help(format!("remove `{NAME}` and `AWS_SECRET_ACCESS_KEY`; the role is enough"))
        .fail()
}

/// The workload, for people.
fn called(variable: &Variable) -> String {
    let (object, kind) = (&variable.object, &variable.kind);
    format!("{kind} `{}`", object.called(&object.at("metadata.name")))
}

/// A key that is written out for everybody who can read the file.
fn written(variable: &Variable) -> Finding {
    let called = called(variable);
    Finding::new(format!("an AWS access key is written out in {called}"))
        .at(&variable.value.anchor, "the id of a long-lived key")
        .note("whoever reads the file or the object may have the key, and it never expires")
        .help("revoke the key, and give the service account a role")
        .severity(Severity::Error)
}

/// How the pods get a role, and where that is said.
fn role(
    variable: &Variable,
    context: &Context<'_>,
) -> Option<(&'static str, crate::field::Anchor)> {
    let (project, object) = (context.project, &variable.object);
    let accounts = project.accounts_named(&variable.account, &variable.namespace, object);
    let annotated = accounts.iter().find(|it: &&&ServiceAccount| !it.role_arn.is_unwritten());
    if let Some(account) = annotated {
        return Some(("the role of its service account", account.role_arn.anchor.clone()));
    }
    let named = (&variable.account, &variable.namespace);
    let associations = project.associations_of(named, object);
    let association = associations.first()?;
    Some(("the role of its service account", association.account.anchor.clone()))
}

/// Whether a text is the id of an access key; the documentation's examples are none.
///
/// Source: IAM user guide, "IAM identifiers", unique ID prefixes.
fn is_key(text: &str) -> bool {
    let prefix = text.starts_with("AKIA");
    let letters = text.bytes().all(|it| it.is_ascii_uppercase() || (b'2'..=b'7').contains(&it));
    let varied = text.bytes().skip(4).collect::<std::collections::BTreeSet<_>>().len() > 4;
    prefix && text.len() == 20 && letters && varied && !text.contains("EXAMPLE")
}
