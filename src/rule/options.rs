//! Numbers that a rule's judgement hangs on, and that the user may set.
//!
//! A rule's page declares them in its front matter, one a line:
//!
//! ```yaml
//! options:
//!   limit: 5 in 1..1000 # load balancers of one scope from which on it speaks
//! ```
//!
//! The range holds both of its ends; without one, every number from 0 on makes sense.

use std::collections::BTreeMap;

use super::Meta;

/// One option as a rule's page declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionMeta {
    /// Its name.
    pub name: &'static str,
    /// Its value unless the user says otherwise.
    pub default: i64,
    /// The least value that makes sense.
    pub least: i64,
    /// The greatest one.
    pub most: i64,
    /// What it is.
    pub about: &'static str,
}

/// The options that the user set, by rule and name.
#[derive(Clone, Debug, Default)]
pub struct Options(BTreeMap<(&'static str, &'static str), i64>);

impl Meta {
    /// The options that the page declares.
    pub fn options(&self) -> impl Iterator<Item = OptionMeta> + use<> {
        let lines = self.front().lines().skip_while(|line| *line != "options:").skip(1);
        lines.take_while(|line| line.starts_with(' ')).filter_map(|line| {
            let (name, rest) = line.trim().split_once(": ")?;
            let (value, about) = rest.split_once(" # ")?;
            let (default, range) = value.split_once(" in ").unwrap_or((value, ""));
            let (least, most) = match range.split_once("..") {
                Some((least, most)) => (number(least)?, number(most)?),
                None => (0, i64::from(u32::MAX)),
            };
            Some(OptionMeta { name, default: number(default)?, least, most, about })
        })
    }
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

impl Options {
    /// Sets an option; later calls win.
    pub fn set(&mut self, rule: &Meta, option: OptionMeta, value: i64) {
        self.0.insert((rule.name, option.name), value);
    }

    /// The value of a rule's option: the user's, or the page's; 0 for one that no page declares,
    /// which a test of the pages rules out.
    pub fn of(&self, rule: &Meta, name: &str) -> i64 {
        let Some(option) = rule.options().find(|option| option.name == name) else { return 0 };
        self.0.get(&(rule.name, option.name)).copied().unwrap_or(option.default)
    }
}

#[cfg(test)]
mod tests {
    use super::{OptionMeta, Options};
    use crate::rule::Meta;

    #[test]
    fn a_page_declares_options() {
        let page = "---\nname: a\ncategory: b\nseverity: info\npreset: strict\nformats: eksctl\n\
                    since: 0.1.0\noptions:\n  limit: 5 in 1..99 # as many as this\nreferences:\n  - https://x\n\
                    ---\n# A\n";
        let meta = Meta::of(page);
        let option =
            OptionMeta { name: "limit", default: 5, least: 1, most: 99, about: "as many as this" };
        assert_eq!(meta.options().collect::<Vec<_>>(), [option]);
        let free = Meta::of(page.replace(" in 1..99", "").leak()).options().next();
        assert_eq!(free.map(|it| (it.least, it.most)), Some((0, i64::from(u32::MAX))));
        let mut options = Options::default();
        assert_eq!(options.of(&meta, "limit"), 5);
        options.set(&meta, option, 9);
        assert_eq!((options.of(&meta, "limit"), options.of(&meta, "other")), (9, 0));
    }
}
