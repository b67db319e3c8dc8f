//! Annotations that are meant for the webhook that gives pods their AWS identity.

use smol_str::SmolStr;

use super::service_account::ROLE_ANNOTATION;
use crate::field::{Field, Object};
use crate::value::Text;

/// An annotation that names a role, rightly or nearly.
#[derive(Clone, Debug)]
pub struct RoleAnnotation {
    /// What carries it.
    pub object: Object,
    /// The kind of what carries it.
    pub kind: SmolStr,
    /// The name of the annotation.
    pub name: SmolStr,
    /// What it says.
    pub value: Field<Text>,
}

/// Spellings that people use for [`ROLE_ANNOTATION`], without the part before the slash.
const SPELLINGS: [&str; 9] = [
    "role_arn",
    "roleArn",
    "roleARN",
    "rolearn",
    "role-ARN",
    "iam-role",
    "iam-role-arn",
    "role",
    "role_ARN",
];

impl RoleAnnotation {
    /// Whether an annotation is meant to name a role: by its name, or by one that is nearly it.
    pub fn is_meant(name: &str) -> bool {
        let Some((prefix, rest)) = name.split_once('/') else { return false };
        let own = prefix == "eks.amazonaws.com";
        name == ROLE_ANNOTATION
            || own && SPELLINGS.contains(&rest)
            || strsim::osa_distance(&name.to_ascii_lowercase(), ROLE_ANNOTATION) <= 2
    }

    /// Whether its name is that which the webhook reads.
    pub fn is_spelt_right(&self) -> bool {
        self.name == ROLE_ANNOTATION
    }
}

/// What makes a text no ARN of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArnDefect {
    /// It does not begin with `arn:`.
    NoArn,
    /// It is the ARN of something else, such as a policy.
    NoRole,
    /// The account has not twelve digits.
    Account,
    /// It has a blank at an end.
    Blank,
}

impl ArnDefect {
    /// What is wrong with a text as the ARN of a role, if that is certain.
    ///
    /// Letters where the account should be are a placeholder that somebody fills in.
    ///
    /// Source: amazon-eks-pod-identity-webhook, `pkg/cache/cache.go`, the pattern of role ARNs.
    pub fn of(text: &Text) -> Option<Self> {
        if let Some(known) = text.known() {
            return Self::of_known(&known);
        }
        let prefix = text.prefix();
        let fits = prefix.starts_with("arn:") || "arn:".starts_with(prefix);
        (!fits && !is_placeholder(prefix)).then_some(Self::NoArn)
    }

    /// The same for a text that is wholly known.
    pub fn of_known(known: &str) -> Option<Self> {
        if known.is_empty() {
            return None;
        }
        if known.trim() != known {
            return Some(Self::Blank);
        }
        let mut parts = known.splitn(6, ':');
        if parts.next() != Some("arn") {
            return Some(Self::NoArn).filter(|_| !is_placeholder(known));
        }
        let (_, service, _) = (parts.next(), parts.next(), parts.next());
        let (account, resource) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if service != Some("iam") || !resource.starts_with("role/") || resource.len() < 6 {
            return Some(Self::NoRole).filter(|_| !is_placeholder(known));
        }
        let digits = account.bytes().all(|it| it.is_ascii_digit());
        let wrong = account.is_empty() || digits && (10..=14).contains(&account.len());
        (wrong && account.len() != 12).then_some(Self::Account)
    }

    /// In a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoArn => "not an ARN",
            Self::NoRole => "not the ARN of a role",
            Self::Account => "an account has twelve digits",
            Self::Blank => "a blank at the end",
        }
    }
}

/// Whether a text is plainly there to be replaced.
fn is_placeholder(text: &str) -> bool {
    let told = |letter: char| "<>{}[]$%@".contains(letter);
    text.contains(told)
        || text.len() < 4
        || text.chars().all(|it| it.is_ascii_uppercase() || it == '_')
        || text.contains("...")
        || text.to_ascii_lowercase().contains("replace")
        || text.to_ascii_lowercase().contains("your")
}
