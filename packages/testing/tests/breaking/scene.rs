//! A world in which there is something of everything, and ways to spoil it.

use std::rc::Rc;

use cosmwasm_std::{to_json_binary, Addr, Coin, Storage};
use cw_utils::Duration;
use serde_json::Value;
use tributary_pool_registry::state::Pool;
use tributary_testing::ghost::Ghost;
use tributary_testing::invariants::Context;
use tributary_testing::license_view::LicenseView;
use tributary_testing::machine::{Op, Runner, Step};
use tributary_testing::model::{Call, Message};
use tributary_testing::view::View;
use tributary_testing::world::{stake, Licensing, World, FOREIGN};
use tributary_testing::{Parameters, DENOM};
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, MintExtension, NewLicense, NodeRole};
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, LicenseAction};

/// What a check is given.
pub struct Scene {
    /// The world.
    pub runner: Runner,
    /// What was stored before the step.
    pub before: View,
    /// What is stored now.
    pub after: View,
    /// The step.
    pub step: Step,
    /// Running totals.
    pub ghost: Ghost,
}

impl Scene {
    /// Person 0 operates a pool in which 2 and 3 delegate, person 1 another one, person 6 an empty one; person 4 and 5 stake
    /// solo. There are rewards, an unbond of each kind, a transfer, foreign coins, and donations. Licences are in stage mainnet:
    /// person 4 has one bonded and one on the way out, 0 and 2 have one each in the pool of 0, 7 has two at hand.
    pub fn new() -> Self {
        let parameters = Parameters {
            transfer_lock: Duration::Time(600),
            min_self_stake: 1_000,
            purse: 10u128.pow(15),
            ..Parameters::default()
        };
        let mut runner = Runner::new(World::new(&parameters, true, Licensing::AtOnce).unwrap()).unwrap();
        let cast = runner.world.cast.clone();
        let people = cast.people.clone();
        let mut scene = |op: Op| runner.play(&op).unwrap();
        let pool = |index: usize| people[index].to_string();
        for index in [0, 1, 6] {
            let msg = PoolMsg::RegisterPool {
                signing_address: cast.keys[index].to_string(),
                commission_ppm: 100_000,
                metadata_url: String::new(),
                metadata_hash: "00".repeat(32),
            };
            scene(call(&people[index], Message::Pools(msg), 5_000));
        }
        for index in [4, 5] {
            let msg = StakerMsg::RegisterStaker {
                identity: None,
                signing_address: cast.keys[index].to_string(),
                coinbase_address: people[7].to_string(),
                license: None,
            };
            scene(call(&people[index], Message::Stakers(msg), 3_000));
        }
        for (who, amount) in [(2, 7_001), (3, 333)] {
            scene(call(&people[who], Message::Pools(PoolMsg::Delegate { pool: pool(0) }), amount));
        }
        let reward = |runner: &Runner, index: usize, denom: &str, amount: u128| Op::Send {
            from: cast.owner.clone(),
            to: runner.world.places().coinbase(&people[index]),
            denom: denom.to_owned(),
            amount,
        };
        for (index, denom, amount) in [(0, DENOM, 10_007), (1, DENOM, 555), (0, FOREIGN, 42), (6, DENOM, 77)]
        {
            let op = reward(&runner, index, denom, amount);
            runner.play(&op).unwrap();
        }
        let mut scene = |op: Op| runner.play(&op).unwrap();
        let pools = |msg| Message::Pools(msg);
        scene(call(&people[2], pools(PoolMsg::EnableAutoRewards { pool: pool(0), fee_ppm: 50_000 }), 0));
        scene(call(
            &people[6],
            pools(PoolMsg::Undelegate { pool: pool(6), amount: 5_000u128.into(), fee: None }),
            0,
        ));
        let fee = Some(3u128.into());
        scene(call(&people[2], pools(PoolMsg::Undelegate { pool: pool(0), amount: 100u128.into(), fee }), 0));
        let transfer = PoolMsg::TransferDelegation {
            from_pool: pool(0),
            to_pool: pool(1),
            amount: 50u128.into(),
            fee: None,
        };
        scene(call(&people[3], pools(transfer), 0));
        let (staker, amount) = (pool(4), 500u128.into());
        let unbond = StakerMsg::Unbond { staker, amount, fee: None, recipient: None, owner: None };
        scene(call(&people[4], Message::Stakers(unbond), 0));
        for to in [runner.world.places().stakers.clone(), runner.world.places().pools.clone()] {
            runner
                .play(&Op::Send { from: cast.owner.clone(), to, denom: DENOM.to_owned(), amount: 9 })
                .unwrap();
        }
        bond_licenses(&mut runner);
        let more = reward(&runner, 0, DENOM, 5_000);
        runner.play(&more).unwrap();
        let (before, after) = (View::clone(&runner.view), View::clone(&runner.view));
        let ghost = runner.ghost.clone();
        let step = Step { ok: true, thorough: true, turn: runner.turn, ..Step::default() };
        Self { runner, before, after, step, ghost }
    }

    /// What the check sees.
    pub fn context(&self) -> Context<'_> {
        Context {
            world: &self.runner.world,
            before: &self.before,
            after: &self.after,
            step: &self.step,
            ghost: &self.ghost,
        }
    }

    /// Person number `index`.
    pub fn person(&self, index: usize) -> Addr {
        self.runner.world.cast.people[index].clone()
    }

    /// Plays an honest call and takes it as the step to look at.
    pub fn play(&mut self, sender: &Addr, message: Message, funds: u128) {
        self.runner.play(&call(sender, message, funds)).unwrap();
        self.retake();
    }

    /// Takes the runner's last step as the one to look at.
    pub fn retake(&mut self) {
        let (step, before): (Step, Rc<View>) = self.runner.last.clone().unwrap();
        (self.step, self.before) = (step, View::clone(&before));
        self.after = View::clone(&self.runner.view);
        self.ghost = self.runner.ghost.clone();
    }

    /// Reads the chain again.
    pub fn reread(&mut self) {
        self.after = View::read(&self.runner.world.net, self.runner.world.places()).unwrap();
    }

    /// Gives an address other balances, as no bank would.
    pub fn coins(&mut self, who: &Addr, staking: u128, foreign: u128) {
        let coins = vec![Coin::new(foreign, FOREIGN), Coin::new(staking, DENOM)];
        self.runner.world.net.chain.set_balance(who, coins).unwrap();
        self.reread();
    }

    /// What an address holds of the staking denom.
    pub fn held(&self, who: &Addr) -> u128 {
        self.after.balance(who, DENOM)
    }

    /// Writes into the staker-registry's storage.
    pub fn stakers(&mut self, write: impl FnOnce(&mut dyn Storage)) {
        let contract = self.runner.world.places().stakers.clone();
        write(&mut *self.runner.world.net.chain.storage_mut(&contract));
        self.reread();
    }

    /// Writes into the pool-registry's storage.
    pub fn pools(&mut self, write: impl FnOnce(&mut dyn Storage)) {
        let contract = self.runner.world.places().pools.clone();
        write(&mut *self.runner.world.net.chain.storage_mut(&contract));
        self.reread();
    }

    /// Lets the licence contract seem to answer something else.
    pub fn licenses(&mut self, change: impl FnOnce(&mut LicenseView)) {
        change(Rc::make_mut(&mut self.after.licenses));
    }

    /// Changes the stored record of the pool of person `index`.
    pub fn pool(&mut self, index: usize, change: impl FnOnce(&mut Value)) {
        let operator = self.person(index);
        let pool: Pool = edited(&self.after.pools[&operator], change);
        self.pools(|storage| tributary_pool_registry::state::POOLS.save(storage, &operator, &pool).unwrap());
    }

    /// Changes the stored delegation of person `who` in the pool of person `index`.
    pub fn delegation(&mut self, index: usize, who: usize, change: impl FnOnce(&mut Value)) {
        let key = (self.person(index), self.person(who));
        let row = edited(&self.after.delegations[&key], change);
        let save = |storage: &mut dyn Storage| {
            tributary_pool_registry::state::DELEGATIONS.save(storage, (&key.0, &key.1), &row).unwrap();
        };
        self.pools(save);
    }
}

/// The licences of [`Scene::new`].
fn bond_licenses(runner: &mut Runner) {
    let (cast, places) = (runner.world.cast.clone(), runner.world.model.places.clone());
    let people = &cast.people;
    let mut play = |sender: &Addr, message: Message, funds: u128| {
        runner.play(&call(sender, message, funds)).unwrap();
    };
    let new = |(id, who): (&str, usize)| NewLicense {
        token_id: id.to_owned(),
        owner: people[who].to_string(),
        token_uri: None,
        extension: MintExtension { mining_pool: String::new() },
    };
    let licenses = [("1", 4), ("10", 4), ("2", 0), ("3", 2), ("5", 7), ("6", 7)].map(new).to_vec();
    play(&cast.minter, Message::Licenses(LicenseMsg::MintMany { licenses }), 0);
    for (id, who, staker) in [("1", 4, 4), ("10", 4, 4), ("2", 0, 0), ("3", 2, 0)] {
        let (staker, role) = (people[staker].to_string(), NodeRole::Validator);
        let msg = to_json_binary(&LicenseAction::BondLicense { staker, role }).unwrap();
        let (contract, token_id) = (places.stakers.to_string(), id.to_owned());
        play(&people[who], Message::Licenses(LicenseMsg::SendNft { contract, token_id, msg }), 0);
    }
    play(&people[4], Message::Stakers(StakerMsg::UnbondLicense { token_id: "10".to_owned() }), 0);
    play(&people[7], Message::Licenses(LicenseMsg::FundReserve {}), 6_500);
    play(&cast.owner, Message::Licenses(LicenseMsg::OpenMainnet {}), 0);
}

/// A record changed as JSON, past its private fields.
pub fn edited<T: serde::Serialize + serde::de::DeserializeOwned>(
    record: &T,
    change: impl FnOnce(&mut Value),
) -> T {
    let mut json = serde_json::to_value(record).unwrap();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

/// Adds to a number that stands as text.
pub fn add(json: &mut Value, more: i128) {
    let number: i128 = json.as_str().unwrap().parse().unwrap();
    *json = Value::String((number + more).to_string());
}

/// A transaction of one call.
pub fn call(sender: &Addr, message: Message, funds: u128) -> Op {
    Op::Transact(vec![Call { sender: sender.clone(), message, funds: stake(funds) }])
}
