//! Runs a program within limits.
//!
//! On Unix it leads a process group of its own, so that what it started ends with it.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A program that takes longer is ended.
const LONGEST: Duration = Duration::from_secs(10);

/// More bytes are not taken.
const MOST: u64 = 50 << 20;

/// Bytes of complaints that are kept.
const COMPLAINTS: u64 = 64 << 10;

/// What a program prints.
///
/// # Errors
/// Why it is not to be used, in one line: it cannot be started, gives up, takes too long, prints too
/// much or no text.
pub(super) fn run(command: Command) -> Result<String, String> {
    within(command, LONGEST)
}

/// Does what [`run`] does, in a time of its own.
fn within(mut command: Command, longest: Duration) -> Result<String, String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    lead(&mut command);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let printed = printed(&mut child, longest);
    if printed.is_err() {
        end(&mut child);
    }
    printed
}

/// What a program prints that was started.
fn printed(child: &mut Child, longest: Duration) -> Result<String, String> {
    let started = Instant::now();
    let out = child.stdout.take().map(|it| read(it, MOST + 1));
    let err = child.stderr.take().map(|it| read(it, COMPLAINTS));
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < longest => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Ok(None) => return Err(format!("it took longer than {} s", longest.as_secs())),
            Err(error) => return Err(error.to_string()),
        }
    };
    let left = || longest.saturating_sub(started.elapsed()) + Duration::from_millis(100);
    let text = |from: Option<Receiver<Vec<u8>>>| from.and_then(|it| it.recv_timeout(left()).ok());
    let out = text(out).ok_or("what it prints cannot be read")?;
    if out.len() as u64 > MOST {
        return Err(format!("it prints more than {} MB", MOST >> 20));
    }
    if !status.success() {
        let complaint = text(err).unwrap_or_default();
        return Err(line_of(&String::from_utf8_lossy(&complaint)));
    }
    String::from_utf8(out).map_err(|_| "what it prints is no UTF-8".to_owned())
}

/// Gives a program a process group of its own.
fn lead(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends a program and, where there are process groups, all that it started in its own.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL).ok();
    }
    // It is gone either way.
    child.kill().and_then(|()| child.wait()).ok();
}

/// Reads up to a limit, beside the program; then the pipe is closed, which ends what still writes.
fn read(from: impl Read + Send + 'static, limit: u64) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from.take(limit).read_to_end(&mut bytes);
        // Nobody may be waiting any more.
        read.is_ok().then(|| send.send(bytes).ok());
    });
    receive
}

/// The line of a complaint that says most: the first that speaks of an error, else the last one.
fn line_of(complaint: &str) -> String {
    let mut lines = complaint.lines().map(str::trim).filter(|line| !line.is_empty());
    let speaks = |line: &&str| line.to_ascii_lowercase().contains("error");
    let line = lines.clone().find(speaks).or_else(|| lines.next_back());
    let line = line.unwrap_or("it gave up without a word");
    let line = line.strip_prefix("Error: ").or(line.strip_prefix("error: ")).unwrap_or(line);
    line.chars().filter(|it| !it.is_control()).take(300).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::{run, within};

    fn shell(script: &str) -> Result<String, String> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        run(command)
    }

    #[test]
    fn output_and_complaints_come_back() {
        assert_eq!(shell("echo kind: Pod"), Ok("kind: Pod\n".to_owned()));
        let complaint = shell("echo some words >&2; echo Error: no such chart >&2; exit 1");
        assert_eq!(complaint, Err("no such chart".to_owned()));
        assert_eq!(shell("exit 3"), Err("it gave up without a word".to_owned()));
    }

    #[test]
    fn what_does_not_end_is_ended() {
        assert_eq!(shell("exec sleep 60"), Err("it took longer than 10 s".to_owned()));
    }

    #[test]
    fn what_a_program_started_is_ended_with_it() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let late = folder.path().join("late");
        // The first waits for its child, the second leaves it behind with its output.
        for end in ["wait", "exit 0"] {
            let mut command = Command::new("/bin/sh");
            command.arg("-c").arg(format!("(sleep 2; echo > {}) & {end}", late.display()));
            let started = Instant::now();
            within(command, Duration::from_millis(100)).expect_err("it prints nothing in time");
            assert!(started.elapsed() < Duration::from_secs(2), "it is not waited for");
            std::thread::sleep(Duration::from_secs(3));
            assert!(!late.exists(), "{end}: its child went on");
        }
    }

    #[test]
    fn what_prints_without_end_is_not_taken() {
        assert_eq!(shell("exec yes"), Err("it prints more than 50 MB".to_owned()));
    }
}
