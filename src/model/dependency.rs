//! What is taken from others, who may stop to look after it.

use smol_str::SmolStr;

use crate::data::retired_components::{
    Retirement, TagNeeded, of_chart, of_group, of_image, of_resource,
};
use crate::field::{Field, Object, State};
use crate::value::{Text, Why};

/// One thing that is taken from others.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// What takes it: a workload, a release, a custom resource.
    pub object: Object,
    /// What it is.
    pub kind: DependencyKind,
    /// Its name: the image with its tag, the chart, the API version, the type of the resource.
    pub name: Field<Text>,
}

/// What is taken.
#[derive(Clone, Debug)]
pub enum DependencyKind {
    /// The image of a container.
    Image,
    /// A Helm chart, by its repository; absent where the name says it, or where it lies in a folder.
    Chart(Field<Text>),
    /// A Helm chart, by what holds the address of its repository: namespace and name.
    ChartOf(SmolStr, SmolStr),
    /// A repository of charts, all of which are meant.
    Charts,
    /// An API group, by an object of it.
    Group(SmolStr),
    /// A service of AWS, by the type of a Terraform resource.
    Resource(SmolStr),
}

impl DependencyKind {
    /// What people call it.
    pub fn called(&self) -> &'static str {
        match self {
            Self::Image => "this image",
            Self::Chart(_) | Self::ChartOf(..) => "this chart",
            Self::Charts => "this repository of charts",
            Self::Group(_) => "an object of its API",
            Self::Resource(_) => "a resource of it",
        }
    }
}

impl Dependency {
    /// An object of an API group, if the group is one with an end.
    pub fn of_object(object: &Object, group: &str) -> Option<Self> {
        of_group(group)?;
        let name = object.at("apiVersion");
        Some(Self { object: object.clone(), kind: DependencyKind::Group(group.into()), name })
    }

    /// A resource of Terraform, if its type is one with an end.
    pub fn of_resource(object: Object, kind: &str) -> Option<Self> {
        of_resource(kind)?;
        let name = Field { state: State::Absent, anchor: object.anchor() };
        Some(Self { object, kind: DependencyKind::Resource(kind.into()), name })
    }

    /// An image by the name that it has in the registry to which another one moved with all its
    /// paths; none for images of other registries, and for those that are retired there as well.
    ///
    /// Source: Kubernetes blog, "k8s.gcr.io Redirect to registry.k8s.io".
    pub fn moved(&self) -> Option<String> {
        let name = self.name.known().and_then(Text::known)?;
        let path = name.strip_prefix("k8s.gcr.io/")?;
        let repository = format!("registry.k8s.io/{}", path.split([':', '@']).next()?);
        let stays = of_image(&repository, None) == Ok(None);
        stays.then(|| format!("registry.k8s.io/{path}"))
    }

    /// Its end, if it has one; `Err` where the files do not say enough to tell.
    ///
    /// `address` is that of the repository which a chart is taken from by name.
    pub fn retirement(&self, address: Option<&Field<Text>>) -> Result<Option<Retirement>, Why> {
        match &self.kind {
            DependencyKind::Image => self.name.known().map_or_else(|| unknown(&self.name), image),
            DependencyKind::Chart(repository) => chart(repository, &self.name),
            DependencyKind::ChartOf(..) => match address {
                Some(address) => chart(address, &self.name),
                None => Err(Why::Elsewhere("the repository of the chart".into())),
            },
            DependencyKind::Charts => {
                let address = self.name.known().and_then(Text::known);
                address.map_or_else(
                    || unknown(&self.name),
                    |address| Ok(of_chart(without_scheme(&address), "*")),
                )
            }
            DependencyKind::Group(group) => Ok(of_group(group)),
            DependencyKind::Resource(kind) => Ok(of_resource(kind)),
        }
    }
}

/// What cannot be told of a name that is not known; one that nobody wrote names nothing.
fn unknown(name: &Field<Text>) -> Result<Option<Retirement>, Why> {
    name.why().map_or(Ok(None), Err)
}

/// The end of an image, whose name may go on with something that is not known.
fn image(text: &Text) -> Result<Option<Retirement>, Why> {
    let whole = text.known();
    let start = whole.as_deref().unwrap_or_else(|| text.prefix());
    let why = || text.why().unwrap_or_else(|| Why::Elsewhere("the tag of the image".into()));
    let (named, digest) = start.split_once('@').map_or((start, false), |(it, _)| (it, true));
    let (repository, tag) = match named.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag)),
        _ => (named, None),
    };
    if whole.is_some() || digest || tag.is_some() {
        // With a digest the tag says nothing; without either it is the latest.
        let tag = Some(tag.unwrap_or("latest")).filter(|_| whole.is_some() && !digest);
        return of_image(&with_registry(repository), tag).map_err(|TagNeeded| why());
    }
    // The last part goes on; the folders before it are known.
    let (folder, _) = repository.rsplit_once('/').ok_or_else(why)?;
    match of_image(&with_registry(&format!("{folder}/*")), None) {
        Ok(Some(retirement)) => Ok(Some(retirement)),
        Ok(None) | Err(TagNeeded) => Err(why()),
    }
}

/// An image's repository with the registry that is meant where none is written.
///
/// Source: github.com/distribution/reference, `ParseDockerRef`.
fn with_registry(repository: &str) -> String {
    match repository.split_once('/') {
        Some(("index.docker.io", rest)) => format!("docker.io/{rest}"),
        Some((first, _)) if first.contains(['.', ':']) || first == "localhost" => repository.into(),
        Some(_) => format!("docker.io/{repository}"),
        None => format!("docker.io/library/{repository}"),
    }
}

/// The end of a chart, whose name may be its whole address.
fn chart(repository: &Field<Text>, name: &Field<Text>) -> Result<Option<Retirement>, Why> {
    let Some(called) = name.known().and_then(Text::known) else { return unknown(name) };
    let Some(address) = repository.known().and_then(Text::known) else {
        return match called.strip_prefix("oci://").and_then(|it| it.rsplit_once('/')) {
            Some((repository, name)) => Ok(of_chart(repository, name)),
            None => unknown(repository),
        };
    };
    Ok(of_chart(without_scheme(&address), &called))
}

/// `https://charts.helm.sh/stable/` as `charts.helm.sh/stable`.
fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/')
}
