//! `collect`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint256};
use tributary_controls::wire::{payment, reported};
use tributary_math::revenue::{take_whole, whole};
use tributary_types::treasury_decay::{PoolCollected, COLLECT_LIMIT, CONTRACT};

use super::ensure_limit;
use crate::books::{save_user, Books};
use crate::state::{Pool, POOLS, STAKES, TOTALS};
use crate::ContractError;

/// Settles users as far as the limit goes, credits the pool, and sends all whole units that it has to its coinbase.
///
/// Writes: the books, the users, their stakes and shares, the pool, the totals. Sends: the coins.
///
/// # Errors
/// See `ExecuteMsg::Collect`.
pub fn collect(
    deps: DepsMut,
    env: Env,
    operator: Addr,
    users: Vec<Addr>,
    limit: Option<u32>,
) -> Result<Response, ContractError> {
    let mut limit = ensure_limit(limit, COLLECT_LIMIT)?;
    let mut pool = Pool::load(deps.storage, &operator)?;
    let mut totals = TOTALS.load(deps.storage)?;
    let mut books = Books::open(deps.storage, &env)?;

    let mut credited = Uint256::zero();
    let mut unfinished = vec![];
    for user in users {
        let mut user = books.user(deps.storage, user)?;
        let settled = books.settle(deps.storage, &mut user, limit)?;
        limit = limit.saturating_sub(settled.passed);
        if let Some(mut stake) = STAKES.may_load(deps.storage, (&user.address, &operator))? {
            let earned = stake.take_earned(stake.stake, &user.staker)?;
            credited = credited.checked_add(pool.credit(deps.storage, &user.address, earned)?)?;
            STAKES.save(deps.storage, (&user.address, &operator), &stake)?;
        }
        save_user(deps.storage, &user)?;
        if settled.remaining > 0 {
            unfinished.push(user.address.into_string());
        }
    }
    let amount = take_whole(&mut pool.pending)?;
    pool.paid = pool.paid.checked_add(amount)?;
    totals.paid_to_pools = totals.paid_to_pools.checked_add(amount)?;

    let payment = payment(&pool.coinbase, amount, &books.config.denom);
    POOLS.save(deps.storage, &operator, &pool)?;
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = PoolCollected {
        pool: operator,
        coinbase: pool.coinbase,
        amount,
        credited: whole(credited)?,
        unfinished: unfinished.join(","),
    };
    let messages = (!amount.is_zero()).then_some(payment);
    Ok(reported(CONTRACT, fact).add_messages(messages))
}
