//! A change is compared with what the files said before.

use super::{CLUSTER, commit, committed, since};

const MAIN: &str = "resource \"aws_eks_cluster\" \"main\" {
  name     = \"main\"
  role_arn = \"arn:aws:iam::111122223333:role/main\"
  version  = var.kubernetes_version
  vpc_config {
    subnet_ids              = [\"subnet-0a1b2c3d4e5f60718\", \"subnet-0b1c2d3e4f5061728\"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
";

fn variable(default: &str) -> String {
    format!(
        "variable \"kubernetes_version\" {{\n  type    = string\n  default = \"{default}\"\n}}\n"
    )
}

#[test]
fn a_version_that_is_skipped_is_told_where_it_is_decided() {
    let files = [("main.tf", MAIN), ("variables.tf", &variable("1.34"))];
    let repository = committed("skips", &files);
    assert_eq!(since(&repository, "HEAD"), [""; 0]);
    repository.write("variables.tf", &variable("1.35"));
    assert_eq!(since(&repository, "HEAD"), [""; 0], "one step is what EKS does");
    repository.write("variables.tf", &variable("1.36"));
    assert_eq!(since(&repository, "HEAD"), ["variables.tf:3 version-skip"]);
    commit(&repository);
    assert_eq!(since(&repository, "HEAD"), [""; 0], "nothing changed any more");
    assert_eq!(since(&repository, "HEAD~1"), ["variables.tf:3 version-skip"]);
}

#[test]
fn a_file_of_variables_has_a_past_too() {
    let files = [
        ("main.tf", MAIN),
        ("variables.tf", "variable \"kubernetes_version\" {\n  type = string\n}\n"),
        ("terraform.tfvars", "kubernetes_version = \"1.36\"\n"),
    ];
    let repository = committed("variables", &files);
    repository.write("terraform.tfvars", "# back\nkubernetes_version = \"1.34\"\n");
    assert_eq!(since(&repository, "HEAD"), ["terraform.tfvars:2 version-skip"]);
    repository.write("terraform.tfvars", "# another way\n");
    assert_eq!(since(&repository, "HEAD"), [""; 0], "what is not known is not told");
}

#[test]
fn what_is_new_has_no_past() {
    let repository = committed("new", &[("README.md", "")]);
    let cluster =
        CLUSTER.replace("1.29", "1.36").replace("publicAccess: true", "publicAccess: false");
    repository.write("clusters/main.yaml", &cluster);
    assert_eq!(since(&repository, "HEAD"), [""; 0]);
    commit(&repository);
    repository.write("clusters/main.yaml", &cluster.replace("1.36", "1.34"));
    assert_eq!(since(&repository, "HEAD"), ["clusters/main.yaml:6 version-skip"]);
    repository
        .write("clusters/main.yaml", &cluster.replace("1.36", "1.34").replace("main", "other"));
    assert_eq!(since(&repository, "HEAD"), [""; 0], "another name is another cluster");
}

#[test]
fn a_date_turns_no_untouched_line_red() {
    let cluster =
        CLUSTER.replace("1.29", "1.33").replace("publicAccess: true", "publicAccess: false");
    let cluster = format!("{cluster}upgradePolicy:\n  supportType: STANDARD\n");
    let repository = committed("dates", &[("clusters/main.yaml", &cluster)]);
    repository.write("clusters/main.yaml", &cluster.replace("Single", "HighlyAvailable"));
    assert_eq!(since(&repository, "HEAD"), [""; 0]);
    repository.write("clusters/main.yaml", &cluster.replace("STANDARD", "STANDARD # for now"));
    assert_eq!(since(&repository, "HEAD"), ["clusters/main.yaml:6 auto-upgrade-due"]);
}
