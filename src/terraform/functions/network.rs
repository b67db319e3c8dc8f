//! Functions of network addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use num_bigint::BigInt;
use smol_str::SmolStr;

use super::call::{Call, Made};
use crate::value::{Segment, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "cidrsubnet" => subnet(call),
        "cidrsubnets" => subnets(call),
        "cidrhost" => host(call),
        "cidrnetmask" => netmask(call),
        _ => return None,
    })
}

/// A network: `bits` is 32 or 128.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    length: u32,
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let digits = length.chars().all(|it| it.is_ascii_digit()) && length.len() < 4;
        let length: u32 = length.parse().ok().filter(|_| digits)?;
        let (address, bits) = if address.contains(':') {
            (address.parse::<Ipv6Addr>().ok()?.to_bits(), 128)
        } else {
            (u128::from(version_four(address)?), 32)
        };
        let network = Self { address, length, bits };
        (length <= bits).then(|| network.masked())
    }

    /// Ones for the part that numbers hosts.
    fn hosts(self) -> u128 {
        let all = if self.bits == 128 { u128::MAX } else { u128::from(u32::MAX) };
        if self.length >= self.bits { 0 } else { all >> self.length }
    }

    fn masked(self) -> Self {
        Self { address: self.address & !self.hosts(), ..self }
    }

    fn last(self) -> u128 {
        self.address | self.hosts()
    }

    fn contains(self, address: u128) -> bool {
        address & !self.hosts() == self.address
    }

    fn show(self, address: u128) -> String {
        match u32::try_from(address) {
            Ok(address) if self.bits == 32 => Ipv4Addr::from_bits(address).to_string(),
            _ => Ipv6Addr::from_bits(address).to_string(),
        }
    }

    /// Whether it lies among the addresses of six that stand for addresses of four numbers.
    fn is_mapped(self) -> bool {
        self.bits == 128 && self.address >> 32 == 0xffff
    }

    fn text(self) -> String {
        if self.is_mapped() && self.length >= 96 {
            let address = u32::try_from(self.address & u128::from(u32::MAX)).unwrap_or(0);
            return format!("{}/{}", Ipv4Addr::from_bits(address), self.length - 96);
        }
        format!("{}/{}", self.show(self.address), self.length)
    }
}

/// An address of four numbers, which may have leading zeros.
fn version_four(text: &str) -> Option<u32> {
    let mut numbers = text.split('.').map(|part| {
        let plain = !part.is_empty() && part.chars().all(|it| it.is_ascii_digit());
        part.parse::<u32>().ok().filter(|number| plain && *number < 256)
    });
    let mut address = 0;
    for _ in 0..4 {
        address = address << 8 | numbers.next()??;
    }
    numbers.next().is_none().then_some(address)
}

/// The network that the first argument is.
fn parsed(call: &Call<'_, '_>) -> Result<Network, Value> {
    let text = call.text(0)?;
    Network::parse(&text).ok_or_else(|| call.error("the text is not a network"))
}

fn network(call: &Call<'_, '_>) -> Result<Network, Value> {
    let network = parsed(call)?;
    if network.is_mapped() {
        // Go takes these for addresses of four numbers now and then.
        return Err(call.unsure(Why::Function(call.name.into())));
    }
    Ok(network)
}

fn subnet(call: &Call<'_, '_>) -> Made {
    let value = call.textual(0)?;
    if value.as_str().is_none() {
        return sized(call, &value);
    }
    let network = parsed(call)?;
    let (added, number) = (call.integer(1)?, call.integer(2)?);
    let length = i64::from(network.length).checked_add(added);
    let length = length.and_then(|length| u32::try_from(length).ok());
    let Some(length) = length.filter(|length| *length <= network.bits) else {
        return Err(call.error("there is not enough space for so many more bits"));
    };
    let room = u32::try_from(added).unwrap_or(u32::MAX);
    if (room < 64 && number >> room > 0) || (room == 0 && number != 0) {
        return Err(call.error("the number of the subnet is too large"));
    }
    // A number below zero goes through as it is, and its sign is lost at the end.
    let shifted = BigInt::from(number) << (network.bits - length);
    let address = BigInt::from(network.address) | shifted;
    match u128::try_from(address.magnitude()) {
        Ok(address) => Ok(call.string(Network { address, length, ..network }.text())),
        Err(_) => Err(call.error("there is no such subnet")),
    }
}

/// A subnet of which only the size is known, because only the size of the network is.
fn sized(call: &Call<'_, '_>, value: &Value) -> Made {
    let suffix = value.text().and_then(|text| {
        let (_, length) = text.suffix().rsplit_once('/')?;
        length.parse::<i64>().ok()
    });
    let Some(length) = suffix else { return Err(call.unknown(value)) };
    let length = length.saturating_add(call.integer(1)?);
    let unseen = Value::unknown(value.why(), call.origin.clone());
    let text: SmolStr = format!("/{length}").into();
    let size = Segment::Literal { text, origin: call.origin.clone() };
    call.evaluation.risk();
    Ok(Value::segments(vec![Segment::Hole(unseen), size], call.origin.clone()))
}

/// Subnets of the given sizes, one after the other.
fn subnets(call: &Call<'_, '_>) -> Made {
    let network = network(call)?;
    let mut made: Vec<SmolStr> = Vec::new();
    let mut last: Option<Network> = None;
    for at in 1..call.arguments.len() {
        let added = u32::try_from(call.integer(at)?).ok().filter(|added| (1..=32).contains(added));
        let Some(added) = added else { return Err(call.error("bits must be between 1 and 32")) };
        let length = network.length + added;
        // Before the first address there is none to begin behind.
        if length > network.bits || network.address == 0 {
            return Err(call.error("there is not enough space for so many more bits"));
        }
        let next = match last {
            None => Some(Network { length, ..network }),
            Some(last) => after(last, length),
        };
        let Some(next) = next.filter(|next| network.contains(next.address)) else {
            return Err(call.error("there is not enough space left"));
        };
        made.push(next.text().into());
        last = Some(next);
    }
    Ok(call.strings(made))
}

/// The first network of a length behind another.
fn after(last: Network, length: u32) -> Option<Network> {
    let block = Network { address: last.last(), length, ..last }.masked();
    let address = block.last().checked_add(1)?;
    let limit = if last.bits == 32 { u128::from(u32::MAX) } else { u128::MAX };
    (address <= limit).then_some(Network { address, ..block })
}

fn host(call: &Call<'_, '_>) -> Made {
    let network = network(call)?;
    let number = call.integer(1)?;
    let distance = u128::from(number.unsigned_abs());
    let hosts = network.hosts();
    let address = if number < 0 {
        (distance <= hosts.saturating_add(1)).then(|| network.last().wrapping_sub(distance - 1))
    } else {
        (distance <= hosts).then(|| network.address + distance)
    };
    match address {
        Some(address) => Ok(call.string(network.show(address))),
        None => Err(call.error("the network has not so many hosts")),
    }
}

fn netmask(call: &Call<'_, '_>) -> Made {
    let network = network(call)?;
    if network.bits != 32 {
        return Err(call.error("only IPv4 has netmasks"));
    }
    Ok(call.string(network.show(!network.hosts() & u128::from(u32::MAX))))
}
