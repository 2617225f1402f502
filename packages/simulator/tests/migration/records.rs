//! No record with addresses is left out: behind a walk no packed value holds the text of one.

use std::collections::{BTreeMap, BTreeSet};

use tributary_simulator::runner::Player;

use crate::state::{play, recorded, Contract, Director, State, Storage};
use crate::steps::{migrate, restore, walk};

/// What stands in an address that is a text, and in no short one.
const TEXT: &[u8] = b"wasm1";

/// By code: the records that release 0.1.0 stored with addresses as texts, packed and as JSON.
const HELD: [(&str, &str, &str); 6] = [
    ("boosted-staking", "c h n pause", "ownership"),
    ("joint-staking", "a c d k o pause", "ownership"),
    ("license-nft", "c h pause t", "ownership"),
    ("pool-registry", "c pause", "ownership profiles"),
    ("staker-registry", "c k n pause u x", "ownership signers"),
    ("treasury-decay", "c p", "ownership"),
];

/// Where a row is: the map's namespace, or the whole key.
fn place(key: &[u8]) -> String {
    let name = match key {
        [0, length, rest @ ..] => &rest[..usize::from(*length)],
        key => key,
    };
    String::from_utf8(name.to_vec()).unwrap()
}

/// The places of packed rows, or of those that are JSON, with the text of an address.
fn with_texts(storage: &Storage, json: bool) -> BTreeSet<String> {
    let is_json = |value: &[u8]| serde_json::from_slice::<serde_json::Value>(value).is_ok();
    let holds = |value: &[u8]| value.windows(TEXT.len()).any(|part| part == TEXT) && is_json(value) == json;
    storage.iter().filter(|(_, value)| holds(value)).map(|(key, _)| place(key)).collect()
}

#[derive(Default)]
struct Texts {
    states: Vec<State>,
    packed: BTreeMap<String, BTreeSet<String>>,
    json: BTreeMap<String, BTreeSet<String>>,
}

impl Director for Texts {
    fn behind(&mut self, step: usize, contracts: &[Contract], player: &mut Player) {
        for state in self.states.iter().filter(|state| state.step == step) {
            restore(&mut player.chain, contracts, state);
            for contract in contracts {
                let old = contract.storage(&player.chain);
                self.packed.entry(contract.code.clone()).or_default().extend(with_texts(&old, false));
                self.json.entry(contract.code.clone()).or_default().extend(with_texts(&old, true));
                migrate(&mut player.chain, contract);
                walk(&mut player.chain, contract, 100);
                let left = with_texts(&contract.storage(&player.chain), false);
                assert!(left.is_empty(), "{} behind step {step}: {left:?}", contract.code);
            }
        }
    }
}

#[test]
fn no_packed_value_holds_the_text_of_an_address_behind_a_walk() {
    let mut texts = Texts::default();
    for recorded in recorded() {
        texts.states = recorded.states;
        play(&recorded.scenario, &mut texts);
    }
    for (code, packed, json) in HELD {
        let words = |places: &BTreeSet<String>| places.iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&texts.packed[code]), packed, "{code}");
        assert_eq!(words(&texts.json[code]), json, "{code}");
    }
}
