//! `set_user_share`

use cosmwasm_std::{Addr, DepsMut, Response};
use tributary_controls::wire::reported;
use tributary_math::Bps;
use tributary_types::treasury_decay::{UserShareSet, CONTRACT};

use crate::state::{Pool, POOLS};
use crate::ContractError;

/// Raises what the sender's pool leaves to the very users. Only upwards: it counts when a part is credited, so lowering it would
/// take back what users have earned.
///
/// Writes: the pool. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetUserShare`.
pub fn set_user_share(deps: DepsMut, sender: Addr, share_bps: u32) -> Result<Response, ContractError> {
    let mut pool = Pool::load(deps.storage, &sender)?;
    let user_share = Bps::new(share_bps)
        .filter(|share| *share >= pool.user_share)
        .ok_or(ContractError::InvalidBps { given: share_bps, current: pool.user_share.value() })?;

    pool.user_share = user_share;

    POOLS.save(deps.storage, &sender, &pool)?;

    Ok(reported(CONTRACT, UserShareSet { pool: sender, share_bps }))
}
