//! Where something stands: a range of bytes in one text.

/// A text in a [`Texts`](super::Texts) store: a file, or a text derived from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub(super) u32);

/// Bytes `start..end` of one text; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text that is pointed into.
    pub text: TextId,
    /// First byte, counted from 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The place of what stands in no file, such as a tool's default.
    pub const NOWHERE: Self = Self { text: TextId(u32::MAX), start: 0, end: 0 };

    /// Bytes `start..end` of `text`.
    pub fn new(text: TextId, start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span ends at or after its start");
        Self { text, start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as indices into its text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.text == other.text && self.start <= other.start && other.end <= self.end
    }
}

/// A place to point at: a scalar, or a part of its content.
///
/// `within` counts bytes of the scalar's *decoded* content; it is mapped to the source only when a
/// finding is printed, because quotes and escapes have to be read for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The whole scalar (with its quotes) or node.
    pub span: Span,
    /// Bytes of the decoded content, if only a part is meant.
    pub within: Option<(u32, u32)>,
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { span, within: None }
    }
}
