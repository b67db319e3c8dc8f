//! Numbers with their nouns.

/// `1 policy`, `3 policies`.
pub(crate) fn count(number: usize, singular: &str) -> String {
    let grouped = grouped(number);
    if number == 1 { format!("1 {singular}") } else { format!("{grouped} {}", plural(singular)) }
}

/// The plural of a noun; what stands in brackets or behind a
/// `with` stays at the end.
fn plural(singular: &str) -> String {
    if let Some((noun, rest)) = singular.split_once(" (") {
        return format!("{} ({rest}", plural(noun));
    }
    if let Some((noun, rest)) = singular.split_once(" with ") {
        return format!("{} with {rest}", plural(noun));
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| singular.ends_with(end));
    match singular.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if hissing => format!("{singular}es"),
        _ => format!("{singular}s"),
    }
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn nouns_follow_their_numbers() {
        assert_eq!(count(0, "error"), "0 errors");
        assert_eq!(count(1, "policy"), "1 policy");
        assert_eq!(count(2, "policy"), "2 policies");
        assert_eq!(count(2, "gateway"), "2 gateways");
        assert_eq!(count(2, "StorageClass"), "2 StorageClasses");
        assert_eq!(count(1_234, "file (template)"), "1,234 files (template)");
    }
}
