use super::*;
use crate::document::{Placeholders, root};
use crate::source::Texts;
use crate::syntax::template::scan;
use crate::value::Entry;

const VALUES: &str = "\
name: web
empty: \"\"
enabled: true
count: 3
none: 0
half: 0.5
account: 111122223333
quoted: 'say \"hi\"'
map: {size: large, tags: [a, b], nothing: {}}
list: [x, y]
nothing: ~
to: ${TOKEN}
url: https://${HOST}/x
";

/// Calls something with what is known of a template that is given these values.
fn with<T>(template: &str, act: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let texts = Texts::default();
    let values = texts.add_file("values.yaml", VALUES);
    let stream = crate::syntax::yaml::parse(VALUES);
    let values =
        root(&texts, &stream, values, &stream.documents[0], Placeholders::All).expect("values");
    let text = texts.add_file("x.yaml", template);
    let origin = values.origin.clone();
    let entry = |key: &str, value: Value| Entry { key: key.into(), key_span: origin.span, value };
    let release =
        Value::map(vec![entry("Name", Value::string("prod", origin.clone()))], origin.clone());
    let given = [entry("Values", values), entry("Release", release)];
    let rest = Rest::open(crate::value::Why::NotEvaluated("the rest"));
    let given = Value::open_map(given.to_vec(), rest, origin.clone());
    let scanned = scan(template).expect("a template");
    act(&Evaluation { content: template, template: &scanned, text, given: &given })
}

/// What the last action of a template writes; for structures, how far they are indented.
fn written(template: &str) -> Option<String> {
    with(template, |it| {
        let fills = it.fills();
        let action = it.template.actions.iter().rev().find(|it| it.verb == Verb::Write)?;
        let fill = fills.at(action.range.start)?;
        Some(match fill.form {
            Form::Plain => printed(&fill.value)?,
            Form::Quoted(quote) => format!("{quote}{}{quote}", printed(&fill.value)?),
            Form::Lines { indent, is_below } => format!("{indent} {is_below}"),
        })
    })
}

fn code(code: &str) -> Option<String> {
    written(&format!("a: {{{{ {code} }}}}"))
}

#[test]
fn values_are_printed_as_go_prints_them() {
    for (action, expected) in [
        (".Values.name", "web"),
        ("$.Values.name", "web"),
        (".Values.enabled", "true"),
        (".Values.count", "3"),
        (".Values.half", "0.5"),
        (".Values.map.size", "large"),
        (".Release.Name", "prod"),
        ("\"z\"", "z"),
        // Helm takes out what Go prints for `nil`.
        (".Values.missing", ""),
        (".Values.nothing", ""),
        (".Values.map.missing", ""),
        ("index .Values.map \"size\"", "large"),
        ("(.Values.map).size", "large"),
    ] {
        assert_eq!(code(action).as_deref(), Some(expected), "{action}");
    }
}

#[test]
fn what_is_not_exact_is_not_known() {
    for action in [
        // Versions of Helm print it as 1.11122223333e+11 or as it is.
        ".Values.account",
        // Helm stops: there is nothing below `nil`.
        ".Values.missing.name",
        ".Values.name.first",
        // A map is printed as `map[..]`.
        ".Values.map",
        ".Values.to",
        ".Chart.Name",
        ".Capabilities.KubeVersion",
        "include \"web.name\" .",
        "lookup \"v1\" \"Secret\" \"\" \"x\"",
        "randAlphaNum 5",
        ".Values.to | default \"z\"",
        "eq .Values.count 3",
        "required \"say it\" .Values.missing",
        "tpl \"{{ .x }}\" .",
    ] {
        assert_eq!(code(action), None, "{action}");
    }
}

#[test]
fn functions_give_what_sprig_does() {
    for (action, expected) in [
        (".Values.missing | default \"z\"", "z"),
        (".Values.empty | default \"z\"", "z"),
        (".Values.none | default 5", "5"),
        (".Values.name | default \"z\"", "web"),
        ("default \"z\" .Values.map.size | upper", "LARGE"),
        (".Values.name | quote", "\"web\""),
        (".Values.count | quote", "\"3\""),
        (".Values.name | squote", "'web'"),
        // `quote` leaves `nil` out.
        (".Values.missing | quote", ""),
        ("coalesce .Values.empty .Values.missing .Values.name", "web"),
        ("ternary \"a\" \"b\" .Values.enabled", "a"),
        ("printf \"%s-%s\" .Release.Name .Values.name", "prod-web"),
        ("printf \"%s-web\" .Release.Name | trunc 6 | trimSuffix \"-\"", "prod-w"),
        ("int \"5\"", "5"),
        ("required \"say it\" .Values.name", "web"),
        ("tpl .Values.name .", "web"),
        ("eq .Values.name \"web\"", "true"),
        ("ne .Values.name \"web\"", "false"),
        ("and .Values.enabled .Values.name", "web"),
        ("or .Values.empty .Values.name", "web"),
        ("hasKey .Values \"missing\"", "false"),
        ("not .Values.list", "false"),
        ("replace \"w\" \"m\" .Values.name", "meb"),
        ("toYaml .Values.map | nindent 4", "4 true"),
        ("toYaml .Values.map | indent 2", "2 false"),
    ] {
        assert_eq!(code(action).as_deref(), Some(expected), "{action}");
    }
}

#[test]
fn dots_and_variables_are_what_they_stand_for() {
    let with =
        |body: &str| written(&format!("{{{{ with .Values.map }}}}\n{body}\n{{{{ end }}}}\n"));
    assert_eq!(with("a: {{ .size }}").as_deref(), Some("large"));
    assert_eq!(with("a: {{ $.Values.name }}").as_deref(), Some("web"));
    assert_eq!(with("a: {{ .Values }}").as_deref(), Some(""), "a map has no `Values`");
    let set = |code: &str| written(&format!("{code}\na: {{{{ $x.size }}}}"));
    assert_eq!(set("{{ $x := .Values.map }}").as_deref(), Some("large"));
    assert_eq!(set("{{ $x := .Values.map }}\n{{ $x = .Values.name }}"), None, "it is set twice");
    assert_eq!(set("{{ range $x := .Values.list }}{{ end }}"), None);
    let of_loop = "{{ range .Values.list }}\na: {{ . }}\n{{ end }}";
    assert_eq!(written(of_loop), None);
}

#[test]
fn a_block_in_one_line_is_the_text_of_its_branch() {
    let line = |head: &str| {
        let template =
            format!("a: x{{{{ {head} }}}}-{{{{ .Values.name }}}}{{{{ else }}}}-none{{{{ end }}}}");
        with(&template, |it| it.line(&it.template.blocks[0]))
    };
    assert_eq!(line("if .Values.enabled").as_deref(), Some("-web"));
    assert_eq!(line("if .Values.none").as_deref(), Some("-none"));
    assert_eq!(line("if .Capabilities.x"), None);
}

#[test]
fn conditions_on_known_values_are_decided() {
    let decided = |head: &str| {
        let template = format!("{{{{ {head} }}}}\na: 1\n{{{{ else }}}}\nb: 2\n{{{{ end }}}}");
        with(&template, |it| it.decisions()[0])
    };
    for (head, expected) in [
        ("if .Values.enabled", Decision::Branch(0)),
        ("if .Values.name", Decision::Branch(0)),
        ("if .Values.map.nothing", Decision::Branch(1)),
        ("if .Values.empty", Decision::Branch(1)),
        ("if .Values.none", Decision::Branch(1)),
        ("if .Values.missing", Decision::Branch(1)),
        ("if not .Values.enabled", Decision::Branch(1)),
        ("if and .Values.enabled (eq .Values.name \"web\")", Decision::Branch(0)),
        ("if and .Values.empty .Capabilities.x", Decision::Branch(1)),
        ("if or .Values.enabled .Capabilities.x", Decision::Branch(0)),
        ("if and .Values.enabled .Capabilities.x", Decision::Open),
        ("if .Values.to", Decision::Open),
        ("if .Values.url", Decision::Branch(0)),
        ("if .Values.missing.enabled", Decision::Open),
        ("with .Values.map", Decision::Branch(0)),
        ("range .Values.list", Decision::Open),
        ("range .Values.missing", Decision::Branch(1)),
    ] {
        assert_eq!(decided(head), expected, "{head}");
    }
    let nothing = with("{{ if .Values.none }}\na: 1\n{{ end }}", |it| it.decisions()[0]);
    assert_eq!(nothing, Decision::Nothing);
}
