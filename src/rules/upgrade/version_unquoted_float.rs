use crate::data::versions::{Minor, Support, newest, support};
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};
use crate::value::{Kind, Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/upgrade/version-unquoted-float.md"),
    Check::Cluster(check),
);

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let (version, written) = (cluster.version(), cluster.written_version());
    if version.is_absent().must() {
        return Verdict::Inapplicable;
    }
    let number = written.is(|value| matches!(value.kind, Kind::Number(_)));
    // EKS began with 1.10: a smaller one was a number that lost its last zero.
    let short = version.holds(|text| match text.known() {
        Some(_) => meant(text).is_some().into(),
        None => Truth::Unknown,
    });
    let refused = Truth::from(!cluster.takes_numbers()) & number;
    (refused | short).then(|| {
        let shown = version.display();
        let meant = version.known().and_then(meant);
        let text = meant.clone().unwrap_or_else(|| shown.clone());
        let (said, label) = match (&meant, number.must()) {
            (Some(meant), true) => (format!("not the version {meant}"), "no quotes around it"),
            (None, _) => ("not a text".to_owned(), "no quotes around it"),
            (Some(_), false) => ("which EKS never had".to_owned(), "too short"),
        };
        let what = if number.must() { "the number " } else { "" };
        let message = format!("`{}` is {what}{shown}, {said}", version.anchor.path);
        let finding = Finding::new(message).at(&version.anchor, label);
        let finding = finding.note(if refused.must() {
            "eksctl refuses the file: ReadString: expects \" or n".to_owned()
        } else {
            format!("a number loses its last zero: EKS is asked for {shown} and refuses")
        });
        if text.parse().is_ok_and(|minor| is_over(minor, context)) {
            let newest = newest().version;
            return finding
                .help(format!("write a version with support in quotes, such as \"{newest}\""));
        }
        let class = if number.must() { FixClass::Safe } else { FixClass::Unsafe };
        let (help, edit) = (format!("write \"{text}\""), version.anchor.set(text));
        finding.help(help.clone()).fix(class, help, edit)
    })
}

/// The version that a number without its last zero was: `1.30` where 1.3 is written.
fn meant(text: &Text) -> Option<String> {
    let known: Minor = text.known()?.parse().ok()?;
    let lost = known.major == 1 && (1..10).contains(&known.minor);
    lost.then(|| format!("{known}0"))
}

/// Whether nobody would want a version any more, so that quotes alone mend nothing.
fn is_over(version: Minor, context: &Context<'_>) -> bool {
    matches!(support(version, context.today), Some(Support::Ended { .. }))
}
