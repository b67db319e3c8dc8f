//! What a rule has to say, before anyone decides how to print it.

mod hop;
mod severity;

pub use hop::{Hop, Link};
pub use severity::Severity;

use smol_str::SmolStr;

use crate::field::{Anchor, watch};
use crate::source::{Place, Span};
use crate::syntax::edit::Edit;
use crate::value::{Origin, Step, Truth, Why};

/// One mistake: what is wrong here, and every fact that makes it so.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong in this case, with the names; lower case, no full stop, one line.
    pub message: String,
    /// The smallest thing to change.
    pub primary: Label,
    /// The other facts that were used, in any file.
    pub related: Vec<Label>,
    /// The links between a pod and its credentials, first to last, where one of them is wrong.
    pub chain: Vec<Hop>,
    /// What happens at run time.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// Edits that do it.
    pub fixes: Vec<Fix>,
    /// Every reference that the values of the labels were read through: what decides them, shown or
    /// not.
    pub basis: Vec<Span>,
    /// The setting that is wrong, as its dialect spells it; part of the finding's identity.
    pub key: String,
    /// How bad it is in this case, where that differs from the rule's own severity.
    pub severity: Option<Severity>,
}

/// A place and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there, in a few words.
    pub text: String,
    /// Whether the place is part of the way that the primary value took to where it is used.
    pub way: bool,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Who may apply it.
    pub class: FixClass,
    /// The edits; all or none are applied.
    pub edits: Vec<Edit>,
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixClass {
    /// It cannot change a running cluster in a way that its owner would not want.
    Safe,
    /// A person has to read it first.
    Unsafe,
    /// The object has to be created anew: shown, never applied.
    Recreate,
}

/// A rule's answer about one fact.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The fact is as it should be.
    Pass,
    /// The rule does not concern it, such as a service account that asks for no role: not counted.
    Inapplicable,
    /// The files do not say enough to tell.
    Undecided,
    /// It is wrong.
    Fail(Box<Finding>),
}

impl Verdict {
    /// Undecided for what stands at `path`, with word of why that is not known.
    pub fn undecided(path: &SmolStr, why: &Why) -> Self {
        watch::note(path, why.clone());
        Self::Undecided
    }
}

impl Truth {
    /// Turns a condition into a verdict: only one that must hold builds a finding.
    pub fn then(self, finding: impl FnOnce() -> Finding) -> Verdict {
        match self {
            Self::False => Verdict::Pass,
            Self::Unknown => Verdict::Undecided,
            Self::True => Verdict::Fail(Box::new(finding())),
        }
    }
}

impl Finding {
    /// A finding with its message; the place has to follow with [`FindingAt::at`].
    #[expect(clippy::new_ret_no_self, reason = "a finding without a place cannot be built")]
    pub fn new(message: impl Into<String>) -> FindingAt {
        FindingAt { message: message.into() }
    }

    /// Labels one more fact that was used.
    #[must_use]
    pub fn and(mut self, anchor: &Anchor, text: impl Into<String>) -> Self {
        self.related.push(Label { place: anchor.place(), text: text.into(), way: false });
        self.basis.extend(basis(anchor));
        self
    }

    /// Labels one more place.
    #[must_use]
    pub fn and_place(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.related.push(Label { place: place.into(), text: text.into(), way: false });
        self
    }

    /// Points at a part of the primary value.
    #[must_use]
    pub fn narrowed(mut self, place: Place) -> Self {
        self.primary.place = place;
        self
    }

    /// Shows the links between a pod and its credentials.
    #[must_use]
    pub fn chain(mut self, hops: Vec<Hop>) -> Self {
        self.chain = hops;
        self
    }

    /// Says what happens at run time.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a fix.
    #[must_use]
    pub fn fix(self, class: FixClass, title: impl Into<String>, edit: Edit) -> Self {
        self.fix_all(class, title, vec![edit])
    }

    /// Offers a fix of several edits, which are made together.
    #[must_use]
    pub fn fix_all(mut self, class: FixClass, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: title.into(), class, edits });
        self
    }

    /// Gives this case a severity of its own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The finding as a verdict.
    pub fn fail(self) -> Verdict {
        Verdict::Fail(Box::new(self))
    }
}

/// A finding that still lacks its place.
#[derive(Debug)]
pub struct FindingAt {
    message: String,
}

impl FindingAt {
    /// Points at a setting, and labels the way its value took to get there.
    pub fn at(self, anchor: &Anchor, text: impl Into<String>) -> Finding {
        let way = |(place, text)| Label { place, text, way: true };
        let related = way_of(&anchor.origin).take(4).map(way).collect();
        let finding = self.build(anchor.place(), text.into(), related, anchor.path.to_string());
        Finding { basis: basis(anchor).collect(), ..finding }
    }

    /// Points at any place.
    pub fn at_place(self, place: impl Into<Place>, text: impl Into<String>) -> Finding {
        self.build(place.into(), text.into(), Vec::new(), String::new())
    }

    fn build(self, place: Place, text: String, related: Vec<Label>, key: String) -> Finding {
        Finding {
            message: self.message,
            primary: Label { place, text, way: false },
            related,
            chain: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            basis: Vec::new(),
            key,
            severity: None,
        }
    }
}

/// Where the value of a setting was written, and the references that it was read through.
fn basis(anchor: &Anchor) -> impl Iterator<Item = Span> {
    std::iter::once(anchor.place().span).chain(anchor.origin.steps().map(|via| via.span))
}

/// The places that a value was read at, from where it is used inward, and what to call each.
pub(crate) fn way_of(origin: &Origin) -> impl Iterator<Item = (Place, String)> {
    let mut outer: Option<&Step> = None;
    origin.steps().map(move |via| {
        // What is read at a place is said of the next one inwards, which decides it.
        let text = match (&via.step, outer.replace(&via.step)) {
            (Step::Call(name), _) if ["file", "templatefile"].contains(&name.as_str()) => {
                "read here".to_owned()
            }
            (Step::Part(name), _) => format!("`{name}` is set here"),
            (_, Some(outer)) => said(outer),
            (_, None) => "used here".to_owned(),
        };
        (via.span.into(), text)
    })
}

/// What the place that decides a step on a value's way is called in a label.
fn said(step: &Step) -> String {
    match step {
        Step::VariableDefault(name) | Step::Tfvars(name) => format!("`var.{name}` is set here"),
        Step::ModuleArgument(name) => format!("passed as `{name}` here"),
        Step::Local(name) => format!("`local.{name}` is set here"),
        Step::Output(address) | Step::Attribute(address) => format!("`{address}` is set here"),
        Step::Alias(name) => format!("`*{name}` is set here"),
        Step::Value(name) | Step::Part(name) => format!("`{name}` is set here"),
        Step::Merge => "merged in here".to_owned(),
        Step::Each | Step::Branch | Step::Call(_) | Step::Default => "passed on here".to_owned(),
    }
}
