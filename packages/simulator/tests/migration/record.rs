//! Records what this release stores, for the tests of the next one.

use std::fs;

use tributary_simulator::runner::Player;

use crate::state::{file_name, folder, play, scenarios, Contract, Director, State};

/// Into how many parts a scenario is cut; its state is recorded at the end of each.
const PARTS: usize = 3;

struct Recorder {
    length: usize,
    states: Vec<State>,
}

impl Director for Recorder {
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player) {
        if (1..=PARTS).any(|part| self.length * part / PARTS == step) {
            self.states.push(State::of(step, contracts, &player.chain));
        }
    }
}

#[test]
#[ignore = "writes the folder of this release"]
fn what_this_release_stores_is_recorded() {
    let folder = folder(env!("CARGO_PKG_VERSION"));
    fs::create_dir_all(&folder).unwrap();
    for scenario in scenarios() {
        let mut recorder = Recorder { length: scenario.steps.len(), states: vec![] };
        play(&scenario, &mut recorder);
        let text = serde_json::to_string(&recorder.states).unwrap();
        fs::write(folder.join(file_name(&scenario)), text + "\n").unwrap();
    }
}
