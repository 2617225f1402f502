//! How many rows of storage each message of the contract touches, with few and with many stakers.

use std::cell::RefCell;

use anyhow::Result;
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coins, Addr, Coin, DepsMut, Empty, MessageInfo, Order, QuerierWrapper, Record, Storage, Timestamp,
};
use tributary_treasury_decay::contract::{execute, instantiate};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, IdentityRule, InstantiateMsg};

/// How many stakers there are when the messages are counted.
pub const CROWDS: [u64; 3] = [10, 1_000, 100_000];

const DENOM: &str = "ustake";

const DAY: u64 = 86_400;

const EPOCH: u64 = 604_800;

const SUPPLY: u128 = 1_000_000_000_000_000;

const REVENUE: u128 = 1_000_000_000_000;

/// What one call did to storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Rows read, and steps of iterations.
    pub reads: u64,
    /// Rows written.
    pub writes: u64,
    /// Rows removed.
    pub removes: u64,
    /// Bytes of the keys and values written.
    pub bytes: u64,
}

impl Touched {
    /// The rows alone.
    pub fn rows(self) -> (u64, u64, u64) {
        (self.reads, self.writes, self.removes)
    }
}

/// A message, and what it did with each crowd of [`CROWDS`].
#[derive(Clone, Debug)]
pub struct Cost {
    /// Which.
    pub message: &'static str,
    /// By crowd.
    pub touched: Vec<Touched>,
}

impl Cost {
    /// Whether it touches as many rows with every crowd.
    pub fn is_flat(&self) -> bool {
        let mut rows = self.touched.iter().map(|touched| touched.rows());
        let first = rows.next();
        rows.all(|rows| Some(rows) == first)
    }
}

/// Storage that counts.
#[derive(Default)]
struct Counting {
    rows: MockStorage,
    touched: RefCell<Touched>,
}

impl Counting {
    fn count(&self, change: impl FnOnce(&mut Touched)) {
        change(&mut self.touched.borrow_mut());
    }
}

impl Storage for Counting {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.count(|touched| touched.reads = touched.reads.saturating_add(1));
        self.rows.get(key)
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let counted = |_: &Record| self.count(|touched| touched.reads = touched.reads.saturating_add(1));
        Box::new(self.rows.range(start, end, order).inspect(counted))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        let bytes = u64::try_from(key.len().saturating_add(value.len())).unwrap_or(u64::MAX);
        self.count(|touched| {
            touched.writes = touched.writes.saturating_add(1);
            touched.bytes = touched.bytes.saturating_add(bytes);
        });
        self.rows.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.count(|touched| touched.removes = touched.removes.saturating_add(1));
        self.rows.remove(key);
    }
}

/// The contract, behind its entry points.
struct Treasury {
    storage: Counting,
    api: MockApi,
    querier: MockQuerier,
    now: u64,
    stakers: u64,
}

impl Treasury {
    fn new() -> Result<Self> {
        let mut treasury = Self {
            storage: Counting::default(),
            api: MockApi::default(),
            querier: MockQuerier::<Empty>::new(&[]),
            now: 1_000_000_000,
            stakers: 0,
        };
        let owner = treasury.api.addr_make("owner");
        let msg = InstantiateMsg {
            owner: None,
            denom: DENOM.to_owned(),
            pool_registry: treasury.api.addr_make("pool-registry").into(),
            identity: IdentityRule::Off {},
            epoch_secs: Some(EPOCH),
            release_secs: None,
            decay_base: None,
            min_stake: None,
            // Every epoch closes a checkpoint: the dearest case.
            tolerance_bits: Some(48),
            unstaked_share: None,
            circulating_supply: Some(CirculatingSupply::Fixed { amount: SUPPLY.into() }),
        };
        let (env, info) = (treasury.env(), MessageInfo { sender: owner, funds: vec![] });
        let deps = DepsMut {
            storage: &mut treasury.storage,
            api: &treasury.api,
            querier: QuerierWrapper::new(&treasury.querier),
        };
        instantiate(deps, env, info, msg)?;
        Ok(treasury)
    }

    fn env(&self) -> cosmwasm_std::Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now);
        env
    }

    fn send(&mut self, sender: Addr, funds: Vec<Coin>, msg: ExecuteMsg) -> Result<Touched> {
        self.storage.touched.take();
        let env = self.env();
        let deps = DepsMut {
            storage: &mut self.storage,
            api: &self.api,
            querier: QuerierWrapper::new(&self.querier),
        };
        execute(deps, env, MessageInfo { sender, funds }, msg)?;
        Ok(self.storage.touched.take())
    }

    fn stake(&mut self, who: &Addr, stake: u128) -> Result<Touched> {
        let msg = ExecuteMsg::DelegationChanged(DelegationChanged {
            delegator: who.to_string(),
            pool: self.api.addr_make("pool").into(),
            coinbase: self.api.addr_make("coinbase").into(),
            stake: stake.into(),
            missed: false,
        });
        let sender = self.api.addr_make("pool-registry");
        self.send(sender, vec![], msg)
    }

    /// Lets stakers in until there are so many.
    fn grow(&mut self, stakers: u64) -> Result<()> {
        for number in self.stakers..stakers {
            let who = self.api.addr_make(&format!("staker {number}"));
            let coins = number.checked_rem(1_000).unwrap_or_default().saturating_add(1);
            self.stake(&who, u128::from(coins).saturating_mul(1_000_000))?;
        }
        self.stakers = self.stakers.max(stakers);
        Ok(())
    }

    /// A staker comes, revenue comes, an epoch ends, the staker is paid and goes.
    fn visit(&mut self) -> Result<Vec<(&'static str, Touched)>> {
        let visitor = self.api.addr_make("visitor");
        let anyone = self.api.addr_make("anyone");
        let pool = self.api.addr_make("pool").to_string();
        let (user, users) = (visitor.to_string(), vec![visitor.to_string()]);
        let mut counts = vec![];
        counts.push(("delegation_changed (first)", self.stake(&visitor, 50_000_000)?));
        let revenue = coins(REVENUE, DENOM);
        counts.push((
            "distribute_revenue",
            self.send(anyone.clone(), revenue, ExecuteMsg::DistributeRevenue {})?,
        ));
        self.now = self.now.saturating_add(EPOCH);
        counts.push(("roll_epoch", self.send(anyone.clone(), vec![], ExecuteMsg::RollEpoch {})?));
        self.now = self.now.saturating_add(60);
        let settle = ExecuteMsg::Settle { user, limit: None };
        counts.push(("settle", self.send(anyone.clone(), vec![], settle)?));
        self.now = self.now.saturating_add(60);
        let collect = ExecuteMsg::Collect { pool, users, limit: None };
        counts.push(("collect (1 user)", self.send(anyone, vec![], collect)?));
        self.now = self.now.saturating_add(60);
        counts.push(("delegation_changed (more)", self.stake(&visitor, 60_000_000)?));
        counts.push(("delegation_changed (all gone)", self.stake(&visitor, 0)?));
        // Without it for a while, so that the next epoch makes another threshold.
        self.now = self.now.saturating_add(DAY);
        Ok(counts)
    }
}

/// The cost of each message, the crowds let in through the same entry points. One visit goes before, so that all crowds have
/// a history.
///
/// # Errors
/// None: nothing of it is refused.
pub fn costs(crowds: &[u64]) -> Result<Vec<Cost>> {
    let mut treasury = Treasury::new()?;
    treasury.grow(crowds.first().copied().unwrap_or_default())?;
    treasury.visit()?;
    let mut costs: Vec<Cost> = vec![];
    for crowd in crowds {
        treasury.grow(*crowd)?;
        for (place, (message, touched)) in treasury.visit()?.into_iter().enumerate() {
            match costs.get_mut(place) {
                Some(cost) => cost.touched.push(touched),
                None => costs.push(Cost { message, touched: vec![touched] }),
            }
        }
    }
    Ok(costs)
}
