//! Service accounts.

use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::value::{Origin, Segment, Text, Value, Why};

/// The annotation that names the IAM role of a service account.
pub(crate) const ROLE_ANNOTATION: &str = "eks.amazonaws.com/role-arn";

/// The annotation that names the audience of its tokens.
pub(crate) const AUDIENCE_ANNOTATION: &str = "eks.amazonaws.com/audience";

/// A service account, as a manifest, an eksctl file, Terraform or the values of a chart declare it.
#[derive(Clone, Debug)]
pub struct ServiceAccount {
    /// Its settings.
    pub object: Object,
    /// The name.
    pub name: Field<Text>,
    /// The namespace; not known where the manifest leaves it to whoever applies it.
    pub namespace: Field<Text>,
    /// The role that it asks for.
    pub role_arn: Field<Text>,
    /// The audience that its tokens are made out to, if not that of STS.
    pub audience: Field<Text>,
    /// Whether it is part of a chart or an add-on, whose pods run as it and are in no file.
    pub is_packaged: bool,
}

impl ServiceAccount {
    /// The subject in its tokens, `system:serviceaccount:NAMESPACE:NAME`, with holes.
    ///
    /// Source: EKS user guide, "IAM roles for service accounts".
    pub fn token_subject(&self) -> Option<Text> {
        let name = self.name.known()?;
        let origin = &self.name.anchor.origin;
        let literal = |text: &str| Segment::Literal { text: text.into(), origin: origin.clone() };
        let mut segments = vec![literal("system:serviceaccount:")];
        match self.namespace.known() {
            Some(namespace) => segments.extend(namespace.segments().iter().cloned()),
            None => segments.push(Segment::Hole(unknown_namespace(origin))),
        }
        segments.push(literal(":"));
        segments.extend(name.segments().iter().cloned());
        Text::of(&Value::segments(segments, origin.clone()))
    }

    /// `namespace/name` as far as they are known.
    pub fn called(&self) -> SmolStr {
        let name = self.name.display();
        match self.namespace.known() {
            Some(namespace) => format!("{}/{name}", namespace.display()).into(),
            None => name.into(),
        }
    }
}

/// A namespace that whoever applies the manifest chooses.
fn unknown_namespace(origin: &Origin) -> Value {
    Value::unknown(Why::Elsewhere("the namespace".into()), origin.clone())
}
