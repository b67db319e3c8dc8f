//! What kustomize and Helm print for a folder of the project, where somebody asks for it.
//!
//! The tools are those of the user. They get an environment of their own, without credentials, and
//! with a proxy that nobody answers at; nothing is fetched, no plugin is run, and nothing is written
//! but in a temporary folder.

mod overlay;
mod process;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name that a chart is rendered for. Nobody knows how a release will be called, so whatever
/// this gets into is read as if it held a placeholder.
pub const RELEASE: &str = "ekslint-release";

/// The namespace that a chart is rendered for, which nobody knows either.
pub const NAMESPACE: &str = "ekslint-namespace";

/// Runs the tools that render.
#[derive(Debug)]
pub struct Renderer {
    search: OsString,
}

/// What a tool printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Manifests in YAML.
    pub text: String,
    /// The folder that paths of origin are relative to.
    pub base: PathBuf,
}

/// Why there is nothing rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderError {
    /// The tool is not installed.
    NoTool,
    /// It could not be run or gave up, and why: one line.
    Failed(String),
}

impl Renderer {
    /// A renderer that looks for its tools in folders, written as in `PATH`. Folders that are not
    /// absolute are left out: what is checked must not bring the tools along.
    pub fn new(search: OsString) -> Self {
        Self { search }
    }

    /// Builds the kustomization of a folder, each object with its origin.
    ///
    /// # Errors
    /// There is neither kustomize nor kubectl, or it gives up, takes too long or prints too much.
    pub fn kustomize(&self, folder: &Path) -> Result<Rendered, RenderError> {
        let (program, verb) = match (self.find("kustomize"), self.find("kubectl")) {
            (Some(program), _) => (program, "build"),
            (None, Some(program)) => (program, "kustomize"),
            (None, None) => return Err(RenderError::NoTool),
        };
        let temporary = temporary()?;
        let overlay = overlay::write(temporary.path(), folder).map_err(|it| failed(&it))?;
        let mut command = self.command(&program, temporary.path());
        command.arg(verb).arg(&overlay).current_dir(&overlay);
        let text = process::run(command).map_err(RenderError::Failed)?;
        Ok(Rendered { text, base: overlay })
    }

    /// Renders the chart of a folder with its own values, for [`RELEASE`] in [`NAMESPACE`].
    ///
    /// # Errors
    /// There is no Helm, or it gives up, takes too long or prints too much.
    pub fn helm(&self, folder: &Path) -> Result<Rendered, RenderError> {
        let program = self.find("helm").ok_or(RenderError::NoTool)?;
        let temporary = temporary()?;
        let mut command = self.command(&program, temporary.path());
        command.args(["template", RELEASE]).arg(folder).args(["--namespace", NAMESPACE]);
        command.current_dir(temporary.path());
        let text = process::run(command).map_err(RenderError::Failed)?;
        Ok(Rendered { text, base: folder.to_owned() })
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        let names = [name.to_owned(), format!("{name}.exe")];
        let folders = std::env::split_paths(&self.search).filter(|it| it.is_absolute());
        folders
            .flat_map(|folder| names.clone().map(|name| folder.join(name)))
            .find(|it| it.is_file())
    }

    /// A command that knows nothing of the user and reaches nobody.
    fn command(&self, program: &Path, home: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", &self.search).env("HOME", home).env("TMPDIR", home);
        for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env(proxy, CLOSED).env(proxy.to_ascii_lowercase(), CLOSED);
        }
        // Bases that nobody recognized as remote would be cloned by git.
        command.env("GIT_ALLOW_PROTOCOL", "none").env("GIT_TERMINAL_PROMPT", "0");
        command.env("KUBECONFIG", home.join("no-cluster"));
        command
    }
}

/// Port 9 is that of `discard`, which nothing listens at.
const CLOSED: &str = "http://127.0.0.1:9";

fn temporary() -> Result<tempfile::TempDir, RenderError> {
    tempfile::Builder::new().prefix("ekslint-").tempdir().map_err(|it| failed(&it))
}

fn failed(error: &std::io::Error) -> RenderError {
    RenderError::Failed(error.to_string())
}
