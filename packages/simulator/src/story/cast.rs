//! Who is who: the names of addresses and what contracts do.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use serde_json::{json, Value};
use tributary_types::asset::Asset;
use tributary_types::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

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
    /// The collection of the licences.
    LicenseNft,
    /// The contract that shares revenue among the pools and keeps a treasury.
    TreasuryDecay,
    /// A vault of stakes that earn by weight.
    BoostedStaking,
    /// An escrow between owners of devices and token holders.
    JointStaking,
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
    /// What vaults and escrows pay rewards in.
    rewards: BTreeMap<Addr, String>,
    /// Tokens that vaults and escrows work with, by what their amounts are called.
    tokens: BTreeMap<String, Addr>,
}

impl Cast {
    /// Notes an address, its name and what it is. Who had no name may have got one since.
    pub fn meet(&mut self, chain: &Chain, names: &Names, address: &Addr) {
        if self.known(address).is_some() {
            return;
        }
        let role = role_of(chain, address);
        if let Some(denom) = staking_denom(chain, address, &role) {
            self.denoms.insert(address.clone(), denom);
        }
        if let Some(assets) = assets_of(chain, address, &role) {
            self.meet_assets(chain, names, address, assets);
        }
        let name = names.name_of(chain, address);
        self.roles.insert(address.clone(), role);
        self.names.insert(address.clone(), name);
    }

    /// Notes what a vault or an escrow takes and pays.
    fn meet_assets(&mut self, chain: &Chain, names: &Names, contract: &Addr, assets: [Asset<Addr>; 2]) {
        let coin = |asset: Asset<Addr>| match asset {
            Asset::Native(denom) => denom,
            Asset::Cw20(token) => {
                let name = shortened(&names.name_of(chain, &token));
                self.tokens.insert(name.clone(), token);
                name
            }
        };
        let [stake, reward] = assets.map(coin);
        self.denoms.insert(contract.clone(), stake);
        self.rewards.insert(contract.clone(), reward);
    }

    /// What an address is.
    pub fn role(&self, address: &Addr) -> &Role {
        self.roles.get(address).unwrap_or(&Role::Person)
    }

    /// The name of an address; a shortened address where there is none.
    pub fn name(&self, address: &Addr) -> String {
        self.known(address).map_or_else(|| shortened(address.as_str()), str::to_owned)
    }

    /// The name of an address, if it has one.
    pub fn known(&self, address: &Addr) -> Option<&str> {
        self.names.get(address).map(String::as_str).filter(|name| *name != address.as_str())
    }

    /// The address of that name.
    pub fn address(&self, name: &str) -> Option<&Addr> {
        self.names.iter().find(|(_, of)| *of == name).map(|(address, _)| address)
    }

    /// All contracts with their roles.
    pub fn contracts(&self) -> impl Iterator<Item = (&Addr, &Role)> {
        self.roles.iter().filter(|(_, role)| **role != Role::Person)
    }

    /// The denom that a contract of the suite works with; of a vault or an escrow what is staked, of a token itself.
    pub fn denom(&self, contract: &Addr) -> Option<&str> {
        let own = self.denoms.get(contract).map(String::as_str);
        own.or_else(|| self.coin(contract)).or_else(|| self.denoms.values().next().map(String::as_str))
    }

    /// What a vault or an escrow pays rewards in.
    pub fn reward(&self, contract: &Addr) -> Option<&str> {
        self.rewards.get(contract).map(String::as_str)
    }

    /// The token whose amounts are called so; none for the bank's coins.
    pub fn token(&self, denom: &str) -> Option<&Addr> {
        self.tokens.get(denom)
    }

    /// What amounts of a token are called that a vault or an escrow works with.
    pub fn coin(&self, token: &Addr) -> Option<&str> {
        self.tokens.iter().find(|(_, of)| *of == token).map(|(coin, _)| coin.as_str())
    }

    /// All denoms that contracts work with, and all that vaults and escrows pay.
    pub fn denoms(&self) -> Vec<&str> {
        let all = self.denoms.values().chain(self.rewards.values());
        let mut denoms: Vec<_> = all.map(String::as_str).collect();
        denoms.sort_unstable();
        denoms.dedup();
        denoms
    }

    /// Replaces every address in a text by its name; where the text says the name just before, once is enough.
    pub fn plain(&self, text: &str) -> String {
        let mut plain = String::new();
        let mut word = String::new();
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() {
                word.push(letter);
            } else {
                self.put(&mut plain, &word);
                plain.push(letter);
                word.clear();
            }
        }
        self.put(&mut plain, &word);
        plain
    }

    fn put(&self, plain: &mut String, word: &str) {
        if !is_address(word) {
            return plain.push_str(word);
        }
        let name = self.name(&Addr::unchecked(word));
        let before = plain.strip_suffix(' ').and_then(|text| text.strip_suffix(&name));
        match before.is_some_and(|before| before.is_empty() || before.ends_with(' ')) {
            true => plain.truncate(plain.len().saturating_sub(1)),
            false => plain.push_str(&name),
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
        "license-nft" => Role::LicenseNft,
        "treasury-decay" => Role::TreasuryDecay,
        "boosted-staking" => Role::BoostedStaking,
        "joint-staking" => Role::JointStaking,
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
        Role::LicenseNft => {
            chain.query_as::<license_nft::ConfigResponse>(address, &question).ok().map(|config| config.denom)
        }
        Role::TreasuryDecay => chain
            .query_as::<treasury_decay::ConfigResponse>(address, &question)
            .ok()
            .map(|config| config.denom),
        Role::Coinbase { .. } => {
            chain.query_as::<coinbase::ConfigResponse>(address, &question).ok().map(|config| config.denom)
        }
        // They have two.
        Role::BoostedStaking | Role::JointStaking | Role::Person | Role::Other { .. } => None,
    }
}

/// What a vault or an escrow takes, and what it pays.
fn assets_of(chain: &Chain, address: &Addr, role: &Role) -> Option<[Asset<Addr>; 2]> {
    let question = json!({"config": {}});
    match role {
        Role::BoostedStaking => chain
            .query_as::<boosted_staking::ConfigResponse>(address, &question)
            .ok()
            .map(|config| [config.stake_asset, config.reward_asset]),
        Role::JointStaking => chain
            .query_as::<joint_staking::ConfigResponse>(address, &question)
            .ok()
            .map(|config| [config.stake_asset, config.reward_asset]),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_names_and_no_name_is_said_twice() {
        let [registry, ada] = ["r", "a"].map(|letter| Addr::unchecked(format!("wasm1{}", letter.repeat(50))));
        let mut cast = Cast::default();
        cast.names.insert(registry.clone(), "pool-registry".to_owned());
        cast.names.insert(ada.clone(), "ada".to_owned());

        for (text, plain) in [
            (format!("only the pool-registry {registry} may call"), "only the pool-registry may call"),
            (format!("pool-registry {registry}"), "pool-registry"),
            (format!("only {registry} may call"), "only pool-registry may call"),
            (format!("the other-pool-registry {registry}"), "the other-pool-registry pool-registry"),
            (format!("{ada} is not {registry}, {ada} {ada}"), "ada is not pool-registry, ada"),
        ] {
            assert_eq!(cast.plain(&text), plain);
        }
    }
}
