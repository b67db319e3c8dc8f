//! Paths within a run: relative to its root, or absolute, with `/`.

/// The folder of a file; empty for the root of the run.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path relative to a folder, with `.` and `..` taken out; none for one that leads out of the
/// root of the run.
pub fn joined(base: &str, path: &str) -> Option<String> {
    let rooted = if base.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(format!("{rooted}{}", parts.join("/")))
}

/// The way from one folder to another, such as `../modules/eks`; `.` where they are the same.
pub fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(one, two)| one == two).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let way: Vec<String> = up.chain(to.into_iter().skip(common)).collect();
    if way.is_empty() { ".".to_owned() } else { way.join("/") }
}

/// A folder and all folders around it, the root of the run (an empty path) last.
pub fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| outer(folder))
}

/// The folder around a folder; none for the root of the run.
fn outer(folder: &str) -> Option<&str> {
    match folder.rsplit_once('/') {
        Some((outer, _)) => Some(outer),
        None => (!folder.is_empty()).then_some(""),
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, relative};

    #[test]
    fn paths_are_joined_without_leaving_the_root() {
        let cases = [
            ("live/prod", "../../modules/eks", Some("modules/eks")),
            ("", "./a//b", Some("a/b")),
            ("a", "..", Some("")),
            ("a", "../../b", None),
            ("/work/a", "../b", Some("/work/b")),
        ];
        for (base, path, expected) in cases {
            assert_eq!(joined(base, path).as_deref(), expected, "{base} + {path}");
        }
    }

    #[test]
    fn the_way_between_folders_is_relative() {
        assert_eq!(relative("live/prod", "modules/eks"), "../../modules/eks");
        assert_eq!(relative("", "modules/eks"), "modules/eks");
        assert_eq!(relative("a", "a"), ".");
    }
}
