//! Charts that something in the same files installs.

use super::{CHART, check};
use crate::check::{CheckOptions, CheckResult, lint, mend_lint};
use crate::finding::{FixClass, Label};

const CLASS: &str = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: {{ .Release.Name }}\n\
                     provisioner: ebs.csi.aws.com\n";

/// An Application that installs the chart with these values.
fn application(name: &str, values: &str) -> String {
    let values: Vec<String> = values.lines().map(|line| format!("          {line}")).collect();
    let values = values.join("\n");
    format!(
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: {name}\nspec:\n  \
         destination:\n    server: https://kubernetes.default.svc\n    namespace: shop\n  source:\n    \
         path: web\n    helm:\n      valuesObject:\n        x:\n{values}\n"
    )
}

/// What is found in a chart with a template and values of its own, which Applications install.
fn installed(own: &str, template: &str, applications: &[&str], rules: &[&str]) -> CheckResult {
    let apps: Vec<(String, String)> = applications
        .iter()
        .enumerate()
        .map(|(at, values)| (format!("apps/{at}.yaml"), application(&format!("app{at}"), values)))
        .collect();
    let mut files = vec![CHART, ("web/values.yaml", own), ("web/templates/x.yaml", template)];
    files.extend(apps.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    check(&files, rules)
}

/// Where something stands: file and line.
fn place(result: &CheckResult, label: &Label) -> String {
    let span = result.texts.locate(label.place);
    let line = result.texts.text(span.text).position(span.start).line;
    format!("{}:{line}", result.texts.path(span))
}

/// The places of the findings about a storage class with these lines, each with what leads there.
fn class(own: &str, lines: &str, applications: &[&str]) -> Vec<String> {
    let template = format!("{CLASS}{lines}");
    let result = installed(own, &template, applications, &["storageclass-immediate-binding"]);
    let one = |it: &crate::engine::Reported| {
        let finding = &it.finding;
        let way = finding.related.iter().filter(|label| label.way);
        let labels = std::iter::once(&finding.primary).chain(way);
        labels.map(|label| place(&result, label)).collect::<Vec<_>>().join(" < ")
    };
    result.outcome.findings.iter().map(one).collect()
}

const MODE: &str = "volumeBindingMode: {{ .Values.mode }}\n";
const NONE: [&str; 0] = [];

#[test]
fn a_value_is_wrong_where_it_is_set() {
    let own = "mode: Immediate\n";
    assert_eq!(class(own, MODE, &["k: 1"]), ["web/values.yaml:1 < web/templates/x.yaml:6"]);
    assert_eq!(class("mode: WaitForFirstConsumer\n", MODE, &["k: 1"]), NONE);
    for written in [
        "{{ .Values.mode | quote }}",
        "\"{{ .Values.mode }}\"",
        "{{ .Values.mode }}{{ .Values.other }}",
    ] {
        let lines = format!("volumeBindingMode: {written}\n");
        let found = class(own, &lines, &["k: 1"]);
        assert_eq!(found.len(), 1, "{written}");
    }
}

#[test]
fn by_itself_a_chart_says_nothing_of_its_values() {
    assert_eq!(class("mode: Immediate\n", MODE, &[]), NONE);
    let default = "volumeBindingMode: {{ .Values.mode | default \"Immediate\" }}\n";
    assert_eq!(class("", default, &[]), NONE);
    assert_eq!(class("", default, &["k: 1"]), ["web/templates/x.yaml:6"]);
    assert_eq!(class("", "volumeBindingMode: {{ \"Immediate\" }}\n", &[]).len(), 1);
}

#[test]
fn later_layers_lie_over_earlier_ones() {
    let over = "z: 1\nmode: Immediate";
    let lines = "volumeBindingMode: {{ .Values.x.mode }}\n";
    let own = "x:\n  mode: WaitForFirstConsumer\n";
    assert_eq!(class(own, lines, &["z: 1"]), NONE);
    assert_eq!(class(own, lines, &[over]), ["apps/0.yaml:15 < web/templates/x.yaml:6"]);
}

#[test]
fn installations_are_judged_one_by_one() {
    let lines = "volumeBindingMode: {{ .Values.x.mode }}\n";
    let good = "mode: WaitForFirstConsumer";
    let found = class("", lines, &[good, "mode: Immediate", good]);
    assert_eq!(found, ["apps/1.yaml:14 < web/templates/x.yaml:6"]);
    // One that all of them take from the chart is one mistake.
    let both = class("mode: Immediate\n", MODE, &["k: 1", "k: 2"]);
    assert_eq!(both, ["web/values.yaml:1 < web/templates/x.yaml:6"]);
}

#[test]
fn what_a_layer_may_set_is_not_known() {
    let lines = "volumeBindingMode: {{ .Values.x.mode }}\n";
    assert_eq!(class("x: {mode: Immediate}\n", lines, &["mode: ${MODE}"]), NONE);
    let files = |more: &str| {
        let application = application("web", "k: 1") + more;
        let template = format!("{CLASS}{MODE}");
        let files = [
            CHART,
            ("web/values.yaml", "mode: Immediate\n"),
            ("web/templates/x.yaml", template.as_str()),
            ("apps/web.yaml", application.as_str()),
        ];
        check(&files, &["storageclass-immediate-binding"]).outcome.findings.len()
    };
    assert_eq!(files(""), 1);
    assert_eq!(files("      valueFiles:\n        - secrets://elsewhere.yaml\n"), 0);
    assert_eq!(
        files("      parameters:\n        - {name: mode, value: WaitForFirstConsumer}\n"),
        0
    );
    assert_eq!(files("      parameters:\n        - {name: mode, value: Immediate}\n"), 1);
}

#[test]
fn only_branches_that_are_written_count() {
    let lines = "{{- if .Values.wait }}\nvolumeBindingMode: WaitForFirstConsumer\n{{- else }}\n\
                 volumeBindingMode: Immediate\n{{- end }}\n";
    assert_eq!(class("wait: true\n", lines, &["k: 1"]), NONE);
    assert_eq!(class("wait: false\n", lines, &["k: 1"]), ["web/templates/x.yaml:9"]);
    assert_eq!(class("", lines, &[]), NONE);
}

#[test]
fn a_loop_over_nothing_adds_nothing() {
    let lines = "{{- range $key, $value := .Values.more }}\n{{ $key }}: {{ $value }}\n{{- end }}\n";
    assert_eq!(class("more: {}\n", lines, &["k: 1"]).len(), 1, "nothing written is immediate");
    assert_eq!(class("more: {volumeBindingMode: x}\n", lines, &["k: 1"]), NONE);
}

#[test]
fn a_document_that_is_not_written_is_not_judged() {
    let template = format!("{{{{- if .Values.create }}}}\n{CLASS}{{{{- end }}}}\n");
    let rules = ["storageclass-immediate-binding"];
    let notes = |own: &str, applications: &[&str]| {
        let found = installed(own, &template, applications, &rules).outcome.findings;
        found.into_iter().map(|it| it.finding.notes).collect::<Vec<_>>()
    };
    assert!(notes("create: false\n", &["k: 1"]).is_empty());
    let written = notes("create: true\n", &["k: 1"]);
    let says = |notes: &Vec<String>| notes.iter().any(|it| it.contains("`.Values.create` holds"));
    assert!(written.len() == 1 && !says(&written[0]), "{written:?}");
    // By itself it may be, and that is said.
    let open = notes("create: false\n", &[]);
    assert!(open.len() == 1 && says(&open[0]), "{open:?}");
}

#[test]
fn maps_of_values_become_a_part_of_their_object() {
    let lines = "{{- with .Values.x }}\n{{- toYaml . | nindent 0 }}\n{{- end }}\n";
    assert_eq!(class("", lines, &["volumeBindingMode: WaitForFirstConsumer"]), NONE);
    let found = class("", lines, &["volumeBindingMode: Immediate"]);
    assert_eq!(found, ["apps/0.yaml:14 < web/templates/x.yaml:7"]);
    // What is not known may hold anything.
    assert_eq!(class("", lines, &["volumeBindingMode: ${MODE}"]), NONE);
    assert_eq!(class("", "{{ include \"mode\" . }}\n", &["k: 1"]), NONE);
}

#[test]
fn subcharts_may_set_values_of_their_own() {
    let template = format!("{CLASS}volumeBindingMode: {{{{ .Values.db.mode }}}}\n");
    let found = |chart: &str, own: &str| {
        let application = application("web", "k: 1");
        let files = [
            ("web/Chart.yaml", chart),
            ("web/values.yaml", own),
            ("web/templates/x.yaml", template.as_str()),
            ("apps/web.yaml", application.as_str()),
        ];
        check(&files, &["storageclass-immediate-binding"]).outcome.findings.len()
    };
    let with = format!("{}dependencies:\n  - name: db\n    version: 1.0.0\n", CHART.1);
    assert_eq!(found(CHART.1, "db: {}\n"), 1, "nothing written is immediate");
    assert_eq!(found(&with, "db: {}\n"), 0);
    assert_eq!(found(&with, "db: {mode: Immediate}\n"), 1);
    let importing = format!("{with}    import-values: [data]\n");
    assert_eq!(found(&importing, "db: {mode: Immediate}\n"), 0);
}

#[test]
fn charts_that_install_charts_are_followed() {
    let root = ("root/Chart.yaml", "apiVersion: v2\nname: root\nversion: 1.0.0\n");
    let inner =
        application("web", "k: {{ .Values.k }}").replace("path: web", "path: {{ .Values.path }}");
    let outer = application("root", "k: 1").replace("path: web", "path: root");
    let template = format!("{CLASS}{MODE}");
    let files = |path| {
        let own = format!("path: {path}\nk: 1\n");
        let files = [
            CHART,
            root,
            ("web/values.yaml", "mode: Immediate\n"),
            ("web/templates/x.yaml", template.as_str()),
            ("root/values.yaml", own.as_str()),
            ("root/templates/web.yaml", inner.as_str()),
            ("apps/root.yaml", outer.as_str()),
        ];
        check(&files, &["storageclass-immediate-binding"]).outcome.findings.len()
    };
    assert_eq!(files("web"), 1);
    assert_eq!(files("other"), 0);
    // A chart that installs itself is not followed for ever.
    assert_eq!(files("root"), 0);
}

#[test]
fn terraform_installs_charts_from_folders() {
    let resource = |settings: &str| {
        format!(
            "resource \"helm_release\" \"web\" {{\n  name  = \"web\"\n  chart = \"${{path.module}}/../web\"\n{settings}}}\n"
        )
    };
    let template = format!("{CLASS}{MODE}");
    let found = |settings: &str| {
        let main = resource(settings);
        let files = [
            CHART,
            ("web/values.yaml", "mode: WaitForFirstConsumer\n"),
            ("web/templates/x.yaml", template.as_str()),
            ("live/main.tf", main.as_str()),
        ];
        let result = check(&files, &["storageclass-immediate-binding"]);
        let found = result.outcome.findings.iter();
        found.map(|it| place(&result, &it.finding.primary)).collect::<Vec<_>>()
    };
    assert_eq!(found(""), NONE);
    let set = "  set {\n    name  = \"mode\"\n    value = \"Immediate\"\n  }\n";
    assert_eq!(found(set), ["live/main.tf:6"]);
    let rendered = format!("{set}  postrender {{\n    binary_path = \"x\"\n  }}\n");
    assert_eq!(found(&rendered), NONE, "somebody changes it before it is applied");
}

#[test]
fn fixes_change_values_and_never_actions() {
    let options = CheckOptions::default().selecting("irsa-annotation-invalid");
    let mended = |own: &str, role: &str| {
        let template = format!(
            "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  annotations:\n    \
             eks.amazonaws.com/role-arn: {role}\n"
        );
        let application = application("web", "k: 1");
        let files = [
            CHART,
            ("web/values.yaml", own),
            ("web/templates/x.yaml", template.as_str()),
            ("apps/web.yaml", application.as_str()),
        ];
        let files: Vec<_> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let found = lint(&files, &options);
        assert_eq!(found.outcome.findings.len(), 1);
        let with = |limit| mend_lint(&files, &options, &found, limit).unwrap().files;
        assert!(with(FixClass::Safe).is_empty(), "others may use the value");
        let after = |it: crate::check::MendedFile| (it.path, it.after);
        with(FixClass::Unsafe).into_iter().map(after).collect::<Vec<_>>()
    };
    let role = |blank: &str| format!("role: \"arn:aws:iam::111122223333:role/web{blank}\" # why\n");
    let after = vec![("web/values.yaml".to_owned(), role(""))];
    assert_eq!(mended(&role(" "), "{{ .Values.role | quote }}"), after);
    let account = "account: \"111122223333\"\n";
    assert_eq!(mended(account, "\"arn:aws:iam::{{ .Values.account }}:role/web \""), []);
}
