//! Whoever learns more does not take back what was said.
//!
//! A verdict that is reached without a variable's value holds for every value of it.

use ekslint::check::{CheckOptions, Selection, lint};
use ekslint::rule::Preset;
use ekslint::rules::RULES;
use proptest::prelude::*;

use super::expressions::Choices;
use super::{cases, pinned};

const RULE: &str = "public-endpoint-open";

const BOOLS: [&str; 3] = ["true", "false", "null"];
const STRINGS: [&str; 6] =
    ["\"0.0.0.0/0\"", "\"10.0.0.0/8\"", "\"0.0.0.0\"", "\"a\"", "\"\"", "null"];
const LISTS: [&str; 6] = [
    "[]",
    "[\"0.0.0.0/0\"]",
    "[\"10.0.0.0/8\"]",
    "[\"10.0.0.0/8\", \"0.0.0.0/0\"]",
    "[\"10.0.0.0/8\", \"10.0.0.0/8\", \"a\"]",
    "null",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Pass,
    Undecided,
    Fail,
}

/// What the rule says of a cluster, with the variables that are set.
fn said(public: &str, cidrs: &str, set: &[String]) -> Said {
    let config = format!(
        r#"
variable "b" {{
  type = bool
}}
variable "s" {{
  type = string
}}
variable "l" {{
  type = list(string)
}}
resource "aws_eks_cluster" "main" {{
  name     = "payments"
  role_arn = "arn:aws:iam::111122223333:role/payments-cluster"
  version  = "1.35"
  vpc_config {{
    subnet_ids             = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    endpoint_public_access = {public}
    public_access_cidrs    = {cidrs}
  }}
}}
"#
    );
    let files =
        [("main.tf".to_owned(), config), ("terraform.tfvars".to_owned(), set.join("\n") + "\n")];
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    let selection = [RULE.to_owned(), "syntax-error".to_owned()];
    let selection =
        Selection::new(Preset::Recommended, &selection, &[], &known).expect("the rules exist");
    let outcome = lint(&files, &CheckOptions { selection, ..pinned::options() }).outcome;
    let rules: Vec<_> = outcome.findings.iter().map(|it| it.rule.name).collect();
    assert!(!rules.contains(&"syntax-error"), "{public}\n{cidrs}");
    match (rules.is_empty(), outcome.undecided.is_empty()) {
        (false, _) => Said::Fail,
        (true, false) => Said::Undecided,
        (true, true) => Said::Pass,
    }
}

fn setting(name: &str, value: &str) -> String {
    format!("{name} = {value}")
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn a_verdict_without_a_value_holds_with_every_value(
        numbers in proptest::collection::vec(any::<u8>(), 0..24),
        list in proptest::collection::vec(any::<u8>(), 0..24),
        order in Just([0, 1, 2]).prop_shuffle(),
        (b, s, l) in (0..BOOLS.len(), 0..STRINGS.len(), 0..LISTS.len()),
    ) {
        let public = Choices::new(&numbers).boolean();
        let cidrs = Choices::new(&list).list();
        let all = [setting("b", BOOLS[b]), setting("s", STRINGS[s]), setting("l", LISTS[l])];
        let mut set = Vec::new();
        let mut before = said(&public, &cidrs, &set);
        for at in order {
            set.push(all[at].clone());
            let after = said(&public, &cidrs, &set);
            let taken_back = matches!(
                (before, after), (Said::Pass, Said::Fail) | (Said::Fail, Said::Pass)
            );
            prop_assert!(!taken_back, "{before:?} became {after:?}\n{public}\n{cidrs}\n{set:?}");
            // A value may turn an expression into an error, which decides nothing.
            if after != Said::Undecided {
                before = after;
            }
        }
    }
}
