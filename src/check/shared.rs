//! Mistakes in what is written for several: modules that calls share, bases that kustomizations do,
//! and templates.

use crate::engine::Outcome;
use crate::finding::{Finding, FixClass};
use crate::reader::{self, Callers};
use crate::source::{Language, Texts, folder};

/// No more callers are named.
const NAMED: usize = 3;

/// Says of every finding that stands in a shared module who is changed with it; then no fix is safe,
/// and in a template, which comes out differently for different values, none either. The same goes
/// for a base, unless all that build it have the mistake.
pub(super) fn tell(outcome: &mut Outcome, callers: &Callers, texts: &Texts) {
    for reported in &mut outcome.findings {
        let finding = &mut reported.finding;
        let place = texts.locate(finding.primary.place);
        let path = texts.path(place);
        let language = Language::of(path);
        if language == Some(Language::Yaml) && reader::is_template(texts.text(place.text).content())
        {
            no_fix_is_safe(finding);
        }
        let module = language == Some(Language::Hcl);
        let key = if module { folder(path) } else { path };
        let Some(callers) = callers.get(key).filter(|it| it.len() > 1) else { continue };
        if !module && reported.instances.len() == callers.len() {
            continue;
        }
        finding.notes.push(note(key, callers, if module { "called" } else { "built" }));
        no_fix_is_safe(finding);
    }
}

/// Leaves every fix to a person.
pub(super) fn no_fix_is_safe(finding: &mut Finding) {
    for fix in finding.fixes.iter_mut().filter(|fix| fix.class == FixClass::Safe) {
        fix.class = FixClass::Unsafe;
    }
}

fn note(shared: &str, callers: &[String], how: &str) -> String {
    let named = callers.iter().take(NAMED).map(|it| format!("`{it}`")).collect::<Vec<_>>();
    let more = match callers.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (count, named) = (callers.len(), named.join(", "));
    format!(
        "`{shared}` is {how} {count} times, by {named}{more}: a change here changes all of them"
    )
}

#[cfg(test)]
mod tests {
    use crate::check::{CheckOptions, lint};

    const MODULE: &str = "resource \"aws_eks_cluster\" \"this\" {\n  vpc_config {\n    \
                          endpoint_public_access = true\n  }\n}\n";

    /// The notes of the findings in a module that is called by so many roots.
    fn notes(roots: usize) -> Vec<String> {
        let mut files = vec![("modules/eks/main.tf".to_owned(), MODULE.to_owned())];
        let call = "module \"eks\" {\n  source = \"../modules/eks\"\n}\n";
        files.extend((0..roots).map(|root| (format!("r{root}/main.tf"), call.to_owned())));
        let result = lint(&files, &CheckOptions::default().selecting("public-endpoint-open"));
        let findings = result.outcome.findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        let notes = findings.into_iter().flat_map(|it| it.finding.notes);
        notes.filter(|note| note.contains("is called")).collect()
    }

    #[test]
    fn a_mistake_in_a_shared_module_says_who_shares_it() {
        assert!(notes(1).is_empty());
        let two = "`modules/eks` is called 2 times, by `r0:module.eks`, `r1:module.eks`: a change \
                   here changes all of them";
        assert_eq!(notes(2), [two]);
        assert!(notes(5)[0].contains("`r2:module.eks` and 2 more: "), "{:?}", notes(5));
    }

    #[test]
    fn a_module_that_is_switched_off_is_not_judged_by_itself() {
        let call = |count: usize| {
            format!("module \"eks\" {{\n  source = \"./eks\"\n  count  = {count}\n}}\n")
        };
        let inner = "module \"inner\" {\n  source = \"../inner\"\n}\n";
        for (count, expected) in [(0, 0), (1, 1)] {
            let files = [("main.tf", call(count)), ("eks/main.tf", inner.to_owned())];
            let mut files: Vec<(String, String)> =
                files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
            files.push(("inner/main.tf".to_owned(), MODULE.to_owned()));
            let options = CheckOptions::default().selecting("public-endpoint-open");
            let findings = lint(&files, &options).outcome.findings;
            assert_eq!(findings.len(), expected, "{findings:?}");
        }
    }
}
