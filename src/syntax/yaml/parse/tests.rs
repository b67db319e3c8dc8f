use proptest::prelude::*;

use super::super::{Content, Extent, NodeId, Stream, Style, documents, parse, parse_chosen};

/// The source of every node, indented by depth.
fn outline(text: &str) -> Vec<String> {
    fn visit(stream: &Stream, text: &str, id: NodeId, depth: usize, lines: &mut Vec<String>) {
        let node = stream.node(id);
        let kind = match &node.content {
            Content::Scalar { style: Style::Plain, .. } => "",
            Content::Scalar { .. } => "text ",
            Content::List { .. } => "list ",
            Content::Map { .. } => "map ",
            Content::Alias(_) => "alias ",
        };
        lines.push(format!("{}{kind}{:?}", "  ".repeat(depth), &text[node.range.indices()]));
        stream.items(id).iter().for_each(|item| visit(stream, text, *item, depth + 1, lines));
        for pair in stream.pairs(id) {
            visit(stream, text, pair.key, depth + 1, lines);
            visit(stream, text, pair.value, depth + 1, lines);
        }
    }
    let (stream, mut lines) = (parse(text), Vec::new());
    for root in stream.documents.iter().filter_map(|document| document.root) {
        visit(&stream, text, root, 0, &mut lines);
    }
    lines
}

fn only_error(text: &str) -> (String, String) {
    let stream = parse(text);
    let [error] = stream.errors.as_slice() else { panic!("one error in {:?}", stream.errors) };
    (text[error.range.indices()].to_owned(), error.message.clone())
}

#[test]
fn block_collections_start_at_their_first_dash_or_key_and_end_with_their_last_value() {
    let text = "a:\n- b\n-  - c # x\n   - d\n\n# end\ne: 1\n";
    let expected = [
        r#"map "a:\n- b\n-  - c # x\n   - d\n\n# end\ne: 1""#,
        r#"  "a""#,
        r#"  list "- b\n-  - c # x\n   - d""#,
        r#"    "b""#,
        r#"    list "- c # x\n   - d""#,
        r#"      "c""#,
        r#"      "d""#,
        r#"  "e""#,
        r#"  "1""#,
    ];
    assert_eq!(outline(text), expected);
}

#[test]
fn block_texts_run_from_their_indicator_to_their_last_line() {
    let text = "a: !x |+ # why | not\n  one\n\n  two \n\n\nb: >-\nc: |";
    let expected =
        [r#"  text "|+ # why | not\n  one\n\n  two ""#, r#"  text ">-""#, r#"  text "|""#];
    let values: Vec<_> = outline(text).into_iter().filter(|it| it.contains("text")).collect();
    assert_eq!(values, expected);
}

#[test]
fn values_that_are_not_written_stand_after_their_colon() {
    let text = "a:\nb : \nc: {d, e: }\n-";
    let stream = parse("a:\nb: # none\nc: {d, e: }\n");
    let empty = |node: &&super::super::Node| node.range.start == node.range.end;
    let places: Vec<u32> = stream.nodes.iter().filter(empty).map(|node| node.range.start).collect();
    assert_eq!(places, [2, 5, 18, 22]);
    assert!(!parse(text).errors.is_empty());
}

#[test]
fn a_byte_order_mark_and_carriage_returns_move_nothing() {
    let text = "\u{feff}a: x\r\nb: \"y\r\n  z\"\r\n# c\r\n";
    let stream = parse(text);
    let expected = [
        "map \"a: x\\r\\nb: \\\"y\\r\\n  z\\\"\"",
        "  \"a\"",
        "  \"x\"",
        "  \"b\"",
        "  text \"\\\"y\\r\\n  z\\\"\"",
    ];
    assert_eq!(outline(text), expected);
    assert_eq!(&text[stream.comments[0].indices()], "# c");
    let last = NodeId(u32::try_from(stream.nodes.len()).unwrap() - 1);
    assert_eq!(stream.scalar(last, text), "y z");
}

#[test]
fn a_broken_document_keeps_what_was_read_and_hides_no_other() {
    let text = "a: 1\n---\nb: 2\nc: [3\n---\nd: 4\n";
    let stream = parse(text);
    let complete: Vec<bool> = stream.documents.iter().map(|it| it.complete).collect();
    assert_eq!(complete, [true, false, true]);
    assert_eq!(&text[stream.documents[1].range.indices()], "---\nb: 2\nc: [3\n");
    let broken = stream.pairs(stream.documents[1].root.unwrap());
    assert_eq!(stream.scalar(broken[0].value, text), "2");
    assert_eq!(only_error(text), ("[3".into(), "`[` is never closed".into()));
}

#[test]
fn an_alias_without_an_anchor_is_an_error_but_ends_nothing() {
    let text = "a: *x\nb: &x 1\nc: *x\n";
    let stream = parse(text);
    let values = stream.pairs(stream.documents[0].root.unwrap()).iter().map(|pair| pair.value);
    let targets: Vec<_> = values
        .filter_map(|id| match stream.node(id).content {
            Content::Alias(target) => Some(target.map(|id| stream.scalar(id, text))),
            _ => None,
        })
        .collect();
    assert_eq!(targets, [None, Some("1")]);
    assert_eq!(only_error(text), ("*x".into(), "unknown anchor `x`".into()));
}

#[test]
fn tabs_inside_brackets_are_blanks_and_elsewhere_an_error() {
    let json = "a:\n  - {\n\t\t\"b\": [\n\t\t\t1],\n\t\"c\": \"x\ty\"\n\t}\n";
    assert_eq!(parse(json).errors, []);
    assert_eq!(outline(json).last().map(|line| line.trim()), Some("text \"\\\"x\\ty\\\"\""));
    let block = format!("{json}d:\n\te: 1\n");
    assert_eq!(only_error(&block).1, "a tab in the indentation");
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    for opener in ["[", "{a: ", "{\"a\":", "- ", "? "] {
        let text = opener.repeat(10_000);
        assert!(!parse(&text).errors.is_empty(), "{opener}");
    }
    let lines: Vec<String> = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(!parse(&lines.concat()).errors.is_empty());
}

#[test]
fn pages_of_comments_under_a_key_are_fine() {
    let text = format!("a:\n{}  b: 1\n", "  # comment\n".repeat(500));
    let stream = parse(&text);
    assert_eq!((stream.errors.len(), stream.comments.len()), (0, 500));
}

#[test]
fn chunks_are_named_without_parsing() {
    let text = "# head\napiVersion: v1 # core\nkind: 'Pod'\n---\na:\n- b\n---\n{\"apiVersion\": \"v1\"}\n--- # c\nkind: X\napiVersion: {{ .Version }}\n---\nnothing here\n";
    let found: Vec<_> = documents(text).map(|it| (it.api_version, it.kind, it.certain)).collect();
    let expected = [
        (Some("v1"), Some("Pod"), true),
        (None, None, true),
        (None, None, false),
        (None, Some("X"), false),
        (None, None, true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_indented_document_is_not_taken_for_a_foreign_one() {
    let text = "# c\n\n  apiVersion: v1\n  kind: Pod\n---\n  a: 1\n";
    let found: Vec<_> = documents(text).map(|chunk| chunk.is_foreign()).collect();
    assert_eq!(found, [false, true]);
    let goes_on = documents("apiVersion: v1\nkind: Pod\n  Template\n").next().unwrap();
    assert!(!goes_on.certain);
}

#[test]
fn quoted_texts_may_go_on_in_lines_that_are_indented_too_little() {
    let text = "a:\n- b: 'it''s\n  one\n\n text' # c\n  d: \"x\ny\"\n";
    let stream = parse(text);
    assert_eq!(stream.errors, []);
    let written: Vec<&str> = stream.ids().map(|id| stream.scalar(id, text)).collect();
    assert_eq!(written, ["", "a", "", "", "b", "it's one\ntext", "d", "x y"]);
    assert_eq!(&text[stream.comments[0].indices()], "# c");
    assert_eq!(outline(text)[5], "      text \"'it''s\\n  one\\n\\n text'\"");
    assert_eq!(only_error("a: 'x\nb: 1\n").0, "b");
    assert_eq!(only_error("a: 'x\n---\nb: 1\n").0, "---");
}

#[test]
fn a_header_is_read_without_the_rest() {
    let text = "---\napiVersion: a/v1\nspec:\n  - [broken\nmetadata:\n  name: x\nkind: Big\n---\na: 1\n---\napiVersion: v1\nkind: Pod\n";
    let stream = parse_chosen(text, |chunk| match chunk.kind {
        Some("Big") => Extent::Header,
        Some(_) => Extent::Whole,
        None => Extent::Nothing,
    });
    assert_eq!(stream.errors, []);
    let [big, pod] = stream.documents.as_slice() else { panic!("two documents") };
    assert_eq!((big.partial, big.complete, pod.partial, pod.complete), (true, false, false, true));
    let keys = stream.pairs(big.root.unwrap()).iter().map(|pair| stream.scalar(pair.key, text));
    assert_eq!(keys.collect::<Vec<_>>(), ["apiVersion", "metadata", "kind"]);
    assert_eq!(&text[pod.range.indices()], "---\napiVersion: v1\nkind: Pod\n");
}

/// Every range lies in the text, on character boundaries, and inside the one around it.
fn sound(stream: &Stream, text: &str) {
    for node in &stream.nodes {
        assert!(text.get(node.range.indices()).is_some(), "{node:?}");
    }
    for range in &stream.comments {
        assert!(text[range.indices()].starts_with('#'));
    }
    for error in &stream.errors {
        assert!(text.get(error.range.indices()).is_some());
    }
    for document in &stream.documents {
        assert!(text.get(document.range.indices()).is_some());
    }
    for index in 0..stream.nodes.len() {
        let id = NodeId(u32::try_from(index).unwrap());
        let outer = stream.node(id).range;
        let pairs = stream.pairs(id).iter().flat_map(|pair| [pair.key, pair.value]);
        for inner in stream.items(id).iter().copied().chain(pairs) {
            let inner = stream.node(inner).range;
            assert!(outer.start <= inner.start && inner.end <= outer.end, "{outer:?} {inner:?}");
        }
        stream.scalar(id, text);
    }
}

proptest! {
    #[test]
    fn arbitrary_text_is_read_without_a_panic(text in "\\PC*") {
        sound(&parse(&text), &text);
    }

    #[test]
    fn arbitrary_yaml_is_read_without_a_panic(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "é: ", ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\t", "\r\n", "[", "]", "{",
                "}", ",", "\"", "'", "\\", "|", ">-\n", "|2+\n", "#", " # c\n", "&x ", "*x", "!t ",
                "!!str ", "---\n", "\n---\n", "...\n", "%YAML 1.2\n", "<<: ", "\u{feff}", "~", "☃",
            ]),
            0..40,
        )
    ) {
        let text = parts.concat();
        sound(&parse(&text), &text);
        sound(&parse_chosen(&text, |_| Extent::Whole), &text);
        sound(&parse_chosen(&text, |_| Extent::Header), &text);
    }
}
