use super::{DENIED, no_provider};
use crate::finding::{Finding, Link, Verdict};
use crate::model::{Condition, IdentityProvider, Role, Statement, begins_with_scheme};
use crate::project::Project;
use crate::rule::{Check, Context, Rule, Trust};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/identity/oidc-url-mismatch.md"), Check::Trust(check));

fn check(trust: &Trust<'_>, context: &Context<'_>) -> Verdict {
    let (statement, role) = match trust {
        Trust::Statement(statement, role) => (*statement, *role),
        Trust::Provider(provider) => return of_provider(provider),
    };
    if !context.project.lets_pods_in(statement, role).must() || statement.conditions.is_empty() {
        return Verdict::Inapplicable;
    }
    let project = context.project;
    let at = |link: Link| move |finding: Finding| (link, finding);
    let found = scheme(statement)
        .or_else(|| apart(statement, role, project))
        .map(at(Link::Issuer))
        .or_else(|| elsewhere(statement, role, project).map(at(Link::Provider)));
    match found {
        Some((link, _)) if project.breaks_before(link, role) => Verdict::Pass,
        Some((link, finding)) => finding.chain(project.chain_through(link, role)).fail(),
        None => agreement(statement, role, project),
    }
}

/// Whether all keys certainly belong to the provider.
fn agreement(statement: &Statement, role: &Role, project: &Project) -> Verdict {
    let claims = statement.conditions.iter().filter(|it| is_claim(it));
    match Truth::all(claims.map(|it| project.agrees(it, statement, role))) {
        Truth::True => Verdict::Pass,
        Truth::False | Truth::Unknown => Verdict::Undecided,
    }
}

/// A URL where only what follows `https://` may stand.
fn scheme(statement: &Statement) -> Option<Finding> {
    let provider = statement
        .provider()
        .filter(|it| it.known().is_some_and(|arn| arn.contains(":oidc-provider/https:").must()));
    if let Some(provider) = provider {
        let shown = provider.display();
        let finding = Finding::new("the trust policy names its identity provider with `https://`")
            .at(&provider.anchor, format!("no provider is called `{shown}`"));
        return Some(finding.note(DENIED).help("leave out `https://` behind `oidc-provider/`"));
    }
    let key = statement.conditions.iter().find(|it| begins_with_scheme(&it.key))?;
    let shown = key.key.display();
    let finding = Finding::new("a condition of the trust policy begins with `https://`")
        .at_place(place_of(key), format!("no token has the claim `{shown}`"));
    let help = "take it out: `replace(URL, \"https://\", \"\")`, or `module.NAME.oidc_provider`";
    Some(finding.note(DENIED).help(help))
}

/// A condition on the tokens of another issuer than the provider's.
fn apart(statement: &Statement, role: &Role, project: &Project) -> Option<Finding> {
    let mut claims = statement.conditions.iter().filter(|it| is_claim(it));
    let key = claims.find(|it| !project.agrees(it, statement, role).may())?;
    let provider = statement.provider()?;
    let shown = statement.issuer().map(|it| it.display()).unwrap_or_default();
    let message = "the trust policy compares tokens of another cluster than it trusts";
    let finding = Finding::new(message)
        .at_place(place_of(key), "no token that gets this far has this claim")
        .and(&provider.anchor, format!("it trusts {shown}"));
    Some(finding.note(DENIED).help("use the same issuer in the provider's ARN and in every key"))
}

/// A provider that nobody declares where one of nearly the same URL is.
fn elsewhere(statement: &Statement, role: &Role, project: &Project) -> Option<Finding> {
    let provider = project.nearly_trusted(statement, role)?;
    let named = statement.provider()?;
    let finding =
        Finding::new("the trust policy names an identity provider of nearly this cluster")
            .at(&named.anchor, "no provider has this URL")
            .and(&provider.url.anchor, "the provider of the cluster");
    Some(finding.note(DENIED).help("name the provider that is declared, best by a reference"))
}

/// A provider whose URL no issuer has.
fn of_provider(provider: &IdentityProvider) -> Verdict {
    let Some(url) = provider.url.known() else { return Verdict::Undecided };
    if !provider.is_of_cluster() && !is_endpoint(url) {
        return Verdict::Inapplicable;
    }
    let slash = url.known().is_some_and(|it| it.ends_with('/'));
    let label = if slash { "a slash at the end" } else { "the endpoint is not the issuer" };
    Truth::from(slash || is_endpoint(url)).then(|| {
        Finding::new("the identity provider has another URL than the cluster's issuer")
            .at(&provider.url.anchor, label)
            .note(no_provider(provider.issuer().filter(|_| slash).as_ref()))
            .help("give it the issuer: `aws_eks_cluster.NAME.identity[0].oidc[0].issuer`")
    })
}

/// Whether a URL is that of an API server.
fn is_endpoint(url: &Text) -> bool {
    let known =
        url.known().is_some_and(|it| it.contains(".eks.amazonaws.com") && it.contains(".gr7."));
    known
        || url.display().trim_end_matches('}').ends_with(".endpoint")
            && url.display().contains("aws_eks_cluster.")
}

fn is_claim(condition: &Condition) -> bool {
    [":sub", ":aud"].iter().any(|it| condition.key.ends_with(it).must())
}

fn place_of(condition: &Condition) -> crate::source::Place {
    condition.key_place()
}
