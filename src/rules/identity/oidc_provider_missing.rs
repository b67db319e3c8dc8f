use super::no_provider;
use crate::field::{Dialect, Field};
use crate::finding::{Finding, FixClass, Link, Verdict};
use crate::model::{IdentityProvider, Role, Statement};
use crate::project::{Join, PROVIDERS};
use crate::rule::{Check, Context, Rule, Trust};
use crate::value::{Truth, Value};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/oidc-provider-missing.md"),
    Check::Trust(check),
);

fn check(trust: &Trust<'_>, context: &Context<'_>) -> Verdict {
    match trust {
        Trust::Statement(statement, role) => of_statement(statement, role, context),
        Trust::Provider(provider) => of_eksctl(provider),
    }
}

fn of_statement(statement: &Statement, role: &Role, context: &Context<'_>) -> Verdict {
    let project = context.project;
    let Some(named) = statement.provider().filter(|_| project.lets_pods_in(statement, role).must())
    else {
        return Verdict::Inapplicable;
    };
    let (missing, why, switch) = match project.trusted_by(statement, role) {
        Join::One(provider) => {
            let switch = Some(provider.object.at::<Value>("enable_irsa"));
            (!provider.exists, "the module is told to make none", switch)
        }
        Join::NotHere if project.is_complete(PROVIDERS, &role.object) => {
            (Truth::True, "nobody declares it, and these files hold all of them", None)
        }
        Join::NotHere => return Verdict::Inapplicable,
        Join::Many(_) | Join::Unknown(_) => return Verdict::Undecided,
    };
    if project.breaks_before(Link::Provider, role) {
        return Verdict::Pass;
    }
    missing.then(|| {
        let issuer = statement.issuer();
        let finding = Finding::new("the trust policy names an identity provider that is not made")
            .at(&named.anchor, why)
            .note(no_provider(issuer.as_ref()))
            .chain(project.chain_through(Link::Provider, role))
            .help("create the provider: `enable_irsa`, or `aws_iam_openid_connect_provider`");
        let written = |it: &Field<Value>| it.anchor.is_written();
        match switch.filter(written) {
            Some(switch) => finding.and(&switch.anchor, "no provider is made").fix(
                FixClass::Unsafe,
                "make the provider",
                switch.anchor.set(true),
            ),
            None => finding,
        }
    })
}

/// eksctl refuses service accounts of a cluster that has no provider.
fn of_eksctl(provider: &IdentityProvider) -> Verdict {
    let accounts = provider.object.list_at::<Value>("iam.serviceAccounts");
    if provider.object.dialect != Dialect::Eksctl || accounts.count() == (0, Some(0)) {
        return Verdict::Inapplicable;
    }
    let switch = provider.object.at::<bool>("iam.withOIDC");
    let asked = Truth::from(accounts.count().0 > 0);
    (!provider.exists & asked).then(|| {
        Finding::new("the cluster has no identity provider for its IAM service accounts")
            .at(&switch.anchor, "`iam.withOIDC` is not set to `true`")
            .and(&accounts.anchor, "these need it")
            .note("eksctl stops: iam.withOIDC must be enabled explicitly for iam.serviceAccounts")
            .help("set `iam.withOIDC: true`")
            .fix(FixClass::Safe, "set `iam.withOIDC: true`", switch.anchor.set(true))
    })
}
