//! Somebody's place in a pool.

use cosmwasm_std::{Addr, Storage, Uint128};
use tributary_types::pool_registry::{Delegated, StakeSource};

use super::{BookedPool, StakeChange};
use crate::state::{Config, Delegation, DELEGATIONS};
use crate::ContractError;

/// Somebody's place in a pool, taken out of storage to be changed.
pub struct Member {
    /// Who.
    pub delegator: Addr,
    /// What is held.
    pub delegation: Delegation,
    pub(super) stored: bool,
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

impl BookedPool<'_> {
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
    /// None in practice, see [`tributary_math::rewards::BookedRewards::claim`].
    pub fn claim(&mut self, member: &mut Member) -> Result<Claim, ContractError> {
        let rewards = self.rewards.claim(&mut member.delegation.rewards)?;
        let commission = if self.is_operator(&member.delegator) {
            self.rewards.claim_commission()?
        } else {
            Uint128::zero()
        };
        Ok(Claim { amount: rewards.checked_add(commission)?, commission })
    }
}

/// Dust in somebody's name costs everybody storage.
fn ensure_worth_keeping(config: &Config, tokens: Uint128) -> Result<(), ContractError> {
    if tokens < config.min_delegation {
        return Err(ContractError::BelowMinimumDelegation { minimum: config.min_delegation, left: tokens });
    }
    Ok(())
}
