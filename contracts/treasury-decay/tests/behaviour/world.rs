//! A treasury with people around it, and messages in short form. An account plays the pool-registry.

use anyhow::Result;
use cosmwasm_std::{coins, Addr, Coin, Uint128};
use serde::de::DeserializeOwned;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_treasury_decay::ContractError;
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{
    CheckpointsResponse, CirculatingSupply, ConfigResponse, DelegationResponse, EfficiencyResponse,
    EpochResponse, ExecuteMsg, IdentityRule, InstantiateMsg, PoolResponse, QueryMsg, RevenueResponse,
    ShareResponse, ThresholdResponse, TreasuryResponse, UnstakedShare, UsersResponse, CONTRACT,
};

use crate::support::suite::{uint, Suite};

/// The default epoch.
pub const WEEK: u64 = 604_800;

/// A treasury and whoever has to do with it.
pub struct World {
    /// The chain, and people by name.
    pub suite: Suite,
    /// The treasury.
    pub treasury: Addr,
    /// Plays the pool-registry.
    pub registry: Addr,
    /// Keeps the list, where there is one.
    pub registrar: Addr,
    /// Brings revenue.
    pub payer: Addr,
    /// Operates a pool.
    pub ada: Addr,
    /// Operates another one.
    pub ben: Addr,
    /// Has a large stake.
    pub alice: Addr,
    /// Has a small one.
    pub bob: Addr,
    /// Comes later.
    pub carol: Addr,
    /// Nobody.
    pub eve: Addr,
}

/// The refusal of a parameter.
pub fn invalid(parameter: &'static str, expected: &'static str, given: impl ToString) -> ContractError {
    ControlError::ConfigInvalid { parameter, expected, given: given.to_string() }.into()
}

/// How treasuries of tests begin: everyone is identified, a revenue is for the stakes alone and released at once, and the
/// least change of a threshold counts.
pub fn instantiation(registry: &Addr) -> InstantiateMsg {
    InstantiateMsg {
        owner: None,
        denom: DENOM.to_owned(),
        pool_registry: registry.to_string(),
        identity: IdentityRule::Off {},
        epoch_secs: None,
        release_secs: Some(0),
        decay_base: None,
        min_stake: None,
        tolerance_bits: Some(48),
        unstaked_share: Some(UnstakedShare::None),
        circulating_supply: None,
    }
}

impl Default for World {
    fn default() -> Self {
        Self::with(|_| {})
    }
}

impl World {
    /// A treasury that begins otherwise.
    pub fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::on(Suite::default(), change)
    }

    /// A treasury that begins otherwise, on a chain that exists.
    pub fn on(mut suite: Suite, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let people = ["registry", "registrar", "payer", "ada", "ben", "alice", "bob", "carol", "eve"];
        let [registry, registrar, payer, ada, ben, alice, bob, carol, eve] =
            people.map(|name| suite.who(name));
        let owner = suite.owner.clone();
        let mut msg = instantiation(&registry);
        change(&mut msg);
        let (treasury, _) =
            suite.chain.instantiate(&owner, "treasury-decay", "treasury", &msg, vec![]).unwrap();
        suite.call(&treasury, "treasury");
        for pool in [&ada, &ben] {
            let name = if *pool == ada { "coinbase:ada" } else { "coinbase:ben" };
            let coinbase = coinbase_of(&suite, pool);
            suite.call(&coinbase, name);
        }
        Self { suite, treasury, registry, registrar, payer, ada, ben, alice, bob, carol, eve }
    }

    /// The same, where alice has 10,000,000 and bob 1,000,000 in ada's pool, and the epoch in which that was so is over.
    pub fn decayed_with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut world = Self::with(change);
        world.populate();
        world
    }

    /// A treasury with friction: the threshold is 3,162,277, and 4,526,184 of alice's 10,000,000 are effective.
    pub fn decayed() -> Self {
        Self::decayed_with(|_| {})
    }

    fn populate(&mut self) {
        let (alice, bob, ada) = (self.alice.clone(), self.bob.clone(), self.ada.clone());
        self.stake(&alice, &ada, 10_000_000);
        self.stake(&bob, &ada, 1_000_000);
        self.suite.wait(WEEK);
    }

    /// Sends the treasury a message.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Result<Outcome> {
        self.pay(sender, msg, vec![])
    }

    /// Sends the treasury a message with coins.
    pub fn pay(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: Vec<Coin>) -> Result<Outcome> {
        let treasury = self.treasury.clone();
        self.suite.chain.execute(sender, &treasury, msg, funds)
    }

    /// Sends a message that works, and answers what it tells.
    #[track_caller]
    pub fn tells(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Vec<String> {
        let outcome = self.send(sender, msg).unwrap();
        self.suite.told(&outcome, CONTRACT)
    }

    /// The same as the owner.
    #[track_caller]
    pub fn owner_tells(&mut self, msg: &ExecuteMsg) -> Vec<String> {
        let owner = self.suite.owner.clone();
        self.tells(&owner, msg)
    }

    /// Asks the treasury.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.suite.chain.query_as(&self.treasury, msg).unwrap()
    }

    /// The error of a query, in words.
    #[track_caller]
    pub fn query_error(&self, msg: &QueryMsg) -> String {
        self.suite.chain.query(&self.treasury, msg).unwrap_err().to_string()
    }

    /// A message that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses(&mut self, sender: &Addr, msg: &ExecuteMsg, error: ContractError) {
        let (sender, treasury) = (sender.clone(), self.treasury.clone());
        self.suite.refuses(error, |suite| suite.chain.execute(&sender, &treasury, msg, vec![]));
    }

    /// The same as the owner.
    #[track_caller]
    pub fn refuses_owner(&mut self, msg: &ExecuteMsg, error: ContractError) {
        let owner = self.suite.owner.clone();
        self.refuses(&owner, msg, error);
    }

    /// Where the part of a pool is sent.
    pub fn coinbase(&self, pool: &Addr) -> Addr {
        coinbase_of(&self.suite, pool)
    }

    /// A stake as the pool-registry tells it.
    pub fn told(&self, user: &Addr, pool: &Addr, stake: u128, missed: bool) -> ExecuteMsg {
        ExecuteMsg::DelegationChanged(DelegationChanged {
            delegator: user.to_string(),
            pool: pool.to_string(),
            coinbase: self.coinbase(pool).into_string(),
            stake: uint(stake),
            missed,
        })
    }

    /// Somebody has another stake in a pool; answers what the treasury tells of it.
    #[track_caller]
    pub fn stake(&mut self, user: &Addr, pool: &Addr, stake: u128) -> String {
        self.hook(user, pool, stake, false)
    }

    /// The same after a change that the treasury was not told of.
    #[track_caller]
    pub fn stake_after_a_miss(&mut self, user: &Addr, pool: &Addr, stake: u128) -> String {
        self.hook(user, pool, stake, true)
    }

    #[track_caller]
    fn hook(&mut self, user: &Addr, pool: &Addr, stake: u128, missed: bool) -> String {
        let (registry, msg) = (self.registry.clone(), self.told(user, pool, stake, missed));
        let told = self.tells(&registry, &msg);
        // A membership that was read with it is told behind it.
        assert!(told.iter().skip(1).all(|more| more.starts_with("identity_changed ")), "{told:?}");
        told[0].clone()
    }

    /// Revenue comes; answers what the treasury tells of it.
    #[track_caller]
    pub fn revenue(&mut self, amount: u128) -> String {
        let payer = self.payer.clone();
        let outcome = self.pay(&payer, &ExecuteMsg::DistributeRevenue {}, coins(amount, DENOM)).unwrap();
        self.suite.told(&outcome, CONTRACT).remove(0)
    }

    /// Anybody collects for a pool; answers what the treasury tells of it.
    #[track_caller]
    pub fn collect(&mut self, pool: &Addr, users: &[&Addr]) -> String {
        let eve = self.eve.clone();
        self.tells(&eve, &collect(pool, users, None)).remove(0)
    }

    /// Anybody settles a user, up to 64 checkpoints; answers what the treasury tells of it.
    #[track_caller]
    pub fn settle(&mut self, user: &Addr) -> String {
        let eve = self.eve.clone();
        self.tells(&eve, &settle(user, None)).remove(0)
    }

    /// Passes `count` epochs, each with a threshold of its own and a revenue of `amount`: as many checkpoints close. A user of
    /// its own moves the threshold.
    pub fn pass_checkpoints(&mut self, count: usize, amount: u128) {
        let (mover, ben) = (self.suite.who("mover"), self.ben.clone());
        let secs = self.epoch_secs();
        for round in 0..count {
            self.stake(&mover, &ben, if round % 2 == 0 { 4_096 } else { 1 << 30 });
            self.revenue(amount);
            self.suite.wait(secs);
        }
    }

    fn epoch_secs(&self) -> u64 {
        self.ask::<ConfigResponse>(&QueryMsg::Config {}).epoch_secs
    }

    /// What the owner can spend.
    pub fn balance(&self) -> u128 {
        self.ask::<TreasuryResponse>(&QueryMsg::Treasury {}).balance.u128()
    }

    /// Where all revenue is.
    pub fn where_revenue_is(&self) -> RevenueResponse {
        self.ask(&QueryMsg::Revenue {})
    }

    /// The threshold, and what it is made of.
    pub fn threshold(&self) -> ThresholdResponse {
        self.ask(&QueryMsg::Threshold {})
    }

    /// The running epoch.
    pub fn epoch(&self) -> EpochResponse {
        self.ask(&QueryMsg::Epoch {})
    }

    /// The first 100 thresholds.
    pub fn thresholds(&self) -> Vec<u128> {
        let msg = QueryMsg::Checkpoints { start_after: None, limit: Some(100) };
        let found: CheckpointsResponse = self.ask(&msg);
        found.checkpoints.iter().map(|checkpoint| checkpoint.threshold.u128()).collect()
    }

    /// How effective somebody's stake is.
    pub fn efficiency(&self, user: &Addr) -> EfficiencyResponse {
        self.ask(&QueryMsg::Efficiency { user: user.to_string() })
    }

    /// A pool's account.
    pub fn pool(&self, pool: &Addr) -> PoolResponse {
        self.ask(&QueryMsg::Pool { pool: pool.to_string() })
    }

    /// A user's stake in a pool and what collecting it would add.
    pub fn delegation(&self, user: &Addr, pool: &Addr) -> (u128, u128) {
        let msg = QueryMsg::Delegation { user: user.to_string(), pool: pool.to_string() };
        let found: DelegationResponse = self.ask(&msg);
        (found.stake.u128(), found.claimable.u128())
    }

    /// What is credited to a user directly, and what was paid of it.
    pub fn share(&self, user: &Addr) -> (u128, u128) {
        let found: ShareResponse = self.ask(&QueryMsg::Share { user: user.to_string() });
        (found.claimable.u128(), found.paid.u128())
    }

    /// TD-01, TD-03, TD-05 as far as queries show them: the parts are the whole, and the coins are there.
    #[track_caller]
    pub fn is_consistent(&self) {
        let users: UsersResponse = self.ask(&QueryMsg::Users { start_after: None, limit: Some(100) });
        let total: u128 = users.users.iter().map(|user| user.stake.u128()).sum();
        assert_eq!(self.threshold().total_stake, uint(total), "TD-01");
        for user in users.users {
            let found = self.efficiency(&user.user);
            let both = (user.identified, user.stake, user.effective_stake);
            assert_eq!((found.identified, found.stake, found.effective_stake), both, "TD-03");
        }
        let revenue = self.where_revenue_is();
        let paid = revenue.paid_to_pools + revenue.paid_to_users + revenue.spent;
        let kept = revenue.treasury + revenue.unreleased + revenue.unsettled;
        assert_eq!(revenue.received - revenue.burned, paid + kept, "TD-05");
        assert_eq!(self.suite.holds(&self.treasury), kept.u128(), "TD-05");
    }
}

fn coinbase_of(suite: &Suite, pool: &Addr) -> Addr {
    suite.chain.address_of(&format!("coinbase.{}", &pool.as_str()[..20])).unwrap()
}

/// `settle`.
pub fn settle(user: &Addr, limit: Option<u32>) -> ExecuteMsg {
    ExecuteMsg::Settle { user: user.to_string(), limit }
}

/// `collect`.
pub fn collect(pool: &Addr, users: &[&Addr], limit: Option<u32>) -> ExecuteMsg {
    ExecuteMsg::Collect { pool: pool.to_string(), users: names(users), limit }
}

/// `identify`.
pub fn identify(users: &[&Addr]) -> ExecuteMsg {
    ExecuteMsg::Identify { users: names(users) }
}

/// `revoke_identity`.
pub fn revoke(users: &[&Addr]) -> ExecuteMsg {
    ExecuteMsg::RevokeIdentity { users: names(users) }
}

/// `refresh_identity`.
pub fn refresh(user: &Addr) -> ExecuteMsg {
    ExecuteMsg::RefreshIdentity { user: user.to_string() }
}

/// `spend`.
pub fn spend(to: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Spend { to: to.to_string(), amount: uint(amount) }
}

/// What `update_config` changes; nothing by default.
#[derive(Default)]
pub struct Change {
    /// Who keeps the list.
    pub registrar: Option<String>,
    /// The length of epochs.
    pub epoch_secs: Option<u64>,
    /// The time of a release.
    pub release_secs: Option<u64>,
    /// The smallest stake that is counted.
    pub min_stake: Option<Uint128>,
    /// What becomes of the unstaked share.
    pub unstaked_share: Option<UnstakedShare>,
    /// How many coins circulate.
    pub circulating_supply: Option<CirculatingSupply>,
}

impl Change {
    /// `update_config`.
    pub fn msg(self) -> ExecuteMsg {
        let Self { registrar, epoch_secs, release_secs, min_stake, unstaked_share, circulating_supply } =
            self;
        ExecuteMsg::UpdateConfig {
            registrar,
            epoch_secs,
            release_secs,
            min_stake,
            unstaked_share,
            circulating_supply,
        }
    }
}

fn names(users: &[&Addr]) -> Vec<String> {
    users.iter().map(ToString::to_string).collect()
}
