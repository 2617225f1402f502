//! What can be staked, earned or spent: a coin of the bank or a cw20.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{coins, Addr, BankMsg, Binary, CosmosMsg, StdResult, Uint128};
use cw20::{Cw20Contract, Cw20ExecuteMsg};

use crate::event::AttributeValue;

/// A coin of the bank or a cw20. `A` is an address, checked or not.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
pub enum Asset<A = String> {
    /// The coin of this denom.
    Native(String),
    /// The token of this contract.
    Cw20(A),
}

impl<A> Asset<A> {
    /// The same asset with its address as `map` makes it.
    ///
    /// # Errors
    /// Those of `map`.
    pub fn try_map<B, E>(self, map: impl Fn(A) -> Result<B, E>) -> Result<Asset<B>, E> {
        Ok(match self {
            Self::Native(denom) => Asset::Native(denom),
            Self::Cw20(token) => Asset::Cw20(map(token)?),
        })
    }
}

impl Asset<Addr> {
    /// The message that pays `amount` of it, which must be above zero, to `to`.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn payment(&self, to: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
        let recipient = to.to_string();
        Ok(match self {
            Self::Native(denom) => {
                BankMsg::Send { to_address: recipient, amount: coins(amount.u128(), denom) }.into()
            }
            Self::Cw20(token) => {
                Cw20Contract(token.clone()).call(Cw20ExecuteMsg::Transfer { recipient, amount })?
            }
        })
    }
}

/// An asset is its denom, or the address of its contract.
impl<A: AttributeValue> AttributeValue for Asset<A> {
    fn text(self) -> Option<String> {
        match self {
            Self::Native(denom) => denom.text(),
            Self::Cw20(token) => token.text(),
        }
    }
}

/// What a contract is told that gets tokens of a cw20 by `send`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ReceiveTokens {
    /// Who sent them.
    pub sender: String,
    /// How many, in base units.
    pub amount: Uint128,
    /// What the sender says.
    pub msg: Binary,
}
