//! The AWS Load Balancer Controller, and how old it is.

use super::{Dependency, DependencyKind};
use crate::field::{Dialect, Field, Object};
use crate::value::{Kind, Text, Truth, Value};

/// An installation of the AWS Load Balancer Controller: a chart, or a container with its image.
#[derive(Clone, Debug)]
pub struct LoadBalancerController {
    /// What installs it.
    pub object: Object,
    /// Its version, or that of its chart.
    pub version: Field<Text>,
    /// Whether it finds subnets by their tags alone.
    pub needs_tags: Truth,
}

/// The first version that takes untagged subnets by their routes.
///
/// Source: AWS Load Balancer Controller, "Subnet Auto-Discovery".
const BY_ROUTE: [u64; 3] = [2, 12, 1];

/// The first chart with such a version: 1.12.0 has v2.12.0, and 1.13.0 has v2.13.0.
///
/// Source: AWS Load Balancer Controller, `helm/aws-load-balancer-controller/Chart.yaml`.
const CHART_BY_ROUTE: [u64; 3] = [1, 13, 0];

/// The images of version 2 and later.
const IMAGES: [&str; 2] = ["aws-load-balancer-controller", "aws-alb-ingress-controller"];

const CHART: &str = "aws-load-balancer-controller";

/// Where releases of Helm, Flux and Argo CD set values.
const VALUES: [&str; 6] =
    ["set", "set_list", "values", "spec.values", "spec.valuesFrom", "spec.source.helm"];

impl LoadBalancerController {
    /// The controller, if a dependency is one.
    pub fn of(dependency: &Dependency) -> Option<Self> {
        let object = dependency.object.clone();
        let name = dependency.name.known()?;
        match &dependency.kind {
            DependencyKind::Image => {
                let image = name.display();
                let (repository, _) = image.rsplit_once(':')?;
                let last = repository.rsplit('/').next()?;
                let version = dependency.name.clone();
                let needs_tags = version.holds(|text| {
                    let known = text.known();
                    let tag = known.as_deref().and_then(|it| it.rsplit_once(':'));
                    is_before(tag.map(|(_, tag)| tag), BY_ROUTE)
                });
                IMAGES.contains(&last).then_some(Self { object, version, needs_tags })
            }
            DependencyKind::Chart(_) | DependencyKind::ChartOf(..) => {
                let name = name.known()?;
                let version = chart_version(&object);
                let old = |text: &Text| is_before(text.known().as_deref(), CHART_BY_ROUTE);
                // A release of no version takes the newest.
                let needs_tags = version.holds(old) & !is_changed(&object);
                let is_chart = name.rsplit('/').next() == Some(CHART);
                is_chart.then_some(Self { object, version, needs_tags })
            }
            DependencyKind::Charts | DependencyKind::Group(_) | DependencyKind::Resource(_) => None,
        }
    }
}

/// The version of the chart that a release names.
fn chart_version(release: &Object) -> Field<Text> {
    if release.dialect == Dialect::Resource {
        return release.at("version");
    }
    let flux = release.at::<Text>("spec.chart.spec.version");
    if flux.is_unwritten() { release.at("spec.source.targetRevision") } else { flux }
}

/// Whether a version is older than another; that of a range is not known.
fn is_before(version: Option<&str>, first: [u64; 3]) -> Truth {
    let parsed = |text: &str| -> Option<[u64; 3]> {
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(str::parse);
        let three = [numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?];
        numbers.next().is_none().then_some(three)
    };
    let version = version.and_then(parsed);
    version.map_or(Truth::Unknown, |version| Truth::from(version < first))
}

/// Whether the values of a release may bring another image, or parameters of the class.
fn is_changed(release: &Object) -> Truth {
    Truth::any(VALUES.iter().map(|path| {
        let values = release.at::<Value>(path);
        if values.is_unwritten() {
            return Truth::False;
        }
        values.known().map_or(Truth::Unknown, speaks)
    }))
}

/// Whether a key or a text in the values of a release speaks of what would change the judgement; of a
/// setting that is given by its name, the name.
fn speaks(value: &Value) -> Truth {
    const WORDS: [&str; 2] = ["tag", "ingressClassParams"];
    let said = |text: &str| Truth::from(WORDS.iter().any(|word| text.contains(word)));
    let is_open = |closed: bool| if closed { Truth::False } else { Truth::Unknown };
    match &value.kind {
        Kind::Map(map) => {
            if let (Some(name), Some(_)) = (map.entry("name"), map.entry("value")) {
                return speaks(&name.value);
            }
            let inside = map.entries.iter().map(|it| said(&it.key) | speaks(&it.value));
            Truth::any(inside) | is_open(map.is_closed())
        }
        Kind::List(list) => {
            Truth::any(list.items.iter().map(speaks)) | is_open(list.rest.is_closed())
        }
        Kind::Document(document) => speaks(&document.root),
        Kind::Unknown(_) | Kind::OneOf(_) => Truth::Unknown,
        _ => value.text().map_or(Truth::False, |text| said(&text.display())),
    }
}
