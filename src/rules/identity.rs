//! How pods get their AWS credentials.

pub(super) mod irsa_and_pod_identity;
pub(super) mod irsa_annotation_invalid;
pub(super) mod irsa_role_mismatch;
pub(super) mod irsa_sa_unused;
pub(super) mod irsa_subject_unknown;
pub(super) mod irsa_trust_malformed;
pub(super) mod irsa_trust_unscoped;
pub(super) mod oidc_audience;
pub(super) mod oidc_provider_missing;
pub(super) mod oidc_url_mismatch;
pub(super) mod pod_identity_trust;
pub(super) mod sa_not_found;
pub(super) mod static_aws_credentials;

use crate::model::Issuer;

/// The service that assumes roles for pods with EKS Pod Identity, in every partition.
const POD_IDENTITY: &str = "pods.eks.amazonaws.com";

// What STS answers, word by word, as pods log it.

/// The trust policy does not let the token in. Source: AWS re:Post, "Why did I receive the
/// `AccessDenied` or Not authorized `AssumeRoleWithWebIdentity` error?".
const DENIED: &str = "STS answers every pod: \
     AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";

/// The provider takes no tokens for the audience. Source: aws-load-balancer-controller#3410.
const WRONG_AUDIENCE: &str =
    "STS answers every pod: InvalidIdentityToken: Incorrect token audience";

/// IAM knows no provider of the token's issuer. Source: aws-load-balancer-controller#2315.
fn no_provider(issuer: Option<&Issuer>) -> String {
    let issuer = match issuer {
        Some(Issuer::Known(url)) => format!("https://{url}"),
        Some(Issuer::OfCluster(address)) => format!("the issuer of `{address}`"),
        Some(Issuer::OfProvider(_)) | None => "the issuer of the cluster".to_owned(),
    };
    format!(
        "STS answers every pod: \
         InvalidIdentityToken: No OpenIDConnect provider found in your account for {issuer}"
    )
}

/// The role's ARN is none. Source: crossplane-contrib/provider-aws#517.
const INVALID_ARN: &str = "STS answers every pod: ValidationError: Request ARN is invalid";
