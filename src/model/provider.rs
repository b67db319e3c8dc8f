//! Identity providers that IAM knows, and the issuers of tokens that they stand for.

use smol_str::SmolStr;

use crate::field::{Dialect, Field, Listing, Object, State};
use crate::value::{Mode, Origin, PathStep, Reference, Segment, Step, Text, Truth, Value};

/// The audience that the tokens of pods are made out to.
///
/// Source: EKS user guide, "Create an IAM OIDC provider for your cluster".
pub const AUDIENCE: &str = "sts.amazonaws.com";

/// An `OpenID` Connect provider of IAM.
#[derive(Clone, Debug)]
pub struct IdentityProvider {
    /// The resource, or the cluster that makes it.
    pub object: Object,
    /// The URL of the issuer.
    pub url: Field<Text>,
    /// The audiences that it takes tokens for.
    pub audiences: Listing<Text>,
    /// Whether it is made at all, where a switch of the cluster decides it.
    pub exists: Truth,
}

/// Who issues tokens, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// By its URL without `https://`.
    Known(SmolStr),
    /// That of a cluster that exists once Terraform made it, by its address with the instance key.
    OfCluster(SmolStr),
    /// That of a provider, by its address with the instance key.
    OfProvider(SmolStr),
}

impl IdentityProvider {
    /// Who issues the tokens that it takes.
    pub fn issuer(&self) -> Option<Issuer> {
        if matches!(self.object.dialect, Dialect::Module { .. } | Dialect::Eksctl) {
            return Some(Issuer::OfCluster(self.address()));
        }
        Issuer::of(self.url.known()?)
    }

    /// Its address with the instance key.
    pub fn address(&self) -> SmolStr {
        let key = self.object.key().to_owned();
        format!("{}{key}", self.object.address()).into()
    }

    /// Whether the tokens that it takes are those of an EKS cluster.
    pub fn is_of_cluster(&self) -> bool {
        match self.issuer() {
            Some(Issuer::Known(url)) => is_eks_issuer(&url),
            Some(Issuer::OfCluster(_)) => true,
            Some(Issuer::OfProvider(_)) | None => false,
        }
    }

    /// Whether it takes tokens for STS of its own AWS partition, written with that partition's
    /// domain: that is the audience of pods, as far as anybody can tell from outside China.
    pub fn takes_partition(&self) -> bool {
        self.audiences.seen().any(|it| it.known().is_some_and(is_sts_of_partition))
    }

    /// Whether it takes tokens for an audience.
    pub fn takes(&self, audience: &str) -> Truth {
        self.audiences.any(|it| it.holds(|it| it.equals(audience)))
    }
}

/// Whether a text is `sts.` and the domain of the AWS partition, which Terraform asks AWS for.
fn is_sts_of_partition(text: &Text) -> bool {
    let [Segment::Literal { text, .. }, Segment::Hole(hole)] = text.segments() else {
        return false;
    };
    text == "sts."
        && hole
            .as_reference()
            .is_some_and(|it| it.kind == "aws_partition" && it.attribute() == Some("dns_suffix"))
}

/// Whether a URL without `https://` is that of an issuer of EKS.
///
/// Source: EKS user guide, "IAM roles for service accounts"; the host `oidc-eks.REGION.api.aws` is
/// that of dual-stack endpoints.
pub fn is_eks_issuer(url: &str) -> bool {
    let url = url.strip_prefix("https://").unwrap_or(url);
    url.starts_with("oidc.eks.") || url.starts_with("oidc-eks.")
}

impl Issuer {
    /// The issuer that a URL, a provider's ARN or a condition key without its last part names.
    pub fn of(text: &Text) -> Option<Self> {
        if let Some(known) = text.known() {
            let url = known.rsplit_once(":oidc-provider/").map_or(known.as_str(), |(_, url)| url);
            let url = url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/');
            return url.contains('.').then(|| Self::Known(url.into()));
        }
        let mut holes = text.segments().iter().filter_map(|segment| match segment {
            Segment::Hole(value) => Some(value),
            Segment::Literal { .. } => None,
        });
        // The account and the partition of an ARN are holes too: the last one is the issuer.
        let last = holes.next_back()?.as_reference()?;
        let ends = text.suffix();
        ends.is_empty().then(|| Self::of_reference(last)).flatten()
    }

    fn of_reference(reference: &Reference) -> Option<Self> {
        let owner: SmolStr = format!("{}{}", reference.address(), key(reference)).into();
        let last = reference.path.iter().rev().find_map(|step| match step {
            PathStep::Name(name) => Some(name.as_str()),
            PathStep::Index(_) => None,
        })?;
        match (reference.mode, reference.kind.as_str(), last) {
            (Mode::Managed | Mode::Data, "aws_eks_cluster", "issuer")
            | (
                Mode::Module,
                _,
                "oidc_provider" | "oidc_provider_arn" | "cluster_oidc_issuer_url",
            ) => Some(Self::OfCluster(owner)),
            (Mode::Managed | Mode::Data, "aws_iam_openid_connect_provider", "arn" | "url") => {
                Some(Self::OfProvider(owner))
            }
            _ => None,
        }
    }

    /// For people.
    pub fn display(&self) -> String {
        match self {
            Self::Known(url) => format!("`{url}`"),
            Self::OfCluster(address) => format!("the issuer of `{address}`"),
            Self::OfProvider(address) => format!("that of `{address}`"),
        }
    }
}

/// The instance key of a reference as Terraform writes it.
fn key(reference: &Reference) -> String {
    use crate::value::InstanceKey;
    match &reference.key {
        InstanceKey::Index(index) => format!("[{index}]"),
        InstanceKey::Name(name) => format!("[{name:?}]"),
        InstanceKey::Single => String::new(),
        InstanceKey::All | InstanceKey::Unknown => "[?]".to_owned(),
    }
}

/// Whether a text begins with `https://` for certain: it is written, or it is an attribute that
/// does.
///
/// Source: the outputs of terraform-aws-modules/eks and the attribute `identity` of
/// `aws_eks_cluster`, both with the scheme.
pub fn begins_with_scheme(text: &Text) -> bool {
    // IAM gives the URL of a provider back without the scheme.
    let own = |origin: &Origin| {
        let provider = "aws_iam_openid_connect_provider";
        origin.steps().any(|via| matches!(&via.step, Step::Attribute(it) if it.contains(provider)))
    };
    match text.segments().first() {
        Some(Segment::Literal { origin, .. }) if own(origin) => false,
        Some(Segment::Hole(value)) if own(&value.origin) => false,
        Some(Segment::Literal { text, .. }) => text.starts_with("https://"),
        Some(Segment::Hole(value)) => value.as_reference().is_some_and(|reference| {
            let last = matches!(reference.path.last(), Some(PathStep::Name(name))
                if name == "cluster_oidc_issuer_url" || name == "issuer");
            let cluster = reference.kind == "aws_eks_cluster" || reference.mode == Mode::Module;
            last && cluster && reference.transforms.is_empty()
        }),
        None => false,
    }
}

/// A field of a URL that nobody writes, because the cluster's issuer is taken.
pub(crate) fn own_issuer(object: &Object) -> Field<Text> {
    let value = Value::unknown(
        crate::value::Why::Computed(object.subject.name.clone()),
        object.body.origin.clone(),
    );
    let state = Text::of(&value).map_or(State::Absent, State::Written);
    Field { state, anchor: object.anchor() }
}
