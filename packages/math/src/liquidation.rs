//! What a liquidation takes from a bond of tokens and licences. A licence is burned whole, so the last one may release more
//! than is needed: the surplus.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256};

use crate::MathError;

/// Whose the surplus of a liquidation is.
#[cw_serde]
#[derive(Copy, Eq, Default)]
#[serde(deny_unknown_fields)]
pub enum LiquidationMode {
    /// The bond's, as tokens: exactly the amount is taken.
    #[default]
    Exact,
    /// The rewards': whole licences are taken.
    Whole,
}

/// The licences that are burned for a need of coins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burn {
    /// How many: the need divided by the coins of a licence, rounded up, so that the need is always met.
    pub licenses: Uint128,
    /// The coins that they stood for.
    pub released: Uint128,
    /// What of them goes back to the bond; less than the coins of one licence.
    pub surplus: Uint128,
}

impl Burn {
    /// The licences for `need` coins, where each stands for `coins_per_license`, above zero.
    ///
    /// # Errors
    /// Division by zero; overflow if they stand for more than 128 bits of coins.
    pub fn of(need: Uint128, coins_per_license: Uint128, mode: LiquidationMode) -> Result<Self, MathError> {
        let whole = need.checked_div(coins_per_license)?;
        let rest = need.checked_rem(coins_per_license)?;
        let licenses = if rest.is_zero() { whole } else { whole.checked_add(Uint128::one())? };
        let released = licenses.checked_mul(coins_per_license)?;
        let surplus = match mode {
            LiquidationMode::Exact => released.checked_sub(need)?,
            LiquidationMode::Whole => Uint128::zero(),
        };
        Ok(Self { licenses, released, surplus })
    }
}

/// A liquidation of tokens and licences, tokens first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liquidation {
    /// What is taken: what was asked for, at most the whole bond.
    pub amount: Uint128,
    /// What of it the tokens bear.
    pub from_tokens: Uint128,
    /// What of it the licences bear.
    pub need: Uint128,
    /// The licences that are burned for it.
    pub burn: Burn,
    /// What becomes rewards.
    pub rewards: Uint128,
    /// The tokens of the bond afterwards, the surplus included.
    pub tokens_left: Uint128,
    /// The licences of the bond afterwards.
    pub licenses_left: Uint128,
}

impl Liquidation {
    /// Takes `amount` from `tokens` and `licenses`.
    ///
    /// # Errors
    /// Those of [`Burn::of`]; overflow if a result has more than 128 bits.
    pub fn of(
        tokens: Uint128,
        licenses: u32,
        coins_per_license: Uint128,
        amount: Uint128,
        mode: LiquidationMode,
    ) -> Result<Self, MathError> {
        let bond = coins_per_license.full_mul(u128::from(licenses)).checked_add(Uint256::from(tokens))?;
        let amount = Uint128::try_from(Uint256::from(amount).min(bond))?;
        let from_tokens = amount.min(tokens);
        let need = amount.checked_sub(from_tokens)?;
        let burn = Burn::of(need, coins_per_license, mode)?;
        Ok(Self {
            amount,
            from_tokens,
            need,
            burn,
            rewards: from_tokens.checked_add(burn.released.checked_sub(burn.surplus)?)?,
            tokens_left: tokens.checked_sub(from_tokens)?.checked_add(burn.surplus)?,
            // Never below zero: the need is at most what all licences stand for.
            licenses_left: Uint128::from(licenses).checked_sub(burn.licenses)?,
        })
    }
}

/// The part of `excess` that belongs to who gave `part` of `total`, rounded down, so that all parts together never exceed it.
///
/// # Errors
/// Division by zero if nobody gave anything; overflow if `part` is above `total`.
pub fn share_of_excess(excess: Uint128, part: Uint128, total: Uint128) -> Result<Uint128, MathError> {
    let share = excess.full_mul(part).checked_div(Uint256::from(total))?;
    Ok(Uint128::try_from(share)?)
}
