use super::*;
use crate::syntax::Range;

/// The text with `~` for each byte of a hole, and where it is opened: line and column.
fn masked(text: &str) -> (String, Vec<(usize, Option<u32>)>) {
    let template = scan(text).expect("a template");
    let masked = Masked::of(text, &template);
    assert_eq!(masked.text.len(), text.len());
    let line = |at: u32| text[..at as usize].matches('\n').count() + 1;
    let openings = masked.openings.iter().map(|it| (line(it.at), it.column)).collect();
    (seen(&masked.text), openings)
}

fn seen(text: &str) -> String {
    let byte = |it: char| if is_hole(it) { "~".repeat(it.len_utf8()) } else { it.to_string() };
    let text: String = text.chars().map(byte).collect();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// All texts that the branches of a template give.
fn branches(text: &str) -> Vec<String> {
    decided(text, &[])
}

/// The same where something is known of its blocks.
fn decided(text: &str, decisions: &[Decision]) -> Vec<String> {
    let template = scan(text).expect("a template");
    let base = Masked::of(text, &template);
    let part = Range::new(0, u32::try_from(text.len()).expect("a short text"));
    let mut all = Vec::new();
    let decided = Decided { template: &template, decisions };
    for case in cases(&base, decided, part) {
        for choice in choices(&base, decided, (&case, part)) {
            let text = seen(&base.chosen(&template, &choice).text);
            let lines = text.lines().filter(|line| !line.is_empty());
            all.push(lines.collect::<Vec<_>>().join("|"));
        }
    }
    all
}

#[test]
fn what_is_written_into_a_line_is_a_hole() {
    assert_eq!(masked("a: {{ .b }}-web").0, "a: ~~~~~~~~-web");
    assert_eq!(masked("a: \"{{ .b }}\"").0, "a: \"~~~~~~~~\"");
    assert_eq!(masked("{{ .a }}: b").0, "~~~~~~~~: b");
    assert_eq!(masked("a: {{ if .b }}c{{ else }}d{{ end }}e").0, format!("a: {}e", "~".repeat(32)));
}

#[test]
fn actions_end_behind_their_strings_and_comments() {
    for action in [r#"{{ "}}" }}"#, "{{ `}}` }}", "{{/* }} */}}", r#"{{ "\"}}" }}"#, "{{- '}' }}"] {
        let template = scan(action).expect("a template");
        assert_eq!(template.actions.len(), 1, "{action}");
        assert_eq!(template.actions[0].range.len() as usize, action.len(), "{action}");
    }
}

#[test]
fn lines_of_actions_are_blank_and_say_where_they_write() {
    let opened = |line: &str| masked(&format!("a:\n{line}\nb: c")).1;
    assert_eq!(masked("a:\n  {{ x }}\nb: c").0, "a:\n\nb: c");
    assert_eq!(opened("  {{ toYaml .x }}"), [(2, Some(2))]);
    assert_eq!(opened("  {{- toYaml .x | nindent 4 }}"), [(2, Some(4))]);
    assert_eq!(opened("{{ toYaml .x | indent 8 }}"), [(2, Some(8))]);
    assert_eq!(opened("  {{- include \"x\" . }}"), [(2, None)]);
    assert_eq!(opened("  {{ toYaml .x | nindent (int .y) }}"), [(2, None)]);
    assert_eq!(opened("  {{- if .x }}\n  {{- end }}"), []);
    assert_eq!(opened("  {{- /* x */}}\n  {{ $x := 1 }}\n{{ fail \"x\" }}"), []);
    // What it writes goes on with the line above.
    assert_eq!(opened("{{- if .x }}:{{ .y }}{{ end }}"), [(2, None)]);
}

#[test]
fn a_value_of_lines_of_its_own_leaves_its_key_empty() {
    let (text, openings) = masked("a: {{- include \"x\" . | nindent 2 }}\n  b: c\n");
    assert_eq!((text.as_str(), openings), ("a:\n  b: c", vec![(1, Some(2))]));
}

#[test]
fn branches_are_alternatives() {
    assert_eq!(
        branches("a: b\n{{ if x }}\nc: 1\n{{ else }}\nc: 2\n{{ end }}"),
        ["a: b|c: 1", "a: b|c: 2"]
    );
    assert_eq!(branches("a: b\n{{ with x }}\nc: 1\n{{ end }}"), ["a: b|c: 1", "a: b"]);
    let chain = "a: b\n{{ if x }}\nc: 1\n{{ else if y }}\nc: 2\n{{ end }}";
    assert_eq!(branches(chain), ["a: b|c: 1", "a: b|c: 2", "a: b"]);
}

#[test]
fn a_block_around_all_of_a_document_is_its_condition() {
    assert_eq!(branches("{{ if x }}\na: b\n{{ end }}"), ["a: b"]);
    assert_eq!(
        branches("# x\n{{ if x }}\n---\na: b\n{{ else }}\nc: d\n{{ end }}"),
        ["# x|---|a: b", "# x|c: d"]
    );
}

#[test]
fn of_a_decided_block_one_branch_is_left() {
    let text = "a: b\n{{ if x }}\nc: 1\n{{ else }}\nc: 2\n{{ end }}";
    assert_eq!(decided(text, &[Decision::Branch(1)]), ["a: b|c: 2"]);
    assert_eq!(decided(text, &[Decision::Nothing]), ["a: b"]);
    let around = "{{ if x }}\na: b\n{{ else }}\nc: d\n{{ end }}";
    assert_eq!(decided(around, &[Decision::Branch(0)]), ["a: b"]);
    assert_eq!(decided(around, &[Decision::Nothing]), [""; 0]);
}

#[test]
fn many_blocks_are_each_seen_with_and_without_the_others() {
    let block = |name: &str| format!("{{{{ if .{name} }}}}\n{name}: 1\n{{{{ end }}}}\n");
    let text: String = ["a", "b", "c", "d", "e", "f"].iter().map(|name| block(name)).collect();
    let found = branches(&format!("x: y\n{text}"));
    assert!(found.len() < 64, "{}", found.len());
    for wanted in ["x: y", "x: y|c: 1", "x: y|a: 1|b: 1|d: 1|e: 1|f: 1"] {
        assert!(found.iter().any(|it| it == wanted), "{wanted}");
    }
}

#[test]
fn definitions_are_elsewhere_and_loops_leave_room_for_more() {
    assert_eq!(masked("{{ define \"x\" }}\na: b\n{{ end }}\nc: d").0, "\n\n\nc: d");
    assert_eq!(masked("a:\n{{ range .x }}\n  - b: c\n{{ end }}").1, [(2, Some(2))]);
}

#[test]
fn what_has_no_end_is_refused() {
    for text in ["{{ x", "{{ if x }}", "{{ end }}", "{{ else }}", "{{ \"x\n\" }}", "{{/* x }}"] {
        assert!(scan(text).is_err(), "{text}");
    }
}

mod any {
    use proptest::prelude::*;

    use super::super::*;

    /// Pieces of templates.
    const PIECES: [&str; 20] = [
        "{{",
        "}}",
        "{{- ",
        " -}}",
        "{{ if .x }}",
        "{{ else }}",
        "{{ end }}",
        "{{ range .y }}",
        "{{ .z | nindent 4 }}",
        "{{/* c */}}",
        "\"",
        "`",
        "\n",
        "\r\n",
        "  ",
        "key: ",
        "- ",
        "ä€𝄞",
        "#",
        "{{ define \"d\" }}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn masks_keep_length_ends_of_lines_and_characters(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
        ) {
            let text = pieces.concat();
            let Ok(template) = scan(&text) else { return Ok(()) };
            let base = Masked::of(&text, &template);
            let none = vec![None; template.blocks.len()];
            let first = vec![Some(0); template.blocks.len()];
            for masked in [base.clone(), base.chosen(&template, &none), base.chosen(&template, &first)] {
                prop_assert_eq!(masked.text.len(), text.len());
                let ends = |text: &str| -> Vec<_> {
                    text.match_indices(['\n', '\r']).map(|(at, end)| (at, end.to_owned())).collect()
                };
                prop_assert_eq!(ends(&masked.text), ends(&text));
                prop_assert!(!masked.text.contains("{{"));
                // What is left stands where it stood.
                let left = masked.text.char_indices();
                for (at, it) in left.filter(|(_, it)| !is_hole(*it) && *it != ' ') {
                    prop_assert!(text[at..].starts_with(it));
                }
            }
        }
    }
}

#[test]
fn a_template_that_is_all_branches_is_not_looked_at() {
    let nested = |depth: usize| "{{ if .a }}\n".repeat(depth) + &"{{ end }}\n".repeat(depth);
    assert!(scan(&nested(2000)).is_ok());
    let refused = scan(&nested(2001)).map(|_| ()).map_err(|error| error.message);
    assert_eq!(refused, Err("there are more branches than are looked at".into()));
}
