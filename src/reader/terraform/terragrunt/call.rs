//! A unit as a call of its module.

use smol_str::SmolStr;

use super::include::{is_told_more, strategy};
use super::{Module, literal, source};
use crate::source::relative;
use crate::syntax::Range;
use crate::syntax::hcl::{
    self, Attribute, Block, Body, Expr, ExprId, ExprKind, Item, ItemKey, Label, Part,
};

/// A unit as a call of its module.
pub(super) struct Call {
    name: SmolStr,
    arguments: Vec<Attribute>,
    /// Where it stands: its inputs, or else its source.
    header: Range,
    range: Range,
    /// Whether more arguments may be set than are seen.
    pub(super) open: bool,
}

/// Reads the inputs of a unit; none where they are not written out, or it may be left out.
pub(super) fn call(file: &hcl::File, here: &str) -> Option<Call> {
    let body = &file.body;
    let has = |kind: &str| body.blocks_of(kind).next().is_some();
    let deep = |it: &Block| !matches!(strategy(file, it), Some("no_merge" | "shallow"));
    if has("exclude") || body.attribute("skip").is_some() || body.blocks_of("include").any(deep) {
        return None;
    }
    let mut open = is_told_more(file);
    let mut arguments = Vec::new();
    let source = file.expression(source(file)?).range;
    let (mut header, mut range) = (source, source);
    if let Some(inputs) = body.attribute("inputs") {
        let (objects, whole) = objects(file, inputs.value)?;
        open |= !whole;
        for item in objects.into_iter().flatten() {
            match argument(file, item) {
                Some(argument) => {
                    arguments.retain(|it: &Attribute| it.name != argument.name);
                    arguments.push(argument);
                }
                None => open = true,
            }
        }
        (header, range) = (inputs.name_range, inputs.range);
    }
    let name = here.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("unit");
    Some(Call { name: name.into(), arguments, header, range, open })
}

/// The objects that inputs are made of, the strongest last, and whether they are all of it: of
/// `merge(...)` those that nothing else is laid over.
fn objects(file: &hcl::File, inputs: ExprId) -> Option<(Vec<&Vec<Item>>, bool)> {
    let object = |id: &ExprId| match &file.expression(*id).kind {
        ExprKind::Object(items) => Some(items),
        _ => None,
    };
    if let Some(items) = object(&inputs) {
        return Some((vec![items], true));
    }
    let ExprKind::Call { name, arguments, expands: false, .. } = &file.expression(inputs).kind
    else {
        return None;
    };
    let mut last: Vec<_> = arguments.iter().rev().map_while(object).collect();
    last.reverse();
    let whole = last.len() == arguments.len();
    (name == "merge" && !last.is_empty()).then_some((last, whole))
}

/// An input as an argument; none where its name is not written out.
fn argument(file: &hcl::File, item: &Item) -> Option<Attribute> {
    let name = match &item.key {
        ItemKey::Name(name) => name.clone(),
        ItemKey::Expression(id) => literal(file, *id)?.into(),
    };
    let end = file.expression(item.value).range.end;
    let range = Range { start: item.key_range.start, end };
    // These names mean something else in a call.
    let taken = ["source", "version", "count", "for_each", "providers", "depends_on"];
    let free = !taken.contains(&name.as_str());
    free.then_some(Attribute { name, name_range: item.key_range, value: item.value, range })
}

impl Call {
    /// The file as Terraform would have it: the call, and the locals that its arguments read.
    pub(super) fn written(self, mut file: hcl::File, module: &Module, here: &str) -> hcl::File {
        let Self { name, mut arguments, header, range, .. } = self;
        let written = source(&file).map(|id| (id, file.expression(id).range));
        if let Some((id, range)) = written {
            let value = match module {
                Module::Known => id,
                Module::Folder(folder) => file.add(path(here, folder, range)),
            };
            arguments.push(Attribute { name: "source".into(), name_range: range, value, range });
        }
        let label = Label { text: name, range: header };
        let body = Body { attributes: arguments, blocks: Vec::new(), range };
        let call = Block {
            kind: "module".into(),
            kind_range: header,
            labels: vec![label],
            body,
            header,
            range,
        };
        let top = std::mem::take(&mut file.body);
        let locals = top.blocks.into_iter().filter(|block| block.kind == "locals");
        let blocks = locals.chain(std::iter::once(call)).collect();
        file.with_body(Body { attributes: Vec::new(), blocks, range: top.range })
    }
}

/// The way to a folder, as a source writes it.
fn path(here: &str, folder: &str, range: Range) -> Expr {
    let way = relative(here, folder);
    let way = if way.starts_with('.') { way } else { format!("./{way}") };
    let parts = vec![Part::Literal { text: way.into(), range }];
    Expr { range, kind: ExprKind::Template { parts, heredoc: false } }
}
