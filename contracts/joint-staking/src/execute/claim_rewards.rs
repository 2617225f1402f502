//! `claim_rewards`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response};
use tributary_types::event::Fact;
use tributary_types::joint_staking::{ClaimResult, RewardsClaimed, CONTRACT};

use crate::agreement::{Agreement, Party, AGREEMENTS};
use crate::books::Books;
use crate::ContractError;

/// Pays a party its share of what an agreement has earned, less what it was paid.
///
/// Writes: the books, the agreement. Sends: the rewards, if there are any.
///
/// # Errors
/// See `ExecuteMsg::ClaimRewards`.
pub fn claim_rewards(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    agreement_id: u64,
) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    let mut agreement = Agreement::open(deps.storage, &books, agreement_id)?;
    let party = agreement.party(agreement_id, &sender)?;
    let amount = agreement.rewards(&books)?.of(party).claimable;

    let claimed = match party {
        Party::Owner => &mut agreement.owner_claimed,
        Party::Staker => &mut agreement.staker_claimed,
    };
    *claimed = claimed.checked_add(amount)?;
    let claimed = *claimed;
    books.totals.claimed = books.totals.claimed.checked_add(amount)?;

    let mut response = Response::new().set_data(to_json_binary(&ClaimResult { amount })?);
    if !amount.is_zero() {
        response = response.add_message(books.config.reward_asset.payment(&sender, amount)?);
    }
    AGREEMENTS.save(deps.storage, agreement_id, &agreement)?;
    books.save(deps.storage)?;

    let fact = RewardsClaimed { agreement_id, party: sender, amount, claimed };
    Ok(response.add_event(fact.event(CONTRACT)))
}
