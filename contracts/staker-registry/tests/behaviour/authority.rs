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
    for setting in [Setting::Running, Setting::Paused] {
        let (mut bench, roles) = bench(setting);

        let exits = [
            "announce_config",
            "cancel_config",
            "set_license_contract",
            "set_guardian",
            "unpause",
            "update_ownership.transfer_ownership",
            "update_ownership.accept_ownership",
            "pause",
            "receive_nft",
            "unbond_license",
            "liquidate",
            "unbond",
            "cancel_transfer",
            "finalize_transfer",
            "finalize_many",
            "redirect",
            "set_state",
            "set_signing_address",
            "set_coinbase_address",
        ];
        bench.only_roles_pass(&exits, &roles);
        if setting != Setting::Paused {
            bench.only_roles_pass(&["bond", "transfer_stake"], &roles);
            // A registrar may name anybody.
            let others: Vec<_> = roles.into_iter().filter(|(role, _)| *role != "registrar").collect();
            bench.only_roles_pass(&["register_staker"], &others);
        }
    }
}
