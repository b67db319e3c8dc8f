use proptest::prelude::*;

use super::{Options, Placeholders, content, duplicates, value};
use crate::source::{TextId, Texts};
use crate::syntax::Repetition;
use crate::syntax::yaml::{Stream, parse};
use crate::value::{Kind, Lookup, Number, Rest, Segment, Step, Value, Why};

struct Read {
    texts: Texts,
    stream: Stream,
    text: TextId,
    root: Value,
}

impl Read {
    fn new(source: &str) -> Self {
        Self::with(source, Placeholders::All)
    }

    fn with(source: &str, placeholders: Placeholders) -> Self {
        let (texts, stream) = (Texts::default(), parse(source));
        let text = texts.add_file("a.yaml", source);
        let document = stream.documents[0];
        let options = Options { placeholders, incomplete: !document.complete };
        let root = value(&texts, &stream, text, document.root.unwrap(), options);
        Self { texts, stream, text, root }
    }

    fn get(&self, key: &str) -> &Value {
        self.root.get(key).unwrap_or_else(|| panic!("no {key} in {:?}", self.root))
    }

    /// The segments of a text: literals as they are, holes in angle quotes, each with its source.
    fn segments(&self, key: &str) -> Vec<(String, &str)> {
        let text = self.get(key).text().expect("text");
        let show = |segment: &Segment| match segment {
            Segment::Literal { text, origin } => (text.to_string(), self.texts.slice(origin.span)),
            Segment::Hole(value) => match &value.kind {
                Kind::Unknown(Why::Placeholder(name)) => {
                    (format!("«{name}»"), self.texts.slice(value.origin.span))
                }
                other => panic!("{other:?}"),
            },
        };
        text.segments().iter().map(show).collect()
    }
}

/// A scalar as JSON would have it; text in single quotes.
fn typed(scalar: &str) -> String {
    match &Read::with(&format!("a: {scalar}\n"), Placeholders::Literal).get("a").kind {
        Kind::Null => "null".into(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(Number::Integer(number)) => number.to_string(),
        Kind::Number(Number::Float(number)) => format!("{number:?}"),
        Kind::Text(text) => format!("'{text}'"),
        Kind::Unknown(why) => format!("unknown: {why}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn scalars_have_the_types_of_kubectl() {
    let same = "
        y true | Y true | yes true | NO false | on true | OFF false | true true | tRue 'tRue'
        yeS 'yeS' | null null | ~ null | nUll 'nUll' | = '=' | << '<<' | '' '' | 'on' 'on'
        010 8 | 0o10 8 | 0x1F 31 | 0b101 5 | -0b101 -5 | 1_000 1000 | 08 8 | 09 9 | 0777 511
        00 0 | -0 0 | 1e3 1000 | 1E3 1000 | .5 0.5 | 5. 5 | +1 1 | +.5 0.5 | 1.0 1 | 1.10 1.1
        1.30 1.3 | .inf inf | -.Inf -inf | .nan NaN | 1:30 '1:30' | 12:30:45 '12:30:45'
        2001-12-14 '2001-12-14' | 1e '1e' | 0x '0x' | 1,000 '1,000' | 1e400 '1e400' | ._5 '._5'
        9223372036854775807 9223372036854775807 | 18446744073709551615 1.8446744073709552e19
    ";
    for case in same.split(['|', '\n']).map(str::trim).filter(|case| !case.is_empty()) {
        let (written, expected) = case.split_once(' ').unwrap();
        assert_eq!(typed(written), expected, "{written}");
    }
    assert_eq!(typed(""), "null");
}

#[test]
fn tags_decide_the_type_where_go_yaml_knows_them() {
    for (written, expected) in [
        ("!!str yes", "'yes'"),
        ("!!int '3'", "3"),
        ("!!float 1", "1"),
        ("! 010", "8"),
        ("!Ref x", "'x'"),
        ("!Sub 1", "'1'"),
        ("!!int abc", "unknown: the expression is in error: `abc` is no `!!int`"),
    ] {
        assert_eq!(typed(written), expected, "{written}");
    }
}

#[test]
fn keys_are_typed_too() {
    let read = Read::new("on: 1\n010: 2\n1.30: 3\n'010': 4\nnull: 5\n");
    let map = read.root.as_map().unwrap();
    let keys: Vec<&str> = map.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["true", "8", "1.3", "010"]);
    assert!(matches!(map.get("x"), Lookup::Unknown(Why::Invalid)));
}

#[test]
fn aliases_bring_the_value_from_its_anchor_and_say_so() {
    let read = Read::new("a: &x {b: 1}\nc: *x\nd: *none\n");
    let c = read.get("c");
    assert_eq!(c.get("b").and_then(Value::as_integer), Some(1));
    assert_eq!(read.texts.slice(c.origin.span), "{b: 1}");
    let via = c.origin.steps().next().unwrap();
    assert_eq!((&via.step, read.texts.slice(via.span)), (&Step::Alias("x".into()), "*x"));
    assert!(matches!(read.get("d").kind, Kind::Unknown(Why::Error(_))));
}

#[test]
fn merge_keys_follow_the_precedence_of_yaml() {
    let source = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n";
    let read = Read::new(source);
    let z = read.get("z");
    let number = |key: &str| z.get(key).and_then(Value::as_integer);
    assert_eq!((number("a"), number("b"), number("c")), (Some(3), Some(1), Some(2)));
    let steps: Vec<_> = z.get("c").unwrap().origin.steps().map(|via| &via.step).collect();
    assert_eq!(steps, [&Step::Merge, &Step::Alias("y".into())]);
    assert!(z.as_map().unwrap().is_closed());
    assert_eq!(duplicates(&read.stream, read.stream.documents[0].root.unwrap(), source), []);
}

#[test]
fn two_merge_keys_both_count_and_the_tools_differ_on_keys_before_one() {
    let read = Read::new("x: &x {a: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: *x\n  <<: *y\n");
    let z = read.get("z");
    assert_eq!(z.get("a").and_then(Value::as_integer), Some(1));
    assert_eq!(z.get("b").and_then(Value::as_integer), Some(2));
    let both = z.get("c").unwrap().alternatives().iter().filter_map(Value::as_integer);
    assert_eq!(both.collect::<Vec<_>>(), [3, 2]);
}

#[test]
fn an_unknown_anchor_opens_the_map_it_is_merged_into() {
    let read = Read::new("a: 1\n<<: *none\n");
    assert!(matches!(read.root.as_map().unwrap().get("b"), Lookup::Unknown(Why::Error(_))));
}

#[test]
fn of_duplicate_keys_the_last_counts_and_all_are_reported() {
    let source = "a: 1\non: 2\na: 3\ntrue: 4\nb: [{c: 1, c: 1}]\n";
    let read = Read::new(source);
    assert_eq!(read.get("a").as_integer(), Some(3));
    let found = duplicates(&read.stream, read.stream.documents[0].root.unwrap(), source);
    let keys: Vec<_> = found
        .iter()
        .map(|it| (it.key.as_str(), &source[it.first.indices()], it.second.start))
        .collect();
    assert_eq!(keys, [("a", "a", 11), ("true", "on", 16), ("c", "c", 35)]);
    assert!(found[1].repetition == Repetition::Other && found[2].repetition == Repetition::Same);
}

#[test]
fn objects_that_nothing_parts_are_told_once_each() {
    let source = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n".repeat(3);
    let stream = Read::new(&source).stream;
    let found = duplicates(&stream, stream.documents[0].root.unwrap(), &source);
    assert!(found.iter().all(|it| it.key == "apiVersion" && it.repetition == Repetition::Object));
}

#[test]
fn a_broken_document_is_open_everywhere() {
    let read = Read::new("a: {b: 1}\nc:\n  - d\ne: [\n");
    let open = |value: &Value| match &value.kind {
        Kind::Map(map) => map.rest == Rest::open(Why::Incomplete),
        Kind::List(list) => list.rest == Rest::open(Why::Incomplete),
        _ => false,
    };
    assert!([&read.root, read.get("a"), read.get("c")].into_iter().all(open));
}

#[test]
fn aliases_of_aliases_end() {
    let level = |number: usize| {
        let before = number.checked_sub(1).map_or("x".to_owned(), |before| format!("*a{before}"));
        format!("a{number}: &a{number} [{before}, {before}, {before}, {before}]\n")
    };
    let bomb: Vec<String> = (0..30).map(level).collect();
    let read = Read::new(&bomb.concat());
    assert!(format!("{:?}", read.get("a29").kind).contains("Limit"));
    Read::new("a: &a [*a, *a]\n");
    let (open, close) = ("[".repeat(200), "]".repeat(200));
    Read::new(&format!("a: &a {open}{close}\nb: {open}*a{close}\nc: &c [*a]\n"));
}

#[test]
fn placeholders_are_holes_that_keep_their_text() {
    let read = Read::new("a: arn:aws:iam::<ACCOUNT_ID>:role/${NAME}-x\nb: \"{{ .Values.tag }}\"\n");
    let expected = [
        ("arn:aws:iam::".to_owned(), "arn:aws:iam::"),
        ("«<ACCOUNT_ID>»".to_owned(), "<ACCOUNT_ID>"),
        (":role/".to_owned(), ":role/"),
        ("«${NAME}»".to_owned(), "${NAME}"),
        ("-x".to_owned(), "-x"),
    ];
    assert_eq!(read.segments("a"), expected);
    let b = read.get("b");
    assert!(matches!(&b.kind, Kind::Unknown(Why::Placeholder(it)) if it == "{{ .Values.tag }}"));
    assert_eq!(read.texts.slice(b.origin.span), "\"{{ .Values.tag }}\"");
}

#[test]
fn what_the_receiver_expands_itself_is_no_placeholder() {
    let pod = "args: [\"$(NODE)\", \"${X}\"]\nname: $(NODE)\n";
    let read = Read::with(pod, Placeholders::Kubernetes);
    let args = &read.get("args").as_list().unwrap().items;
    assert_eq!(args[0].as_str(), Some("$(NODE)"));
    assert!(args[1].as_str().is_none() && read.get("name").as_str().is_none());

    let policy = "a: \"home/${aws:username}/${*}\"\nb: ${BUCKET}/${aws:PrincipalTag/team}\n";
    let read = Read::with(policy, Placeholders::Policy);
    assert_eq!(read.get("a").as_str(), Some("home/${aws:username}/${*}"));
    assert_eq!(read.segments("b")[1].0, "/${aws:PrincipalTag/team}");
}

#[test]
fn a_template_without_quotes_is_a_placeholder() {
    let read = Read::new("a: {{ .Values.x }}\n{{ .Key }}: 1\n");
    assert!(
        matches!(&read.get("a").kind, Kind::Unknown(Why::Placeholder(it)) if it == "{{ .Values.x }}")
    );
    assert!(!read.root.as_map().unwrap().is_closed());
}

/// Each stretch of the derived content, and what it was made from.
fn mapped(source: &str, key: &str) -> Vec<(String, String)> {
    let read = Read::new(source);
    let pairs = read.stream.pairs(read.stream.documents[0].root.unwrap());
    let pair = pairs.iter().find(|pair| read.stream.scalar(pair.key, source) == key).unwrap();
    let derived = content(&read.texts, &read.stream, read.text, pair.value).unwrap();
    let text = read.texts.text(derived).content();
    let pieces = super::content::pieces(&read.stream, source, read.text, pair.value);
    let show = |piece: &crate::source::Piece| {
        let host = piece.host.map_or("", |host| read.texts.slice(host));
        (text[piece.start as usize..piece.end as usize].to_owned(), host.to_owned())
    };
    pieces.iter().map(show).collect()
}

fn pairs<const N: usize>(all: [(&str, &str); N]) -> Vec<(String, String)> {
    all.into_iter().map(|(made, from)| (made.to_owned(), from.to_owned())).collect()
}

#[test]
fn a_block_text_is_a_text_of_its_own() {
    let expected =
        pairs([("{\n", "{\n"), ("  \"a\": 1\n", "  \"a\": 1\n"), ("\n", "\n"), ("}", "}")]);
    assert_eq!(mapped("p: |-\n  {\n    \"a\": 1\n\n  }\nq: 1\n", "p"), expected);
    let expected = pairs([("a b", "a b"), (" ", "\n  "), ("c", "c")]);
    assert_eq!(mapped("p: >-\n  a b\n  c\n", "p"), expected);
    let expected = pairs([("é", "é"), ("\n", "\n  "), (" ☃", " ☃")]);
    assert_eq!(mapped("p: >\n  é\n   ☃\n", "p"), expected);
}

#[test]
fn quoted_texts_are_mapped_between_their_escapes() {
    let expected = pairs([("a", "a"), ("\"", "\\\""), ("b ", "b "), ("☺", "\\u263a"), ("c", "c")]);
    assert_eq!(mapped("p: \"a\\\"b \\u263ac\"\n", "p"), expected);
    let expected = pairs([("it", "it"), ("'", "''"), ("s", "s"), ("\n", "\n\n  "), ("x", "x")]);
    assert_eq!(mapped("p: 'it''s\n\n  x'\n", "p"), expected);
}

proptest! {
    #[test]
    fn every_document_has_a_value_and_every_scalar_a_mapping(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "b: ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "\"", "'", "\\n",
                "\\\n", "''", "|\n", ">-\n", ">+\n", "|2\n", "&x ", "*x", "!!int ", "<<: ", "${A}", "{{ x }}",
                "<A>", "é", "\\u263a", "\r\n", "  ", "1.5", "yes", "__A__", "\\ ",
            ]),
            0..30,
        )
    ) {
        let source = parts.concat();
        let (texts, stream) = (Texts::default(), parse(&source));
        let text = texts.add_file("a.yaml", source.as_str());
        for document in &stream.documents {
            let Some(root) = super::root(&texts, &stream, text, document, Placeholders::All) else { continue };
            assert!(source.get(root.origin.span.range()).is_some());
            duplicates(&stream, document.root.unwrap(), &source);
        }
        for id in stream.ids() {
            let Some(derived) = content(&texts, &stream, text, id) else { continue };
            let made = texts.text(derived).content();
            let mut at = 0;
            for piece in super::content::pieces(&stream, &source, text, id) {
                assert!(piece.start >= at && made.get(piece.start as usize..piece.end as usize).is_some());
                assert!(source.get(piece.host.unwrap().range()).is_some());
                at = piece.end;
            }
        }
    }
}
