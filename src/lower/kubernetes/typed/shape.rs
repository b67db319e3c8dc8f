//! The names and the shape that the API gives to what the provider writes as blocks.
//!
//! Source: hashicorp/terraform-provider-kubernetes, `kubernetes/schema_*.go` and
//! `kubernetes/structure*.go`, against the reference of the Kubernetes API.

use smol_str::SmolStr;

use crate::value::{Entry, Kind, List, Map, Rest, Value};

/// Keys whose values are maps with keys of the user's own.
const OWN_KEYS: [&str; 18] = [
    "annotations",
    "binary_data",
    "capacity",
    "data",
    "default",
    "default_request",
    "hard",
    "labels",
    "limits",
    "match_labels",
    "max",
    "min",
    "node_selector",
    "options",
    "parameters",
    "requests",
    "string_data",
    "volume_attributes",
];

/// The body of a resource.
const RESOURCE: &str = "resource";

/// Blocks that the API has as a list, however many there are: the block, the one that it stands in
/// where the name means something else in others, and the API's name where that is a plural.
#[rustfmt::skip]
const LISTS: [(&str, &str, &str); 43] = [
    ("allowed_topologies", "", ""),
    ("container", "", "containers"),
    ("egress", "spec", ""),
    ("env", "", ""),
    ("env_from", "", ""),
    ("from", "", ""),
    ("host_aliases", "", ""),
    ("http_header", "", "httpHeaders"),
    ("image_pull_secret", "", "imagePullSecrets"),
    ("image_pull_secrets", "", ""),
    ("ingress", "spec", ""),
    ("init_container", "", "initContainers"),
    ("items", "", ""),
    ("match_expressions", "", ""),
    ("match_fields", "", ""),
    ("match_label_expressions", "", ""),
    ("metric", "spec", "metrics"),
    ("node_selector_term", "", "nodeSelectorTerms"),
    ("option", "dns_config", "options"),
    ("path", "http", "paths"),
    ("policy", "scale_down", "policies"),
    ("policy", "scale_up", "policies"),
    ("port", "container", "ports"),
    ("port", "init_container", "ports"),
    ("port", "spec", "ports"),
    ("ports", "", ""),
    ("preferred_during_scheduling_ignored_during_execution", "", ""),
    ("readiness_gate", "", "readinessGates"),
    ("required_during_scheduling_ignored_during_execution", "pod_affinity", ""),
    ("required_during_scheduling_ignored_during_execution", "pod_anti_affinity", ""),
    ("rule", "", "rules"),
    ("secret", RESOURCE, "secrets"),
    ("sources", "", ""),
    ("subject", "", "subjects"),
    ("sysctl", "", "sysctls"),
    ("tls", "", ""),
    ("to", "", ""),
    ("toleration", "", "tolerations"),
    ("topology_spread_constraint", "", "topologySpreadConstraints"),
    ("volume", "spec", "volumes"),
    ("volume_claim_template", "", "volumeClaimTemplates"),
    ("volume_device", "", "volumeDevices"),
    ("volume_mount", "", "volumeMounts"),
];

/// Names that the API writes otherwise than their words alone would have it.
const NAMES: [(&str, &str); 10] = [
    ("cluster_ip", "clusterIP"),
    ("cluster_ips", "clusterIPs"),
    ("external_ips", "externalIPs"),
    ("host_ip", "hostIP"),
    ("host_ipc", "hostIPC"),
    ("host_pid", "hostPID"),
    ("load_balancer_ip", "loadBalancerIP"),
    ("non_resource_urls", "nonResourceURLs"),
    ("target_ww_ns", "targetWWNs"),
    ("volume_id", "volumeID"),
];

/// The block that the API has not: what stands in it belongs to the block around it.
const FLAT: &str = "persistent_volume_source";

/// The body of a resource with the names and the shape that the API gives it.
pub(super) fn converted(body: &Value) -> Value {
    inside(body, RESOURCE)
}

/// A value that stands in a block, or is it.
fn inside(value: &Value, block: &str) -> Value {
    let kind = match &value.kind {
        Kind::Map(map) => Kind::Map(of_map(map, block).into()),
        // A nested block is a list of one map; the API has the map itself.
        Kind::List(list) => match (list.items.as_slice(), &list.rest) {
            ([only], Rest::Closed) if only.as_map().is_some() => {
                return inside(only, block).along(&value.origin);
            }
            _ => of_list(list, block),
        },
        Kind::OneOf(choice) => {
            let values = choice.values.iter().map(|value| inside(value, block));
            return Value::one_of(values, choice.why.clone(), value.origin.clone());
        }
        _ => return value.clone(),
    };
    Value::new(kind, value.origin.clone())
}

fn of_list(list: &List, block: &str) -> Kind {
    let items = list.items.iter().map(|item| inside(item, block)).collect();
    Kind::List(List { items, ..list.clone() }.into())
}

/// Blocks that stay a list, however many there are.
fn repeated(value: &Value, block: &str) -> Value {
    match &value.kind {
        Kind::List(list) => Value::new(of_list(list, block), value.origin.clone()),
        Kind::Map(_) => Value::list(vec![inside(value, block)], value.origin.clone()),
        Kind::OneOf(choice) => {
            let values = choice.values.iter().map(|value| repeated(value, block));
            Value::one_of(values, choice.why.clone(), value.origin.clone())
        }
        _ => value.clone(),
    }
}

fn of_map(map: &Map, block: &str) -> Map {
    let mut entries = Vec::new();
    for entry in &map.entries {
        let key = entry.key.as_str();
        let is_list =
            |row: &&(&str, &str, &str)| row.0 == key && (row.1.is_empty() || row.1 == block);
        let list = LISTS.iter().find(is_list);
        let value = match list {
            _ if has_own_keys(entry) => entry.value.clone(),
            Some(_) => repeated(&entry.value, key),
            None => inside(&entry.value, key),
        };
        let plural = list.map(|row| row.2).filter(|name| !name.is_empty());
        match value.as_map() {
            Some(inner) if key == FLAT => entries.extend(inner.entries.iter().cloned()),
            _ => entries.push(Entry {
                key: plural.map_or_else(|| api_name(key), SmolStr::from),
                key_span: entry.key_span,
                value,
            }),
        }
    }
    Map { entries, ..map.clone() }
}

/// Whether an entry is a map whose keys the user chose: an argument, and no block.
fn has_own_keys(entry: &Entry) -> bool {
    let Some(map) = entry.value.as_map() else { return false };
    // A service has the labels themselves where others have a block of selectors.
    let of_labels =
        || !["match_labels", "match_expressions"].iter().any(|it| map.entry(it).is_some());
    OWN_KEYS.contains(&entry.key.as_str()) || entry.key == "selector" && of_labels()
}

/// `max_unavailable` as `maxUnavailable`.
fn api_name(name: &str) -> SmolStr {
    if let Some((_, api)) = NAMES.iter().find(|(own, _)| *own == name) {
        return (*api).into();
    }
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or("").to_owned();
    let rest = parts.map(|part| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        })
    });
    rest.fold(first, |name, part| name + &part).into()
}

#[cfg(test)]
mod tests {
    use super::{api_name, converted};
    use crate::source::Texts;
    use crate::terraform::{Directory, Evaluation, Inputs, Source};
    use crate::value::{Kind, Value};

    /// A value as JSON is written.
    fn shown(value: &Value) -> String {
        match &value.kind {
            Kind::List(list) => {
                format!("[{}]", list.items.iter().map(shown).collect::<Vec<_>>().join(","))
            }
            Kind::Map(map) => {
                let entry = |it: &crate::value::Entry| format!("{}:{}", it.key, shown(&it.value));
                format!("{{{}}}", map.entries.iter().map(entry).collect::<Vec<_>>().join(","))
            }
            _ => value.text().map(|text| text.display()).unwrap_or_default(),
        }
    }

    /// The body of a resource as the API shapes it.
    fn shape(body: &str) -> String {
        let texts = Texts::default();
        let main = format!("resource \"kubernetes_thing\" \"it\" {{\n{body}\n}}\n");
        let text = texts.add_file("main.tf", main.as_str());
        let file = std::sync::Arc::new(crate::syntax::hcl::parse(texts.text(text).content()));
        assert!(file.errors.is_empty(), "{:?}", file.errors);
        let source = Source { path: "main.tf".into(), text, file };
        let directory = Directory::load("", vec![source], Vec::new());
        let inputs = Inputs::default();
        let evaluation = Evaluation::new(&directory, &inputs);
        let declaration = evaluation.resources().next().expect("one resource");
        let instances = evaluation.instances(declaration);
        shown(&converted(&evaluation.body(declaration, &instances[0])))
    }

    #[test]
    fn names_are_the_api_s() {
        assert_eq!(api_name("max_unavailable"), "maxUnavailable");
        assert_eq!(api_name("spec"), "spec");
        assert_eq!(api_name("storage_class_name"), "storageClassName");
        assert_eq!(api_name("host_pid"), "hostPID");
    }

    #[test]
    fn what_repeats_is_a_list_and_all_else_is_not() {
        let pod = "spec {
            container {
              name = \"main\"
              port { container_port = 80 }
              env { name = \"A\" }
              resources { limits = { ephemeral_storage = 1 } }
            }
            toleration { key = \"spot\" }
            volume {
              name = \"all\"
              secret { secret_name = \"x\" }
            }
        }";
        let container = "{name:main,ports:[{containerPort:80}],env:[{name:A}],\
                         resources:{limits:{ephemeral_storage:1}}}";
        let volume = "{name:all,secret:{secretName:x}}";
        let wanted = format!(
            "{{spec:{{containers:[{container}],tolerations:[{{key:spot}}],volumes:[{volume}]}}}}"
        );
        let order = |text: String| {
            let mut parts: Vec<String> = text.split([',', '{', '}']).map(str::to_owned).collect();
            parts.sort();
            parts
        };
        assert_eq!(order(shape(pod)), order(wanted));
    }

    #[test]
    fn selectors_are_labels_or_blocks() {
        let service = "spec {\nselector = { app_name = \"api\" }\n}";
        assert_eq!(shape(service), "{spec:{selector:{app_name:api}}}");
        let workload = "spec {\nselector {\nmatch_labels = { app_name = \"api\" }\n}\n}";
        assert_eq!(shape(workload), "{spec:{selector:{matchLabels:{app_name:api}}}}");
    }

    #[test]
    fn a_volume_has_its_source_beside_its_size() {
        let volume = "spec {\naccess_modes = [\"ReadWriteOnce\"]\npersistent_volume_source {\n\
                      aws_elastic_block_store { volume_id = \"vol-1\" }\n}\n}";
        let wanted = "{spec:{accessModes:[ReadWriteOnce],awsElasticBlockStore:{volumeID:vol-1}}}";
        assert_eq!(shape(volume), wanted);
    }
}
