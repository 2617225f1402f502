//! What treasury-decay remembers. What is owed is kept times 2^128 (see [`tributary_math::revenue`]).
//!
//! Each change of a stake writes most of it, so it is packed and lies under keys of a letter: every byte is paid for.

use cosmwasm_std::{Addr, StdResult, Storage, Uint128, Uint256};
use tributary_controls::packed;
use tributary_controls::packed::{PackedItem, PackedMap};
use tributary_math::decay::DecayBase;
use tributary_math::revenue::{Checkpoint, EpochRules, PoolStake, RevenueLedger, Staker};
use tributary_math::Bps;
use tributary_types::treasury_decay::{CirculatingSupply, IdentityRule, UnstakedShare};

use crate::ContractError;

/// The parameters.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The ledger, as it was touched last; [`crate::books::Books`] brings it up to now.
pub const LEDGER: PackedItem<RevenueLedger> = PackedItem::new("l");

/// What ever came and went.
pub const TOTALS: PackedItem<Totals> = PackedItem::new("t");

/// Closed checkpoints by number; the one in force stands in the ledger.
pub const CHECKPOINTS: PackedMap<u32, Checkpoint> = PackedMap::new("k");

/// Users with a stake.
pub const USERS: PackedMap<&Addr, Staker> = PackedMap::new("u");

/// Their stakes by pool: by user, then pool.
pub const STAKES: PackedMap<(&Addr, &Addr), PoolStake> = PackedMap::new("s");

/// Pools that ever had a stake.
pub const POOLS: PackedMap<&Addr, Pool> = PackedMap::new("p");

/// What is credited to users directly.
pub const SHARES: PackedMap<&Addr, Share> = PackedMap::new("h");

/// Who is identified: the registrar's list, or the group's members as they were read last. Empty where everyone is.
pub const IDENTITIES: PackedMap<&Addr, ()> = PackedMap::new("i");

/// The parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The denom of revenue, for ever.
    pub denom: String,
    /// Who tells of stakes, for ever.
    pub pool_registry: Addr,
    /// How users are identified; its kind for ever.
    pub identity: IdentityRule<Addr>,
    /// The length of the epochs after the running one, in seconds.
    pub epoch_secs: u64,
    /// Over how many seconds a coming revenue is released.
    pub release_secs: u64,
    /// The base of the decay, for ever.
    pub decay_base: DecayBase,
    /// The smallest stake that is counted in the threshold.
    pub min_stake: Uint128,
    /// How little of a change of the threshold is ignored, for ever.
    pub tolerance_bits: u32,
    /// What happens to the unstaked share.
    pub unstaked_share: UnstakedShare,
    /// How many coins circulate.
    pub circulating_supply: CirculatingSupply<Addr>,
}

packed!(Config {
    denom,
    pool_registry,
    identity,
    epoch_secs,
    release_secs,
    decay_base,
    min_stake,
    tolerance_bits,
    unstaked_share,
    circulating_supply,
});

impl Config {
    /// How epochs follow each other.
    pub const fn epoch_rules(&self) -> EpochRules {
        EpochRules { secs: self.epoch_secs, tolerance_bits: self.tolerance_bits }
    }
}

/// What ever came and went, in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// All revenue.
    pub received: Uint128,
    /// What of it was for the stakes.
    pub distributed: Uint128,
    /// What of it was burned.
    pub burned: Uint128,
    /// Sent to coinbases.
    pub paid_to_pools: Uint128,
    /// Claimed by users.
    pub paid_to_users: Uint128,
    /// Spent out of the treasury.
    pub spent: Uint128,
}

packed!(Totals { received, distributed, burned, paid_to_pools, paid_to_users, spent });

/// A pool's account.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Where its part is sent, for ever.
    pub coinbase: Addr,
    /// Credited and not sent, times 2^128.
    pub pending: Uint256,
    /// Sent so far, in base units.
    pub paid: Uint128,
    /// What is credited to the very users instead.
    pub user_share: Bps,
}

packed!(Pool { coinbase, pending, paid, user_share });

impl Pool {
    /// A pool that has nothing yet.
    pub const fn new(coinbase: Addr) -> Self {
        Self { coinbase, pending: Uint256::zero(), paid: Uint128::zero(), user_share: Bps::none() }
    }

    /// The pool of `operator`.
    ///
    /// # Errors
    /// [`ContractError::PoolNotFound`].
    pub fn load(storage: &dyn Storage, operator: &Addr) -> Result<Self, ContractError> {
        let pool = POOLS.may_load(storage, operator)?;
        pool.ok_or_else(|| ContractError::PoolNotFound { pool: operator.clone() })
    }

    /// Splits what a user earned for this pool: the user's own share, rounded down, and the pool's part, which is the rest.
    ///
    /// # Errors
    /// None that can happen: a share is no more than the whole.
    pub fn split(&self, earned: Uint256) -> Result<(Uint256, Uint256), ContractError> {
        let share = self.user_share.of(earned)?;
        Ok((share, earned.checked_sub(share)?))
    }

    /// Credits what `user` earned for this pool, both times 2^128, and answers the pool's part.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn credit(
        &mut self,
        storage: &mut dyn Storage,
        user: &Addr,
        earned: Uint256,
    ) -> Result<Uint256, ContractError> {
        let (share, part) = self.split(earned)?;
        if !share.is_zero() {
            let mut account = SHARES.may_load(storage, user)?.unwrap_or_default();
            account.pending = account.pending.checked_add(share)?;
            SHARES.save(storage, user, &account)?;
        }
        self.pending = self.pending.checked_add(part)?;
        Ok(part)
    }
}

/// What is credited to a user directly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Credited and not claimed, times 2^128.
    pub pending: Uint256,
    /// Claimed so far, in base units.
    pub paid: Uint128,
}

packed!(Share { pending, paid });

/// Stores a stake of `user` in `pool`; one of nothing is forgotten.
///
/// # Errors
/// None; see [`PackedMap::save`].
pub fn save_stake(storage: &mut dyn Storage, user: &Addr, pool: &Addr, stake: &PoolStake) -> StdResult<()> {
    if stake.stake.is_zero() {
        STAKES.remove(storage, (user, pool));
        return Ok(());
    }
    STAKES.save(storage, (user, pool), stake)
}
