//! What is partly known has to agree with what Terraform says for each value of the unknown.

use serde_json::Value as Json;

use super::{Below, declarations, rows};
use crate::terraform::outcome::Outcome;
use crate::terraform::tests::admits::admits;
use crate::terraform::tests::show;
use crate::value::{Kind, Value};

const SOUNDNESS: &str = include_str!("../../../../testdata/oracle/soundness.jsonl");

#[test]
fn what_is_partly_known_is_never_wrong() {
    let (header, rows) = rows(SOUNDNESS);
    assert!(rows.len() >= 2000, "only {} rows", rows.len());
    let below = Below::new(declarations(&header));
    let (mut wrong, mut unknown) = (Vec::new(), 0);
    for row in &rows {
        let expression = row[0].as_str().expect("an expression");
        let (said, outcome) = below.value(expression);
        unknown += usize::from(matches!(said.kind, Kind::Unknown(_)));
        for (at, known) in row[1].as_array().expect("results").iter().enumerate() {
            let Some(text) = known.as_str() else { continue };
            let known: Json = serde_json::from_str(text).expect("a result is JSON");
            if outcome == Outcome::Failed || !admits(&said, &Value::from_json(&known, &said.origin))
            {
                wrong.push(format!("{expression}\n    {} and not {text} ({at})", show(&said)));
            }
        }
    }
    let known = rows.len() - unknown;
    println!(
        "soundness: {} of {} expressions violate it; {known} are known at least in part",
        wrong.len(),
        rows.len()
    );
    assert!(wrong.is_empty(), "{} violations:\n{}", wrong.len(), wrong.join("\n"));
    // To know nothing is always right, but not the point.
    assert!(unknown * 2 < rows.len(), "{unknown} of {} are not known at all", rows.len());
}
