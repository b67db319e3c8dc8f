use super::{Removal, TABLE, removal, removals};
use crate::data::table;
use crate::data::versions::Minor;

#[test]
fn every_row_is_found_and_says_what_to_write_or_why_not() {
    let lines = table::body(TABLE).lines().count();
    assert_eq!((lines, removals().count()), (49, 49));
    for (version, kind, removal) in removals() {
        assert!(removal.replacement.is_some() || removal.change.is_some(), "{version} {kind}");
        assert_ne!(removal.replacement, Some(version), "{kind}");
    }
}

#[test]
fn ends_are_those_of_the_migration_guide() {
    let job =
        Removal { removed_in: Minor::new(1, 25), replacement: Some("batch/v1"), change: None };
    assert_eq!(removal("batch/v1beta1", "CronJob"), Some(job));
    let policy = removal("policy/v1beta1", "PodSecurityPolicy").unwrap();
    assert_eq!((policy.removed_in, policy.replacement), (Minor::new(1, 25), None));
    for (version, kind) in [
        ("batch/v1", "CronJob"),
        ("batch/v1beta1", "Job"),
        ("keda.sh/v1beta1", "CronJob"),
        ("", ""),
    ] {
        assert_eq!(removal(version, kind), None, "{version} {kind}");
    }
}
