//! `[[ignore]]` in `ekslint.toml`.

use super::{CLASS, checked, found, hidden};

/// Two clusters from one block; the endpoint of each is open.
const CLUSTERS: &str = r#"
resource "aws_eks_cluster" "main" {
  for_each = toset(["blue", "green"])
  name     = each.key
  role_arn = "arn:aws:iam::111122223333:role/payments-cluster"
  version  = "1.35"
  vpc_config {
    subnet_ids             = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    endpoint_public_access = true
  }
}
"#;

fn ignore(rest: &str) -> String {
    format!("[[ignore]]\nrule = \"public-endpoint-open\"\nreason = \"a workshop\"\n{rest}\n")
}

/// How many findings count, how many do not, and how many instances are left.
fn counts(config: &str) -> (usize, usize, Vec<String>) {
    let result = checked(config, &[("live/main.tf", CLUSTERS)]);
    let left = result.outcome.findings.iter().filter(|it| it.rule.name == "public-endpoint-open");
    let left: Vec<_> = left.collect();
    let instances = left.iter().flat_map(|it| &it.instances).map(ToString::to_string).collect();
    (left.len(), result.outcome.suppressed.len(), instances)
}

#[test]
fn subjects_are_named_by_their_address() {
    assert_eq!(counts("").0, 1);
    for subject in ["aws_eks_cluster.main", "aws_eks_cluster.*", "*.main", "*"] {
        let config = ignore(&format!("subject = \"{subject}\""));
        assert_eq!(counts(&config), (0, 1, vec![]), "{subject}");
    }
    assert_eq!(counts(&ignore("")), (0, 1, vec![]), "every subject");
    let other = ignore("subject = \"aws_eks_cluster.other\"");
    assert_eq!((counts(&other).0, counts(&other).1), (1, 0));
}

#[test]
fn one_instance_of_a_shared_line_is_left_out() {
    let blue = ignore("subject = 'aws_eks_cluster.main[\"blue\"]'");
    assert_eq!(counts(&blue), (1, 1, vec!["[\"green\"]".to_owned()]));
    let green = ignore("subject = 'aws_eks_cluster.main[\"green\"]'");
    assert_eq!(counts(&format!("{blue}{green}")), (0, 2, vec![]));
    let none = ignore("subject = 'aws_eks_cluster.main[\"red\"]'");
    assert_eq!((counts(&none).0, counts(&none).1), (1, 0));
}

#[test]
fn paths_are_those_of_the_project() {
    assert_eq!(counts(&ignore("paths = [\"live\"]")), (0, 1, vec![]));
    assert_eq!(counts(&ignore("paths = [\"live/*.yaml\"]")).1, 0);
}

#[test]
fn entries_that_hide_nothing_or_are_over_are_told_in_the_configuration() {
    let told = |config: &str| {
        let result = checked(config, &[("class.yaml", CLASS)]);
        let all = found(&result).into_iter().filter(|it| it.contains(" ignore-"));
        all.map(|it| it.split(' ').next_back().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(&ignore("")), ["ignore-unused"]);
    assert_eq!(told(&ignore("until = 2026-11-19")), ["ignore-expired"]);
    let bare = "require-reason = true\n[[ignore]]\nrule = \"storage/\"\n";
    assert_eq!(told(bare), ["ignore-without-reason"]);
    let used = "[[ignore]]\nrule = \"storage/\"\nsubject = \"*ledger\"\nuntil = 2026-11-20\n";
    assert_eq!(told(used), [""; 0]);
    let result = checked(used, &[("class.yaml", CLASS)]);
    assert_eq!((found(&result).len(), hidden(&result).len()), (0, 1));
}

#[test]
fn the_words_are_those_of_an_instance_that_is_left() {
    let text = "resource \"aws_eks_cluster\" \"a\" {
  for_each = toset([\"x\", \"y\", \"z\"])
  name     = each.key
  vpc_config {
    subnet_ids             = [\"s\"]
    endpoint_public_access = true
  }
}
";
    let config = "[[ignore]]\nrule = \"public-endpoint-open\"\nsubject = 'aws_eks_cluster.a[\"x\"]'\n\
                  reason = \"not ours\"\n";
    let message = |config: &str| {
        let result = checked(config, &[("main.tf", text)]);
        let one = &result.outcome.findings[0];
        (one.finding.message.clone(), one.instances.clone())
    };
    assert!(message("").0.contains("`x`"), "{:?}", message(""));
    let (words, instances) = message(config);
    assert_eq!(instances, ["[\"y\"]", "[\"z\"]"]);
    assert!(words.contains("`y`"), "{words}");
}

#[test]
fn a_subject_that_is_only_the_end_of_a_name_is_told() {
    let config = "[[ignore]]\nrule = \"public-endpoint-open\"\nsubject = \"payments\"\n\
                  reason = \"not ours\"\n";
    let result = checked(config, &[("cluster.yaml", &cluster("", "", ""))]);
    let unused = result.outcome.findings.iter().find(|it| it.rule.name == "ignore-unused");
    let help = unused.and_then(|it| it.finding.help.as_deref());
    assert_eq!(help, Some("did you mean `cluster/payments`?"));
}
