//! The arithmetic of addresses, as one sentence whose every number can be checked.

use crate::project::{Gap, Room};
use crate::report::plural::{count, grouped};

/// Numbers that are written one by one.
const SHOWN: usize = 6;

/// What the addresses of a node group come to.
pub(super) fn sentence(room: &Room) -> String {
    let mut parts = Vec::new();
    match &room.subnets {
        Ok(subnets) => parts.push(usable(subnets)),
        Err(gap) => parts.push(unknown("how many addresses there are is not known", gap)),
    }
    match &room.share {
        Ok(share) => {
            let (name, each) = (share.instance.name, share.each());
            let (interfaces, addresses) = (share.interfaces, share.addresses);
            let interfaces = count(whole(interfaces), "network interface");
            parts.push(format!("one {name} takes at most {each} ({interfaces} of {addresses})"));
        }
        Err(gap) => parts.push(unknown("what one node takes is not known", gap)),
    }
    if let Some(fitting) = room.fitting() {
        let fit = if fitting.iter().sum::<u64>() == 1 { "fits" } else { "fit" };
        let nodes = count(whole(fitting.iter().sum()), "node");
        parts.push(format!("so {nodes} {fit}{}", summands(&fitting)));
    }
    match &room.maximum {
        Ok(most) => parts.extend(wanted(room, *most)),
        Err(gap) => parts.push(unknown("the greatest number of nodes is not known", gap)),
    }
    parts.join("; ")
}

/// `3 subnets have 753 usable addresses (3 x 251)`.
fn usable(subnets: &[u64]) -> String {
    let have = if subnets.len() == 1 { "has" } else { "have" };
    let addresses = count(whole(subnets.iter().sum()), "usable address");
    format!("{} {have} {addresses}{}", count(subnets.len(), "subnet"), summands(subnets))
}

/// What the greatest number of nodes would take.
fn wanted(room: &Room, most: u64) -> Option<String> {
    let (taken, nodes) = (grouped(whole(room.wanted()?)), count(whole(most), "node"));
    Some(match room.fits() {
        Some(true) => {
            format!("the maximum of {nodes} takes {taken}: it fits, if nothing else takes any")
        }
        Some(false) => format!("the maximum of {nodes} would take {taken}: it does not fit"),
        None => format!("the maximum of {nodes} would take {taken}"),
    })
}

/// `(3 x 251)` or `(11 + 251)`; nothing for one number, or for too many.
fn summands(numbers: &[u64]) -> String {
    let same = numbers.windows(2).all(|pair| pair.first() == pair.last());
    match numbers {
        [] | [_] => String::new(),
        [first, ..] if same => format!(" ({} x {first})", numbers.len()),
        _ if numbers.len() > SHOWN => String::new(),
        _ => {
            let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!(" ({})", all.join(" + "))
        }
    }
}

fn unknown(what: &str, gap: &Gap) -> String {
    let Gap { setting, why } = gap;
    if setting.is_empty() {
        format!("{what}: {why}")
    } else {
        format!("{what}: `{setting}`: {why}")
    }
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::data::instances::instance;
    use crate::project::{Gap, Room, Share};

    fn room(subnets: &[u64], maximum: u64) -> Room {
        let instance = instance("m6i.large").expect("it is in the table");
        let share = Share { instance, interfaces: 3, addresses: 10 };
        Room { subnets: Ok(subnets.to_vec()), share: Ok(share), maximum: Ok(maximum) }
    }

    #[test]
    fn every_number_can_be_checked() {
        assert_eq!(
            sentence(&room(&[251, 251, 251], 40)),
            "3 subnets have 753 usable addresses (3 x 251); one m6i.large takes at most 30 \
             (3 network interfaces of 10); so 24 nodes fit (3 x 8); the maximum of 40 nodes would \
             take 1,200: it does not fit"
        );
        assert_eq!(
            sentence(&room(&[59, 251], 9)),
            "2 subnets have 310 usable addresses (59 + 251); one m6i.large takes at most 30 \
             (3 network interfaces of 10); so 9 nodes fit (1 + 8); the maximum of 9 nodes takes \
             270: it fits, if nothing else takes any"
        );
    }

    #[test]
    fn a_node_takes_its_addresses_from_one_subnet() {
        // 5 x 59 are 295, of which nine nodes would take 270, but no subnet has room for two.
        assert_eq!(room(&[59; 5], 9).fits(), Some(false));
        assert_eq!(room(&[60; 5], 9).fits(), Some(true));
    }

    #[test]
    fn what_is_missing_is_named() {
        let gap =
            || Gap { setting: "max_size".to_owned(), why: "`var.most` has no default".into() };
        let open = Room { maximum: Err(gap()), ..room(&[251], 1) };
        assert!(
            sentence(&open).ends_with(
                "the greatest number of nodes is not known: `max_size`: `var.most` has no default"
            ),
            "{}",
            sentence(&open)
        );
        let open = Room { subnets: Err(gap()), ..room(&[], 2) };
        assert_eq!(open.fits(), None);
        assert!(sentence(&open).ends_with("the maximum of 2 nodes would take 60"));
    }
}
