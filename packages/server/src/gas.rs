//! Gas. The embedded chain measures none, so every kind of message has a fixed figure, in the order of what wasmd takes for the
//! messages of the suite (`docs/gas.md`).

use cosmwasm_std::{Coin, Uint128};

/// What fees are paid in, as on the devnet.
pub(crate) const FEE_DENOM: &str = "ufee";

/// How much gas one coin pays, in base units: a price of 0.0025.
const GAS_PER_COIN: u64 = 400;

/// Of a transaction, before its messages.
pub(crate) const TRANSACTION: u64 = 50_000;
pub(crate) const EXECUTE: u64 = 200_000;
pub(crate) const INSTANTIATE: u64 = 250_000;
pub(crate) const MIGRATE: u64 = 250_000;
pub(crate) const SEND: u64 = 30_000;
pub(crate) const STORE: u64 = 3_000_000;

/// The lowest fee for a gas limit.
pub(crate) fn fee(limit: u64) -> Coin {
    Coin { denom: FEE_DENOM.to_owned(), amount: Uint128::from(limit.div_ceil(GAS_PER_COIN)) }
}
