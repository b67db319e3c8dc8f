//! What the configuration says to no effect.

use std::collections::BTreeSet;

use super::{Config, Wanted, load, unread};
use crate::inputs::KnownCluster;
use crate::rule::closest;
use crate::source::{Span, Texts, ancestors};

impl Config {
    /// A warning for everything that has no effect, whatever the files are.
    pub fn doubted(&self) -> Vec<String> {
        let texts = self.texts();
        let said =
            |(doubt, place): &(String, Span)| format!("{}: {doubt}", pointer(&texts, *place));
        let unread = self.unread.iter().map(|path| unread::warning(path, &self.world.root));
        self.doubts.iter().map(said).chain(unread).collect()
    }

    /// A warning for each pattern of paths that matches none of the paths of a run, for clusters that
    /// are said of the same paths, and for each configuration below the root.
    pub fn idle(&self, paths: &[String]) -> Vec<String> {
        let texts = self.texts();
        let files: Vec<String> =
            paths.iter().map(|path| self.world.root.relative(path).into_owned()).collect();
        let above = |file: &'_ String| {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            ancestors(&folder).map(str::to_owned).collect::<Vec<_>>()
        };
        let folders: BTreeSet<String> = files.iter().flat_map(above).collect();
        let mut warnings = Vec::new();
        for Wanted { paths, place, folders_of } in &self.patterns {
            let place = pointer(&texts, *place);
            let no_file = paths.idle(files.iter().map(String::as_str));
            let no_folder = paths.idle(folders.iter().map(String::as_str));
            warnings.extend(
                no_file.iter().map(|it| format!("{place}: the path `{it}` matches no file")),
            );
            let Some(what) = folders_of else { continue };
            let files_alone = no_folder.iter().filter(|it| !no_file.contains(it));
            warnings.extend(files_alone.map(|it| {
                format!("{place}: the path `{it}` matches files alone, and {what}s hold for folders; name the folder")
            }));
        }
        warnings.extend(self.contested(&folders, &texts));
        warnings.extend(unread::below(self, &folders));
        warnings
    }

    /// A warning for each variable that is given a value and that nothing declares.
    pub fn unassumed(&self, undeclared: &[String]) -> Vec<String> {
        let texts = self.texts();
        let idle = self.assumed.iter().filter(|(name, _)| undeclared.contains(name));
        let warning = |(name, place): &(String, Span)| {
            format!("{}: no variable is called `{name}`", pointer(&texts, *place))
        };
        idle.map(warning).collect()
    }

    /// A warning for each cluster of which something is said to no effect, with the names of those that
    /// are declared.
    pub fn unmet(&self, clusters: &[&KnownCluster], declared: &[String]) -> Vec<String> {
        let texts = self.texts();
        let warning = |cluster: &&KnownCluster| {
            let place = cluster.named.map(|place| pointer(&texts, place)).unwrap_or_default();
            let remedy = match closest(&cluster.name, declared.iter().cloned()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "say in `paths` what belongs to it".to_owned(),
            };
            format!("{place}: no cluster is called `{}`; {remedy}", cluster.name)
        };
        clusters.iter().map(warning).collect()
    }

    /// A warning for each two clusters whose paths name a folder equally exactly.
    fn contested(&self, folders: &BTreeSet<String>, texts: &Texts) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut warnings = Vec::new();
        for folder in folders {
            let [first, second, ..] = self.world.clusters_named(folder)[..] else { continue };
            if seen.insert((&first.name, &second.name)) {
                let at = |it: &KnownCluster| {
                    it.place.map(|place| pointer(texts, place)).unwrap_or_default()
                };
                let folder = if folder.is_empty() { "." } else { folder };
                warnings.push(format!(
                    "{}: `{folder}` belongs to neither cluster `{}` nor `{}` ({}): their paths name it equally exactly",
                    at(second), first.name, second.name, at(first)
                ));
            }
        }
        warnings
    }
}

fn pointer(texts: &Texts, place: Span) -> String {
    load::pointer(texts, place)
}
