//! Every release of a run, one after the other: what it makes of a known chart, and of the templates
//! of a chart that lies here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Gathered, Sources, add};
use crate::lower::note_fault;
use crate::lower::release::{configuration, merged, of_addon, of_network};
use crate::model::{
    Delivery, Destination, Facts, Layer, Release, Scope, ScopeKind, ServiceAccount,
};
use crate::reader::templates::{self, Given};
use crate::reader::{Skipped, SkippedKind};
use crate::source::{TextId, Texts};
use crate::value::{Truth, Value};

/// A chart is read for so many installations; the others are not judged.
const INSTALLATIONS: usize = 64;

/// Charts that install charts are followed this far.
const DEPTH: usize = 4;

/// Works through the releases of all units.
pub(super) struct Gathering<'a> {
    sources: &'a Sources<'a>,
    /// The files of values that some release names.
    pub(super) used: BTreeSet<String>,
    /// The templates that scopes install.
    pub(super) words: Vec<(Scope, TextId)>,
    /// How often each chart was installed so far, by its folder.
    installed: BTreeMap<String, usize>,
    /// The folders of charts that are installed more than once.
    shared: BTreeSet<String>,
    elsewhere: Vec<(Scope, Facts)>,
    /// The installations whose templates are not read.
    pub(super) skipped: Vec<Skipped>,
}

/// A release that is to be read, and the folders of the charts that it comes from.
type Waiting = (Release, Vec<String>);

impl<'a> Gathering<'a> {
    /// Nothing is read yet.
    pub(super) fn of(sources: &'a Sources<'a>) -> Self {
        Self {
            sources,
            used: BTreeSet::new(),
            words: Vec::new(),
            installed: BTreeMap::new(),
            shared: BTreeSet::new(),
            elsewhere: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Adds what the releases and the add-ons of all units make. A chart that something installs is
    /// judged as it is installed, and not by itself.
    pub(super) fn units(&mut self, units: &mut BTreeMap<Scope, Facts>) {
        let is_chart = |scope: &Scope| scope.kind == ScopeKind::Chart;
        let mut seen = BTreeSet::new();
        for (scope, facts) in units.iter() {
            let folders = facts.releases.iter().filter_map(|it| self.sources.folder_of(it, scope));
            self.shared.extend(folders.filter(|folder| !seen.insert(folder.clone())));
        }
        for charts in [false, true] {
            for (scope, facts) in units.iter_mut().filter(|(scope, _)| is_chart(scope) == charts) {
                if !self.is_installed(scope) {
                    self.unit(scope, facts);
                }
            }
        }
        for (_, facts) in units.iter_mut().filter(|(scope, _)| self.is_installed(scope)) {
            let notices = std::mem::take(&mut facts.notices);
            *facts = Facts { notices, ..Facts::default() };
        }
        for (scope, facts) in std::mem::take(&mut self.elsewhere) {
            units.entry(scope).or_default().append(facts);
        }
    }

    /// Whether a scope is a chart that something installs.
    fn is_installed(&self, scope: &Scope) -> bool {
        scope.kind == ScopeKind::Chart && self.installed.contains_key(scope.path.as_ref())
    }

    /// Adds what the releases and the add-ons of one unit make.
    fn unit(&mut self, scope: &Scope, facts: &mut Facts) {
        for component in facts.components.clone() {
            let text = configuration(&component);
            if let Some(text) = text.as_ref().filter(|_| component.object.existence.may()) {
                note_fault(text, component.object.tool(), self.sources.texts, facts);
            }
            let told = text.and_then(|it| self.sources.inline(&it).ok());
            let told = told.map(|told| merged(&Value::null(told.origin.clone()), &told));
            if let Some(told) = &told {
                of_network(&component, told, self.sources.texts, facts);
            }
            of_addon(&component, told.as_ref(), facts);
        }
        let releases = std::mem::take(&mut facts.releases);
        let mut waiting: VecDeque<Waiting> =
            releases.into_iter().map(|release| (release, Vec::new())).collect();
        while let Some((release, from)) = waiting.pop_front() {
            faults(&release, self.sources.texts, facts);
            let found = self.sources.gathered(release, scope, &mut self.used);
            let Some(found) = found else { continue };
            if found.release.destination == Destination::Own {
                self.install(found, (scope, from), facts, &mut waiting);
            } else {
                let (own, found) = apart(self.sources, scope, found, facts);
                let (mut made, mut inner) = (Facts::default(), VecDeque::new());
                self.install(found, (&own, from), &mut made, &mut inner);
                // What it installs from there says itself where it goes.
                waiting.extend(inner);
                self.elsewhere.push((own, made));
            }
        }
    }

    /// Adds a release with what it makes; what that installs has to wait.
    fn install(
        &mut self,
        found: Gathered,
        (scope, from): (&Scope, Vec<String>),
        facts: &mut Facts,
        waiting: &mut VecDeque<Waiting>,
    ) {
        let Gathered { release, charts, folder } = found;
        let read =
            folder.filter(|it| from.len() < DEPTH && !from.contains(it) && !release.is_changed);
        let made = read.and_then(|folder| {
            let made = self.made(&folder, &release, scope)?;
            Some((folder, made))
        });
        let before = facts.service_accounts.len();
        add(release, &charts, facts);
        let Some((folder, mut made)) = made else { return };
        let told = facts.service_accounts.split_off(before);
        facts.service_accounts.extend(told.into_iter().filter(|it| !is_among(it, &made)));
        let mut way = from;
        way.push(folder);
        let inner = std::mem::take(&mut made.releases);
        waiting.extend(inner.into_iter().map(|release| (release, way.clone())));
        facts.append(made);
    }

    /// What the templates of a chart make in a release; none where nothing of them is read.
    fn made(&mut self, folder: &str, release: &Release, scope: &Scope) -> Option<Facts> {
        let files = self.sources.templates.of_chart(folder);
        let count = self.installed.get(folder).copied().unwrap_or_default();
        if files.is_empty() || release.object.existence == Truth::False {
            return None;
        }
        if count >= INSTALLATIONS {
            let name = format!("{folder} ({})", release.object.subject.name);
            self.skipped.push(Skipped { what: SkippedKind::Installation, name });
            return None;
        }
        let chart = self.sources.charts.chart(folder, self.sources.tree)?;
        self.installed.insert(folder.to_owned(), count + 1);
        let name = &release.object.subject.name;
        let shared = self.shared.contains(folder);
        let instance =
            if shared { format!("{name}{}", release.object.key()) } else { String::new() };
        let given = Given::to(&chart, release, &instance);
        let mut all = Facts::default();
        for (path, text) in files {
            let part = templates::read(path, *text, self.sources.texts, (scope.clone(), &given));
            part.facts.into_iter().for_each(|(_, facts)| all.append(facts));
            self.words.push((scope.clone(), *text));
        }
        Some(all)
    }
}

/// Notes which values of a release cannot be read.
fn faults(release: &Release, texts: &Texts, facts: &mut Facts) {
    let layers = release.layers.iter().filter(|_| release.object.existence.may());
    for layer in layers {
        if let Layer::Values(values) = layer {
            note_fault(values, release.object.tool(), texts, facts);
        }
    }
}

/// Whether the account that values tell of is one that templates make: both have the role from the
/// same place.
fn is_among(told: &ServiceAccount, made: &Facts) -> bool {
    let place = |it: &ServiceAccount| it.role_arn.anchor.origin.span;
    made.service_accounts.iter().any(|it| !it.role_arn.is_unwritten() && place(it) == place(told))
}

/// What a release brings to another cluster than the one that its file is about: a scope of its own,
/// and the evidence for its cluster.
fn apart(
    sources: &Sources<'_>,
    scope: &Scope,
    found: Gathered,
    facts: &mut Facts,
) -> (Scope, Gathered) {
    let Gathered { mut release, charts, folder } = found;
    let name = release.object.subject.name.replace('/', ":");
    let target = match &release.destination {
        Destination::Named(name) => name.as_str(),
        Destination::Own | Destination::Elsewhere => "?",
    };
    let around = scope.folder();
    let separator = if around.is_empty() { "" } else { "/" };
    let path = format!("{around}{separator}{name}@{target}");
    let own = Scope::of(ScopeKind::Release, path.as_str());
    facts.deliveries.push(Delivery {
        object: release.object.clone(),
        path: sources.root.relative(&path).into(),
        destination: release.destination.clone(),
    });
    release.object.scope = own.key();
    (own, Gathered { release, charts, folder })
}
