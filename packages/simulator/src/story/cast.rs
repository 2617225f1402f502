//! Who is who: the names of addresses and what contracts do.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use serde_json::{json, Value};
use tributary_types::{coinbase, pool_registry, staker_registry};

use crate::accounts::PREFIX;
use crate::chain::Chain;
use crate::names::Names;

/// What an address is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Somebody with a key, or nobody known.
    Person,
    /// The contract where stake lies.
    StakerRegistry,
    /// The contract of the pools.
    PoolRegistry,
    /// A pool's rewards wallet.
    Coinbase {
        /// Which pool's.
        pool: Addr,
    },
    /// Any other contract.
    Other {
        /// The name of its code.
        code: String,
    },
}

/// Names, roles and staking denoms of all addresses that occur in a story.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    names: BTreeMap<Addr, String>,
    roles: BTreeMap<Addr, Role>,
    denoms: BTreeMap<Addr, String>,
}

impl Cast {
    /// Notes an address, its name and what it is.
    pub fn meet(&mut self, chain: &Chain, names: &Names, address: &Addr) {
        if self.names.contains_key(address) {
            return;
        }
        let role = role_of(chain, address);
        if let Some(denom) = staking_denom(chain, address, &role) {
            self.denoms.insert(address.clone(), denom);
        }
        let name = names.name_of(chain, address);
        self.roles.insert(address.clone(), role);
        self.names.insert(address.clone(), name);
    }

    /// What an address is.
    pub fn role(&self, address: &Addr) -> &Role {
        self.roles.get(address).unwrap_or(&Role::Person)
    }

    /// The name of an address; a shortened address where there is none.
    pub fn name(&self, address: &Addr) -> String {
        match self.names.get(address) {
            Some(name) if name != address.as_str() => name.clone(),
            _ => shortened(address.as_str()),
        }
    }

    /// All contracts with their roles.
    pub fn contracts(&self) -> impl Iterator<Item = (&Addr, &Role)> {
        self.roles.iter().filter(|(_, role)| **role != Role::Person)
    }

    /// The denom that a contract of the suite works with.
    pub fn denom(&self, contract: &Addr) -> Option<&str> {
        self.denoms.get(contract).or_else(|| self.denoms.values().next()).map(String::as_str)
    }

    /// All staking denoms.
    pub fn denoms(&self) -> Vec<&str> {
        let mut denoms: Vec<_> = self.denoms.values().map(String::as_str).collect();
        denoms.sort_unstable();
        denoms.dedup();
        denoms
    }

    /// Replaces every address in a text by its name.
    pub fn plain(&self, text: &str) -> String {
        let mut plain = String::new();
        let mut word = String::new();
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() {
                word.push(letter);
            } else {
                plain.push_str(&self.word(&word));
                plain.push(letter);
                word.clear();
            }
        }
        plain.push_str(&self.word(&word));
        plain
    }

    fn word(&self, word: &str) -> String {
        match is_address(word) {
            true => self.name(&Addr::unchecked(word)),
            false => word.to_owned(),
        }
    }
}

fn role_of(chain: &Chain, address: &Addr) -> Role {
    let Ok(data) = chain.contract(address) else { return Role::Person };
    let code = chain.code_name(data.code_id).unwrap_or("unknown").to_owned();
    let question = json!({"config": {}});
    let pool = || chain.query_as::<coinbase::ConfigResponse>(address, &question).map(|config| config.pool);
    match code.as_str() {
        "staker-registry" => Role::StakerRegistry,
        "pool-registry" => Role::PoolRegistry,
        "coinbase" => pool().map_or(Role::Other { code }, |pool| Role::Coinbase { pool }),
        _ => Role::Other { code },
    }
}

fn staking_denom(chain: &Chain, address: &Addr, role: &Role) -> Option<String> {
    let question = json!({"config": {}});
    match role {
        Role::StakerRegistry => chain
            .query_as::<staker_registry::ConfigResponse>(address, &question)
            .ok()
            .map(|config| config.denom),
        Role::PoolRegistry => chain
            .query_as::<pool_registry::ConfigResponse>(address, &question)
            .ok()
            .map(|config| config.denom),
        Role::Coinbase { .. } => {
            chain.query_as::<coinbase::ConfigResponse>(address, &question).ok().map(|config| config.denom)
        }
        Role::Person | Role::Other { .. } => None,
    }
}

/// All addresses in a JSON value.
pub fn addresses_in(value: &Value) -> Vec<Addr> {
    match value {
        Value::String(text) => text
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| is_address(word))
            .map(Addr::unchecked)
            .collect(),
        Value::Array(items) => items.iter().flat_map(addresses_in).collect(),
        Value::Object(map) => map.values().flat_map(addresses_in).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => vec![],
    }
}

fn is_address(word: &str) -> bool {
    word.len() > 40 && word.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with('1'))
}

fn shortened(text: &str) -> String {
    let letters = text.chars().count();
    if letters <= 20 {
        return text.to_owned();
    }
    let head: String = text.chars().take(10).collect();
    let tail: String = text.chars().skip(letters.saturating_sub(4)).collect();
    format!("{head}..{tail}")
}
