use hcl_edit::expr::Expression;

use super::*;

const EKS: &str = "terraform-aws-modules/eks/aws";

fn range(text: &str) -> VersionRange {
    text.parse().unwrap_or_else(|_| panic!("{text} is a constraint"))
}

#[test]
fn constraints_as_terraform_reads_them() {
    let cases = [
        ("~> 20.0", "20.37.2", "21.0.0"),
        ("~> 20.8.5", "20.8.9", "20.9.0"),
        ("~> 20", "21.0.0", "19.21.0"),
        (">= 19.0, < 21.0", "20.0.0", "21.0.0"),
        ("20.8.5", "20.8.5", "20.8.6"),
        ("= 20.8", "20.8.0", "20.8.1"),
        ("!= 20.8.5", "20.8.4", "20.8.5"),
        (">20.8.5,<=20.9", "20.9.0", "20.8.5"),
        (" v20.8.5 ", "20.8.5", "20.8.4"),
    ];
    for (text, inside, outside) in cases {
        assert!(range(text).contains(inside.parse().unwrap()), "{inside} in {text}");
        assert!(!range(text).contains(outside.parse().unwrap()), "{outside} not in {text}");
    }
    assert_eq!(range(""), VersionRange::any());
    assert!(!range("> 20, < 19").contains(Version::new(19, 5, 0)));
}

#[test]
fn texts_that_are_no_constraint() {
    for text in ["latest", "~>", "=> 20.0", "20.x", "20.0.0.0", "20.0,", ">= 20.0 < 21.0", "20..0"]
    {
        assert_eq!(text.parse::<VersionRange>(), Err(NotAConstraint), "{text}");
    }
}

#[test]
fn a_default_that_turned_round() {
    let public = |versions| defaults(EKS, "cluster_endpoint_public_access", &range(versions));
    assert_eq!(public("18.31.2"), [Default::Text("true")]);
    assert_eq!(public("~> 20.0"), [Default::Text("false")]);
    assert_eq!(public(">= 18.0, < 20.0"), [Default::Text("true"), Default::Text("false")]);
    assert_eq!(public("~> 21.0"), [Default::Missing]);
    let renamed = defaults(EKS, "endpoint_public_access", &range("~> 21.0"));
    assert_eq!(renamed, [Default::Text("false")]);
}

#[test]
fn a_variable_without_a_default_and_one_that_never_was() {
    assert_eq!(defaults(EKS, "cluster_version", &range("13.2.1")), [Default::Required]);
    assert_eq!(defaults(EKS, "cluster_versoin", &range("~> 20.0")), [Default::Missing]);
}

#[test]
fn ranges_beyond_what_is_known() {
    assert_eq!(defaults(EKS, "cluster_version", &range("99.0.0")), []);
    assert_eq!(defaults("acme/eks/aws", "cluster_version", &VersionRange::any()), []);
    assert_eq!(newest(EKS), Some(Version::new(21, 19, 0)));
    assert!(range("99.0.0").is_beyond(EKS) && range("0.1.0").is_beyond(EKS));
    assert!(!range(">= 20.0").is_beyond(EKS) && !range("99.0.0").is_beyond("acme/eks/aws"));
}

#[test]
fn a_release_that_is_newer_than_the_table_is_as_the_last_of_its_major() {
    for versions in ["21.99.0", "~> 21.99.0", ">= 21.99"] {
        let logs = defaults(EKS, "enabled_log_types", &range(versions));
        assert_eq!(logs, [Default::Text(r#"["audit", "api", "authenticator"]"#)], "{versions}");
        assert_eq!(range(versions).majors(EKS), [21], "{versions}");
    }
}

#[test]
fn majors_reach_to_the_newest_release() {
    assert_eq!(range(">= 19.5").majors(EKS), [19, 20, 21]);
    assert_eq!(range("~> 20.0").majors(EKS), [20]);
    assert_eq!(range(">= 19.0, < 21.0").majors(EKS), [19, 20]);
    assert!(range("99.0.0").majors(EKS).is_empty());
}

#[test]
fn variables_of_a_version() {
    let at_20 = variables(EKS, &range("~> 20.0"));
    assert!(at_20.contains(&"cluster_endpoint_public_access"));
    assert!(!at_20.contains(&"endpoint_public_access"));
}

#[test]
fn sources_as_people_write_them() {
    let karpenter = "terraform-aws-modules/eks/aws//modules/karpenter";
    let exact = Some(Version::new(20, 8, 5));
    let cases = [
        (EKS, EKS, None),
        (karpenter, karpenter, None),
        ("registry.terraform.io/terraform-aws-modules/eks/aws", EKS, None),
        ("registry.opentofu.org/terraform-aws-modules/eks/aws//modules/karpenter", karpenter, None),
        (
            "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.8.5",
            EKS,
            exact,
        ),
        (
            "github.com/terraform-aws-modules/terraform-aws-eks//modules/karpenter?ref=v20.8.5",
            karpenter,
            exact,
        ),
        (
            "git@github.com:terraform-aws-modules/terraform-aws-eks.git?depth=1&ref=20.8.5",
            EKS,
            exact,
        ),
        (
            "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-eks.git//modules/karpenter",
            karpenter,
            None,
        ),
        ("https://github.com/terraform-aws-modules/terraform-aws-eks?ref=master", EKS, None),
        ("tfr:///terraform-aws-modules/eks/aws?version=20.8.5", EKS, exact),
        (
            "tfr://registry.terraform.io/terraform-aws-modules/eks/aws//modules/karpenter?version=20.8.5",
            karpenter,
            exact,
        ),
        ("github.com/cloudposse/terraform-aws-eks-cluster", "cloudposse/eks-cluster/aws", None),
        ("aws-ia/eks-blueprints-addons/aws", "aws-ia/eks-blueprints-addons/aws", None),
    ];
    for (source, name, version) in cases {
        assert_eq!(known_module(source), Some((name, version)), "{source}");
    }
}

#[test]
fn sources_of_other_modules() {
    let sources = [
        "",
        "./modules/eks",
        "../../terraform-aws-modules/eks/aws",
        "acme/eks/aws",
        "terraform-aws-modules/eks/google",
        "terraform-aws-modules/eks/aws//modules/unheard-of",
        "app.terraform.io/acme/eks/aws",
        "git::https://gitlab.com/terraform-aws-modules/terraform-aws-eks.git",
        "git::https://github.com/acme/terraform-aws-eks.git?ref=v20.8.5",
    ];
    for source in sources {
        assert_eq!(known_module(source), None, "{source}");
    }
}

#[test]
fn every_default_is_an_expression() {
    for section in SECTIONS.iter() {
        for (name, rest) in section.entries() {
            let (from, default) = step(rest);
            if let Default::Text(text) = default {
                assert!(
                    text.parse::<Expression>().is_ok(),
                    "{} {name} {from}: {text}",
                    section.head
                );
            }
        }
    }
}
