//! Which files a run reads, and which it meets and does not check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::summary::said;
use super::{CheckError, CheckOptions, input};
use crate::reader;
use crate::source::manifest_root;

/// What is said of YAML and JSON for other tools.
const OF_OTHERS: &str = "neither eksctl nor Kubernetes: it has no `apiVersion`";

/// The files of a run, each in one of the lists, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Files that are checked, or that these name.
    pub read: Vec<String>,
    /// Files that were met and are not checked, and why.
    pub skipped: Vec<(String, &'static str)>,
}

/// Reads what the options name, and tells which files that is; no rule is run.
pub fn listing(options: &CheckOptions) -> Result<Listing, CheckError> {
    super::in_pool(options, || {
        let (files, tree) = input::sources(options)?;
        let met: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let variables = input::variables(options)?;
        let reading = reader::read(files, tree, (&options.config, &variables));
        let texts: BTreeSet<&str> = reading.texts.files().map(|(_, path)| path).collect();
        let reasons: BTreeMap<&str, &'static str> =
            reading.skipped.iter().map(|it| (it.name.as_str(), said(it.what))).collect();
        let mut listing = Listing::default();
        for path in met {
            let reason = reasons.get(path.as_str()).copied();
            let is_ours = texts.contains(path.as_str()) || manifest_root(&path).is_some();
            match reason.or((!is_ours).then_some(OF_OTHERS)) {
                Some(reason) => listing.skipped.push((path, reason)),
                None => listing.read.push(path),
            }
        }
        let named = reading.reads.into_iter().filter(|path| std::path::Path::new(path).is_file());
        let is_listed = |path: &String| listing.skipped.iter().any(|(it, _)| it == path);
        let named: Vec<String> = named.filter(|path| !is_listed(path)).collect();
        listing.read.extend(named);
        listing.read.sort();
        listing.read.dedup();
        Ok(listing)
    })
}

/// Every file that a run would look at now, as it lies on disk; nothing is read.
pub fn discovered(options: &CheckOptions) -> Result<Vec<PathBuf>, CheckError> {
    let root = input::working_directory()?;
    let (found, _) = input::discovery(options).run(&root);
    Ok(found.into_iter().map(|it| it.disk).collect())
}
