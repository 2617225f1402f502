//! What a release stores: the raw storage of every contract that can be migrated, at some steps of a scenario.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cosmwasm_std::{Addr, Binary, Order};
use serde::{Deserialize, Serialize};
use tributary_simulator::report::{Action, Position, StepReport};
use tributary_simulator::runner::{Observer, Player};
use tributary_simulator::{Chain, Scenario, Verdict};

/// The contracts that can be migrated, by the names of their codes.
pub const CODES: [&str; 6] =
    ["boosted-staking", "joint-staking", "license-nft", "pool-registry", "staker-registry", "treasury-decay"];

/// Key to value of one contract.
pub type Storage = BTreeMap<Vec<u8>, Vec<u8>>;

/// The state behind one step, in files with keys and values as base 64.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// The number of the step, from 1.
    pub step: usize,
    /// The storage of each contract, by its name in the scenario.
    contracts: BTreeMap<String, BTreeMap<String, Binary>>,
}

impl State {
    /// What the contracts store behind a step.
    pub fn of(step: usize, contracts: &[Contract], chain: &Chain) -> Self {
        let text = |(key, value): (Vec<u8>, Vec<u8>)| (Binary::from(key).to_base64(), Binary::from(value));
        let rows = |contract: &Contract| contract.storage(chain).into_iter().map(text).collect();
        let contracts = contracts.iter().map(|contract| (contract.name.clone(), rows(contract))).collect();
        Self { step, contracts }
    }

    /// The storage of one contract.
    pub fn storage(&self, contract: &Contract) -> Storage {
        let bytes =
            |(key, value): (&String, &Binary)| (Binary::from_base64(key).unwrap().into(), value.to_vec());
        self.contracts[&contract.name].iter().map(bytes).collect()
    }
}

/// A contract that a scenario deployed.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Its name in the scenario.
    pub name: String,
    /// The name of its code.
    pub code: String,
    /// Where it is.
    pub address: Addr,
}

impl Contract {
    /// What it stores.
    pub fn storage(&self, chain: &Chain) -> Storage {
        chain.app().dump_wasm_raw(&self.address).into_iter().collect()
    }

    /// Puts `storage` in the place of what it stores.
    pub fn restore(&self, chain: &mut Chain, storage: Storage) {
        let mut place = chain.storage_mut(&self.address);
        let keys: Vec<Vec<u8>> = place.range_keys(None, None, Order::Ascending).collect();
        keys.iter().for_each(|key| place.remove(key));
        storage.iter().for_each(|(key, value)| place.set(key, value));
    }
}

/// A scenario with the states that a release recorded of it.
pub struct Recorded {
    /// The scenario.
    pub scenario: Scenario,
    /// The states, in the order of the steps.
    pub states: Vec<State>,
}

/// The scenarios of release 0.1.0, with what it stored in them.
pub fn recorded() -> Vec<Recorded> {
    let folder = folder("0.1.0");
    let was_there = |scenario: &Scenario| folder.join(file_name(scenario)).exists();
    let states = |scenario: &Scenario| {
        serde_json::from_str(&fs::read_to_string(folder.join(file_name(scenario))).unwrap()).unwrap()
    };
    let known = scenarios().into_iter().filter(was_there);
    let all: Vec<Recorded> = known.map(|scenario| Recorded { states: states(&scenario), scenario }).collect();
    assert_eq!(all.len(), fs::read_dir(&folder).unwrap().count(), "a scenario of 0.1.0 is gone");
    all
}

/// All scenarios of the repository.
pub fn scenarios() -> Vec<Scenario> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")];
    let mut files = vec![];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.iter().map(|path| Scenario::read(path).unwrap()).collect()
}

/// Where the states of a release are.
pub fn folder(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/state-{version}"))
}

/// The file with the states of a scenario.
pub fn file_name(scenario: &Scenario) -> String {
    Path::new(&scenario.file).file_name().unwrap().to_string_lossy().into_owned()
}

/// Acts behind each step of a scenario's own.
pub trait Director {
    /// Behind the step with that number; `contracts` are those that can be migrated.
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player);
}

/// Does nothing.
pub struct Nothing;

impl Director for Nothing {
    fn behind(&mut self, _: usize, _: &[Contract], _: &mut Player) {}
}

struct Stage<'a, D> {
    contracts: Vec<Contract>,
    director: &'a mut D,
}

impl<D: Director> Observer for Stage<'_, D> {
    fn played(&mut self, player: &mut Player, step: &StepReport) {
        if let Action::Deploy(deployment) = &step.action {
            if CODES.contains(&deployment.code.as_str()) {
                let (name, code) = (deployment.name.clone(), deployment.code.clone());
                let address = player.names.contract(&player.chain, &name).unwrap();
                self.contracts.push(Contract { name, code, address });
            }
        }
        if let Position::Step(number) = step.at {
            self.director.behind(number, &self.contracts, player);
        }
    }
}

/// Plays a scenario, all of which must hold, and answers its contracts and the chain.
#[track_caller]
pub fn play(scenario: &Scenario, director: &mut impl Director) -> (Vec<Contract>, Chain) {
    let mut player = Player::new(Chain::new(&scenario.clock).unwrap());
    let mut stage = Stage { contracts: vec![], director };
    let report = player.play_watched(scenario, &mut stage);
    assert_eq!(report.verdict, Verdict::Held, "{report}");
    (stage.contracts, player.chain)
}
