//! Tests that every contract has of its messages.

/// The tests of messages that are bad in themselves or come with something bad, alike for every contract of these messages:
/// `benches` are the stages that it has, each with a sample of every message and whoever is someone to it; `beginnings` are a
/// suite, the name of the code, and messages with which it begins. What is `unbounded` may be large, because another contract
/// bounds it.
macro_rules! bad_messages {
    ($messages:ty: $benches:path, $beginning:ty: $beginnings:path) => {
        bad_messages!($messages: $benches, $beginning: $beginnings, unbounded: []);
    };
    ($messages:ty: $benches:path, $beginning:ty: $beginnings:path, unbounded: $unbounded:expr) => {
        /// Every stage with the samples that work in it.
        fn working() -> Vec<$crate::support::bench::Bench> {
            $benches().into_iter().map(|(bench, _)| bench.keep_what_works()).collect()
        }

        fn in_every_stage(check: impl Fn(&mut $crate::support::bench::Bench)) {
            for mut bench in working() {
                assert!(!bench.samples.is_empty());
                check(&mut bench);
            }
        }

        #[test]
        fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
            let schema = serde_json::to_value(cosmwasm_schema::schema_for!($messages)).unwrap();
            $crate::support::bench::cover_together(&mut working(), &schema);
        }

        /// F-01 to F-09.
        #[test]
        fn wrong_funds_are_refused_with_every_message() {
            in_every_stage($crate::support::bench::Bench::wrong_funds_are_refused);
        }

        /// F-01 to F-06, O-01.
        #[test]
        fn in_no_stage_anything_slips_through_from_anybody() {
            for (mut bench, roles) in $benches() {
                bench.nothing_slips_through(&roles);
            }
        }

        ///
        #[test]
        fn bad_addresses_are_refused_in_every_message() {
            in_every_stage($crate::support::bench::Bench::bad_addresses_are_refused);
        }

        /// P-01.
        #[test]
        fn unknown_fields_are_refused_in_every_message() {
            in_every_stage($crate::support::bench::Bench::unknown_fields_are_refused);
        }

        #[test]
        fn other_json_is_refused_in_place_of_every_message() {
            in_every_stage($crate::support::bench::Bench::other_json_is_refused);
        }

        /// P-03, V-07.
        #[test]
        fn wrong_numbers_are_refused_in_every_message() {
            in_every_stage($crate::support::bench::Bench::wrong_numbers_are_refused);
        }

        #[test]
        fn huge_numbers_break_nothing_off() {
            in_every_stage($crate::support::bench::Bench::huge_numbers_break_nothing_off);
        }

        /// P-04.
        #[test]
        fn a_sign_and_leading_zeros_do_not_change_an_amount() {
            in_every_stage($crate::support::bench::Bench::signs_and_leading_zeros_are_accepted);
        }

        #[test]
        fn duplicate_keys_are_refused_in_every_message() {
            in_every_stage($crate::support::bench::Bench::duplicate_keys_are_refused);
        }

        #[test]
        fn deep_and_large_messages_are_refused() {
            in_every_stage(|bench| bench.deep_and_large_messages_are_refused(&$unbounded));
        }

        /// F-07, A-01 to A-03, P-01, P-03.
        #[test]
        fn nothing_begins_with_something_bad() {
            let schema = serde_json::to_value(cosmwasm_schema::schema_for!($beginning)).unwrap();
            let (mut suite, code, good) = $beginnings();
            suite.bad_beginnings_are_refused(code, &schema, &good);
        }
    };
}

pub(crate) use bad_messages;
