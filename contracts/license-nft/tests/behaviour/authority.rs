//! Who may send what, in every stage: every message by every caller.

use crate::support::bench::assert_golden;
use crate::world::{bench, Setting};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/authority.txt");

#[test]
fn who_may_send_what_in_every_stage_is_what_the_golden_file_says() {
    let mut table = String::new();
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);
        table += &format!("== {setting:?}\n{}", bench.authority(&roles));
    }

    assert_golden(GOLDEN, &table);
}

/// O-01, L-02, L-05, L-07.
#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);
        // Owner and guardian both pause.
        let pausing: Vec<_> = roles.iter().filter(|(role, _)| *role != "owner").cloned().collect();

        bench.only_roles_pass(&["pause"], &pausing);
        bench.only_roles_pass(
            &[
                "mint",
                "mint_many",
                "set_minter",
                "set_staker_registry",
                "set_guardian",
                "unpause",
                "open_mainnet",
                "open_stable",
                "record_bond",
                "liquidate",
                "import_licenses",
                "finish_import",
                "register_hook",
                "remove_hook",
                "update_ownership.transfer_ownership",
                "update_ownership.accept_ownership",
            ],
            &roles,
        );
    }
}
