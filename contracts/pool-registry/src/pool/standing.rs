//! What a pool can still take in.

use cosmwasm_std::{Addr, OverflowError, Uint128, Uint256};
use tributary_types::pool_registry::PoolState;

use crate::state::{Config, Standing};
use crate::ContractError;

/// A change of the stake on its way into a pool by transfers, net of their fees. It counts twice, in the pool, where it takes
/// up capacity, and in the sum over all pools.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Incoming {
    /// A transfer was asked for.
    More(Uint128),
    /// It arrived, or was taken back.
    Less(Uint128),
}

impl Incoming {
    /// What is on its way after the change, if it was `stake` before.
    ///
    /// # Errors
    /// Overflow of the sum, or if what is taken off was never added.
    pub fn after(self, stake: Uint128) -> Result<Uint128, OverflowError> {
        match self {
            Self::More(net) => stake.checked_add(net),
            Self::Less(net) => stake.checked_sub(net),
        }
    }
}

impl Standing {
    /// Whether somebody that is not the operator may bring `amount` into `pool`, which weighs `total`.
    ///
    /// # Errors
    /// [`ContractError::PoolBroken`], [`ContractError::OverCapacity`].
    pub fn ensure_admits(
        &self,
        config: &Config,
        pool: &Addr,
        total: Uint128,
        amount: Uint128,
    ) -> Result<(), ContractError> {
        if self.state != PoolState::Active {
            return Err(ContractError::PoolBroken { pool: pool.clone() });
        }
        let left = config.rules().capacity_left(self.self_stake, total, self.pending_stake)?;
        if Uint256::from(amount) > left {
            return Err(ContractError::OverCapacity { pool: pool.clone(), left, required: amount });
        }
        Ok(())
    }

    /// Takes up capacity for a transfer, or frees it. Whoever calls this counts it in the sum over all pools as well.
    ///
    /// # Errors
    /// Those of [`Incoming::after`].
    pub fn expect(&mut self, incoming: Incoming) -> Result<(), ContractError> {
        self.pending_stake = incoming.after(self.pending_stake)?;
        Ok(())
    }
}
