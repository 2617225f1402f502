//! A network with a cast of actors, and the model of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use cosmwasm_std::{coins, instantiate2_address, Addr, Api, Coin, HexBinary};
use tributary_types::license_nft::{self, LiquidationMode, Stage};
use tributary_types::pool_registry::{self, Hook, QueryMsg};
use tributary_types::staker_registry::{self, ConfigChange};

use crate::model::control::Control;
use crate::model::joint::Joint;
use crate::model::joint_around::Outside;
use crate::model::joint_network::Unasked;
use crate::model::joint_terms;
use crate::model::licenses::Licenses;
use crate::model::pools::{PoolConfig, Pools};
use crate::model::stakers::{StakerConfig, Stakers};
use crate::model::treasury::Treasury;
use crate::model::treasury_calls::instantiated;
use crate::model::vault::Vault;
use crate::model::vault_terms;
use crate::model::{Bank, Model, Moment, Places, Puppet};
use crate::network::{Network, Parameters, DENOM, GUARDIAN, MINTER, ORACLE, OWNER, SLASHER};
use crate::puppet::{self, Temper};

/// A denom that means nothing to the suite.
pub const FOREIGN: &str = "uforeign";

/// How many people act.
pub const PEOPLE: usize = 8;

/// Hot keys that they may use.
pub const KEYS: usize = 12;

/// When the staker-registry learns of the licence contract, and that of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licensing {
    /// Before anything happens.
    AtOnce,
    /// Whenever the owner does it.
    Later,
    /// Not at all.
    Never,
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Owns the contracts at first.
    pub owner: Addr,
    /// Pauses at first.
    pub guardian: Addr,
    /// Liquidates at first.
    pub slasher: Addr,
    /// Mints licences at first.
    pub minter: Addr,
    /// Sets loyalty scores and records devices at first.
    pub oracle: Addr,
    /// Delegators, operators, solo stakers.
    pub people: Vec<Addr>,
    /// Signing addresses.
    pub keys: Vec<Addr>,
    /// Contracts that can be stake hooks.
    pub hooks: Vec<Addr>,
    /// A contract that takes revenue.
    pub treasury: Addr,
    /// A contract that registers stakers for others.
    pub registrar: Addr,
}

impl Cast {
    /// Whoever has an address to act with.
    pub fn everybody(&self) -> Vec<Addr> {
        let mut all = self.people.clone();
        all.extend([self.owner.clone(), self.guardian.clone(), self.slasher.clone(), self.minter.clone()]);
        all.extend([self.registrar.clone(), self.oracle.clone()]);
        all.extend(self.hooks.iter().cloned());
        all
    }
}

/// The network, its model, and its actors.
pub struct World {
    /// The chain with the contracts.
    pub net: Network,
    /// What they should be doing.
    pub model: Model,
    /// Who acts.
    pub cast: Cast,
    /// Whether licences count.
    pub licensing: Licensing,
    /// All coins ever made, by denom.
    pub minted: BTreeMap<String, u128>,
}

/// Addresses of accounts are derived once for all worlds: it takes longer than a call.
fn account(chain: &tributary_simulator::Chain, name: &str) -> Result<Addr> {
    static KNOWN: OnceLock<std::sync::Mutex<BTreeMap<String, Addr>>> = OnceLock::new();
    let known = KNOWN.get_or_init(Default::default);
    let mut known = known.lock().map_err(|_| anyhow::anyhow!("addresses"))?;
    if let Some(address) = known.get(name) {
        return Ok(address.clone());
    }
    let address = chain.address_of(name)?;
    known.insert(name.to_owned(), address.clone());
    Ok(address)
}

impl World {
    /// Deploys a network and everything around it, with a treasury or without.
    ///
    /// # Errors
    /// If a contract refuses its parameters.
    pub fn new(parameters: &Parameters, with_treasury: bool, licensing: Licensing) -> Result<Self> {
        Self::around(Network::new(parameters)?, parameters, with_treasury, licensing)
    }

    /// Deploys everything around a network with those parameters.
    ///
    /// # Errors
    /// If a contract refuses its parameters.
    pub fn around(
        mut net: Network,
        parameters: &Parameters,
        with_treasury: bool,
        licensing: Licensing,
    ) -> Result<Self> {
        let cast = cast(&mut net)?;
        let licenses = net.deploy_licenses(parameters, DENOM)?;
        let strange_licenses = net.deploy_licenses(parameters, FOREIGN)?;
        let members: BTreeSet<Addr> = cast.people.iter().step_by(2).cloned().collect();
        let group: Vec<Addr> = members.iter().cloned().collect();
        let (decay, terms) = net.deploy_treasury(&parameters.revenue, &group)?;
        let is_wired = parameters.revenue.is_wired;
        let (vault, programme) = net.deploy_vault(&parameters.programme, &licenses, &decay)?;
        let (escrow, joint_terms) = net.deploy_escrow(&parameters.escrow, &decay)?;
        let payee = if is_wired { decay.clone() } else { cast.treasury.clone() };
        let registrars = vec![net.pool_registry.to_string(), cast.registrar.to_string()];
        let change = ConfigChange {
            registrars: Some(registrars),
            treasury: with_treasury.then(|| payee.to_string()),
            ..ConfigChange::default()
        };
        net.stakers(&cast.owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0)?;

        let purse = vec![Coin::new(parameters.purse, FOREIGN), Coin::new(parameters.purse, DENOM)];
        let mut bank = Bank::default();
        for who in cast.everybody() {
            net.chain.set_balance(&who, purse.clone())?;
            bank.mint(&who, FOREIGN, parameters.purse);
            bank.mint(&who, DENOM, parameters.purse);
        }
        let minted =
            [DENOM, FOREIGN].into_iter().map(|denom| (denom.to_owned(), bank.supply(denom))).collect();
        let now = net.chain.block().time.seconds();
        let treasury = instantiated(decay.clone(), &cast.owner, &terms, now)
            .map_err(|words| anyhow::anyhow!("the treasury: {words:?}"))?;
        let vault =
            vault_terms::instantiated(vault, &cast.owner, &programme, now, &|_| Some(DENOM.to_owned()))
                .map_err(|words| anyhow::anyhow!("the vault: {words:?}"))?;
        let block = net.chain.block();
        let now = Moment { height: block.height, seconds: now };
        let denom_of = |_: &Addr| Some(DENOM.to_owned());
        let outside = Outside { now, denom_of: &denom_of, pools: Some(&Unasked(DENOM)) };
        let joint = joint_terms::instantiated(escrow, &cast.owner, &joint_terms, &outside)
            .map_err(|words| anyhow::anyhow!("the escrow: {words:?}"))?;
        let both = [licenses, strange_licenses];
        let mut model = model(&net, &cast, parameters, bank, both, (treasury, vault, joint), members)?;
        model.stakers.config.treasury = with_treasury.then_some(payee);
        if is_wired {
            let hooks = vec![Hook { contract: decay.into_string(), gas_limit: 2_000_000 }];
            let msg = pool_registry::ExecuteMsg::SetHooks { hooks: hooks.clone() };
            net.pools(&cast.owner, &msg, 0)?;
            model.pools.config.hooks = hooks;
        }
        let mut world = Self { net, model, cast, licensing, minted };
        if licensing == Licensing::AtOnce {
            world.connect_licenses()?;
        }
        Ok(world)
    }

    /// Makes the staker-registry and the licence contract known to each other.
    fn connect_licenses(&mut self) -> Result<()> {
        let (owner, registry) = (self.cast.owner.clone(), self.model.places.stakers.clone());
        let licenses = self.model.places.licenses.clone();
        let there =
            license_nft::ExecuteMsg::SetStakerRegistry { staker_registry: Some(registry.to_string()) };
        self.net.chain.execute(&owner, &licenses, &there, vec![])?;
        let here = staker_registry::ExecuteMsg::SetLicenseContract { license_nft: licenses.to_string() };
        self.net.stakers(&owner, &here, 0)?;
        self.model.licenses.registry = Some(registry);
        self.model.stakers.config.licenses = Some((licenses, self.model.licenses.worth));
        Ok(())
    }

    /// The addresses that never change.
    pub fn places(&self) -> &Places {
        &self.model.places
    }
}

fn cast(net: &mut Network) -> Result<Cast> {
    net.chain.store_code("puppet", puppet::code());
    let owner = account(&net.chain, OWNER)?;
    let mut stage = |label: &str| -> Result<Addr> {
        let msg = puppet::InstantiateMsg { temper: Temper::Accept };
        Ok(net.chain.instantiate(&owner, "puppet", label, &msg, vec![])?.0)
    };
    let hooks = vec![stage("hook-one")?, stage("hook-two")?];
    let (treasury, registrar) = (stage("treasury")?, stage("registrar")?);
    let named = |prefix: &str, count: usize| -> Result<Vec<Addr>> {
        (0..count).map(|index| account(&net.chain, &format!("{prefix}{index}"))).collect()
    };
    Ok(Cast {
        people: named("person", PEOPLE)?,
        keys: named("key", KEYS)?,
        guardian: account(&net.chain, GUARDIAN)?,
        slasher: account(&net.chain, SLASHER)?,
        minter: account(&net.chain, MINTER)?,
        oracle: account(&net.chain, ORACLE)?,
        owner,
        hooks,
        treasury,
        registrar,
    })
}

fn model(
    net: &Network,
    cast: &Cast,
    parameters: &Parameters,
    bank: Bank,
    [licenses, strange_licenses]: [Addr; 2],
    (treasury, vault, joint): (Treasury, Vault, Joint),
    members: BTreeSet<Addr>,
) -> Result<Model> {
    let block = net.chain.block();
    let config: pool_registry::ConfigResponse = net.ask_pools(&QueryMsg::Config {})?;
    let control = Control {
        owner: cast.owner.clone(),
        pending_owner: None,
        guardian: Some(cast.guardian.clone()),
        paused: false,
    };
    let quiet = Puppet { temper: Temper::Accept, told: BTreeMap::new() };
    let puppets = cast.hooks.iter().chain([&cast.treasury, &cast.registrar]);
    Ok(Model {
        now: Moment { height: block.height, seconds: block.time.seconds() },
        places: Rc::new(Places {
            stakers: net.staker_registry.clone(),
            pools: net.pool_registry.clone(),
            licenses,
            strange_licenses,
            treasury: treasury.at.clone(),
            vault: vault.at.clone(),
            joint: joint.at.clone(),
            members,
            denom: DENOM.to_owned(),
            coinbases: coinbases(net, cast, &config.coinbase_checksum)?,
        }),
        bank,
        donated: BTreeMap::new(),
        stakers: staker_books(net, cast, control.clone(), parameters),
        pools: pool_books(control.clone(), parameters),
        licenses: license_books(cast, control, parameters, &vault.at),
        treasury,
        broken: false,
        seen: VecDeque::new(),
        used: vec![],
        vault,
        claims: None,
        vault_facts: vec![],
        joint: Rc::new(joint),
        joint_facts: vec![],
        wrong: None,
        puppets: puppets.map(|puppet| (puppet.clone(), quiet.clone())).collect(),
    })
}

fn staker_books(net: &Network, cast: &Cast, control: Control, parameters: &Parameters) -> Stakers {
    Stakers {
        config: StakerConfig {
            minimum: parameters.min_self_stake,
            unbond_lock: parameters.unbond_lock,
            transfer_lock: parameters.transfer_lock,
            cooldown: parameters.signing_cooldown,
            slasher: Some(cast.slasher.clone()),
            treasury: None,
            registrars: vec![net.pool_registry.clone(), cast.registrar.clone()],
            licenses: None,
        },
        control,
        announced: None,
        stakers: BTreeMap::new(),
        custody: BTreeMap::new(),
        items: BTreeMap::new(),
        next_id: 0,
        revenue_due: 0,
        evidence: BTreeSet::new(),
    }
}

fn pool_books(control: Control, parameters: &Parameters) -> Pools {
    Pools {
        config: PoolConfig {
            percentage: u128::from(parameters.percentage),
            commission_lock: parameters.commission_lock,
            release_period: parameters
                .release_period
                .unwrap_or(crate::model::time::like(parameters.commission_lock, 0)),
            min_delegation: parameters.min_delegation.unwrap_or(1),
            hooks: vec![],
            weights: (1, 1, 1),
        },
        control,
        announced: None,
        pools: BTreeMap::new(),
        marks: BTreeSet::new(),
    }
}

fn license_books(cast: &Cast, control: Control, parameters: &Parameters, vault: &Addr) -> Licenses {
    Licenses {
        worth: parameters.coins_per_license,
        cap: parameters.license_cap.unwrap_or(48_000) as usize,
        whole: parameters.liquidation_mode == LiquidationMode::Whole,
        minter: cast.minter.clone(),
        registry: None,
        control,
        stage: Stage::Testnet,
        tokens: BTreeMap::new(),
        burned: BTreeSet::new(),
        liquidated: 0,
        redeemed: 0,
        funding: BTreeMap::new(),
        funded: 0,
        excess: 0,
        operators: BTreeMap::new(),
        hooks: parameters.programme.is_hooked.then(|| vault.clone()).into_iter().collect(),
    }
}

/// Where the coinbases of all possible operators are or would be (specification 5.1: salt = canonical operator).
fn coinbases(net: &Network, cast: &Cast, checksum: &str) -> Result<BTreeMap<Addr, Addr>> {
    let api = net.chain.app().api();
    let checksum = HexBinary::from_hex(checksum)?;
    let creator = api.addr_canonicalize(net.pool_registry.as_str())?;
    cast.everybody()
        .into_iter()
        .map(|operator| {
            let salt = api.addr_canonicalize(operator.as_str())?;
            let address = instantiate2_address(&checksum, &creator, &salt).context("coinbase")?;
            Ok((operator, api.addr_humanize(&address)?))
        })
        .collect()
}

/// Coins of the staking denom, none for 0.
pub fn stake(amount: u128) -> Vec<Coin> {
    if amount == 0 {
        return vec![];
    }
    coins(amount, DENOM)
}
