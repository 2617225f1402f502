//! What contracts report in their events.

use cosmwasm_std::{Addr, Event, Uint128};

use crate::expect::plain_type;

/// Something that a contract of the suite reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The contract that reported it.
    pub by: Addr,
    /// How that contract signs.
    pub contract: String,
    /// What it is, for example `delegated`.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Fact {
    /// Reads an event; others than those of the suite's form are none.
    fn read(event: &Event) -> Option<Self> {
        let (contract, name) = plain_type(event).split_once('/')?;
        let of = |key: &str| event.attributes.iter().find(|attribute| attribute.key == key);
        let by = Addr::unchecked(&of("_contract_address")?.value);
        let attributes = event.attributes.iter();
        let attributes = attributes.map(|attribute| (attribute.key.clone(), attribute.value.clone()));
        Some(Self {
            by,
            contract: contract.to_owned(),
            name: name.to_owned(),
            attributes: attributes.collect(),
        })
    }

    /// All facts among some events, in order.
    pub fn all(events: &[Event]) -> Vec<Self> {
        events.iter().filter_map(Self::read).collect()
    }

    /// Whether it is that fact of that contract.
    pub fn is(&self, contract: &str, name: &str) -> bool {
        self.contract == contract && self.name == name
    }

    /// A field, empty if it has no value.
    pub fn text(&self, key: &str) -> &str {
        let of = self.attributes.iter().find(|(name, _)| name == key);
        of.map_or("", |(_, value)| value.as_str())
    }

    /// A field that is an amount, 0 if it has no value.
    pub fn amount(&self, key: &str) -> Uint128 {
        self.text(key).parse::<u128>().map(Uint128::new).unwrap_or_default()
    }

    /// A field that is a rate in millionths.
    pub fn ppm(&self, key: &str) -> u64 {
        self.text(key).parse().unwrap_or_default()
    }

    /// A field that is a count or a point in time.
    pub fn count(&self, key: &str) -> u64 {
        self.text(key).parse().unwrap_or_default()
    }

    /// A field that is an address.
    pub fn address(&self, key: &str) -> Addr {
        Addr::unchecked(self.text(key))
    }
}
