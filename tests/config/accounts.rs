//! What the user says of AWS accounts, which no file can show.

use ekslint::field::Object;
use ekslint::project::Project;
use ekslint::reader::{self, File, Variables};
use ekslint::source::{Content, Tree};
use ekslint::value::Truth;

const CLAIM: &str = "apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ledger, namespace: payments }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
";

const FILES: [(&str, &str); 2] = [("live/claim.yaml", CLAIM), ("lab/claim.yaml", CLAIM)];

/// What is true of the claims in `lab` and in `live`.
fn of_both(config: &str, ask: impl Fn(&Project, &Object) -> Truth) -> Vec<Truth> {
    let config = super::read(config).expect("it is a configuration");
    let file = |(path, text): (&str, &str)| File {
        path: path.to_owned(),
        links: Vec::new(),
        content: Ok(Content { text: text.to_owned(), reencoded: false }),
    };
    let files = FILES.map(file).into();
    let reading = reader::read(files, Tree::default(), (&config, &Variables::default()));
    let project = Project::new(reading.units, config.world);
    let claims = project.units().iter().flat_map(|unit| &unit.facts.claims);
    claims.map(|claim| ask(&project, &claim.object)).collect()
}

#[test]
fn encryption_by_default_is_said_for_all_and_for_an_environment() {
    let ask = |project: &Project, object: &Object| project.encrypts_new_volumes(object);
    assert_eq!(of_both("", ask), [Truth::Unknown, Truth::Unknown]);
    let on = "[assume]\nebs-encryption-by-default = true\n";
    assert_eq!(of_both(on, ask), [Truth::True, Truth::True]);
    let lab = "[[environment]]\nname = \"lab\"\npaths = [\"lab\"]\nebs-encryption-by-default = ";
    assert_eq!(of_both(&format!("{on}{lab}false"), ask), [Truth::False, Truth::True]);
    assert_eq!(of_both(&format!("{lab}true"), ask), [Truth::True, Truth::Unknown]);
}

#[test]
fn accounts_are_ours_where_they_are_said() {
    let ask = |id: &'static str| {
        move |project: &Project, object: &Object| project.is_own_account(id, object)
    };
    let (first, second) = ("111122223333", "444455556666");
    assert_eq!(of_both("", ask(first)), [Truth::Unknown, Truth::Unknown]);
    let all = format!("[assume]\naccounts = [\"{first}\"]\n");
    assert_eq!(of_both(&all, ask(first)), [Truth::True, Truth::True]);
    assert_eq!(of_both(&all, ask(second)), [Truth::False, Truth::False]);
    let lab = "[[environment]]\nname = \"lab\"\npaths = [\"lab\"]\naccounts = [\"444455556666\"]\n";
    assert_eq!(of_both(&format!("{all}{lab}"), ask(second)), [Truth::True, Truth::False]);
    assert_eq!(of_both(lab, ask(first)), [Truth::False, Truth::Unknown]);
}
