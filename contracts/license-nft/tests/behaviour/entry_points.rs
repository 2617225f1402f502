//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json, Addr, Binary, Coin, Reply, SubMsgResponse, SubMsgResult};
use cw_utils::PaymentError;
use tributary_controls::ControlError;
use tributary_license_nft::contract::{execute, instantiate, migrate, reply};
use tributary_license_nft::ContractError;
use tributary_math::MathError;
use tributary_types::license_nft::{ExecuteMsg, InstantiateMsg, MigrateMsg};

use crate::support::dump;
use crate::support::migration::Migrating;
use crate::support::suite::uint;
use crate::world::instantiation;

const NAME: &str = "crates.io:tributary-license-nft";

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_license_nft/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

fn begin() -> (InstantiateMsg, Addr) {
    let api = mock_dependencies().api;
    let [minter, guardian, registry, owner] =
        ["minter", "guardian", "registry", "owner"].map(|name| api.addr_make(name));
    (instantiation(&minter, &guardian, &registry), owner)
}

fn refused(msg: InstantiateMsg) -> ContractError {
    let mut deps = mock_dependencies();
    let (_, owner) = begin();
    instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap_err()
}

/// A-04, A-08, L-01.
#[test]
fn a_collection_begins_with_sound_parameters() {
    let with = |change: &dyn Fn(&mut InstantiateMsg)| {
        let (mut msg, _) = begin();
        change(&mut msg);
        refused(msg)
    };

    assert_eq!(with(&|msg| msg.coins_per_license = uint(0)), ContractError::ZeroCoins);
    for given in [0, 48_001, u32::MAX] {
        let error = ContractError::CapOutOfRange { max: 48_000, given };
        assert!(error.to_string().contains("cap"));
        assert_eq!(with(&|msg| msg.cap = Some(given)), error);
    }
    let length = |field, given| ContractError::from(ControlError::TextLength { field, max: 128, given });
    assert_eq!(with(&|msg| msg.name = String::new()), length("name", 0));
    assert_eq!(with(&|msg| msg.symbol = "x".repeat(129)), length("symbol", 129));
    let own = mock_env().contract.address.to_string();
    assert_eq!(with(&|msg| msg.staker_registry = Some(own.clone())), ContractError::RegistryIsSelf);
}

/// F-05.
#[test]
fn coins_of_nothing_are_no_funds() {
    let mut deps = mock_dependencies();
    let (msg, owner) = begin();
    instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap();
    let before = dump(&deps.storage);
    let mut refused = |msg: &ExecuteMsg, funds: &[Coin], error: PaymentError| {
        let found = execute(deps.as_mut(), mock_env(), message_info(&owner, funds), msg.clone());
        assert_eq!(found, Err(ContractError::Funds(error)));
        assert_eq!(dump(&deps.storage), before);
    };

    let fund = ExecuteMsg::FundReserve {};
    refused(&fund, &[coin(0, "ustake")], PaymentError::NoFunds {});
    refused(&fund, &[coin(5, "ustake"), coin(0, "uother")], PaymentError::MultipleDenoms {});
    refused(&ExecuteMsg::OpenMainnet {}, &[coin(0, "ustake")], PaymentError::NonPayable {});
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    MIGRATING.takes_older_versions_alone();
}

/// R-18, fault 7.
#[test]
fn a_reply_that_nobody_asked_for_is_refused() {
    let mut deps = mock_dependencies();
    #[allow(deprecated, reason = "the field is there")]
    let result = SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] });
    for (id, payload) in [(0, &b"{}"[..]), (2, b"{}"), (u64::MAX, b"")] {
        let message = Reply { id, payload: Binary::from(payload), gas_used: 0, result: result.clone() };
        assert_eq!(
            reply(deps.as_mut(), mock_env(), message),
            Err(ContractError::Control(ControlError::UnknownReply { id }))
        );
    }
    let message = Reply { id: 1, payload: Binary::from(b"{}"), gas_used: 0, result };
    assert!(matches!(reply(deps.as_mut(), mock_env(), message), Err(ContractError::Std(_))));
}

/// P-01 for `migrate`, and what the generated inputs do not have.
#[test]
fn instantiate_and_migrate_refuse_what_they_do_not_know() {
    let good = r#"{"name":"n","symbol":"s","minter":"m","denom":"u","coins_per_license":"5""#;
    assert!(from_json::<InstantiateMsg>(format!("{good}}}")).is_ok());
    assert!(from_json::<InstantiateMsg>(format!("{good},\"liquidation_mode\":\"half\"}}")).is_err());
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
}

#[test]
fn arithmetic_that_cannot_be_is_an_error() {
    let overflow = cosmwasm_std::OverflowError::new(cosmwasm_std::OverflowOperation::Mul);
    let error = ContractError::from(MathError::Overflow(overflow));
    assert!(matches!(error, ContractError::Math(_)));
}
