//! Who is on the scene, and how it is built up.

use anyhow::{Context as _, Result};
use cosmwasm_std::{coins, Addr};
use serde_json::{json, Value};
use tributary_simulator::journal::{Entry, Journal};
use tributary_simulator::{Chain, Clock, Outcome};
use tributary_testing::puppet::{self, Temper};
use tributary_testing::{Network, Parameters, DENOM, GUARDIAN, OWNER};

use crate::chain::of_tests;

/// Amounts of thirty digits.
pub const LARGE: u128 = 123_456_789_012_345_678_901_234_567_890;

/// A page.
pub const MANY: usize = 100;

/// All contracts, and a contract of tests for each place that a list of contracts has.
pub struct Scene {
    pub net: Network,
    pub owner: Addr,
    pub guardian: Addr,
    pub licenses: Addr,
    pub treasury: Addr,
    pub vault: Addr,
    pub escrow: Addr,
    pub puppets: Vec<Addr>,
    /// Operators of pools.
    pub operators: Vec<Addr>,
    /// Delegators of the first pool.
    pub people: Vec<Addr>,
    /// Who has as much of everything as one may have.
    pub hub: Addr,
}

/// Plays the scene natively; what was done.
pub fn play() -> Result<Vec<Entry>> {
    let mut scene = Scene::new()?;
    scene.fill_lists()?;
    scene.fill_pools()?;
    scene.fill_licenses()?;
    scene.fill_treasury()?;
    scene.fill_vault()?;
    scene.fill_escrow()?;
    scene.ask_pages()?;
    scene.migrate()?;
    scene.end_items()?;
    scene.end_vault()?;
    scene.end_escrow()?;
    scene.end_licenses()?;
    Ok(scene.net.chain.take_journal())
}

impl Scene {
    fn new() -> Result<Self> {
        let mut parameters = Parameters { purse: LARGE * 1_000, ..Parameters::default() };
        // Every change of the threshold is a checkpoint.
        parameters.revenue.tolerance_bits = 48;
        parameters.programme.total = LARGE;
        parameters.programme.min_stake = LARGE / 1_000_000;
        parameters.programme.days = 2_000;
        parameters.programme.nft_cap = 1_000;
        let mut chain = Chain::new(&Clock::default())?;
        chain.keep_journal(Journal::new(1));
        let mut net = Network::on(chain, &parameters)?;
        let (owner, guardian) = (net.account(OWNER)?, net.account(GUARDIAN)?);
        for (name, code) in of_tests() {
            net.chain.store_code(name, code);
        }
        let licenses = net.deploy_licenses(&parameters, DENOM)?;
        let treasury = net.deploy_treasury(&parameters.revenue, &[])?.0;
        let vault = net.deploy_vault(&parameters.programme, &licenses, &treasury)?.0;
        let escrow = net.deploy_escrow(&parameters.escrow, &treasury)?.0;
        let msg = puppet::InstantiateMsg { temper: Temper::Accept };
        let mut puppet = |label| Ok(net.chain.instantiate(&owner, "puppet", label, &msg, vec![])?.0);
        let puppets = ["one", "two", "three"].into_iter().map(&mut puppet).collect::<Result<_>>()?;
        let mut named = |prefix: &str| (0..MANY).map(|at| net.account(&format!("{prefix}{at}"))).collect();
        let (operators, people) = (named("operator"), named("person"));
        let hub = net.account("hub")?;
        let (operators, people): (Result<_>, Result<_>) = (operators, people);
        Ok(Self {
            net,
            owner,
            guardian,
            licenses,
            treasury,
            vault,
            escrow,
            puppets,
            operators: operators?,
            people: people?,
            hub,
        })
    }

    /// Sends a contract a message that it must take.
    pub fn tell(&mut self, sender: &Addr, contract: &Addr, msg: Value, funds: u128) -> Result<Outcome> {
        let funds = if funds == 0 { vec![] } else { coins(funds, DENOM) };
        let text = msg.to_string();
        self.net.chain.execute(sender, contract, &msg, funds).with_context(|| text)
    }

    /// The ids of a list of the pool-registry about the hub.
    pub fn ids(&self, list: &str, rows: &str) -> Result<Vec<Value>> {
        let msg = json!({ list: { "delegator": self.hub, "limit": MANY } });
        let answer = self.net.chain.query(&self.net.pool_registry, &msg)?;
        let rows = answer.get(rows).and_then(Value::as_array).with_context(|| answer.to_string())?;
        rows.iter().map(|row| row.get("id").cloned().context("an id")).collect()
    }

    /// Lets time pass.
    pub fn pass(&mut self, seconds: u64) -> Result<()> {
        Ok(self.net.chain.advance(seconds, seconds / 6 + 1)?)
    }

    /// Lists of contracts.
    fn fill_lists(&mut self) -> Result<()> {
        let (owner, stakers, pools) =
            (self.owner.clone(), self.net.staker_registry.clone(), self.net.pool_registry.clone());
        let licenses = self.licenses.clone();
        let mut registrars = vec![pools.to_string()];
        registrars.extend((0..7).map(|at| self.people[at].to_string()));
        let change = json!({ "registrars": registrars, "treasury": self.treasury });
        self.tell(&owner, &stakers, json!({ "announce_config": { "change": change } }), 0)?;
        let registry = json!({ "set_staker_registry": { "staker_registry": stakers } });
        self.tell(&owner, &licenses, registry, 0)?;
        self.tell(&owner, &stakers, json!({ "set_license_contract": { "license_nft": licenses } }), 0)?;
        let hooked = std::iter::once(&self.treasury).chain(&self.puppets);
        let hooks: Vec<_> = hooked.map(|at| json!({ "contract": at, "gas_limit": 2_000_000 })).collect();
        self.tell(&owner, &pools, json!({ "set_hooks": { "hooks": hooks } }), 0)?;
        for puppet in self.puppets.clone() {
            self.tell(&owner, &licenses, json!({ "register_hook": { "contract": puppet } }), 0)?;
        }
        Ok(())
    }
}
