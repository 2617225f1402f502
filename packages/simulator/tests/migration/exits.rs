//! Who wants to leave can, while a migration is open and everything is paused (fault 28, G-07).

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use serde_json::json;
use tributary_simulator::chain::OWNER;
use tributary_simulator::runner::Player;
use tributary_simulator::step::Step;
use tributary_simulator::Scenario;

use crate::state::{play, recorded, Contract, Director, State};
use crate::steps::{cursor, migrate, restore};

/// By which messages people leave, are paid, or take something back in the scenarios. The tables of authority of the contracts try
/// all messages while a migration is open.
const EXITS: [&str; 21] = [
    "cancel_transfer",
    "claim",
    "claim_rewards",
    "collect",
    "consent_exit",
    "disable_auto_rewards",
    "finalize_many",
    "finalize_transfer",
    "finalize_unbond",
    "finalize_undelegate",
    "forward_revenue",
    "redeem",
    "release_license",
    "release_principal",
    "settle_agreement",
    "terminate_agreement",
    "unbond",
    "unbond_license",
    "undelegate",
    "withdraw",
    "withdraw_rewards",
];

/// The exit that a step is, if it is one that works.
fn exit(step: &Step) -> Option<&'static str> {
    let Step::Execute(step) = step else { return None };
    let name = step.execute.as_object()?.keys().next()?;
    EXITS.into_iter().find(|exit| exit == name && step.fails.is_none())
}

/// Migrates behind one step without passing a row, and pauses all contracts for each exit from then on.
struct Paused<'a> {
    scenario: &'a Scenario,
    state: &'a State,
    paused: Vec<Contract>,
    exits: BTreeMap<&'static str, usize>,
}

impl Paused<'_> {
    fn pause(&mut self, contracts: &[Contract], player: &mut Player) {
        for contract in contracts {
            let config = player.chain.query(&contract.address, &json!({"config": {}})).unwrap();
            // The treasury has no pause.
            if config.get("paused") != Some(&json!(false)) {
                continue;
            }
            // Where there is no guardian the owner pauses.
            let guardian = config["guardian"].as_str().map(Addr::unchecked);
            let guardian = guardian.unwrap_or_else(|| player.chain.address_of(OWNER).unwrap());
            player.chain.execute(&guardian, &contract.address, &json!({"pause": {}}), vec![]).unwrap();
            self.paused.push(contract.clone());
        }
    }

    fn unpause(&mut self, player: &mut Player) {
        let owner = player.chain.address_of(OWNER).unwrap();
        for contract in self.paused.drain(..) {
            player.chain.execute(&owner, &contract.address, &json!({"unpause": {}}), vec![]).unwrap();
        }
    }
}

impl Director for Paused<'_> {
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player) {
        if step == self.state.step {
            restore(&mut player.chain, contracts, self.state);
            contracts.iter().for_each(|contract| migrate(&mut player.chain, contract));
        }
        self.unpause(player);
        if step < self.state.step {
            return;
        }
        // The numbers of steps begin with 1, so this is the next one.
        if let Some(exit) = self.scenario.steps.get(step).and_then(exit) {
            *self.exits.entry(exit).or_default() += 1;
            self.pause(contracts, player);
        }
    }
}

#[test]
fn exits_are_open_while_migrations_are_open_and_everything_is_paused() {
    let mut exits = BTreeMap::new();
    for recorded in recorded() {
        let [states @ .., _last] = recorded.states.as_slice() else { panic!("no states") };
        for state in states {
            let mut paused = Paused { scenario: &recorded.scenario, state, paused: vec![], exits };
            let (contracts, chain) = play(&recorded.scenario, &mut paused);
            exits = paused.exits;
            assert!(contracts.iter().all(|contract| cursor(&chain, contract) == Some(0)));
        }
    }
    let missing: Vec<_> = EXITS.iter().filter(|exit| !exits.contains_key(*exit)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
