//! What user data is written in.

use crate::value::Text;

/// What user data is, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserData {
    /// A MIME multi-part archive.
    Mime,
    /// A script, by its first line `#!`.
    Script,
    /// A configuration of cloud-init.
    CloudConfig,
    /// A `NodeConfig` of nodeadm, the configuration of Amazon Linux 2023.
    NodeConfig,
    /// The settings of Bottlerocket.
    Toml,
    /// What Windows runs.
    PowerShell,
    /// Something else.
    Other,
}

impl UserData {
    /// The format of a text; none where its beginning is not known.
    ///
    /// Sources: cloud-init, "User-data formats"; EKS user guide, "Customize managed nodes with launch
    /// templates"; EC2 user guide, "How Amazon EC2 handles user data for Windows instances".
    pub fn of(text: &Text) -> Option<Self> {
        let start = text.prefix().trim_start();
        let first = start.lines().find(|it| !it.trim().is_empty())?;
        let begins = |with: &str| first.trim_start().starts_with(with);
        Some(match () {
            () if begins("MIME-Version:") || begins("Content-Type: multipart") => Self::Mime,
            () if begins("#!") => Self::Script,
            () if begins("#cloud-config") => Self::CloudConfig,
            () if begins("<powershell>") || begins("<script>") => Self::PowerShell,
            () if Self::is_node_config(text) => Self::NodeConfig,
            () if begins("[settings") || start.contains("\n[settings") => Self::Toml,
            () => Self::Other,
        })
    }

    /// Whether a text holds a `NodeConfig`, in MIME or by itself.
    pub fn is_node_config(text: &Text) -> bool {
        let shown = text.display();
        shown.lines().any(|line| line.trim().starts_with("apiVersion: node.eks.aws/"))
    }

    /// Whether a line of a text runs the script that starts nodes of Amazon Linux 2.
    pub fn runs_bootstrap(text: &Text) -> bool {
        const RUNNERS: [&str; 6] = ["sudo", "exec", "bash", "sh", "-x", "-xe"];
        text.display().lines().any(|line| {
            let mut words = line.split_whitespace().skip_while(|word| RUNNERS.contains(word));
            words.next() == Some("/etc/eks/bootstrap.sh")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::UserData;
    use crate::source::Span;
    use crate::value::{Origin, Text, Value};

    fn text(content: &str) -> Text {
        Text::of(&Value::string(content, Origin::new(Span::NOWHERE))).expect("a string is text")
    }

    #[test]
    fn a_text_is_known_by_its_beginning() {
        let formats = [
            ("\nMIME-Version: 1.0\n", UserData::Mime),
            ("#!/bin/bash\nset -ex\n", UserData::Script),
            ("#cloud-config\n", UserData::CloudConfig),
            ("---\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n", UserData::NodeConfig),
            ("# comment\n[settings.kubernetes]\n", UserData::Toml),
            ("<powershell>\n", UserData::PowerShell),
            ("echo\n", UserData::Other),
        ];
        for (content, wanted) in formats {
            assert_eq!(UserData::of(&text(content)), Some(wanted), "{content}");
        }
        assert_eq!(UserData::of(&text("")), None);
    }

    #[test]
    fn only_a_line_that_runs_the_script_calls_it() {
        assert!(UserData::runs_bootstrap(&text(
            "#!/bin/bash\nsudo /etc/eks/bootstrap.sh payments\n"
        )));
        assert!(!UserData::runs_bootstrap(&text("# /etc/eks/bootstrap.sh payments\n")));
        assert!(!UserData::runs_bootstrap(&text("test -f /etc/eks/bootstrap.sh\n")));
        assert!(!UserData::is_node_config(&text("kind: NodeConfig of something else\n")));
    }
}
