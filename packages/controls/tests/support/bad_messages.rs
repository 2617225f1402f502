//! Tests that every contract has of its messages.

/// The tests of messages that are bad in themselves, alike for every contract: `in_every_setting` shows each bench to a check.
macro_rules! bad_messages {
    ($in_every_setting:path) => {
        ///
        #[test]
        fn bad_addresses_are_refused_in_every_message() {
            $in_every_setting($crate::support::bench::Bench::bad_addresses_are_refused);
        }

        /// P-01.
        #[test]
        fn unknown_fields_are_refused_in_every_message() {
            $in_every_setting(|bench| bench.unknown_fields_are_refused(&[]));
        }

        #[test]
        fn other_json_is_refused_in_place_of_every_message() {
            $in_every_setting($crate::support::bench::Bench::other_json_is_refused);
        }

        /// P-03, V-07.
        #[test]
        fn wrong_numbers_are_refused_in_every_message() {
            $in_every_setting($crate::support::bench::Bench::wrong_numbers_are_refused);
        }

        /// P-04.
        #[test]
        fn a_sign_and_leading_zeros_do_not_change_an_amount() {
            $in_every_setting($crate::support::bench::Bench::signs_and_leading_zeros_are_accepted);
        }

        #[test]
        fn duplicate_keys_are_refused_in_every_message() {
            $in_every_setting($crate::support::bench::Bench::duplicate_keys_are_refused);
        }
    };
}

pub(crate) use bad_messages;
