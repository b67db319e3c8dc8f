//! A kustomization of nothing but another one, which asks for the origin of every object.

use std::io::Result;
use std::path::{Component, Path, PathBuf};

/// Writes it below a temporary folder; with where it lies.
pub(super) fn write(temporary: &Path, folder: &Path) -> Result<PathBuf> {
    let temporary = temporary.canonicalize()?;
    let overlay = temporary.join("overlay");
    std::fs::create_dir(&overlay)?;
    // Kustomize takes no absolute paths.
    let relative = relative(&overlay, &folder.canonicalize()?);
    let resource = serde_json::Value::from(relative.to_string_lossy());
    let text = format!("resources:\n- {resource}\nbuildMetadata: [originAnnotations]\n");
    std::fs::write(overlay.join("kustomization.yaml"), text)?;
    Ok(overlay)
}

/// The way from a folder to another; both are absolute.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let common = from.components().zip(to.components()).take_while(|(one, two)| one == two).count();
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    up.chain(to.components().skip(common)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn ways_go_up_as_far_as_needed() {
        let way = |from, to| relative(Path::new(from), Path::new(to)).display().to_string();
        assert_eq!(way("/tmp/a/overlay", "/home/me/app"), "../../../home/me/app");
        assert_eq!(way("/tmp/a", "/tmp/a/b"), "b");
    }
}
