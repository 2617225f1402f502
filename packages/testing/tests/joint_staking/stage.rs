//! Whom and what an escrow meets: people, coins, tokens, treasuries.

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr, Coin};
use serde_json::{json, Value};
use tributary_simulator::Chain;
use tributary_testing::model::Bank;
use tributary_testing::vault_view::held;
use tributary_types::asset::Asset;

/// Coins that are staked, or staked and earned.
pub const DENOM: &str = "uagi";

/// Coins that are earned, where those are others.
pub const REWARD: &str = "ureward";

/// Coins that mean nothing here.
pub const FOREIGN: &str = "uforeign";

/// What everybody has of each.
const PURSE: u128 = 10u128.pow(30);

/// Owners of devices and token holders.
pub const PEOPLE: usize = 6;

/// Who acts.
#[derive(Clone)]
pub struct Cast {
    pub owner: Addr,
    pub registrar: Addr,
    pub guardian: Addr,
    pub payer: Addr,
    pub keeper: Addr,
    pub people: Vec<Addr>,
}

/// What is staked and earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assets {
    /// The same coins.
    Coins,
    /// Coins for other coins.
    OtherCoins,
    /// Tokens for coins.
    TokensForCoins,
    /// Coins for tokens.
    CoinsForTokens,
    /// The same tokens.
    Tokens,
    /// Tokens for other tokens.
    OtherTokens,
}

/// All of them.
pub const ASSETS: [Assets; 6] = [
    Assets::Coins,
    Assets::OtherCoins,
    Assets::TokensForCoins,
    Assets::CoinsForTokens,
    Assets::Tokens,
    Assets::OtherTokens,
];

/// The chain with everything but the escrow.
pub struct Stage {
    pub chain: Chain,
    pub cast: Cast,
    /// Two cw20, and one that no escrow takes.
    pub tokens: [Addr; 3],
    /// Treasuries with their denoms.
    pub treasuries: BTreeMap<Addr, String>,
}

impl Cast {
    fn new(chain: &Chain) -> Result<Self> {
        let one = |name: &str| chain.address_of(name);
        let people = (0..PEOPLE).map(|at| one(&format!("person{at}")));
        Ok(Self {
            owner: one("owner")?,
            registrar: one("registrar")?,
            guardian: one("guardian")?,
            payer: one("payer")?,
            keeper: one("keeper")?,
            people: people.collect::<Result<_, _>>()?,
        })
    }

    /// Everybody.
    pub fn everybody(&self) -> Vec<Addr> {
        let Self { owner, registrar, guardian, payer, keeper, people } = self;
        people.iter().chain([owner, registrar, guardian, payer, keeper]).cloned().collect()
    }
}

impl Stage {
    /// A fresh one.
    pub fn new() -> Result<Self> {
        let mut chain = Chain::new(&tributary_simulator::Clock::default())?;
        let cast = Cast::new(&chain)?;
        for who in cast.everybody() {
            let purse = [DENOM, FOREIGN, REWARD].map(|denom| Coin::new(PURSE, denom));
            chain.set_balance(&who, purse.to_vec())?;
        }
        let tokens = [
            token(&mut chain, &cast, "one")?,
            token(&mut chain, &cast, "two")?,
            token(&mut chain, &cast, "three")?,
        ];
        let mut stage = Self { chain, cast, tokens, treasuries: BTreeMap::new() };
        for denom in [DENOM, REWARD] {
            stage.treasury(denom)?;
        }
        Ok(stage)
    }

    /// Who has which coins and tokens.
    pub fn balances(&self, escrow: &Addr) -> Result<Bank> {
        let mut bank = Bank::default();
        for (who, coins) in self.chain.balances()? {
            coins.iter().for_each(|(denom, amount)| bank.mint(&who, denom, amount.u128()));
        }
        for token in &self.tokens {
            for who in self.cast.everybody().iter().chain([escrow]) {
                let amount = held(&self.chain, who, &Asset::Cw20(token.clone()))?;
                bank.mint(who, token.as_str(), amount);
            }
        }
        Ok(bank)
    }

    /// What is staked and what is earned.
    pub fn assets(&self, assets: Assets) -> (Asset, Asset) {
        let coins = |denom: &str| Asset::Native(denom.to_owned());
        let tokens = |at: usize| Asset::Cw20(self.tokens[at].to_string());
        match assets {
            Assets::Coins => (coins(DENOM), coins(DENOM)),
            Assets::OtherCoins => (coins(DENOM), coins(REWARD)),
            Assets::TokensForCoins => (tokens(0), coins(REWARD)),
            Assets::CoinsForTokens => (coins(DENOM), tokens(1)),
            Assets::Tokens => (tokens(0), tokens(0)),
            Assets::OtherTokens => (tokens(0), tokens(1)),
        }
    }

    /// A treasury for revenue of a denom, in which nobody has a stake.
    pub fn treasury(&mut self, denom: &str) -> Result<Addr> {
        let owner = self.cast.owner.clone();
        let msg = json!({ "denom": denom, "pool_registry": owner, "identity": { "off": {} } });
        let at = self.chain.instantiate(&owner, "treasury-decay", "treasury", &msg, vec![])?.0;
        self.treasuries.insert(at.clone(), denom.to_owned());
        Ok(at)
    }

    /// The treasury for an asset, if there can be one.
    pub fn treasury_for(&self, asset: &Asset<Addr>) -> Option<Addr> {
        let Asset::Native(denom) = asset else { return None };
        self.treasuries.iter().find(|(_, of)| *of == denom).map(|(at, _)| at.clone())
    }
}

fn token(chain: &mut Chain, cast: &Cast, name: &str) -> Result<Addr> {
    let row = |who: Addr| json!({ "address": who, "amount": PURSE.to_string() });
    let balances: Vec<Value> = cast.everybody().into_iter().map(row).collect();
    let msg = json!({ "name": name, "symbol": "TOKEN", "decimals": 6, "initial_balances": balances });
    Ok(chain.instantiate(&cast.owner, "cw20-base", name, &msg, vec![])?.0)
}

/// What tokens are sent with.
pub fn saying(value: &Value) -> cosmwasm_std::Binary {
    to_json_binary(value).expect("JSON")
}
