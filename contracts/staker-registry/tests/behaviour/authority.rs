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
        ("slasher", people.slasher.clone()),
        ("registrar", people.pools.clone()),
        ("management", people.sol.clone()),
        ("pool", people.ada.clone()),
        ("licenses", people.license_nft.clone()),
        ("other staker", people.tom.clone()),
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
        bench.only_roles_pass(&exits, &roles(&people));
        if !paused {
            bench.only_roles_pass(&["bond", "transfer_stake"], &roles(&people));
            // A registrar may name anybody.
            let others: Vec<_> =
                roles(&people).into_iter().filter(|(role, _)| *role != "registrar").collect();
            bench.only_roles_pass(&["register_staker"], &others);
        }
    }
}
