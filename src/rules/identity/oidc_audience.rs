use super::{DENIED, WRONG_AUDIENCE};
use crate::field::{Field, Listing};
use crate::finding::{Finding, FixClass, Link, Verdict};
use crate::model::{AUDIENCE, IdentityProvider, Role, ServiceAccount, Statement};
use crate::rule::{Check, Context, Rule, Trust};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/identity/oidc-audience.md"), Check::Trust(check));

fn check(trust: &Trust<'_>, context: &Context<'_>) -> Verdict {
    match trust {
        Trust::Statement(statement, role) => of_statement(statement, role, context),
        Trust::Provider(provider) => of_provider(provider, context),
    }
}

fn of_statement(statement: &Statement, role: &Role, context: &Context<'_>) -> Verdict {
    let project = context.project;
    if !project.lets_pods_in(statement, role).must() {
        return Verdict::Inapplicable;
    }
    let mut conditions = statement.on_claim(":aud").peekable();
    if conditions.peek().is_none() {
        return Verdict::Inapplicable;
    }
    let Some(wrong) = conditions.find(|it| it.admits(AUDIENCE) != Truth::True) else {
        return Verdict::Pass;
    };
    let accounts = project.accounts_of(role);
    if wrong.admits(AUDIENCE).may() || !is_meant(&wrong.values, &accounts) {
        return Verdict::Undecided;
    }
    if project.breaks_before(Link::Audience, role) {
        return Verdict::Pass;
    }
    let shown = wrong.values.seen().next().map(Field::display).unwrap_or_default();
    let finding = Finding::new(format!("the trust policy wants tokens for `{shown}`"));
    reported(finding, &wrong.values, DENIED)
        .chain(project.chain_through(Link::Audience, role))
        .fail()
}

fn of_provider(provider: &IdentityProvider, context: &Context<'_>) -> Verdict {
    if !provider.is_of_cluster() {
        return Verdict::Inapplicable;
    }
    let takes = provider.takes(AUDIENCE);
    if takes.may() {
        let right = takes.must() || provider.takes_partition();
        return if right { Verdict::Pass } else { Verdict::Undecided };
    }
    let project = context.project;
    let statements = project.statements_of(provider);
    let accounts: Vec<&ServiceAccount> =
        statements.iter().flat_map(|(_, role)| project.accounts_of(role)).collect();
    // A trust policy that demands the audience of STS says what the provider is for.
    let demanded = statements.iter().flat_map(|(statement, _)| statement.on_claim(":aud"));
    let demanded = demanded.map(|it| it.admits(AUDIENCE)).any(Truth::must);
    if !demanded && !is_meant(&provider.audiences, &accounts) {
        return Verdict::Undecided;
    }
    let roles = statements.iter().map(|(_, role)| project.chain_through(Link::Audience, role));
    let chain = roles.into_iter().find(|chain| !chain.is_empty()).unwrap_or_default();
    let finding = Finding::new(format!("the identity provider takes no tokens for `{AUDIENCE}`"));
    reported(finding, &provider.audiences, WRONG_AUDIENCE).chain(chain).fail()
}

/// Whether the audience of STS was certainly meant by others that are written: one is nearly it, or
/// there are accounts, and none asks for another.
fn is_meant(written: &Listing<Text>, accounts: &[&ServiceAccount]) -> bool {
    let custom = accounts.iter().any(|it| !it.audience.is_unwritten());
    let near = |it: &Field<Text>| it.known().and_then(Text::known).is_some_and(|it| is_sts(&it));
    // The partition of China may have its own.
    let china = written.seen().any(|it| it.display().ends_with(".amazonaws.com.cn"));
    let whole = written.whole().is_some_and(|all| !all.is_empty());
    whole && !custom && !china && (!accounts.is_empty() || written.seen().any(near))
}

/// Whether a text is what people write for the audience of STS, or have in its place by mistake.
fn is_sts(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    lower.contains("sts") && lower.contains("aws")
        || lower.contains("sts.ama")
        || lower.starts_with("system:serviceaccount:")
        || strsim::osa_distance(&lower, AUDIENCE) <= 3
}

fn reported(finding: crate::finding::FindingAt, written: &Listing<Text>, answer: &str) -> Finding {
    let first = written.seen().next();
    let anchor = first.map_or(&written.anchor, |it| &it.anchor);
    let finding = finding
        .at(anchor, format!("the tokens of pods are for `{AUDIENCE}`"))
        .note(answer)
        .help(format!("write `{AUDIENCE}`"));
    match written.whole() {
        Some([only]) if only.known().is_some_and(|it| it.known().is_some()) => {
            let edit = only.anchor.set_text(AUDIENCE);
            finding.fix(FixClass::Unsafe, format!("write `{AUDIENCE}`"), edit)
        }
        _ => finding,
    }
}
