use jiff::civil::date;

use super::*;

#[test]
fn a_version_is_read_as_people_write_it() {
    for text in ["1.34", "v1.34", "1.34.2", "v1.34.2-eks-3a4b5c"] {
        assert_eq!(text.parse(), Ok(Minor::new(1, 34)), "{text}");
    }
    for text in ["", "1", "1.", "1.x", "latest", "auto", "1.34-alpha", "1.34.", "+1.34"] {
        assert_eq!(text.parse::<Minor>(), Err(NotAVersion), "{text}");
    }
    assert_eq!(Minor::new(1, 34).to_string(), "1.34");
    assert!(Minor::new(1, 9) < Minor::new(1, 30));
}

#[test]
fn support_moves_from_standard_to_extended_to_ended() {
    let release = release(Minor::new(1, 34)).unwrap();
    let cases = [
        (date(2025, 10, 1), Support::Unreleased),
        (date(2025, 10, 2), Support::Standard { until: date(2026, 12, 2) }),
        (date(2026, 12, 2), Support::Standard { until: date(2026, 12, 2) }),
        (date(2026, 12, 3), Support::Extended { until: date(2027, 12, 2) }),
        (date(2027, 12, 3), Support::Ended { since: Some(date(2027, 12, 2)) }),
    ];
    for (day, expected) in cases {
        assert_eq!(release.support_on(day), expected, "{day}");
    }
}

#[test]
fn on_the_day_of_the_table() {
    let standing = |minor| support(Minor::new(1, minor), AS_OF);
    assert!(matches!(standing(30), Some(Support::Ended { .. })));
    assert!(matches!(standing(31), Some(Support::Extended { .. })));
    assert!(matches!(standing(33), Some(Support::Extended { .. })));
    assert!(matches!(standing(34), Some(Support::Standard { .. })));
}

#[test]
fn beyond_the_table() {
    assert_eq!(support(Minor::new(1, 14), AS_OF), Some(Support::Ended { since: None }));
    assert_eq!(support(Minor::new(1, 99), AS_OF), None);
    assert_eq!(release(Minor::new(1, 14)), None);
}

#[test]
fn the_newest_is_not_a_projection() {
    assert_eq!(newest().version, Minor::new(1, 36));
    assert!(
        releases().iter().any(|release| release.projected && release.version > newest().version)
    );
}

#[test]
fn rows_are_in_order_and_their_dates_too() {
    assert!(releases().windows(2).all(|pair| pair[0].version < pair[1].version));
    assert!(releases().windows(2).all(|pair| pair[0].eks_release < pair[1].eks_release));
    for release in releases() {
        assert!(release.eks_release < release.standard_support_ends, "{}", release.version);
        assert!(
            release.standard_support_ends < release.extended_support_ends,
            "{}",
            release.version
        );
    }
}
