//! What was stored by the release before is, after a migration, what this release would have stored (G-15, faults 27, 28).

use std::collections::BTreeMap;

use tributary_simulator::runner::Player;

use crate::state::{play, recorded, Contract, Director, Nothing, State, Storage};
use crate::steps::{cursor, migrate, next_page, restore, walk};

fn stored(player: &Player, contracts: &[Contract]) -> BTreeMap<String, Storage> {
    let storage = |contract: &Contract| (contract.name.clone(), contract.storage(&player.chain));
    contracts.iter().map(storage).collect()
}

/// Migrates what is recorded of each step, in pages of several sizes, and plays on.
struct AtOnce {
    states: Vec<State>,
    rewritten: usize,
}

impl Director for AtOnce {
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player) {
        for state in self.states.iter().filter(|state| state.step == step) {
            let expected = stored(player, contracts);
            for limit in [1, 3, 100] {
                restore(&mut player.chain, contracts, state);
                let before = stored(player, contracts);
                assert_ne!(before, expected);
                for contract in contracts {
                    migrate(&mut player.chain, contract);
                    assert_eq!(walk(&mut player.chain, contract, limit), 0);
                }
                let after = stored(player, contracts);
                for (name, storage) in &expected {
                    assert_eq!(after[name], *storage, "{name} behind step {step}, pages of {limit}");
                    self.rewritten +=
                        storage.iter().filter(|(key, row)| before[name].get(*key) != Some(row)).count();
                }
            }
        }
    }
}

#[test]
fn a_migrated_contract_stores_what_a_new_one_would_have_stored() {
    let mut rewritten = 0;
    for recorded in recorded() {
        assert_eq!(recorded.states.len(), 3);
        let mut at_once = AtOnce { states: recorded.states, rewritten: 0 };
        play(&recorded.scenario, &mut at_once);
        rewritten += at_once.rewritten;
    }
    assert!(rewritten > 3_000, "{rewritten}");
}

/// Migrates those contracts of which `migrates` says so behind one step, and sends each of them a page behind each later step.
struct InPages<F> {
    state: State,
    migrates: F,
    limit: u32,
    pages: usize,
}

impl<F: Fn(&Contract) -> bool> Director for InPages<F> {
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player) {
        let migrated = || contracts.iter().filter(|contract| (self.migrates)(contract));
        if step == self.state.step {
            restore(&mut player.chain, contracts, &self.state);
            migrated().for_each(|contract| migrate(&mut player.chain, contract));
        } else if step > self.state.step && self.limit > 0 {
            for contract in migrated() {
                self.pages += usize::from(next_page(&mut player.chain, contract, self.limit).is_some());
            }
        }
    }
}

/// All expectations of the scenarios hold meanwhile.
#[test]
fn users_act_between_the_pages_and_come_to_the_same_end() {
    let mut pages = 0;
    for recorded in recorded() {
        let (uninterrupted, expected) = play(&recorded.scenario, &mut Nothing);
        let [states @ .., _last] = recorded.states.as_slice() else { panic!("no states") };
        for state in states {
            let mut in_pages =
                InPages { state: state.clone(), migrates: |_: &Contract| true, limit: 2, pages: 0 };
            let (contracts, mut chain) = play(&recorded.scenario, &mut in_pages);
            pages += in_pages.pages;
            for (contract, same) in contracts.iter().zip(&uninterrupted) {
                walk(&mut chain, contract, 100);
                assert_eq!(contract.storage(&chain), same.storage(&expected), "{}", contract.name);
            }
            assert_eq!(chain.balances().unwrap(), expected.balances().unwrap());
        }
    }
    assert!(pages > 200, "{pages}");
}

/// Fault 31: records of both forms, in contracts that were migrated and in others that were not.
#[test]
fn contracts_that_work_together_are_migrated_one_at_a_time() {
    for recorded in recorded() {
        let (names, _) = play(&recorded.scenario, &mut Nothing);
        for alone in names {
            let migrates = |contract: &Contract| contract.name == alone.name;
            let state = recorded.states[0].clone();
            let (contracts, chain) =
                play(&recorded.scenario, &mut InPages { state, migrates, limit: 0, pages: 0 });
            for contract in &contracts {
                assert_eq!(cursor(&chain, contract), migrates(contract).then_some(0), "{}", contract.name);
            }
        }
    }
}
