//! `delegation_changed`

use cosmwasm_std::{Addr, Api, DepsMut, Env, Response, StdResult, Storage, Uint128};
use tributary_controls::wire::reported;
use tributary_math::revenue::{whole, PoolStake};
use tributary_types::event::Fact;
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{IdentityChanged, StakeRecorded, CONTRACT};

use crate::books::{save_user, Books, User};
use crate::state::{save_stake, Pool, POOLS, STAKES};
use crate::{identity, ContractError};

/// The new stake of a user in a pool, with checked addresses.
pub struct Change {
    user: Addr,
    pool: Addr,
    coinbase: Addr,
    stake: Uint128,
    missed: bool,
}

impl Change {
    /// What the pool-registry told.
    ///
    /// # Errors
    /// If an address is none.
    pub fn checked(api: &dyn Api, told: DelegationChanged) -> StdResult<Self> {
        let DelegationChanged { delegator, pool, coinbase, stake, missed } = told;
        Ok(Self {
            user: api.addr_validate(&delegator)?,
            pool: api.addr_validate(&pool)?,
            coinbase: api.addr_validate(&coinbase)?,
            stake,
            missed,
        })
    }
}

/// Takes over a stake. What the user earned so far is settled with the stake that was known; if a change was missed, with the
/// lower of both, since nobody knows from when on it was there.
///
/// Writes: the books, the user, its stake, the pool, the user's share. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::DelegationChanged`.
pub fn delegation_changed(deps: DepsMut, env: Env, change: Change) -> Result<Response, ContractError> {
    let Change { user, pool: operator, coinbase, stake, missed } = change;
    let mut books = Books::open(deps.storage, &env)?;
    let known_pool = POOLS.may_load(deps.storage, &operator)?;
    let is_new = known_pool.is_none();
    let mut pool = known_pool.unwrap_or(Pool::new(coinbase.clone()));
    if pool.coinbase != coinbase {
        let known = pool.coinbase;
        return Err(ContractError::CoinbaseDiffers { pool: operator, known, given: coinbase });
    }
    let mut user = books.user(deps.storage, user)?;
    let Some(mut in_pool) = stake_in(deps.storage, &user, &operator, stake)? else {
        let fact = recorded(&books, user, operator, stake, Uint128::zero());
        return Ok(reported(CONTRACT, fact));
    };
    let known = in_pool.stake;
    let elsewhere = user.staker.stake.checked_sub(known)?;

    let certain = if missed { known.min(stake) } else { known };
    let earned_before = in_pool.take_earned(known, &user.staker)?;
    let settled = books.settle_fully(deps.storage, &mut user, elsewhere.checked_add(certain)?)?;
    let earned = earned_before.checked_add(in_pool.take_earned(certain, &user.staker)?)?;

    let was_identified = user.efficiency.identified;
    if stake != known {
        let identified = identity::at_change(&deps.querier, &books.config.identity, &user);
        identity::set(deps.storage, &mut user, identified)?;
        books.set_stake(&mut user, elsewhere.checked_add(stake)?)?;
        in_pool.stake = stake;
    }

    if is_new || !earned.is_zero() {
        pool.credit(deps.storage, &user.address, earned)?;
        POOLS.save(deps.storage, &operator, &pool)?;
    }
    save_stake(deps.storage, &user.address, &operator, &in_pool)?;
    save_user(deps.storage, &user)?;

    let identified = user.efficiency.identified;
    let changed = IdentityChanged { user: user.address.clone(), identified };
    let changed = (identified != was_identified).then(|| changed.event(CONTRACT));
    let fact = recorded(&books, user, operator, stake, whole(settled.forfeited)?);
    books.save(deps.storage)?;
    Ok(reported(CONTRACT, fact).add_events(changed))
}

/// The stake that is known, or a first one; nothing if there was none and is none.
fn stake_in(storage: &dyn Storage, user: &User, pool: &Addr, stake: Uint128) -> StdResult<Option<PoolStake>> {
    let known = STAKES.may_load(storage, (&user.address, pool))?;
    Ok(known.or_else(|| (!stake.is_zero()).then(|| PoolStake::newcomer(&user.staker))))
}

fn recorded(books: &Books, user: User, pool: Addr, stake: Uint128, forfeited: Uint128) -> StakeRecorded {
    StakeRecorded {
        delegator: user.address,
        pool,
        stake,
        user_stake: user.staker.stake,
        total_stake: books.total_stake,
        forfeited,
    }
}
