//! Who may send what, however users are identified: every message by every caller.

use crate::bench::{bench, Setting};
use crate::support::bench::assert_golden;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/authority.txt");

#[test]
fn who_may_send_what_is_what_the_golden_file_says() {
    let mut table = String::new();
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);
        table += &format!("== {setting:?}\n{}", bench.authority(&roles));
    }

    assert_golden(GOLDEN, &table);
}

/// O-01, T-01, T-03, T-04.
#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);

        bench.only_roles_pass(
            &[
                "delegation_changed",
                "spend",
                "spend_other",
                "update_config",
                "update_ownership.transfer_ownership",
                "update_ownership.accept_ownership",
            ],
            &roles,
        );
        if setting == Setting::List {
            bench.only_roles_pass(&["identify", "revoke_identity"], &roles);
        }
    }
}
