//! What the contracts say to each other and in events, letter by letter.

#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]
#![allow(
    clippy::cognitive_complexity,
    clippy::needless_borrows_for_generic_args,
    reason = "many assertions a test"
)]

use cosmwasm_std::{
    coin, from_json, to_json_string, Addr, Attribute, Binary, Event, Timestamp, Uint128, Uint256, WasmMsg,
};
use cw_utils::Expiration;
use tributary_math::holding::Seizure;
use tributary_types::coinbase::{CoinbaseContract, Paid, Payment};
use tributary_types::event::{attribute, ConfigAnnounced, ConfigApplied, Fact, OwnershipUpdated};
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms, NodeRole, ReceiveNft};
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{
    PoolRegistryContract, PoolState, PoolStateChanged, RewardsRedelegated, StakeSource,
};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::staker_registry::{
    BondState, ExecuteMsg as StakerMsg, FirstStake, ItemKind, LicenseAction, LicenseBondResponse, SkipReason,
    StakerRegistryContract,
};
use tributary_types::treasury_decay::{ExecuteMsg as TreasuryMsg, TreasuryContract};

fn addr(name: &str) -> Addr {
    Addr::unchecked(name)
}

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

fn text(msg: WasmMsg) -> (String, String, Vec<cosmwasm_std::Coin>) {
    match msg {
        WasmMsg::Execute { contract_addr, msg, funds } => {
            (contract_addr, String::from_utf8(msg.to_vec()).unwrap(), funds)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn values_stand_in_events_as_plain_text() {
    let value = |found: Option<Attribute>| found.map(|attribute| attribute.value);
    assert_eq!(value(attribute("x", "text")), Some("text".to_owned()));
    assert_eq!(value(attribute("x", &"text".to_owned())), Some("text".to_owned()));
    assert_eq!(value(attribute("x", String::new())), None);
    assert_eq!(value(attribute("x", 7u32)), Some("7".to_owned()));
    assert_eq!(value(attribute("x", u64::MAX)), Some("18446744073709551615".to_owned()));
    assert_eq!(value(attribute("x", true)), Some("true".to_owned()));
    assert_eq!(value(attribute("x", addr("ada"))), Some("ada".to_owned()));
    assert_eq!(value(attribute("x", &addr("ada"))), Some("ada".to_owned()));
    assert_eq!(value(attribute("x", uint(0))), Some("0".to_owned()));
    assert_eq!(value(attribute("x", Uint256::MAX)).unwrap().len(), 78);
    assert_eq!(value(attribute("x", Some(5u64))), Some("5".to_owned()));
    assert_eq!(value(attribute("x", None::<Addr>)), None);
    assert_eq!(value(attribute("x", Expiration::AtHeight(5))), Some("5".to_owned()));
    let second = Expiration::AtTime(Timestamp::from_seconds(5));
    assert_eq!(value(attribute("x", second)), Some("5000000000".to_owned()));
    assert_eq!(value(attribute("x", Expiration::Never {})), None);
}

#[test]
fn words_stand_in_events_as_in_messages() {
    let value = |found: Option<Attribute>| found.unwrap().value;
    for (state, word) in
        [(PoolState::Active, "active"), (PoolState::Broken, "broken"), (PoolState::Retired, "retired")]
    {
        assert_eq!(value(attribute("x", state)), word);
        assert_eq!(to_json_string(&state).unwrap(), format!("\"{word}\""));
    }
    for (kind, word) in [(ItemKind::Unbond, "unbond"), (ItemKind::Transfer, "transfer")] {
        assert_eq!(value(attribute("x", kind)), word);
        assert_eq!(to_json_string(&kind).unwrap(), format!("\"{word}\""));
    }
    for (role, word) in [(NodeRole::ResourceNode, "resource_node"), (NodeRole::Validator, "validator")] {
        assert_eq!(value(attribute("x", role)), word);
        assert_eq!(to_json_string(&role).unwrap(), format!("\"{word}\""));
    }
    let sources = [StakeSource::Coins, StakeSource::Rewards, StakeSource::Transfer];
    assert_eq!(sources.map(|source| value(attribute("x", source))), ["coins", "rewards", "transfer"]);
    let reasons = [SkipReason::Unknown, SkipReason::Locked, SkipReason::Destination];
    assert_eq!(reasons.map(|reason| value(attribute("x", reason))), ["unknown", "locked", "destination"]);
}

#[test]
fn a_fact_is_an_event_with_its_fields_in_order() {
    let fact = PoolStateChanged {
        pool: addr("ada"),
        state: PoolState::Broken,
        self_stake: uint(5),
        pool_stake: uint(9),
    };
    let expected = Event::new("tributary_pool_registry/pool_state_changed").add_attributes([
        ("pool", "ada"),
        ("state", "broken"),
        ("self_stake", "5"),
        ("pool_stake", "9"),
    ]);
    assert_eq!(fact.event(tributary_types::pool_registry::CONTRACT), expected);
    assert_eq!(ConfigApplied {}.event("x"), Event::new("x/config_applied"));
}

/// Chains refuse empty attributes.
#[test]
fn what_has_no_value_is_left_out() {
    assert!(ConfigAnnounced { release: None }.attributes().is_empty());
    assert!(OwnershipUpdated { owner: None, pending_owner: None }.attributes().is_empty());
    let fact = RewardsRedelegated {
        delegator: addr("cyd"),
        pool: addr("ada"),
        amount: uint(5),
        commission: uint(0),
        fee: uint(0),
        fee_recipient: None,
    };
    let keys: Vec<String> = fact.attributes().into_iter().map(|attribute| attribute.key).collect();
    assert_eq!(keys, ["delegator", "pool", "amount", "commission", "fee"]);
    let paid = Paid { pool: addr("ada"), recipient: addr("cyd"), amount: uint(1) };
    assert_eq!(paid.attributes().len(), 3);
}

#[test]
fn a_hook_is_told_by_name() {
    let change = DelegationChanged {
        delegator: "cyd".to_owned(),
        pool: "ada".to_owned(),
        coinbase: "box".to_owned(),
        stake: uint(5),
        missed: true,
    };
    let expected = r#"{"delegation_changed":{"delegator":"cyd","pool":"ada","coinbase":"box","stake":"5","missed":true}}"#;
    assert_eq!(text(change.to(&addr("ear")).unwrap()), ("ear".to_owned(), expected.to_owned(), vec![]));
    let more = r#"{"delegator":"c","pool":"a","coinbase":"b","stake":"5","missed":true,"x":1}"#;
    assert!(from_json::<DelegationChanged>(more).is_err());
}

#[test]
fn the_treasury_gets_its_revenue_with_the_message() {
    let treasury = TreasuryContract::new(addr("treasury"));
    assert_eq!(treasury.addr(), &addr("treasury"));
    let sent = text(treasury.distribute_revenue(coin(5, "ustake")).unwrap());
    assert_eq!(
        sent,
        ("treasury".to_owned(), r#"{"distribute_revenue":{}}"#.to_owned(), vec![coin(5, "ustake")])
    );
    assert_eq!(from_json::<TreasuryMsg>(sent.1).unwrap(), TreasuryMsg::DistributeRevenue {});
}

#[test]
fn handles_say_what_the_contracts_take() {
    let coinbase = CoinbaseContract::new(addr("box"));
    assert_eq!(coinbase.addr(), &addr("box"));
    let payment = Payment { recipient: "cyd".to_owned(), amount: uint(5) };
    assert_eq!(
        text(coinbase.pay(vec![payment]).unwrap()).1,
        r#"{"pay":{"payments":[{"recipient":"cyd","amount":"5"}]}}"#
    );
    assert_eq!(
        text(coinbase.recover("x".to_owned(), &addr("ada")).unwrap()).1,
        r#"{"recover":{"denom":"x","recipient":"ada"}}"#
    );

    let pools = PoolRegistryContract::new(addr("pools"));
    assert_eq!(pools.addr(), &addr("pools"));
    let seizure = Seizure { tokens: uint(5), licenses: 2, surplus: uint(3) };
    assert_eq!(
        text(pools.liquidated(&addr("ada"), seizure).unwrap()).1,
        r#"{"liquidated":{"pool":"ada","tokens":"5","licenses":2,"surplus":"3"}}"#
    );
    let license_nft = LicenseNftContract::new(addr("nft"));
    let terms = LicenseTerms { license_nft, coins_per_license: uint(7) };
    let changed = text(pools.license_changed(&addr("ada"), &addr("cyd"), 3, "l1", &terms).unwrap());
    assert_eq!(
        changed.1,
        r#"{"license_changed":{"pool":"ada","delegator":"cyd","licenses":3,"token_id":"l1","coins_per_license":"7","license_nft":"nft"}}"#
    );
    assert_eq!(changed.2, []);
}

#[test]
fn the_handle_of_the_staker_registry_says_what_that_takes() {
    let stakers = StakerRegistryContract::new(addr("stakers"));
    assert_eq!(stakers.addr(), &addr("stakers"));
    let (ada, ben, cyd) = (addr("ada"), addr("ben"), addr("cyd"));
    let stake = || coin(5, "ustake");
    let registered = text(stakers.register_staker(&ada, &ben, &cyd, FirstStake::Coins(stake())).unwrap());
    assert_eq!(
        registered.1,
        r#"{"register_staker":{"identity":"ada","signing_address":"ben","coinbase_address":"cyd","license":null}}"#
    );
    assert_eq!(registered.2, [stake()]);
    let license = FirstStake::License("l1".to_owned());
    let registered = text(stakers.register_staker(&ada, &ben, &cyd, license).unwrap());
    assert_eq!(
        registered.1,
        r#"{"register_staker":{"identity":"ada","signing_address":"ben","coinbase_address":"cyd","license":"l1"}}"#
    );
    assert_eq!(registered.2, []);
    let bonded = text(stakers.bond(&ada, stake()).unwrap());
    assert_eq!((bonded.1.as_str(), bonded.2), (r#"{"bond":{"staker":"ada"}}"#, vec![stake()]));
    assert_eq!(
        text(stakers.unbond(&ada, &cyd, uint(5), uint(1)).unwrap()).1,
        r#"{"unbond":{"staker":"ada","amount":"5","fee":"1","recipient":null,"owner":"cyd"}}"#
    );
    assert_eq!(
        text(stakers.transfer_stake(&ada, &ben, &cyd, uint(5), uint(1)).unwrap()).1,
        r#"{"transfer_stake":{"from":"ada","to":"ben","amount":"5","fee":"1","owner":"cyd"}}"#
    );
    let off = text(stakers.set_state(&ada, false).unwrap());
    assert_eq!(
        off,
        ("stakers".to_owned(), r#"{"set_state":{"staker":"ada","active":false}}"#.to_owned(), vec![])
    );
}

/// Owners write these by hand into `send_nft`.
#[test]
fn a_licence_is_sent_with_one_of_three_purposes() {
    let purposes = [
        (
            LicenseAction::BondLicense { staker: "ada".to_owned(), role: NodeRole::Validator },
            r#"{"bond_license":{"staker":"ada","role":"validator"}}"#,
        ),
        (
            LicenseAction::RegisterStaker {
                signing_address: "key".to_owned(),
                coinbase_address: "box".to_owned(),
                role: NodeRole::ResourceNode,
            },
            r#"{"register_staker":{"signing_address":"key","coinbase_address":"box","role":"resource_node"}}"#,
        ),
        (
            LicenseAction::RegisterPool {
                signing_address: "key".to_owned(),
                commission_ppm: 5,
                metadata_url: "u".to_owned(),
                metadata_hash: "h".to_owned(),
            },
            r#"{"register_pool":{"signing_address":"key","commission_ppm":5,"metadata_url":"u","metadata_hash":"h"}}"#,
        ),
    ];
    for (purpose, json) in purposes {
        assert_eq!(to_json_string(&purpose).unwrap(), json);
        assert_eq!(from_json::<LicenseAction>(json), Ok(purpose));
        assert!(from_json::<LicenseAction>(json.replace("}}", r#","x":1}}"#)).is_err());
    }
    let msg = Binary::from(br#"{}"#);
    let received = ReceiveNft { sender: "cyd".to_owned(), token_id: "1".to_owned(), msg };
    let json = r#"{"receive_nft":{"sender":"cyd","token_id":"1","msg":"e30="}}"#;
    assert_eq!(to_json_string(&StakerMsg::ReceiveNft(received)).unwrap(), json);
}

#[test]
fn a_licence_in_custody_is_shown_with_its_state() {
    for (state, word) in
        [(BondState::Bonded, "bonded"), (BondState::Unbonding, "unbonding"), (BondState::Burned, "burned")]
    {
        let shown = LicenseBondResponse {
            token_id: "1".to_owned(),
            staker: addr("ada"),
            bonder: addr("cyd"),
            role: NodeRole::Validator,
            state,
            release: None,
            surplus: uint(0),
        };
        let json = format!(
            r#"{{"token_id":"1","staker":"ada","bonder":"cyd","role":"validator","state":"{word}","release":null,"surplus":"0"}}"#
        );
        assert_eq!(to_json_string(&shown).unwrap(), json);
    }
}

/// Wallets know the ownership messages from elsewhere.
#[test]
fn ownership_actions_are_spelt_as_cw_ownable_spells_them() {
    for action in [
        OwnershipAction::TransferOwnership {
            new_owner: "heir".to_owned(),
            expiry: Some(Expiration::AtHeight(5)),
        },
        OwnershipAction::TransferOwnership { new_owner: "heir".to_owned(), expiry: None },
        OwnershipAction::AcceptOwnership,
        OwnershipAction::RenounceOwnership,
    ] {
        let theirs: cw_ownable::Action = action.clone().into();
        assert_eq!(to_json_string(&action).unwrap(), to_json_string(&theirs).unwrap());
    }
    let more = r#"{"transfer_ownership":{"new_owner":"heir","expiri":null}}"#;
    assert!(from_json::<OwnershipAction>(more).is_err());
}

#[test]
fn a_stored_handle_is_its_address() {
    let stored: Binary = cosmwasm_std::to_json_binary(&CoinbaseContract::new(addr("box"))).unwrap();
    assert_eq!(stored.as_slice(), b"\"box\"");
}
