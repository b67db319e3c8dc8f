//! Reading a text: whole if possible, else statement by statement.
//!
//! The parser underneath stops at the first error of a text. So a text that does not parse is cut
//! at its top-level statements, and each is parsed on its own: a broken block costs that block.

use hcl_edit::parser;

use super::lex::{self, Kind, Lexed, Mode, Token};
use super::lower::Lower;
use super::{ExprId, File, problem, shim};
use crate::syntax::{Range, SyntaxError};

/// Reads a `.tf` or `.tfvars` file; what cannot be read is in its errors.
pub fn parse(text: &str) -> File {
    let mut file = File::default();
    let Ok(length) = u32::try_from(text.len()) else {
        file.errors.push(too_long());
        return file;
    };
    file.body.range = Range::new(0, length);
    let start = byte_order_mark(text);
    let lexed = lex::lex(text, start, Mode::Code, false);
    file.comments = lexed.comments();
    if lexed.problems.iter().any(|problem| problem.flaw.is_fatal()) {
        recover(text, start, &mut file);
    } else if let Ok(body) = parser::parse_body(&text[start..]) {
        Lower::new(text, &lexed.tokens, start, &mut file).top_level(&body);
    } else {
        mended(text, start, &lexed, &mut file);
    }
    file
}

/// Reads one expression.
pub fn parse_expression(text: &str) -> Result<(File, ExprId), SyntaxError> {
    let inner = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len() - inner.len();
    alone(text, start, Mode::Code, |shimmed, lower| {
        let expression = parser::parse_expr(shimmed.trim_end())?;
        Ok(lower.expression(&expression))
    })
}

/// Reads a template without quotes around it, as in a file for `templatefile`; the expression is
/// an [`ExprKind::Template`](super::ExprKind::Template).
pub fn parse_template(text: &str) -> Result<(File, ExprId), SyntaxError> {
    alone(text, byte_order_mark(text), Mode::Template, |shimmed, lower| {
        let template = parser::parse_template(shimmed)?;
        Ok(lower.bare_template(&template))
    })
}

fn alone(
    text: &str,
    start: usize,
    mode: Mode,
    read: impl Fn(&str, &mut Lower<'_>) -> Result<ExprId, parser::Error>,
) -> Result<(File, ExprId), SyntaxError> {
    let mut file = File::default();
    file.body.range = Range::new(0, u32::try_from(text.len()).map_err(|_| too_long())?);
    let lexed = lex::lex(text, start, mode, false);
    file.comments = lexed.comments();
    if let Some(error) = problem::explain(&lexed.problems, text) {
        return Err(error);
    }
    let shimmed = shim::apply(text, &lexed.tokens);
    let readable = shimmed.text.as_deref().unwrap_or(text);
    let mut lower = Lower::new(text, &lexed.tokens, start, &mut file);
    match read(&readable[start..], &mut lower) {
        Ok(root) => Ok((file, root)),
        Err(error) => Err(problem::translate(&error, start, text, &lexed.tokens)),
    }
}

/// Tries again with what Terraform allows and the parser does not rewritten in place.
fn mended(text: &str, start: usize, lexed: &Lexed, file: &mut File) {
    let shimmed = shim::apply(text, &lexed.tokens);
    let parsed = shimmed.text.as_ref().and_then(|it| parser::parse_body(&it[start..]).ok());
    let Some(body) = parsed else { return recover(text, start, file) };
    file.errors.extend(shimmed.errors);
    Lower::new(text, &lexed.tokens, start, file).top_level(&body);
}

/// Reads each top-level statement on its own.
fn recover(text: &str, start: usize, file: &mut File) {
    let lexed = lex::lex(text, start, Mode::Code, true);
    file.comments = lexed.comments();
    let shimmed = shim::apply(text, &lexed.tokens);
    let readable = shimmed.text.as_deref().unwrap_or(text);
    let starts = lexed.statements.iter().map(|start| *start as usize);
    let ends = starts.clone().skip(1).chain(std::iter::once(text.len()));
    let mut repeated = shimmed.errors;
    repeated.sort_by_key(|error| error.range);
    for (from, to) in starts.zip(ends) {
        let problems = starting_in(&lexed.problems, from..to, |problem| problem.range);
        let fatal = problems.iter().any(|problem| problem.flaw.is_fatal());
        let parsed = if fatal { None } else { Some(parser::parse_body(&readable[from..to])) };
        match parsed {
            Some(Ok(body)) => {
                let repeated = starting_in(&repeated, from..to, |error| error.range);
                file.errors.extend_from_slice(repeated);
                Lower::new(text, &lexed.tokens, from, file).top_level(&body);
            }
            Some(Err(error)) => file.errors.push(
                problem::explain(problems, text)
                    .unwrap_or_else(|| located(&error, from, (text, readable), &lexed.tokens)),
            ),
            None => file.errors.extend(problem::explain(problems, text)),
        }
    }
}

/// Those of `all`, sorted by their ranges, that start within some bytes.
///
/// A broken file may have a problem on each line: looking at all of them for each statement would
/// take the square of its size.
fn starting_in<T>(all: &[T], bytes: std::ops::Range<usize>, range: impl Fn(&T) -> Range) -> &[T] {
    let before = |end: usize| all.partition_point(|it| (range(it).start as usize) < end);
    all.get(before(bytes.start)..before(bytes.end)).unwrap_or_default()
}

/// The error of a statement. Where the parser gave up a whole argument, what it stumbles over is
/// inside of its value.
fn located(
    error: &parser::Error,
    start: usize,
    (text, readable): (&str, &str),
    tokens: &[Token],
) -> SyntaxError {
    let outer = problem::translate(error, start, text, tokens);
    let inner = value_of(outer.range, tokens, text).and_then(|value| {
        let error = parser::parse_expr(readable.get(value.indices())?).err()?;
        Some(problem::translate(&error, value.start as usize, text, tokens))
    });
    inner.unwrap_or(outer)
}

/// The value of the argument whose name stands at a place, to the end of its last line.
fn value_of(name: Range, tokens: &[Token], text: &str) -> Option<Range> {
    let tokens = &tokens[tokens.partition_point(|token| token.range.start < name.start)..];
    let at = tokens.iter().position(|token| token.range == name)?;
    let [name, sign, value @ ..] = tokens.get(at..)? else { return None };
    if name.kind != Kind::Word || text.get(sign.range.indices()) != Some("=") {
        return None;
    }
    let (mut depth, mut end) = (0_i32, None);
    for token in value.iter().filter(|token| token.kind != Kind::Comment) {
        match token.kind {
            Kind::Newline if depth == 0 => break,
            Kind::Open | Kind::OpenBlock | Kind::Quote | Kind::Heredoc | Kind::Sequence => {
                depth += 1;
            }
            Kind::Close | Kind::EndQuote | Kind::EndHeredoc | Kind::EndSequence => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            break;
        }
        end = Some(token.range.end);
    }
    Some(Range::new(value.first()?.range.start, end?))
}

fn byte_order_mark(text: &str) -> usize {
    text.strip_prefix('\u{feff}').map_or(0, |rest| text.len() - rest.len())
}

fn too_long() -> SyntaxError {
    let message = "the file is larger than 4 GiB".to_owned();
    SyntaxError { range: Range::default(), message, help: None }
}
