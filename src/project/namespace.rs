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
        (None, None) if reach == Reach::Together && alike(one, two) => Truth::True,
        _ => Truth::Unknown,
    }
}

/// Whether nobody writes either namespace, or one kustomization gives both.
fn alike(one: &Field<Text>, two: &Field<Text>) -> bool {
    match (one.why(), two.why()) {
        (None, None) => true,
        (Some(Why::Kustomize(one)), Some(Why::Kustomize(two))) => one == two,
        _ => false,
    }
}
