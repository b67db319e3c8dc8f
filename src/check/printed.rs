//! Mistakes in what a tool printed before: from which file each object came.

use super::shared::no_fix_is_safe;
use crate::engine::Outcome;
use crate::reader::source_of;
use crate::source::{Language, Texts};
use crate::syntax::yaml::documents;

/// Says of every finding in an object that Helm or kustomize printed which file that came from, as
/// the tool says itself. The place stays where the object stands, which is what is applied; there no
/// fix is safe, as it is gone when the tool prints anew.
pub(super) fn tell(outcome: &mut Outcome, texts: &Texts) {
    for reported in &mut outcome.findings {
        let finding = &mut reported.finding;
        let place = texts.locate(finding.primary.place);
        if Language::of(texts.path(place)) != Some(Language::Yaml) {
            continue;
        }
        let content = texts.text(place.text).content();
        let at = place.start as usize;
        // Few files are printed, and splitting one into documents takes a while.
        if !["# Source: ", "config.kubernetes.io/origin:"].iter().any(|it| content.contains(it)) {
            continue;
        }
        let part = documents(content).map(|it| it.range).find(|it| it.contains(&at));
        let source = part.and_then(|range| content.get(range)).and_then(source_of);
        let Some(source) = source else { continue };
        finding
            .notes
            .push(format!("this is printed from `{source}`: a change has to be made there"));
        no_fix_is_safe(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{CheckOptions, lint};
    use crate::finding::FixClass;

    const CLASS: &str = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n\
                         provisioner: ebs.csi.aws.com\nparameters:\n  type: gp2\n";

    /// The line and the notes of the one thing that a rule says of a text, and whether a fix is safe.
    fn said(rule: &str, text: &str) -> (usize, Vec<String>, bool) {
        let files = [("all.yaml".to_owned(), text.to_owned())];
        let mut result = lint(&files, &CheckOptions::default().selecting(rule));
        assert_eq!(result.outcome.findings.len(), 1, "{:?}", result.outcome.findings);
        let finding = result.outcome.findings.remove(0).finding;
        let start = result.texts.locate(finding.primary.place).start as usize;
        let safe = finding.fixes.iter().any(|fix| fix.class == FixClass::Safe);
        let notes = finding.notes.into_iter().filter(|it| it.contains("printed from"));
        (text[..start].matches('\n').count() + 1, notes.collect(), safe)
    }

    #[test]
    fn what_helm_printed_is_said_of_its_template() {
        let other = "---\n# Source: web/templates/account.yaml\napiVersion: v1\nkind: ServiceAccount\n\
                     metadata:\n  name: web\n";
        let text = format!("{other}---\n# Source: web/charts/db/templates/class.yaml\n{CLASS}");
        let (line, notes, _) = said("storageclass-gp2", &text);
        let note = "this is printed from `web/charts/db/templates/class.yaml`: a change has to be \
                    made there";
        assert_eq!((line, notes), (15, vec![note.to_owned()]));
        let by_hand = format!("{other}---\n{CLASS}");
        assert_eq!(said("storageclass-gp2", &by_hand).1, Vec::<String>::new());
    }

    #[test]
    fn what_kustomize_printed_is_said_of_its_file() {
        let annotated = "  annotations:\n    config.kubernetes.io/origin: |\n      path: \
                         ../base/class.yaml\n";
        let text = CLASS.replace("  name: fast\n", &format!("{annotated}  name: fast\n"));
        let (_, notes, _) = said("storageclass-gp2", &text);
        assert!(notes[0].contains("printed from `../base/class.yaml`:"), "{notes:?}");
    }

    #[test]
    fn no_fix_of_what_is_printed_anew_is_safe() {
        let budget = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\n\
                      spec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      app: web\n";
        assert!(said("removed-api", budget).2);
        assert!(said("removed-api", &format!("# Source: the wiki\n{budget}")).2);
        assert!(!said("removed-api", &format!("# Source: web/templates/pdb.yaml\n{budget}")).2);
    }
}
