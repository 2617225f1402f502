//! The vault of `tributary-sim programme` beside the contract: the same rules, and the same figures after every message.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::arithmetic_side_effects)]

use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coins, from_json, Addr, BankMsg, Coin, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, QuerierWrapper,
    Timestamp, Uint128,
};
use serde::de::DeserializeOwned;
use tributary_boosted_staking::contract::{execute, instantiate, query};
use tributary_math::boost::displayed;
use tributary_math::emission::DAY;
use tributary_simulator::computed::dice::Dice;
use tributary_simulator::programme::rules::{Boost, Rules};
use tributary_simulator::programme::vault::{Account, Vault};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BoostCollection, ConfigResponse, CountedBy, ExecuteMsg, InstantiateMsg, LoyaltyScore, QueryMsg,
    UnusedRewardsTo, VaultResponse,
};
use tributary_types::holdings_hook::HoldingsChanged;

const RULES: Rules = Rules::SOURCE;

/// A moment at which the contract's programme starts; that of the vault starts at second 0.
const STARTS_AT: u64 = 1_700_000_000;

const DENOM: &str = "uagi";

const USERS: u64 = 12;

/// The contract, behind its entry points.
struct Contract {
    storage: MockStorage,
    api: MockApi,
    querier: MockQuerier,
}

fn env(now: u64) -> Env {
    let mut env = mock_env();
    env.block.time = Timestamp::from_seconds(STARTS_AT + now);
    env
}

impl Contract {
    /// With nothing but what must be named.
    fn new() -> Self {
        let mut contract = Self {
            storage: MockStorage::new(),
            api: MockApi::default(),
            querier: MockQuerier::<Empty>::new(&[]),
        };
        let collection = contract.address("collection").to_string();
        let msg = InstantiateMsg {
            owner: None,
            stake_asset: Asset::Native(DENOM.to_owned()),
            reward_asset: Asset::Native(DENOM.to_owned()),
            total_rewards: RULES.schedule.total,
            starts_at: Timestamp::from_seconds(STARTS_AT),
            duration_days: None,
            phase1_days: None,
            phase1_min_months: None,
            min_days: None,
            max_days: None,
            weights: None,
            nft_cap: None,
            loyalty_cap: None,
            vesting_days: None,
            min_stake: None,
            boost_collection: Some(BoostCollection { address: collection, counted_by: CountedBy::Balance }),
            loyalty_oracle: None,
            guardian: None,
            unused_rewards_to: UnusedRewardsTo::Account(contract.address("treasury").into()),
        };
        let info = MessageInfo { sender: contract.address("owner"), funds: vec![] };
        instantiate(contract.deps(), env(0), info, msg).expect("a vault");
        contract.send(0, "owner", coins(RULES.schedule.total.u128(), DENOM), ExecuteMsg::Fund {});
        contract
    }

    fn deps(&mut self) -> DepsMut<'_> {
        DepsMut { storage: &mut self.storage, api: &self.api, querier: QuerierWrapper::new(&self.querier) }
    }

    fn address(&self, name: &str) -> Addr {
        self.api.addr_make(name)
    }

    /// What is paid.
    fn send(&mut self, now: u64, sender: &str, funds: Vec<Coin>, msg: ExecuteMsg) -> Uint128 {
        let info = MessageInfo { sender: self.address(sender), funds };
        let response = execute(self.deps(), env(now), info, msg).expect("it is taken");
        let paid = response.messages.into_iter().map(|sent| match sent.msg {
            CosmosMsg::Bank(BankMsg::Send { amount, .. }) => amount[0].amount,
            other => panic!("{other:?}"),
        });
        paid.sum()
    }

    fn ask<T: DeserializeOwned>(&self, now: u64, msg: QueryMsg) -> T {
        let deps =
            Deps { storage: &self.storage, api: &self.api, querier: QuerierWrapper::new(&self.querier) };
        from_json(query(deps, env(now), msg).expect("an answer")).expect("what it says")
    }

    fn boost(&mut self, now: u64, user: &str, boost: Boost) {
        let owner = self.address(user).to_string();
        let told = HoldingsChanged { owner: owner.clone(), balance: boost.nfts };
        self.send(now, "collection", vec![], ExecuteMsg::HoldingsChanged(told));
        let scores = vec![LoyaltyScore { user: owner, score: boost.loyalty }];
        self.send(now, "owner", vec![], ExecuteMsg::SetLoyalty { scores });
    }
}

#[test]
fn the_rules_are_those_that_the_contract_has_if_nothing_is_named() {
    let config: ConfigResponse = Contract::new().ask(0, QueryMsg::Config {});
    let weights = RULES.weights;

    assert_eq!(config.duration_days, RULES.schedule.days);
    assert_eq!((config.phase1_days, config.phase1_min_months), (RULES.phase1_days, RULES.phase1_months));
    assert_eq!((config.min_days, config.max_days), (RULES.min_days, RULES.max_days));
    assert_eq!((config.nft_cap, config.loyalty_cap), (RULES.caps.nfts, RULES.caps.loyalty));
    assert_eq!(config.vesting_days, RULES.vesting_days);
    let found =
        [config.weights.w1, config.weights.w2, config.weights.w3, config.weights.w4, config.weights.b0];
    assert_eq!(
        found.map(|weight| weight.atomics()),
        [weights.w1, weights.w2, weights.w3, weights.w4, weights.b0]
    );
}

/// The same message to both, of one user; what both paid.
fn act(
    dice: &mut Dice,
    now: u64,
    user: (&str, &mut Account),
    vault: &mut Vault,
    contract: &mut Contract,
) -> u128 {
    let (name, account) = user;
    let days = u32::try_from(dice.between(30, 365)).expect("days");
    match dice.between(0, 2) {
        0 if RULES.period(now, days).is_some() && account.open.len() < 30 => {
            let amount = dice.stake(Uint128::new(1_000));
            vault.stake(account, now, amount, days).expect("a stake");
            contract.send(now, name, coins(amount.u128(), DENOM), ExecuteMsg::Stake { days });
            0
        }
        1 => {
            // Above the caps as well.
            let boost = Boost::new(dice.between(0, 120), dice.between(0, 40_000));
            vault.set_boost(account, now, boost).expect("a boost");
            contract.boost(now, name, boost);
            0
        }
        _ => {
            let msg = ExecuteMsg::Claim { position_id: None, start_after: None, limit: Some(100) };
            let (here, there) =
                (vault.claim(account, now).expect("a claim"), contract.send(now, name, vec![], msg));
            assert_eq!(here, there, "{name} at {now}");
            here.u128()
        }
    }
}

#[test]
fn every_figure_is_that_of_the_contract() {
    for seed in 1..=6 {
        let (mut dice, mut vault, mut contract) = (Dice(seed), Vault::new(RULES), Contract::new());
        let names: Vec<String> = (0..USERS).map(|number| format!("user {number}")).collect();
        let newcomer = vault.newcomer(Boost::default()).expect("somebody");
        let mut accounts = vec![newcomer; names.len()];
        let (mut now, mut paid) = (0, 0);
        while now < 620 * DAY {
            // Now and then at the beginning of a day, and now and then after weeks.
            let most = if dice.between(0, 9) == 0 { 30 * DAY } else { DAY };
            now += dice.between(0, most);
            if dice.between(0, 4) == 0 {
                now = now.div_ceil(DAY) * DAY;
            }
            let who = usize::try_from(dice.between(0, USERS - 1)).expect("somebody");
            paid += act(&mut dice, now, (&names[who], &mut accounts[who]), &mut vault, &mut contract);

            vault.advance(now).expect("advanced");
            let answer: VaultResponse = contract.ask(now, QueryMsg::Vault {});
            let open = vault.emission.open;
            assert_eq!(answer.total_weight, displayed(open.weight).expect("a weight"));
            assert_eq!((answer.open_positions, answer.total_staked), (open.positions, open.amount));
            assert_eq!(answer.claimed.u128(), paid);
            assert_eq!(answer.set_aside, RULES.schedule.emitted(vault.emission.idle).expect("an amount"));
        }
        assert!(paid > RULES.schedule.total.u128() / 2, "{paid}");
    }
}
