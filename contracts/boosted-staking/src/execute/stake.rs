//! `stake`, by coins or tokens

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response, Uint128};
use tributary_math::boost::displayed;
use tributary_types::boosted_staking::{
    BoostCollection, CountedBy, PositionOpened, Staked, CONTRACT, MAX_POSITIONS,
};
use tributary_types::event::Fact;

use crate::account::{Account, Opened};
use crate::books::Books;
use crate::state::{Config, TOTALS};
use crate::{collection, ContractError};

/// Opens a position of `amount`, which has come. Its user's NFTs are counted anew if the collection answers; one that fails keeps
/// nobody out.
///
/// Writes: the books, the user and what matured of it, the position, the totals. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Stake`.
pub fn stake(
    deps: DepsMut,
    env: Env,
    config: Config,
    user: Addr,
    amount: Uint128,
    days: u32,
) -> Result<Response, ContractError> {
    let mut books = Books::with(deps.storage, &env, config)?;
    let period = books.config.period(books.now, days)?;
    books.config.ensure_phase(books.now, &period)?;
    let min_stake = books.config.min_stake;
    if amount < min_stake {
        return Err(ContractError::BelowMinimum { amount, min_stake });
    }
    let required = books.config.schedule.emitted_until(period.end_day)?;
    let funded = TOTALS.load(deps.storage)?.funded;
    if funded < required {
        return Err(ContractError::Unfunded { required, funded });
    }
    let mut account = Account::open(deps.storage, &books, user)?;
    if account.record.open >= MAX_POSITIONS {
        return Err(ContractError::TooManyPositions { max: MAX_POSITIONS });
    }

    let mut recounted = None;
    if let Some(BoostCollection { address, counted_by: CountedBy::Balance }) = &books.config.boost_collection
    {
        let (known, loyalty) = (account.record.nfts, account.record.loyalty);
        let nfts = collection::balance(&deps.querier, address, &account.user).unwrap_or(known);
        if account.set_boost(deps.storage, &mut books, nfts, loyalty)? {
            recounted = Some(account.boost_changed(&books)?);
        }
    }
    let Opened { id, weight } = account.stake(deps.storage, &mut books, amount, &period)?;

    let fact = Staked {
        position_id: id,
        user: account.user.clone(),
        amount,
        days,
        months: period.months,
        ends_at: books.config.boundary(period.end_day),
        weight: displayed(weight)?,
        total_weight: books.total_weight()?,
    };
    books.save(deps.storage)?;
    let response = account.save(deps.storage)?;
    let data = to_json_binary(&PositionOpened { position_id: id })?;
    Ok(response.set_data(data).add_events(recounted).add_event(fact.event(CONTRACT)))
}
