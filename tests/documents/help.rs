//! What `--help` says, taken apart.

use super::printed;

/// A command as its help shows it.
pub(crate) struct Help {
    pub(crate) about: String,
    /// The usage line, such as `ekslint explain [OPTIONS] <NAME>`.
    pub(crate) usage: String,
    pub(crate) entries: Vec<Entry>,
}

/// An option or argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Above it, such as `What to read`.
    pub(crate) heading: String,
    /// How it is written, such as `-q, --quiet`.
    pub(crate) name: String,
    /// What it does, a paragraph or a possible value an element.
    pub(crate) about: Vec<String>,
}

/// The names of all commands.
pub(crate) fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("there are commands");
    let lines = commands.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The help of a command; that of the program for none.
pub(crate) fn of(command: Option<&str>) -> Help {
    let text = printed(&[command.as_slice(), &["--help"]].concat());
    let (about, rest) = text.split_once("\n\nUsage: ").expect("it says how it is used");
    let (usage, rest) = rest.split_once('\n').expect("options follow");
    let about = about.lines().next().unwrap_or_default().to_owned();
    Help { about, usage: usage.to_owned(), entries: entries(rest) }
}

/// All options with two dashes, of all commands.
pub(crate) fn flags() -> Vec<String> {
    let commands = commands();
    let helps = commands.iter().map(|name| of(Some(name))).chain([of(None)]);
    let entries = helps.flat_map(|help| help.entries);
    let flags = entries.flat_map(|it| {
        let words = it.name.split([' ', ',', '=']).map(str::to_owned).collect::<Vec<_>>();
        words.into_iter().filter(|word| word.starts_with("--"))
    });
    flags.collect()
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut heading = None;
    // A blank line ends a paragraph.
    let mut ended = true;
    for line in text.lines() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        match (indent, entries.last_mut()) {
            (_, _) if inner.is_empty() => ended = true,
            (0, _) if line.ends_with(':') => heading = line.strip_suffix(':'),
            // What stands below the options.
            (0, _) => break,
            (1..10, _) if inner.starts_with(['-', '<', '[']) && heading != Some("Commands") => {
                let heading = heading.unwrap_or_default().to_owned();
                entries.push(Entry { heading, name: inner.to_owned(), about: Vec::new() });
                ended = true;
            }
            (10.., Some(entry)) => {
                match entry.about.last_mut().filter(|_| !ended && !starts(inner)) {
                    Some(last) => *last = format!("{last} {inner}"),
                    None => entry.about.push(inner.to_owned()),
                }
                ended = false;
            }
            _ => {}
        }
    }
    entries
}

/// Whether a line begins something by itself.
fn starts(line: &str) -> bool {
    ["- ", "[env: ", "[default: ", "[possible values: "].iter().any(|it| line.starts_with(it))
}

#[test]
fn the_help_is_taken_apart() {
    let help = of(Some("check"));
    assert_eq!(help.usage, "ekslint check [OPTIONS] [PATHS]...");
    let of = |name: &str| {
        help.entries.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(of("[PATHS]...").about, ["Files and directories; `-` reads standard input"]);
    let preset = of("--preset <PRESET>");
    assert_eq!(preset.heading, "How to judge");
    assert_eq!(preset.about.len(), 6, "{preset:?}");
    assert_eq!(preset.about[2], "- recommended: What a busy team wants on day one");
    assert_eq!(preset.about[5], "[env: EKSLINT_PRESET]");
    assert!(commands().contains(&"why".to_owned()) && flags().contains(&"--add-ignore".to_owned()));
}
