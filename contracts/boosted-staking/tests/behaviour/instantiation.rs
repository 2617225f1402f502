//! Programmes that a vault begins with, at both ends of every range

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coin, from_json, to_json_binary, Addr, Coin, ContractResult, Decimal, OwnedDeps, SystemError,
    SystemResult, Timestamp, Uint128, WasmQuery,
};
use cw_utils::PaymentError;
use serde_json::{json, Value};
use tributary_boosted_staking::contract::{instantiate, query};
use tributary_boosted_staking::ContractError;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{ConfigResponse, InstantiateMsg, QueryMsg, UnusedRewardsTo, Weights};

use crate::support::suite::uint;
use crate::world::{decimal, instantiation, invalid, DAY, DAYS, REWARD};

fn someone(name: &str) -> Addr {
    mock_dependencies().api.addr_make(name)
}

/// Where `treasury` is one for coins of `denom`, and nobody else is one.
pub fn with_treasury(treasury: Addr, denom: &'static str) -> OwnedDeps<MockStorage, MockApi, MockQuerier> {
    let mut deps = mock_dependencies();
    deps.querier.update_wasm(move |query| match query {
        WasmQuery::Smart { contract_addr, msg } if *contract_addr == treasury.as_str() => {
            assert_eq!(from_json::<Value>(msg).unwrap(), json!({"config": {}}));
            // A treasury says more of itself, and a later version may say anything.
            let answer = to_json_binary(&json!({"denom": denom, "owner": null, "more": 5})).unwrap();
            SystemResult::Ok(ContractResult::Ok(answer))
        }
        WasmQuery::Smart { contract_addr, .. } => {
            SystemResult::Err(SystemError::NoSuchContract { addr: contract_addr.clone() })
        }
        _ => panic!("a contract is asked"),
    });
    deps
}

fn now() -> u64 {
    mock_env().block.time.seconds()
}

/// A programme that begins with the block.
fn programme() -> InstantiateMsg {
    let msg = instantiation(&someone("oracle"), &someone("heir"));
    InstantiateMsg { starts_at: Timestamp::from_seconds(now()), ..msg }
}

fn begin(msg: InstantiateMsg, funds: &[Coin]) -> Result<ConfigResponse, ContractError> {
    let mut deps = with_treasury(someone("treasury"), REWARD);
    instantiate(deps.as_mut(), mock_env(), message_info(&someone("owner"), funds), msg)?;
    Ok(from_json(query(deps.as_ref(), mock_env(), QueryMsg::Config {})?)?)
}

fn begin_with(change: impl Fn(&mut InstantiateMsg)) -> Result<ConfigResponse, ContractError> {
    let mut msg = programme();
    change(&mut msg);
    begin(msg, &[])
}

/// What is answered as it was given, and what is refused as it was given.
#[track_caller]
fn range<T: Copy + PartialEq + std::fmt::Debug + ToString>(
    (parameter, expected): (&'static str, &'static str),
    (taken, refused): (&[T], &[T]),
    set: impl Fn(&mut InstantiateMsg, T),
    get: impl Fn(&ConfigResponse) -> T,
) {
    for value in taken {
        let found = begin_with(|msg| set(msg, *value)).unwrap();
        assert_eq!(get(&found), *value, "{parameter}");
    }
    for value in refused {
        let found = begin_with(|msg| set(msg, *value));
        assert_eq!(found, Err(invalid(parameter, expected, value.to_string())), "{parameter}");
    }
}

/// V-08.
#[test]
fn days_are_within_their_ranges() {
    range(
        ("min_days", "30 to max_days"),
        (&[30, 31, 364, 365], &[0, 29, 366, u32::MAX]),
        |msg, days| msg.min_days = Some(days),
        |config| config.min_days,
    );
    range(
        ("max_days", "30 to 365"),
        (&[30, 31, 364, 365], &[0, 29, 366, u32::MAX]),
        |msg, days| msg.max_days = Some(days),
        |config| config.max_days,
    );
    range(
        ("min_days", "30 to max_days"),
        (&[30, 59, 60], &[29, 61]),
        |msg, days| (msg.min_days, msg.max_days) = (Some(days), Some(60)),
        |config| config.min_days,
    );
    range(
        ("duration_days", "min_days to 3650"),
        (&[30, 31, 3_649, 3_650], &[0, 29, 3_651, u32::MAX]),
        |msg, days| msg.duration_days = Some(days),
        |config| config.duration_days,
    );
    range(
        ("duration_days", "min_days to 3650"),
        (&[90], &[89]),
        |msg, days| (msg.min_days, msg.duration_days) = (Some(90), Some(days)),
        |config| config.duration_days,
    );
    range(
        ("vesting_days", "at most 3650"),
        (&[0, 1, 3_649, 3_650], &[3_651, u32::MAX]),
        |msg, days| msg.vesting_days = Some(days),
        |config| config.vesting_days,
    );
}

/// V-08.
#[test]
fn the_first_phase_is_within_its_ranges() {
    range(
        ("phase1_days", "at most duration_days"),
        (&[0, 1, 547, 548], &[549, u32::MAX]),
        |msg, days| msg.phase1_days = Some(days),
        |config| config.phase1_days,
    );
    range(
        ("phase1_days", "at most duration_days"),
        (&[39, 40], &[41]),
        |msg, days| (msg.phase1_days, msg.duration_days) = (Some(days), Some(40)),
        |config| config.phase1_days,
    );
    range(
        ("phase1_min_months", "at most 12"),
        (&[0, 1, 11, 12], &[13, u32::MAX]),
        |msg, months| msg.phase1_min_months = Some(months),
        |config| config.phase1_min_months,
    );
    let short = |msg: &mut InstantiateMsg| (msg.phase1_days, msg.duration_days) = (None, Some(30));
    assert_eq!(begin_with(short).unwrap().phase1_days, 14);
}

/// V-08.
#[test]
fn caps_are_within_their_ranges() {
    range(
        ("nft_cap", "at most 1000"),
        (&[0, 1, 999, 1_000], &[1_001, u64::MAX]),
        |msg, cap| msg.nft_cap = Some(cap),
        |config| config.nft_cap,
    );
    range(
        ("loyalty_cap", "at most 1000000000000"),
        (&[0, 1, 999_999_999_999, 1_000_000_000_000], &[1_000_000_000_001, u64::MAX]),
        |msg, cap| msg.loyalty_cap = Some(cap),
        |config| config.loyalty_cap,
    );
}

/// A field of something.
type Field<T, F> = fn(&mut T) -> &mut F;

/// V-08: a single weight at a time.
#[test]
fn weights_are_within_their_ranges() {
    let atom = Decimal::new(uint(1));
    let ten = Decimal::percent(1_000);
    let fields: [(&'static str, Field<Weights, Decimal>); 5] = [
        ("weights.w1", |weights| &mut weights.w1),
        ("weights.w2", |weights| &mut weights.w2),
        ("weights.w3", |weights| &mut weights.w3),
        ("weights.w4", |weights| &mut weights.w4),
        ("weights.b0", |weights| &mut weights.b0),
    ];
    for (name, field) in fields {
        let zero: &[Decimal] = if name == "weights.w1" { &[] } else { &[Decimal::zero()] };
        let taken = [&[atom, Decimal::one(), ten - atom, ten], zero].concat();
        let published = Weights {
            w1: decimal("0.4"),
            w2: decimal("0.6"),
            w3: decimal("0.6"),
            w4: decimal("0.4"),
            b0: decimal("0"),
        };
        let with = |value: Decimal| {
            let mut weights = published.clone();
            *field(&mut weights) = value;
            weights
        };
        range(
            (name, "at most 10"),
            (&taken, &[ten + atom, Decimal::MAX]),
            |msg, value| msg.weights = Some(with(value)),
            |config| *field(&mut config.weights.clone()),
        );
    }
    let zero = |msg: &mut InstantiateMsg| {
        let none = Decimal::zero();
        msg.weights = Some(Weights { w1: none, w2: none, w3: none, w4: none, b0: none });
    };
    assert_eq!(begin_with(zero), Err(invalid("weights.w1", "above 0", 0)));
}

/// V-08, BV-07: rewards over the smallest stake are below 2^95.
#[test]
fn rewards_and_the_smallest_stake_fit_together() {
    range(
        ("total_rewards", "above 0"),
        (&[1, 2, (1 << 95) - 1], &[0]),
        |msg, total| msg.total_rewards = Uint128::new(total),
        |config| config.total_rewards.u128(),
    );
    for (total, least) in [(1, 1), ((1 << 95) - 1, 1), (1 << 95, 2), ((2 << 95) - 1, 2), (u128::MAX, 1 << 33)]
    {
        range(
            ("min_stake", "above total_rewards/2^95"),
            (&[least, least + 1, u128::MAX], &[0, least - 1]),
            |msg, given| (msg.total_rewards, msg.min_stake) = (uint(total), Some(uint(given))),
            |config| config.min_stake.u128(),
        );
    }
    let omitted = begin_with(|msg| msg.total_rewards = uint(1 << 95));
    assert_eq!(omitted, Err(invalid("min_stake", "above total_rewards/2^95", 1)));
}

/// Whole seconds, before the end, and early enough for every timestamp of the vault.
#[test]
fn a_programme_starts_at_a_whole_second_and_is_not_over() {
    let start = |nanos: u64| begin_with(|msg| msg.starts_at = Timestamp::from_nanos(nanos));
    let seconds = |seconds: u64| start(seconds * 1_000_000_000).map(|config| config.starts_at.seconds());
    let last = u64::MAX / 1_000_000_000 - (DAYS + 60) * DAY;
    let earliest = now() - DAYS * DAY + 1;
    for second in [earliest, now() - 1, now(), now() + 1, last - 1, last] {
        assert_eq!(seconds(second), Ok(second));
    }
    let expected = "such that the programme is not over and ends in time";
    for second in [0, earliest - 1, last + 1, u64::MAX / 1_000_000_000] {
        assert_eq!(seconds(second), Err(invalid("starts_at", expected, second * 1_000_000_000)));
    }
    for nanos in [now() * 1_000_000_000 + 1, (now() + 1) * 1_000_000_000 - 1, 1, u64::MAX] {
        assert_eq!(start(nanos), Err(invalid("starts_at", "whole seconds", nanos)));
    }
}

/// F-07.
#[test]
fn a_programme_comes_without_coins() {
    let refused = begin(programme(), &[coin(1, "ustake")]);
    assert_eq!(refused, Err(ContractError::Funds(PaymentError::NonPayable {})));
}

/// the vault cannot be where its own unused rewards go, nor can tokens be revenue.
#[test]
fn unused_rewards_go_somewhere_else_and_revenue_is_coins() {
    let own = mock_env().contract.address;
    let (account, revenue) =
        (UnusedRewardsTo::<String>::Account(own.to_string()), UnusedRewardsTo::Revenue(own.to_string()));
    for to in [account, revenue] {
        let refused = begin_with(|msg| msg.unused_rewards_to = to.clone());
        assert_eq!(refused, Err(invalid("unused_rewards_to", "another account", &own)));
    }
    let (token, treasury) = (someone("token"), someone("treasury"));
    let with = |reward_asset: Asset, to: fn(String) -> UnusedRewardsTo| {
        begin_with(|msg| {
            (msg.reward_asset, msg.unused_rewards_to) = (reward_asset.clone(), to(treasury.to_string()));
        })
    };
    let cw20 = || Asset::Cw20(token.to_string());
    let expected = "an account, where rewards are a cw20";
    assert_eq!(with(cw20(), UnusedRewardsTo::Revenue), Err(invalid("unused_rewards_to", expected, &token)));
    let to_account = with(cw20(), UnusedRewardsTo::Account).unwrap();
    assert_eq!(to_account.unused_rewards_to, UnusedRewardsTo::Account(treasury.clone()));
    let native = |denom: &str| Asset::Native(denom.to_owned());
    let coins = with(native(REWARD), UnusedRewardsTo::Revenue).unwrap();
    assert_eq!(coins.unused_rewards_to, UnusedRewardsTo::Revenue(treasury.clone()));
    let expected = "a treasury for the reward asset";
    let refused = with(native("uother"), UnusedRewardsTo::Revenue);
    assert_eq!(refused, Err(invalid("unused_rewards_to", expected, &treasury)));
    let stranger = UnusedRewardsTo::Revenue(token.to_string());
    let refused = begin_with(|msg| msg.unused_rewards_to = stranger.clone());
    assert_eq!(refused, Err(invalid("unused_rewards_to", expected, &token)));
}
