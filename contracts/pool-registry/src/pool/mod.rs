//! A pool in the hands of a handler.
//!
//! [`BookedPool::load`] books the rewards that have arrived; only the value that it gives can change stakes and pay
//! rewards, and only [`BookedPool::save`] stores it, with everything that follows from the change: the pool's state, the
//! sums over all pools, the history, the staker-registry's flag, the hooks. So no handler can forget any of it.

mod hooks;
mod member;
mod save;
mod standing;

pub use hooks::hook_message;
pub use member::{Claim, Member};
pub use save::Aftermath;
pub use standing::Incoming;

use cosmwasm_std::{Addr, Deps, Env, Storage, SubMsg, Uint128, Uint256};
use tributary_controls::locks;
use tributary_math::performance::Trace;
use tributary_math::release::ReleaseClock;
use tributary_math::rewards::{BookedRewards, Booking, RewardPool};
use tributary_math::Ppm;
use tributary_types::coinbase::{CoinbaseContract, Payment};
use tributary_types::pool_registry::PoolState;

use self::hooks::StakeChange;
use crate::coinbase::coinbase_of;
use crate::state::{Config, Pool, Standing, POOLS};
use crate::ContractError;

/// A pool whose rewards are booked.
pub struct BookedPool<'a> {
    config: &'a Config,
    operator: Addr,
    coinbase: CoinbaseContract,
    rewards: BookedRewards,
    standing: Standing,
    booking: Booking,
    newest: Trace,
    is_new: bool,
    incoming: Option<Incoming>,
    change: Option<StakeChange>,
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
        let coinbase = coinbase_of(deps.api, &env.contract.address, config, &operator)?;
        let balance = deps.querier.query_balance(coinbase.addr(), &config.denom)?.amount;
        Self::book(env, config, operator, coinbase, pool, balance)
    }

    /// A new pool without stake. What lies in its coinbase already is booked by the first call after its registration.
    ///
    /// # Errors
    /// None in practice: there is nothing to book.
    pub fn open(
        deps: Deps,
        env: &Env,
        config: &'a Config,
        operator: Addr,
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
        let coinbase = coinbase_of(deps.api, &env.contract.address, config, &operator)?;
        let opened = Self::book(env, config, operator, coinbase, pool, Uint128::zero())?;
        Ok(Self { is_new: true, ..opened })
    }

    fn book(
        env: &Env,
        config: &'a Config,
        operator: Addr,
        coinbase: CoinbaseContract,
        Pool { rewards, standing }: Pool,
        balance: Uint128,
    ) -> Result<Self, ContractError> {
        let newest = newest_knot(&rewards, &standing);
        let (rewards, booking) = rewards.book(balance, standing.commission, clock(config, env))?;
        let (is_new, incoming, change) = (false, None, None);
        Ok(Self { config, operator, coinbase, rewards, standing, booking, newest, is_new, incoming, change })
    }

    /// The pool's id.
    pub const fn operator(&self) -> &Addr {
        &self.operator
    }

    /// Where its rewards arrive.
    pub const fn coinbase(&self) -> &CoinbaseContract {
        &self.coinbase
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

    /// Puts another commission in force, for what is booked from now on.
    pub fn set_commission(&mut self, commission: Ppm) {
        self.standing.commission = commission;
    }

    /// Stake is on its way into another pool, whose record tells so itself; it joins the sum over all pools here, where the
    /// sums are stored anyway.
    pub fn announce(&mut self, incoming: Incoming) {
        self.incoming = Some(incoming);
    }

    /// A transfer of `net` arrives: it is no longer expected. Whoever calls this lets the stake join as well.
    ///
    /// # Errors
    /// Overflow if it was never expected.
    pub fn receive(&mut self, net: Uint128) -> Result<(), ContractError> {
        let incoming = Incoming::Less(net);
        self.incoming = Some(incoming);
        self.standing.expect(incoming)
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
        Ok(Some(SubMsg::new(self.coinbase.pay(payments)?)))
    }
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
