//! Neither the order of files nor the number of threads is part of the input.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use ekslint::check::{CheckOptions, lint, run};
use proptest::prelude::*;

use super::{DEMO, cases, demo, pinned, report};

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn files_may_come_in_any_order(shuffled in Just(demo()).prop_shuffle()) {
        prop_assert_eq!(report(&lint(&shuffled, &pinned::options())), report(&DEMO));
    }
}

#[test]
fn four_threads_report_what_one_does() {
    let with = |threads| {
        let options = CheckOptions {
            paths: vec![PathBuf::from("testdata/demo")],
            threads: NonZeroUsize::new(threads),
            ..pinned::options()
        };
        report(&run(&options).expect("the demo can be checked"))
    };
    let one = with(1);
    for _ in 0..4 {
        assert_eq!(with(4), one);
    }
}
