//! The treasury alone: an account plays the pool-registry.

use std::collections::BTreeSet;

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::{Addr, Coin, Event};
use serde_json::json;
use tributary_simulator::{Chain, Clock, Outcome};
use tributary_testing::invariants::treasury::{check_all, TreasuryStep};
use tributary_testing::machine::step::{address, amount, attribute, fact, Refusal};
use tributary_testing::machine::Histogram;
use tributary_testing::model::treasury::Treasury;
use tributary_testing::model::treasury_calls::{instantiated, Effect, Outside, Seen, Told};
use tributary_testing::model::{Bank, Moment, Refusals};
use tributary_testing::treasury_view::{Counted, Passed, TreasuryView};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{ExecuteMsg, IdentityRule, InstantiateMsg};

/// The denom of revenue.
pub const DENOM: &str = "ustake";

/// Another one.
pub const FOREIGN: &str = "uforeign";

/// Users.
pub const PEOPLE: usize = 6;

/// Pools.
pub const POOLS: usize = 3;

/// Who acts.
pub struct Cast {
    pub owner: Addr,
    pub registry: Addr,
    pub registrar: Addr,
    pub payer: Addr,
    pub keeper: Addr,
    pub people: Vec<Addr>,
    pub pools: Vec<Addr>,
    pub coinbases: Vec<Addr>,
}

/// The contract, its model, and what was seen.
pub struct Bench {
    pub chain: Chain,
    pub cast: Cast,
    pub model: Treasury,
    pub bank: Bank,
    pub group: Option<Addr>,
    pub members: BTreeSet<Addr>,
    pub view: TreasuryView,
    pub counted: Counted,
    pub donated: u128,
    pub histogram: Histogram,
    pub at: Addr,
    /// Whether everything is compared after every step.
    pub careful: bool,
}

/// How users are identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    Off,
    List,
    Cw4,
}

fn cast(chain: &Chain) -> Result<Cast> {
    let named = |prefix: &str, count: usize| -> Result<Vec<Addr>> {
        (0..count).map(|at| Ok(chain.address_of(&format!("{prefix}{at}"))?)).collect()
    };
    let one = |name: &str| chain.address_of(name);
    Ok(Cast {
        owner: one("owner")?,
        registry: one("registry")?,
        registrar: one("registrar")?,
        payer: one("payer")?,
        keeper: one("keeper")?,
        people: named("person", PEOPLE)?,
        pools: named("pool", POOLS)?,
        coinbases: named("coinbase", POOLS)?,
    })
}

impl Bench {
    /// A fresh treasury; `terms` are completed with who identifies and who tells of stakes.
    pub fn new(mut terms: InstantiateMsg, identity: Identity) -> Result<Self> {
        let mut chain = Chain::new(&Clock::default())?;
        let cast = cast(&chain)?;
        let purse = vec![Coin::new(10u128.pow(30), FOREIGN), Coin::new(10u128.pow(30), DENOM)];
        let others = [&cast.payer, &cast.owner, &cast.keeper, &cast.registry, &cast.registrar];
        for who in cast.people.iter().chain(&cast.pools).chain(others) {
            chain.set_balance(who, purse.clone())?;
        }
        let mut group = None;
        terms.identity = match identity {
            Identity::Off => IdentityRule::Off {},
            Identity::List => IdentityRule::List { registrar: cast.registrar.to_string() },
            Identity::Cw4 => {
                let msg = json!({ "admin": cast.owner, "members": [] });
                let at = chain.instantiate(&cast.owner, "cw4-group", "group", &msg, vec![])?.0;
                group = Some(at.clone());
                IdentityRule::Cw4 { group: at.into_string() }
            }
        };
        terms.pool_registry = cast.registry.to_string();
        let at = chain.instantiate(&cast.owner, "treasury-decay", "treasury", &terms, vec![])?.0;
        let now = chain.block().time.seconds();
        let model = instantiated(at.clone(), &cast.owner, &terms, now)
            .map_err(|words| anyhow::anyhow!("{words:?}"))?;
        let view = TreasuryView::read(&chain, &at)?;
        let mut bench = Self {
            chain,
            cast,
            model,
            bank: Bank::default(),
            group,
            members: BTreeSet::new(),
            view,
            counted: Counted::default(),
            donated: 0,
            histogram: Histogram::default(),
            at,
            careful: true,
        };
        bench.bank = bench.balances()?;
        Ok(bench)
    }

    fn balances(&self) -> Result<Bank> {
        let mut bank = Bank::default();
        for (who, coins) in self.chain.balances()? {
            for (denom, amount) in coins.iter() {
                bank.mint(&who, denom, amount.u128());
            }
        }
        Ok(bank)
    }

    /// The second of the block.
    pub fn now(&self) -> u64 {
        self.chain.block().time.seconds()
    }

    /// A message; answers whether it succeeded.
    pub fn call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: Vec<Coin>) -> Result<bool> {
        self.carry_out(by, msg, funds.clone()).with_context(|| format!("{by}: {msg:?} with {funds:?}"))
    }

    fn carry_out(&mut self, by: &Addr, msg: &ExecuteMsg, funds: Vec<Coin>) -> Result<bool> {
        let print = self.careful.then(|| self.chain.fingerprint());
        let at = self.at.clone();
        let result = self.chain.execute(by, &at, msg, funds.clone());
        let seen = result.as_ref().map(|outcome| seen(&outcome.events)).unwrap_or_default();
        let expected = self.expect(by, msg, &funds, &seen);
        let name = name(msg);
        match (expected, result) {
            (Ok((model, bank, told)), Ok(outcome)) => {
                if let Some(wrong) = &told.wrong {
                    bail!("TD-10: {wrong}");
                }
                self.histogram.count(&name, "ok");
                (self.model, self.bank) = (model, bank);
                self.accept(msg, &told, &outcome)?;
                Ok(true)
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "breaks {words:?}, the chain says {refusal:?}");
                self.histogram.count(&name, &refusal.variant);
                ensure!(print.is_none_or(|print| print == self.chain.fingerprint()), "G-04");
                Ok(false)
            }
            (Ok(_), Err(error)) => bail!("nothing is wrong, the chain says {:?}", Refusal::of(&error)),
            (Err(words), Ok(_)) => bail!("breaks {words:?}, yet it succeeded"),
        }
    }

    fn expect(
        &self,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        seen: &Seen,
    ) -> Result<(Treasury, Bank, Told), Refusals> {
        let (mut model, mut bank) = (self.model.clone(), self.bank.clone());
        for coin in funds {
            bank.pay(by, &self.at, &coin.denom, coin.amount.u128())?;
        }
        let block = self.chain.block();
        let now = Moment { height: block.height, seconds: block.time.seconds() };
        let outside = Outside { now, bank: &bank, group: Ok(&self.members) };
        let told = model.call(&outside, by, msg, funds, seen)?;
        for effect in &told.effects {
            match effect {
                Effect::Pay(to, denom, amount) => bank.pay(&self.at, to, denom, *amount)?,
                Effect::Burn(amount) => bank.burn(&self.at, DENOM, *amount)?,
            }
        }
        Ok((model, bank, told))
    }

    fn accept(&mut self, msg: &ExecuteMsg, told: &Told, outcome: &Outcome) -> Result<()> {
        reported(told, &outcome.events)?;
        if self.careful {
            let mut expected = self.bank.clone();
            expected.0.retain(|_, purse| !purse.is_empty());
            ensure!(self.balances()? == expected, "balances differ from the model");
        }
        self.look(Some(msg), &outcome.events, false, None)
    }

    /// Reads the contract again and makes all checks.
    fn look(
        &mut self,
        call: Option<&ExecuteMsg>,
        events: &[Event],
        end: bool,
        passed: Option<&Passed>,
    ) -> Result<()> {
        let before = std::mem::replace(&mut self.view, TreasuryView::read(&self.chain, &self.at)?);
        self.counted.see(&before, &self.view);
        if !self.careful && !end {
            return Ok(());
        }
        check_all(&TreasuryStep {
            chain: &self.chain,
            before: &before,
            after: &self.view,
            model: &self.model,
            call,
            events,
            donated: self.donated,
            counted: &self.counted,
            passed,
            thorough: self.careful,
            end,
        })
    }

    /// Time passes, and nothing else.
    pub fn advance(&mut self, seconds: u64) -> Result<()> {
        let passed = self.careful.then(|| Passed::read(&self.chain, &self.model)).transpose()?;
        self.chain.advance(seconds, seconds / 6 + 1)?;
        self.look(None, &[], false, passed.as_ref())
            .with_context(|| format!("after {seconds} seconds; {}", self.story()))
    }

    /// What a failure shows of the model.
    fn story(&self) -> String {
        let Treasury { terms, checkpoints, epoch, unreleased, last, release_end, .. } = &self.model;
        let last_ones = &checkpoints[checkpoints.len().saturating_sub(4)..];
        let (left, now) = (unreleased.floor(), self.now());
        let stakes: Vec<u128> = self.model.users.values().map(|user| user.stake()).collect();
        format!("{terms:?}, {last_ones:?}, {epoch:?}, {left} left at {last} until {release_end}, now {now}, {stakes:?}")
    }

    /// Coins that nobody counts.
    pub fn donate(&mut self, denom: &str, amount: u128) -> Result<()> {
        self.chain.send(&self.cast.payer, &self.at, vec![Coin::new(amount, denom)])?;
        let paid = self.bank.pay(&self.cast.payer, &self.at, denom, amount);
        paid.map_err(|words| anyhow::anyhow!("{words:?}"))?;
        self.donated += if denom == DENOM { amount } else { 0 };
        self.look(None, &[], false, None)
    }

    /// The group takes somebody in or lets somebody go.
    pub fn regroup(&mut self, who: &Addr, member: bool) -> Result<()> {
        let Some(group) = self.group.clone() else { return Ok(()) };
        let add = if member { vec![json!({ "addr": who, "weight": 1 })] } else { vec![] };
        let remove = if member { vec![] } else { vec![who] };
        let msg = json!({ "update_members": { "remove": remove, "add": add } });
        self.chain.execute(&self.cast.owner, &group, &msg, vec![])?;
        if member {
            self.members.insert(who.clone());
        } else {
            self.members.remove(who);
        }
        Ok(())
    }

    /// What the pool-registry tells.
    pub fn told(&self, who: &Addr, pool: usize, stake: u128, missed: bool) -> ExecuteMsg {
        ExecuteMsg::DelegationChanged(DelegationChanged {
            delegator: who.to_string(),
            pool: self.cast.pools[pool].to_string(),
            coinbase: self.cast.coinbases[pool].to_string(),
            stake: stake.into(),
            missed,
        })
    }

    /// The pool-registry tells of a stake, which must succeed.
    pub fn stake(&mut self, who: &Addr, pool: usize, stake: u128, missed: bool) -> Result<()> {
        let (by, msg) = (self.cast.registry.clone(), self.told(who, pool, stake, missed));
        self.must(&by, &msg, 0)
    }

    /// A message that must succeed.
    pub fn must(&mut self, by: &Addr, msg: &ExecuteMsg, funds: u128) -> Result<()> {
        let coins = if funds > 0 { vec![Coin::new(funds, DENOM)] } else { vec![] };
        ensure!(self.call(by, msg, coins)?, "{msg:?} is refused");
        Ok(())
    }

    /// Everything is released, settled, collected, claimed and spent; then everybody leaves.
    pub fn drain(&mut self) -> Result<()> {
        let wait = self.model.release_end.saturating_sub(self.now()) + 1;
        self.advance(wait)?;
        let (keeper, people) = (self.cast.keeper.clone(), self.cast.people.clone());
        for user in &people {
            while self.model.as_of(self.now()).behind(user) > 0 {
                let msg = ExecuteMsg::Settle { user: user.to_string(), limit: None };
                self.must(&keeper, &msg, 0)?;
            }
        }
        for pool in self.cast.pools.clone() {
            if self.model.pools.contains_key(&pool) {
                let users = people.iter().map(Addr::to_string).collect();
                self.must(&keeper, &ExecuteMsg::Collect { pool: pool.into_string(), users, limit: None }, 0)?;
            }
        }
        for who in &people {
            self.must(who, &ExecuteMsg::ClaimShare {}, 0)?;
        }
        self.look(None, &[], true, None).context("everybody has everything")?;
        let amount = self.model.balance.surely();
        if amount > 0 {
            let owner = self.model.control.owner.clone();
            let msg = ExecuteMsg::Spend { to: keeper.into_string(), amount: amount.into() };
            self.must(&owner, &msg, 0)?;
        }
        for who in &people {
            for pool in 0..POOLS {
                self.stake(who, pool, 0, false)?;
            }
        }
        self.look(None, &[], true, None).context("everybody has left")?;
        let mean = &self.view.ledger.mean;
        ensure!(mean.count == 0 && mean.log_sum.is_zero(), "TD-01: drift {mean:?}");
        ensure!(self.view.users.is_empty() && self.view.stakes.is_empty(), "records are left");
        Ok(())
    }
}

/// The message's name.
pub fn name(msg: &ExecuteMsg) -> String {
    let value = serde_json::to_value(msg).expect("JSON");
    value.as_object().and_then(|fields| fields.keys().next().cloned()).expect("a message")
}

/// Figures that the specification leaves open.
fn seen(events: &[Event]) -> Seen {
    let mut seen = Seen::default();
    for event in events {
        match fact(event) {
            Some("treasury_decay/pool_collected" | "treasury_decay/share_claimed") => {
                seen.amount = Some(amount(event, "amount"));
            }
            Some("treasury_decay/revenue_received") => {
                seen.release_end = Some((amount(event, "release_end") / 1_000_000_000) as u64);
            }
            _ => {}
        }
    }
    seen
}

/// Events tell what the model says.
fn reported(told: &Told, events: &[Event]) -> Result<()> {
    let mut identities = vec![];
    for event in events {
        if let (Some((key, exact)), Some(_)) = (&told.figure, fact(event)) {
            // A difference of two figures that were rounded.
            let (found, floor) = (amount(event, key), exact.floor());
            ensure!(found.abs_diff(floor) <= 1, "{key} is {found}, it should be {floor}");
        }
        match fact(event) {
            Some("treasury_decay/revenue_received") => {
                let found = ["distributed", "burned", "to_treasury"].map(|key| amount(event, key));
                ensure!(
                    found == [told.split.0, told.split.1, told.split.2],
                    "{found:?}, not {:?}",
                    told.split
                );
            }
            Some("treasury_decay/user_settled") => {
                let found = (amount(event, "checkpoints"), amount(event, "remaining"));
                let expected = (told.checkpoints.0 as u128, told.checkpoints.1 as u128);
                ensure!(found == expected, "checkpoints {found:?}, not {expected:?}");
            }
            Some("treasury_decay/pool_collected") => {
                let found = attribute(event, "unfinished").unwrap_or_default();
                let expected: Vec<&str> = told.unfinished.iter().map(Addr::as_str).collect();
                ensure!(found == expected.join(","), "unfinished {found}, not {expected:?}");
            }
            Some("treasury_decay/identity_changed") => {
                identities.push((address(event, "user"), attribute(event, "identified") == Some("true")));
            }
            _ => {}
        }
    }
    ensure!(identities == told.identities, "identities {identities:?}, not {:?}", told.identities);
    Ok(())
}
