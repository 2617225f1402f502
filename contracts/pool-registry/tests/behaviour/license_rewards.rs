//! Rewards are shared by weight: licences earn what their coins would.

use cosmwasm_std::Addr;
use cw_utils::Duration;
use tributary_testing::Parameters;
use tributary_types::pool_registry::QueryMsg;
use tributary_types::staker_registry;

use crate::support::suite::{uint, Suite};

/// One of two equal worlds: in one cyd and ada come and go with licences, in the other with as many coins.
struct Twin {
    suite: Suite,
    by_license: bool,
    ada: Addr,
    cyd: Addr,
    dan: Addr,
}

impl Twin {
    fn new(by_license: bool, parameters: &Parameters) -> Self {
        let mut suite = Suite::licensed_with(parameters, |msg| msg.coins_per_license = uint(777));
        let ada = suite.pool_of("ada", 1_003, 70_000);
        let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
        suite.mint(&cyd, &["1", "2"]);
        suite.mint(&ada, &["a"]);
        Self { suite, by_license, ada, cyd, dan }
    }

    fn comes(&mut self, who: &Addr, id: &str) {
        let pool = self.ada.clone();
        if self.by_license {
            self.suite.bond_license(who, &pool, id).unwrap();
        } else {
            self.suite.delegate(who, &pool, 777).unwrap();
        }
    }

    fn goes(&mut self, who: &Addr, id: &str) {
        let pool = self.ada.clone();
        if self.by_license {
            self.suite.unbond_license(who, id).unwrap();
        } else {
            self.suite.undelegate(who, &pool, 777, 0).unwrap();
        }
    }

    /// Everything that rewards and stakes look like from outside.
    fn seen(&self) -> Vec<String> {
        let Self { suite, ada, cyd, dan, .. } = self;
        let mut pool = suite.pool(ada).unwrap();
        // The item of an undelegation has no counterpart.
        pool.commission_request = None;
        let owed = [ada, cyd, dan].map(|who| suite.owed(who, ada));
        let out = QueryMsg::OutstandingRewards { pool: ada.to_string() };
        let out: tributary_types::pool_registry::AmountResponse = suite.ask_pools(&out).unwrap();
        let total = staker_registry::QueryMsg::TotalStake { staker: ada.to_string() };
        let total: staker_registry::StakeResponse = suite.ask_stakers(&total).unwrap();
        let coinbase = suite.holds(&pool.coinbase);
        vec![
            format!("{owed:?}"),
            format!("{out:?} {total:?} {coinbase}"),
            format!(
                "{:?} {} {} {} {} {} {:?}",
                pool.state,
                pool.self_stake,
                pool.total_stake,
                pool.capacity_left,
                pool.delegators,
                pool.lifetime_rewards,
                pool.performance_ppm
            ),
        ]
    }
}

/// Plays a step in both worlds and compares them.
fn both(twins: &mut [Twin; 2], step: impl Fn(&mut Twin)) {
    for twin in twins.iter_mut() {
        step(twin);
        twin.suite.wait(10);
    }
    let [licenses, coins] = twins;
    assert_eq!(licenses.seen(), coins.seen());
}

fn story(parameters: &Parameters) {
    let mut twins = [true, false].map(|by_license| Twin::new(by_license, parameters));
    let reward = |amount| move |twin: &mut Twin| twin.suite.reward(&twin.ada.clone(), amount).unwrap();

    both(&mut twins, |twin| {
        let (who, pool) = (twin.cyd.clone(), twin.ada.clone());
        twin.suite.delegate(&who, &pool, 41).unwrap();
    });
    both(&mut twins, reward(1_000));
    both(&mut twins, |twin| twin.comes(&twin.cyd.clone(), "1"));
    both(&mut twins, reward(999));
    both(&mut twins, |twin| {
        let (who, pool) = (twin.dan.clone(), twin.ada.clone());
        twin.suite.delegate(&who, &pool, 1_234).unwrap();
    });
    both(&mut twins, reward(10_007));
    both(&mut twins, |twin| twin.comes(&twin.ada.clone(), "a"));
    both(&mut twins, reward(313));
    both(&mut twins, |twin| twin.comes(&twin.cyd.clone(), "2"));
    both(&mut twins, |twin| {
        let (who, pool) = (twin.cyd.clone(), twin.ada.clone());
        twin.suite.withdraw(&who, &pool).unwrap();
    });
    both(&mut twins, reward(5_555));
    both(&mut twins, |twin| twin.goes(&twin.cyd.clone(), "1"));
    both(&mut twins, reward(77));
    both(&mut twins, |twin| {
        let (who, pool) = (twin.cyd.clone(), twin.ada.to_string());
        let msg = tributary_types::pool_registry::ExecuteMsg::RedelegateRewards { pool };
        twin.suite.pools(&who, &msg, 0).unwrap();
    });
    both(&mut twins, reward(123_456));
    both(&mut twins, |twin| twin.goes(&twin.ada.clone(), "a"));
    both(&mut twins, reward(31));
    both(&mut twins, |twin| twin.goes(&twin.cyd.clone(), "2"));
    both(&mut twins, reward(1_000));
    for who in
        [|twin: &Twin| twin.cyd.clone(), |twin: &Twin| twin.dan.clone(), |twin: &Twin| twin.ada.clone()]
    {
        both(&mut twins, |twin| {
            let (who, pool) = (who(twin), twin.ada.clone());
            twin.suite.withdraw(&who, &pool).unwrap();
        });
    }
    // The story has told something: cyd earned, and purses differ by the coins that stand in the licences alone.
    let purses = twins.each_ref().map(|twin| twin.suite.holds(&twin.cyd));
    assert_eq!(purses[0] - purses[1], 2 * 777);
}

#[test]
fn a_licence_earns_to_the_unit_what_its_coins_would() {
    story(&Parameters::default());
}

/// The same while lumps are released over time.
#[test]
fn a_licence_earns_the_same_of_what_is_released_later() {
    let release_period = Some(Duration::Time(95));
    story(&Parameters { release_period, ..Parameters::default() });
}

/// Settlement comes before the change: what was earned at the old weight stays, whether a licence comes, goes or burns.
#[test]
fn rewards_are_settled_at_the_old_weight() {
    let mut suite = Suite::licensed();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["1"]);
    suite.mint(&ada, &["a"]);
    suite.reward(&ada, 100).unwrap();

    // PR-13: nothing of what has arrived before.
    suite.bond_license(&cyd, &ada, "1").unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (100, 0));
    suite.reward(&ada, 100).unwrap();
    suite.bond_license(&ada, &ada, "a").unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (150, 50));
    suite.reward(&ada, 300).unwrap();
    suite.open_mainnet();
    let slasher = suite.slasher.clone();
    let liquidate = staker_registry::ExecuteMsg::Liquidate {
        staker: ada.to_string(),
        amount: uint(2_000),
        evidence_id: "e".to_owned(),
        reason: "r".to_owned(),
    };
    suite.stakers(&slasher, &liquidate, 0).unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (350, 150));
    suite.reward(&ada, 50).unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (350, 200));
    suite.unbond_license(&cyd, "1").unwrap();
    let before = suite.holds(&cyd);
    suite.withdraw(&cyd, &ada).unwrap();
    assert_eq!(suite.holds(&cyd) - before, 200);
}

/// LN-11: on the way out it earns nothing any more.
#[test]
fn an_unbonding_licence_earns_nothing() {
    let mut suite = Suite::licensed();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["1", "2"]);
    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.bond_license(&cyd, &ada, "2").unwrap();
    suite.unbond_license(&cyd, "2").unwrap();

    suite.reward(&ada, 100).unwrap();

    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (50, 50));
}
