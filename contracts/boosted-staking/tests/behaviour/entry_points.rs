//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json, Addr, Coin, MessageInfo, OverflowError, OverflowOperation, Timestamp};
use cw_utils::PaymentError;
use tributary_boosted_staking::contract::{execute, instantiate, migrate, query};
use tributary_boosted_staking::ContractError;
use tributary_math::MathError;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BoostCollection, ConfigResponse, CountedBy, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg,
    UnusedRewardsTo, Weights,
};

use crate::instantiation::with_treasury;
use crate::support::dump;
use crate::support::migration::Migrating;
use crate::support::suite::uint;
use crate::world::decimal;

const NAME: &str = "crates.io:tributary-boosted-staking";

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_boosted_staking/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

fn someone(name: &str) -> Addr {
    mock_dependencies().api.addr_make(name)
}

fn by(name: &str, funds: &[Coin]) -> MessageInfo {
    message_info(&someone(name), funds)
}

fn begun(msg: InstantiateMsg) -> ConfigResponse {
    let mut deps = with_treasury(someone("treasury"), "uagi");
    instantiate(deps.as_mut(), mock_env(), by("owner", &[]), msg).unwrap();
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().contract, NAME);
    from_json(query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap()).unwrap()
}

fn starts_at() -> Timestamp {
    Timestamp::from_seconds(mock_env().block.time.seconds())
}

/// The fields that cannot be omitted.
fn required(heir: &Addr) -> String {
    format!(
        r#""stake_asset":{{"native":"ustake"}},"reward_asset":{{"native":"uagi"}},"total_rewards":"5","starts_at":"{}","unused_rewards_to":{{"account":"{heir}"}}"#,
        starts_at().nanos()
    )
}

#[test]
fn what_is_omitted_has_the_value_of_the_specification() {
    let (heir, owner) = (someone("heir"), someone("owner"));

    let found = begun(from_json(format!("{{{}}}", required(&heir))).unwrap());

    let expected = ConfigResponse {
        owner: Some(owner.clone()),
        stake_asset: Asset::Native("ustake".to_owned()),
        reward_asset: Asset::Native("uagi".to_owned()),
        total_rewards: uint(5),
        starts_at: starts_at(),
        duration_days: 548,
        phase1_days: 14,
        phase1_min_months: 6,
        min_days: 30,
        max_days: 365,
        weights: Weights {
            w1: decimal("0.4"),
            w2: decimal("0.6"),
            w3: decimal("0.6"),
            w4: decimal("0.4"),
            b0: decimal("0"),
        },
        nft_cap: 100,
        loyalty_cap: 35_000,
        vesting_days: 60,
        min_stake: uint(1),
        boost_collection: None,
        loyalty_oracle: owner.clone(),
        guardian: Some(owner),
        paused: false,
        unused_rewards_to: UnusedRewardsTo::Account(heir),
    };
    assert_eq!(found, expected);
}

/// Each parameter at a value of its own.
fn unusual() -> InstantiateMsg {
    let text = |name| someone(name).to_string();
    let [w1, w2, w3, w4, b0] = ["1", "2", "3", "4", "5"].map(decimal);
    InstantiateMsg {
        owner: Some(text("heir")),
        stake_asset: Asset::Cw20(text("lp")),
        reward_asset: Asset::Native("uagi".to_owned()),
        total_rewards: uint(1_000),
        starts_at: starts_at().plus_days(3),
        duration_days: Some(100),
        phase1_days: Some(7),
        phase1_min_months: Some(2),
        min_days: Some(33),
        max_days: Some(99),
        weights: Some(Weights { w1, w2, w3, w4, b0 }),
        nft_cap: Some(8),
        loyalty_cap: Some(9),
        vesting_days: Some(10),
        min_stake: Some(uint(11)),
        boost_collection: Some(BoostCollection { address: text("art"), counted_by: CountedBy::Deposit }),
        loyalty_oracle: Some(text("oracle")),
        guardian: Some(text("guardian")),
        unused_rewards_to: UnusedRewardsTo::Revenue(text("treasury")),
    }
}

#[test]
fn what_is_given_is_what_config_answers() {
    let [w1, w2, w3, w4, b0] = ["1", "2", "3", "4", "5"].map(decimal);
    let expected = ConfigResponse {
        owner: Some(someone("heir")),
        stake_asset: Asset::Cw20(someone("lp")),
        reward_asset: Asset::Native("uagi".to_owned()),
        total_rewards: uint(1_000),
        starts_at: starts_at().plus_days(3),
        duration_days: 100,
        phase1_days: 7,
        phase1_min_months: 2,
        min_days: 33,
        max_days: 99,
        weights: Weights { w1, w2, w3, w4, b0 },
        nft_cap: 8,
        loyalty_cap: 9,
        vesting_days: 10,
        min_stake: uint(11),
        boost_collection: Some(BoostCollection { address: someone("art"), counted_by: CountedBy::Deposit }),
        loyalty_oracle: someone("oracle"),
        guardian: Some(someone("guardian")),
        paused: false,
        unused_rewards_to: UnusedRewardsTo::Revenue(someone("treasury")),
    };
    assert_eq!(begun(unusual()), expected);
}

/// Whoever is not named is the owner, also where the owner is not the sender.
#[test]
fn the_owner_stands_in_for_oracle_and_guardian() {
    let heir = someone("heir");
    let found = begun(InstantiateMsg { loyalty_oracle: None, guardian: None, ..unusual() });
    assert_eq!(
        (found.owner, found.loyalty_oracle, found.guardian),
        (Some(heir.clone()), heir.clone(), Some(heir))
    );
}

/// F-05.
#[test]
fn coins_of_nothing_are_no_funds() {
    let mut deps = mock_dependencies();
    let msg = from_json(format!("{{{}}}", required(&someone("heir")))).unwrap();
    instantiate(deps.as_mut(), mock_env(), by("owner", &[]), msg).unwrap();
    let before = dump(&deps.storage);
    let mut refused = |msg: &ExecuteMsg, funds: &[Coin], error: PaymentError| {
        let found = execute(deps.as_mut(), mock_env(), by("owner", funds), msg.clone());
        assert_eq!(found, Err(ContractError::Funds(error)));
        assert_eq!(dump(&deps.storage), before);
    };

    for (msg, denom) in [(ExecuteMsg::Fund {}, "uagi"), (ExecuteMsg::Stake { days: 180 }, "ustake")] {
        refused(&msg, &[], PaymentError::NoFunds {});
        refused(&msg, &[coin(0, denom)], PaymentError::NoFunds {});
        refused(&msg, &[coin(5, "uother")], PaymentError::MissingDenom(denom.to_owned()));
        refused(&msg, &[coin(5, denom), coin(0, "uother")], PaymentError::MultipleDenoms {});
    }
    refused(&ExecuteMsg::Advance {}, &[coin(0, "ustake")], PaymentError::NonPayable {});
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    MIGRATING.takes_older_versions_alone();
}

/// P-07, V-08 for the messages that come once.
#[test]
fn instantiate_and_migrate_refuse_what_they_do_not_know() {
    let heir = someone("heir");
    let with = |more: &str| from_json::<InstantiateMsg>(format!("{{{}{more}}}", required(&heir))).is_ok();
    let weights =
        |w1: &str| with(&format!(r#","weights":{{"w1":{w1},"w2":"1","w3":"1","w4":"1","b0":"0"}}"#));
    assert!(with("") && weights(r#""0.400000000000000001""#));
    let fractions =
        [r#""0.4000000000000000001""#, r#""NaN""#, r#""1/2""#, r#""-1""#, r#""""#, r#""1e1""#, "0.4", "1"];
    for bad in fractions {
        assert!(!weights(bad), "{bad}");
    }
    assert!(with(r#","duration_days":5"#) && !with(r#","duration_days":4294967296"#));
    let collection = |text: &str| with(&format!(r#","boost_collection":{text}"#));
    assert!(collection("null") && collection(r#"{"address":"a","counted_by":"balance"}"#));
    assert!(!collection(r#"{"address":"a","counted_by":"both"}"#) && !collection(r#"{"address":"a"}"#));
    for asset in [r#"{"native":"u","cw20":"a"}"#, r#"{"erc20":"a"}"#, r#""u""#, "{}"] {
        let text = format!("{{{}}}", required(&heir)).replace(r#"{"native":"ustake"}"#, asset);
        assert!(from_json::<InstantiateMsg>(text).is_err(), "{asset}");
    }
    let text = format!("{{{}}}", required(&heir)).replace("account", "nobody");
    assert!(from_json::<InstantiateMsg>(text).is_err());
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
}

#[test]
fn arithmetic_that_cannot_be_is_an_error() {
    let overflow = || OverflowError::new(OverflowOperation::Mul);
    let error = ContractError::from(MathError::Overflow(overflow()));
    assert!(matches!(error, ContractError::Math(_)));
    assert!(matches!(ContractError::from(overflow()), ContractError::Overflow(_)));
}
