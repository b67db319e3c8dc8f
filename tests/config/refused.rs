//! A mistake in the configuration: where it is, and what was probably meant.

use ekslint::config::schema;

use super::read;

/// Configurations with a mistake, and what is said of it.
const MISTAKES: [(&str, &str); 37] = [
    (
        "exclude = [\"/prod\"]",
        "ekslint.toml:1:11: `/prod` is an absolute path; patterns are relative to the root of the project",
    ),
    (
        "exclude = [\"../prod\"]",
        "ekslint.toml:1:11: `../prod` leads out of a folder; patterns are relative to the root of the project",
    ),
    (
        "exclude = [\"!prod\"]",
        "ekslint.toml:1:11: `!prod` begins with `!`, which takes nothing back here; name what is meant",
    ),
    (
        "[[overrides]]\npaths = []\nrules = {}",
        "ekslint.toml:2:9: no path is named, so that it holds nowhere",
    ),
    (
        "[assume.variables]\nday = 2026-01-01",
        "ekslint.toml:2:7: Terraform has no dates; write \"2026-01-01\", in quotes",
    ),
    ("[assume.variables]\nlist = [nan]", "ekslint.toml:2:8: `NaN` is no number of Terraform"),
    (
        "[[cluster]]\nname = \"a\"\n[[cluster]]\nname = \"a\"",
        "ekslint.toml:3:1: the cluster `a` is above; say everything of it there",
    ),
    (
        "[[environment]]\nname = \"a\"\n[[environment]]\nname = \"a\"",
        "ekslint.toml:3:1: the environment `a` is above; say everything of it there",
    ),
    (
        "[[cluster]]\nname = \"a\"\nversion = \"1.9\"",
        "ekslint.toml:3:11: `1.9` was never a version of Amazon EKS, which began with 1.10",
    ),
    (
        "[rules]\nsubnet-too-small = { prefix = -5 }",
        "ekslint.toml:2:20: `prefix = -5` is out of range: subnet-too-small takes 16 to 28",
    ),
    (
        "[rules]\nk8s-version-unsupported = { ahead-days = 99999 }",
        "ekslint.toml:2:27: `ahead-days = 99999` is out of range: k8s-version-unsupported takes 0 to 1000",
    ),
    (
        "[rules]\nsubnet-too-small = { level = true }",
        "ekslint.toml:2:20: `level = true` is no level; use one of off, on, info, warning, error",
    ),
    (
        "[[ignore]]\nrule = \"ebs-rwx\"\nuntil = \"2027-02-31\"",
        "ekslint.toml:3:9: `2027-02-31` is no day such as 2027-01-31",
    ),
    ("exclude = \"prod\"", "ekslint.toml:1:11: a list is expected, in brackets: [\"prod\"]"),
    ("prest = \"strict\"", "ekslint.toml:1:1: unknown key `prest`; did you mean `preset`?"),
    ("preset = \"strickt\"", "ekslint.toml:1:10: `strickt` is no preset; did you mean `strict`?"),
    (
        "fail-on = \"all\"",
        "ekslint.toml:1:11: `all` is no severity; use one of error, warning, info, never",
    ),
    ("preset = 3", "ekslint.toml:1:10: invalid type: integer `3`, expected a string"),
    ("preset =", "ekslint.toml:1:9: string values must be quoted, expected literal string"),
    (
        "[rules]\nsubnet-to-small = \"off\"",
        "ekslint.toml:2:1: no rule is called `subnet-to-small`; did you mean `subnet-too-small`?",
    ),
    (
        "[rules]\nsubnet-too-small = \"of\"",
        "ekslint.toml:2:20: `of` is no level; did you mean `off`?",
    ),
    (
        "[rules]\nsubnet-too-small = false",
        "ekslint.toml:2:20: a level is expected, such as \"off\", not `false`",
    ),
    (
        "[rules]\nsubnet-too-small = { prefx = 22 }",
        "ekslint.toml:2:20: the rule has no option `prefx`; did you mean `prefix`?",
    ),
    (
        "[rules]\nsubnet-too-small = { prefix = \"22\" }",
        "ekslint.toml:2:20: `prefix` has to be a whole number",
    ),
    (
        "[[overrides]]\npaths = [\"a\"]\nrules = { subnet-too-small = { prefix = 22 } }",
        "ekslint.toml:3:30: options are set for the whole project, in [rules]",
    ),
    ("[[overrides]]\nrules = {}", "ekslint.toml:1:1: the key `paths` is missing"),
    ("exclude = [\"a[\"]", "ekslint.toml:1:11: `a[`: unclosed character class; missing ']'"),
    (
        "[[ignore]]\nrule = \"publik-endpoint-open\"",
        "ekslint.toml:2:8: no rule is called `publik-endpoint-open`; did you mean `public-endpoint-open`?",
    ),
    (
        "[[cluster]]\nname = \"a\"\nversion = \"1.x\"",
        "ekslint.toml:3:11: `1.x` is not a Kubernetes version such as 1.34",
    ),
    (
        "[[cluster]]\nname = \"a\"\nversion = \"\"",
        "ekslint.toml:3:11: a Kubernetes version such as 1.34 is expected, not nothing",
    ),
    (
        "[[cluster]]\nname = \"a\"\ncompute = [\"karpentr\"]",
        "ekslint.toml:3:12: `karpentr` is no way to run pods; did you mean `karpenter`?",
    ),
    (
        "closed = [\"ServiceAcount\"]",
        "ekslint.toml:1:11: `ServiceAcount` is no kind whose absence a rule speaks of; did you mean `ServiceAccount`?",
    ),
    (
        "[[environment]]\nname = \"a\"\nclass = \"production\"",
        "ekslint.toml:3:9: `production` is no class of environments; use one of dev, staging, prod",
    ),
    ("[[environment]]\nclass = \"prod\"", "ekslint.toml:1:1: the key `name` is missing"),
    (
        "[assume]\naccounts = [\"1234\"]",
        "ekslint.toml:2:13: `1234` is no AWS account; twelve digits are expected",
    ),
    (
        "[assume]\nebs-encryption-by-default = \"yes\"",
        "ekslint.toml:2:29: invalid type: string \"yes\", expected a boolean",
    ),
    (
        "extends = \"../base.toml\"",
        "ekslint.toml:1:1: `extends` needs a file; name the other one with --config",
    ),
];

#[test]
fn mistakes_are_told_with_their_place_and_a_guess() {
    let told = MISTAKES.map(|(config, _)| match read(config) {
        Ok(_) => format!("accepted: {config}"),
        Err(error) => error.to_string(),
    });
    assert_eq!(told, MISTAKES.map(|(_, expected)| expected.to_owned()));
}

#[test]
fn the_schema_refuses_what_is_refused_by_shape_and_accepts_what_is_accepted() {
    let schema = serde_json::to_value(schema()).expect("a schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("it is a schema");
    let json = |config: &str| {
        let table: toml::Table = config.parse().expect("it is TOML");
        serde_json::to_value(table).expect("it has a shape in JSON")
    };
    let whole = r#"
        preset = "strict"
        fail-on = "never"
        exclude = ["vendor"]
        baseline = "known.json"
        require-reason = true
        closed = ["ServiceAccount"]
        [rules]
        "traffic/" = "off"
        subnet-too-small = { level = "error", prefix = 22 }
        [[overrides]]
        paths = ["dev"]
        rules = { "irsa-*" = "info" }
        [[ignore]]
        rule = "ebs-rwx"
        subject = "v1/PersistentVolumeClaim/*"
        paths = ["legacy"]
        reason = "moves to EFS"
        until = 2027-01-31
        [[cluster]]
        name = "payments"
        paths = ["payments"]
        version = "1.35"
        compute = ["auto", "karpenter"]
        provides = ["aws-ebs-csi-driver"]
        closed = ["ServiceAccount"]
        [[environment]]
        name = "prod"
        class = "prod"
        paths = ["live"]
        var-files = ["live/prod.tfvars"]
        accounts = ["444455556666"]
        ebs-encryption-by-default = false
        [assume]
        accounts = ["111122223333"]
        ebs-encryption-by-default = true
        [assume.variables]
        region = "eu-west-1"
        zones = ["a", "b"]
    "#;
    assert!(read(whole).is_ok(), "{:?}", read(whole).err());
    let quoted = whole.replace("2027-01-31", "\"2027-01-31\"");
    let accepted = [
        &quoted,
        "[[cluster]]\nname = \"c\"",
        "[[environment]]\nname = \"c\"\nvar-files = [\"a.tfvars\"]",
        "[[overrides]]\npaths = [\"a\"]\nrules = { ebs-rwx = { level = \"off\" } }",
    ];
    for config in accepted {
        assert!(read(config).is_ok(), "{:?}", read(config).err());
        let errors: Vec<_> = schema.iter_errors(&json(config)).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{config}: {errors:?}");
    }
    let refused = [
        "prest = \"strict\"",
        "preset = \"strickt\"",
        "[[cluster]]\npaths = []",
        "closed = [\"ConfigMap\"]",
        "[rules]\nsubnet-too-small = { prefix = -5 }",
        "[[overrides]]\npaths = [\"a\"]\nrules = { subnet-too-small = { prefix = 22 } }",
        "[[ignore]]\nrule = \"ebs-rwx\"\nuntil = \"soon\"",
    ];
    for config in refused {
        assert!(read(config).is_err(), "{config}");
        assert!(!schema.is_valid(&json(config)), "{config}");
    }
}
