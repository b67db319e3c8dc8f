//! What each function takes: the arguments are counted and converted before it sees them.

use super::call::{Call, Made};
use crate::terraform::types::Type;
use crate::value::{Kind, Value};

/// Every function of Terraform 1.11 but `try` and `can`, from `terraform metadata functions`, and
/// its parameters: `s`tring, `n`umber, `b`ool, `d`ynamic, `l`ist, se`t` or `m`ap of one of them;
/// `?` takes null, and `*` any number of arguments.
const SIGNATURES: [(&str, &str); 116] = [
    ("abs", "n"),
    ("abspath", "s"),
    ("alltrue", "lb"),
    ("anytrue", "lb"),
    ("base64decode", "s"),
    ("base64encode", "s"),
    ("base64gzip", "s"),
    ("base64sha256", "s"),
    ("base64sha512", "s"),
    ("basename", "s"),
    ("bcrypt", "s n*"),
    ("ceil", "n"),
    ("chomp", "s"),
    ("chunklist", "ld n"),
    ("cidrhost", "s n"),
    ("cidrnetmask", "s"),
    ("cidrsubnet", "s n n"),
    ("cidrsubnets", "s n*"),
    ("coalesce", "d?*"),
    ("coalescelist", "d?*"),
    ("compact", "ls"),
    ("concat", "d*"),
    ("contains", "d d"),
    ("csvdecode", "s"),
    ("dirname", "s"),
    ("distinct", "ld"),
    ("element", "d n"),
    ("endswith", "s s"),
    ("ephemeralasnull", "d?"),
    ("file", "s"),
    ("filebase64", "s"),
    ("filebase64sha256", "s"),
    ("filebase64sha512", "s"),
    ("fileexists", "s"),
    ("filemd5", "s"),
    ("fileset", "s s"),
    ("filesha1", "s"),
    ("filesha256", "s"),
    ("filesha512", "s"),
    ("flatten", "d"),
    ("floor", "n"),
    ("format", "s d?*"),
    ("formatdate", "s s"),
    ("formatlist", "s d?*"),
    ("indent", "n s"),
    ("index", "d d"),
    ("issensitive", "d?"),
    ("join", "s ls*"),
    ("jsondecode", "s"),
    ("jsonencode", "d?"),
    ("keys", "d"),
    ("length", "d"),
    ("log", "n n"),
    ("lookup", "d s d?*"),
    ("lower", "s"),
    ("matchkeys", "ld ld ld"),
    ("max", "n*"),
    ("md5", "s"),
    ("merge", "d?*"),
    ("min", "n*"),
    ("nonsensitive", "d?"),
    ("one", "d"),
    ("parseint", "d n"),
    ("pathexpand", "s"),
    ("plantimestamp", ""),
    ("pow", "n n"),
    ("range", "n*"),
    ("regex", "s s"),
    ("regexall", "s s"),
    ("replace", "s s s"),
    ("reverse", "d"),
    ("rsadecrypt", "s s"),
    ("sensitive", "d?"),
    ("setintersection", "td td*"),
    ("setproduct", "d*"),
    ("setsubtract", "td td"),
    ("setunion", "td td*"),
    ("sha1", "s"),
    ("sha256", "s"),
    ("sha512", "s"),
    ("signum", "n"),
    ("slice", "d n n"),
    ("sort", "ls"),
    ("split", "s s"),
    ("startswith", "s s"),
    ("strcontains", "s s"),
    ("strrev", "s"),
    ("substr", "s n n"),
    ("sum", "d"),
    ("templatefile", "s d"),
    ("templatestring", "s d"),
    ("textdecodebase64", "s s"),
    ("textencodebase64", "s s"),
    ("timeadd", "s s"),
    ("timecmp", "s s"),
    ("timestamp", ""),
    ("title", "s"),
    ("tobool", "d?"),
    ("tolist", "d?"),
    ("tomap", "d?"),
    ("tonumber", "d?"),
    ("toset", "d?"),
    ("tostring", "d?"),
    ("transpose", "mls"),
    ("trim", "s s"),
    ("trimprefix", "s s"),
    ("trimspace", "s"),
    ("trimsuffix", "s s"),
    ("upper", "s"),
    ("urlencode", "s"),
    ("uuid", ""),
    ("uuidv5", "s s"),
    ("values", "d"),
    ("yamldecode", "s"),
    ("yamlencode", "d?"),
    ("zipmap", "ls d"),
];

/// One parameter.
struct Parameter<'s> {
    kind: &'s str,
    nullable: bool,
    variadic: bool,
}

/// The parameters of a function; none if Terraform has no such function.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let found = SIGNATURES.binary_search_by(|(known, _)| (*known).cmp(name));
    found.ok().and_then(|at| SIGNATURES.get(at)).map(|(_, parameters)| *parameters)
}

/// The arguments as the function takes them, or the error that they are not.
pub(super) fn converted(call: &Call<'_, '_>, signature: &str) -> Result<Vec<Value>, Value> {
    let parameters: Vec<Parameter<'_>> = signature.split(' ').filter_map(parameter).collect();
    let fixed = parameters.iter().filter(|it| !it.variadic).count();
    let count = call.arguments.len();
    let variadic = parameters.iter().find(|it| it.variadic);
    if count < fixed || (count > fixed && variadic.is_none()) {
        return Err(call.error("wrong number of arguments"));
    }
    let of = |at: usize| parameters.get(at).or(variadic);
    let one = |(at, value): (usize, &Value)| match of(at) {
        Some(parameter) => argument(call, parameter, value),
        None => Ok(value.clone()),
    };
    call.arguments.iter().enumerate().map(one).collect()
}

fn parameter(text: &str) -> Option<Parameter<'_>> {
    let (variadic, text) = text.strip_suffix('*').map_or((false, text), |text| (true, text));
    let (nullable, kind) = text.strip_suffix('?').map_or((false, text), |text| (true, text));
    (!kind.is_empty()).then_some(Parameter { kind, nullable, variadic })
}

fn argument(call: &Call<'_, '_>, parameter: &Parameter<'_>, value: &Value) -> Made {
    if value.is_null() && !parameter.nullable {
        return Err(call.error("an argument is null"));
    }
    // The text of a document is only made where a function needs it.
    if matches!(value.kind, Kind::Document(_)) && parameter.kind == "s" {
        return Ok(value.clone());
    }
    kind(parameter.kind).convert(value).map_err(|message| call.error(message))
}

fn kind(letters: &str) -> Type {
    let item = || Box::new(kind(letters.get(1..).unwrap_or("")));
    match letters.chars().next() {
        Some('s') => Type::Text,
        Some('n') => Type::Number,
        Some('b') => Type::Bool,
        Some('l') => Type::List(item()),
        Some('t') => Type::Set(item()),
        Some('m') => Type::Map(item()),
        _ => Type::Any,
    }
}
