//! With the real registries: the treasury hears of stakes, and its revenue reaches delegators

use anyhow::Result;
use cosmwasm_std::{coins, Addr};
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_treasury_decay::ContractError;
use tributary_types::pool_registry::{self, Hook, MissedHook, MissedHooksResponse};
use tributary_types::staker_registry::{self, ConfigChange};
use tributary_types::treasury_decay::{
    DelegationItem, DelegationsResponse, ExecuteMsg, PoolResponse, QueryMsg, RevenueResponse,
    ThresholdResponse, TreasuryResponse, CONTRACT,
};

use crate::support::suite::{id, uint, Suite};
use crate::world::{collect, instantiation, invalid, settle};

const DAY: u64 = 86_400;

/// A suite whose pool-registry tells a treasury of stakes and whose staker-registry sends it revenue. Pools of ada and ben
/// with 1,024 each.
struct Net {
    suite: Suite,
    treasury: Addr,
    ada: Addr,
    ben: Addr,
    cyd: Addr,
    eve: Addr,
}

impl Net {
    fn new() -> Self {
        let mut suite = Suite::default();
        let (owner, registry) = (suite.owner.clone(), suite.pool_registry.clone());
        let mut msg = instantiation(&registry);
        msg.epoch_secs = Some(DAY);
        let (treasury, _) =
            suite.chain.instantiate(&owner, "treasury-decay", "treasury", &msg, vec![]).unwrap();
        suite.call(&treasury, "treasury");
        let hooks = vec![Hook { contract: treasury.to_string(), gas_limit: 2_000_000 }];
        suite.pools(&owner, &pool_registry::ExecuteMsg::SetHooks { hooks }, 0).unwrap();
        let change = ConfigChange { treasury: Some(treasury.to_string()), ..ConfigChange::default() };
        suite.stakers(&owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
        let (ada, ben) = (suite.pool_of("ada", 1_024, 0), suite.pool_of("ben", 1_024, 0));
        let [cyd, eve] = ["cyd", "eve"].map(|name| suite.who(name));
        Self { suite, treasury, ada, ben, cyd, eve }
    }

    fn send(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) -> Result<Outcome> {
        let treasury = self.treasury.clone();
        let funds = if funds == 0 { vec![] } else { coins(funds, DENOM) };
        self.suite.chain.execute(sender, &treasury, msg, funds)
    }

    fn ask<T: serde::de::DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.suite.chain.query_as(&self.treasury, msg).unwrap()
    }

    fn stakes(&self, user: &Addr) -> Vec<DelegationItem> {
        let asked = QueryMsg::Delegations { user: user.to_string(), start_after: None, limit: None };
        self.ask::<DelegationsResponse>(&asked).delegations
    }

    fn total(&self) -> u128 {
        self.ask::<ThresholdResponse>(&QueryMsg::Threshold {}).total_stake.u128()
    }

    fn revenue(&mut self, amount: u128) {
        let eve = self.eve.clone();
        self.send(&eve, &ExecuteMsg::DistributeRevenue {}, amount).unwrap();
    }

    fn missed(&self) -> Vec<MissedHook> {
        let asked = pool_registry::QueryMsg::MissedHooks { start_after: None, limit: None };
        self.suite.ask_pools::<MissedHooksResponse>(&asked).unwrap().missed_hooks
    }

    fn sync(&mut self, delegator: &Addr, pool: &Addr) -> Result<Outcome> {
        let (delegator, pool) = (delegator.to_string(), pool.to_string());
        let eve = self.eve.clone();
        self.suite.pools(&eve, &pool_registry::ExecuteMsg::Sync { delegator, pool }, 0)
    }

    /// Days with a threshold each, and revenue; cyd does nothing.
    fn pass_days(&mut self, count: u32) {
        let ben = self.ben.clone();
        for _ in 0..count {
            self.suite.delegate(&ben, &ben, 50_000).unwrap();
            self.revenue(1 << 20);
            self.suite.wait(DAY);
        }
    }
}

fn in_pool(pool: &Addr, stake: u128) -> DelegationItem {
    DelegationItem { pool: pool.clone(), stake: uint(stake) }
}

#[test]
fn the_treasury_knows_every_stake_that_the_registry_knows() {
    let mut net = Net::new();
    let (ada, ben, cyd) = (net.ada.clone(), net.ben.clone(), net.cyd.clone());
    let expected = PoolResponse {
        pool: ada.clone(),
        coinbase: net.suite.coinbase(&ada),
        pending: uint(0),
        paid: uint(0),
        share_bps: 0,
    };
    assert_eq!(net.ask::<PoolResponse>(&QueryMsg::Pool { pool: ada.to_string() }), expected);

    let outcome = net.suite.delegate(&cyd, &ada, 2_048).unwrap();

    let told = net.suite.told(&outcome, CONTRACT);
    assert_eq!(
        told,
        ["stake_recorded delegator=cyd pool=ada stake=2048 user_stake=2048 total_stake=4096 forfeited=0"]
    );
    net.suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
    assert_eq!((net.stakes(&cyd), net.total()), (vec![in_pool(&ada, 1_048)], 3_096));
    let open = id(&net.suite.transfer(&cyd, &ada, &ben, 1_048, 0).unwrap());
    assert_eq!((net.stakes(&cyd), net.total()), (vec![], 2_048));
    net.suite.wait(600);
    let msg = pool_registry::ExecuteMsg::FinalizeTransfer { id: open, fee_recipient: None };
    net.suite.pools(&cyd, &msg, 0).unwrap();
    assert_eq!((net.stakes(&cyd), net.total()), (vec![in_pool(&ben, 1_048)], 3_096));
}

#[test]
fn revenue_reaches_the_delegators_by_the_pools_own_rules() {
    let mut net = Net::new();
    let (ada, ben, cyd, eve) = (net.ada.clone(), net.ben.clone(), net.cyd.clone(), net.eve.clone());
    net.suite.delegate(&cyd, &ada, 2_048).unwrap();
    net.revenue(4_096_000);

    let outcome = net.send(&eve, &collect(&ada, &[&ada, &cyd], None), 0).unwrap();
    net.send(&eve, &collect(&ben, &[&ben], None), 0).unwrap();

    assert_eq!(
        net.suite.told(&outcome, CONTRACT),
        ["pool_collected pool=ada coinbase=coinbase:ada amount=3072000 credited=3072000"]
    );
    let owed = [(&cyd, &ada), (&ada, &ada), (&ben, &ben)].map(|(who, pool)| net.suite.owed(who, pool));
    assert_eq!(owed, [2_048_000, 1_024_000, 1_024_000]);
    let before = net.suite.holds(&cyd);
    net.suite.withdraw(&cyd, &ada).unwrap();
    assert_eq!(net.suite.holds(&cyd), before + 2_048_000);
}

/// T-01, fault 11: a treasury that refuses keeps nobody in; entering waits until it is repaired.
#[test]
fn leaving_goes_through_where_the_treasury_refuses_and_anybody_repairs_it() {
    let mut net = Net::new();
    let (ada, cyd, eve) = (net.ada.clone(), net.cyd.clone(), net.eve.clone());
    net.suite.delegate(&cyd, &ada, 2_048).unwrap();
    net.pass_days(513);

    let outcome = net.suite.undelegate(&cyd, &ada, 1_024, 0).unwrap();

    let told = net.suite.told(&outcome, pool_registry::CONTRACT);
    assert!(told.contains(&"hook_missed hook=treasury delegator=cyd pool=ada".to_owned()), "{told:?}");
    let mark = MissedHook { hook: net.treasury.clone(), delegator: cyd.clone(), pool: ada.clone() };
    assert_eq!((net.missed(), net.stakes(&cyd)), (vec![mark.clone()], vec![in_pool(&ada, 2_048)]));
    let error = || ContractError::TooManyCheckpoints { user: cyd.clone(), behind: 513, max: 512 };
    net.suite.refuses(error(), |suite| suite.delegate(&cyd, &ada, 1));
    net.sync(&cyd, &ada).unwrap();
    assert_eq!(net.missed(), [mark], "still 513 behind");

    net.send(&eve, &settle(&cyd, None), 0).unwrap();
    let outcome = net.sync(&cyd, &ada).unwrap();
    let told = net.suite.told(&outcome, CONTRACT).remove(0);
    assert!(told.starts_with("stake_recorded delegator=cyd pool=ada stake=1024 user_stake=1024 "), "{told}");
    assert_eq!((net.missed(), net.stakes(&cyd)), (vec![], vec![in_pool(&ada, 1_024)]));
    net.suite.delegate(&cyd, &ada, 1).unwrap();
    assert_eq!(net.stakes(&cyd), [in_pool(&ada, 1_025)]);
}

/// D23.
#[test]
fn a_liquidation_lowers_the_stake_here_and_brings_revenue() {
    let mut net = Net::new();
    let (ada, eve, slasher) = (net.ada.clone(), net.eve.clone(), net.suite.slasher.clone());
    let liquidate = staker_registry::ExecuteMsg::Liquidate {
        staker: ada.to_string(),
        amount: uint(24),
        evidence_id: "e".to_owned(),
        reason: "r".to_owned(),
    };
    net.suite.stakers(&slasher, &liquidate, 0).unwrap();
    assert_eq!((net.stakes(&ada), net.total()), (vec![in_pool(&ada, 1_000)], 2_024));

    let outcome = net.suite.stakers(&eve, &staker_registry::ExecuteMsg::ForwardRevenue {}, 0).unwrap();

    let told = net.suite.told(&outcome, CONTRACT).remove(0);
    assert!(told.starts_with("revenue_received amount=24 distributed=24 burned=0 to_treasury=0 "), "{told}");
    let found: RevenueResponse = net.ask(&QueryMsg::Revenue {});
    let treasury = net.treasury.clone();
    assert_eq!((found.received, net.suite.holds(&treasury)), (uint(24), 24));
}

/// A solo staker is in no pool: it counts as unstaked.
#[test]
fn a_solo_stake_is_not_in_the_total() {
    let mut net = Net::new();
    net.suite.solo("sol", 5_000);
    assert_eq!(net.total(), 2_048);
}

/// What was delegated before the treasury was a hook is told by `sync`.
#[test]
fn stakes_from_before_are_told_by_sync() {
    let mut net = Net::new();
    let (ada, cyd, owner, treasury) =
        (net.ada.clone(), net.cyd.clone(), net.suite.owner.clone(), net.treasury.clone());
    let set = |hooks: &[&Addr]| {
        let hook = |contract: &&Addr| Hook { contract: contract.to_string(), gas_limit: 2_000_000 };
        pool_registry::ExecuteMsg::SetHooks { hooks: hooks.iter().map(hook).collect() }
    };
    net.suite.pools(&owner, &set(&[]), 0).unwrap();
    net.suite.delegate(&cyd, &ada, 2_048).unwrap();
    net.suite.pools(&owner, &set(&[&treasury]), 0).unwrap();
    assert!(net.stakes(&cyd).is_empty());

    net.sync(&cyd, &ada).unwrap();

    assert_eq!((net.stakes(&cyd), net.total()), (vec![in_pool(&ada, 2_048)], 4_096));
    assert_eq!(net.ask::<TreasuryResponse>(&QueryMsg::Treasury {}).balance, uint(0));
}

/// Coinbases pay in the coins of their registry: other ones would go to the operators.
#[test]
fn a_treasury_has_the_denom_of_its_pools() {
    let mut suite = Suite::default();
    let (owner, registry) = (suite.owner.clone(), suite.pool_registry.clone());
    let mut msg = instantiation(&registry);
    msg.denom = "uother".to_owned();

    let refused = invalid("pool_registry", "one of the same denom", &registry);
    suite.refuses(refused, |suite| {
        let made = suite.chain.instantiate(&owner, "treasury-decay", "treasury", &msg, vec![]);
        made.map(|(_, outcome)| outcome)
    });
}
