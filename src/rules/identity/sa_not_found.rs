use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{ServiceAccount, Workload};
use crate::project::Project;
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
    let meant = project.account_meant_by(workload);
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

fn mistyped(workload: &Workload, meant: &ServiceAccount, project: &Project) -> Verdict {
    let field = workload.account();
    let (called, name, meant_name) = (workload.called(), field.display(), meant.name.display());
    let finding =
        Finding::new(format!("the service account `{name}` of {called} is called `{meant_name}`"));
    // Where the role trusts the name that the pods give, it is the account that has the wrong one.
    let (wrong, right, finding) = if let Some(trusted) = project.trusted_as(meant, &field) {
        let finding = finding
            .at(&meant.name.anchor, format!("did you mean `{name}`?"))
            .and(&field.anchor, "the pods run as this one")
            .and(&trusted.value.anchor, "and the role trusts it");
        (&meant.name, name, finding)
    } else {
        let finding = finding
            .at(&field.anchor, format!("did you mean `{meant_name}`?"))
            .and(&meant.name.anchor, "the account with the near name, that no pod runs as")
            .and(&meant.role_arn.anchor, "it asks for this role");
        (&field, meant_name, finding)
    };
    explained(finding)
        .chain(project.chain_meant(workload, meant))
        .help(format!("write `{right}`"))
        .fix(FixClass::Unsafe, format!("write `{right}`"), wrong.anchor.set_text(right))
        .fail()
}

fn explained(finding: Finding) -> Finding {
    finding.note("no pod is created: `error looking up service account`, `not found`")
}
