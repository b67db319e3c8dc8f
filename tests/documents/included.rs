//! What stands between `<!-- NAME -->` and `<!-- end of NAME -->`.

use super::{options, read, rules, schema};

/// The text of a name.
pub(crate) fn text(name: &str) -> String {
    match name {
        "shared options" => options::shared(),
        "commands" => options::commands(),
        "configuration keys" => schema::configuration(),
        "report" => schema::report(),
        "lines" => schema::lines(),
        "inspection" => schema::inspection(),
        "rules" => rules::index(),
        "options of rules" => rules::options(),
        "rules of production" => rules::production(),
        "inputs of the action" => inputs(),
        other => file(other).unwrap_or_else(|| panic!("nothing is called `{other}`")),
    }
}

/// A file of this repository, named as `file PATH`.
fn file(name: &str) -> Option<String> {
    let path = name.strip_prefix("file ")?;
    let language = match path.rsplit(['/', '.']).next()? {
        "yml" => "yaml",
        "Jenkinsfile" => "groovy",
        other => other,
    };
    Some(format!("```{language}\n{}```\n", read::read(path).replace("\r\n", "\n")))
}

fn inputs() -> String {
    let action: serde_yaml::Value =
        serde_yaml::from_str(&read::read("action.yml")).expect("it is YAML");
    let row = |(name, input): (&serde_yaml::Value, &serde_yaml::Value)| {
        let text = |value: &serde_yaml::Value| value.as_str().unwrap_or_default().to_owned();
        let default = text(&input["default"]);
        let default = if default.is_empty() { default } else { format!("`{default}`") };
        format!("| `{}` | {} | {default} |\n", text(name), text(&input["description"]))
    };
    let rows: String =
        action["inputs"].as_mapping().expect("it has inputs").iter().map(row).collect();
    format!("| input | what it is | default |\n|---|---|---|\n{rows}")
}
