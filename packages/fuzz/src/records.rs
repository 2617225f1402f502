//! Bytes as stored records.

use tributary_controls::packed::Rewritable;

/// Records of a contract that are stored alike.
pub struct Kind {
    /// Whose they are: the name of its code.
    pub contract: &'static str,
    /// The last part is the constant under which the contract stores them.
    pub name: &'static str,
    /// Where they are and what they are.
    pub records: &'static dyn Rewritable,
}

macro_rules! kinds {
    ($($contract:literal, $library:ident: $($($part:ident)::+),+;)+) => {
        &[$($(Kind {
            contract: $contract,
            name: stringify!($($part)::+),
            records: &$library::$($part)::+,
        }),+),+]
    };
}

/// All of them, but orders, whose rows hold nothing beside the key. An input begins with the place in this list: when it changes,
/// the first inputs are written anew.
pub const KINDS: &[Kind] = kinds![
    "staker-registry", tributary_staker_registry:
        state::CONFIG, state::LEDGER, state::STAKES, state::PROFILES, items::OPEN, items::UNBONDS, items::TRANSFERS,
        custody::LICENSES, custody::LICENSES_OF, custody::COUNTS;
    "pool-registry", tributary_pool_registry:
        state::CONFIG, state::TOTALS, state::POOLS, state::DELEGATIONS, state::HISTORY;
    "license-nft", tributary_license_nft:
        state::CONFIG, state::LEDGER, state::GENESIS, state::LICENSES, state::BALANCES, state::OPERATORS,
        state::FUNDING, state::HOOKS;
    "treasury-decay", tributary_treasury_decay:
        state::CONFIG, state::LEDGER, state::TOTALS, state::CHECKPOINTS, state::USERS, state::STAKES, state::POOLS,
        state::SHARES;
    "boosted-staking", tributary_boosted_staking:
        state::CONFIG, state::EMISSION, state::TOTALS, state::LEAVING, state::PASSED, state::USERS, state::POSITIONS,
        state::OPEN, state::BATCHES, state::HOLDERS, state::DEPOSITORS;
    "joint-staking", tributary_joint_staking:
        state::CONFIG, state::CALENDAR, state::ACCRUAL, state::TOTALS, state::ENDS, state::PASSED, state::CLASSES,
        state::DEVICES, state::OFFERS, principal::DELEGATED, principal::UNBONDS, agreement::AGREEMENTS;
    // Several contracts have one.
    "staker-registry", tributary_controls: pause::PAUSE;
];

impl Kind {
    /// Those of them among the rows of the contract.
    pub fn among<'a>(&self, rows: &'a [(Vec<u8>, Vec<u8>)]) -> Vec<&'a [u8]> {
        let place = self.records.place();
        // The keys of maps begin with a length of two bytes.
        let is_map = place.first() == Some(&0);
        let is_one = |key: &[u8]| key == place || is_map && key.starts_with(&place);
        rows.iter().filter(|(key, _)| is_one(key)).map(|(_, value)| value.as_slice()).collect()
    }

    /// A record that can be read is stored as bytes that mean the same record. (Not always the same bytes: addresses had another
    /// form once.)
    fn check(&self, bytes: &[u8]) {
        let Ok(stored) = self.records.rewritten(bytes) else { return };
        let again = self.records.rewritten(&stored);
        assert_eq!(again.as_ref().ok(), Some(&stored), "what was stored means something else");
    }
}

/// Reads `data` as the kind of record that its first byte says.
pub fn read(data: &[u8]) {
    if let Some((kind, bytes)) = data.split_first() {
        KINDS[usize::from(*kind) % KINDS.len()].check(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{read_dir, read_to_string};
    use std::path::Path;

    use super::*;

    /// The place of an open migration, which has no name outside of its module: `entry_points` reads it.
    const UNNAMED: &str = "WALK";

    fn sources(path: &Path) -> String {
        if path.is_file() {
            return read_to_string(path).unwrap();
        }
        read_dir(path).unwrap().map(|entry| sources(&entry.unwrap().path())).collect()
    }

    /// The constants of a source that store packed records with something in them.
    fn stored(source: &str) -> Vec<String> {
        let constants = source.split("const ").filter_map(|text| text.split_once(": "));
        let types = constants.filter_map(|(name, rest)| Some((name, rest.split_once(" = ")?.0)));
        let is_record = |kind: &str| {
            (kind.starts_with("PackedItem<") || kind.starts_with("PackedMap<")) && !kind.ends_with(" ()>")
        };
        types.filter(|(_, kind)| is_record(kind)).map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn every_stored_record_is_a_kind() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found: Vec<(String, String)> = vec![];
        for entry in read_dir(root.join("contracts")).unwrap() {
            let contract = entry.unwrap();
            let names = stored(&sources(&contract.path().join("src")));
            let contract = contract.file_name().into_string().unwrap();
            found.extend(names.into_iter().map(|name| (contract.clone(), name)));
        }
        let shared = stored(&sources(&root.join("packages/controls/src")));
        let shared = shared.into_iter().filter(|name| name != UNNAMED);
        found.extend(shared.map(|name| ("staker-registry".to_owned(), name)));
        let last = |kind: &Kind| kind.name.rsplit(':').next().unwrap().trim().to_owned();
        let mut kinds: Vec<_> = KINDS.iter().map(|kind| (kind.contract.to_owned(), last(kind))).collect();
        found.sort();
        kinds.sort();
        assert_eq!(kinds, found);
    }

    #[test]
    fn constants_are_found_in_sources() {
        let source =
            "const A: u8 = 1;\npub const B: PackedItem<C> = x;\nconst D: PackedMap<(&Addr, u8), ()> = x;
            const E: PackedMap<\n    u8,\n    C,\n> = x;\nimpl X for PackedItem<T> {}";
        assert_eq!(stored(source), ["B", "E"]);
    }

    #[test]
    fn rows_are_of_a_kind_by_their_keys() {
        let row = |key: &[u8]| (key.to_vec(), key.to_vec());
        let rows = [row(b"\0\x01sa"), row(b"\0\x02sa"), row(b"c"), row(b"contract_info")];
        let among = |at: usize| KINDS[at].among(&rows);
        assert_eq!(among(0), [b"c"]);
        assert_eq!(among(2), [b"\0\x01sa"]);
    }
}
