//! What becomes of unknowns.

use super::{out, table};

const UNKNOWN: &str = "variable \"u\" {}\nvariable \"v\" {}\n";

const TEXT_KEEPS_WHAT_IS_KNOWN: &str = r#"
"a-${var.u}" => "a-${?var.u}"
"${var.u}:sub" == "x:aud" => false
"${var.u}:sub" == "x:sub" => ?var.u
var.u == var.u => true
lower(var.u) == var.u => ?var.u
var.u.a == var.u.b => ?var.u
format("%s-%d", var.u, 3) => "${?var.u}-3"
join(",", ["a", var.u]) => "a,${?var.u}"
startswith("arn:${var.u}", "aws") => false
trimprefix("https://${var.u}", "https://") => "${?var.u}"
trimprefix(var.u, "arn:${var.v}") => ?var.u
upper("a${var.u}") => "A${?var.u}"
cidrsubnet("10.${var.u}.0.0/16", 8, 1) => "${?var.u}/24"
"#;

#[test]
fn text_keeps_what_is_known() {
    table(UNKNOWN, TEXT_KEEPS_WHAT_IS_KNOWN);
}

const CONDITIONS_IN_THREE_VALUES: &str = r#"
var.u && false => false
var.u || true => true
var.u && true => ?var.u
var.u ? 1 : 2 => (1 | 2)
var.u ? 1 : 1 => 1
(var.u ? 1 : 2) + 1 => (2 | 3)
"n-${var.u ? 1 : 2}" => ("n-1" | "n-2")
var.u ? "a" : null => ("a" | null)
length(var.u ? [1] : []) => (1 | 0)
"#;

#[test]
fn conditions_in_three_values() {
    table(UNKNOWN, CONDITIONS_IN_THREE_VALUES);
}

const COLLECTIONS_KEEP_WHAT_IS_KNOWN: &str = r#"
concat(["a"], var.u) => ["a", …]
merge({ a = 1 }, var.u, { b = 2 }) => {a: (1 | ?var.u), b: 2, …}
merge({ a = 1 }, var.u, { b = 2 }).b => 2
merge(var.u, { a = 1 }).a => 1
merge(var.u...) => {…}
slice(var.u, 0, 2) => [?var.u, ?var.u]
[for k, v in slice(var.u, 0, 2) : cidrsubnet("10.0.0.0/16", 8, k)] => ["10.0.0.0/24", "10.0.1.0/24"]
toset(["a", var.u]) => set["a", ?var.u]
length(toset(["a", var.u])) => (1 | 2)
compact(["a", var.u]) => ["a", …0-1]
distinct(["a", var.u]) => ["a", …0-1]
contains(["a", var.u], "a") => true
contains(["a", var.u], "b") => ?var.u
lookup({ a = 1, b = 2 }, var.u, 3) => (1 | 2 | 3)
lookup({}, var.u, 3) => 3
{ a = 1, b = 2 }[var.u] => (1 | 2)
[for x in var.u : x] => […]
[for x in [1, 2] : x if x == 1 || var.u] => [1, …0-1]
{ "${var.u}:sub" = 1 } => {"${?var.u}:sub": 1}
coalesce(var.u, "x") => (?var.u | "x")
coalesce(null, "x", var.u) => "x"
coalesce((null ? 1 : 2), 3) => ?error: the condition is null
coalescelist((null ? [1] : [2]), [3]) => ?error: the condition is null
flatten([["a"], var.u]) => ["a", …]
keys({ a = 1, (var.u) = 2 }) => ["a", …0-1]
element(["a", "b"], var.u) => ("a" | "b")
try(var.u.x, "d") => (?var.u | "d")
try(var.u, "d") => ?var.u
jsondecode(jsonencode({ a = var.u })).a => ?var.u
jsonencode({ a = var.u }) => json({a: ?var.u})
yamlencode([1]) => yaml([1])
jsonencode({ b = "<", a = [1] }) == "x" => false
jsonencode({ a = var.u }) == "x" => ?var.u
"${jsonencode({ b = "<", a = [1] })}\n" => "{\"a\":[1],\"b\":\"\\u003c\"}\n"
"#;

#[test]
fn collections_keep_what_is_known() {
    table(UNKNOWN, COLLECTIONS_KEEP_WHAT_IS_KNOWN);
}

const RESOURCES: &str = r#"
        resource "aws_eks_cluster" "main" {
          name = "prod"
          vpc_config {
            subnet_ids             = aws_subnet.three[*].id
            endpoint_public_access = false
          }
        }
        resource "aws_subnet" "three" {
          count      = 3
          cidr_block = "10.0.${count.index}.0/24"
        }
        resource "aws_subnet" "many" { count = var.u }
        resource "aws_subnet" "maybe" { count = var.u ? 1 : 0 }
        resource "aws_subnet" "named" {
          for_each   = { a = "10.0.0.0/24", b = "10.0.1.0/24" }
          cidr_block = each.value
        }
        data "aws_availability_zones" "all" {}
"#;

const SYMBOLS: &str = r#"
aws_eks_cluster.main.name => "prod"
aws_eks_cluster.main.id => "prod"
aws_eks_cluster.main.arn => aws_eks_cluster.main.arn
aws_eks_cluster.main.vpc_config[0].endpoint_public_access => false
aws_eks_cluster.main.vpc_config[0].vpc_id => aws_eks_cluster.main.vpc_config[0].vpc_id
aws_subnet.three[1].cidr_block => "10.0.1.0/24"
aws_subnet.three[*].id => [aws_subnet.three[0].id, aws_subnet.three[1].id, aws_subnet.three[2].id]
aws_subnet.many[*].id => […]
aws_subnet.many[0].id => aws_subnet.many[0].id
aws_subnet.maybe[0].id => aws_subnet.maybe[0].id
aws_subnet.maybe[*].id => ([aws_subnet.maybe[0].id] | [])
one(aws_subnet.maybe[*].id) => (aws_subnet.maybe[0].id | null)
try(aws_subnet.maybe[0].id, "") => (aws_subnet.maybe[0].id | "")
aws_subnet.named["a"].cidr_block => "10.0.0.0/24"
[for s in aws_subnet.named : s.id] => [aws_subnet.named["a"].id, aws_subnet.named["b"].id]
values(aws_subnet.named)[*].cidr_block => ["10.0.0.0/24", "10.0.1.0/24"]
slice(data.aws_availability_zones.all.names, 0, 2) => [data.aws_availability_zones.all.names[0], data.aws_availability_zones.all.names[1]]
aws_nothing.here.id => ?`aws_nothing.here` is not declared in the scanned files
replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "") => aws_eks_cluster.main.identity[0].oidc[0].issuer.replace(https://, )
"${trimprefix(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://")}:sub" => "${aws_eks_cluster.main.identity[0].oidc[0].issuer.trimprefix(https://)}:sub"
split("/", aws_eks_cluster.main.arn)[1] => aws_eks_cluster.main.arn.split(/)[1]
"#;

#[test]
fn symbols() {
    table(&format!("{UNKNOWN}{RESOURCES}"), SYMBOLS);
}

#[test]
fn symbols_stand_for_objects_through_locals() {
    let file = "resource \"aws_vpc\" \"v\" { cidr_block = \"10.0.0.0/16\" }\n\
                locals {\n  vpc = aws_vpc.v\n  out = [local.vpc.cidr_block, local.vpc.id]\n}\n";
    assert_eq!(out(file), "[\"10.0.0.0/16\", aws_vpc.v.id]");
}
