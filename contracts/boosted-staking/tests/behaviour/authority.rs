//! Who may send what, whatever is staked and boosts: every message by every caller.

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

/// O-01, V-07, V-09.
#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, mut roles) = bench(setting);
        let always = [
            "set_loyalty",
            "unpause",
            "update_config",
            "update_ownership.transfer_ownership",
            "update_ownership.accept_ownership",
        ];

        bench.only_roles_pass(&always, &roles);
        match setting {
            Setting::Coins | Setting::Paused => {
                bench.only_roles_pass(&["holdings_changed", "withdraw"], &roles)
            }
            Setting::Tokens => bench.only_roles_pass(&["withdraw", "withdraw_nft"], &roles),
            Setting::Before | Setting::Over => {}
        }
        // Two may pause.
        roles.retain(|(role, _)| *role != "owner");
        bench.only_roles_pass(&["pause"], &roles);
    }
}
