//! Whether two objects live in one namespace.

use crate::field::Field;
use crate::value::{Text, Truth, Why};

/// How near two objects are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// They are deployed together, so what neither writes is the same.
    Together,
    /// They may be deployed one by one.
    Apart,
}

/// Whether two namespaces are the same.
///
/// One that is not written is that of whoever applies the object. A kustomization gives all its
/// objects the same.
pub(super) fn same(one: &Field<Text>, two: &Field<Text>, reach: Reach) -> Truth {
    match (one.known(), two.known()) {
        (Some(one), Some(two)) => one.same_as(two),
        (None, None) if reach == Reach::Together => match (given(one), given(two)) {
            (Some(one), Some(two)) if one == two => Truth::True,
            _ => Truth::Unknown,
        },
        _ => Truth::Unknown,
    }
}

/// The kustomization that gives a namespace, or that nobody writes it; none for one that is not
/// known for another reason.
fn given(namespace: &Field<Text>) -> Option<Option<Why>> {
    match namespace.why() {
        None => Some(None),
        Some(why @ Why::Kustomize(_)) => Some(Some(why)),
        Some(_) => None,
    }
}
