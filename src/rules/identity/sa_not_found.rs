use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{ServiceAccount, Workload};
use crate::project::{Project, is_near};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/identity/sa-not-found.md"), Check::Workload(check));

fn check(workload: &Workload, context: &Context<'_>) -> Verdict {
    let field = workload.account();
    if let Some(why) = field.why().or_else(|| field.known()?.why()) {
        watch::note(&field.anchor.path, why);
        return Verdict::Undecided;
    }
    // Every namespace has an account `default`.
    let Some(name) = field.known().and_then(Text::known).filter(|name| name != "default") else {
        return Verdict::Inapplicable;
    };
    let project = context.project;
    let known = project.accounts_named(&field, &workload.namespace, &workload.object);
    if !known.is_empty() {
        let certain = known.iter().any(|it| it.name.known().is_some_and(|it| it.known().is_some()));
        return if certain { Verdict::Pass } else { Verdict::Undecided };
    }
    let meant = near(project, workload, &name);
    let Some(accounts) = project.all_accounts(&workload.object).filter(|_| meant.is_none()) else {
        return meant.map_or(Verdict::Inapplicable, |meant| mistyped(workload, meant, project));
    };
    let same = |it: &&ServiceAccount| {
        it.name.holds(|it| it.equals(&name)) & project.same_namespace(workload, it)
    };
    (!Truth::any(accounts.iter().map(same))).then(|| {
        let called = workload.called();
        explained(
            Finding::new(format!("nobody declares the service account `{name}` of {called}"))
                .at(&field.anchor, "no such service account"),
        )
        .help("declare the service account in the namespace of the pods, or name another")
    })
}

/// The account that asks for a role, that nothing runs as, and that has nearly this name.
fn near<'a>(project: &'a Project, workload: &Workload, name: &str) -> Option<&'a ServiceAccount> {
    let unit = project.unit_of(&workload.object)?;
    unit.facts.service_accounts.iter().find(|account| {
        let other = account.name.known().and_then(Text::known);
        !account.role_arn.is_unwritten()
            && other.is_some_and(|other| is_near(name, &other))
            && project.same_namespace(workload, account).must()
            && project.pods_of(account).is_empty()
    })
}

fn mistyped(workload: &Workload, meant: &ServiceAccount, project: &Project) -> Verdict {
    let field = workload.account();
    let (called, name, meant_name) = (workload.called(), field.display(), meant.name.display());
    explained(
        Finding::new(format!("the service account `{name}` of {called} is called `{meant_name}`"))
            .at(&field.anchor, format!("did you mean `{meant_name}`?"))
            .and(&meant.name.anchor, "the account with the near name, that no pod runs as")
            .and(&meant.role_arn.anchor, "it asks for this role"),
    )
    .chain(project.chain_meant(workload, meant))
    .help(format!("write `{meant_name}`"))
    .fix(FixClass::Unsafe, format!("write `{meant_name}`"), field.anchor.set_text(meant_name))
    .fail()
}

fn explained(finding: Finding) -> Finding {
    finding.note("no pod is created: `error looking up service account`, `not found`")
}
