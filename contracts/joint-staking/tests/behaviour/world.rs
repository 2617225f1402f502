//! An escrow with people around it, and messages in short form.

use std::ops::{Deref, DerefMut};

use anyhow::Result;
use cosmwasm_std::{coin, coins, from_json, Addr, Decimal};
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::{Parameters, DENOM};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{
    AgreementResponse, ClaimResult, ConfigResponse, DailyCap, DeviceResponse, ExecuteMsg, InstantiateMsg,
    KappaStep, OfferMade, OfferResponse, PendingRewardsResponse, QueryMsg, TerminationPreviewResponse,
    TimeMultiplier, TotalsResponse, CONTRACT,
};

use crate::support::subject::Subject;
use crate::support::suite::{data, uint, Suite};

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// When the chain begins, and with it day 0.
pub const START: u64 = 1_700_000_000;

/// What is earned where that is not what is staked.
pub const REWARD: &str = "ureward";

/// How much the reward pool of most tests has: enough for everything.
pub const POOL: u128 = 1_000_000_000;

/// The class of most tests: a device that is full earns one unit a second with the shortest lock.
pub const NEAT: &str = "neat";

/// An escrow and whoever has to do with it.
pub struct World {
    subject: Subject<ExecuteMsg, QueryMsg, ContractError>,
    /// Owns the devices d1 and d2.
    pub olga: Addr,
    /// Owns the device d3.
    pub otto: Addr,
    /// Stakes.
    pub sam: Addr,
    /// Stakes as well.
    pub sue: Addr,
    /// Keeps classes and devices.
    pub registrar: Addr,
    /// Brings the rewards.
    pub funder: Addr,
    /// Gets the contract.
    pub heir: Addr,
    /// Nobody.
    pub eve: Addr,
}

impl Deref for World {
    type Target = Subject<ExecuteMsg, QueryMsg, ContractError>;

    fn deref(&self) -> &Self::Target {
        &self.subject
    }
}

impl DerefMut for World {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.subject
    }
}

/// The refusal of a parameter.
pub fn invalid(parameter: &'static str, expected: &'static str, given: impl ToString) -> ContractError {
    ControlError::ConfigInvalid { parameter, expected, given: given.to_string() }.into()
}

/// How escrows of tests begin: two coins, and the specification's parameters.
pub fn instantiation(registrar: &Addr) -> InstantiateMsg {
    InstantiateMsg {
        owner: None,
        guardian: None,
        registrar: registrar.to_string(),
        stake_asset: Asset::Native(DENOM.to_owned()),
        reward_asset: Asset::Native(REWARD.to_owned()),
        treasury: None,
        pool_registry: None,
        daily_caps: None,
        time_multipliers: None,
        penalty_bps: None,
        min_penalty_bps: None,
        mutual_exit_free: None,
        day_secs: None,
    }
}

/// Stakes are rewards.
pub fn one_asset(msg: &mut InstantiateMsg) {
    msg.reward_asset = msg.stake_asset.clone();
}

/// What stops nothing.
impl Default for World {
    fn default() -> Self {
        Self::with(|_| {})
    }
}

impl World {
    /// An escrow that begins otherwise, with enough rewards.
    pub fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut world = Self::empty(change);
        world.fund(POOL);
        world
    }

    /// An escrow where stakes are rewards and that begins otherwise, with enough rewards.
    pub fn one(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::with(|msg| {
            one_asset(msg);
            change(msg);
        })
    }

    /// An escrow that begins otherwise, without a reward.
    pub fn empty(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::on(Suite::default(), change)
    }

    /// The same on a chain that exists, with a class and three devices.
    pub fn on(suite: Suite, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut world = Self::bare_on(suite, change);
        world.set_class(NEAT, 86_400, 1_000, 100);
        let [olga, otto] = [&world.olga, &world.otto].map(Clone::clone);
        for (device, owner) in [("d1", &olga), ("d2", &olga), ("d3", &otto)] {
            world.register(device, owner, NEAT);
        }
        world
    }

    /// The same without classes and devices.
    pub fn bare_on(mut suite: Suite, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let people = ["olga", "otto", "sam", "sue", "registrar", "funder", "heir", "eve"];
        let [olga, otto, sam, sue, registrar, funder, heir, eve] = people.map(|name| suite.who(name));
        let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
        suite.chain.set_balance(&funder, vec![coin(1 << 100, REWARD), coin(1 << 100, DENOM)]).unwrap();
        for party in [&olga, &otto, &sam, &sue] {
            suite.chain.set_balance(party, vec![coin(1 << 40, REWARD), coin(1 << 40, DENOM)]).unwrap();
        }
        let mut msg = instantiation(&registrar);
        msg.guardian = Some(guardian.to_string());
        change(&mut msg);
        let (escrow, _) = suite.chain.instantiate(&owner, "joint-staking", "escrow", &msg, vec![]).unwrap();
        let subject = Subject::new(suite, escrow, "escrow", CONTRACT);
        Self { subject, olga, otto, sam, sue, registrar, funder, heir, eve }
    }

    /// The chain and the escrow's address, for whoever sends messages by itself.
    pub fn into_parts(self) -> (Suite, Addr) {
        (self.subject.suite, self.subject.address)
    }

    /// Sets a class without steps and pool.
    #[track_caller]
    pub fn set_class(&mut self, class: &str, base_value: u128, capacity: u128, activation_stake: u128) {
        self.registrar_tells(&class_of(class, base_value, capacity, activation_stake));
    }

    /// Records a device.
    #[track_caller]
    pub fn register(&mut self, device: &str, owner: &Addr, class: &str) {
        self.registrar_tells(&register(device, owner, class));
    }

    /// Sends a message as the registrar.
    #[track_caller]
    pub fn registrar_tells(&mut self, msg: &ExecuteMsg) -> Vec<String> {
        let registrar = self.registrar.clone();
        self.tells(&registrar, msg)
    }

    /// Takes a device down.
    #[track_caller]
    pub fn suspend(&mut self, device: &str) -> Vec<String> {
        self.registrar_tells(&suspend(device))
    }

    /// Brings a device up.
    #[track_caller]
    pub fn resume(&mut self, device: &str) -> Vec<String> {
        self.registrar_tells(&resume(device))
    }

    /// Adds coins to the reward pool.
    #[track_caller]
    pub fn fund(&mut self, amount: u128) -> Vec<String> {
        let funder = self.funder.clone();
        let Asset::Native(denom) = self.config().reward_asset else { panic!("rewards are tokens") };
        let outcome = self.pay(&funder, &FUND, coins(amount, denom)).unwrap();
        self.told(&outcome)
    }

    /// Sets caps from now on: `(from_day, cap)`.
    #[track_caller]
    pub fn set_caps(&mut self, rows: &[(u32, u128)]) {
        self.owner_tells(&Changes { daily_caps: Some(caps(rows)), ..Changes::default() }.msg());
    }

    /// Offers a device as its owner, which works.
    #[track_caller]
    pub fn open(&mut self, device: &str, share: u32, stake: u128, lock_days: u32) -> u64 {
        let owner = self.device(device).owner;
        let outcome = self.send(&owner, &open(device, share, stake, lock_days)).unwrap();
        data::<OfferMade>(&outcome).offer_id
    }

    /// Accepts an offer with so many coins.
    pub fn try_accept(&mut self, staker: &Addr, offer_id: u64, stake: u128) -> Result<Outcome> {
        self.pay(staker, &accept(offer_id), coins(stake, DENOM))
    }

    /// Accepts an offer with what it asks for, which works; answers what the escrow tells of it.
    #[track_caller]
    pub fn accept(&mut self, staker: &Addr, offer_id: u64) -> Vec<String> {
        let stake = self.offer(offer_id).required_stake.u128();
        let outcome = self.try_accept(staker, offer_id, stake).unwrap();
        self.told(&outcome)
    }

    /// An agreement of a device and a staker.
    #[track_caller]
    pub fn bind(&mut self, device: &str, staker: &Addr, share: u32, stake: u128, lock_days: u32) -> u64 {
        let id = self.open(device, share, stake, lock_days);
        self.accept(staker, id);
        id
    }

    /// An agreement of d1 and sam that earns one unit a second for 30 days, of which olga has 40 %.
    #[track_caller]
    pub fn bind_d1(&mut self) -> u64 {
        let sam = self.sam.clone();
        self.bind("d1", &sam, 4_000, 1_000, 30)
    }

    /// Claims, which works, and answers what was paid.
    #[track_caller]
    pub fn claim(&mut self, party: &Addr, agreement_id: u64) -> u128 {
        let outcome = self.send(party, &claim(agreement_id)).unwrap();
        data::<ClaimResult>(&outcome).amount.u128()
    }

    /// Lets both parties of an agreement claim, and answers what the owner and the staker were paid.
    #[track_caller]
    pub fn claims(&mut self, agreement_id: u64) -> (u128, u128) {
        let AgreementResponse { owner, staker, .. } = self.agreement(agreement_id);
        (self.claim(&owner, agreement_id), self.claim(&staker, agreement_id))
    }

    /// Settles as a stranger, which works.
    #[track_caller]
    pub fn settle(&mut self, agreement_id: u64) -> Vec<String> {
        let eve = self.eve.clone();
        self.tells(&eve, &settle(agreement_id))
    }

    /// Takes the next step with a principal as a stranger, which works. When a batch is released is left out.
    #[track_caller]
    pub fn release(&mut self, agreement_id: u64) -> Vec<String> {
        let eve = self.eve.clone();
        let told = self.tells(&eve, &release(agreement_id));
        let before = |line: String| line.split(" release=").next().map(str::to_owned);
        told.into_iter().filter_map(before).collect()
    }

    /// Lets seconds pass.
    pub fn pass(&mut self, seconds: u64) {
        self.suite.wait(seconds);
    }

    /// Lets days pass.
    pub fn pass_days(&mut self, days: u64) {
        self.pass(days * DAY);
    }

    /// Lets time pass until so many seconds after the start.
    #[track_caller]
    pub fn pass_until(&mut self, seconds: u64) {
        let now = self.now() - START;
        self.pass(seconds.checked_sub(now).expect("time goes forward"));
    }

    /// The present second.
    pub fn now(&self) -> u64 {
        self.suite.chain.block().time.seconds()
    }

    /// The parameters.
    pub fn config(&self) -> ConfigResponse {
        self.ask(&QueryMsg::Config {})
    }

    /// The sums.
    #[track_caller]
    pub fn totals(&self) -> TotalsResponse {
        self.ask(&QueryMsg::Totals {})
    }

    /// A device.
    #[track_caller]
    pub fn device(&self, device: &str) -> DeviceResponse {
        self.ask(&QueryMsg::Device { device: device.to_owned() })
    }

    /// An offer.
    #[track_caller]
    pub fn offer(&self, offer_id: u64) -> OfferResponse {
        self.ask(&QueryMsg::Offer { offer_id })
    }

    /// An agreement.
    #[track_caller]
    pub fn agreement(&self, agreement_id: u64) -> AgreementResponse {
        self.ask(&QueryMsg::Agreement { agreement_id })
    }

    /// What the parties can claim.
    #[track_caller]
    pub fn pending(&self, agreement_id: u64) -> (u128, u128, u128) {
        let answer: PendingRewardsResponse = self.ask(&QueryMsg::PendingRewards { agreement_id });
        (answer.owner.u128(), answer.staker.u128(), answer.rewards_total.u128())
    }

    /// What an agreement has earned.
    #[track_caller]
    pub fn earned(&self, agreement_id: u64) -> u128 {
        self.agreement(agreement_id).rewards_total.u128()
    }

    /// What leaving would cost.
    #[track_caller]
    pub fn preview(&self, agreement_id: u64) -> TerminationPreviewResponse {
        self.ask(&QueryMsg::TerminationPreview { agreement_id })
    }

    /// What somebody has of the stake's and of the rewards' denom.
    pub fn purse(&self, who: &Addr) -> (u128, u128) {
        let chain = &self.suite.chain;
        (chain.balance(who, DENOM).unwrap().u128(), chain.balance(who, REWARD).unwrap().u128())
    }
}

/// A suite whose people have enough for pools.
pub fn suite(change: impl FnOnce(&mut Parameters)) -> Suite {
    let mut parameters = Parameters::default();
    change(&mut parameters);
    Suite::with(&parameters)
}

/// `fund_rewards`.
pub const FUND: ExecuteMsg = ExecuteMsg::FundRewards {};

/// `advance`, as far as one call goes.
pub const ADVANCE: ExecuteMsg = ExecuteMsg::Advance { limit: None };

/// `forward_revenue`.
pub const FORWARD: ExecuteMsg = ExecuteMsg::ForwardRevenue {};

/// `set_class` without steps and pool, enabled.
pub fn class_of(class: &str, base_value: u128, capacity: u128, activation_stake: u128) -> ExecuteMsg {
    ExecuteMsg::SetClass {
        class: class.to_owned(),
        base_value: uint(base_value),
        capacity: uint(capacity),
        activation_stake: uint(activation_stake),
        kappa_steps: None,
        pool: None,
        enabled: None,
    }
}

/// `set_class` of the class of most tests, otherwise.
pub fn neat(steps: Option<Vec<KappaStep>>, pool: Option<&Addr>, enabled: Option<bool>) -> ExecuteMsg {
    ExecuteMsg::SetClass {
        class: NEAT.to_owned(),
        base_value: uint(86_400),
        capacity: uint(1_000),
        activation_stake: uint(100),
        kappa_steps: steps,
        pool: pool.map(Addr::to_string),
        enabled,
    }
}

/// `register_device`.
pub fn register(device: &str, owner: &Addr, class: &str) -> ExecuteMsg {
    ExecuteMsg::RegisterDevice {
        device: device.to_owned(),
        owner: owner.to_string(),
        class: class.to_owned(),
    }
}

/// `update_device`.
pub fn update(device: &str, owner: Option<&Addr>, class: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::UpdateDevice {
        device: device.to_owned(),
        owner: owner.map(Addr::to_string),
        class: class.map(str::to_owned),
    }
}

/// `remove_device`.
pub fn remove(device: &str) -> ExecuteMsg {
    ExecuteMsg::RemoveDevice { device: device.to_owned() }
}

/// `suspend_device`.
pub fn suspend(device: &str) -> ExecuteMsg {
    ExecuteMsg::SuspendDevice { device: device.to_owned() }
}

/// `resume_device`.
pub fn resume(device: &str) -> ExecuteMsg {
    ExecuteMsg::ResumeDevice { device: device.to_owned() }
}

/// `open_offer`.
pub fn open(device: &str, share: u32, stake: u128, lock_days: u32) -> ExecuteMsg {
    ExecuteMsg::OpenOffer {
        device: device.to_owned(),
        owner_share_bps: share,
        required_stake: uint(stake),
        lock_days,
    }
}

/// `edit_offer`.
pub fn edit(offer_id: u64, share: Option<u32>, stake: Option<u128>, lock_days: Option<u32>) -> ExecuteMsg {
    ExecuteMsg::EditOffer { offer_id, owner_share_bps: share, required_stake: stake.map(uint), lock_days }
}

/// `cancel_offer`.
pub fn cancel(offer_id: u64) -> ExecuteMsg {
    ExecuteMsg::CancelOffer { offer_id }
}

/// `accept_offer`, whatever it says.
pub fn accept(offer_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptOffer { offer_id, revision: None, min_base_reward: None }
}

/// `claim_rewards`.
pub fn claim(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::ClaimRewards { agreement_id }
}

/// `settle_agreement`.
pub fn settle(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::SettleAgreement { agreement_id }
}

/// `terminate_agreement`.
pub fn terminate(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::TerminateAgreement { agreement_id }
}

/// `consent_exit`.
pub fn consent(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::ConsentExit { agreement_id }
}

/// `revoke_exit_consent`.
pub fn revoke(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::RevokeExitConsent { agreement_id }
}

/// `release_principal`.
pub fn release(agreement_id: u64) -> ExecuteMsg {
    ExecuteMsg::ReleasePrincipal { agreement_id }
}

/// `collect_pool_rewards`.
pub fn collect(pool: &Addr) -> ExecuteMsg {
    ExecuteMsg::CollectPoolRewards { pool: pool.to_string() }
}

/// `set_treasury`.
pub fn set_treasury(treasury: Option<&Addr>) -> ExecuteMsg {
    ExecuteMsg::SetTreasury { treasury: treasury.map(Addr::to_string) }
}

/// What `update_config` is to change: nothing, but for what is named.
#[derive(Default)]
pub struct Changes {
    /// The registrar.
    pub registrar: Option<String>,
    /// The penalty.
    pub penalty_bps: Option<u32>,
    /// The least penalty.
    pub min_penalty_bps: Option<u32>,
    /// Mutual exit.
    pub mutual_exit_free: Option<bool>,
    /// Caps.
    pub daily_caps: Option<Vec<DailyCap>>,
    /// Multipliers.
    pub time_multipliers: Option<Vec<TimeMultiplier>>,
}

impl Changes {
    /// `update_config`.
    pub fn msg(self) -> ExecuteMsg {
        let Self { registrar, penalty_bps, min_penalty_bps, mutual_exit_free, daily_caps, time_multipliers } =
            self;
        ExecuteMsg::UpdateConfig {
            registrar,
            penalty_bps,
            min_penalty_bps,
            mutual_exit_free,
            daily_caps,
            time_multipliers,
        }
    }
}

/// Caps: `(from_day, cap)`.
pub fn caps(rows: &[(u32, u128)]) -> Vec<DailyCap> {
    rows.iter().map(|(from_day, cap)| DailyCap { from_day: *from_day, cap: uint(*cap) }).collect()
}

/// Multipliers: `(lock_days, tau_bps)`.
pub fn multipliers(rows: &[(u32, u32)]) -> Vec<TimeMultiplier> {
    rows.iter()
        .map(|(lock_days, tau_bps)| TimeMultiplier { lock_days: *lock_days, tau_bps: *tau_bps })
        .collect()
}

/// Steps of kappa: `(fill_bps, kappa_bps)`.
pub fn steps(rows: &[(u32, u32)]) -> Vec<KappaStep> {
    rows.iter()
        .map(|(fill_bps, kappa_bps)| KappaStep { fill_bps: *fill_bps, kappa_bps: *kappa_bps })
        .collect()
}

/// A decimal of this text.
pub fn decimal(text: &str) -> Decimal {
    from_json(format!("\"{text}\"")).unwrap()
}
