//! From any way of writing an IAM policy to one view of it.

use crate::document::{Placeholders, parsed};
use crate::model::Policy;
use crate::source::Texts;
use crate::value::{Format, Kind, Value};

/// The policy that a value holds: a structure, a document, or its text.
pub fn policy(value: &Value, texts: &Texts) -> Policy {
    match &value.kind {
        Kind::Map(_) => Policy::of(value),
        Kind::Document(document) if document.format == Format::Json => Policy::of(&document.root),
        Kind::Text(_) | Kind::Segments(_) => match parsed(value, texts, Placeholders::Policy) {
            Some(root) => Policy::of(&root),
            None => Policy::unknown(crate::value::Why::NotEvaluated("a policy that is no JSON")),
        },
        _ => Policy::unknown(value.why()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::policy;
    use crate::field::{Field, Listing};
    use crate::model::Policy;
    use crate::source::{Texts, Tree};
    use crate::syntax::hcl;
    use crate::terraform::{Directory, Evaluation, Inputs, Source};
    use crate::value::Text;

    /// A trust policy as JSON, with a hole.
    const JSON: &str = r#"{
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/ISSUER"},
        "Condition": {"StringEquals": {"ISSUER:sub": "system:serviceaccount:a:b"}}
      }
    }"#;

    const BLOCK: &str = r#"
        variable "issuer" {}
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRoleWithWebIdentity"]
            principals {
              type        = "Federated"
              identifiers = ["arn:aws:iam::111122223333:oidc-provider/${var.issuer}"]
            }
            condition {
              test     = "StringEquals"
              variable = "${var.issuer}:sub"
              values   = ["system:serviceaccount:a:b"]
            }
          }
        }
    "#;

    /// The policy that an expression gives.
    fn read(expression: &str, texts: &Texts) -> Policy {
        let main = format!("{BLOCK}\nlocals {{\nout = {expression}\n}}\n");
        let text = texts.add_file("main.tf", main.as_str());
        let file = Arc::new(hcl::parse(texts.text(text).content()));
        assert!(file.errors.is_empty(), "{:?}", file.errors);
        let source = Source { path: "main.tf".into(), text, file };
        let directory = Directory::load("", vec![source], Vec::new());
        let mut tree = Tree::default();
        tree.insert("trust.json", &JSON.replace("ISSUER", "oidc"));
        tree.insert("trust.tftpl", &JSON.replace("ISSUER", "${issuer}"));
        let inputs = Inputs { tree: tree.into(), ..Inputs::default() };
        let evaluation = Evaluation::new(&directory, &inputs).with_texts(texts);
        let value = evaluation.local("out").expect("it is declared");
        policy(&value, texts)
    }

    fn shown(listing: &Listing<Text>) -> String {
        let all = listing.whole().expect("it is known");
        all.iter().map(Field::display).collect::<Vec<_>>().join(" ")
    }

    /// What a policy says, and the text at which it names its subject, given an expression.
    fn seen(expression: &str) -> (String, String) {
        let texts = Texts::default();
        let policy = read(expression, &texts);
        let [statement] = policy.statements.as_slice() else { panic!("{policy:?}") };
        let [condition] = statement.conditions.as_slice() else { panic!("{statement:?}") };
        let place = condition.values.whole().and_then(|it| it.first().map(|it| it.anchor.place()));
        let said = format!(
            "{} {} {} {}={}",
            statement.effect.known().map_or("", |it| it.as_str()),
            shown(&statement.actions),
            shown(&statement.federated).rsplit('/').next().unwrap_or(""),
            condition.key.display(),
            shown(&condition.values)
        );
        let place = texts.locate(place.expect("one value"));
        (said, texts.slice(place).trim_matches('"').to_owned())
    }

    #[test]
    fn every_way_to_write_a_policy_is_read_alike() {
        let encoded = r#"jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect    = "Allow"
            Action    = ["sts:AssumeRoleWithWebIdentity"]
            Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/${var.issuer}" }
            Condition = { StringEquals = { "${var.issuer}:sub" = "system:serviceaccount:a:b" } }
          }]
        })"#;
        let heredoc = format!("<<-EOT\n{}\nEOT\n", JSON.replace("ISSUER", "${var.issuer}"));
        let template = "templatefile(\"trust.tftpl\", { issuer = var.issuer })";
        let ways = ["data.aws_iam_policy_document.trust.json", encoded, &heredoc, template];
        let issuer = seen(ways[0]).0.split(' ').nth(2).expect("a provider").to_owned();
        let subject = "system:serviceaccount:a:b";
        for way in ways {
            let (said, place) = seen(way);
            let wanted =
                format!("Allow sts:AssumeRoleWithWebIdentity {issuer} {issuer}:sub={subject}");
            assert_eq!(said, wanted, "{way}");
            assert_eq!(place, subject, "{way}");
        }
        let known = format!("Allow sts:AssumeRoleWithWebIdentity oidc oidc:sub={subject}");
        for way in ["file(\"trust.json\")", "templatefile(\"trust.tftpl\", { issuer = \"oidc\" })"]
        {
            assert_eq!(seen(way), (known.clone(), subject.to_owned()), "{way}");
        }
    }
}
