//! Coins and tokens, for contracts that take one asset and pay in another.

use std::fmt::Debug;

use anyhow::{ensure, Result};
use cosmwasm_std::{to_json_binary, Addr, Binary, Coin};
use serde::Serialize;
use serde_json::{json, Value};
use tributary_simulator::{Chain, Outcome};
use tributary_testing::machine::step::Refusal;
use tributary_testing::model::{Bank, Refusals};
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

impl Assets {
    /// What is staked and what is earned.
    pub fn of(self, tokens: &[Addr]) -> (Asset, Asset) {
        let coins = |denom: &str| Asset::Native(denom.to_owned());
        let tokens = |at: usize| Asset::Cw20(tokens[at].to_string());
        match self {
            Self::Coins => (coins(DENOM), coins(DENOM)),
            Self::OtherCoins => (coins(DENOM), coins(REWARD)),
            Self::TokensForCoins => (tokens(0), coins(REWARD)),
            Self::CoinsForTokens => (coins(DENOM), tokens(1)),
            Self::Tokens => (tokens(0), tokens(0)),
            Self::OtherTokens => (tokens(0), tokens(1)),
        }
    }
}

/// Gives everybody coins and tokens: of two cw20, and of one that nothing takes.
pub fn endow(chain: &mut Chain, owner: &Addr, everybody: &[Addr]) -> Result<[Addr; 3]> {
    for who in everybody {
        let purse = [DENOM, FOREIGN, REWARD].map(|denom| Coin::new(PURSE, denom));
        chain.set_balance(who, purse.to_vec())?;
    }
    let row = |who: &Addr| json!({ "address": who, "amount": PURSE.to_string() });
    let balances: Vec<Value> = everybody.iter().map(row).collect();
    let mut token = |name: &str| -> Result<Addr> {
        let msg = json!({ "name": name, "symbol": "TOKEN", "decimals": 6, "initial_balances": balances });
        Ok(chain.instantiate(owner, "cw20-base", name, &msg, vec![])?.0)
    };
    Ok([token("one")?, token("two")?, token("three")?])
}

/// A treasury for revenue of a denom, in which nobody has a stake.
pub fn treasury(chain: &mut Chain, owner: &Addr, denom: &str) -> Result<Addr> {
    let msg = json!({ "denom": denom, "pool_registry": owner, "identity": { "off": {} } });
    Ok(chain.instantiate(owner, "treasury-decay", "treasury", &msg, vec![])?.0)
}

/// Who has which coins, and which tokens among `holders`.
pub fn balances<'a>(
    chain: &Chain,
    tokens: &[Addr],
    holders: impl Iterator<Item = &'a Addr> + Clone,
) -> Result<Bank> {
    let mut bank = Bank::default();
    for (who, coins) in chain.balances()? {
        coins.iter().for_each(|(denom, amount)| bank.mint(&who, denom, amount.u128()));
    }
    for token in tokens {
        for who in holders.clone() {
            let amount = held(chain, who, &Asset::Cw20(token.clone()))?;
            bank.mint(who, token.as_str(), amount);
        }
    }
    Ok(bank)
}

/// Everybody has what the model says.
pub fn compare_balances(mut found: Bank, expected: &Bank) -> Result<()> {
    let mut expected = expected.clone();
    expected.0.retain(|_, purse| !purse.is_empty());
    found.0.retain(|_, purse| !purse.is_empty());
    ensure!(found == expected, "balances differ: {found:?}, the model says {expected:?}");
    Ok(())
}

/// What tokens or an NFT are sent with.
pub fn saying(value: &impl Serialize) -> Binary {
    to_json_binary(value).expect("JSON")
}

/// Sends tokens to a contract, with something to say.
pub fn send_tokens(
    chain: &mut Chain,
    (by, to): (&Addr, &Addr),
    token: &Addr,
    amount: u128,
    msg: &Binary,
) -> Result<Outcome> {
    let send = json!({ "send": { "contract": to, "amount": amount.to_string(), "msg": msg } });
    chain.execute(by, token, &send, vec![])
}

/// Moves coins or tokens without a word.
pub fn give(
    chain: &mut Chain,
    (by, to): (&Addr, &Addr),
    asset: &Asset<Addr>,
    amount: u128,
) -> Result<Outcome> {
    match asset {
        Asset::Native(denom) => chain.send(by, to, vec![Coin::new(amount, denom)]),
        Asset::Cw20(token) => {
            let msg = json!({ "transfer": { "recipient": to, "amount": amount.to_string() } });
            chain.execute(by, token, &msg, vec![])
        }
    }
}

/// Whether terms were taken, by the model and by the chain, or refused for the same reason.
///
/// # Panics
/// If they disagree.
pub fn agreed<M, C>(terms: &impl Debug, model: Result<M, Refusals>, chain: Result<C>) -> bool {
    match (model, chain) {
        (Ok(_), Ok(_)) => true,
        (Err(words), Err(error)) => {
            let refusal = Refusal::of(&error);
            assert!(refusal.is_among(&words), "{words:?}: {refusal:?}");
            false
        }
        (model, chain) => panic!("{terms:?}: {:?}, {:?}", model.err(), chain.err()),
    }
}
