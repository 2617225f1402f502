//! Fault 44: a crowd registers, delegates, is rewarded, claims and leaves in random order.
//!
//! `TRIBUTARY_USERS` says how many they are (20,000 if unset).

use std::collections::BTreeMap;
use std::time::Instant;

use cosmwasm_std::{coins, Addr, Api};
use serde_json::Value;
use tributary_simulator::ledger::Rows;
use tributary_testing::dice::Dice;
use tributary_testing::settings::setting;
use tributary_testing::{Network, Parameters, DENOM, OWNER};
use tributary_types::pool_registry::QueryMsg as PoolQuery;
use tributary_types::pool_registry::{ExecuteMsg as PoolMsg, TotalsResponse};
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, QueryMsg as StakerQuery};

/// Users of an ordinary run.
const ORDINARY: u64 = 20_000;

/// One of so many stakes alone.
const SOLO: usize = 50;

/// Pools, from the beginning.
const POOLS: usize = 5;

/// What everybody has at first.
const PURSE: u128 = 1_000_000;

/// What a reward is.
const REWARD: u128 = 77_777;

/// What the first and the last calls of each kind touched at most.
#[derive(Default)]
struct Costs(BTreeMap<(&'static str, bool), Rows>);

impl Costs {
    fn note(&mut self, kind: &'static str, late: bool, before: Rows, after: Rows) {
        let most = self.0.entry((kind, late)).or_default();
        most.read = most.read.max(after.read - before.read);
        most.written = most.written.max(after.written - before.written);
    }
}

struct Crowd {
    net: Network,
    dice: Dice,
    pools: Vec<Addr>,
    coinbases: Vec<Addr>,
    payer: Addr,
    users: Vec<Addr>,
    costs: Costs,
    /// Where each user is, and with how much.
    places: Vec<(Addr, u128)>,
    rewarded: u128,
    /// What each operator has at stake.
    own: u128,
}

/// Addresses without keys, which take a fraction of the time.
fn address(net: &Network, name: &str) -> Addr {
    let hash = name.as_bytes().iter().fold([7u8; 20], |mut bytes, byte| {
        bytes.rotate_left(3);
        bytes[0] = bytes[0].wrapping_mul(31).wrapping_add(*byte);
        bytes
    });
    let mut hash = hash;
    // The number itself keeps them apart.
    let digits: u64 = name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    hash[12..].copy_from_slice(&digits.to_be_bytes());
    net.chain.app().api().addr_humanize(&hash.to_vec().into()).unwrap()
}

impl Crowd {
    fn new(count: usize) -> Self {
        let mut net = Network::new(&Parameters::default()).unwrap();
        // A hundredth of all that could come.
        let own = PURSE * count as u128 / 100;
        let pools: Vec<Addr> =
            (0..POOLS).map(|at| net.open_pool(&format!("operator{at}"), own, 50_000).unwrap()).collect();
        let coinbases = pools.iter().map(|pool| net.pool(pool).unwrap().coinbase).collect();
        let payer = net.account(OWNER).unwrap();
        let users: Vec<Addr> = (0..count).map(|at| address(&net, &format!("user{at}"))).collect();
        for user in &users {
            net.chain.set_balance(user, coins(PURSE, DENOM)).unwrap();
        }
        let (dice, costs) = (Dice::new(44), Costs::default());
        Self { net, dice, pools, coinbases, payer, users, costs, places: vec![], rewarded: 0, own }
    }

    /// Carries out what must work, and notes what the first and the last tenth of the crowd touch.
    fn call(&mut self, kind: &'static str, at: usize, work: impl FnOnce(&mut Network)) {
        let before = self.net.chain.rows();
        work(&mut self.net);
        let (after, tenth) = (self.net.chain.rows(), self.users.len() / 10);
        if at < tenth || at >= self.users.len() - tenth {
            self.costs.note(kind, at >= tenth, before, after);
        }
    }

    fn reward(&mut self) {
        let coinbase = self.dice.pick(&self.coinbases).clone();
        self.net.chain.send(&self.payer, &coinbase, coins(REWARD, DENOM)).unwrap();
        self.rewarded += REWARD;
    }

    fn enter(&mut self) {
        for at in 0..self.users.len() {
            let user = self.users[at].clone();
            let amount = self.dice.between(1_000, PURSE);
            if at % SOLO == 0 {
                let msg = StakerMsg::RegisterStaker {
                    identity: None,
                    signing_address: address(&self.net, &format!("key{at}")).into_string(),
                    coinbase_address: user.to_string(),
                    license: None,
                };
                self.call("register", at, |net| drop(net.stakers(&user, &msg, amount).unwrap()));
                self.places.push((user, amount));
            } else {
                let pool = self.dice.pick(&self.pools).clone();
                let msg = PoolMsg::Delegate { pool: pool.to_string() };
                self.call("delegate", at, |net| drop(net.pools(&user, &msg, amount).unwrap()));
                self.places.push((pool, amount));
            }
            if at % 100 == 99 {
                self.reward();
            }
        }
    }

    fn order(&mut self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.users.len()).collect();
        self.dice.shuffle(&mut order);
        order
    }

    fn claim(&mut self) {
        for (at, who) in self.order().into_iter().enumerate() {
            let (user, pool) = (self.users[who].clone(), self.places[who].0.clone());
            if who % SOLO != 0 {
                let msg = PoolMsg::WithdrawRewards { pool: pool.to_string() };
                self.call("withdraw", at, |net| drop(net.pools(&user, &msg, 0).unwrap()));
            }
            if at % 100 == 99 {
                self.reward();
            }
        }
    }

    fn leave(&mut self) {
        for (at, who) in self.order().into_iter().enumerate() {
            let (user, (place, amount)) = (self.users[who].clone(), self.places[who].clone());
            let amount = amount.into();
            if who % SOLO == 0 {
                let staker = user.to_string();
                let msg = StakerMsg::Unbond { staker, amount, fee: None, recipient: None, owner: None };
                self.call("unbond", at, |net| drop(net.stakers(&user, &msg, 0).unwrap()));
                continue;
            }
            let pool = place.to_string();
            let msg = PoolMsg::WithdrawRewards { pool: pool.clone() };
            self.call("withdraw", at, |net| drop(net.pools(&user, &msg, 0).unwrap()));
            let msg = PoolMsg::Undelegate { pool, amount, fee: None };
            self.call("undelegate", at, |net| drop(net.pools(&user, &msg, 0).unwrap()));
        }
        self.net.chain.advance(86_400, 1).unwrap();
        for at in 0..self.users.len() {
            let msg = StakerMsg::FinalizeUnbond { id: at as u64, fee_recipient: None };
            let caller = self.users[0].clone();
            self.call("finalize", at, |net| drop(net.stakers(&caller, &msg, 0).unwrap()));
        }
    }

    /// Everybody has what it brought and its part of the rewards; what is left is the operators', and dust.
    fn is_settled(&self) {
        let mut paid = 0;
        for user in &self.users {
            let has = self.net.balance(user).unwrap().u128();
            assert!(has >= PURSE, "{user} has {has}");
            paid += has - PURSE;
        }
        let totals: TotalsResponse = self.net.ask_pools(&PoolQuery::Totals {}).unwrap();
        assert_eq!(totals.pools, POOLS as u64);
        let mut operators = 0;
        for pool in &self.pools {
            let found = self.net.pool(pool).unwrap();
            assert_eq!((found.delegators, found.total_stake.u128()), (1, self.own), "{pool}");
            let ask = PoolQuery::Rewards { pool: pool.to_string(), delegator: pool.to_string() };
            operators += self.net.ask_pools::<Value>(&ask).unwrap()["amount"]
                .as_str()
                .and_then(|amount| amount.parse::<u128>().ok())
                .unwrap();
        }
        let dust = self.rewarded - paid - operators;
        assert!(dust <= self.users.len() as u128 + POOLS as u128, "{dust} units of dust");
        let stakers: Value = self.net.ask_stakers(&StakerQuery::Totals {}).unwrap();
        assert_eq!(stakers["tokens"], (self.own * POOLS as u128).to_string());
        assert_eq!((&stakers["thawing"], &stakers["transferring"]), (&"0".into(), &"0".into()));
    }
}

#[test]
fn a_crowd_comes_and_goes_in_any_order_and_the_last_pays_no_more_than_the_first() {
    let (count, start) = (setting("TRIBUTARY_USERS", ORDINARY), Instant::now());
    let mut crowd = Crowd::new(usize::try_from(count).unwrap());

    crowd.enter();
    let entered = start.elapsed();
    crowd.claim();
    let claimed = start.elapsed();
    crowd.leave();

    println!(
        "{count} users: in after {entered:?}, claimed after {claimed:?}, out after {:?}",
        start.elapsed()
    );
    crowd.is_settled();
    let kinds = ["register", "delegate", "withdraw", "unbond", "undelegate", "finalize"];
    for kind in kinds {
        let (first, last) = (crowd.costs.0[&(kind, false)], crowd.costs.0[&(kind, true)]);
        assert!(last.read <= first.read && last.written <= first.written, "{kind}: {first:?}, then {last:?}");
    }
}
