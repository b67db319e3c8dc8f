//! What the actions of one template write, and which of its branches, for what it is given.
//!
//! Only what is exact is said. A name that is not there is `nil`, which prints as nothing, but a name
//! below one stops Helm; what stops Helm, or is not followed here, is not known.
//!
//! Sources: pkg.go.dev/text/template (truth, `and`, `or`, `not`, `eq`, scopes of variables);
//! helm.sh, "Built-in Objects" and "Template Functions".

mod functions;
mod names;

use smol_str::SmolStr;

use crate::document::{Fill, Fills, Form, printed};
use crate::source::TextId;
use crate::syntax::Range;
use crate::syntax::template::{
    Action, Block, BlockKind, Decision, Expression, Literal, Start, Template, Verb, expression,
};
use crate::value::{Kind, Lookup, Number, Origin, Rest, Segment, Step, Truth, Value};

/// Variables of variables are followed this far.
const DEPTH: u32 = 8;

/// A template and what it is given.
#[derive(Clone, Copy)]
pub(super) struct Evaluation<'a> {
    pub(super) content: &'a str,
    pub(super) template: &'a Template,
    pub(super) text: TextId,
    /// What `$` is: a map with `Values`, `Release` and `Chart`.
    pub(super) given: &'a Value,
}

/// Where some code stands.
#[derive(Clone, Copy)]
struct Place {
    /// Where its action starts.
    at: u32,
    /// All of the action, which what is computed has its place at.
    range: Range,
    depth: u32,
}

impl Evaluation<'_> {
    /// What each action writes.
    pub(super) fn fills(&self) -> Fills {
        let mut fills = Fills::default();
        let whole = self.template.blocks.iter().filter(|block| block.is_whole);
        for block in whole.clone() {
            let text = self.line(block).map(|text| Fill {
                value: Value::string(text, Origin::new(block.range.of(self.text))),
                form: Form::Plain,
            });
            fills.add(block.range, text);
        }
        for action in &self.template.actions {
            let inside = |block: &Block| block.range.contains(action.range);
            if action.verb == Verb::Write && !whole.clone().any(inside) {
                fills.add(action.range, self.written(action));
            }
        }
        fills
    }

    /// Which branch of each block is written.
    pub(super) fn decisions(&self) -> Vec<Decision> {
        self.template.blocks.iter().map(|block| self.decision(block)).collect()
    }

    fn decision(&self, block: &Block) -> Decision {
        if matches!(block.kind, BlockKind::Define | BlockKind::Block) {
            return Decision::Open;
        }
        let place = Place { at: block.range.start, range: block.range, depth: 0 };
        for (index, branch) in block.branches.iter().enumerate() {
            let truth = match self.head(branch.head) {
                None if index > 0 && block.exhaustive => Truth::True,
                None => Truth::Unknown,
                Some(head) => self.truth_of(head.code, place),
            };
            match truth {
                Truth::False => {}
                // How often a loop goes round is another matter.
                Truth::True if block.kind != BlockKind::Range || index > 0 => {
                    return Decision::Branch(index);
                }
                Truth::True | Truth::Unknown => return Decision::Open,
            }
        }
        Decision::Nothing
    }

    /// What an action writes.
    fn written(&self, action: &Action) -> Option<Fill> {
        let read = expression(self.content, action.inner)?;
        let place = Place { at: action.range.start, range: action.range, depth: 0 };
        let fill = self.value(&read, place)?;
        if matches!(fill.value.kind, Kind::Unknown(_)) {
            return None;
        }
        let name = self.name_of(&read, &fill.value, place);
        let span = action.range.of(self.text);
        let value = match name {
            Some(name) => fill.value.through(Step::Value(name), span),
            None => fill.value,
        };
        Some(Fill { value, ..fill })
    }

    /// What a block in one line writes, as text.
    fn line(&self, block: &Block) -> Option<String> {
        match self.decision(block) {
            Decision::Open => None,
            Decision::Nothing => Some(String::new()),
            Decision::Branch(index) => self.text_of(block.branches.get(index)?.body),
        }
    }

    /// What a part of a line comes to; none where an action in it takes away space or opens a block.
    fn text_of(&self, part: Range) -> Option<String> {
        let (mut text, mut at) = (String::new(), part.start);
        for action in self.template.actions.iter().filter(|it| part.contains(it.range)) {
            let code = self.content.get(action.range.indices())?;
            if action.verb != Verb::Write || action.trims || code.ends_with("-}}") {
                return None;
            }
            text += self.content.get(at as usize..action.range.start as usize)?;
            let fill = self.written(action).filter(|it| it.form == Form::Plain)?;
            text += &printed(&fill.value)?;
            at = action.range.end;
        }
        text += self.content.get(at as usize..part.end as usize)?;
        let code = |it: &Action| self.content.get(it.range.indices()).unwrap_or("");
        let mut actions = self.template.actions.iter();
        let (before, behind) = (
            actions.clone().any(|it| it.range.end == part.start && code(it).ends_with("-}}")),
            actions.any(|it| it.range.start == part.end && it.trims),
        );
        let text = if before { text.trim_start() } else { text.as_str() };
        Some(if behind { text.trim_end() } else { text }.to_owned())
    }

    /// The value of an expression.
    fn value(&self, read: &Expression, place: Place) -> Option<Fill> {
        let plain = |value| Some(Fill { value, form: Form::Plain });
        match read {
            Expression::Literal { literal, range } => {
                let origin = Origin::new(range.of(self.text));
                let kind = match literal {
                    Literal::Text(text) => Kind::Text(text.clone()),
                    Literal::Integer(number) => Kind::Number(Number::Integer(*number)),
                    Literal::Bool(flag) => Kind::Bool(*flag),
                    Literal::Nil => Kind::Null,
                };
                plain(Value::new(kind, origin))
            }
            Expression::Path { start, keys } => {
                let from = match start {
                    Start::Root => self.given.clone(),
                    Start::Dot => self.dot(place)?,
                    Start::Variable(name) => self.variable(name, place)?,
                    Start::Of(inner) => self.plain(inner, place)?,
                };
                plain(below(from, keys)?)
            }
            Expression::Call { function, arguments } => self.call(function, arguments, place),
        }
    }

    /// A value that is printed as it is.
    fn plain(&self, read: &Expression, place: Place) -> Option<Value> {
        let fill = self.value(read, place)?;
        (fill.form == Form::Plain).then_some(fill.value)
    }

    fn truth_of(&self, code: Range, place: Place) -> Truth {
        expression(self.content, code).map_or(Truth::Unknown, |read| self.truth(&read, place))
    }

    /// Whether an expression counts as true.
    fn truth(&self, read: &Expression, place: Place) -> Truth {
        match read {
            Expression::Call { function, arguments } => {
                let all = || arguments.iter().map(|it| self.truth(it, place));
                match (function.as_str(), arguments.as_slice()) {
                    ("and", [_, ..]) => all().fold(Truth::True, |one, two| one & two),
                    ("or", [_, ..]) => all().fold(Truth::False, |one, two| one | two),
                    ("not" | "empty", [one]) => !self.truth(one, place),
                    _ => self.value(read, place).map_or(Truth::Unknown, |it| truth(&it.value)),
                }
            }
            _ => self.value(read, place).map_or(Truth::Unknown, |it| truth(&it.value)),
        }
    }

    /// What the template calls the value that an expression comes to.
    fn name_of(&self, read: &Expression, value: &Value, place: Place) -> Option<SmolStr> {
        match read {
            Expression::Literal { .. } => None,
            Expression::Path { start, keys } => {
                let found = self.plain(read, place)?;
                let start = match start {
                    Start::Dot => String::new(),
                    Start::Root => "$".to_owned(),
                    Start::Variable(name) => format!("${name}"),
                    Start::Of(inner) => return self.name_of(inner, value, place),
                };
                let name = keys.iter().fold(start, |name, key| format!("{name}.{key}"));
                let name = if name.is_empty() { ".".to_owned() } else { name };
                (found.origin.span == value.origin.span).then(|| name.into())
            }
            Expression::Call { arguments, .. } => {
                arguments.iter().rev().find_map(|it| self.name_of(it, value, place))
            }
        }
    }
}

/// What stands below a value; what a map does not have is `nil`, which has nothing below it.
fn below(from: Value, keys: &[SmolStr]) -> Option<Value> {
    keys.iter().try_fold(from, |value, key| match &value.kind {
        Kind::Map(map) => match map.get(key) {
            Lookup::Found(entry) => Some(entry.value.along(&value.origin)),
            Lookup::Absent => Some(Value::null(value.origin.clone())),
            Lookup::Unknown(_) => None,
        },
        Kind::Document(document) => below(document.root.clone(), std::slice::from_ref(key)),
        _ => None,
    })
}

/// Whether a value counts as true.
fn truth(value: &Value) -> Truth {
    match &value.kind {
        Kind::Null => Truth::False,
        Kind::Bool(flag) => (*flag).into(),
        Kind::Number(Number::Integer(number)) => (*number != 0).into(),
        Kind::Number(Number::Float(number)) => (*number != 0.0).into(),
        Kind::Text(text) => (!text.is_empty()).into(),
        Kind::Segments(segments) => {
            let any = segments.iter().any(|it| matches!(it, Segment::Literal { .. }));
            if any { Truth::True } else { Truth::Unknown }
        }
        Kind::List(list) => of_collection(list.items.is_empty(), &list.rest),
        Kind::Map(map) if map.entries.is_empty() && !map.partial.is_empty() => Truth::Unknown,
        Kind::Map(map) => of_collection(map.entries.is_empty(), &map.rest),
        _ => Truth::Unknown,
    }
}

/// Whether a collection has anything in it.
fn of_collection(is_empty: bool, rest: &Rest) -> Truth {
    match rest {
        _ if !is_empty => Truth::True,
        Rest::Closed => Truth::False,
        Rest::Open { at_least, .. } if *at_least > 0 => Truth::True,
        Rest::Open { .. } => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests;
