use crate::check::{CheckOptions, CheckResult, lint};

fn check(files: &[(&str, &str)], rules: &[&str]) -> CheckResult {
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    let files: Vec<_> = files.iter().map(own).collect();
    let options = rules.iter().fold(CheckOptions::default(), |it, rule| it.selecting(rule));
    lint(&files, &options)
}

const CHART: (&str, &str) = ("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");

/// The findings in a template of a chart: line and message.
fn found(template: &str, rules: &[&str]) -> Vec<String> {
    let result = check(&[CHART, ("web/templates/x.yaml", template)], rules);
    let one = |it: &crate::engine::Reported| {
        let place = result.texts.locate(it.finding.primary.place);
        let before = &result.texts.text(place.text).content()[..place.start as usize];
        format!("{} {}", before.matches('\n').count() + 1, it.finding.message)
    };
    result.outcome.findings.iter().map(one).collect()
}

/// What is said of a storage class with these lines.
fn class(lines: &str) -> Vec<String> {
    let head = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: {{ .Values.x }}\n\
                provisioner: ebs.csi.aws.com\n";
    found(&format!("{head}{lines}"), &["storageclass-immediate-binding"])
}

#[test]
fn what_every_branch_says_is_known() {
    let immediate = "volumeBindingMode: Immediate\n";
    let waits = "volumeBindingMode: WaitForFirstConsumer\n";
    assert_eq!(class(immediate).len(), 1);
    assert_eq!(class(&format!("{immediate}# `${{#list[@]}}` is a shell's\n")).len(), 1);
    assert_eq!(class(waits), [""; 0]);
    assert_eq!(class("volumeBindingMode: {{ .Values.mode }}\n"), [""; 0]);
    assert_eq!(class("volumeBindingMode: {{ .Values.mode | default \"Immediate\" }}\n"), [""; 0]);
    let both = |one: &str, two: &str| {
        class(&format!("{{{{ if .x }}}}\n{one}{{{{ else }}}}\n{two}{{{{ end }}}}\n"))
    };
    assert_eq!(both(immediate, immediate).len(), 1);
    assert_eq!(both(immediate, waits), [""; 0]);
    assert_eq!(both(waits, immediate), [""; 0]);
    // Nothing written means the same.
    assert_eq!(both(immediate, "").len(), 1);
    assert_eq!(both(waits, ""), [""; 0]);
}

#[test]
fn nothing_is_concluded_from_what_a_line_of_an_action_may_add() {
    assert_eq!(class("parameters: {}\n").len(), 1);
    for action in [
        "{{ toYaml .Values.class }}",
        "{{- toYaml .Values.class | nindent 0 }}",
        "{{- include \"mode\" . }}",
        "{{ range .y }}\n{{ .key }}: {{ .value }}\n{{ end }}",
        "{{ block \"mode\" . }}{{ end }}",
        "{{ if .x }}volumeBindingMode: WaitForFirstConsumer{{ end }}",
    ] {
        assert_eq!(class(&format!("{action}\n")), [""; 0], "{action}");
    }
    // What it writes stands further in.
    assert_eq!(class("mountOptions:\n  {{- toYaml .Values.options | nindent 2 }}\n").len(), 1);
    for nothing in [
        "{{ $x := 1 }}",
        "{{/* nothing */}}",
        "{{ fail \"x\" }}",
        "{{ define \"x\" }}\na: b\n{{ end }}",
    ] {
        assert_eq!(class(&format!("{nothing}\n")).len(), 1, "{nothing}");
    }
}

#[test]
fn an_object_under_a_condition_is_judged_for_what_it_is() {
    let class = |mode: &str| {
        format!(
            "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: x\n\
                provisioner: ebs.csi.aws.com\nvolumeBindingMode: {mode}\n"
        )
    };
    let wrong = class("Immediate");
    let rules = ["storageclass-immediate-binding"];
    assert_eq!(
        found(&format!("{{{{- if .Values.x }}}}\n{wrong}{{{{- end }}}}\n"), &rules).len(),
        1
    );
    let right = class("WaitForFirstConsumer");
    let either = format!("{{{{ if .x }}}}\n{wrong}{{{{ else }}}}\n{right}{{{{ end }}}}\n");
    let lines = found(&either, &rules);
    assert!(lines.len() == 1 && lines[0].starts_with("7 "), "{lines:?}");
    let many = format!("{{{{ range .x }}}}\n---\n{wrong}{{{{ end }}}}\n---\n{wrong}");
    assert_eq!(found(&many, &rules).len(), 2);
}

const BUDGET: &str = "kind: PodDisruptionBudget\nmetadata:\n  name: x\n";

#[test]
fn an_api_version_is_gone_where_all_branches_are() {
    let of = |versions: &str| found(&format!("{versions}\n{BUDGET}"), &["removed-api"]);
    assert_eq!(of("apiVersion: policy/v1beta1").len(), 1);
    let old = "{{ if .x }}\napiVersion: policy/v1beta1\n{{ else }}\napiVersion: policy/v1beta1\n{{ end }}";
    assert_eq!(of(old).len(), 1);
    let new =
        "{{ if .x }}\napiVersion: policy/v1beta1\n{{ else }}\napiVersion: policy/v1\n{{ end }}";
    assert_eq!(of(new), [""; 0]);
    assert_eq!(of("apiVersion: {{ include \"budget.apiVersion\" . }}"), [""; 0]);
}

#[test]
fn a_document_that_asks_the_cluster_first_is_no_use_of_its_api() {
    let old = format!("apiVersion: policy/v1beta1\n{BUDGET}");
    let guarded =
        |head: &str| found(&format!("{{{{ {head} }}}}\n{old}{{{{ end }}}}\n"), &["removed-api"]);
    assert_eq!(guarded("if .Values.budget").len(), 1);
    assert_eq!(guarded("if not (.Capabilities.APIVersions.Has \"policy/v1\")"), [""; 0]);
    assert_eq!(guarded("if semverCompare \"<1.21-0\" $kube"), [""; 0]);
    let new = format!("apiVersion: policy/v1\n{BUDGET}");
    let either = format!("{{{{ if .x }}}}\n{new}{{{{ else }}}}\n{old}{{{{ end }}}}\n");
    assert_eq!(found(&either, &["removed-api"]), [""; 0]);
}

#[test]
fn tests_of_a_chart_and_other_languages_are_not_read() {
    let old = format!("apiVersion: policy/v1beta1\n{BUDGET}");
    let hook = old.replace(
        "metadata:\n",
        "metadata:\n  annotations:\n    \"helm.sh/hook\": test\n  x: {{ .x }}\n",
    );
    assert_eq!(found(&hook, &["removed-api"]), [""; 0]);
    let inner = check(&[CHART, ("web/templates/tests/x.yaml", &old)], &["removed-api"]);
    assert!(inner.outcome.findings.is_empty());
    let jinja = check(
        &[("x.yaml", &format!("{{% if x %}}\n{old}{{% endif %}}\n{{{{ x }}}}\n"))],
        &["removed-api"],
    );
    assert!(jinja.outcome.findings.is_empty());
    let said: Vec<_> = jinja.summary.not_checked.iter().map(|it| it.what).collect();
    assert_eq!(said, ["template of another language"]);
}

#[test]
fn a_template_that_is_read_is_not_said_to_be_skipped() {
    let result =
        check(&[CHART, ("web/templates/x.yaml", "{{ if .x }}\na: b\n{{ end }}")], &["removed-api"]);
    assert!(result.summary.not_checked.is_empty());
    let result = check(
        &[CHART, ("web/templates/x.yaml", "{{ if .x }}\napiVersion: v1\n")],
        &["removed-api"],
    );
    assert_eq!(result.summary.not_checked.len(), 1);
}

/// Only a resource of Terraform has its version in its type.
#[test]
fn what_to_write_for_several_versions_is_a_version() {
    let template = "{{ if .Capabilities.APIVersions.Has \"networking.k8s.io/v1beta1\" }}\n\
                    apiVersion: networking.k8s.io/v1beta1\n{{ else }}\n\
                    apiVersion: extensions/v1beta1\n{{ end }}\nkind: Ingress\nmetadata:\n  name: web\n";
    let result = check(&[CHART, ("web/templates/x.yaml", template)], &["removed-api"]);
    let help: Vec<_> = result.outcome.findings.iter().map(|it| it.finding.help.clone()).collect();
    let [help] = help.as_slice() else { panic!("{help:?}") };
    assert!(help.as_deref().is_some_and(|it| it.starts_with("write `networking.k8s.io/v1`, and")));
}

mod installed;
