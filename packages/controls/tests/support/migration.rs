//! Migration by a contract's entry points, from versions that it takes and others. Records are written anew in tests of their own.

use std::fmt::{Debug, Display};

use cosmwasm_std::testing::mock_dependencies;
use cosmwasm_std::{DepsMut, Event, Response};

use super::dump;

/// All contracts are of one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A contract by the name that its storage says.
pub struct Migrating<E> {
    /// That name.
    pub name: &'static str,
    /// The type of the event of a migration.
    pub migrated: &'static str,
    /// Migrates it.
    pub migrate: fn(DepsMut) -> Result<Response, E>,
}

impl<E: Debug + Display> Migrating<E> {
    /// An older version of the contract is migrated and says so; a newer one, another contract and none are not, and stay as they are.
    #[track_caller]
    pub fn takes_older_versions_alone(&self) {
        let (line, patch) = VERSION.rsplit_once('.').unwrap();
        let next = format!("{line}.{}", patch.parse::<u64>().unwrap() + 1);
        for (name, version) in [
            (self.name, VERSION),
            (self.name, &next),
            (self.name, "1000.0.0"),
            ("crates.io:tributary-coinbase", "0.0.1"),
            ("", "0.0.1"),
        ] {
            let refused = self.refusal(Some((name, version)));
            let to = format!("{} {VERSION}: only an older version of the same contract", self.name);
            assert_eq!(refused, format!("cannot migrate {name} {version} to {to}"));
        }
        let missing = self.refusal(None);
        assert!(missing.contains("an unknown contract of no version"), "{missing}");
        let unreadable = self.refusal(Some((self.name, "one")));
        assert!(unreadable.contains("one"), "{unreadable}");

        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, self.name, "0.0.9").unwrap();
        let response = (self.migrate)(deps.as_mut()).unwrap();
        let [event] = &response.events[..] else { panic!("{response:?}") };
        assert_eq!(event.ty, self.migrated);
        assert_eq!(attributes(event), [("from_version", "0.0.9"), ("to_version", VERSION)]);
        let stored = cw2::get_contract_version(&deps.storage).unwrap();
        assert_eq!((stored.contract.as_str(), stored.version.as_str()), (self.name, VERSION));
    }

    #[track_caller]
    fn refusal(&self, found: Option<(&str, &str)>) -> String {
        let mut deps = mock_dependencies();
        if let Some((name, version)) = found {
            cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
        }
        let before = dump(&deps.storage);
        let refused = (self.migrate)(deps.as_mut()).unwrap_err();
        assert_eq!(dump(&deps.storage), before);
        refused.to_string()
    }

    /// A page of no records, given by its cursor, works at the beginning of a migration, tells `event`, and works once.
    #[track_caller]
    pub fn pages_have_its_cursor(&self, event: &str, page: impl Fn(DepsMut, u64) -> Result<Response, E>) {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, self.name, "0.0.9").unwrap();
        (self.migrate)(deps.as_mut()).unwrap();

        let bad = page(deps.as_mut(), 1).unwrap_err();
        assert_eq!(bad.to_string(), "cursor: 0 rows were passed, 1 was given");
        let response = page(deps.as_mut(), 0).unwrap();
        assert_eq!(response.events[0].ty, event);
        let counts = [("cursor", "0"), ("passed", "0"), ("rewritten", "0"), ("unreadable", "0")];
        assert_eq!(attributes(&response.events[0]), [counts.as_slice(), &[("complete", "true")]].concat());
        let nothing = page(deps.as_mut(), 0).unwrap_err();
        assert_eq!(nothing.to_string(), "nothing to migrate: all records are of this version");
    }
}

fn attributes(event: &Event) -> Vec<(&str, &str)> {
    event.attributes.iter().map(|pair| (pair.key.as_str(), pair.value.as_str())).collect()
}
