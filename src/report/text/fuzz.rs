//! Any finding on any text can be drawn.

use proptest::prelude::*;

use super::{TextOptions, render};
use crate::finding::{Finding, Label};
use crate::report::fixture::{ENDPOINT_OPEN, Run};
use crate::report::{Look, concise, json};
use crate::source::{Place, Span, TextId};

/// Pieces that files are put together from: what has a width, a length or a meaning of its own.
const PIECES: &[&str] = &[
    "a",
    "key: value",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "日本",
    "é",
    "e\u{301}",
    "\u{1f600}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200d}",
    "\u{feff}",
    "::error::",
    "##[x]",
    "\"0.0.0.0/0\"",
    "a rather long stretch of a line that goes on and on and on and does not end before it has to",
];

fn content() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn place(run: &Run, file: TextId, (from, length): (usize, usize)) -> Place {
    let content = run.texts.text(file).content();
    let from = content.floor_char_boundary(from % (content.len() + 1));
    let to = content.floor_char_boundary((from + length).min(content.len())).max(from);
    let byte = |at: usize| u32::try_from(at).unwrap();
    Span::new(file, byte(from), byte(to)).into()
}

proptest! {
    #[test]
    fn every_finding_can_be_drawn(
        files in prop::collection::vec(content(), 1..4),
        labels in prop::collection::vec((0..4_usize, (0..2_000_usize, 0..120_usize), content(), any::<bool>()), 1..8),
        (width, ascii, color) in (40..130_usize, any::<bool>(), any::<bool>()),
    ) {
        let mut run = Run::default();
        let files: Vec<_> = files.iter().enumerate().map(|(index, content)| run.file(&format!("{index}.tf"), content)).collect();
        let labels = labels.into_iter().map(|(file, bytes, text, way)| {
            Label { place: place(&run, files[file % files.len()], bytes), text, way }
        });
        let labels: Vec<Label> = labels.collect();
        let mut finding = Finding::new(labels[0].text.clone()).at_place(labels[0].place, "here");
        finding.related = labels;
        run.add(&ENDPOINT_OPEN, finding);
        let options = TextOptions { look: Look { color, ascii, width }, quiet: true, ..TextOptions::default() };
        let text = render(&run.report(), &options) + &concise::render(&run.report());
        for line in text.lines() {
            prop_assert!(!line.trim_start().starts_with("::"), "{}", text);
            prop_assert!(!line.contains("##["), "{}", text);
            prop_assert!(color || !line.contains(|it: char| it.is_control()), "{}", text);
        }
        let json = json::render(&run.report());
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}
