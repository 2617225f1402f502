//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json, Binary, Coin, Order, Reply, Storage, SubMsgResult};
use cw_utils::{Duration, PaymentError};
use tributary_controls::{pause, ControlError};
use tributary_staker_registry::contract::{execute, instantiate, migrate};
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg};

use crate::support::suite::uint;

const NAME: &str = "crates.io:tributary-staker-registry";
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn dump(storage: &dyn Storage) -> Vec<(Vec<u8>, Vec<u8>)> {
    storage.range(None, None, Order::Ascending).collect()
}

/// F-05: chains refuse coins of nothing before any contract runs; the contract refuses them as well.
#[test]
fn coins_of_nothing_are_no_funds() {
    let mut deps = mock_dependencies();
    let (owner, sol) = (deps.api.addr_make("owner"), deps.api.addr_make("sol"));
    let begin = InstantiateMsg {
        denom: "ustake".to_owned(),
        min_self_stake: uint(5),
        unbond_lock: Duration::Time(100),
        transfer_lock: Duration::Time(10),
        signing_cooldown: Duration::Time(0),
        slasher: None,
        treasury: None,
        guardian: None,
        owner: None,
        registrars: None,
    };
    instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), begin).unwrap();
    let register = ExecuteMsg::RegisterStaker {
        identity: None,
        signing_address: sol.to_string(),
        coinbase_address: sol.to_string(),
        license: None,
    };
    let before = dump(&deps.storage);
    let mut refused = |msg: &ExecuteMsg, funds: &[Coin], error: PaymentError| {
        let found = execute(deps.as_mut(), mock_env(), message_info(&sol, funds), msg.clone());
        assert_eq!(found, Err(ContractError::Funds(error)));
        assert_eq!(dump(&deps.storage), before);
    };

    refused(&register, &[coin(0, "ustake")], PaymentError::NoFunds {});
    refused(&register, &[coin(5, "ustake"), coin(0, "uother")], PaymentError::MultipleDenoms {});
    refused(&register, &[coin(0, "uother"), coin(5, "ustake")], PaymentError::MultipleDenoms {});
    refused(&ExecuteMsg::ApplyConfig {}, &[coin(0, "ustake")], PaymentError::NonPayable {});
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    for (name, version) in [
        (NAME, VERSION),
        (NAME, "0.2.1"),
        (NAME, "1.0.0"),
        ("crates.io:tributary-pool-registry", "0.0.1"),
        ("", "0.0.1"),
    ] {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
        let before = dump(&deps.storage);

        let refused = ControlError::CannotMigrate {
            found_name: name.to_owned(),
            found_version: version.to_owned(),
            name: NAME,
            version: VERSION,
        };
        assert_eq!(migrate(deps.as_mut(), mock_env(), MigrateMsg {}), Err(ContractError::Control(refused)));
        assert_eq!(dump(&deps.storage), before);
    }
    let mut nothing = mock_dependencies();
    let missing = migrate(nothing.as_mut(), mock_env(), MigrateMsg {}).unwrap_err();
    assert!(missing.to_string().contains("an unknown contract of no version"), "{missing}");
}

#[test]
fn an_older_version_is_migrated_and_says_so() {
    let mut deps = mock_dependencies();
    cw2::set_contract_version(&mut deps.storage, NAME, "0.0.9").unwrap();

    let response = migrate(deps.as_mut(), mock_env(), MigrateMsg {}).unwrap();

    assert_eq!(response.events[0].ty, "tributary_staker_registry/migrated");
    let attributes: Vec<_> =
        response.events[0].attributes.iter().map(|pair| (pair.key.as_str(), pair.value.as_str())).collect();
    assert_eq!(attributes, [("from_version", "0.0.9"), ("to_version", VERSION)]);
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, VERSION);
}

/// O-07.
#[test]
fn a_page_has_the_cursor_of_a_migration_that_is_open() {
    let mut deps = mock_dependencies();
    cw2::set_contract_version(&mut deps.storage, NAME, "0.0.9").unwrap();
    pause::initialize(&mut deps.storage, &deps.api, None).unwrap();
    migrate(deps.as_mut(), mock_env(), MigrateMsg {}).unwrap();
    let eve = message_info(&deps.api.addr_make("eve"), &[]);
    let mut page = |cursor| {
        execute(deps.as_mut(), mock_env(), eve.clone(), ExecuteMsg::MigrateRecords { cursor, limit: 5 })
    };

    let bad = ControlError::BadCursor { cursor: 0, given: 1 };
    assert_eq!(page(1), Err(ContractError::Control(bad)));
    let response = page(0).unwrap();
    assert_eq!(response.events[0].ty, "tributary_staker_registry/records_migrated");
    let attributes: Vec<_> =
        response.events[0].attributes.iter().map(|pair| (pair.key.as_str(), pair.value.as_str())).collect();
    let counts = [("cursor", "0"), ("passed", "0"), ("rewritten", "0"), ("unreadable", "0")];
    assert_eq!(attributes, [counts.as_slice(), &[("complete", "true")]].concat());
    assert_eq!(page(0), Err(ContractError::Control(ControlError::NothingToMigrate)));
}

/// P-01 for the messages that come once.
#[test]
fn instantiate_and_migrate_refuse_unknown_fields() {
    assert!(from_json::<MigrateMsg>(b"{}").is_ok());
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
    let good = r#"{"denom":"u","min_self_stake":"5","unbond_lock":{"time":1},"transfer_lock":{"time":1},"signing_cooldown":{"time":1}"#;
    assert!(from_json::<InstantiateMsg>(format!("{good}}}")).is_ok());
    assert!(from_json::<InstantiateMsg>(format!("{good},\"x\":1}}")).is_err());
    assert!(from_json::<InstantiateMsg>(good.replace("\"5\"", "5") + "}").is_err());
}

#[test]
fn a_reply_that_nobody_asked_for_is_refused() {
    let deps = mock_dependencies();
    let result = SubMsgResult::Err(String::new());
    let stray = Reply { id: 7, payload: Binary::default(), gas_used: 0, result };
    let found = tributary_staker_registry::reply::handle(deps.as_ref(), &mock_env(), &stray);
    assert_eq!(found, Err(ContractError::UnknownReply { id: 7 }));
}
