//! Levels of rules, and where they hold.

use super::{OPEN, checked, found};

const ERROR: &str = "cluster.yaml:2 error public-endpoint-open";

#[test]
fn a_rule_is_set_by_its_name_a_glob_or_its_category() {
    let cluster = [("cluster.yaml", OPEN)];
    assert_eq!(found("", &cluster), [ERROR]);
    for config in [
        "[rules]\npublic-endpoint-open = \"off\"",
        "[rules]\n\"public-*\" = \"off\"",
        "[rules]\n\"endpoint/\" = \"off\"",
        "[rules]\npublic-endpoint-open = { level = \"off\" }",
    ] {
        assert!(found(config, &cluster).is_empty(), "{config}");
    }
    let softer = "[rules]\npublic-endpoint-open = \"info\"";
    assert_eq!(found(softer, &cluster), ["cluster.yaml:2 info public-endpoint-open"]);
}

#[test]
fn a_name_wins_over_a_group_in_whatever_order() {
    let config = "[rules]\npublic-endpoint-open = \"on\"\n\"*\" = \"off\"";
    assert_eq!(found(config, &[("cluster.yaml", OPEN)]), [ERROR]);
}

#[test]
fn an_override_holds_for_its_paths_and_the_last_one_wins() {
    let files =
        [("dev/cluster.yaml", OPEN), ("lab/cluster.yaml", OPEN), ("prod/cluster.yaml", OPEN)];
    let config = "
        [rules]
        public-endpoint-open = \"warning\"
        [[overrides]]
        paths = [\"dev\", \"lab\"]
        rules = { public-endpoint-open = \"info\" }
        [[overrides]]
        paths = [\"lab/**\"]
        rules = { public-endpoint-open = \"off\" }
    ";
    let expected = [
        "dev/cluster.yaml:2 info public-endpoint-open",
        "prod/cluster.yaml:2 warning public-endpoint-open",
    ];
    assert_eq!(found(config, &files), expected);
}

#[test]
fn an_override_turns_a_rule_on_that_is_off_elsewhere() {
    let files = [("dev/cluster.yaml", OPEN), ("prod/cluster.yaml", OPEN)];
    let config = "
        [rules]
        public-endpoint-open = \"off\"
        [[overrides]]
        paths = [\"prod\"]
        rules = { public-endpoint-open = \"on\" }
    ";
    assert_eq!(found(config, &files), ["prod/cluster.yaml:2 error public-endpoint-open"]);
}

#[test]
fn what_is_off_is_not_counted_as_undecided_either() {
    let cluster = r#"
        variable "version" {}
        resource "aws_eks_cluster" "main" {
          name    = "payments"
          version = var.version
          vpc_config { endpoint_public_access = false }
        }
    "#;
    let undecided = |config| {
        let undecided = checked(config, &[("main.tf", cluster)]).outcome.undecided;
        undecided.iter().filter(|it| it.rule == "k8s-version-unsupported").count()
    };
    assert_eq!(undecided(""), 1);
    assert_eq!(undecided("[rules]\nk8s-version-unsupported = \"off\""), 0);
}
