//! Who may send what.

use crate::support::bench::assert_golden;
use crate::world::{bench, Setting};

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

#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);

        let owners = [
            "announce_config",
            "cancel_config",
            "set_hooks",
            "set_score_weights",
            "set_guardian",
            "unpause",
            "update_ownership.transfer_ownership",
            "update_ownership.accept_ownership",
        ];
        bench.only_roles_pass(&owners, &roles);
        bench.only_roles_pass(
            &["pause", "register_pool_for", "license_changed", "liquidated", "cancel_transfer"],
            &roles,
        );
        let others: Vec<_> = roles.into_iter().filter(|(role, _)| *role != "operator").collect();
        let operators = [
            "request_commission_change",
            "finalize_commission_change",
            "cancel_commission_change",
            "update_metadata",
            "set_signing_address",
        ];
        bench.only_roles_pass(&operators, &others);
    }
}
