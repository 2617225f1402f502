//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json, Addr, Binary, Coin, Reply, SubMsgResult};
use cw_utils::{Duration, PaymentError};
use tributary_controls::{pause, ControlError};
use tributary_staker_registry::contract::{execute, instantiate, migrate};
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg};

use crate::support::dump;
use crate::support::migration::Migrating;
use crate::support::suite::uint;

const NAME: &str = "crates.io:tributary-staker-registry";

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_staker_registry/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

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
    MIGRATING.takes_older_versions_alone();
}

/// O-07.
#[test]
fn a_page_has_the_cursor_of_a_migration_that_is_open() {
    MIGRATING.pages_have_its_cursor("tributary_staker_registry/records_migrated", |deps, cursor| {
        pause::initialize(deps.storage, deps.api, None).unwrap();
        let eve = message_info(&Addr::unchecked("eve"), &[]);
        execute(deps, mock_env(), eve, ExecuteMsg::MigrateRecords { cursor, limit: 5 })
    });
}

/// P-01.
#[test]
fn migrate_refuses_unknown_fields() {
    assert!(from_json::<MigrateMsg>(b"{}").is_ok());
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
}

#[test]
fn a_reply_that_nobody_asked_for_is_refused() {
    let deps = mock_dependencies();
    let result = SubMsgResult::Err(String::new());
    let stray = Reply { id: 7, payload: Binary::default(), gas_used: 0, result };
    let found = tributary_staker_registry::reply::handle(deps.as_ref(), &mock_env(), &stray);
    assert_eq!(found, Err(ContractError::Control(ControlError::UnknownReply { id: 7 })));
}
