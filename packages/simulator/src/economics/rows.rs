//! How many rows of storage each message of the contract touches, with few and with many stakers.

use anyhow::Result;
use cosmwasm_std::testing::{MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{coins, Addr, Coin};
use tributary_treasury_decay::contract::{execute, instantiate};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, IdentityRule, InstantiateMsg};

use crate::computed::counting::{Cost, Counted, Touched};

/// How many stakers there are when the messages are counted.
pub const CROWDS: [u64; 3] = [10, 1_000, 100_000];

const DENOM: &str = "ustake";

const DAY: u64 = 86_400;

const EPOCH: u64 = 604_800;

const SUPPLY: u128 = 1_000_000_000_000_000;

const REVENUE: u128 = 1_000_000_000_000;

/// The contract, behind its entry points.
struct Treasury {
    contract: Counted<MockStorage>,
    stakers: u64,
}

impl Treasury {
    fn new() -> Result<Self> {
        let querier = || MockQuerier::new(&[]);
        let mut contract = Counted::new(MockApi::default(), 1_000_000_000, querier);
        let owner = contract.api.addr_make("owner");
        let msg = InstantiateMsg {
            owner: None,
            denom: DENOM.to_owned(),
            pool_registry: contract.api.addr_make("pool-registry").into(),
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
        contract.send(owner, vec![], |deps, env, info| instantiate(deps, env, info, msg))?;
        Ok(Self { contract, stakers: 0 })
    }

    fn address(&self, name: &str) -> Addr {
        self.contract.api.addr_make(name)
    }

    fn send(&mut self, sender: Addr, funds: Vec<Coin>, msg: ExecuteMsg) -> Result<Touched> {
        self.contract.send(sender, funds, |deps, env, info| execute(deps, env, info, msg))
    }

    fn stake(&mut self, who: &Addr, stake: u128) -> Result<Touched> {
        let msg = ExecuteMsg::DelegationChanged(DelegationChanged {
            delegator: who.to_string(),
            pool: self.address("pool").into(),
            coinbase: self.address("coinbase").into(),
            stake: stake.into(),
            missed: false,
        });
        let sender = self.address("pool-registry");
        self.send(sender, vec![], msg)
    }

    /// Lets stakers in until there are so many.
    fn grow(&mut self, stakers: u64) -> Result<()> {
        for number in self.stakers..stakers {
            let who = self.address(&format!("staker {number}"));
            let coins = number.checked_rem(1_000).unwrap_or_default().saturating_add(1);
            self.stake(&who, u128::from(coins).saturating_mul(1_000_000))?;
        }
        self.stakers = self.stakers.max(stakers);
        Ok(())
    }

    /// A staker comes, revenue comes, an epoch ends, the staker is paid and goes.
    fn visit(&mut self) -> Result<Vec<(&'static str, Touched)>> {
        let visitor = self.address("visitor");
        let anyone = self.address("anyone");
        let pool = self.address("pool").to_string();
        let (user, users) = (visitor.to_string(), vec![visitor.to_string()]);
        let mut counts = vec![];
        counts.push(("delegation_changed (first)", self.stake(&visitor, 50_000_000)?));
        let revenue = coins(REVENUE, DENOM);
        counts.push((
            "distribute_revenue",
            self.send(anyone.clone(), revenue, ExecuteMsg::DistributeRevenue {})?,
        ));
        self.contract.wait(EPOCH);
        counts.push(("roll_epoch", self.send(anyone.clone(), vec![], ExecuteMsg::RollEpoch {})?));
        self.contract.wait(60);
        let settle = ExecuteMsg::Settle { user, limit: None };
        counts.push(("settle", self.send(anyone.clone(), vec![], settle)?));
        self.contract.wait(60);
        let collect = ExecuteMsg::Collect { pool, users, limit: None };
        counts.push(("collect (1 user)", self.send(anyone, vec![], collect)?));
        self.contract.wait(60);
        counts.push(("delegation_changed (more)", self.stake(&visitor, 60_000_000)?));
        counts.push(("delegation_changed (all gone)", self.stake(&visitor, 0)?));
        // Without it for a while, so that the next epoch makes another threshold.
        self.contract.wait(DAY);
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
        Cost::add(&mut costs, treasury.visit()?);
    }
    Ok(costs)
}
