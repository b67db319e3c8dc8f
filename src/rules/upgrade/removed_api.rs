use crate::data::versions::{Minor, oldest_supported};
use crate::field::{Field, State, watch};
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::ApiUse;
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/upgrade/removed-api.md"), Check::ApiUse(check));

fn check(api: &ApiUse, context: &Context<'_>) -> Verdict {
    let end = api.removal.removed_in;
    // EKS moves clusters off versions that it no longer supports, so none is older than these.
    let least = context.project.target().max(oldest_supported(context.today));
    let everywhere = Truth::from(least.is_some_and(|least| least >= end));
    let versions = context.project.versions_around(&api.object);
    let here = match versions.as_slice() {
        [] => nobody_knows(api),
        versions => Truth::agree(versions.iter().map(|version| reaches(version, end))),
    };
    (everywhere | here).then(|| {
        let (version, kind) = (&api.api_version, &api.kind);
        let message = format!("{version} {kind} is gone since Kubernetes {end}");
        let written = api.written();
        let finding = if written.known().is_some() {
            Finding::new(message).at(&written.anchor, format!("gone since {end}"))
        } else {
            Finding::new(message).at(&api.object.anchor(), format!("writes {version}"))
        };
        let reached = versions.iter().find(|version| reaches(version, end).must());
        let finding = match (reached, least) {
            (Some(version), _) => finding.and(&version.anchor, context.project.counted(version)),
            (None, Some(least)) => finding.note(format!("no cluster is older than {least}")),
            (None, None) => finding,
        };
        let finding = finding
            .note(format!(
                "the API server refuses it: no matches for kind \"{kind}\" in version \"{version}\""
            ))
            .help(help(api));
        match api.removal.replacement.filter(|_| written.known().is_some()) {
            Some(new) if api.keeps_its_meaning().must() => {
                finding.fix(FixClass::Safe, format!("write `{new}`"), written.anchor.set(new))
            }
            _ => finding,
        }
    })
}

/// Whether a version is one that no longer serves what ended in another.
fn reaches(version: &Field<Text>, end: Minor) -> Truth {
    version.holds(|text| match text.known() {
        Some(text) => text.parse::<Minor>().map_or(Truth::Unknown, |it| (it >= end).into()),
        None => Truth::Unknown,
    })
}

fn nobody_knows(api: &ApiUse) -> Truth {
    let why = Why::Elsewhere("the cluster that it is applied to".into());
    watch::note(&api.object.at::<Text>("apiVersion").anchor.path, why);
    Truth::Unknown
}

fn help(api: &ApiUse) -> String {
    // Nothing is written where the type of a resource says it; a chart may write several versions.
    let in_the_type =
        !matches!(api.written().state, State::Written(_) | State::Default(_) | State::OneOf(..));
    match (api.removal.replacement, api.removal.change) {
        (Some(new), _) if in_the_type => {
            format!("use the resource type of {new}, whose name ends in its version")
        }
        (Some(new), Some(change)) if !api.keeps_its_meaning().must() => {
            format!("write `{new}`, and mind that {change}")
        }
        (Some(new), _) => format!("write `{new}`"),
        (None, change) => change.unwrap_or("remove it").to_owned(),
    }
}
