use crate::field::Tool;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{ServiceAccount, Workload};
use crate::project::Project;
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-sa-unused.md"),
    Check::ServiceAccount(check),
);

fn check(account: &ServiceAccount, context: &Context<'_>) -> Verdict {
    let project = context.project;
    let name = account.name.known().and_then(Text::known);
    let Some(name) = name.filter(|_| account.object.tool() == Tool::Kubernetes) else {
        return Verdict::Inapplicable;
    };
    if account.role_arn.is_unwritten() || name == "default" {
        return Verdict::Inapplicable;
    }
    // The pods of a chart are in no file.
    if account.is_packaged
        || !project.pods_of(account).is_empty()
        || project.is_mentioned(&name, &account.object)
    {
        return Verdict::Pass;
    }
    let Some(unit) = project.unit_of(&account.object) else { return Verdict::Inapplicable };
    let twin = unit.facts.workloads.iter().find(|it| is_twin(project, it, account, &name));
    if let Some(twin) = twin {
        return beside(account, twin, &name);
    }
    if !project.is_complete("Pod", &account.object) {
        return Verdict::Inapplicable;
    }
    let linked = project.linked(&unit.scope).flat_map(|unit| &unit.facts.workloads);
    let may_run = |it: &Workload| {
        Truth::from(
            it.account().known().is_none_or(|it| it.known().is_none())
                && !it.account().is_unwritten(),
        )
    };
    let unknown = Truth::any(linked.map(may_run));
    (if unknown.may() { Truth::Unknown } else { Truth::True }).then(|| {
        let called = account.called();
        Finding::new(format!("no pod runs as service account `{called}`"))
            .at(&account.role_arn.anchor, "nobody uses this role")
            .note("ekslint.toml says that these files hold every pod")
            .help("name the account in `serviceAccountName`, or remove it with its role")
    })
}

/// Whether a workload is called like the account, and runs as the account `default`.
fn is_twin(project: &Project, workload: &Workload, account: &ServiceAccount, name: &str) -> bool {
    let base = ["-service-account", "-serviceaccount", "-sa"];
    let base = base.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let called = workload.name.known().and_then(Text::known);
    called.is_some_and(|called| called == name || called == base)
        && workload.is_whole()
        && workload.account().is_absent().must()
        && project.same_namespace(workload, account).must()
}

fn beside(account: &ServiceAccount, twin: &Workload, name: &str) -> Verdict {
    let (workload, field) = (twin.called(), twin.account());
    let title = format!("run {workload} as `{name}`");
    Finding::new(format!("the role of `{name}` is not used: {workload} runs as `default`"))
        .at(&account.role_arn.anchor, "no pod gets this role")
        .and(&account.name.anchor, "no pod runs as this account")
        .and(&twin.name.anchor, "this has the name, and sets no `serviceAccountName`")
        .note("the pods get no role, and use that of the node if they can reach it")
        .help(format!("set `serviceAccountName: {name}` in the pod template"))
        .fix(FixClass::Unsafe, title, field.anchor.set(name))
        .fail()
}
