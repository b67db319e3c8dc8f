//! A page of Markdown, in parts that can be written again.

use super::read;

/// A page.
pub(crate) struct Page {
    /// Its path in this repository.
    pub(crate) path: String,
    pub(crate) parts: Vec<Part>,
}

/// A part of a page.
#[derive(Clone)]
pub(crate) enum Part {
    /// A line of prose.
    Line(String),
    /// A fenced block.
    Block(Block),
    /// What stands between `<!-- NAME -->` and `<!-- end of NAME -->`: the program or a file says it.
    Generated { name: String, text: String },
    /// `<!-- $ COMMAND -->`: what has to be done before the next block, and need not be read.
    Hidden(String),
}

/// A fenced block.
#[derive(Clone)]
pub(crate) struct Block {
    /// The fence, such as three backticks.
    pub(crate) fence: String,
    /// The first word behind it.
    pub(crate) language: String,
    /// The words behind that.
    pub(crate) tags: String,
    /// The file that it is, from a line `` `path`: `` above it.
    pub(crate) file: Option<String>,
    /// Its lines.
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn read(path: &str) -> Self {
        let text = read::read(path).replace("\r\n", "\n");
        Self {
            path: path.to_owned(),
            parts: parts(&text).unwrap_or_else(|it| panic!("{path}: {it}")),
        }
    }

    /// The page with other parts.
    pub(crate) fn with(&self, change: impl FnMut(&Part) -> Part) -> Self {
        Self { path: self.path.clone(), parts: self.parts.iter().map(change).collect() }
    }

    /// Its blocks, those of included files as well.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let blocks = self.parts.iter().flat_map(|part| match part {
            Part::Block(block) => vec![block.clone()],
            Part::Generated { text, .. } => {
                let parts = parts(text).expect("it was generated");
                parts.iter().filter_map(|it| it.block().cloned()).collect()
            }
            Part::Line(_) | Part::Hidden(_) => Vec::new(),
        });
        blocks.collect()
    }

    /// Its prose, tables and generated text: everything but the content of blocks.
    pub(crate) fn prose(&self) -> String {
        let prose = self.parts.iter().map(|part| match part {
            Part::Line(line) => format!("{line}\n"),
            Part::Generated { text, .. } => {
                let parts = parts(text).expect("it was generated");
                Self { path: String::new(), parts }.prose()
            }
            Part::Block(_) | Part::Hidden(_) => String::new(),
        });
        prose.collect()
    }

    /// The page as it is written.
    pub(crate) fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Line(line) => format!("{line}\n"),
            Part::Hidden(command) => format!("<!-- $ {command} -->\n"),
            Part::Generated { name, text } => {
                format!("<!-- {name} -->\n{text}<!-- end of {name} -->\n")
            }
            Part::Block(block) => {
                let Block { fence, language, tags, text, .. } = block;
                let space = if tags.is_empty() { "" } else { " " };
                format!("{fence}{language}{space}{tags}\n{text}{fence}\n")
            }
        };
        self.parts.iter().map(part).collect()
    }
}

impl Part {
    fn block(&self) -> Option<&Block> {
        match self {
            Self::Block(block) => Some(block),
            _ => None,
        }
    }
}

/// The parts of a text, or what is wrong with it.
fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut file = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(fence) = fence(line) {
            let text = until(&mut lines, fence)?;
            let (language, tags) = after(line, fence);
            let fence = fence.to_owned();
            parts.push(Part::Block(Block { fence, language, tags, file: file.take(), text }));
        } else if let Some(comment) = comment(line) {
            parts.push(if let Some(command) = comment.strip_prefix("$ ") {
                Part::Hidden(command.to_owned())
            } else {
                let text = until(&mut lines, &format!("<!-- end of {comment} -->"))?;
                Part::Generated { name: comment.to_owned(), text }
            });
        } else {
            if line.trim_start().starts_with("```") {
                return Err(format!("a block within a list is not looked at: {line}"));
            }
            let named = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:"));
            file = named.map(str::to_owned).or(file.filter(|_| line.is_empty()));
            parts.push(Part::Line(line.to_owned()));
        }
    }
    Ok(parts)
}

/// The backticks that open a block.
fn fence(line: &str) -> Option<&str> {
    let (fence, rest) = line.split_at(line.len() - line.trim_start_matches('`').len());
    (fence.len() >= 3 && !rest.contains('`')).then_some(fence)
}

fn after(line: &str, fence: &str) -> (String, String) {
    let info = line.strip_prefix(fence).unwrap_or_default();
    let (language, tags) = info.split_once(' ').unwrap_or((info, ""));
    (language.to_owned(), tags.to_owned())
}

/// A comment that is a line of its own.
fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- ")?.strip_suffix(" -->")
}

/// The lines before the one that ends them.
fn until<'a>(lines: &mut impl Iterator<Item = &'a str>, end: &str) -> Result<String, String> {
    let mut text = String::new();
    for line in lines {
        if line == end {
            return Ok(text);
        }
        text.push_str(line);
        text.push('\n');
    }
    Err(format!("`{end}` is missing"))
}

#[test]
fn a_page_is_written_as_it_was_read() {
    for page in super::pages() {
        assert_eq!(page.text(), read::read(&page.path).replace("\r\n", "\n"), "{}", page.path);
    }
    assert!(parts("```sh\nls\n").is_err() && parts("<!-- x -->\n").is_err());
}
