use super::{TextOptions, render};
use crate::report::Look;
use crate::report::fixture::{Run, assert_snapshot};

fn options(look: Look) -> TextOptions {
    TextOptions { look, ..TextOptions::default() }
}

#[test]
fn a_finding_in_two_files() {
    let run = Run::irsa();
    assert_snapshot("irsa.txt", &render(&run.report(), &options(Look::default())));
}

#[test]
fn a_finding_in_ascii() {
    let look = Look { ascii: true, ..Look::default() };
    assert_snapshot("irsa-ascii.txt", &render(&Run::irsa().report(), &options(look)));
}

#[test]
fn a_finding_in_colour() {
    let look = Look { color: true, ..Look::default() };
    assert_snapshot("irsa-colour.txt", &render(&Run::irsa().report(), &options(look)));
}

#[test]
fn a_big_repository_fits_two_screens() {
    let text = render(&Run::big().report(), &options(Look::default()));
    assert_snapshot("big.txt", &text);
}
