//! How text is laid out and coloured for one stream.

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::rule::Severity;
use crate::value::Truth;

/// What the stream that a report is printed to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it takes escape sequences for colours.
    pub color: bool,
    /// Whether to draw with ASCII characters alone.
    pub ascii: bool,
    /// Its columns.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { color: false, ascii: false, width: 80 }
    }
}

/// The role of a label in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// What is wrong.
    Primary(Severity),
    /// Another fact that was used.
    Related,
}

impl Look {
    fn styles(self) -> ThemeStyles {
        if self.color { ThemeStyles::ansi() } else { ThemeStyles::none() }
    }

    /// Text in the colour of a severity.
    pub(crate) fn severity(self, severity: Severity, text: &str) -> String {
        let styles = self.styles();
        let style = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        if self.color { style.bold().style(text).to_string() } else { text.to_owned() }
    }

    /// Text that stands out.
    pub(crate) fn bold(self, text: &str) -> String {
        let style = ThemeStyles::none().error;
        if self.color { style.bold().style(text).to_string() } else { text.to_owned() }
    }

    /// Names, places and the words that start a line below a drawing.
    pub(crate) fn accent(self, text: &str) -> String {
        let style = ThemeStyles::none().error;
        if self.color { style.cyan().style(text).to_string() } else { text.to_owned() }
    }

    /// A line that a fix brings.
    pub(crate) fn added(self, text: &str) -> String {
        let style = ThemeStyles::none().error;
        if self.color { style.green().style(text).to_string() } else { text.to_owned() }
    }

    /// A line that a fix takes away.
    pub(crate) fn removed(self, text: &str) -> String {
        let style = ThemeStyles::none().error;
        if self.color { style.red().style(text).to_string() } else { text.to_owned() }
    }

    /// The mark of a link that holds, is broken, or is not known.
    pub(crate) fn mark(self, holds: Truth) -> String {
        match (holds, self.ascii) {
            (Truth::True, false) => self.added("✓"),
            (Truth::False, false) => self.removed("✗"),
            (Truth::True, true) => self.added("+"),
            (Truth::False, true) => self.removed("x"),
            (Truth::Unknown, _) => "?".to_owned(),
        }
    }

    /// What stands for text that was left out.
    pub(crate) fn ellipsis(self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    /// The line that opens a drawing, up to the path.
    pub(crate) fn opening(self, first: bool) -> &'static str {
        match (self.ascii, first) {
            (true, _) => "-->",
            (false, true) => "╭─",
            (false, false) => "├─",
        }
    }

    /// What stands for lines that were left out.
    pub(crate) fn gap(self) -> &'static str {
        if self.ascii { "..." } else { "┆" }
    }

    /// The theme that miette draws labels of these roles with, in the order of their places.
    pub(crate) fn theme(self, roles: &[Role]) -> GraphicalTheme {
        let mut styles = self.styles();
        let highlight = |role: &Role| match role {
            Role::Primary(Severity::Error) => styles.error.bold(),
            Role::Primary(Severity::Warning) => styles.warning.bold(),
            Role::Primary(Severity::Info) => styles.advice.bold(),
            Role::Related => styles.error.bright_blue(),
        };
        if self.color {
            styles.highlights = roles.iter().map(highlight).collect();
        }
        let primary = roles.iter().any(|role| matches!(role, Role::Primary(_)));
        GraphicalTheme { characters: self.characters(primary), styles }
    }

    /// Without colour, the shape of the underline tells the primary label from the others.
    fn characters(self, primary: bool) -> ThemeCharacters {
        if self.ascii {
            let underline = if primary { '^' } else { '-' };
            ThemeCharacters {
                vbar_break: '|',
                underline,
                underbar: underline,
                ..ThemeCharacters::ascii()
            }
        } else if primary {
            ThemeCharacters { underline: '━', underbar: '┯', ..ThemeCharacters::unicode() }
        } else {
            ThemeCharacters::unicode()
        }
    }
}
