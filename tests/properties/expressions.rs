//! Terraform expressions of a type, made from numbers.

/// Numbers that decide what is written; where they end, the simplest is.
pub(super) struct Choices<'a> {
    left: std::slice::Iter<'a, u8>,
    depth: usize,
}

/// What may be written for a type: names of types in capital letters stand for more expressions.
const BOOLS: [&str; 20] = [
    "var.b",
    "false",
    "true",
    "!B",
    "(B && B)",
    "(B || B)",
    "(B ? B : B)",
    "(S == S)",
    "(S != S)",
    "contains(L, S)",
    "(length(L) > 0)",
    "(length(L) == 1)",
    "try(B, B)",
    "coalesce(B, B)",
    "alltrue([B, B])",
    "anytrue([B, B])",
    "lookup({ a = B, b = B }, S, B)",
    "startswith(S, S)",
    "can(L[0])",
    "(B == B)",
];
const STRINGS: [&str; 22] = [
    "var.s",
    "\"0.0.0.0/0\"",
    "\"10.0.0.0/8\"",
    "\"0.0.0.0\"",
    "\"${S}/0\"",
    "\"%{ if B }0.0.0.0/0%{ else }10.0.0.0/8%{ endif }\"",
    "(B ? S : S)",
    "L[0]",
    "element(L, 1)",
    "join(\",\", L)",
    "replace(S, \"10\", \"0\")",
    "trimsuffix(S, \"/0\")",
    "coalesce(S, S)",
    "format(\"%s\", S)",
    "substr(S, 0, 9)",
    "try(S, S)",
    "one(L)",
    "lookup({ a = S }, S, S)",
    "{ a = S, b = S }[S]",
    "merge({ a = S }, { (S) = S }).a",
    "split(\"/\", S)[0]",
    "lower(S)",
];
const LISTS: [&str; 20] = [
    "var.l",
    "[S]",
    "[]",
    "[S, S]",
    "concat(L, L)",
    "distinct(L)",
    "compact(L)",
    "reverse(L)",
    "tolist(toset(L))",
    "[for s in L : s if s != S]",
    "[for s in L : s if B]",
    "[for s in L : \"${s}\"]",
    "(B ? L : L)",
    "slice(L, 0, 1)",
    "flatten([L, [L]])",
    "split(\",\", S)",
    "sort(L)",
    "coalescelist(L, L)",
    "try(L, L)",
    "values({ a = S, (S) = S })",
];

/// Deeper than this only the simplest is written.
const DEPTH: usize = 4;

impl<'a> Choices<'a> {
    pub(super) fn new(numbers: &'a [u8]) -> Self {
        Self { left: numbers.iter(), depth: 0 }
    }

    /// An expression that gives a boolean.
    pub(super) fn boolean(&mut self) -> String {
        self.written(&BOOLS)
    }

    /// An expression that gives a list of strings.
    pub(super) fn list(&mut self) -> String {
        self.written(&LISTS)
    }

    fn written(&mut self, forms: &[&str]) -> String {
        let number = usize::from(self.left.next().copied().unwrap_or(0));
        let simple = self.depth >= DEPTH;
        let form = forms[number % if simple { 3 } else { forms.len() }];
        self.depth += 1;
        let mut out = String::new();
        for (at, character) in form.char_indices() {
            let alone = |beside: Option<char>| beside.is_none_or(|it| !it.is_alphanumeric());
            let before = form[..at].chars().next_back();
            let after = form[at + character.len_utf8()..].chars().next();
            match character {
                'B' if alone(before) && alone(after) => out += &self.written(&BOOLS),
                'S' if alone(before) && alone(after) => out += &self.written(&STRINGS),
                'L' if alone(before) && alone(after) => out += &self.written(&LISTS),
                _ => out.push(character),
            }
        }
        self.depth -= 1;
        out
    }
}
