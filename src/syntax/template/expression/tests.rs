use super::*;

fn read(code: &str) -> Option<Expression> {
    expression(code, Range::new(0, u32::try_from(code.len()).unwrap()))
}

fn path(start: Start, keys: &[&str]) -> Expression {
    Expression::Path { start, keys: keys.iter().map(|it| SmolStr::from(*it)).collect() }
}

fn call(function: &str, arguments: Vec<Expression>) -> Expression {
    Expression::Call { function: function.into(), arguments }
}

fn text(text: &str, start: u32) -> Expression {
    let end = start + u32::try_from(text.len()).unwrap() + 2;
    Expression::Literal { literal: Literal::Text(text.into()), range: Range::new(start, end) }
}

#[test]
fn a_pipeline_gives_its_last_argument() {
    let value = || path(Start::Dot, &["Values", "mode"]);
    assert_eq!(read(".Values.mode"), Some(value()));
    let written = call("default", vec![text("x", 8), value()]);
    assert_eq!(read("default \"x\" .Values.mode"), Some(written));
    let piped = call("default", vec![text("x", 23), value()]);
    assert_eq!(read(".Values.mode | default \"x\""), Some(piped.clone()));
    assert_eq!(read(".Values.mode | default \"x\" | quote"), Some(call("quote", vec![piped])));
}

#[test]
fn ways_start_at_a_dot_a_variable_or_in_parentheses() {
    assert_eq!(read("."), Some(path(Start::Dot, &[])));
    assert_eq!(read("$.Values.a"), Some(path(Start::Root, &["Values", "a"])));
    assert_eq!(read("$own.a"), Some(path(Start::Variable("own".into()), &["a"])));
    let inner = path(Start::Dot, &["a"]);
    let of = Start::Of(Box::new(call("first", vec![inner])));
    assert_eq!(read("(first .a).b"), Some(path(of, &["b"])));
}

#[test]
fn what_is_no_value_is_not_read() {
    for code in
        ["", "$x := 1", ".Files.Get \"x\"", ".a..b", "\"x", "(.a", ".a)", "'c'", "0x1f", ".a,.b"]
    {
        assert_eq!(read(code), None, "{code}");
    }
}

#[test]
fn constants_have_their_types() {
    let literal = |code: &str| match read(code) {
        Some(Expression::Literal { literal, .. }) => Some(literal),
        _ => None,
    };
    assert_eq!(literal("\"a\\\"b\""), Some(Literal::Text("a\"b".into())));
    assert_eq!(literal("`a\\b`"), Some(Literal::Text("a\\b".into())));
    assert_eq!(literal("-5"), Some(Literal::Integer(-5)));
    assert_eq!(literal("true"), Some(Literal::Bool(true)));
    assert_eq!(literal("1.5"), None);
}
