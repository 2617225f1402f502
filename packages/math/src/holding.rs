//! What somebody has at stake with a staker: coins and licences, counted apart and weighed together.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{OverflowError, OverflowOperation, Uint128};

/// Coins and licences of one owner.
#[cw_serde]
#[derive(Default)]
pub struct Holding {
    /// Coins, in base units, the locked ones included.
    pub tokens: Uint128,
    /// Those of the coins that a liquidation left of a licence. They count and answer like others, but nobody takes them out
    /// before licences can be redeemed: else a small fault on purpose would redeem one early.
    pub locked: Uint128,
    /// Licences.
    pub licenses: u32,
}

/// What a fault takes from a holding.
#[cw_serde]
#[derive(Default)]
pub struct Seizure {
    /// Coins that are taken.
    pub tokens: Uint128,
    /// Licences that are burned.
    pub licenses: u32,
    /// What the last of them stood for beyond the need, which comes back as locked coins.
    pub surplus: Uint128,
}

impl Holding {
    /// What it counts for: the coins, and those that the licences stand for.
    ///
    /// # Errors
    /// Overflow beyond 128 bits.
    pub fn weight(&self, coins_per_license: Uint128) -> Result<Uint128, OverflowError> {
        self.tokens.checked_add(coins_per_license.checked_mul(Uint128::from(self.licenses))?)
    }

    /// The coins that its owner can take out.
    pub fn free(&self) -> Uint128 {
        self.tokens.saturating_sub(self.locked)
    }

    /// Takes what a fault costs, free coins before locked ones, and locks what comes back.
    ///
    /// # Errors
    /// Overflow if more is taken than there is.
    pub fn seize(&mut self, seizure: &Seizure) -> Result<(), OverflowError> {
        let left = self.tokens.checked_sub(seizure.tokens)?;
        let licenses = self.licenses.checked_sub(seizure.licenses);

        self.licenses = licenses.ok_or_else(|| OverflowError::new(OverflowOperation::Sub))?;
        self.locked = self.locked.min(left).checked_add(seizure.surplus)?;
        self.tokens = left.checked_add(seizure.surplus)?;
        Ok(())
    }
}
