//! Units of Terragrunt: what is written out counts, and what others may set is not known.

use ekslint::check::CheckResult;

use super::{checked, found};

/// A unit of the EKS module with what else is written in its file.
fn unit(inputs: &str, more: &str) -> String {
    format!(
        "terraform {{\n  source = \"tfr:///terraform-aws-modules/eks/aws?version=20.31.0\"\n}}\n\
         inputs = {inputs}\n{more}"
    )
}

const OPEN: &str = "{\n  cluster_name                   = \"payments\"\n  \
                    cluster_endpoint_public_access = true\n}";

const INCLUDE: &str = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n";

const FOUND: &str = "live/eks/terragrunt.hcl:6 public-endpoint-open";

fn skipped(result: &CheckResult) -> Vec<(&'static str, usize)> {
    result.summary.not_checked.iter().map(|it| (it.what, it.count)).collect()
}

#[test]
fn inputs_are_the_arguments_of_the_module() {
    let dependency = "dependency \"vpc\" {\n  config_path = \"../vpc\"\n}\n";
    let result = found(&[("live/eks/terragrunt.hcl", &unit(OPEN, dependency))]);
    assert_eq!(result, [FOUND]);
    let locals = "locals {\n  open = true\n}\n";
    let inputs = OPEN.replace("= true", "= local.open");
    assert_eq!(found(&[("live/eks/terragrunt.hcl", &unit(&inputs, locals))]).len(), 1);
}

#[test]
fn what_terragrunt_works_out_is_not_known() {
    for value in [
        "dependency.vpc.outputs.open",
        "include.root.locals.open",
        "try(dependency.vpc.outputs.open, true)",
        "lookup(dependency.vpc.outputs, \"open\", true)",
        "get_env(\"OPEN\", \"true\")",
        "read_terragrunt_config(\"x.hcl\").locals.open",
    ] {
        let inputs = OPEN.replace("= true", &format!("= {value}"));
        let result = checked(&[("live/eks/terragrunt.hcl", &unit(&inputs, ""))]);
        assert!(super::places(&result).is_empty(), "{value}: {:?}", super::places(&result));
        assert!(!result.outcome.undecided.is_empty(), "{value}");
    }
}

#[test]
fn what_is_included_may_set_what_is_not_written() {
    // Nobody restricts the addresses, unless what is included does.
    let file = unit(OPEN, INCLUDE);
    let unit = ("live/eks/terragrunt.hcl", file.as_str());
    let lost = checked(&[unit]);
    assert!(super::places(&lost).is_empty(), "{:?}", super::places(&lost));
    assert!(!lost.outcome.undecided.is_empty());
    let state = ("root.hcl", "remote_state {\n  backend = \"s3\"\n}\n");
    assert_eq!(found(&[unit, state]).len(), 1, "what is included sets nothing");
    let inputs = ("live/root.hcl", "inputs = {\n  region = \"eu-west-1\"\n}\n");
    assert_eq!(found(&[unit, state, inputs]), [""; 0], "the nearest one counts");
}

#[test]
fn inputs_that_are_merged_within_are_not_read() {
    let deep = INCLUDE.replace('}', "  merge_strategy = \"deep\"\n}");
    let result = checked(&[("live/eks/terragrunt.hcl", &unit(OPEN, &deep))]);
    assert_eq!(skipped(&result), [("Terragrunt unit", 1)]);
}

#[test]
fn variables_beside_a_unit_may_be_set_by_it() {
    let main = super::cluster(
        "variable \"open\" {\n  default = true\n}\n",
        "endpoint_public_access = var.open",
    );
    let run = |unit: &str| found(&[("live/main.tf", &main), ("live/terragrunt.hcl", unit)]).len();
    assert_eq!(run("remote_state {\n  backend = \"s3\"\n}\n"), 1);
    assert_eq!(run("inputs = {\n  open = false\n}\n"), 0);
    assert_eq!(run(INCLUDE), 0, "what is included is not here");
}

#[test]
fn a_merge_is_known_as_far_as_nothing_is_laid_over_it() {
    let whole = OPEN
        .replace("= true\n", "= true\n  cluster_endpoint_public_access_cidrs = [\"0.0.0.0/0\"]\n");
    let over = format!("merge(local.common, {whole})");
    assert_eq!(found(&[("live/eks/terragrunt.hcl", &unit(&over, ""))]).len(), 1);
    let under = format!("merge({whole}, local.common)");
    let result = checked(&[("live/eks/terragrunt.hcl", &unit(&under, ""))]);
    assert!(super::places(&result).is_empty());
    assert_eq!(skipped(&result), [("Terragrunt unit", 1)]);
}

#[test]
fn a_folder_of_this_repository_is_read_with_the_inputs() {
    let module = format!(
        "terraform {{\n  backend \"s3\" {{}}\n}}\nvariable \"open\" {{\n  default = true\n}}\n{}",
        super::cluster("", "endpoint_public_access = var.open")
    );
    let unit = |source: &str, open: &str| {
        format!("terraform {{\n  source = \"{source}\"\n}}\ninputs = {{\n  open = {open}\n}}\n")
    };
    for source in ["../../modules//eks", "${get_repo_root()}//modules/eks"] {
        let run = |open: &str| {
            found(&[
                ("live/eks/terragrunt.hcl", &unit(source, open)),
                ("modules/eks/main.tf", &module),
            ])
        };
        assert_eq!(run("true").len(), 1, "{source}");
        assert_eq!(run("false"), [""; 0], "{source}: the default counts for nobody");
    }
}

#[test]
fn other_units_are_counted() {
    let remote =
        "terraform {\n  source = \"git::https://example.com/modules.git//eks?ref=v1\"\n}\n";
    let empty = "include {\n  path = find_in_parent_folders()\n}\n";
    let off = unit(OPEN, "skip = true\n");
    let result = checked(&[
        ("live/terragrunt.hcl", "remote_state {\n  backend = \"s3\"\n}\n"),
        ("live/a/terragrunt.hcl", remote),
        ("live/b/terragrunt.hcl", empty),
        ("live/c/terragrunt.hcl", &off),
    ]);
    assert!(super::places(&result).is_empty());
    assert_eq!(skipped(&result), [("Terragrunt unit", 3)]);
    let remedy = &result.summary.not_checked[0].remedy;
    assert_eq!(remedy, "terragrunt show -json PLAN | ekslint check -");
}

#[test]
fn what_other_tools_make_is_named_and_counted() {
    let template = "Resources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n";
    let result = checked(&[
        ("a/Pulumi.yaml", "name: eks\nruntime: nodejs\n"),
        ("b/cdk.json", "{\"app\": \"npx ts-node bin/app.ts\"}"),
        ("c/eks.yaml", template),
        ("d/atmos.yaml", "stacks:\n  base_path: stacks\n"),
        ("d/stacks/prod.yaml", "components:\n  terraform:\n    eks: {}\n"),
        ("e/helmfile.yaml", "releases:\n  - name: {{ env \"NAME\" }} # of apiVersion v2\n"),
    ]);
    let wanted = [
        ("Pulumi project", 1),
        ("CDK app", 1),
        ("CloudFormation template", 1),
        ("Atmos file", 2),
        ("Helmfile", 1),
    ];
    assert_eq!(skipped(&result), wanted);
}
