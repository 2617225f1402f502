//! A pool in the hands of a handler.
//!
//! [`BookedPool::load`] books the rewards that have arrived; only the value that it gives can change stakes and pay
//! rewards, and only [`BookedPool::save`] stores it, with everything that follows from the change: the pool's state, the
//! sums over all pools, the history, the staker-registry's flag, the hooks. So no handler can forget any of it.

mod save;

pub use save::Aftermath;

use cosmwasm_std::{Addr, Deps, Env, Storage, SubMsg, Uint128, Uint256};
use tributary_controls::locks;
use tributary_math::performance::Trace;
use tributary_math::rewards::{BookedRewards, Booking, ReleaseClock, RewardPool};
use tributary_math::Ppm;
use tributary_types::coinbase::Payment;
use tributary_types::pool_registry::{Delegated, PoolState, StakeSource};
use tributary_types::stake_hook::DelegationChanged;

use crate::state::{Config, Delegation, Pool, Profile, Standing, DELEGATIONS, POOLS, PROFILES, TOTALS};
use crate::ContractError;

impl Standing {
    /// Whether somebody that is not the operator may bring `amount` into `pool`, which weighs `total`.
    ///
    /// # Errors
    /// [`ContractError::PoolBroken`], [`ContractError::OverCapacity`].
    pub fn ensure_admits(
        &self,
        config: &Config,
        pool: &Addr,
        total: Uint128,
        amount: Uint128,
    ) -> Result<(), ContractError> {
        if self.state != PoolState::Active {
            return Err(ContractError::PoolBroken { pool: pool.clone() });
        }
        let left = config.rules().capacity_left(self.self_stake, total, self.pending_stake)?;
        if Uint256::from(amount) > left {
            return Err(ContractError::OverCapacity { pool: pool.clone(), left, required: amount });
        }
        Ok(())
    }

    /// Takes up capacity for a transfer of `net`, here and in the sums over all pools.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn expect_more(&mut self, storage: &mut dyn Storage, net: Uint128) -> Result<(), ContractError> {
        let mut totals = TOTALS.load(storage)?;
        totals.pending_stake = totals.pending_stake.checked_add(net)?;
        self.pending_stake = self.pending_stake.checked_add(net)?;
        Ok(TOTALS.save(storage, &totals)?)
    }

    /// Frees the capacity that a transfer of `net` took up.
    ///
    /// # Errors
    /// Overflow if it was never expected.
    pub fn expect_less(&mut self, storage: &mut dyn Storage, net: Uint128) -> Result<(), ContractError> {
        let mut totals = TOTALS.load(storage)?;
        totals.pending_stake = totals.pending_stake.checked_sub(net)?;
        self.pending_stake = self.pending_stake.checked_sub(net)?;
        Ok(TOTALS.save(storage, &totals)?)
    }
}

/// A pool whose rewards are booked.
pub struct BookedPool<'a> {
    config: &'a Config,
    operator: Addr,
    profile: Profile,
    rewards: BookedRewards,
    standing: Standing,
    booking: Booking,
    newest: Trace,
    arrived: Uint128,
    change: Option<StakeChange>,
}

/// Somebody's place in a pool, taken out of storage to be changed.
pub struct Member {
    /// Who.
    pub delegator: Addr,
    /// What is held.
    pub delegation: Delegation,
    stored: bool,
}

impl Member {
    /// Somebody that is not in the pool yet.
    pub const fn new(delegator: Addr, delegation: Delegation) -> Self {
        Self { delegator, delegation, stored: false }
    }
}

/// What a claim took out of a pool's books.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// Rewards and commission together.
    pub amount: Uint128,
    /// The commission in it.
    pub commission: Uint128,
}

/// Whose stake changed, for the hooks.
struct StakeChange {
    delegator: Addr,
    stake: Uint128,
    grew: bool,
}

/// The pool `operator` as stored.
///
/// # Errors
/// [`ContractError::UnknownPool`].
pub fn load(storage: &dyn Storage, operator: &Addr) -> Result<Pool, ContractError> {
    POOLS.may_load(storage, operator)?.ok_or_else(|| ContractError::UnknownPool { pool: operator.clone() })
}

impl<'a> BookedPool<'a> {
    /// Takes the pool `operator` and books what its coinbase holds beyond the outstanding rewards.
    ///
    /// # Errors
    /// [`ContractError::UnknownPool`].
    pub fn load(deps: Deps, env: &Env, config: &'a Config, operator: Addr) -> Result<Self, ContractError> {
        let pool = load(deps.storage, &operator)?;
        let profile = PROFILES.load(deps.storage, &operator)?;
        let balance = deps.querier.query_balance(profile.coinbase.addr(), &config.denom)?.amount;
        Self::book(env, config, operator, profile, pool, balance)
    }

    /// A new pool without stake. What lies in its coinbase already is booked by the first call after its registration.
    ///
    /// # Errors
    /// None in practice: there is nothing to book.
    pub fn open(
        config: &'a Config,
        env: &Env,
        operator: Addr,
        profile: Profile,
        commission: Ppm,
    ) -> Result<Self, ContractError> {
        let standing = Standing {
            state: PoolState::Retired,
            commission,
            self_stake: Uint128::zero(),
            pending_stake: Uint128::zero(),
            delegators: 0,
            changed_height: env.block.height,
            stake_blocks: Uint256::zero(),
            kept: None,
        };
        let pool = Pool { rewards: RewardPool::default(), standing };
        Self::book(env, config, operator, profile, pool, Uint128::zero())
    }

    fn book(
        env: &Env,
        config: &'a Config,
        operator: Addr,
        profile: Profile,
        Pool { rewards, standing }: Pool,
        balance: Uint128,
    ) -> Result<Self, ContractError> {
        let newest = newest_knot(&rewards, &standing);
        let (rewards, booking) = rewards.book(balance, standing.commission, clock(config, env))?;
        let arrived = Uint128::zero();
        Ok(Self { config, operator, profile, rewards, standing, booking, newest, arrived, change: None })
    }

    /// The pool's id.
    pub const fn operator(&self) -> &Addr {
        &self.operator
    }

    /// What hardly ever changes.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The reward accumulators.
    pub const fn rewards(&self) -> &BookedRewards {
        &self.rewards
    }

    /// Everything else.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// What this call booked.
    pub const fn booking(&self) -> &Booking {
        &self.booking
    }

    /// The newest knot of the pool's line, from before this call.
    pub const fn newest_knot(&self) -> &Trace {
        &self.newest
    }

    /// The place of `delegator`, empty for a stranger.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn member(&self, storage: &dyn Storage, delegator: &Addr) -> Result<Member, ContractError> {
        let found = DELEGATIONS.may_load(storage, (&self.operator, delegator))?;
        let stored = found.is_some();
        Ok(Member { delegator: delegator.clone(), delegation: found.unwrap_or_default(), stored })
    }

    /// Whether `delegator` operates the pool.
    pub fn is_operator(&self, delegator: &Addr) -> bool {
        self.operator == *delegator
    }

    /// Adds `amount` to what `member` holds, if the pool admits it: the operator always, others up to the capacity.
    ///
    /// # Errors
    /// [`ContractError::PoolBroken`], [`ContractError::OverCapacity`], [`ContractError::BelowMinimumDelegation`].
    pub fn join(
        &mut self,
        member: &mut Member,
        amount: Uint128,
        source: StakeSource,
    ) -> Result<Delegated, ContractError> {
        if !self.is_operator(&member.delegator) {
            let total = self.rewards.weight();
            self.standing.ensure_admits(self.config, &self.operator, total, amount)?;
        }
        let tokens = member.delegation.tokens.checked_add(amount)?;
        ensure_worth_keeping(self.config, tokens)?;

        self.set_tokens(member, tokens)?;
        Ok(Delegated {
            delegator: member.delegator.clone(),
            pool: self.operator.clone(),
            amount,
            source,
            stake: member.delegation.rewards.weight(),
            pool_stake: self.rewards.weight(),
        })
    }

    /// Takes `amount` off what `member` holds; less than the minimum delegation must not stay behind.
    ///
    /// # Errors
    /// [`ContractError::ZeroAmount`], [`ContractError::InsufficientStake`], [`ContractError::BelowMinimumDelegation`].
    pub fn leave(&mut self, member: &mut Member, amount: Uint128) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Err(ContractError::ZeroAmount);
        }
        let available = member.delegation.tokens;
        let tokens = available
            .checked_sub(amount)
            .map_err(|_| ContractError::InsufficientStake { available, required: amount })?;
        if !tokens.is_zero() {
            ensure_worth_keeping(self.config, tokens)?;
        }
        self.set_tokens(member, tokens)
    }

    /// Settles `member` and gives it `tokens`, whatever they are.
    ///
    /// # Errors
    /// Overflow of the pool's weight.
    pub fn set_tokens(&mut self, member: &mut Member, tokens: Uint128) -> Result<(), ContractError> {
        let before = member.delegation.rewards.weight();
        member.delegation.tokens = tokens;
        let stake = tokens;
        self.rewards.set_weight(&mut member.delegation.rewards, stake)?;

        if self.is_operator(&member.delegator) {
            self.standing.self_stake = stake;
        }
        match (before.is_zero(), stake.is_zero()) {
            (true, false) => self.standing.delegators = self.standing.delegators.saturating_add(1),
            (false, true) => self.standing.delegators = self.standing.delegators.saturating_sub(1),
            (true, true) | (false, false) => {}
        }
        self.change = Some(StakeChange { delegator: member.delegator.clone(), stake, grew: stake > before });
        Ok(())
    }

    /// Takes everything that `member` is owed out of the books, of the operator with its commission. The coinbase must pay
    /// it in the same transaction.
    ///
    /// # Errors
    /// None in practice, see [`BookedRewards::claim`].
    pub fn claim(&mut self, member: &mut Member) -> Result<Claim, ContractError> {
        let rewards = self.rewards.claim(&mut member.delegation.rewards)?;
        let commission = if self.is_operator(&member.delegator) {
            self.rewards.claim_commission()?
        } else {
            Uint128::zero()
        };
        Ok(Claim { amount: rewards.checked_add(commission)?, commission })
    }

    /// Puts another commission in force, for what is booked from now on.
    pub fn set_commission(&mut self, commission: Ppm) {
        self.standing.commission = commission;
    }

    /// A transfer of `net` arrives: it is no longer expected. Whoever calls this lets the stake join as well.
    ///
    /// # Errors
    /// Overflow if it was never expected.
    pub fn expect_less(&mut self, net: Uint128) -> Result<(), ContractError> {
        self.standing.pending_stake = self.standing.pending_stake.checked_sub(net)?;
        self.arrived = self.arrived.checked_add(net)?;
        Ok(())
    }

    /// Payments that leave out those of nothing, which the coinbase refuses.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn pay(&self, payments: &[(&Addr, Uint128)]) -> Result<Option<SubMsg>, ContractError> {
        let payments: Vec<Payment> = payments
            .iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(recipient, amount)| Payment { recipient: recipient.to_string(), amount: *amount })
            .collect();
        if payments.is_empty() {
            return Ok(None);
        }
        Ok(Some(SubMsg::new(self.profile.coinbase.pay(payments)?)))
    }
}

/// What hooks are told of the stake of `delegator` in `pool`.
pub fn hook_message(
    pool: &Addr,
    profile: &Profile,
    delegator: &Addr,
    stake: Uint128,
    missed: bool,
) -> DelegationChanged {
    DelegationChanged {
        delegator: delegator.to_string(),
        pool: pool.to_string(),
        coinbase: profile.coinbase.addr().to_string(),
        stake,
        missed,
    }
}

/// Dust in somebody's name costs everybody storage.
fn ensure_worth_keeping(config: &Config, tokens: Uint128) -> Result<(), ContractError> {
    if tokens < config.min_delegation {
        return Err(ContractError::BelowMinimumDelegation { minimum: config.min_delegation, left: tokens });
    }
    Ok(())
}

fn clock(config: &Config, env: &Env) -> ReleaseClock {
    ReleaseClock {
        now: locks::now_like(config.release_period, &env.block),
        period: locks::length(config.release_period),
    }
}

/// The newest knot of a pool's line, which is stored with the pool in parts.
fn newest_knot(rewards: &RewardPool, standing: &Standing) -> Trace {
    Trace {
        height: standing.changed_height,
        stake: rewards.weight(),
        stake_blocks: standing.stake_blocks,
        rewards: rewards.lifetime(),
    }
}
