//! The service accounts that well-known Helm charts and EKS add-ons make.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::table::{self, Sections};

const TABLE: &str = include_str!("source/chart_accounts.txt");

static SECTIONS: LazyLock<Sections> = LazyLock::new(|| Sections::parse(TABLE));

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// A service account that a chart makes unless its values say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartAccount {
    /// Where the values have its `create`, `name` and `annotations`, such as `rbac.serviceAccount`.
    pub path: &'static str,
    /// How its name is made where the values give none.
    name: &'static str,
}

/// The service account of an EKS add-on to which the add-on's role is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddonAccount {
    /// Its namespace.
    pub namespace: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// What the name of an account is made of that nobody writes.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The name of the release.
    pub release: &'a str,
    /// The name of the chart, or what the values call it instead.
    pub chart: &'a str,
    /// What the values call all of the release's objects.
    pub full: Option<&'a str>,
}

impl ChartAccount {
    /// Whether its name is the same in every release.
    pub fn fixed_name(&self) -> Option<&'static str> {
        (!self.name.contains('{')).then_some(self.name)
    }

    /// The name in a release whose values give none.
    pub fn name_in(&self, naming: Naming<'_>) -> Option<String> {
        let Some((pattern, rest)) = self.name.strip_prefix('{').and_then(|it| it.split_once('}'))
        else {
            return Some(self.name.to_owned());
        };
        let (kind, argument) = pattern.split_once(' ')?;
        let length = if kind == "full" { argument.parse().ok()? } else { 63 };
        let joined = |chart: &str| format!("{}-{chart}", naming.release);
        let name = match (naming.full, kind) {
            (Some(full), _) => full.to_owned(),
            (None, "full") if naming.release.contains(naming.chart) => naming.release.to_owned(),
            (None, "full") => joined(naming.chart),
            (None, _) if naming.release == argument => argument.to_owned(),
            (None, _) => joined(argument),
        };
        let cut: String = name.chars().take(length).collect();
        Some(format!("{}{rest}", cut.trim_end_matches('-')))
    }
}

/// The accounts of a chart, by its name; none of one that is not known.
pub fn accounts_of(chart: &str) -> impl Iterator<Item = ChartAccount> {
    let one = |(path, name)| ChartAccount { path, name };
    entries(chart).map(one)
}

/// Whether a chart is known by its name.
pub fn is_known(chart: &str) -> bool {
    !chart.contains(' ') && entries(chart).next().is_some()
}

/// The account of an EKS add-on, by the add-on's name.
pub fn account_of_addon(addon: &str) -> Option<AddonAccount> {
    let (_, rest) = entries(&format!("addon {addon}")).next()?;
    let (namespace, name) = rest.split_once(' ')?;
    Some(AddonAccount { namespace, name })
}

fn entries(head: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let section = SECTIONS.find(|line| line.split('|').next().unwrap_or("").cmp(head));
    section.into_iter().flat_map(|section| section.entries().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{Naming, account_of_addon, accounts_of, is_known};

    fn name(chart: &str, release: &str) -> String {
        let naming = Naming { release, chart, full: None };
        accounts_of(chart).filter_map(|it| it.name_in(naming)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_those_that_the_charts_make() {
        assert_eq!(name("karpenter", "karpenter"), "karpenter");
        assert_eq!(name("external-dns", "public"), "public-external-dns");
        assert_eq!(name("cluster-autoscaler", "ca"), "ca-aws-cluster-autoscaler");
        assert_eq!(name("aws-ebs-csi-driver", "any"), "ebs-csi-controller-sa ebs-csi-node-sa");
        assert!(name("kube-prometheus-stack", "prom").starts_with("prom-kube-prometheus-stack-al"));
        let cut = name("kube-prometheus-stack", "monitoring");
        assert!(cut.starts_with("monitoring-kube-prometheus-alertmanager "), "{cut}");
    }

    #[test]
    fn only_what_the_table_has_is_known() {
        assert!(is_known("karpenter") && !is_known("karpente") && !is_known("addon vpc-cni"));
        assert_eq!(account_of_addon("vpc-cni").map(|it| it.name), Some("aws-node"));
        assert_eq!(account_of_addon("coredns"), None);
    }
}
