//! Strings of which parts may be unknown, and what can be said of them all the same.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{Kind, Origin, Truth, Value, Why};

/// A piece of a partly known string.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Known characters.
    Literal {
        /// The characters.
        text: SmolStr,
        /// Where they stand.
        origin: Origin,
    },
    /// A value that is not known; it may also stand for no character at all.
    Hole(Value),
}

/// A string as far as it is known: literals and holes in turn.
#[derive(Clone, Debug)]
pub struct Text {
    segments: Arc<[Segment]>,
}

impl Text {
    /// The text form of a scalar; none for lists, maps, documents and `null`.
    pub fn of(value: &Value) -> Option<Self> {
        let literal = |text: SmolStr| {
            let segment = Segment::Literal { text, origin: value.origin.clone() };
            Some(Self { segments: Arc::from([segment]) })
        };
        match &value.kind {
            Kind::Text(text) => literal(text.clone()),
            Kind::Bool(flag) => literal(if *flag { "true" } else { "false" }.into()),
            Kind::Number(number) => literal(number.to_string().into()),
            Kind::Segments(segments) => Some(Self { segments: Arc::clone(segments) }),
            Kind::Reference(_) | Kind::OneOf(_) | Kind::Unknown(_) => {
                Some(Self { segments: Arc::from([Segment::Hole(value.clone())]) })
            }
            Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Document(_) => None,
        }
    }

    /// The segments in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The whole string, if all of it is known.
    pub fn known(&self) -> Option<SmolStr> {
        match &*self.segments {
            [] => Some(SmolStr::default()),
            [Segment::Literal { text, .. }] => Some(text.clone()),
            all => all.iter().map(literal).collect::<Option<String>>().map(Into::into),
        }
    }

    /// Why it is not wholly known, if it is not.
    pub fn why(&self) -> Option<Why> {
        self.segments.iter().find_map(|segment| match segment {
            Segment::Hole(value) => Some(value.why()),
            Segment::Literal { .. } => None,
        })
    }

    /// The known characters at the start.
    pub fn prefix(&self) -> &str {
        self.segments.first().and_then(literal).unwrap_or("")
    }

    /// The known characters at the end.
    pub fn suffix(&self) -> &str {
        self.segments.last().and_then(literal).unwrap_or("")
    }

    /// What stands before the last `:`, if that is known to be there.
    pub fn before_last_colon(&self) -> Option<Self> {
        let (Segment::Literal { text, origin }, before) = self.segments.split_last()? else {
            return None;
        };
        let (rest, _) = text.rsplit_once(':')?;
        let mut segments = before.to_vec();
        if !rest.is_empty() {
            segments.push(Segment::Literal { text: rest.into(), origin: origin.clone() });
        }
        Some(Self { segments: segments.into() })
    }

    /// Whether the string is `other`.
    pub fn equals(&self, other: &str) -> Truth {
        match self.known() {
            Some(known) => (known == other).into(),
            None => self.fits(other),
        }
    }

    /// Whether some choice of the holes gives `other`: false or unknown.
    fn fits(&self, other: &str) -> Truth {
        let mut rest = other;
        let last = self.segments.len() - 1;
        for (index, segment) in self.segments.iter().enumerate() {
            let Segment::Literal { text, .. } = segment else { continue };
            let found = if index == 0 {
                rest.starts_with(text.as_str()).then_some(0)
            } else if index == last {
                rest.ends_with(text.as_str()).then(|| rest.len() - text.len())
            } else {
                rest.find(text.as_str())
            };
            let Some(at) = found else { return Truth::False };
            rest = &rest[at + text.len()..];
        }
        Truth::Unknown
    }

    /// Whether the string starts with `prefix`.
    pub fn starts_with(&self, prefix: &str) -> Truth {
        let known = self.prefix();
        if known.starts_with(prefix) {
            Truth::True
        } else if self.known().is_none() && prefix.starts_with(known) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Whether the string ends with `suffix`.
    pub fn ends_with(&self, suffix: &str) -> Truth {
        let known = self.suffix();
        if known.ends_with(suffix) {
            Truth::True
        } else if self.known().is_none() && suffix.ends_with(known) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Whether the string contains `part`.
    pub fn contains(&self, part: &str) -> Truth {
        let inside = self.segments.iter().filter_map(literal).any(|text| text.contains(part));
        match self.known() {
            Some(known) => known.contains(part).into(),
            None if inside => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Whether two strings are equal; equal holes in equal places count as equal.
    pub fn same_as(&self, other: &Self) -> Truth {
        match (self.known(), other.known()) {
            (Some(one), Some(two)) => (one == two).into(),
            (Some(one), None) => other.equals(&one),
            (None, Some(two)) => self.equals(&two),
            (None, None) => self.same_holes(other),
        }
    }

    fn same_holes(&self, other: &Self) -> Truth {
        let pairs = || self.segments.iter().zip(other.segments.iter());
        let equal = |(one, two): (&Segment, &Segment)| match (one, two) {
            (Segment::Literal { text: one, .. }, Segment::Literal { text: two, .. }) => one == two,
            (Segment::Hole(one), Segment::Hole(two)) => one.same_reference(two),
            _ => false,
        };
        if self.segments.len() == other.segments.len() && pairs().all(equal) {
            return Truth::True;
        }
        let (one, two) = (self.prefix(), other.prefix());
        let starts = one.starts_with(two) || two.starts_with(one);
        let (one, two) = (self.suffix(), other.suffix());
        let ends = one.ends_with(two) || two.ends_with(one);
        if starts && ends { Truth::Unknown } else { Truth::False }
    }

    /// The string for people to read; holes read as `${…}` with what is known of them. What is longer
    /// than anybody reads is cut.
    pub fn display(&self) -> String {
        let show = |segment: &Segment| match segment {
            Segment::Literal { text, .. } => text.to_string(),
            Segment::Hole(value) => match &value.kind {
                Kind::Reference(reference) => format!("${{{reference}}}"),
                Kind::Unknown(Why::Placeholder(text)) => text.to_string(),
                Kind::Unknown(Why::NoDefault(name) | Why::Callers(name)) => {
                    format!("${{var.{name}}}")
                }
                _ => "${…}".to_owned(),
            },
        };
        let shown: String = self.segments.iter().map(show).collect();
        match shown.char_indices().nth(DISPLAYED) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        }
    }
}

/// Characters of a text that people are shown.
const DISPLAYED: usize = 200;

fn literal(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal { text, .. } => Some(text),
        Segment::Hole(_) => None,
    }
}
