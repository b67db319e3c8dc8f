//! Whatever a file is like, an offered fix changes what it says it changes and nothing else.

use ekslint::check::{CheckResult, lint, mend_lint};
use ekslint::finding::{Fix, FixClass};
use ekslint::fix::{TextEdit, apply, resolve};
use proptest::prelude::*;

use super::mutations::{accidents, mutated};
use super::{Sources, cases, pinned};

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_fix_changes_its_bytes_alone_and_leaves_a_file_that_can_be_read(accidents in accidents()) {
        let sources = mutated(&accidents);
        let before = lint(&sources, &pinned::options());
        let errors: Vec<usize> = sources.iter().map(syntax_errors).collect();
        for it in &before.outcome.findings {
            for fix in &it.finding.fixes {
                let Some(edits) = resolved(&before, fix) else { continue };
                let after = applied(&sources, &before, &edits)?;
                let files = sources.iter().zip(&after).zip(&errors);
                for ((_, new), errors) in files.filter(|((old, new), _)| old != new) {
                    prop_assert!(syntax_errors(new) <= *errors, "{:?}", fix);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn what_is_mended_has_fewer_findings_and_is_not_mended_again(accidents in accidents()) {
        let options = pinned::options();
        let sources = mutated(&accidents);
        let before = lint(&sources, &options);
        let mended = mend_lint(&sources, &options, &before, FixClass::Unsafe).expect("in memory");
        let mut after = sources.clone();
        for file in &mended.files {
            let own = after.iter_mut().find(|(path, _)| *path == file.path);
            let (_, text) = own.expect("it is a file of the project");
            prop_assert_eq!(&*text, &file.before);
            prop_assert_ne!(&*text, &file.after);
            text.clone_from(&file.after);
        }
        let left = lint(&after, &options);
        let fixed = mended.repairs.fixed.len();
        prop_assert!(left.outcome.findings.len() + fixed <= before.outcome.findings.len());
        let again = mend_lint(&after, &options, &left, FixClass::Unsafe).expect("in memory");
        prop_assert!(again.files.is_empty(), "{:?}", again.repairs.fixed);
        // Where nothing changes, nothing is claimed.
        prop_assert_eq!(mended.files.is_empty(), fixed == 0);
    }
}

/// The bytes that a fix changes; none if its place is one that only a person can edit.
fn resolved(result: &CheckResult, fix: &Fix) -> Option<Vec<TextEdit>> {
    let edits = fix.edits.iter().map(|edit| resolve(&result.texts, edit).ok());
    Some(edits.collect::<Option<Vec<_>>>()?.concat())
}

/// The files after edits, of which everything outside the edits is checked.
fn applied(
    sources: &Sources,
    result: &CheckResult,
    edits: &[TextEdit],
) -> Result<Sources, TestCaseError> {
    let mut after = sources.clone();
    let mut changed = 0;
    for (path, text) in &mut after {
        let own = edits.iter().filter(|edit| result.texts.path(edit.span) == path);
        let mut own: Vec<TextEdit> = own.cloned().collect();
        changed += own.len();
        let new = apply(text, &own).expect("edits of one fix do not overlap");
        own.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let (mut old_at, mut new_at) = (0, 0);
        for edit in &own {
            let range = edit.span.range();
            let kept = &text[old_at..range.start];
            prop_assert_eq!(new.get(new_at..new_at + kept.len()), Some(kept));
            new_at += kept.len();
            prop_assert!(new[new_at..].starts_with(&edit.content));
            new_at += edit.content.len();
            old_at = range.end;
        }
        prop_assert_eq!(&new[new_at..], &text[old_at..]);
        *text = new;
    }
    prop_assert_eq!(changed, edits.len(), "every edit is of a file of the project");
    Ok(after)
}

fn syntax_errors(file: &(String, String)) -> usize {
    let result = lint(std::slice::from_ref(file), &pinned::options());
    result.outcome.findings.iter().filter(|it| it.rule.name == "syntax-error").count()
}
