//! The walk from a pod to its credentials: pod, service account, role, trust statement, provider,
//! issuer.
//!
//! Every link is answered in three values and has a place and words of its own. Rules ask for the
//! first link that is broken, so that one mistake is told once; reports print all of them.

use crate::field::Object;
use crate::finding::{Hop, Link};
use crate::model::{
    AUDIENCE, ArnDefect, IdentityProvider, Role, ServiceAccount, Statement, Workload,
    begins_with_scheme,
};
use crate::project::{Join, Project};
use crate::source::Place;
use crate::value::Truth;

impl Project {
    /// The links between the pods of a service account and its credentials, first to last; none for
    /// an account that asks for no role. Links behind one that is not in the files are left out.
    pub fn chain_of(&self, account: &ServiceAccount) -> Vec<Hop> {
        if account.role_arn.is_unwritten() {
            return Vec::new();
        }
        let roles = self.roles_of(account);
        let role = roles.candidates().iter().copied().find(|role| role.trusts_tokens());
        let role = role.or_else(|| roles.candidates().first().copied());
        self.chain_to(account, role)
    }

    /// The same for one of the roles that the account can mean.
    pub fn chain_to(&self, account: &ServiceAccount, role: Option<&Role>) -> Vec<Hop> {
        let mut hops = vec![self.pod(account), asks(account)];
        let Some(role) = role else {
            hops.push(hop(Link::Role, Truth::Unknown, None, "not in these files"));
            return hops;
        };
        let text = format!("`{}`", role.object.subject);
        hops.push(hop(Link::Role, Truth::True, Some(role.object.header.into()), text));
        hops.push(subject(account, role));
        if let Some(statement) = statement_for(account, role) {
            hops.push(self.audience(account, statement, role));
            hops.push(self.provider(statement, role));
            hops.push(self.issuer(statement, role));
        }
        hops
    }

    /// The links of pods that name no service account which is there, and were meant for one.
    pub fn chain_meant(&self, pods: &Workload, meant: &ServiceAccount) -> Vec<Hop> {
        let mut hops = self.chain_of(meant);
        hops.truncate(2);
        if let Some(first) = hops.first_mut() {
            *first = astray(pods);
        }
        hops
    }

    /// The service account that an object is.
    pub fn account_of(&self, object: &Object) -> Option<&ServiceAccount> {
        let accounts = &self.unit_of(object)?.facts.service_accounts;
        let same = |it: &&ServiceAccount| {
            it.object.header == object.header && it.object.instance == object.instance
        };
        accounts.iter().find(same)
    }

    /// The first broken link of the chains that lead to a role, if every one is broken before
    /// `link`: then mending what lies behind would help nobody yet, and is told later.
    pub fn breaks_before(&self, link: Link, role: &Role) -> bool {
        let accounts = self.accounts_of(role);
        let broken = |account: &&ServiceAccount| {
            let chain = self.chain_to(account, Some(role));
            first_broken(&chain).is_some_and(|hop| hop.link < link)
        };
        !accounts.is_empty() && accounts.iter().all(broken)
    }

    /// The chain of the first service account whose way to a role breaks at a link.
    pub fn chain_through(&self, link: Link, role: &Role) -> Vec<Hop> {
        let accounts = self.accounts_of(role);
        let chains = accounts.into_iter().map(|account| self.chain_to(account, Some(role)));
        let mut broken = chains.filter(|it| first_broken(it).is_some_and(|hop| hop.link == link));
        broken.next().unwrap_or_default()
    }

    fn pod(&self, account: &ServiceAccount) -> Hop {
        let pods = self.pods_of(account);
        let Some(pod) = pods.first() else {
            return self.pods_meant_for(account).map_or_else(
                || hop(Link::Pod, Truth::Unknown, None, "no pod in these files runs as it"),
                astray,
            );
        };
        let text = format!("{} runs as `{}`", pod.called(), account.called());
        hop(Link::Pod, Truth::True, Some(pod.account().anchor.place()), text)
    }

    fn audience(&self, account: &ServiceAccount, statement: &Statement, role: &Role) -> Hop {
        let (audience, place) = wanted(account);
        let Some(audience) = audience else {
            return hop(Link::Audience, Truth::Unknown, place, "that of the token is not known");
        };
        if let Some(refused) = statement.on_claim(":aud").find(|it| !it.admits(&audience).may()) {
            let shown = refused.values.seen().next().map(crate::field::Field::display);
            let text = format!("trusts `{}`, tokens say `{audience}`", shown.unwrap_or_default());
            return hop(Link::Audience, Truth::False, Some(refused.values.anchor.place()), text);
        }
        let provider = self.trusted_by(statement, role);
        let takes = |it: &&IdentityProvider| it.takes(&audience);
        match provider.candidates() {
            [only] if !only.takes(&audience).may() => {
                let text = format!("the provider does not take `{audience}`");
                hop(Link::Audience, Truth::False, Some(only.audiences.anchor.place()), text)
            }
            candidates => {
                let taken = Truth::any(candidates.iter().map(takes));
                let place = candidates.first().map(|it| it.audiences.anchor.place()).or(place);
                hop(Link::Audience, taken.max(Truth::Unknown), place, format!("`{audience}`"))
            }
        }
    }

    fn provider(&self, statement: &Statement, role: &Role) -> Hop {
        let named = statement.provider().map(|it| it.anchor.place());
        match self.trusted_by(statement, role) {
            Join::One(provider) => {
                let place = Some(provider.object.header.into());
                let text = match provider.exists {
                    Truth::False => format!("`{}` makes none", provider.object.subject),
                    _ => format!("`{}`", provider.object.subject),
                };
                hop(Link::Provider, provider.exists, place, text)
            }
            Join::Many(_) => hop(Link::Provider, Truth::Unknown, named, "there are several"),
            Join::NotHere if self.nearly_trusted(statement, role).is_some() => {
                hop(Link::Provider, Truth::False, named, "no provider has this URL")
            }
            Join::NotHere if self.is_complete(PROVIDERS, &role.object) => {
                hop(Link::Provider, Truth::False, named, "nobody declares it")
            }
            Join::NotHere => hop(Link::Provider, Truth::Unknown, named, "not in these files"),
            Join::Unknown(_) => hop(Link::Provider, Truth::Unknown, named, "not known which"),
        }
    }

    fn issuer(&self, statement: &Statement, role: &Role) -> Hop {
        let wrong = statement
            .conditions
            .iter()
            .find(|it| begins_with_scheme(&it.key) || !self.agrees(it, statement, role).may());
        if let Some(condition) = wrong {
            let text = format!("no token has `{}`", condition.key.display());
            return hop(Link::Issuer, Truth::False, Some(condition.operator_anchor.place()), text);
        }
        let keys = statement.conditions.iter().map(|it| self.agrees(it, statement, role));
        let agree = if statement.conditions.is_empty() { Truth::Unknown } else { Truth::all(keys) };
        let shown = statement.issuer().map(|it| self.resolved(it, &role.object).display());
        let place = statement.provider().map(|it| it.anchor.place());
        hop(Link::Issuer, agree, place, shown.unwrap_or_else(|| "not known".to_owned()))
    }
}

/// The name by which the configuration closes the identity providers of IAM.
pub const PROVIDERS: &str = "OpenIDConnectProvider";

/// The first link that is certainly broken.
pub fn first_broken(chain: &[Hop]) -> Option<&Hop> {
    chain.iter().find(|hop| hop.holds == Truth::False)
}

fn hop(link: Link, holds: Truth, place: Option<Place>, text: impl Into<String>) -> Hop {
    Hop { link, holds, place, text: text.into() }
}

/// Pods that name a service account which is not there.
fn astray(pods: &Workload) -> Hop {
    let field = pods.account();
    let text = format!("{} runs as `{}`", pods.called(), field.display());
    hop(Link::Pod, Truth::False, Some(field.anchor.place()), text)
}

/// Whether the account names a role as the webhook wants it.
fn asks(account: &ServiceAccount) -> Hop {
    let place = Some(account.role_arn.anchor.place());
    if let Some(defect) = account.role_arn.known().and_then(ArnDefect::of) {
        return hop(Link::Account, Truth::False, place, defect.label());
    }
    hop(Link::Account, Truth::True, place, format!("`{}` asks for a role", account.called()))
}

/// Whether the trust policy names the account.
fn subject(account: &ServiceAccount, role: &Role) -> Hop {
    let admits = account.token_subject().map_or(Truth::Unknown, |token| role.admits(&token));
    let seen = account.token_subject().and_then(|token| {
        role.subjects.iter().find(|it| it.admits(&token).may()).or(role.subjects.first())
    });
    let Some(seen) = seen else {
        return hop(Link::Subject, admits, None, "the trust policy names no service account");
    };
    let shown = seen.value.display();
    let text = match admits {
        Truth::False => format!("the role trusts `{shown}`"),
        Truth::True | Truth::Unknown => format!("`{shown}`"),
    };
    hop(Link::Subject, admits, Some(seen.value.anchor.place()), text)
}

/// The statement that lets the account in, else the first one for pods.
fn statement_for<'a>(account: &ServiceAccount, role: &'a Role) -> Option<&'a Statement> {
    let pods = || role.trust.statements.iter().filter(|it| it.is_for_pods().may());
    let token = account.token_subject().and_then(|token| token.known());
    let lets_in = |statement: &&Statement| {
        token
            .as_ref()
            .is_some_and(|token| statement.on_claim(":sub").any(|it| it.admits(token).may()))
    };
    pods().find(lets_in).or_else(|| pods().next())
}

/// The audience of an account's tokens, and where it is said.
fn wanted(account: &ServiceAccount) -> (Option<String>, Option<Place>) {
    let audience = &account.audience;
    let place = audience.anchor.is_written().then(|| audience.anchor.place());
    match audience.known() {
        Some(text) => (text.known().map(Into::into), place),
        None if audience.is_unwritten() => (Some(AUDIENCE.to_owned()), None),
        None => (None, place),
    }
}
