use crate::data::versions::Minor;
use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule, Severity};
use crate::value::Truth;

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/upgrade/version-skip.md"), Check::Cluster(check));

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let Some(before) = context.project.version_before(cluster) else {
        return Verdict::Inapplicable;
    };
    let version = cluster.version();
    let refused = version.holds(|text| match text.known().map(|it| it.parse::<Minor>()) {
        Some(Ok(now)) => is_refused(before, now).into(),
        Some(Err(_)) => Truth::False,
        None => Truth::Unknown,
    });
    refused.then(|| {
        let now = version.display();
        let parsed = now.parse::<Minor>().unwrap_or(before);
        let down = parsed < before;
        let message = if down {
            format!("Kubernetes {before} becomes {now}: EKS goes back only right after an upgrade")
        } else {
            format!("Kubernetes {before} becomes {now}: EKS upgrades one minor version at a time")
        };
        let finding = Finding::new(message).at(&version.anchor, format!("was {before}"));
        if !down {
            let step = next(before);
            return finding
                .note("the API refuses the change when it is applied, and what hangs on it waits")
                .help(format!("write {step}, apply it, upgrade the nodes, then the next"));
        }
        let finding = finding
            .note("EKS takes back the last upgrade alone, within seven days of it")
            .help("roll back within that time, or keep the version");
        if next(parsed) == before { finding.severity(Severity::Warning) } else { finding }
    })
}

/// Whether EKS does not take a step; what is no version of EKS is another mistake.
fn is_refused(before: Minor, now: Minor) -> bool {
    let real = |minor: Minor| minor >= Minor::new(1, 10) && minor.major == 1;
    real(before) && real(now) && (now < before || now > next(before))
}

fn next(version: Minor) -> Minor {
    Minor { minor: version.minor.saturating_add(1), ..version }
}
