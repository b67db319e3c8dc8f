//! Versions that other linters get wrong: a list that nobody renews, a default of years ago.

use std::sync::Arc;

use ekslint::check::{CheckOptions, Selection, lint};
use ekslint::data::versions::Minor;
use ekslint::rule::Preset;
use ekslint::rules::RULES;
use jiff::civil::{Date, date};

use super::{checked_by_all, checked_with, pinned, places, undecided};

/// What the rules of upgrades say of files.
fn found_of_upgrades(files: &[(&str, &str)]) -> Vec<String> {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    let selection = Selection::new(Preset::Recommended, &["upgrade/".to_owned()], &[], &known);
    let selection = selection.expect("the category exists");
    places(&checked_with(files, &CheckOptions { selection, ..pinned::options() }))
}

fn cluster(version: &str) -> Vec<String> {
    let private = super::cluster("", "endpoint_public_access = false");
    found_of_upgrades(&[("main.tf", &private.replace("\"1.35\"", version))])
}

/// What is found in one manifest on a day, in a cluster of at least a version.
fn manifest(api: &str, kind: &str, day: Date, target: Option<Minor>) -> Vec<String> {
    let pods = "{spec: {template: {spec: {containers: [{name: x, image: x}]}}}}";
    let text = format!(
        "apiVersion: {api}\nkind: {kind}\nmetadata:\n  name: x\nspec:\n  schedule: '@daily'\n  \
         jobTemplate: {pods}\n"
    );
    let mut options = CheckOptions { as_of: day, ..pinned::options() };
    Arc::make_mut(&mut options.config).world.target = target;
    places(&lint(&[("x.yaml".to_owned(), text)], &options))
}

const GONE: [&str; 1] = ["x.yaml:1 removed-api"];

#[test]
fn what_left_support_is_told_and_what_is_new_is_not() {
    for old in ["1.29", "1.30"] {
        assert!(cluster(&format!("{old:?}"))[0].ends_with("k8s-version-unsupported"), "{old}");
    }
    assert_eq!(cluster("\"1.36\""), [""; 0]);
    assert_eq!(cluster("\"1.37\""), [""; 0], "newer than the table");
}

#[test]
fn an_api_is_gone_when_no_supported_version_serves_it() {
    let job = |day, target| manifest("batch/v1beta1", "CronJob", day, target);
    assert_eq!(job(date(2026, 11, 20), None), GONE);
    assert_eq!(job(date(2024, 6, 1), None), [""; 0], "1.23 was supported then");
    assert_eq!(job(date(2024, 6, 1), Some(Minor::new(1, 24))), [""; 0]);
    assert_eq!(job(date(2024, 6, 1), Some(Minor::new(1, 25))), GONE);
}

#[test]
fn the_last_day_of_support_still_counts() {
    let schema = |day| manifest("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", day, None);
    assert_eq!(schema(date(2026, 11, 26)), [""; 0], "1.31 serves it, and is supported to this day");
    assert_eq!(schema(date(2026, 11, 27)), GONE);
}

#[test]
fn an_api_of_somebody_else_has_no_end_here() {
    for (api, kind) in [
        ("karpenter.sh/v1beta1", "NodePool"),
        ("cert-manager.io/v1alpha2", "Certificate"),
        ("batch/v1", "CronJob"),
        ("policy/v1beta1", "Eviction"),
    ] {
        assert_eq!(manifest(api, kind, date(2026, 11, 20), None), [""; 0], "{api} {kind}");
    }
}

#[test]
fn a_guard_of_a_chart_is_not_read() {
    let chart = "{{- if .Capabilities.APIVersions.Has \"policy/v1\" }}\napiVersion: policy/v1\n\
                 {{- else }}\napiVersion: policy/v1beta1\n{{- end }}\nkind: PodDisruptionBudget\n\
                 metadata:\n  name: x\n";
    assert_eq!(found_of_upgrades(&[("templates/pdb.yaml", chart)]), [""; 0]);
}

#[test]
fn a_number_keeps_what_it_has_left() {
    assert_eq!(cluster("1.35"), [""; 0]);
    let short = cluster("1.30");
    assert!(short.len() == 1 && short[0].ends_with("version-unquoted-float"), "{short:?}");
}

#[test]
fn a_release_of_another_image_names_no_version() {
    let nodes = |release: &str| {
        let cluster = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: x\n  \
                       region: eu-west-1\n  version: \"1.35\"\nprivateCluster:\n  enabled: true\n\
                       managedNodeGroups:\n  - name: a\n    releaseVersion: ";
        found_of_upgrades(&[("cluster.yaml", &format!("{cluster}{release}\n"))])
    };
    assert_eq!(nodes("1.20.3-5d9ac849"), [""; 0], "Bottlerocket counts its own versions");
    assert_eq!(nodes("1.32.0-20250203"), [""; 0]);
    assert_eq!(nodes("1.31.4-20250203"), ["cluster.yaml:11 node-version-skew"]);
}

#[test]
fn a_module_that_is_newer_than_the_table_has_no_default_of_the_bare_resource() {
    let call = |version: &str| {
        let call =
            "module \"eks\" {\n  source  = \"terraform-aws-modules/eks/aws\"\n  version = \"";
        let role = "module \"role\" {\n  source  = \"terraform-aws-modules/iam/aws//modules/\
                    iam-role-for-service-accounts\"\n  version = \"6.99.0\"\n  name    = \"a\"\n  \
                    oidc_providers = {\n    main = {\n      provider_arn = \
                    module.eks.oidc_provider_arn\n      namespace_service_accounts = [\"a:b\"]\n    \
                    }\n  }\n}\n";
        let rest = "\"\n  name = \"a\"\n  endpoint_public_access = true\n  \
                    endpoint_public_access_cidrs = [\"192.0.2.0/24\"]\n}\n";
        checked_by_all(&[("main.tf", &format!("{call}{version}{rest}{role}"))])
    };
    for version in ["21.99.0", "~> 21.99.0", "99.0.0"] {
        assert_eq!(places(&call(version)), [""; 0], "{version}");
    }
    let unknown = undecided(&call("99.0.0"));
    let wanted = "the version of `module.eks` is not known";
    assert!(unknown.iter().any(|it| it.contains(wanted)), "{unknown:?}");
    let old = places(&call("17.24.0"));
    assert!(old.contains(&"main.tf:1 control-plane-logging".to_owned()), "{old:?}");
}
