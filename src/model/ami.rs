//! What nodes boot: families of machine images.

/// A family of machine images, as the node tools tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmiFamily {
    /// Amazon Linux 2, which starts with `/etc/eks/bootstrap.sh`.
    AmazonLinux2,
    /// Amazon Linux 2023, which starts with `nodeadm`.
    AmazonLinux2023,
    /// Bottlerocket, which is configured in TOML.
    Bottlerocket,
    /// Windows, which is configured in PowerShell.
    Windows,
    /// Any other, such as Ubuntu, or an image of one's own.
    Other,
}

impl AmiFamily {
    /// The family by the name that the EKS API (`AL2_x86_64`), eksctl (`AmazonLinux2`) or Karpenter
    /// (`AL2`, or an alias such as `al2@latest`) gives it.
    pub fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let name = name.split('@').next().unwrap_or_default();
        let known = [
            ("al2023", Self::AmazonLinux2023),
            ("amazonlinux2023", Self::AmazonLinux2023),
            ("amazonlinux2", Self::AmazonLinux2),
            ("al2", Self::AmazonLinux2),
            ("bottlerocket", Self::Bottlerocket),
            ("windows", Self::Windows),
        ];
        let found = known.into_iter().find(|(start, _)| {
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| {
                !rest.starts_with(|it: char| it.is_ascii_digit()) || *start == "windows"
            })
        });
        found.map_or(Self::Other, |(_, family)| family)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AmazonLinux2 => "Amazon Linux 2",
            Self::AmazonLinux2023 => "Amazon Linux 2023",
            Self::Bottlerocket => "Bottlerocket",
            Self::Windows => "Windows",
            Self::Other => "another image",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AmiFamily;

    #[test]
    fn the_names_of_every_tool_are_known() {
        for name in
            ["AL2_x86_64", "AL2_x86_64_GPU", "AL2_ARM_64", "AmazonLinux2", "AL2", "al2@latest"]
        {
            assert_eq!(AmiFamily::of(name), AmiFamily::AmazonLinux2, "{name}");
        }
        for name in ["AL2023_x86_64_STANDARD", "AmazonLinux2023", "al2023@v20260101"] {
            assert_eq!(AmiFamily::of(name), AmiFamily::AmazonLinux2023, "{name}");
        }
        for name in ["WINDOWS_CORE_2022_x86_64", "WindowsServer2022FullContainer", "Windows2022"] {
            assert_eq!(AmiFamily::of(name), AmiFamily::Windows, "{name}");
        }
        for name in ["CUSTOM", "Ubuntu2204", "AL2027_x86_64", ""] {
            assert_eq!(AmiFamily::of(name), AmiFamily::Other, "{name}");
        }
    }
}
