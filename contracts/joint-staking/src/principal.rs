//! Where principals are: here, or at work in a pool, from where they come back in batches.
//!
//! The escrow is one delegator of a pool, with few undelegations at a time. So ended agreements wait in the pool's next batch, and one
//! batch a day leaves. Whoever asks takes the next step; nobody's agreement starts or ends later for it.

use cosmwasm_std::{coin, Addr, DepsMut, Order, QuerierWrapper, StdResult, Storage, Uint128, WasmMsg};
use cw_storage_plus::Bound;
use cw_utils::Duration;
use tributary_controls::locks::DAY_SECONDS;
use tributary_controls::packed;
use tributary_controls::packed::{malformed, Packed, PackedMap, Reader};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::PrincipalState;
use tributary_types::pool_registry::DelegatorTerms;
use tributary_types::staker_registry::StakerRegistryContract;

use crate::state::Config;
use crate::ContractError;

/// Principals that work in a pool, by pool.
pub const DELEGATED: PackedMap<&Addr, Delegated> = PackedMap::new("w");

/// The staker-registry's number of a batch on its way out of a pool, by pool and batch.
pub const UNBONDS: PackedMap<(&Addr, u64), u64> = PackedMap::new("u");

/// The batches that took everything out of a pool, those who were still bound included.
pub const EMPTIED: PackedMap<(&Addr, u64), ()> = PackedMap::new("m");

/// The longest unbond lock of a pool where principals work, in seconds: one batch a day, and 32 are possible at a time.
pub const MAX_UNBOND_SECS: u64 = 30 * DAY_SECONDS;

/// What a delegation may need of gas. It takes a sixtieth of that by itself; the rest is for the hooks of the registry.
pub const DELEGATION_GAS: u64 = 10_000_000;

/// Where a principal is.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Here.
    Held,
    /// In a pool.
    Working {
        /// Which.
        pool: Addr,
        /// The batch that was the pool's next one when it came.
        since: u64,
    },
    /// On its way out of a pool.
    Leaving {
        /// Which.
        pool: Addr,
        /// With which batch.
        batch: u64,
    },
    /// With the staker.
    Returned,
}

impl Packed for Place {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Held => to.push(0),
            Self::Working { pool, since } => {
                to.push(1);
                pool.pack(to);
                since.pack(to);
            }
            Self::Leaving { pool, batch } => {
                to.push(2);
                pool.pack(to);
                batch.pack(to);
            }
            Self::Returned => to.push(3),
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Held),
            1 => Ok(Self::Working { pool: Packed::unpack(from)?, since: Packed::unpack(from)? }),
            2 => Ok(Self::Leaving { pool: Packed::unpack(from)?, batch: Packed::unpack(from)? }),
            3 => Ok(Self::Returned),
            _ => Err(malformed("no place of a principal")),
        }
    }
}

impl Place {
    /// The batch that took a principal out of its pool while its agreement went on, if one did.
    fn taken_along(storage: &dyn Storage, pool: &Addr, since: u64) -> Result<Option<u64>, ContractError> {
        let from = Some(Bound::inclusive(since));
        Ok(EMPTIED.prefix(pool).keys(storage, from, None, Order::Ascending).next().transpose()?)
    }

    /// It as people read it.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn state(&self, storage: &dyn Storage) -> Result<PrincipalState, ContractError> {
        Ok(match self {
            Self::Held => PrincipalState::Held,
            Self::Working { pool, since } => match Self::taken_along(storage, pool, *since)? {
                None => PrincipalState::Delegated,
                Some(_) => PrincipalState::Unbonding,
            },
            Self::Leaving { .. } => PrincipalState::Unbonding,
            Self::Returned => PrincipalState::Returned,
        })
    }

    /// The pool where it is or was at work, if it is not here or back.
    pub const fn pool(&self) -> Option<&Addr> {
        match self {
            Self::Working { pool, .. } | Self::Leaving { pool, .. } => Some(pool),
            Self::Held | Self::Returned => None,
        }
    }

    /// With which batch it leaves its pool, if it does.
    pub const fn batch(&self) -> Option<u64> {
        match self {
            Self::Leaving { batch, .. } => Some(*batch),
            Self::Held | Self::Working { .. } | Self::Returned => None,
        }
    }

    /// Where a principal of `amount` goes when its agreement is closed: to the staker, if it is here, else into the next batch of its
    /// pool, unless it left with one already.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn leave(self, storage: &mut dyn Storage, amount: Uint128) -> Result<Self, ContractError> {
        let Self::Working { pool, since } = self else {
            return Ok(Self::Returned);
        };
        if let Some(batch) = Self::taken_along(storage, &pool, since)? {
            return Ok(Self::Leaving { pool, batch });
        }
        let mut delegated = DELEGATED.load(storage, &pool)?;
        delegated.waiting = delegated.waiting.checked_add(amount)?;
        DELEGATED.save(storage, &pool, &delegated)?;
        Ok(Self::Leaving { pool, batch: delegated.batch })
    }
}

/// What works in a pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delegated {
    /// All that is in the pool, in base units.
    pub amount: Uint128,
    /// What of it waits to leave.
    pub waiting: Uint128,
    /// The number of the batch with which that will leave.
    pub batch: u64,
    /// The day on which a batch left last.
    pub last_day: Option<u64>,
}

packed!(Delegated { amount, waiting, batch, last_day });

/// Where a principal of `amount`, which is here, is, and the message that sends it to work where its class says. One that the pool would
/// not let go again in time stays here.
///
/// # Errors
/// Overflow if all that works in the pool leaves 128 bits.
pub fn delegate(
    deps: &mut DepsMut,
    config: &Config,
    pool: Option<&Addr>,
    amount: Uint128,
) -> Result<(Place, Option<WasmMsg>), ContractError> {
    let (Some(registry), Some(pool), Asset::Native(denom)) =
        (&config.pool_registry, pool, &config.stake_asset)
    else {
        return Ok((Place::Held, None));
    };
    // A registry that does not answer keeps nobody from starting.
    let takes = |terms: DelegatorTerms| {
        amount >= terms.min_delegation
            && lets_go_in_time(&deps.querier, &terms.staker_registry).unwrap_or(false)
    };
    if !registry.delegator_terms(&deps.querier).is_ok_and(takes) {
        return Ok((Place::Held, None));
    }
    let mut delegated = DELEGATED.may_load(deps.storage, pool)?.unwrap_or_default();
    delegated.amount = delegated.amount.checked_add(amount)?;
    DELEGATED.save(deps.storage, pool, &delegated)?;
    let message = registry.delegate(pool, coin(amount.u128(), denom))?;
    let place = Place::Working { pool: pool.clone(), since: delegated.batch };
    Ok((place, Some(message)))
}

/// Takes back that a principal was sent to work.
///
/// # Errors
/// None that can happen: it was.
pub fn keep(storage: &mut dyn Storage, pool: &Addr, amount: Uint128) -> Result<(), ContractError> {
    let mut delegated = DELEGATED.load(storage, pool)?;
    delegated.amount = delegated.amount.checked_sub(amount)?;
    Ok(DELEGATED.save(storage, pool, &delegated)?)
}

/// Whether undelegations are released within [`MAX_UNBOND_SECS`].
///
/// # Errors
/// If the staker-registry does not answer.
pub fn lets_go_in_time(
    querier: &QuerierWrapper,
    staker_registry: &StakerRegistryContract,
) -> StdResult<bool> {
    let lock = staker_registry.unbond_lock(querier)?;
    Ok(matches!(lock, Duration::Time(secs) if secs <= MAX_UNBOND_SECS))
}
