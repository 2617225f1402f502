//! Who may send what.

use cosmwasm_std::Addr;

use crate::support::bench::assert_golden;
use crate::world::{bench, People};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/authority.txt");

fn roles(people: &People) -> Vec<(&'static str, Addr)> {
    vec![
        ("owner", people.owner.clone()),
        ("pending", people.heir.clone()),
        ("guardian", people.guardian.clone()),
        ("registry", people.stakers.clone()),
        ("operator", people.ada.clone()),
        ("delegator", people.dan.clone()),
        ("stranger", people.eve.clone()),
    ]
}

#[test]
fn who_may_send_what_running_and_paused_is_what_the_golden_file_says() {
    let mut table = String::new();
    for (title, paused) in [("running", false), ("paused", true)] {
        let (mut bench, people) = bench(paused);
        table += &format!("== {title}\n{}", bench.authority(&roles(&people)));
    }

    assert_golden(GOLDEN, &table);
}

#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for paused in [false, true] {
        let (mut bench, people) = bench(paused);

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
        bench.only_roles_pass(&owners, &roles(&people));
        bench.only_roles_pass(
            &["pause", "register_pool_for", "license_changed", "liquidated", "cancel_transfer"],
            &roles(&people),
        );
        let others: Vec<_> = roles(&people).into_iter().filter(|(role, _)| *role != "operator").collect();
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
