//! What the pods of a workload are made of.

use smol_str::SmolStr;

use super::Workload;
use crate::field::{Anchor, Field};
use crate::value::{Kind, Lookup, Text, Truth, Value};

/// A volume of a pod that may lie on the disk of its node.
#[derive(Clone, Debug)]
pub struct LocalVolume {
    /// Its name in the pod.
    pub name: SmolStr,
    /// `emptyDir` or `hostPath`.
    pub kind: &'static str,
    /// Whether it does: an `emptyDir` in memory does not.
    pub on_disk: Truth,
    /// Where it is written.
    pub anchor: Anchor,
}

impl Workload {
    /// A setting of its pods, by its path in their template.
    pub fn of_pod(&self, path: &str) -> String {
        match Self::template_path(&self.kind).unwrap_or("") {
            "" => path.to_owned(),
            template => format!("{template}.{path}"),
        }
    }

    /// The volumes of its pods that may lie on the disk of a node, as far as they are seen.
    ///
    /// Source: Cluster Autoscaler 1.36, `utils/drain/drain.go`, which spares `emptyDir` in memory.
    pub fn local_volumes(&self) -> Vec<LocalVolume> {
        let volumes = self.object.list_at::<Value>(&self.of_pod("spec.volumes"));
        volumes.seen().filter_map(local).collect()
    }

    /// An annotation of its pods.
    pub fn pod_annotation(&self, name: &str) -> Field<Text> {
        self.object.annotation(&self.of_pod("metadata.annotations"), name)
    }

    /// The images of its containers, without tags and digests, as far as they are known.
    pub fn images(&self) -> Vec<SmolStr> {
        let images = self.containers().into_iter().filter_map(|container| {
            let image = container.get("image").and_then(Value::text)?.known()?;
            Some(repository(&image).into())
        });
        images.collect()
    }

    /// What its containers are called with: whether some argument is `flag=value` or `flag value`.
    pub fn is_called_with(&self, flag: &str, value: &str) -> Truth {
        let lists = self.containers().into_iter().flat_map(|container| {
            ["command", "args"]
                .map(|key| container.get(key).map_or(Truth::False, |list| says(list, flag, value)))
        });
        Truth::any(lists.collect::<Vec<_>>())
    }

    fn containers(&self) -> Vec<Value> {
        let all = self.object.list_at::<Value>(&self.of_pod("spec.containers"));
        all.seen().filter_map(Field::known).cloned().collect()
    }
}

/// Whether a list of arguments gives a flag a value; one that is not all known may.
fn says(list: &Value, flag: &str, value: &str) -> Truth {
    let Some(list) = list.as_list() else { return Truth::Unknown };
    let joined = format!("{flag}={value}");
    let text = |item: &Value| item.text().and_then(|it| it.known());
    let words: Vec<Option<SmolStr>> = list.items.iter().map(text).collect();
    // A whole command line may stand in one argument of a shell.
    let is =
        |word: &SmolStr| word.split_whitespace().any(|it| it.trim_start_matches('-') == joined);
    let apart = words.windows(2).any(|pair| {
        let [Some(one), Some(two)] = pair else { return false };
        one.trim_start_matches('-') == flag && two == value
    });
    if apart || words.iter().flatten().any(is) {
        return Truth::True;
    }
    let whole = list.rest.is_closed() && words.iter().all(Option::is_some);
    if whole { Truth::False } else { Truth::Unknown }
}

/// An image without its tag and digest.
fn repository(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => image,
    }
}

/// A volume of a pod, if it is one of its node.
fn local(field: &Field<Value>) -> Option<LocalVolume> {
    let body = field.known()?;
    let name = body.get("name").and_then(Value::as_str)?.into();
    let of = |kind| body.as_map()?.entry(kind).filter(|it| !it.value.is_null());
    if let Some(entry) = of("hostPath") {
        let anchor = Anchor::at(entry.value.origin.clone(), "hostPath");
        return Some(LocalVolume { name, kind: "hostPath", on_disk: Truth::True, anchor });
    }
    let entry = of("emptyDir")?;
    let on_disk = match entry.value.as_map().map(|map| map.get("medium")) {
        Some(Lookup::Found(medium)) => match &medium.value.kind {
            Kind::Null => Truth::True,
            _ => medium.value.as_str().map_or(Truth::Unknown, |it| (it != "Memory").into()),
        },
        Some(Lookup::Absent) => Truth::True,
        Some(Lookup::Unknown(_)) | None => Truth::Unknown,
    };
    let anchor = Anchor::at(entry.value.origin.clone(), "emptyDir");
    Some(LocalVolume { name, kind: "emptyDir", on_disk, anchor })
}
