//! Which cluster a folder belongs to, where the configuration says it.

use super::{checked, found};

/// A pod that is not to be evicted, which Fargate does not care for.
const POD: &str = "apiVersion: apps/v1
kind: Deployment
metadata: { name: ledger, namespace: payments }
spec:
  selector: { matchLabels: { app: ledger } }
  template:
    metadata:
      labels: { app: ledger }
      annotations: { cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\" }
    spec:
      containers: [{ name: main, image: \"ledger:1\" }]
";

const FOLDERS: [(&str, &str); 3] = [("pod.yaml", POD), ("b/pod.yaml", POD), ("c/pod.yaml", POD)];

/// The folders in which the pod's annotation counts.
fn counting(config: &str) -> Vec<String> {
    let found = found(config, &FOLDERS);
    let folder = |it: &String| Some(it.split("pod.yaml").next()?.to_owned());
    let mut folders: Vec<String> = found.iter().filter_map(folder).collect();
    folders.sort();
    folders
}

fn cluster(name: &str, path: &str, compute: &str) -> String {
    format!("[[cluster]]\nname = \"{name}\"\npaths = [\"{path}\"]\ncompute = [\"{compute}\"]\n")
}

#[test]
fn the_most_exact_path_wins_in_whatever_order() {
    let (all, one) = (cluster("a", ".", "managed"), cluster("b", "b", "fargate"));
    assert_eq!(counting(&format!("{all}{one}")), ["", "c/"]);
    assert_eq!(counting(&format!("{one}{all}")), ["", "c/"]);
    let (all, one) = (cluster("a", ".", "fargate"), cluster("b", "b/**", "managed"));
    assert_eq!(counting(&format!("{all}{one}")), ["b/"]);
}

#[test]
fn paths_that_are_equally_exact_leave_a_folder_to_nobody() {
    let config = cluster("a", "b", "managed") + &cluster("b", "b", "fargate");
    assert_eq!(counting(&config), counting(""), "as if nothing were said");
    let config = super::read(&config).expect("it is right");
    let expected = "ekslint.toml:7:9: `b` belongs to neither cluster `a` nor `b` (ekslint.toml:3:9): their paths name it equally exactly";
    assert_eq!(config.idle(&["b/pod.yaml".to_owned()]), [expected]);
}

#[test]
fn a_cluster_that_is_only_said_holds_for_its_paths_alone() {
    assert_eq!(counting(&cluster("a", "b", "fargate")), ["", "c/"]);
}

#[test]
fn paths_that_match_files_alone_are_told() {
    for path in ["b/pod.yaml", "b/*.yaml"] {
        let config = super::read(&cluster("a", path, "fargate")).expect("it is right");
        let expected = format!(
            "ekslint.toml:3:9: the path `{path}` matches files alone, and clusters hold for folders; name the folder"
        );
        assert_eq!(config.idle(&["b/pod.yaml".to_owned()]), [expected]);
    }
}

#[test]
fn a_cluster_that_nothing_belongs_to_is_told() {
    let config = "[[cluster]]\nname = \"paymnts\"\nversion = \"1.35\"\n[[cluster]]\nname = \"z\"\n";
    let files = [("cluster.yaml", super::OPEN)];
    let expected = [
        "ekslint.toml:2:8: no cluster is called `paymnts`; did you mean `payments`?",
        "ekslint.toml:5:8: no cluster is called `z`; say in `paths` what belongs to it",
    ];
    assert_eq!(checked(config, &files).warnings, expected);
    let right = config.replace("paymnts", "payments").replace("\"z\"", "\"z\"\npaths = [\"z\"]");
    assert_eq!(checked(&right, &files).warnings, [""; 0]);
}

#[test]
fn what_has_no_effect_is_told() {
    let config = "[[cluster]]\nname = \"a\"\npaths = [\".\"]\nversion = \"1.99\"\nprovides = [\"aws-ebs-csi-drvier\", \"house-agent\"]\n[assume.variables]\ncidr = \"10.0.0.0/8\"\n";
    let expected = [
        "ekslint.toml:4:11: `1.99` is newer than 1.37, the last version that ekslint knows, so that nothing is said of it",
        "ekslint.toml:5:13: `aws-ebs-csi-drvier` is nothing that ekslint knows; did you mean `aws-ebs-csi-driver`?",
        "ekslint.toml:7:1: no variable is called `cidr`",
    ];
    let files = [("main.tf", "variable \"cidrs\" {}\n")];
    assert_eq!(checked(config, &files).warnings, expected);
    let right =
        config.replace("1.99", "1.35").replace("drvier", "driver").replace("cidr =", "cidrs =");
    assert!(checked(&right, &files).warnings.is_empty());
}
