//! `--fix` and `--diff`: what they change, what they leave alone, and what is there if all goes wrong.

#[path = "support/about.rs"]
mod about;
#[path = "fixing/hostile.rs"]
mod hostile;
#[path = "fixing/projects.rs"]
mod projects;
#[path = "fixing/strings.rs"]
mod strings;
#[path = "fixing/told.rs"]
mod told;
#[path = "fixing/written.rs"]
mod written;

#[path = "support/golden.rs"]
mod golden;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;

use repository::Repository;

/// Two references without their last step, which have safe fixes, and a cluster that is open to the
/// world, which has an unsafe one. Lines 6, 10 and 16.
const NETWORK: &str = r#"resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "one" {
  allocation_id = aws_eip.nat
  subnet_id     = "subnet-1"
}
resource "aws_nat_gateway" "two" {
  allocation_id = aws_eip.nat
  subnet_id     = "subnet-2"
}
resource "aws_eks_cluster" "main" {
  name = "payments"
  vpc_config {
    endpoint_public_access  = true
    endpoint_private_access = true
    subnet_ids              = ["subnet-1"]
  }
}
"#;

/// [`NETWORK`] with its safe fixes.
fn mended() -> String {
    NETWORK.replace("aws_eip.nat\n", "aws_eip.nat.allocation_id\n")
}

/// [`NETWORK`] with all of its fixes.
fn closed() -> String {
    mended().replace("endpoint_public_access  = true", "endpoint_public_access  = false")
}

/// A repository with [`NETWORK`] in it.
fn network(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.write("main.tf", NETWORK);
    repository
}

/// The lines of a report that tell of fixes.
fn fixes_told(report: &str) -> Vec<&str> {
    let lines = report.lines().map(str::trim);
    lines
        .filter(|it| ["fixed", "found", "fixable"].iter().any(|name| it.starts_with(name)))
        .collect()
}
