//! Who may send what, whatever is staked: every message by every caller.

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

/// O-01, J-10.
#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, mut roles) = bench(setting);
        let always = [
            "set_class",
            "register_device",
            "update_device",
            "remove_device",
            "suspend_device",
            "resume_device",
            "unpause",
            "update_config",
            "set_treasury",
            "set_guardian",
            "update_ownership.transfer_ownership",
            "update_ownership.accept_ownership",
        ];

        bench.only_roles_pass(&always, &roles);
        if setting != Setting::Paused {
            bench.only_roles_pass(&["open_offer", "edit_offer"], &roles);
        }
        bench.only_roles_pass(&["cancel_offer"], &roles);
        // Two may pause, and two are parties.
        roles.retain(|(role, _)| !["owner", "guardian"].contains(role));
        bench.only_roles_pass(&["pause"], &roles);
        roles.retain(|(role, _)| !["device owner", "staker"].contains(role));
        bench.only_roles_pass(
            &["claim_rewards", "terminate_agreement", "consent_exit", "revoke_exit_consent"],
            &roles,
        );
    }
}
