//! A vault with people around it, and messages in short form.

use std::ops::{Deref, DerefMut};

use anyhow::Result;
use cosmwasm_std::{coin, coins, from_json, Addr, Decimal, Timestamp};
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    AccountResponse, BatchResponse, BatchesResponse, BoostResponse, ConfigResponse, ExecuteMsg,
    InstantiateMsg, LoyaltyScore, PositionOpened, PositionResponse, PositionsResponse, QueryMsg,
    UnusedRewardsTo, VaultResponse, CONTRACT,
};
use tributary_types::holdings_hook::HoldingsChanged;

use crate::support::subject::Subject;
use crate::support::suite::{data, uint, Suite};

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// When the chain begins, and with it the programme of most tests.
pub const START: u64 = 1_700_000_000;

/// Days of the programme.
pub const DAYS: u64 = 548;

/// What is earned.
pub const REWARD: &str = "ureward";

/// All rewards: a million a day and a little more, so that next to nothing that is earned is a whole number.
pub const TOTAL: u128 = 548_000_100;

/// A vault and whoever has to do with it.
pub struct World {
    subject: Subject<ExecuteMsg, QueryMsg, ContractError>,
    /// Stakes.
    pub alice: Addr,
    /// Stakes as well.
    pub bob: Addr,
    /// Comes later.
    pub carol: Addr,
    /// Brings the rewards.
    pub funder: Addr,
    /// Sets loyalty scores.
    pub oracle: Addr,
    /// Gets what nobody earned.
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

/// How vaults of tests begin: with the chain, without a first phase, and with the specification's other parameters.
pub fn instantiation(oracle: &Addr, heir: &Addr) -> InstantiateMsg {
    InstantiateMsg {
        owner: None,
        stake_asset: Asset::Native(DENOM.to_owned()),
        reward_asset: Asset::Native(REWARD.to_owned()),
        total_rewards: uint(TOTAL),
        starts_at: Timestamp::from_seconds(START),
        duration_days: None,
        phase1_days: Some(0),
        phase1_min_months: None,
        min_days: None,
        max_days: None,
        weights: None,
        nft_cap: None,
        loyalty_cap: None,
        vesting_days: None,
        min_stake: None,
        boost_collection: None,
        loyalty_oracle: Some(oracle.to_string()),
        guardian: None,
        unused_rewards_to: UnusedRewardsTo::Account(heir.to_string()),
    }
}

/// Funded in full.
impl Default for World {
    fn default() -> Self {
        Self::with(|_| {})
    }
}

impl World {
    /// A vault that begins otherwise, funded in full.
    pub fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::on(Suite::default(), change)
    }

    /// A vault that begins otherwise, funded in full, on a chain that exists.
    pub fn on(suite: Suite, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut world = Self::empty_on(suite, change);
        let funder = world.funder.clone();
        let total = world.config().total_rewards.u128();
        world.fund(&funder, total).unwrap();
        world
    }

    /// A vault that begins otherwise, without a reward.
    pub fn empty(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::empty_on(Suite::default(), change)
    }

    /// The same on a chain that exists.
    pub fn empty_on(mut suite: Suite, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let people = ["alice", "bob", "carol", "funder", "oracle", "heir", "eve"];
        let [alice, bob, carol, funder, oracle, heir, eve] = people.map(|name| suite.who(name));
        let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
        let purse = vec![coin(1 << 60, REWARD), coin(1 << 60, DENOM)];
        suite.chain.set_balance(&funder, purse).unwrap();
        let mut msg = instantiation(&oracle, &heir);
        msg.guardian = Some(guardian.to_string());
        change(&mut msg);
        let (vault, _) = suite.chain.instantiate(&owner, "boosted-staking", "vault", &msg, vec![]).unwrap();
        let subject = Subject::new(suite, vault, "vault", CONTRACT);
        Self { subject, alice, bob, carol, funder, oracle, heir, eve }
    }

    /// The chain and the vault's address, for whoever sends messages by itself.
    pub fn into_parts(self) -> (Suite, Addr) {
        (self.subject.suite, self.subject.address)
    }

    /// Adds rewards, in coins.
    pub fn fund(&mut self, sender: &Addr, amount: u128) -> Result<Outcome> {
        let Asset::Native(denom) = self.config().reward_asset else { panic!("rewards are tokens") };
        self.pay(sender, &ExecuteMsg::Fund {}, coins(amount, denom))
    }

    /// Stakes coins.
    pub fn try_stake(&mut self, user: &Addr, amount: u128, days: u32) -> Result<Outcome> {
        self.pay(user, &ExecuteMsg::Stake { days }, coins(amount, DENOM))
    }

    /// Stakes coins, which works, and answers the position's id.
    #[track_caller]
    pub fn stake(&mut self, user: &Addr, amount: u128, days: u32) -> u64 {
        opened(&self.try_stake(user, amount, days).unwrap())
    }

    /// A stake of coins that must fail with exactly this error and change nothing.
    #[track_caller]
    pub fn refuses_stake(&mut self, user: &Addr, amount: u128, days: u32, error: ContractError) {
        self.refuses_payment(user, &ExecuteMsg::Stake { days }, coins(amount, DENOM), error);
    }

    /// Claims everything, which works, and answers what was paid.
    #[track_caller]
    pub fn claim(&mut self, user: &Addr) -> u128 {
        claimed(&self.send(user, &CLAIM).unwrap())
    }

    /// Sets somebody's loyalty score.
    #[track_caller]
    pub fn set_loyalty(&mut self, user: &Addr, score: u64) -> Vec<String> {
        let oracle = self.oracle.clone();
        self.tells(&oracle, &scores(&[(user, score)]))
    }

    /// Lets days pass.
    pub fn pass_days(&mut self, days: u64) {
        self.suite.wait(days * DAY);
    }

    /// Lets time pass until so many seconds after the programme's start.
    pub fn pass_until(&mut self, seconds: u64) {
        let now = self.suite.chain.block().time.seconds() - START;
        self.suite.wait(seconds.checked_sub(now).expect("time goes forward"));
    }

    /// The programme.
    pub fn config(&self) -> ConfigResponse {
        self.ask(&QueryMsg::Config {})
    }

    /// The sums.
    pub fn vault(&self) -> VaultResponse {
        self.ask(&QueryMsg::Vault {})
    }

    /// A position.
    #[track_caller]
    pub fn position(&self, position_id: u64) -> PositionResponse {
        self.ask(&QueryMsg::Position { position_id })
    }

    /// The first 100 positions of a user.
    pub fn positions(&self, user: &Addr) -> Vec<PositionResponse> {
        let msg = QueryMsg::Positions { user: user.to_string(), start_after: None, limit: Some(100) };
        self.ask::<PositionsResponse>(&msg).positions
    }

    /// A batch.
    #[track_caller]
    pub fn batch(&self, position_id: u64) -> BatchResponse {
        self.ask(&QueryMsg::Batch { position_id })
    }

    /// The first 100 batches of a user.
    pub fn batches(&self, user: &Addr) -> Vec<BatchResponse> {
        let msg = QueryMsg::Batches { user: user.to_string(), start_after: None, limit: Some(100) };
        self.ask::<BatchesResponse>(&msg).batches
    }

    /// What of a position's reward is earned so far, vesting or not.
    #[track_caller]
    pub fn earned(&self, position_id: u64) -> u128 {
        self.position(position_id).accrued.u128()
    }

    /// A user's account.
    pub fn account(&self, user: &Addr) -> AccountResponse {
        self.ask(&QueryMsg::Account { user: user.to_string() })
    }

    /// What boosts a user.
    pub fn boost(&self, user: &Addr) -> BoostResponse {
        self.ask(&QueryMsg::Boost { user: user.to_string() })
    }

    /// The moment so many seconds after the programme's start, as events tell it.
    pub fn at(&self, seconds: u64) -> String {
        time(seconds).nanos().to_string()
    }

    /// What somebody has of the rewards' denom.
    pub fn rewards_of(&self, who: &Addr) -> u128 {
        self.suite.chain.balance(who, REWARD).unwrap().u128()
    }
}

/// `claim`, of all batches.
pub const CLAIM: ExecuteMsg = ExecuteMsg::Claim { position_id: None, start_after: None, limit: None };

/// Touches the sender and pays nothing.
pub const TOUCH: ExecuteMsg = ExecuteMsg::Claim { position_id: None, start_after: None, limit: Some(0) };

/// `advance`.
pub const ADVANCE: ExecuteMsg = ExecuteMsg::Advance {};

/// `sweep_unused`.
pub const SWEEP: ExecuteMsg = ExecuteMsg::SweepUnused {};

/// `claim`, of one batch.
pub fn claim_of(position_id: u64) -> ExecuteMsg {
    ExecuteMsg::Claim { position_id: Some(position_id), start_after: None, limit: None }
}

/// `claim`, of a page of batches.
pub fn claim_page(start_after: Option<u64>, limit: u32) -> ExecuteMsg {
    ExecuteMsg::Claim { position_id: None, start_after, limit: Some(limit) }
}

/// `withdraw`.
pub fn withdraw(position_id: u64) -> ExecuteMsg {
    ExecuteMsg::Withdraw { position_id }
}

/// `withdraw_nft`.
pub fn withdraw_nft(token_id: &str) -> ExecuteMsg {
    ExecuteMsg::WithdrawNft { token_id: token_id.to_owned() }
}

/// `refresh_boost`.
pub fn refresh(user: &Addr) -> ExecuteMsg {
    ExecuteMsg::RefreshBoost { user: user.to_string() }
}

/// `holdings_changed`.
pub fn holdings(user: &Addr, balance: u64) -> ExecuteMsg {
    ExecuteMsg::HoldingsChanged(HoldingsChanged { owner: user.to_string(), balance })
}

/// `set_loyalty`.
pub fn scores(scores: &[(&Addr, u64)]) -> ExecuteMsg {
    let score = |(user, score): &(&Addr, u64)| LoyaltyScore { user: user.to_string(), score: *score };
    ExecuteMsg::SetLoyalty { scores: scores.iter().map(score).collect() }
}

/// The position that a call opened.
#[track_caller]
pub fn opened(outcome: &Outcome) -> u64 {
    data::<PositionOpened>(outcome).position_id
}

/// What a claim paid.
#[track_caller]
pub fn claimed(outcome: &Outcome) -> u128 {
    let event = outcome.events.iter().find(|event| event.ty.ends_with("/claimed")).unwrap();
    let amount = event.attributes.iter().find(|attribute| attribute.key == "amount").unwrap();
    amount.value.parse().unwrap()
}

/// The moment so many seconds after the programme's start.
pub fn time(seconds: u64) -> Timestamp {
    Timestamp::from_seconds(START + seconds)
}

/// A decimal of this text.
pub fn decimal(text: &str) -> Decimal {
    from_json(format!("\"{text}\"")).unwrap()
}
