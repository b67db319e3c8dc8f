//! A value, the way it took, and why what is missing of it is not known, as text.

use crate::check::{AddressReport, AddressedValue};
use crate::report::sanitise::clean;
use crate::report::wrap::append;
use crate::report::{Look, place_name};
use crate::source::Place;

/// Everything that an address names, one block of lines each.
pub(super) fn render(report: &AddressReport, look: Look) -> String {
    let mut out = String::new();
    for (index, found) in report.found.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        add(&mut out, report, found, look);
    }
    out
}

fn add(out: &mut String, report: &AddressReport, found: &AddressedValue, look: Look) {
    let place = |place: Place| place_name(&report.texts, place);
    let root = if found.root.is_empty() { "." } else { &found.root };
    append(
        out,
        format_args!("{}  {}\n", look.bold(&clean(&found.address)), look.accent(&clean(root))),
    );
    append(out, format_args!("  value    {}\n", clean(&found.value)));
    if let Some(name) = found.written.and_then(place) {
        append(out, format_args!("  written  {}\n", look.accent(&name)));
    }
    for (at, text) in &found.way {
        let Some(name) = place(*at) else { continue };
        append(out, format_args!("  then     {}  {}\n", look.accent(&name), clean(text)));
    }
    for (path, why) in &found.unknown {
        let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
        append(out, format_args!("  unknown  {}\n", clean(&format!("{path}{why}"))));
    }
}
