//! Somebody's place in a pool.

use cosmwasm_std::{Addr, QuerierWrapper, Storage, Uint128};
use tributary_controls::{licenses, ControlError};
use tributary_math::holding::Holding;
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

    /// Adds `amount` coins to what `member` holds, if the pool admits them: the operator's always, others' up to the capacity.
    ///
    /// # Errors
    /// [`ContractError::PoolBroken`], [`ContractError::OverCapacity`], [`ContractError::BelowMinimumDelegation`].
    pub fn join(
        &mut self,
        member: &mut Member,
        amount: Uint128,
        source: StakeSource,
    ) -> Result<Delegated, ContractError> {
        let mut holding = member.delegation.holding.clone();
        holding.tokens = holding.tokens.checked_add(amount)?;
        self.ensure_admits(&member.delegator, amount)?;
        ensure_worth_keeping(self.config, holding.tokens)?;

        self.set_holding(member, holding)?;
        Ok(Delegated {
            delegator: member.delegator.clone(),
            pool: self.operator.clone(),
            amount,
            source,
            stake: member.delegation.rewards.weight(),
            pool_stake: self.rewards.weight(),
        })
    }

    /// Gives `member` so many `licenses`. More are admitted as their coins would be, fewer are never refused.
    ///
    /// # Errors
    /// [`ContractError::PoolBroken`], [`ContractError::OverCapacity`].
    pub fn set_licenses(&mut self, member: &mut Member, licenses: u32) -> Result<(), ContractError> {
        let holding = Holding { licenses, ..member.delegation.holding.clone() };
        let weight = licenses::weight(self.config.licenses.as_ref(), &holding)?;
        let growth = weight.saturating_sub(member.delegation.rewards.weight());
        if !growth.is_zero() {
            self.ensure_admits(&member.delegator, growth)?;
        }
        self.set_holding(member, holding)
    }

    /// Takes `amount` coins off what `member` holds; less than the minimum delegation must not stay behind.
    ///
    /// # Errors
    /// [`ControlError::ZeroAmount`], [`ContractError::InsufficientStake`], **insufficient** for locked coins,
    /// [`ContractError::BelowMinimumDelegation`].
    pub fn leave(
        &mut self,
        querier: &QuerierWrapper,
        member: &mut Member,
        amount: Uint128,
    ) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Err(ControlError::ZeroAmount.into());
        }
        let mut holding = member.delegation.holding.clone();
        let available = holding.tokens;
        let left = available
            .checked_sub(amount)
            .map_err(|_| ContractError::InsufficientStake { available, required: amount })?;
        licenses::free_up(querier, self.config.licenses.as_ref(), &mut holding, amount)?;
        // Whoever takes out all that is free leaves nothing that could be more.
        if left > holding.locked {
            ensure_worth_keeping(self.config, left)?;
        }
        holding.tokens = left;
        self.set_holding(member, holding)
    }

    /// Settles `member` and gives it `holding`, whatever it is.
    ///
    /// # Errors
    /// Overflow of the pool's weight.
    pub fn set_holding(&mut self, member: &mut Member, holding: Holding) -> Result<(), ContractError> {
        let before = member.delegation.rewards.weight();
        let stake = licenses::weight(self.config.licenses.as_ref(), &holding)?;
        member.delegation.holding = holding;
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

    /// The operator's own stake makes room, everybody else's takes it up.
    fn ensure_admits(&self, delegator: &Addr, amount: Uint128) -> Result<(), ContractError> {
        if self.is_operator(delegator) {
            return Ok(());
        }
        self.standing.ensure_admits(self.config, &self.operator, self.rewards.weight(), amount)
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
