//! What a stream can show: colours, characters, columns.

use clap::{Args, ValueEnum};
use terminal_size::{Width, terminal_size};

use crate::report::Look;

/// Columns where there is no terminal.
const WIDTH: usize = 80;

/// Columns beyond which text is tiring to read.
const WIDEST: usize = 120;

/// Options about terminals.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "How to draw")]
pub(super) struct TerminalArguments {
    /// When to use colours.
    ///
    /// `auto` follows `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM`, and
    /// otherwise colours what goes to a terminal.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        env = "EKSLINT_COLOR",
        hide_env_values = true
    )]
    color: When,
    /// Draw with ASCII characters alone, as is done where the locale is not UTF-8.
    #[arg(long, global = true)]
    ascii: bool,
}

/// When to do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// As the environment says.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a stream can show.
pub(super) fn look(arguments: TerminalArguments, is_terminal: bool) -> Look {
    let terminal = is_terminal.then(terminal_size).flatten();
    Look {
        color: color(arguments.color, is_terminal, variable),
        ascii: arguments.ascii || !speaks_unicode(variable),
        width: terminal.map_or(WIDTH, |(Width(width), _)| usize::from(width).clamp(40, WIDEST)),
    }
}

/// A variable of the environment that is set to something.
#[expect(clippy::disallowed_methods, reason = "the documented variables about terminals")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether to use colours: <https://no-color.org>, <https://force-color.org> and
/// <https://bixense.com/clicolors>.
fn color(when: When, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let forces = |name: &str| variable(name).is_some_and(|value| value != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if variable("NO_COLOR").is_some() => false,
        When::Auto if forces("FORCE_COLOR") || forces("CLICOLOR_FORCE") => true,
        When::Auto if variable("CLICOLOR").as_deref() == Some("0") => false,
        When::Auto if variable("TERM").as_deref() == Some("dumb") => false,
        When::Auto => is_terminal,
    }
}

/// Whether the locale is UTF-8; the first of the three variables that is set decides.
fn speaks_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&variable);
    match locale {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        // Windows has no such variables; its newer terminals name themselves.
        None => cfg!(windows) && (variable("WT_SESSION").or(variable("TERM_PROGRAM")).is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::{When, color, speaks_unicode};

    fn given(set: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        move |name| set.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn colours_follow_the_environment() {
        assert!(color(When::Auto, true, given(&[])) && !color(When::Auto, false, given(&[])));
        assert!(!color(When::Auto, true, given(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")])));
        assert!(color(When::Auto, false, given(&[("FORCE_COLOR", "1"), ("TERM", "dumb")])));
        assert!(color(When::Auto, false, given(&[("CLICOLOR_FORCE", "1")])));
        assert!(!color(When::Auto, false, given(&[("CLICOLOR_FORCE", "0")])));
        assert!(!color(When::Auto, true, given(&[("CLICOLOR", "0")])));
        assert!(!color(When::Auto, true, given(&[("TERM", "dumb")])));
        assert!(color(When::Always, false, given(&[("NO_COLOR", "1")])));
        assert!(!color(When::Never, true, given(&[("FORCE_COLOR", "1")])));
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert!(speaks_unicode(given(&[("LANG", "de_DE.UTF-8")])));
        assert!(speaks_unicode(given(&[("LC_ALL", "C.utf8"), ("LANG", "C")])));
        assert!(!speaks_unicode(given(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")])));
    }
}
