//! Functions of points in time. What now is, is not known here.

use jiff::civil::DateTime;

use super::call::{Call, Made};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "formatdate" => formatted(call),
        "timeadd" => added(call),
        "timecmp" => compared(call),
        _ => return None,
    })
}

/// A point in time as it was written: a wall clock and its distance from UTC.
#[derive(Clone, Copy)]
struct Stamp {
    clock: DateTime,
    nanoseconds: i128,
    offset: i64,
    zulu: bool,
}

const SECOND: i128 = 1_000_000_000;

impl Stamp {
    /// A timestamp by RFC 3339, in capital letters.
    fn parse(text: &str) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
        };
        let sign = |at: usize, wanted: &str| text.get(at..=at).filter(|it| *it == wanted);
        let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
        let (hour, minute, second) = (digits(11..13)?, digits(14..16)?, digits(17..19)?);
        for (at, wanted) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")] {
            sign(at, wanted)?;
        }
        let mut rest = text.get(19..)?;
        let mut fraction = 0_i128;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            let length = after.bytes().take_while(u8::is_ascii_digit).count();
            let kept = after.get(..length.min(9)).filter(|it| !it.is_empty())?;
            fraction = format!("{kept:0<9}").parse().ok()?;
            rest = after.get(length..)?;
        }
        let (offset, zulu) = if rest == "Z" { (0, true) } else { (offset(rest)?, false) };
        let narrow = |number: i64| i8::try_from(number).ok();
        let clock = DateTime::new(
            i16::try_from(year).ok()?,
            narrow(month)?,
            narrow(day)?,
            narrow(hour)?,
            narrow(minute)?,
            narrow(second).filter(|second| *second < 60)?,
            i32::try_from(fraction).ok()?,
        );
        let clock = clock.ok()?;
        let midnight = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let since = clock.duration_since(midnight).as_nanos();
        Some(Self { clock, nanoseconds: since - i128::from(offset) * SECOND, offset, zulu })
    }

    /// The same place so much later; none outside of the years that are written with four digits.
    fn later(self, nanoseconds: i128) -> Option<String> {
        let utc = self.nanoseconds.checked_add(nanoseconds)?;
        let wall = utc + i128::from(self.offset) * SECOND;
        let seconds = i64::try_from(wall.div_euclid(SECOND)).ok()?;
        let midnight = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let clock = midnight.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()?;
        Some(format!("{}{}", clock.strftime("%Y-%m-%dT%H:%M:%S"), self.zone(true, true)))
    }

    /// The distance from UTC, such as `+02:00`.
    fn zone(self, colon: bool, zulu: bool) -> String {
        if zulu && self.offset == 0 {
            return "Z".to_owned();
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (self.offset.abs() / 3600, self.offset.abs() / 60 % 60);
        format!("{sign}{hours:02}{}{minutes:02}", if colon { ":" } else { "" })
    }
}

fn offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let number = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| plain)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn stamp(call: &Call<'_, '_>, at: usize) -> Result<Stamp, crate::value::Value> {
    let text = call.text(at)?;
    Stamp::parse(&text).ok_or_else(|| call.error("the text is not a timestamp"))
}

fn compared(call: &Call<'_, '_>) -> Made {
    let order = stamp(call, 0)?.nanoseconds.cmp(&stamp(call, 1)?.nanoseconds);
    Ok(crate::value::Value::integer(order as i64, call.origin.clone()))
}

fn added(call: &Call<'_, '_>) -> Made {
    let time = stamp(call, 0)?;
    let duration = call.text(1)?;
    let duration =
        nanoseconds(&duration).ok_or_else(|| call.error("the text is not a duration"))?;
    let later = time.later(duration).ok_or_else(|| call.error("the time has no year"))?;
    Ok(call.string(later))
}

/// A duration such as `-1h30m`, in nanoseconds.
fn nanoseconds(text: &str) -> Option<i128> {
    const UNITS: [(&str, i128); 8] = [
        ("ns", 1),
        ("us", 1000),
        ("µs", 1000),
        ("μs", 1000),
        ("ms", 1_000_000),
        ("s", SECOND),
        ("m", 60 * SECOND),
        ("h", 3600 * SECOND),
    ];
    let negative = text.starts_with('-');
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return Some(0);
    }
    let mut total = 0_i128;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let number = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let (digits, after) = rest.split_at(number);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let end = after.find(|it: char| it.is_ascii_digit() || it == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let unit = UNITS.iter().find(|(name, _)| *name == unit)?.1;
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let kept = &fraction[..fraction.len().min(18)];
        let part: i128 = if kept.is_empty() { 0 } else { kept.parse().ok()? };
        let scale = 10_i128.pow(u32::try_from(kept.len()).ok()?);
        total = total.checked_add(whole.checked_mul(unit)?)?.checked_add(part * unit / scale)?;
        rest = after;
    }
    i64::try_from(total).ok()?;
    Some(if negative { -total } else { total })
}

fn formatted(call: &Call<'_, '_>) -> Made {
    let (format, time) = (call.text(0)?, stamp(call, 1)?);
    let text = written(&format, time).ok_or_else(|| call.error("the format is not valid"))?;
    Ok(call.string(text))
}

/// A time as a format says: runs of one letter are parts of it, and quotes keep text as it is.
fn written(format: &str, time: Stamp) -> Option<String> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            rest = literal(&rest[1..], &mut out)?;
            continue;
        }
        let run = rest.find(|it: char| it != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at(run);
        if first.is_ascii_alphabetic() {
            out.push_str(&part(run, time)?);
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    Some(out)
}

/// Copies a quoted text, in which two quotes are one, and gives what follows it.
fn literal<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let mut rest = text;
    loop {
        let end = rest.find('\'')?;
        out.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Some(rest),
        }
    }
}

fn part(run: &str, time: Stamp) -> Option<String> {
    let clock = time.clock;
    let hour = clock.hour();
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let half = if hour < 12 { "am" } else { "pm" };
    let named = |format: &str| clock.strftime(format).to_string();
    Some(match run {
        "YYYY" => named("%Y"),
        "YY" => named("%y"),
        "MMMM" => named("%B"),
        "MMM" => named("%b"),
        "MM" => named("%m"),
        "M" => clock.month().to_string(),
        "DD" => named("%d"),
        "D" => clock.day().to_string(),
        "EEEE" => named("%A"),
        "EEE" => named("%a"),
        "hh" => named("%H"),
        "h" => hour.to_string(),
        "HH" => format!("{twelve:02}"),
        "H" => twelve.to_string(),
        "AA" => half.to_uppercase(),
        "aa" => half.to_owned(),
        "mm" => named("%M"),
        "m" => clock.minute().to_string(),
        "ss" => named("%S"),
        "s" => clock.second().to_string(),
        "ZZZZZ" => time.zone(true, false),
        "ZZZ" if time.zulu => "UTC".to_owned(),
        "ZZZZ" | "ZZZ" => time.zone(false, false),
        "Z" => time.zone(true, true),
        _ => return None,
    })
}
