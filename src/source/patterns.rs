//! Patterns of paths, as the configuration writes them.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Paths that are named by patterns, relative to the root of the project, with `/`.
///
/// `*` stands for any part of a name, `**` for any folders. A pattern without them that names a
/// folder means everything below it, as does a pattern that matches a folder.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Paths {
    /// Compiles patterns; the error says what is wrong with which.
    pub fn new(patterns: &[String]) -> Result<Self, String> {
        let mut builder = GlobSetBuilder::new();
        for pattern in patterns {
            let bare = pattern.trim_start_matches("./").trim_end_matches('/');
            if let Some(why) = refusal(pattern) {
                return Err(format!("`{pattern}` {why}"));
            }
            // `a/**` means what `a` does: the folder, and everything below it.
            let bare = bare.strip_suffix("/**").unwrap_or(bare);
            let bare = if bare.is_empty() || bare == "." { "**" } else { bare };
            for glob in [bare.to_owned(), format!("{bare}/**")] {
                let glob = GlobBuilder::new(&glob).literal_separator(true).build();
                builder.add(glob.map_err(|error| format!("`{pattern}`: {}", error.kind()))?);
            }
        }
        let set = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { patterns: patterns.to_vec(), set })
    }

    /// Whether a path is one of them or lies below one.
    pub fn contain(&self, path: &str) -> bool {
        !self.patterns.is_empty() && self.set.is_match(path)
    }

    /// How exactly a path is named: by how many folders and names that are written out, then by how
    /// many characters of them; none if it is not named. The most exact pattern counts.
    pub fn exactness(&self, path: &str) -> Option<(usize, usize)> {
        let matching = self.set.matches(path).into_iter();
        let patterns = matching.filter_map(|index| self.patterns.get(index / 2));
        patterns.map(|pattern| exactness(pattern)).max()
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The patterns as they were written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// The patterns that match none of some paths.
    pub fn idle<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut seen = vec![false; self.set.len()];
        for path in paths {
            for index in self.set.matches(path) {
                seen[index] = true;
            }
        }
        let pairs = seen.chunks(2).zip(&self.patterns);
        let idle = pairs.filter(|(pair, _)| !pair.contains(&true));
        idle.map(|(_, pattern)| pattern.clone()).collect()
    }
}

/// Why a pattern can match no path from the root, if it cannot.
fn refusal(pattern: &str) -> Option<&'static str> {
    let drive = pattern.as_bytes().get(1) == Some(&b':');
    if pattern.starts_with('/') || drive {
        return Some("is an absolute path; patterns are relative to the root of the project");
    }
    if pattern.split(['/', '\\']).any(|part| part == "..") {
        return Some("leads out of a folder; patterns are relative to the root of the project");
    }
    let negated = pattern.starts_with('!');
    negated.then_some("begins with `!`, which takes nothing back here; name what is meant")
}

fn exactness(pattern: &str) -> (usize, usize) {
    let literal = |part: &&str| !part.is_empty() && *part != ".";
    let parts = pattern.split('/').filter(literal);
    let written = parts.clone().filter(|part| !part.contains(['*', '?', '[', '{']));
    let characters = |part: &str| part.chars().filter(|it| !"*?".contains(*it)).count();
    (written.count(), parts.map(characters).sum())
}

#[cfg(test)]
mod tests {
    use super::Paths;

    fn paths(patterns: &[&str]) -> Paths {
        Paths::new(&patterns.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn folders_mean_what_is_below_them() {
        let paths = paths(&["clusters/prod", "./apps/*/overlays/prod/", "**/legacy.yaml"]);
        assert!(paths.contain("clusters/prod/main.tf") && paths.contain("clusters/prod"));
        assert!(paths.contain("apps/api/overlays/prod/kustomization.yaml"));
        assert!(paths.contain("legacy.yaml") && paths.contain("a/b/legacy.yaml"));
        assert!(!paths.contain("clusters/production/main.tf"));
        assert!(!paths.contain("apps/api/v2/overlays/prod/x.yaml"), "`*` is one folder");
        assert!(!Paths::default().contain("a"));
        assert!(super::Paths::new(&[".".to_owned()]).unwrap().contain("any/file.tf"));
    }

    #[test]
    fn a_bad_pattern_is_named() {
        assert!(Paths::new(&["a[".to_owned()]).unwrap_err().contains("`a[`"));
    }

    #[test]
    fn patterns_that_can_match_nothing_are_refused() {
        for pattern in ["/prod", "../prod", "a/../b", "!prod", "C:\\prod"] {
            let error = Paths::new(&[pattern.to_owned()]).unwrap_err();
            assert!(error.starts_with(&format!("`{pattern}` ")), "{error}");
        }
    }

    #[test]
    fn the_most_exact_pattern_counts() {
        let exactness = |pattern: &str| paths(&[pattern]).exactness("a/b/c.yaml");
        assert_eq!(exactness("x"), None);
        let ordered = [".", "**/b", "a", "a/*", "a/b", "a/b/c.yaml"];
        let ordered = ordered.map(|pattern| exactness(pattern).unwrap());
        assert!(ordered.is_sorted(), "{ordered:?}");
        assert_eq!(exactness("a/b"), exactness("./a/b/**"));
        assert_eq!(paths(&[".", "a/b"]).exactness("a/b/c.yaml"), exactness("a/b"));
        assert!(paths(&["a/**"]).contain("a"));
    }

    #[test]
    fn patterns_that_match_nothing_are_told() {
        let paths = paths(&["prod", "dev/**"]);
        assert_eq!(paths.idle(["prod/a.tf", "x.tf"].into_iter()), ["dev/**"]);
    }
}
