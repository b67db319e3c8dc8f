//! Every symbol is evaluated once; a definition in a circle is noticed, not followed.

use std::collections::HashMap;

use smol_str::{SmolStr, format_smolstr};

use super::evaluation::Evaluation;
use crate::source::Span;
use crate::value::{Origin, Value, Why};

/// Something whose value is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Symbol {
    /// `var.name`.
    Variable(SmolStr),
    /// `local.name`.
    Local(SmolStr),
    /// The value of an output.
    Output(SmolStr),
    /// `count` or `for_each` of a declaration.
    Repetition(usize),
    /// An argument, or all blocks of a type, of one instance of a declaration.
    Attribute(usize, usize, SmolStr),
    /// The JSON of one instance of a policy document.
    Policy(usize, usize),
    /// The documents of one instance of a data source.
    Documents(usize, usize),
}

/// A symbol of a module instance, by the instance's number.
type Key = (usize, Symbol);

/// What is known of a symbol so far.
enum State {
    Running,
    /// It is needed for itself; the name stands for the whole circle.
    Circular(SmolStr),
    Done(Value),
}

/// The values of symbols, and which of them are being evaluated, the innermost last.
#[derive(Default)]
pub(super) struct Memo {
    states: HashMap<Key, State>,
    running: Vec<Key>,
}

impl Memo {
    /// Marks every symbol of a circle; its name is the least of theirs, wherever one enters it.
    fn close(&mut self, symbol: &Key, name: impl Fn(&Key) -> SmolStr) -> SmolStr {
        let start = self.running.iter().position(|it| it == symbol).unwrap_or(0);
        let circle = &self.running[start..];
        let least = circle.iter().map(name).min().unwrap_or_default();
        for member in circle {
            self.states.insert(member.clone(), State::Circular(least.clone()));
        }
        least
    }

    fn finish(&mut self, symbol: Key, value: Value) -> Value {
        self.running.pop();
        let value = match self.states.get(&symbol) {
            Some(State::Circular(name)) => {
                Value::unknown(Why::Cycle(name.clone()), value.origin.clone())
            }
            _ => value,
        };
        self.states.insert(symbol, State::Done(value.clone()));
        value
    }
}

impl Evaluation<'_> {
    /// The value of a symbol: what is kept, or else what `work` gives.
    pub(super) fn remember(&self, symbol: Symbol, work: impl FnOnce() -> Value) -> Value {
        let symbol = (self.here.number, symbol);
        let mut memo = self.session.memo.borrow_mut();
        match memo.states.get(&symbol) {
            Some(State::Done(value)) => return value.clone(),
            Some(_) => {
                let name = memo.close(&symbol, |member| self.name(member));
                return Value::unknown(Why::Cycle(name), Origin::new(Span::NOWHERE));
            }
            None => {}
        }
        memo.states.insert(symbol.clone(), State::Running);
        memo.running.push(symbol.clone());
        drop(memo);
        let (value, _) = self.attempt(work);
        self.session.memo.borrow_mut().finish(symbol, value)
    }

    fn name(&self, (module, symbol): &Key) -> SmolStr {
        let there = self.of(self.session.instance(*module));
        let address = |number: &usize| there.directory().declarations()[*number].address();
        let local = match symbol {
            Symbol::Variable(name) => format_smolstr!("var.{name}"),
            Symbol::Local(name) => format_smolstr!("local.{name}"),
            Symbol::Output(name) => format_smolstr!("output.{name}"),
            Symbol::Repetition(number)
            | Symbol::Policy(number, _)
            | Symbol::Documents(number, _) => address(number),
            Symbol::Attribute(number, _, name) => format_smolstr!("{}.{name}", address(number)),
        };
        there.addressed(&local)
    }
}
