//! What units include.

use super::{NAME, literal};
use crate::source::{Tree, ancestors, joined};
use crate::syntax::hcl::{self, Block, ExprId, ExprKind};

/// Whether Terraform is given more than the inputs, such as files of variables.
pub(super) fn is_told_more(file: &hcl::File) -> bool {
    let told = |block: &Block| block.body.blocks_of("extra_arguments").next().is_some();
    file.body.blocks_of("terraform").any(told)
}

/// Whether something that a unit includes may set variables that it does not: what is not found may.
pub(super) fn may_add_inputs(file: &hcl::File, here: &str, tree: &Tree) -> bool {
    let merged = |block: &&Block| strategy(file, block) != Some("no_merge");
    file.body.blocks_of("include").filter(merged).any(|block| {
        let path = block.body.attribute("path");
        let included = path.and_then(|it| found(file, it.value, here, tree));
        included.is_none_or(|included| {
            is_told_more(&included) || included.body.attribute("inputs").is_some()
        })
    })
}

/// How what a block includes is merged; none where that is not written out.
///
/// Source: docs.terragrunt.com, "include": `no_merge`, `shallow` (if nothing is said) and `deep`, by
/// which the inputs of both are merged within.
pub(super) fn strategy<'a>(file: &'a hcl::File, include: &Block) -> Option<&'a str> {
    match include.body.attribute("merge_strategy") {
        Some(strategy) => literal(file, strategy.value),
        None => Some("shallow"),
    }
}

/// The file that `find_in_parent_folders` finds; none for other ways to name one.
fn found(file: &hcl::File, path: ExprId, here: &str, tree: &Tree) -> Option<hcl::File> {
    let ExprKind::Call { name, arguments, expands: false, .. } = &file.expression(path).kind else {
        return None;
    };
    let wanted = match arguments.as_slice() {
        [] => NAME,
        [only] => literal(file, *only)?,
        _ => return None,
    };
    if name != "find_in_parent_folders" || wanted.contains('/') {
        return None;
    }
    let mut around = ancestors(here).skip(1).filter_map(|outer| joined(outer, wanted));
    let bytes = around.find_map(|path| tree.bytes(&path).ok())?;
    let parsed = hcl::parse(std::str::from_utf8(&bytes).ok()?);
    parsed.errors.is_empty().then_some(parsed)
}
