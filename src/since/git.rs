//! Asks git what changed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::{Changes, patch};
use crate::source::Root;

/// Variables by which hooks and wrappers point git at another repository or change what it prints.
const LEFT_OUT: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_TRACE",
    "GIT_PAGER",
];

/// Settings of the user or the repository that would change what is printed, or run programs.
const SETTINGS: [&str; 5] = [
    "core.quotePath=false",
    "core.fsmonitor=false",
    "diff.relative=false",
    "diff.noprefix=false",
    "diff.mnemonicPrefix=false",
];

const DIFF: [&str; 13] = [
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    // UTF-16, and what `.gitattributes` calls binary, have lines as well.
    "--text",
    "--find-renames",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--submodule=short",
    "--ignore-submodules=none",
    "--patch",
];

/// Why changes cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// There is no git.
    NoGit(String),
    /// The project is in no repository.
    NoRepository(String),
    /// The repository has no such commit.
    NoCommit {
        /// As it was named.
        revision: String,
        /// Whether the repository holds only a part of its history.
        shallow: bool,
    },
    /// The commit and `HEAD` have nothing in common.
    NoBase {
        /// As it was named.
        revision: String,
        /// Whether the repository holds only a part of its history.
        shallow: bool,
    },
    /// Git gave up.
    Failed(String),
}

impl fmt::Display for GitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A clone of one commit follows one branch, so that the other one has to be named in full.
        let deeper = |shallow: &bool| match shallow {
            true => {
                "; this clone holds only a part of the history: `git fetch --unshallow origin \
                 main:refs/remotes/origin/main` gets the rest and `origin/main`, and so does \
                 `fetch-depth: 0` of actions/checkout"
            }
            false => "",
        };
        match self {
            Self::NoGit(why) => write!(
                out,
                "--since needs git, which cannot be run: {why}; install it, or put it on the PATH"
            ),
            Self::NoRepository(folder) => write!(
                out,
                "`{folder}` is in no git repository that can be read, so nothing can be said of \
                 its changes; leave --since out"
            ),
            Self::NoCommit { revision, shallow } => write!(
                out,
                "`{revision}` is no commit of this repository{}",
                if *shallow {
                    deeper(shallow)
                } else {
                    "; name one, such as HEAD~1, or fetch it, as in `git fetch origin \
                     main:refs/remotes/origin/main`, and name it as `origin/main`"
                }
            ),
            Self::NoBase { revision, shallow } => write!(
                out,
                "`{revision}` and HEAD have no commit in common, so no change can be told{}",
                deeper(shallow)
            ),
            Self::Failed(why) => write!(out, "git could not say what changed: {why}"),
        }
    }
}

impl std::error::Error for GitError {}

/// What changed in a project since a commit; `named` are the files and folders of the run.
pub fn changes(root: &Root, revision: &str, named: &[PathBuf]) -> Result<Changes, GitError> {
    let here = Path::new(".");
    let folder = if root.folder.as_os_str().is_empty() { here } else { &root.folder };
    let git = Git { folder };
    let (prefix, shallow) = git.place()?;
    let commit = git.commit(revision, shallow)?;
    let base = git.base(&commit, revision, shallow)?;
    let (tracked, nested) = git.tracked()?;
    let real = folder.canonicalize().unwrap_or_default();
    let patch = git.expect(&arguments(base.clone(), &nested, &odd(named, &real)))?;
    let lines = patch::parse(&patch);
    let touched = git.touched(&base)?;
    let nested: BTreeSet<String> =
        nested.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    Ok(Changes {
        revision: revision.to_owned(),
        root: root.clone(),
        real,
        prefix,
        submodules: nested.iter().filter(|path| lines.contains_key(*path)).cloned().collect(),
        nested,
        tracked,
        touched,
        lines,
        whole: BTreeSet::new(),
        files_alone: false,
    })
}

/// The arguments that compare what may hold configuration with a commit.
fn arguments(base: String, nested: &[OsString], odd: &[OsString]) -> Vec<OsString> {
    let mut all: Vec<OsString> = DIFF.iter().map(OsString::from).collect();
    all.extend([base.into(), "--".into()]);
    let endings = crate::source::ENDINGS.iter();
    all.extend(endings.map(|ending| format!(":(top,icase,glob)**/*{ending}").into()));
    let names = ["Kustomization", crate::config::FILE_NAME];
    all.extend(names.map(|name| format!(":(top,glob)**/{name}").into()));
    all.extend(nested.iter().map(|path| with_magic(":(top,literal)", path)));
    all.extend(odd.iter().map(|path| with_magic(":(literal)", path)));
    all
}

/// Files that are read though their names do not say what they are, from the root of the project.
fn odd(named: &[PathBuf], real: &Path) -> Vec<OsString> {
    let usual = |path: &Path| {
        let name = path.to_string_lossy().to_ascii_lowercase();
        crate::source::ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    let files = named.iter().filter(|path| path.is_file() && !usual(path));
    let inside = files.filter_map(|path| {
        let path = path.canonicalize().ok()?;
        Some(path.strip_prefix(real).ok()?.as_os_str().to_owned())
    });
    inside.collect()
}

fn with_magic(magic: &str, path: &OsString) -> OsString {
    let mut whole = OsString::from(magic);
    whole.push(path);
    whole
}

/// Git, run at the root of a project.
struct Git<'a> {
    folder: &'a Path,
}

impl Git<'_> {
    /// The way from the root of the repository to the folder, and whether history is missing.
    fn place(&self) -> Result<(String, bool), GitError> {
        let asked =
            ["rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix"];
        let output = self.run(&asked)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines = text.splitn(3, '\n');
        let (shallow, inside) = (lines.next(), lines.next());
        if !output.status.success() {
            return Err(match complaint(&output) {
                // Someone else's folder, or a broken repository: git says what to do.
                Some(why) if !why.contains("not a git repository") => GitError::Failed(why),
                _ => GitError::NoRepository(self.folder.display().to_string()),
            });
        }
        if inside != Some("true") {
            return Err(GitError::NoRepository(self.folder.display().to_string()));
        }
        Ok((lines.next().unwrap_or("").trim_end_matches('\n').to_owned(), shallow == Some("true")))
    }

    fn commit(&self, revision: &str, shallow: bool) -> Result<String, GitError> {
        let none = || GitError::NoCommit { revision: revision.to_owned(), shallow };
        // What begins with a dash is an option to git, and no commit can be called so.
        if revision.is_empty() || revision.starts_with('-') || revision.contains('\0') {
            return Err(none());
        }
        let peeled = format!("{revision}^{{commit}}");
        let output = self.run(&["rev-parse", "--verify", "--quiet", &peeled])?;
        first_line(&output).ok_or_else(none)
    }

    /// Where the commit and `HEAD` part; the first, if there are several.
    fn base(&self, commit: &str, revision: &str, shallow: bool) -> Result<String, GitError> {
        let output = self.run(&["merge-base", commit, "HEAD"])?;
        first_line(&output)
            .ok_or_else(|| GitError::NoBase { revision: revision.to_owned(), shallow })
    }

    /// The paths of the index, and those of them that are repositories of their own.
    fn tracked(&self) -> Result<(BTreeSet<String>, Vec<OsString>), GitError> {
        let listed = self
            .expect(&["ls-files", "--stage", "-z", "--full-name", ":(top)"].map(OsString::from))?;
        let (mut tracked, mut modules) = (BTreeSet::new(), Vec::new());
        for entry in listed.split(|byte| *byte == 0) {
            let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
            let path = &entry[tab + 1..];
            if entry.starts_with(b"160000 ") {
                modules.extend(std::str::from_utf8(path).ok().map(OsString::from));
            }
            tracked.insert(String::from_utf8_lossy(path).into_owned());
        }
        Ok((tracked, modules))
    }

    /// Every path that has another content than in a commit, or is gone.
    fn touched(&self, base: &str) -> Result<BTreeSet<String>, GitError> {
        let arguments = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", base, "--"];
        let listed = self.expect(&arguments.map(OsString::from))?;
        let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
    }

    /// What a command prints, which has to succeed.
    fn expect(&self, arguments: &[OsString]) -> Result<Vec<u8>, GitError> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let why = complaint(&output).unwrap_or_else(|| format!("it ended with {}", output.status));
        Err(GitError::Failed(why))
    }

    fn run<A: AsRef<std::ffi::OsStr>>(&self, arguments: &[A]) -> Result<Output, GitError> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.folder).args(["--no-pager", "--no-optional-locks"]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        for name in LEFT_OUT {
            command.env_remove(name);
        }
        let output = command.args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).output();
        output.map_err(|error| {
            let why = match error.kind() {
                ErrorKind::NotFound => "there is no such program".to_owned(),
                _ => error.to_string(),
            };
            GitError::NoGit(why)
        })
    }
}

/// The first line of what a command printed, if it succeeded and printed any.
fn first_line(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().next().filter(|line| !line.is_empty())?.to_owned();
    output.status.success().then_some(line)
}

/// The first line of a command's complaint.
fn complaint(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let told = lines.filter(|line| !line.starts_with("warning:")).take(4);
    let told: Vec<&str> = told.map(|line| line.trim_start_matches("fatal: ")).collect();
    (!told.is_empty()).then(|| told.join(" "))
}
