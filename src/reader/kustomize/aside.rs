//! Patches that a kustomization names in comments alone, as scaffolds of kubebuilder do: until
//! somebody takes the `#` away, nothing applies them.

use crate::source::joined;

/// The lists of patches of a kustomization.
const LISTS: [&str; 3] = ["patches", "patchesStrategicMerge", "patchesJson6902"];

/// The files that comments name below a list of patches, for the kustomization of a folder.
pub(super) fn set_aside<'a>(text: &'a str, folder: &'a str) -> impl Iterator<Item = String> + 'a {
    let mut in_patches = false;
    text.lines().filter_map(move |line| {
        let bare = line.trim_start().trim_start_matches('#').trim();
        if let Some(key) = key_of(line.trim_end(), bare) {
            in_patches = LISTS.contains(&key);
            return None;
        }
        let is_comment = line.trim_start().starts_with('#');
        joined(folder, path_of(bare).filter(|_| in_patches && is_comment)?)
    })
}

/// The key that a line opens at the top level, also where it is in a comment: then nothing may
/// stand behind it, as in no sentence.
fn key_of<'a>(line: &str, bare: &'a str) -> Option<&'a str> {
    let (key, rest) = bare.split_once(':')?;
    let is_word = !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphanumeric());
    let comment = line.trim_start_matches('#');
    let is_outer = comment.len() < line.len() && !comment.starts_with("  ");
    (is_word && (line.starts_with(key) || is_outer && rest.trim().is_empty())).then_some(key)
}

/// The file that an item of a list of patches names.
fn path_of(item: &str) -> Option<&str> {
    let path = item.strip_prefix("- ").unwrap_or(item).trim();
    let path = match path.strip_prefix("path:") {
        Some(path) => path,
        None if item.starts_with("- ") => path,
        None => return None,
    };
    let path = path.split(" #").next()?.trim().trim_matches(['"', '\'']);
    let is_file = [".yaml", ".yml", ".json"].iter().any(|it| path.ends_with(it));
    (is_file && !path.contains(char::is_whitespace)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::set_aside;

    #[test]
    fn what_comments_name_among_patches_is_set_aside() {
        let text = "# Adds a namespace: to all.\nresources:\n- manager.yaml\n#- prometheus.yaml\n\
                    patchesStrategicMerge:\n# [WEBHOOK] To enable it, uncomment.\n\
                    #- patches/webhook_in_a.yaml\n  # - ../cainjection_in_a.yaml # both\n\
                    - kept.yaml\n#patches:\n#- path: \"auth.yaml\"\n#  target:\n#    kind: Deployment\n\
                    # - target:\n#   path: json.yaml\n# - see the wiki.yaml\n#configurations:\n\
                    #- kustomizeconfig.yaml\nvars:\n# - name.yaml\n";
        let found: Vec<String> = set_aside(text, "config/crd").collect();
        let expected = [
            "config/crd/patches/webhook_in_a.yaml",
            "config/cainjection_in_a.yaml",
            "config/crd/auth.yaml",
            "config/crd/json.yaml",
        ];
        assert_eq!(found, expected);
    }
}
