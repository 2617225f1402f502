//! What is still in escrows, and what of theirs is in pools.

use cosmwasm_std::{Addr, Int256, Uint256};
use tributary_types::joint_staking::{AgreementResponse, AgreementStatus, PrincipalState};

use super::cast::Cast;
use super::escrows::{is_escrow, part, Escrow, PARTIES};
use super::facts::Fact;
use super::flows::Flows;
use super::holdings::Holdings;
use super::items::{signed, Items};
use super::money::sum;
use super::pool_look::PoolLook;
use super::stage::Played;

/// What principals are of escrows in a staker-registry: those that are staked, and those on the way out.
pub struct AtWork {
    /// In pools.
    pub staked: Uint256,
    /// On the way out.
    pub thawing: Uint256,
}

/// What the stakers and unbonds of a staker-registry have of escrows, which is told with the principals.
pub fn at_work(cast: &Cast, pools: &[PoolLook], holdings: &Holdings) -> AtWork {
    let here = |look: &&PoolLook| holdings.stakers.iter().any(|staker| staker.staker == look.pool.pool);
    let members = pools.iter().filter(here).flat_map(|look| &look.members);
    let members = members.filter(|member| is_escrow(cast, &member.delegator));
    let unbonds = holdings.unbonds.iter().filter(|item| is_escrow(cast, &item.recipient));
    AtWork { staked: sum(members.map(|member| member.tokens)), thawing: sum(unbonds.map(|item| item.amount)) }
}

/// Everything of a denom that is in an escrow, or its stakers' in pools.
pub fn held(
    items: &mut Items,
    played: &Played,
    flows: &Flows,
    of: (&Escrow, &[Fact], &[Holdings]),
    denom: &str,
) {
    let (escrow, facts, holdings) = of;
    let cast = &played.cast;
    if cast.denom(&escrow.contract) == Some(denom) {
        for agreement in &escrow.agreements {
            items.at(place(escrow, agreement, holdings));
            principal(items, cast, escrow, agreement, facts);
        }
    }
    items.at(&escrow.contract);
    if cast.reward(&escrow.contract) == Some(denom) {
        rewards(items, cast, escrow);
        let elsewhere = away(played, escrow, holdings);
        dust(items, cast, flows, escrow, denom, elsewhere);
    }
}

/// The contract in which the principal of an agreement lies: those in pools lie where all stake does.
fn place<'a>(escrow: &'a Escrow, agreement: &AgreementResponse, holdings: &'a [Holdings]) -> &'a Addr {
    match (agreement.principal_state, holdings.first()) {
        (PrincipalState::Delegated | PrincipalState::Unbonding, Some(registry)) => &registry.registry,
        _ => &escrow.contract,
    }
}

/// What is with the principal of an agreement.
fn principal(items: &mut Items, cast: &Cast, escrow: &Escrow, agreement: &AgreementResponse, facts: &[Fact]) {
    let (name, whose) = (cast.name(&escrow.contract), cast.name(&agreement.staker));
    let place = match (agreement.principal_state, agreement.status) {
        (PrincipalState::Held, AgreementStatus::Matured) => "free to be settled",
        (PrincipalState::Held, _) => "held",
        (PrincipalState::Delegated, _) => "at work in pools",
        (PrincipalState::Unbonding, _) => "on the way out of pools",
        (PrincipalState::Returned, _) => return,
    };
    let (back, owed) = escrow.principal_out(agreement, facts);
    items.add(&format!("principal of {whose} in {name}: {place}"), back);
    items.add(&format!("penalties of {name}: owed out of principals in pools"), owed);
}

/// Rewards: everybody's, the free ones, and penalties for the treasury.
fn rewards(items: &mut Items, cast: &Cast, escrow: &Escrow) {
    let name = cast.name(&escrow.contract);
    for party in PARTIES {
        for agreement in &escrow.agreements {
            let (who, rewards) = part(agreement, party);
            items.add(&format!("rewards in {name}: for {} to claim", cast.name(who)), rewards.claimable);
        }
    }
    items.add(&format!("rewards in {name}: free, nobody has earned them"), escrow.totals.reward_pool);
    items.add(&format!("penalties of {name}: due to the treasury"), escrow.totals.revenue_due);
}

/// What of the principals is not in the escrow itself: in pools, or on the way out of them.
pub fn away(played: &Played, escrow: &Escrow, holdings: &[Holdings]) -> Uint256 {
    let pools = played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
    let unbonds = holdings.iter().flat_map(|of| &of.unbonds);
    let thawing = unbonds.filter(|item| item.recipient == escrow.contract).map(|item| item.amount);
    escrow.delegated(pools).saturating_add(sum(thawing))
}

/// The fractions of a unit that agreements have earned which are not closed, and that of the free rewards. More than those
/// is left out, so that the account does not balance.
fn dust(items: &mut Items, cast: &Cast, flows: &Flows, escrow: &Escrow, denom: &str, away: Uint256) {
    let contract: &Addr = &escrow.contract;
    let states = [PrincipalState::Held, PrincipalState::Delegated, PrincipalState::Unbonding];
    let principals = states.into_iter().map(|state| escrow.principals(state));
    let principals = principals.fold(Uint256::zero(), Uint256::saturating_add);
    let same = cast.denom(contract) == Some(denom);
    let here = if same { signed(principals).wrapping_sub(signed(away)) } else { Int256::zero() };
    let explained = [
        escrow.claimable(),
        escrow.totals.reward_pool.into(),
        escrow.totals.revenue_due.into(),
        flows.given(contract, denom),
    ];
    let explained = explained.into_iter().fold(Uint256::zero(), Uint256::saturating_add);
    let explained = signed(explained).wrapping_add(here);
    let rest = flows.accounted(contract, denom).wrapping_sub(explained);
    let most = u64::try_from(escrow.running().count()).unwrap_or(u64::MAX);
    if rest > Int256::zero() && rest.unsigned_abs() <= Uint256::from(most) {
        items.add(&format!("rewards in {}: dust", cast.name(contract)), rest.unsigned_abs());
    }
}
