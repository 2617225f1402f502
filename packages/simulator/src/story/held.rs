//! What is still in the contracts, and for what, as the contracts answer it.

use cosmwasm_std::{Int256, Uint128, Uint256};
use tributary_types::license_nft::Stage;
use tributary_types::{boosted_staking, pool_registry};

use super::asking::Unanswered;
use super::cast::{Cast, Role};
use super::escrow_held::{self, at_work};
use super::escrows::is_escrow;
use super::facts::Fact;
use super::flows::Flows;
use super::holdings::Holdings;
use super::items::{signed, Item, Items};
use super::license_look::Collection;
use super::money::sum;
use super::pool_look::PoolLook;
use super::spoken::licenses;
use super::stage::Played;
use super::treasury_look::Treasury;
use super::vaults::{Vault, VaultUser};

/// Dust that cannot be more than the fractions of one unit of so many members, and of one that left.
const SPARE_FRACTIONS: u64 = 2;

/// Everything of a denom that is still in the contracts.
///
/// # Errors
/// When a contract does not answer.
pub fn held(played: &Played, flows: &Flows, denom: &str) -> Result<Vec<Item>, Unanswered> {
    let mut items = Items::default();
    let holdings = played.holdings()?;
    staked(played, &holdings, denom, &mut items);
    for collection in played.collections()? {
        if played.cast.denom(&collection.contract) == Some(denom) {
            items.at(&collection.contract);
            items.reserve(&played.cast, &collection, flows);
        }
    }
    for treasury in played.treasuries()? {
        if played.cast.denom(&treasury.contract) == Some(denom) {
            items.at(&treasury.contract);
            items.revenue(&played.cast, &treasury);
        }
    }
    let facts = played.facts();
    for vault in played.vaults() {
        items.at(&vault.contract);
        items.stakes(&played.cast, vault, denom);
        let positions =
            |fact: &&Fact| fact.by == vault.contract && fact.is(boosted_staking::CONTRACT, "staked");
        let opened = facts.iter().filter(positions).count();
        items.programme(&played.cast, vault, flows, (denom, opened));
    }
    for escrow in played.escrows() {
        escrow_held::held(&mut items, played, flows, (escrow, &facts, &holdings), denom);
    }
    let pools = played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
    for look in pools.iter().filter(|look| look.denom == denom) {
        let accounted = flows.accounted(&look.pool.coinbase, denom);
        items.at(&look.pool.coinbase);
        items.rewards(&played.cast, look, commission(look, &facts), accounted);
    }
    unasked(played, flows, denom, &mut items);
    Ok(items.all())
}

/// What lies in contracts that did not ask for it, or of which nothing is known.
fn unasked(played: &Played, flows: &Flows, denom: &str, items: &mut Items) {
    for (contract, role) in played.cast.contracts() {
        items.at(contract);
        let name = played.cast.name(contract);
        let own = played.cast.denom(contract) == Some(denom);
        match role {
            Role::StakerRegistry
            | Role::PoolRegistry
            | Role::LicenseNft
            | Role::BoostedStaking
            | Role::JointStaking => {
                items.add(&format!("donations in {name}, nobody's"), flows.given(contract, denom));
            }
            Role::TreasuryDecay if own => {
                items.add(&format!("donations in {name}, nobody's"), flows.given(contract, denom));
            }
            Role::TreasuryDecay => {
                let left = flows.accounted(contract, denom).unsigned_abs();
                items.add(&format!("other coins, for the owner of {name}"), left);
            }
            Role::Coinbase { pool } if !own => {
                let left = flows.accounted(contract, denom).unsigned_abs();
                items.add(&format!("other coins, for the operator of pool {}", played.cast.name(pool)), left);
            }
            Role::Other { .. } => {
                items.add(&format!("in {name}"), flows.accounted(contract, denom).unsigned_abs());
            }
            Role::Coinbase { .. } | Role::Person => {}
        }
    }
}

/// What lies in the staker-registries.
fn staked(played: &Played, all: &[Holdings], denom: &str, items: &mut Items) {
    let pools = played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
    for holdings in all {
        if played.cast.denom(&holdings.registry) == Some(denom) {
            items.at(&holdings.registry);
            let totals = &holdings.totals;
            let locked = locked(played, holdings);
            let principals = at_work(&played.cast, pools, holdings);
            let free = Uint256::from(totals.tokens.saturating_sub(locked));
            items.add("staked", free.saturating_sub(principals.staked));
            items.add("staked: what faults left of licences, locked until they are stable", locked);
            let thawing = Uint256::from(totals.thawing).saturating_sub(principals.thawing);
            items.add("thawing: on the way out to people", thawing);
            items.add("transferring: on the way to other pools", totals.transferring);
            items.add("what faults left of licences that were on the way back", totals.surplus);
            items.add("revenue due to the treasury", totals.revenue_due);
        }
    }
}

/// What faults left of licences and nobody can take out yet: of pools, and of stakers alone.
fn locked(played: &Played, holdings: &Holdings) -> Uint128 {
    let pools = played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
    let members =
        pools.iter().filter(|look| holdings.stakers.iter().any(|staker| staker.staker == look.pool.pool));
    let members = members.flat_map(|look| &look.members).map(|member| member.locked);
    let alone = holdings.stakers.iter().map(|staker| staker.locked);
    members.chain(alone).fold(Uint128::zero(), Uint128::saturating_add)
}

impl Items {
    /// What lies in a licence contract: the coins behind the licences, what funders can take back, and the dust of the
    /// division among them, less than one unit each.
    fn reserve(&mut self, cast: &Cast, collection: &Collection, flows: &Flows) {
        let Collection { contract, status, funders, .. } = collection;
        let (name, denom) = (cast.name(contract), cast.denom(contract).unwrap_or_default());
        let live = licenses(&status.live.to_string());
        self.add(&format!("reserve of {name}, behind {live}"), status.reserve);
        if status.stage == Stage::Testnet {
            return;
        }
        let mut explained = Uint256::from(status.reserve).saturating_add(flows.given(contract, denom));
        for (funder, amount) in funders {
            self.add(&format!("more than {name} needs, for {}", cast.name(funder)), *amount);
            explained = explained.saturating_add((*amount).into());
        }
        let rest = flows.accounted(contract, denom).wrapping_sub(signed(explained));
        let most = u64::try_from(funders.len()).unwrap_or(u64::MAX);
        if rest > Int256::zero() && rest.unsigned_abs() < Uint256::from(most) {
            self.add(&format!("more than {name} needs, dust"), rest.unsigned_abs());
        }
    }

    /// What lies in a treasury, all as the contract says: what it holds more or less makes the account unequal.
    fn revenue(&mut self, cast: &Cast, treasury: &Treasury) {
        let name = cast.name(&treasury.contract);
        let revenue = &treasury.revenue;
        let pending = treasury.pending();
        let shares = treasury.claimable();
        let unsettled = Uint256::from(revenue.unsettled).saturating_sub(pending).saturating_sub(shares);
        self.add(&format!("treasury in {name}, for its owner to spend"), revenue.treasury);
        self.add(&format!("revenue in {name}: not released yet"), revenue.unreleased);
        self.add(&format!("revenue in {name}: credited to pools, not sent"), pending);
        self.add(&format!("revenue in {name}: users' own shares, claimable"), shares);
        self.add(&format!("revenue in {name}: not settled, or dust"), unsettled);
    }

    /// Principals that lie in a vault.
    fn stakes(&mut self, cast: &Cast, vault: &Vault, denom: &str) {
        if cast.denom(&vault.contract) != Some(denom) {
            return;
        }
        let name = cast.name(&vault.contract);
        for (whose, user) in vault.by_name(cast) {
            self.add(&format!("staked in {name}, by {whose}"), user.staked());
            self.add(&format!("matured in {name}, for {whose} to withdraw"), user.free());
        }
    }

    /// Rewards that lie in a vault: everybody's, what nobody has earned, and the fractions of a unit that `opened`
    /// positions left. More than those is left out, so that the account does not balance.
    fn programme(&mut self, cast: &Cast, vault: &Vault, flows: &Flows, (denom, opened): (&str, usize)) {
        if cast.reward(&vault.contract) != Some(denom) {
            return;
        }
        let name = cast.name(&vault.contract);
        for (whose, user) in vault.by_name(cast) {
            self.add(&format!("rewards in {name}: vested, for {whose} to claim"), user.claimable());
            self.add(&format!("rewards in {name}: vesting for {whose}"), user.vesting());
            self.add(&format!("rewards in {name}: earned by open positions of {whose}"), user.accrued());
        }
        let [to_come, idle] = vault.unearned();
        self.add(&format!("rewards in {name}: not emitted yet"), to_come);
        self.add(&format!("rewards in {name}: emitted while nobody had a stake"), idle);
        let same = cast.denom(&vault.contract) == Some(denom);
        let principal = if same { vault.totals.principal_held } else { Uint128::zero() };
        let explained = [principal, to_come, idle].map(Uint256::from).into_iter();
        let explained = explained.fold(vault.all(VaultUser::rewards), Uint256::saturating_add);
        let explained = explained.saturating_add(flows.given(&vault.contract, denom));
        let rest = flows.accounted(&vault.contract, denom).wrapping_sub(signed(explained));
        let opened = u64::try_from(opened).unwrap_or(u64::MAX);
        let most = if opened == 0 { 0 } else { opened.saturating_add(1) };
        if rest > Int256::zero() && rest.unsigned_abs() <= Uint256::from(most) {
            self.add(&format!("rewards in {name}: dust"), rest.unsigned_abs());
        }
    }

    /// What lies in a coinbase: commission, claims, what is not released, and the dust of all divisions. More dust than
    /// there can be is left out, so that the account does not balance.
    fn rewards(&mut self, cast: &Cast, look: &PoolLook, commission: Uint256, accounted: Int256) {
        let name = cast.name(&look.pool.pool);
        let sum_of = |of_escrows: bool| {
            let of = look.members.iter().filter(|member| is_escrow(cast, &member.delegator) == of_escrows);
            sum(of.map(|member| member.rewards))
        };
        let (claimable, collectable) = (sum_of(false).saturating_sub(commission), sum_of(true));
        let unreleased = Uint256::from(look.pool.unreleased);
        self.add(&format!("rewards of pool {name}: the operator's commission"), commission);
        self.add(&format!("rewards of pool {name}: claimable"), claimable);
        self.add(&format!("rewards of pool {name}: for escrows to collect"), collectable);
        self.add(&format!("rewards of pool {name}: unreleased"), unreleased);
        let explained = commission.saturating_add(claimable).saturating_add(collectable);
        let explained = explained.saturating_add(unreleased);
        let rest = accounted.wrapping_sub(signed(explained));
        if rest <= Int256::zero() {
            return;
        }
        let rest = rest.unsigned_abs();
        let members = u64::try_from(look.members.len()).unwrap_or(u64::MAX);
        if look.pool.total_stake.is_zero() {
            self.add(&format!("rewards of pool {name}: for whoever delegates first"), rest);
        } else if rest <= Uint256::from(members.saturating_add(SPARE_FRACTIONS)) {
            self.add(&format!("rewards of pool {name}: dust"), rest);
        }
    }
}

/// What the operator is owed as commission now: what was booked less what was paid, and its part of what has arrived.
fn commission(look: &PoolLook, facts: &[Fact]) -> Uint256 {
    let of_pool = facts.iter().filter(|fact| {
        fact.contract == pool_registry::CONTRACT && fact.text("pool") == look.pool.pool.as_str()
    });
    let mut booked = Uint256::zero();
    let mut paid = Uint256::zero();
    for fact in of_pool {
        let amount = Uint256::from(fact.amount("commission"));
        match fact.name.as_str() {
            "rewards_booked" => booked = booked.saturating_add(amount),
            "rewards_withdrawn" | "rewards_redelegated" => paid = paid.saturating_add(amount),
            _ => {}
        }
    }
    let arrived = Uint256::from(look.unbooked)
        .saturating_mul(look.pool.commission_ppm.into())
        .checked_div(Uint128::new(1_000_000).into())
        .unwrap_or_default();
    booked.saturating_add(arrived).saturating_sub(paid)
}
