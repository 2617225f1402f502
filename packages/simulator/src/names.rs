//! What the names of a scenario stand for: accounts, contracts, coinbases of pools, saved values; and the references to
//! them inside messages and expectations.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Binary};
use serde_json::{json, Map, Value};
use thiserror::Error;

use crate::accounts::AccountError;
use crate::chain::Chain;
use crate::codes::UnknownCode;
use crate::refusal::reason;

/// The code whose contract knows the coinbases of the pools.
const POOL_REGISTRY: &str = "pool-registry";

/// The code of a pool's coinbase.
const COINBASE: &str = "coinbase";

/// A moment is written in nanoseconds.
const NANOS: u64 = 1_000_000_000;

/// Where a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In what is sent.
    Message,
    /// In what is expected; only there distances (`$near`) make sense.
    Expectation,
}

/// A reference to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// It is the name of no contract, and accounts cannot have it.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// There is no such code.
    #[error(transparent)]
    Code(#[from] UnknownCode),
    /// The contract comes later in `deploy`.
    #[error("contract `{name}` is not deployed yet")]
    NotDeployedYet {
        /// Its name.
        name: String,
    },
    /// A message or a query goes to something that is not deployed.
    #[error("contract `{name}` is not deployed by this scenario")]
    NoContract {
        /// The name.
        name: String,
    },
    /// A contract is to sign; only accounts have keys.
    #[error("`{name}` is a contract and cannot sign")]
    ContractSigns {
        /// Its name.
        name: String,
    },
    /// No earlier step saved a value under that name.
    #[error("no earlier step saved `{name}`")]
    NotSaved {
        /// The name.
        name: String,
    },
    /// An object with a key that begins with `$` is none of the known forms.
    #[error("`{key}` here is no reference; known are {{\"$json\": ..}}, {{\"$code\": name}}, {{\"$time\": seconds}} in messages and, in expectations, {{\"$near\": [value, distance]}}")]
    UnknownForm {
        /// The key.
        key: String,
    },
    /// The `$time` of a moment is no number of seconds.
    #[error("`$time` is a number of whole seconds")]
    NoSeconds,
    /// A coinbase is asked for where not exactly one contract of code pool-registry is deployed.
    #[error("`coinbase:{operator}` needs one deployed pool-registry, there are {found}")]
    PoolRegistries {
        /// The operator's name.
        operator: String,
        /// How many there are.
        found: usize,
    },
    /// The pool-registry does not know the pool.
    #[error("`coinbase:{operator}` is not known to the pool-registry: {reason}")]
    NoCoinbase {
        /// The operator's name.
        operator: String,
        /// What it answered.
        reason: String,
    },
}

/// All names of one scenario.
#[derive(Debug, Default)]
pub struct Names {
    accounts: BTreeMap<String, Addr>,
    contracts: BTreeMap<String, Deployed>,
    declared: BTreeSet<String>,
    saved: BTreeMap<String, Value>,
}

#[derive(Debug)]
struct Deployed {
    address: Addr,
    code: String,
}

impl Names {
    /// Announces that a contract of that name will be deployed.
    pub fn declare(&mut self, name: &str) {
        self.declared.insert(name.to_owned());
    }

    /// Gives a deployed contract its name.
    pub fn deployed(&mut self, name: &str, code: &str, address: Addr) {
        self.contracts.insert(name.to_owned(), Deployed { address, code: code.to_owned() });
    }

    /// Gives a value its name.
    pub fn save(&mut self, name: &str, value: Value) {
        self.saved.insert(name.to_owned(), value);
    }

    /// The address of an account.
    ///
    /// # Errors
    /// When the name is that of a contract, or accounts cannot have it.
    pub fn account(&mut self, chain: &Chain, name: &str) -> Result<Addr, NameError> {
        if self.declared.contains(name) {
            return Err(NameError::ContractSigns { name: name.to_owned() });
        }
        if let Some(known) = self.accounts.get(name) {
            return Ok(known.clone());
        }
        let address = chain.address_of(name)?;
        self.accounts.insert(name.to_owned(), address.clone());
        Ok(address)
    }

    /// The address of a deployed contract, or of a coinbase.
    ///
    /// # Errors
    /// When there is none (yet) of that name.
    pub fn contract(&mut self, chain: &Chain, name: &str) -> Result<Addr, NameError> {
        if let Some(operator) = name.strip_prefix("coinbase:") {
            return self.coinbase(chain, operator);
        }
        match self.contracts.get(name) {
            Some(deployed) => Ok(deployed.address.clone()),
            None if self.declared.contains(name) => Err(NameError::NotDeployedYet { name: name.to_owned() }),
            None => Err(NameError::NoContract { name: name.to_owned() }),
        }
    }

    /// The address of whatever has that name: a contract, a coinbase, or else an account.
    ///
    /// # Errors
    /// When nothing can have it.
    pub fn address(&mut self, chain: &Chain, name: &str) -> Result<Addr, NameError> {
        match self.contract(chain, name) {
            Err(NameError::NoContract { .. }) => self.account(chain, name),
            found => found,
        }
    }

    fn coinbase(&mut self, chain: &Chain, operator: &str) -> Result<Addr, NameError> {
        let account = self.account(chain, operator)?;
        let registries: Vec<_> = self.contracts.values().filter(|of| of.code == POOL_REGISTRY).collect();
        let [registry] = registries.as_slice() else {
            return Err(NameError::PoolRegistries { operator: operator.to_owned(), found: registries.len() });
        };
        let unknown = |reason| NameError::NoCoinbase { operator: operator.to_owned(), reason };
        let pool = chain
            .query(&registry.address, &json!({"pool": {"pool": account}}))
            .map_err(|error| unknown(reason(&error)))?;
        match pool.get("coinbase").and_then(Value::as_str) {
            Some(coinbase) => Ok(Addr::unchecked(coinbase)),
            None => Err(unknown("the answer has no `coinbase`".to_owned())),
        }
    }

    /// The name of an address, or the address itself if it has none.
    pub fn name_of(&self, chain: &Chain, address: &Addr) -> String {
        let account =
            || self.accounts.iter().find(|(_, known)| *known == address).map(|(name, _)| name.clone());
        let contract = self.contracts.iter().find(|(_, deployed)| deployed.address == *address);
        contract
            .map(|(name, _)| name.clone())
            .or_else(account)
            .or_else(|| self.coinbase_name(chain, address))
            .unwrap_or_else(|| address.to_string())
    }

    fn coinbase_name(&self, chain: &Chain, address: &Addr) -> Option<String> {
        let data = chain.contract(address).ok()?;
        if chain.code_name(data.code_id) != Some(COINBASE) {
            return None;
        }
        let config = chain.query(address, &json!({"config": {}})).ok()?;
        let operator = Addr::unchecked(config.get("pool")?.as_str()?);
        let (name, _) = self.accounts.iter().find(|(_, known)| **known == operator)?;
        Some(format!("coinbase:{name}"))
    }

    /// Replaces all references in `value`.
    ///
    /// # Errors
    /// When one of them leads nowhere.
    pub fn resolve(&mut self, chain: &Chain, value: &Value, place: Place) -> Result<Value, NameError> {
        match value {
            Value::String(text) => self.resolve_text(chain, text),
            Value::Array(items) => items.iter().map(|item| self.resolve(chain, item, place)).collect(),
            Value::Object(map) => match map.keys().find(|key| key.starts_with('$')) {
                Some(key) => self.resolve_form(chain, key, map, place),
                None => {
                    let entries = map.iter().map(|(key, value)| {
                        self.resolve(chain, value, place).map(|value| (key.clone(), value))
                    });
                    entries.collect::<Result<Map<_, _>, _>>().map(Value::Object)
                }
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(value.clone()),
        }
    }

    fn resolve_text(&mut self, chain: &Chain, text: &str) -> Result<Value, NameError> {
        if let Some(name) = text.strip_prefix('@') {
            return Ok(self.address(chain, name)?.into_string().into());
        }
        match text.strip_prefix('$') {
            Some(name) => {
                self.saved.get(name).cloned().ok_or_else(|| NameError::NotSaved { name: name.to_owned() })
            }
            None => Ok(text.into()),
        }
    }

    fn resolve_form(
        &mut self,
        chain: &Chain,
        key: &str,
        map: &Map<String, Value>,
        place: Place,
    ) -> Result<Value, NameError> {
        match (key, map.len(), map.get(key)) {
            ("$json", 1, Some(content)) => {
                let content = self.resolve(chain, content, place)?;
                Ok(Binary::from(content.to_string().into_bytes()).to_base64().into())
            }
            ("$code", 1, Some(Value::String(code))) => Ok(chain.code_id(code)?.into()),
            ("$time", 1, Some(seconds)) if place == Place::Message => {
                let now = chain.block().time.seconds();
                let at = seconds.as_u64().and_then(|seconds| now.checked_add(seconds));
                let nanos = at.and_then(|at| at.checked_mul(NANOS)).ok_or(NameError::NoSeconds)?;
                Ok(nanos.to_string().into())
            }
            ("$near", 1, Some(Value::Array(pair))) if place == Place::Expectation && pair.len() == 2 => {
                let pair = self.resolve(chain, &Value::Array(pair.clone()), place)?;
                Ok(json!({ "$near": pair }))
            }
            _ => Err(NameError::UnknownForm { key: key.to_owned() }),
        }
    }
}

/// The names of all codes that `value` refers to by `{"$code": name}`.
pub fn codes_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(map) => match map.get("$code") {
            Some(Value::String(code)) => vec![code],
            _ => map.values().flat_map(codes_in).collect(),
        },
        Value::Array(items) => items.iter().flat_map(codes_in).collect(),
        _ => vec![],
    }
}
