//! A deployed suite and whoever uses it.

use anyhow::Result;
use cosmwasm_std::{coins, Addr, Coin, Uint128};
use cw_utils::Duration;
use serde::de::DeserializeOwned;
use tributary_simulator::{Chain, Clock, Outcome};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{self, BoostCollection, CountedBy, UnusedRewardsTo};
use tributary_types::joint_staking::{self, DailyCap};
use tributary_types::license_nft::{self, LiquidationMode};
use tributary_types::pool_registry::{self, PoolResponse};
use tributary_types::staker_registry::{self, ConfigChange};
use tributary_types::treasury_decay::{self, CirculatingSupply, IdentityRule, UnstakedShare};

/// The staking denom of test networks.
pub const DENOM: &str = "ustake";

/// Owns the contracts.
pub const OWNER: &str = "owner";

/// May pause.
pub const GUARDIAN: &str = "guardian";

/// May liquidate.
pub const SLASHER: &str = "slasher";

/// Mints licences.
pub const MINTER: &str = "minter";

/// Sets loyalty scores, and records devices.
pub const ORACLE: &str = "oracle";

/// How the treasury identifies users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identification {
    /// It does not.
    Off,
    /// By the guardian's list.
    List,
    /// By a group with half of the people.
    Group,
}

/// Parameters of the treasury.
#[derive(Clone, Debug)]
pub struct Revenue {
    /// Whether the registries know of it from the beginning.
    pub is_wired: bool,
    /// How it identifies users.
    pub identification: Identification,
    /// The length of an epoch.
    pub epoch_secs: u64,
    /// Over how long revenue is released.
    pub release_secs: u64,
    /// The base of the decay.
    pub decay_base: u32,
    /// What is counted.
    pub min_stake: u128,
    /// What of a step is ignored.
    pub tolerance_bits: u32,
    /// What happens to the unstaked share.
    pub unstaked_share: UnstakedShare,
    /// How many coins circulate; all of the bank if unset.
    pub circulating: Option<u128>,
}

impl Default for Revenue {
    fn default() -> Self {
        Self {
            is_wired: true,
            identification: Identification::List,
            epoch_secs: 86_400,
            release_secs: 0,
            decay_base: 10,
            min_stake: 1,
            tolerance_bits: 8,
            unstaked_share: UnstakedShare::None,
            circulating: None,
        }
    }
}

/// Parameters of the vault, whose boost collection is the licence contract.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Whether that tells it of changes from the beginning.
    pub is_hooked: bool,
    /// All rewards.
    pub total: u128,
    /// In how many seconds it starts.
    pub starts_in: u64,
    /// How many days it lasts.
    pub days: u32,
    /// For how many days only long periods are possible.
    pub phase1_days: u32,
    /// The longest period in days.
    pub max_days: u32,
    /// Over how many days a reward vests.
    pub vesting_days: u32,
    /// NFTs above boost no more.
    pub nft_cap: u64,
    /// The smallest stake.
    pub min_stake: u128,
}

impl Default for Programme {
    fn default() -> Self {
        Self {
            is_hooked: true,
            total: 1_000_000_007,
            starts_in: 0,
            days: 100,
            phase1_days: 0,
            max_days: 60,
            vesting_days: 10,
            nft_cap: 4,
            min_stake: 1,
        }
    }
}

/// Parameters of the escrow of joint staking, in the coins that are staked.
#[derive(Clone, Debug)]
pub struct Escrow {
    /// Whether it knows the pools.
    pub has_pools: bool,
    /// Whether the treasury gets its penalties from the beginning.
    pub has_treasury: bool,
    /// A day.
    pub day_secs: u64,
    /// What is given a day at most, if there is a limit.
    pub daily_cap: Option<u128>,
    /// The least penalty, in basis points of the principal.
    pub min_penalty_bps: u32,
    /// Whether both parties together leave for nothing.
    pub mutual_exit_free: bool,
}

impl Default for Escrow {
    fn default() -> Self {
        Self {
            has_pools: true,
            has_treasury: false,
            day_secs: 3_600,
            daily_cap: None,
            min_penalty_bps: 0,
            mutual_exit_free: true,
        }
    }
}

/// Parameters of a test network; the defaults count seconds and keep numbers small.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// What an operator needs.
    pub min_self_stake: u128,
    /// What an operator must hold of its pool, in percent.
    pub percentage: u8,
    /// How long an unbond waits.
    pub unbond_lock: Duration,
    /// How long a transfer waits.
    pub transfer_lock: Duration,
    /// How long a signing address must be kept.
    pub signing_cooldown: Duration,
    /// How long a commission change waits.
    pub commission_lock: Duration,
    /// Over how long a net reward is released.
    pub release_period: Option<Duration>,
    /// The least that somebody may hold without leaving.
    pub min_delegation: Option<u128>,
    /// Blocks over which performance is measured.
    pub performance_window: Option<u64>,
    /// Coins that a licence stands for.
    pub coins_per_license: u128,
    /// Licences that may live at a time.
    pub license_cap: Option<u32>,
    /// Who gets the surplus of a liquidation of licences.
    pub liquidation_mode: LiquidationMode,
    /// The treasury.
    pub revenue: Revenue,
    /// The vault.
    pub programme: Programme,
    /// The escrow.
    pub escrow: Escrow,
    /// What every account gets when it is first named.
    pub purse: u128,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            min_self_stake: 1_000,
            percentage: 1,
            unbond_lock: Duration::Time(86_400),
            transfer_lock: Duration::Time(600),
            signing_cooldown: Duration::Time(604_800),
            commission_lock: Duration::Time(604_800),
            release_period: None,
            min_delegation: None,
            performance_window: None,
            coins_per_license: 1_000,
            license_cap: None,
            liquidation_mode: LiquidationMode::Exact,
            revenue: Revenue::default(),
            programme: Programme::default(),
            escrow: Escrow::default(),
            purse: 1_000_000_000_000,
        }
    }
}

/// Both registries, deployed and wired, on a chain of their own.
pub struct Network {
    /// The chain below.
    pub chain: Chain,
    /// Where the stake lies.
    pub staker_registry: Addr,
    /// Where the pools are.
    pub pool_registry: Addr,
    purse: u128,
}

impl Network {
    /// Deploys the suite at second 1,700,000,000, height 1.
    ///
    /// # Errors
    /// If a contract refuses its parameters.
    pub fn new(parameters: &Parameters) -> Result<Self> {
        Self::on(Chain::new(&Clock::default())?, parameters)
    }

    /// Deploys the suite on that chain.
    ///
    /// # Errors
    /// If a contract refuses its parameters.
    pub fn on(mut chain: Chain, parameters: &Parameters) -> Result<Self> {
        let owner = chain.address_of(OWNER)?;
        let staker_registry = deploy_staker_registry(&mut chain, &owner, parameters)?;
        let pool_registry = deploy_pool_registry(&mut chain, &owner, &staker_registry, parameters)?;
        let registrars = Some(vec![pool_registry.to_string()]);
        let change = ConfigChange { registrars, ..ConfigChange::default() };
        let announce = staker_registry::ExecuteMsg::AnnounceConfig { change };
        chain.execute(&owner, &staker_registry, &announce, vec![])?;
        Ok(Self { chain, staker_registry, pool_registry, purse: parameters.purse })
    }

    /// Deploys a treasury, which may identify the members of a group; answers its parameters too.
    ///
    /// # Errors
    /// If it refuses its parameters.
    pub fn deploy_treasury(
        &mut self,
        revenue: &Revenue,
        members: &[Addr],
    ) -> Result<(Addr, treasury_decay::InstantiateMsg)> {
        let owner = self.chain.address_of(OWNER)?;
        let identity = match revenue.identification {
            Identification::Off => IdentityRule::Off {},
            Identification::List => {
                IdentityRule::List { registrar: self.chain.address_of(GUARDIAN)?.into_string() }
            }
            Identification::Group => {
                let members: Vec<_> =
                    members.iter().map(|who| serde_json::json!({ "addr": who, "weight": 1 })).collect();
                let msg = serde_json::json!({ "admin": owner, "members": members });
                let group = self.chain.instantiate(&owner, "cw4-group", "group", &msg, vec![])?.0;
                IdentityRule::Cw4 { group: group.into_string() }
            }
        };
        let supply = revenue.circulating.map(|amount| CirculatingSupply::Fixed { amount: amount.into() });
        let msg = treasury_decay::InstantiateMsg {
            owner: None,
            denom: DENOM.to_owned(),
            pool_registry: self.pool_registry.to_string(),
            identity,
            epoch_secs: Some(revenue.epoch_secs),
            release_secs: Some(revenue.release_secs),
            decay_base: Some(revenue.decay_base.into()),
            min_stake: Some(revenue.min_stake.into()),
            tolerance_bits: Some(revenue.tolerance_bits),
            unstaked_share: Some(revenue.unstaked_share),
            circulating_supply: supply,
        };
        let (address, _) =
            self.chain.instantiate(&owner, "treasury-decay", "treasury-decay", &msg, vec![])?;
        Ok((address, msg))
    }

    /// Deploys a vault that is boosted by `licenses` and sends unused rewards to a treasury; answers its parameters too.
    ///
    /// # Errors
    /// If it refuses its parameters.
    pub fn deploy_vault(
        &mut self,
        programme: &Programme,
        licenses: &Addr,
        treasury: &Addr,
    ) -> Result<(Addr, boosted_staking::InstantiateMsg)> {
        let owner = self.chain.address_of(OWNER)?;
        let collection = BoostCollection { address: licenses.to_string(), counted_by: CountedBy::Balance };
        let msg = boosted_staking::InstantiateMsg {
            owner: None,
            stake_asset: Asset::Native(DENOM.to_owned()),
            reward_asset: Asset::Native(DENOM.to_owned()),
            total_rewards: programme.total.into(),
            starts_at: self.chain.block().time.plus_seconds(programme.starts_in),
            duration_days: Some(programme.days),
            phase1_days: Some(programme.phase1_days),
            phase1_min_months: Some(2),
            min_days: None,
            max_days: Some(programme.max_days),
            weights: None,
            nft_cap: Some(programme.nft_cap),
            loyalty_cap: None,
            vesting_days: Some(programme.vesting_days),
            min_stake: Some(programme.min_stake.into()),
            boost_collection: Some(collection),
            loyalty_oracle: Some(self.chain.address_of(ORACLE)?.into_string()),
            guardian: Some(self.chain.address_of(GUARDIAN)?.into_string()),
            unused_rewards_to: UnusedRewardsTo::Revenue(treasury.to_string()),
        };
        let (address, _) = self.chain.instantiate(&owner, "boosted-staking", "vault", &msg, vec![])?;
        if programme.is_hooked {
            let hook = license_nft::ExecuteMsg::RegisterHook { contract: address.to_string() };
            self.chain.execute(&owner, licenses, &hook, vec![])?;
        }
        Ok((address, msg))
    }

    /// Deploys an escrow, whose penalties may go to a treasury; answers its parameters too.
    ///
    /// # Errors
    /// If it refuses its parameters.
    pub fn deploy_escrow(
        &mut self,
        escrow: &Escrow,
        treasury: &Addr,
    ) -> Result<(Addr, joint_staking::InstantiateMsg)> {
        let owner = self.chain.address_of(OWNER)?;
        let cap = |cap: u128| vec![DailyCap { from_day: 0, cap: cap.into() }];
        let msg = joint_staking::InstantiateMsg {
            owner: None,
            guardian: Some(self.chain.address_of(GUARDIAN)?.into_string()),
            registrar: self.chain.address_of(ORACLE)?.into_string(),
            stake_asset: Asset::Native(DENOM.to_owned()),
            reward_asset: Asset::Native(DENOM.to_owned()),
            treasury: escrow.has_treasury.then(|| treasury.to_string()),
            pool_registry: escrow.has_pools.then(|| self.pool_registry.to_string()),
            daily_caps: escrow.daily_cap.map(cap),
            time_multipliers: None,
            penalty_bps: None,
            min_penalty_bps: Some(escrow.min_penalty_bps),
            mutual_exit_free: Some(escrow.mutual_exit_free),
            day_secs: Some(escrow.day_secs),
        };
        let (address, _) = self.chain.instantiate(&owner, "joint-staking", "escrow", &msg, vec![])?;
        Ok((address, msg))
    }

    /// Deploys a licence contract for coins of `denom` that knows no staker-registry.
    ///
    /// # Errors
    /// If it refuses its parameters.
    pub fn deploy_licenses(&mut self, parameters: &Parameters, denom: &str) -> Result<Addr> {
        let owner = self.chain.address_of(OWNER)?;
        let msg = license_nft::InstantiateMsg {
            name: "Licences of a test".to_owned(),
            symbol: "TEST".to_owned(),
            minter: self.chain.address_of(MINTER)?.into_string(),
            denom: denom.to_owned(),
            coins_per_license: parameters.coins_per_license.into(),
            cap: parameters.license_cap,
            liquidation_mode: Some(parameters.liquidation_mode),
            staker_registry: None,
            guardian: Some(self.chain.address_of(GUARDIAN)?.into_string()),
            owner: None,
            genesis_import: None,
        };
        Ok(self.chain.instantiate(&owner, "license-nft", "license-nft", &msg, vec![])?.0)
    }

    /// The account `name`, with a full purse when it is named for the first time.
    ///
    /// # Errors
    /// If no account can have that name.
    pub fn account(&mut self, name: &str) -> Result<Addr> {
        let address = self.chain.address_of(name)?;
        if !self.chain.balances()?.contains_key(&address) {
            self.chain.set_balance(&address, coins(self.purse, DENOM))?;
        }
        Ok(address)
    }

    /// Sends the pool-registry a message.
    ///
    /// # Errors
    /// If it refuses; `downcast_ref` finds its own error.
    pub fn pools(&mut self, sender: &Addr, msg: &pool_registry::ExecuteMsg, funds: u128) -> Result<Outcome> {
        let registry = self.pool_registry.clone();
        self.chain.execute(sender, &registry, msg, stake(funds))
    }

    /// Sends the staker-registry a message.
    ///
    /// # Errors
    /// If it refuses; `downcast_ref` finds its own error.
    pub fn stakers(
        &mut self,
        sender: &Addr,
        msg: &staker_registry::ExecuteMsg,
        funds: u128,
    ) -> Result<Outcome> {
        let registry = self.staker_registry.clone();
        self.chain.execute(sender, &registry, msg, stake(funds))
    }

    /// Asks the pool-registry.
    ///
    /// # Errors
    /// If it refuses.
    pub fn ask_pools<T: DeserializeOwned>(&self, msg: &pool_registry::QueryMsg) -> Result<T> {
        self.chain.query_as(&self.pool_registry, msg)
    }

    /// Asks the staker-registry.
    ///
    /// # Errors
    /// If it refuses.
    pub fn ask_stakers<T: DeserializeOwned>(&self, msg: &staker_registry::QueryMsg) -> Result<T> {
        self.chain.query_as(&self.staker_registry, msg)
    }

    /// One pool as of now.
    ///
    /// # Errors
    /// If there is none.
    pub fn pool(&self, operator: &Addr) -> Result<PoolResponse> {
        self.ask_pools(&pool_registry::QueryMsg::Pool { pool: operator.to_string() })
    }

    /// Opens a pool for the account `name`, which signs as `name_key`.
    ///
    /// # Errors
    /// If the registry refuses.
    pub fn open_pool(&mut self, name: &str, self_stake: u128, commission_ppm: u32) -> Result<Addr> {
        let operator = self.account(name)?;
        let msg = pool_registry::ExecuteMsg::RegisterPool {
            signing_address: self.chain.address_of(&format!("{name}_key"))?.into_string(),
            commission_ppm,
            metadata_url: format!("https://{name}.example/pool.json"),
            metadata_hash: "9f".repeat(32),
        };
        self.pools(&operator, &msg, self_stake)?;
        Ok(operator)
    }

    /// Sends block rewards to a pool's coinbase, from the owner.
    ///
    /// # Errors
    /// If there is no such pool.
    pub fn reward(&mut self, operator: &Addr, amount: u128) -> Result<()> {
        let coinbase = self.pool(operator)?.coinbase;
        let owner = self.account(OWNER)?;
        self.chain.send(&owner, &coinbase, stake(amount))?;
        Ok(())
    }

    /// What an address holds of the staking denom.
    ///
    /// # Errors
    /// If it is no address.
    pub fn balance(&self, address: &Addr) -> Result<Uint128> {
        self.chain.balance(address, DENOM)
    }
}

fn deploy_staker_registry(chain: &mut Chain, owner: &Addr, parameters: &Parameters) -> Result<Addr> {
    let msg = staker_registry::InstantiateMsg {
        denom: DENOM.to_owned(),
        min_self_stake: parameters.min_self_stake.into(),
        unbond_lock: parameters.unbond_lock,
        transfer_lock: parameters.transfer_lock,
        signing_cooldown: parameters.signing_cooldown,
        slasher: Some(chain.address_of(SLASHER)?.into_string()),
        treasury: None,
        guardian: Some(chain.address_of(GUARDIAN)?.into_string()),
        owner: None,
        registrars: None,
    };
    let (address, _) = chain.instantiate(owner, "staker-registry", "staker-registry", &msg, vec![])?;
    Ok(address)
}

fn deploy_pool_registry(
    chain: &mut Chain,
    owner: &Addr,
    staker_registry: &Addr,
    parameters: &Parameters,
) -> Result<Addr> {
    let msg = pool_registry::InstantiateMsg {
        staker_registry: staker_registry.to_string(),
        coinbase_code_id: chain.code_id("coinbase")?,
        min_self_stake_percentage: parameters.percentage,
        commission_lock: parameters.commission_lock,
        release_period: parameters.release_period,
        min_delegation: parameters.min_delegation.map(Into::into),
        score_weights: None,
        performance_window: parameters.performance_window,
        guardian: Some(chain.address_of(GUARDIAN)?.into_string()),
        owner: None,
    };
    let (address, _) = chain.instantiate(owner, "pool-registry", "pool-registry", &msg, vec![])?;
    Ok(address)
}

/// Coins of the staking denom; none for 0.
fn stake(amount: u128) -> Vec<Coin> {
    if amount == 0 {
        return vec![];
    }
    coins(amount, DENOM)
}
