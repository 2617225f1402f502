//! `identify`, `revoke_identity`, `refresh_identity`

use cosmwasm_std::{Addr, DepsMut, Env, Response, Storage};
use tributary_controls::wire::reported;
use tributary_types::event::Fact;
use tributary_types::treasury_decay::{IdentityChanged, IdentityRule, CONTRACT};

use crate::books::{save_user, Books};
use crate::{identity, ContractError};

/// Identifies users, or takes their identities back.
///
/// Writes: the books, the users, the list. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Identify`.
pub fn identify(
    deps: DepsMut,
    env: Env,
    users: Vec<Addr>,
    identified: bool,
) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;

    let mut response = Response::new();
    for user in users {
        if set_identity(deps.storage, &mut books, &user, identified)? {
            response = response.add_event(IdentityChanged { user, identified }.event(CONTRACT));
        }
    }

    books.save(deps.storage)?;

    Ok(response)
}

/// Reads again whether a user is a member of the group.
///
/// Writes: the books, the user, the list. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RefreshIdentity`.
pub fn refresh_identity(deps: DepsMut, env: Env, user: Addr) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    let identified = match &books.config.identity {
        IdentityRule::Cw4 { group } => identity::is_member(&deps.querier, group, &user)?,
        rule => return Err(ContractError::IdentityMode { expected: "a cw4 group", rule: rule.name() }),
    };

    set_identity(deps.storage, &mut books, &user, identified)?;

    books.save(deps.storage)?;

    Ok(reported(CONTRACT, IdentityChanged { user, identified }))
}

/// Settles `user` under its old identity and gives it the new one. Whether it was another.
fn set_identity(
    storage: &mut dyn Storage,
    books: &mut Books,
    user: &Addr,
    identified: bool,
) -> Result<bool, ContractError> {
    let mut user = books.user(storage, user.clone())?;
    if user.efficiency.identified == identified {
        return Ok(false);
    }
    let stake = user.staker.stake;

    books.settle_fully(storage, &mut user, stake)?;
    identity::set(storage, &mut user, identified)?;
    books.set_stake(&mut user, stake)?;

    save_user(storage, &user)?;
    Ok(true)
}
