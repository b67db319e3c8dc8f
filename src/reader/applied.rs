//! Manifests that Terraform applies from files of their own.
//!
//! Such an object is declared by the root that applies it, once: not by the folder that its file lies
//! in as well. What else lies there is deployed together with the root.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Bundle, Facts, Scope, ScopeKind};
use crate::source::{Span, TextId, Texts};

/// Where Terraform found manifests, by the text that they stand in.
type Applied = BTreeMap<TextId, Vec<(Span, Scope)>>;

/// Leaves each object that a root of Terraform applies to that root.
pub(super) fn settle(units: &mut BTreeMap<Scope, Facts>, texts: &Texts) {
    let applied = applied(units);
    if applied.is_empty() {
        return;
    }
    let roots_of = |header: Span| {
        let place = texts.in_file(header);
        let all = applied.get(&place.text).map(Vec::as_slice).unwrap_or_default();
        let around = move |span: &Span| span.start <= place.start && place.end <= span.end;
        all.iter().filter(move |(span, _)| around(span)).map(|(_, root)| root)
    };
    let mut together: BTreeSet<(Scope, Scope)> = BTreeSet::new();
    let loose = units.iter_mut().filter(|(scope, _)| scope.kind == ScopeKind::Manifests);
    for (scope, facts) in loose {
        facts.leave_out(|object| {
            let pairs = roots_of(object.header).map(|root| (root.clone(), scope.clone()));
            let mut pairs = pairs.peekable();
            let gone = pairs.peek().is_some();
            together.extend(pairs);
            gone
        });
    }
    for (root, folder) in together {
        let scopes = BTreeSet::from([root.clone(), folder]);
        let bundle = Bundle { scopes, files: BTreeMap::new() };
        units.entry(root).or_default().bundles.push(bundle);
    }
}

/// Takes what is applied out of the facts.
fn applied(units: &mut BTreeMap<Scope, Facts>) -> Applied {
    let mut applied = Applied::new();
    for (scope, facts) in units {
        for span in facts.applied.drain(..) {
            applied.entry(span.text).or_default().push((span, scope.clone()));
        }
    }
    applied
}
