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
    fn patterns_that_match_nothing_are_told() {
        let paths = paths(&["prod", "dev/**"]);
        assert_eq!(paths.idle(["prod/a.tf", "x.tf"].into_iter()), ["dev/**"]);
    }
}
