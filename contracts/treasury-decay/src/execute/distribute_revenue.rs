//! `distribute_revenue`

use cosmwasm_std::{coins, BankMsg, Deps, DepsMut, Env, MessageInfo, Response, Timestamp, Uint128};
use cw_utils::must_pay;
use tributary_controls::wire::reported;
use tributary_math::revenue::staked_part;
use tributary_types::treasury_decay::{RevenueReceived, UnstakedShare, CONTRACT};

use crate::books::Books;
use crate::state::{Config, TOTALS};
use crate::{supply, ContractError};

/// What becomes of a revenue; its parts are the whole.
struct Split {
    distributed: Uint128,
    burned: Uint128,
    to_treasury: Uint128,
}

/// Takes the attached coins: a part for the stakes, the rest is burned or the treasury's.
///
/// Writes: the books, the totals. Sends: a burn.
///
/// # Errors
/// See `ExecuteMsg::DistributeRevenue`.
pub fn distribute_revenue(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    let mut totals = TOTALS.load(deps.storage)?;
    let amount = must_pay(&info, &books.config.denom)?;
    let Split { distributed, burned, to_treasury } = split(deps.as_ref(), &books, amount)?;

    // This sum of 128 bits is what keeps all that is owed within its words (see `tributary_math::revenue`).
    totals.received = totals.received.checked_add(amount)?;
    totals.distributed = totals.distributed.checked_add(distributed)?;
    totals.burned = totals.burned.checked_add(burned)?;
    books.distribute(distributed)?;
    books.enrich(to_treasury)?;

    let release_end = Timestamp::from_seconds(books.release.end);
    let burn = BankMsg::Burn { amount: coins(burned.u128(), &books.config.denom) };
    TOTALS.save(deps.storage, &totals)?;
    books.save(deps.storage)?;

    let fact = RevenueReceived { amount, distributed, burned, to_treasury, release_end };
    let messages = (!burned.is_zero()).then_some(burn);
    Ok(reported(CONTRACT, fact).add_messages(messages))
}

fn split(deps: Deps, books: &Books, amount: Uint128) -> Result<Split, ContractError> {
    let Config { denom, unstaked_share, circulating_supply, .. } = &books.config;
    let distributed = if books.total_stake.is_zero() {
        return Ok(Split { distributed: Uint128::zero(), burned: Uint128::zero(), to_treasury: amount });
    } else if *unstaked_share == UnstakedShare::None {
        amount
    } else {
        let supply = supply::circulating(&deps.querier, denom, circulating_supply)?;
        staked_part(amount, books.total_stake, supply)
    };
    let unstaked = amount.checked_sub(distributed)?;
    let burned = if *unstaked_share == UnstakedShare::Burn { unstaked } else { Uint128::zero() };
    Ok(Split { distributed, burned, to_treasury: unstaked.checked_sub(burned)? })
}
