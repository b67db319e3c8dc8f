//! From what was read to the facts it declares. No defaults and no opinions live here.

pub mod eksctl;
mod held;
pub mod kubernetes;
mod policy;
pub mod release;
pub mod terraform;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::field::{Dialect, Object, Subject, Tool};
use crate::source::Span;
use crate::value::{Truth, Value};

pub use held::note_fault;
pub use policy::policy;

/// The environment variable that turns on custom networking of the VPC CNI.
///
/// Source: Amazon VPC CNI, `README.md`, "CNI Configuration Variables".
const CUSTOM_NETWORKING: &str = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";

/// The setting of the VPC CNI by which nodes take addresses in blocks of 16.
const PREFIX_DELEGATION: &str = "ENABLE_PREFIX_DELEGATION";

/// An object that certainly exists once, in a scope.
fn object(
    tool: Tool,
    name: impl Into<SmolStr>,
    body: Value,
    header: Span,
    scope: &Arc<str>,
) -> Object {
    let dialect = match tool {
        Tool::Eksctl => Dialect::Eksctl,
        Tool::Terraform => Dialect::Resource,
        Tool::Kubernetes => Dialect::Kubernetes,
    };
    Object {
        subject: Subject { tool, name: name.into() },
        dialect,
        body,
        fallback: None,
        header,
        existence: Truth::True,
        instance: SmolStr::default(),
        module: SmolStr::default(),
        scope: Arc::clone(scope),
    }
}

/// An object that a file declares which is no object of the API, such as a chart's.
pub fn object_of(
    tool: Tool,
    name: impl Into<SmolStr>,
    body: Value,
    header: Span,
    scope: &Arc<str>,
) -> Object {
    object(tool, name, body, header, scope)
}

/// Where a document begins for its reader: the value of its `kind`.
fn header_of(body: &Value) -> Span {
    let kind = body.entry("kind");
    kind.map_or(body.origin.span, |entry| Span {
        end: entry.value.origin.span.end.max(entry.key_span.end),
        ..entry.key_span
    })
}
