//! Functions of files. Only what lies below the scanned folders is read.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::call::{Call, Made};
use crate::source::{Absent, Span, TextId};
use crate::terraform::types;
use crate::value::{Origin, Rest, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "file" => text(call).map(|(text, id)| match id {
            Some(id) => Value::string(&*text, Origin::new(whole(id, &text))),
            None => call.string(text),
        }),
        "fileexists" => exists(call),
        "fileset" => matching(call),
        "filebase64" => bytes(call).map(|bytes| call.string(STANDARD.encode(bytes))),
        "filemd5" | "filesha1" | "filesha256" | "filesha512" | "filebase64sha256"
        | "filebase64sha512" => hashed(call, &call.name[4..]),
        _ => return None,
    })
}

/// The path of an argument, relative to the root of the run.
fn path(call: &Call<'_, '_>, at: usize) -> Result<String, Value> {
    let path = call.text(at)?;
    let unread = || call.unsure(Why::File(path.clone()));
    let folder = call.evaluation.working_folder().ok_or_else(unread)?;
    if path.starts_with(['/', '~']) {
        return Err(unread());
    }
    Ok(format!("{folder}/{path}").trim_start_matches('/').to_owned())
}

fn bytes(call: &Call<'_, '_>) -> Result<Arc<[u8]>, Value> {
    let path = path(call, 0)?;
    call.evaluation.inputs().tree.bytes(&path).map_err(|absent| match absent {
        Absent::Missing => call.error(format!("there is no file `{path}`")),
        Absent::Unread => call.unsure(Why::File(path.into())),
    })
}

/// The text of the file that the first argument names, and its number where it can be pointed into.
pub(super) fn text(call: &Call<'_, '_>) -> Result<(String, Option<TextId>), Value> {
    let bytes = bytes(call)?;
    let text = String::from_utf8(bytes.to_vec());
    let text = text.map_err(|_| call.error("the file is not UTF-8"))?;
    let evaluation = call.evaluation;
    let texts = evaluation.session.texts.get().filter(|_| !evaluation.directory().installed);
    let id = texts.and_then(|texts| {
        let path = path(call, 0).ok()?;
        evaluation.inputs().tree.text(&path, &text, texts)
    });
    Ok((text, id))
}

/// All of a text.
fn whole(id: TextId, text: &str) -> Span {
    Span::new(id, 0, u32::try_from(text.len()).unwrap_or(u32::MAX))
}

fn exists(call: &Call<'_, '_>) -> Made {
    let path = path(call, 0)?;
    let tree = &call.evaluation.inputs().tree;
    match tree.bytes(&path) {
        Ok(_) => Ok(Value::bool(true, call.origin.clone())),
        Err(Absent::Missing) if tree.below(&path).is_ok_and(|files| !files.is_empty()) => {
            Err(call.error("this is a folder"))
        }
        Err(Absent::Missing) => Ok(Value::bool(false, call.origin.clone())),
        Err(Absent::Unread) => Err(call.unsure(Why::File(path.into()))),
    }
}

fn hashed(call: &Call<'_, '_>, name: &str) -> Made {
    let bytes = bytes(call)?;
    Ok(call.string(super::hashes::digest(call, name, &bytes)?))
}

/// The files below a folder that a pattern with `*`, `**`, `?`, `[…]` and `{…}` matches.
fn matching(call: &Call<'_, '_>) -> Made {
    let folder = path(call, 0)?;
    let pattern = call.text(1)?;
    let files = call.evaluation.inputs().tree.below(&folder);
    let files = files.map_err(|_| call.unsure(Why::File(folder.into())))?;
    let cleaned = super::words::cleaned(&pattern);
    if cleaned.starts_with("..") || cleaned.starts_with('/') {
        return Err(call.unsure(Why::File(pattern)));
    }
    let found: Vec<Value> = match glob(&cleaned.replace("[^", "[!")) {
        Some(glob) => {
            let matched = files.into_iter().filter(|file| glob.is_match(file));
            matched.map(|file| call.string(file)).collect()
        }
        None if files.is_empty() => Vec::new(),
        None => return Err(call.error("the pattern is not valid")),
    };
    Ok(call.made(types::set_of(found, Rest::Closed)))
}

/// What a pattern matches; none if it is not valid.
pub(in crate::terraform) fn glob(pattern: &str) -> Option<globset::GlobMatcher> {
    let mut glob = globset::GlobBuilder::new(pattern);
    let glob = glob.literal_separator(true).backslash_escape(true).build();
    glob.ok().map(|glob| glob.compile_matcher())
}
