//! A repository of a test's own.
#![allow(dead_code, reason = "not every test uses all of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::about::{FEW, others};
use super::read::read;

/// A folder, empty at the start.
pub(crate) struct Repository(pub(crate) PathBuf);

impl Repository {
    /// A folder of this name; its `.git` makes it a root, so that nothing around it counts.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(concat!(env!("CARGO_CRATE_NAME"), "-repositories"))
            .join(name);
        std::fs::remove_dir_all(&path).ok();
        std::fs::create_dir_all(path.join(".git")).expect("the target directory can be written");
        Self(path)
    }

    /// Writes a file, and the folders around it.
    pub(crate) fn write(&self, path: impl AsRef<Path>, content: &str) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in the repository"))
            .expect("folders can be made");
        std::fs::write(path, content).expect("files can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        read(self.0.join(path))
    }

    /// Copies a folder of this project.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        for entry in std::fs::read_dir(from).expect("the folder is there") {
            let entry = entry.expect("it can be listed");
            let name = entry.file_name().into_string().expect("it is UTF-8");
            let (from, to) = (format!("{from}/{name}"), format!("{to}/{name}"));
            if entry.path().is_dir() {
                self.copy(&from, &to);
            } else {
                self.write(&to, &read(&from));
            }
        }
    }

    /// Runs `ekslint check` with few rules, on one day; exit code, standard output and standard error.
    pub(crate) fn check(&self, arguments: &[&str]) -> (i32, String, String) {
        self.check_with(arguments, |_| {})
    }

    /// Runs `ekslint check` with few rules, in an environment that is not its own.
    pub(crate) fn check_with(
        &self,
        arguments: &[&str],
        change: impl FnOnce(&mut Command),
    ) -> (i32, String, String) {
        let few = ["--ignore", &others(&FEW).join(",")];
        self.check_all_with(&[arguments, &few].concat(), change)
    }

    /// Runs `ekslint check` with all rules.
    pub(crate) fn check_all(&self, arguments: &[&str]) -> (i32, String, String) {
        self.check_all_with(arguments, |_| {})
    }

    fn check_all_with(
        &self,
        arguments: &[&str],
        change: impl FnOnce(&mut Command),
    ) -> (i32, String, String) {
        let mut command = self.command(env!("CARGO_BIN_EXE_ekslint"));
        command.args(["check", "--as-of", "2026-11-20"]).args(arguments);
        change(&mut command);
        let output = command.output().expect("the command starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
        (output.status.code().expect("it ends"), text(output.stdout), text(output.stderr))
    }

    /// Runs `ekslint` with any arguments.
    pub(crate) fn run(&self, arguments: &[String]) -> (i32, String, String) {
        let mut command = self.command(env!("CARGO_BIN_EXE_ekslint"));
        let output = command.args(arguments).output().expect("the command starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
        (output.status.code().expect("it ends"), text(output.stdout), text(output.stderr))
    }

    /// Runs git, which has to succeed; gives what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git");
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        command.args(author).args(["-c", "init.defaultBranch=main"]);
        command.args(["-c", "protocol.file.allow=always"]).args(arguments);
        let output = command.output().expect("git is there");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {err}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// A program in this folder, with none of the settings of whoever runs the tests but the way to
    /// programs.
    #[expect(clippy::disallowed_methods, reason = "git is looked for where the tests' own is")]
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("HOME", &self.0).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C.UTF-8");
        command
    }
}
