//! Which attribute was meant where a whole object is given.
//!
//! An attribute that is called as the argument is, or the one that the argument's name and the type
//! of the object agree on. Of everything else nothing is said: `.id` exists nearly everywhere and
//! is nearly as often wrong.

use crate::data::terraform_schema::{self as schema, ArgumentType, Mode as SchemaMode};
use crate::model::Missing;
use crate::value::{Mode, Reference};

/// Names that say little: two attributes that share one need not mean the same.
const VAGUE: [&str; 9] =
    ["arn", "description", "id", "key", "name", "policy", "region", "type", "value"];

/// Words that many types end with: a `gateway_id` takes only some gateways.
const SHARED: [&str; 5] = ["gateway", "group", "key", "table", "zone"];

/// Arguments that want a certain attribute of a certain type: the end of the path, the types, the
/// attribute.
///
/// Source: Terraform registry, `hashicorp/aws`, the arguments of each resource.
const KNOWN: [(&str, &[&str], &str); 7] = [
    ("alias.name", &["aws_alb", "aws_elb", "aws_lb"], "dns_name"),
    ("alias.name", &["aws_cloudfront_distribution"], "domain_name"),
    ("alias.zone_id", &["aws_cloudfront_distribution"], "hosted_zone_id"),
    ("gateway_id", &["aws_internet_gateway", "aws_vpn_gateway"], "id"),
    ("load_balancer_arn", &["aws_alb", "aws_lb"], "arn"),
    ("role", &["aws_iam_role"], "name"),
    ("zone_id", &["aws_route53_zone"], "zone_id"),
];

/// The attribute of `given` that the argument at `path` was meant to be, if that can be told.
pub(super) fn attribute(path: &str, given: &Reference) -> Option<Missing> {
    let argument = path.rsplit('.').next().unwrap_or(path);
    let missing = |attribute: &str, certain| Missing { attribute: attribute.into(), certain };
    let known = KNOWN.iter().find(|(end, kinds, _)| {
        let at_end = path == *end || path.strip_suffix(end).is_some_and(|it| it.ends_with('.'));
        at_end && kinds.contains(&given.kind.as_str())
    });
    let named = |name: &str| is_string(given, name).then(|| missing(name, true));
    if let Some((.., attribute)) = known {
        return Some(missing(attribute, true));
    }
    if given.kind == "aws_iam_policy_document" {
        return Some(missing("json", argument.ends_with("policy")));
    }
    if path.ends_with("alias.name") {
        return None;
    }
    let singular = argument.strip_suffix('s').unwrap_or(argument);
    let mut same = [argument, singular].into_iter().filter(|name| !VAGUE.contains(name));
    same.find_map(named).or_else(|| by_ending(path, singular, given))
}

/// By what the argument's name ends with: `subnet_id` wants the id of a subnet.
fn by_ending(path: &str, argument: &str, given: &Reference) -> Option<Missing> {
    // The argument of a block is called after it: `launch_template { id = .. }`.
    let full = path.replace('.', "_");
    let name = if VAGUE.contains(&argument) { full.as_str() } else { argument };
    let (stem, attribute) =
        ["id", "arn", "name"].into_iter().find_map(|it| Some((name.strip_suffix(it)?, it)))?;
    let stem = stem.strip_suffix('_')?;
    let fits = is_called_after(stem, given);
    // Many things have an ARN, and each only one.
    let told = fits || attribute == "arn";
    (told && is_string(given, attribute))
        .then(|| Missing { attribute: attribute.into(), certain: fits })
}

/// Whether the name of an argument, without its ending, names the type of an object.
fn is_called_after(stem: &str, given: &Reference) -> bool {
    let kind = given.kind.split_once('_').map_or("", |(_, kind)| kind);
    if kind == "kms_key" {
        // Some arguments called `kms_key_id` want its ARN.
        return false;
    }
    let ends = |long: &str, short: &str| {
        long == short || long.strip_suffix(short).is_some_and(|it| it.ends_with('_'))
    };
    let account = ["iam_role", "iam_policy"].contains(&kind);
    let noun = kind.strip_prefix("iam_").filter(|_| account);
    ends(stem, kind)
        || ends(kind, stem) && !SHARED.contains(&stem)
        || noun.is_some_and(|noun| ends(stem, noun))
}

/// Whether an object has a string of this name.
fn is_string(given: &Reference, name: &str) -> bool {
    let mode = if given.mode == Mode::Data { SchemaMode::Data } else { SchemaMode::Resource };
    schema::argument(mode, &given.kind, name).is_some_and(|it| it.kind == ArgumentType::String)
}

#[cfg(test)]
mod tests {
    use super::attribute;
    use crate::value::{InstanceKey, Mode, Reference};

    /// The attribute that is offered, with a question mark where it may be another.
    fn offered(path: &str, kind: &str) -> String {
        let (mode, kind) = match kind.strip_prefix("data.") {
            Some(kind) => (Mode::Data, kind),
            None => (Mode::Managed, kind),
        };
        let given = Reference {
            module: "".into(),
            mode,
            kind: kind.into(),
            name: "it".into(),
            key: InstanceKey::Single,
            path: Vec::new(),
            transforms: Vec::new(),
        };
        let sign = |certain| if certain { "" } else { "?" };
        let told = attribute(path, &given);
        told.map_or("-".to_owned(), |it| format!("{}{}", it.attribute, sign(it.certain)))
    }

    #[test]
    fn the_attribute_fits_the_argument() {
        for (path, kind, expected) in [
            ("assume_role_policy", "data.aws_iam_policy_document", "json"),
            ("policy", "data.aws_iam_policy_document", "json"),
            ("cidr_blocks", "aws_vpc", "cidr_block"),
            ("alias.name", "aws_lb", "dns_name"),
            ("alias.zone_id", "aws_lb", "zone_id"),
            ("alias.name", "aws_s3_bucket", "-"),
            ("zone_id", "aws_route53_zone", "zone_id"),
            ("vpc_id", "aws_vpc", "id"),
            ("vpc_id", "aws_subnet", "vpc_id"),
            ("vpc_config.subnet_ids", "aws_subnet", "id"),
            ("subnet_id", "aws_subnet", "id"),
            ("route.gateway_id", "aws_internet_gateway", "id"),
            ("route.gateway_id", "aws_nat_gateway", "-"),
            ("route.nat_gateway_id", "aws_nat_gateway", "id"),
            ("route.nat_gateway_id", "aws_internet_gateway", "-"),
            ("vpc_config.security_group_ids", "aws_security_group", "id"),
            ("launch_template.id", "aws_launch_template", "id"),
            ("role_arn", "aws_iam_role", "arn"),
            ("node_role_arn", "aws_iam_role", "arn"),
            ("policy_arn", "aws_iam_policy", "arn"),
            ("encryption_config.provider.key_arn", "aws_kms_key", "arn?"),
            ("kms_key_id", "aws_kms_key", "-"),
            ("role", "aws_iam_role", "name"),
            ("cluster_name", "aws_eks_cluster", "name"),
            ("db_subnet_group_name", "aws_db_subnet_group", "-"),
            ("password", "random_password", "-"),
            ("description", "aws_vpc", "-"),
        ] {
            assert_eq!(offered(path, kind), expected, "{path} = {kind}");
        }
    }
}
