//! Tokens of cw20-base.

use cosmwasm_std::{to_json_binary, Addr, Uint128};
use serde::Serialize;
use serde_json::json;
use tributary_simulator::{Chain, Outcome};

/// A cw20 of which these accounts have so much.
pub fn token(chain: &mut Chain, sender: &Addr, label: &str, holders: &[(&Addr, u128)]) -> Addr {
    let balance = |(address, amount): &(&Addr, u128)| json!({"address": address, "amount": uint(*amount)});
    let balances: Vec<_> = holders.iter().map(balance).collect();
    let msg = json!({"name": "Token", "symbol": "TOK", "decimals": 6, "initial_balances": balances});
    chain.instantiate(sender, "cw20-base", label, &msg, vec![]).unwrap().0
}

/// What somebody has of a cw20.
pub fn tokens_of(chain: &Chain, token: &Addr, who: &Addr) -> u128 {
    let answer = chain.query(token, &json!({"balance": {"address": who}})).unwrap();
    answer["balance"].as_str().unwrap().parse().unwrap()
}

/// Sends tokens to a contract, with what they are for.
pub fn send_tokens(
    chain: &mut Chain,
    sender: &Addr,
    token: &Addr,
    to: &Addr,
    (amount, purpose): (u128, &impl Serialize),
) -> anyhow::Result<Outcome> {
    let msg = to_json_binary(purpose).unwrap();
    let send = json!({"send": {"contract": to, "amount": uint(amount), "msg": msg}});
    chain.execute(sender, token, &send, vec![])
}

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}
