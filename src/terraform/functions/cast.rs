//! Conversions that are written out.

use super::call::{Call, Made};
use crate::terraform::types::Type;
use crate::value::{Kind, Value};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    let any = || Box::new(Type::Any);
    Some(match call.name {
        "tostring" => convert(call, &Type::Text),
        "tonumber" => convert(call, &Type::Number),
        "tobool" => convert(call, &Type::Bool),
        "tolist" => convert(call, &Type::List(any())),
        "toset" => convert(call, &Type::Set(any())),
        "tomap" => convert(call, &Type::Map(any())),
        "sensitive" | "nonsensitive" | "ephemeralasnull" => call.any(0),
        _ => return None,
    })
}

fn convert(call: &Call<'_, '_>, kind: &Type) -> Made {
    let value = call.any(0)?;
    if matches!(value.kind, Kind::Unknown(_) | Kind::Reference(_) | Kind::Segments(_)) {
        call.evaluation.risk();
    }
    let scalar = matches!(kind, Type::Text | Type::Number | Type::Bool);
    match kind.convert(&value) {
        Err(message) => Err(call.error(message)),
        // Its type differs from the argument's, so it is not the same value to `==`.
        Ok(Value { kind: Kind::Unknown(why), .. }) if scalar => Err(call.unsure(why)),
        Ok(value) => Ok(value),
    }
}
