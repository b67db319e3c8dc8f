use super::*;

#[test]
fn all_kinds_of_placeholders_are_known() {
    let holes = |text: &str| find(text, Placeholders::All, false).len();
    for one in [
        "${VAR}",
        "x-${var.name:-y}",
        "$(VAR)",
        "{{ x }}-y",
        "<account-id>",
        "a/<YOUR NAME>/b",
        "%CLUSTER%",
        "$CLUSTER",
        "@@CLUSTER@@",
        "x.__NAME__.y",
        "${${A}-B}",
    ] {
        assert_eq!(holes(one), 1, "{one}");
    }
    for none in [
        "a <b",
        "a <= b > c",
        "<b>bold</b>",
        "x<br>y",
        "List<String>",
        "(?<name>x)",
        "<<EOF>",
        "$(curl x)",
        "100%",
        "%Y%m%d",
        "__init__",
        "a__X__b",
        "$1",
        "$HOME/x",
        "{}",
        "${}",
        "@x@",
    ] {
        assert_eq!(holes(none), 0, "{none}");
    }
}

#[test]
fn a_text_of_openings_alone_is_read_in_no_time() {
    for opening in ["{{", "${", "$(A", "<", "< a", "%A", "@@", "__", "<a> "] {
        find(&opening.repeat(5_000), Placeholders::All, false);
    }
}
