//! Options that give the same report on every day.

use ekslint::check::CheckOptions;
use jiff::civil::date;

/// The day that all tests are run at.
pub(crate) fn options() -> CheckOptions {
    CheckOptions { as_of: date(2026, 11, 20), ..CheckOptions::default() }
}
