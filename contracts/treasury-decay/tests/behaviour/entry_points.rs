//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json, Addr, Coin, OverflowError, OverflowOperation};
use cw_utils::PaymentError;
use tributary_controls::ControlError;
use tributary_math::MathError;
use tributary_treasury_decay::contract::{execute, instantiate, migrate, query};
use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{
    CirculatingSupply, ConfigResponse, EpochResponse, ExecuteMsg, IdentityRule, InstantiateMsg, MigrateMsg,
    QueryMsg, UnstakedShare,
};

use crate::support::dump;
use crate::support::migration::Migrating;
use crate::support::suite::uint;
use crate::world::{instantiation, invalid, WEEK};

const NAME: &str = "crates.io:tributary-treasury-decay";

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_treasury_decay/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

fn someone(name: &str) -> Addr {
    mock_dependencies().api.addr_make(name)
}

fn refused(msg: InstantiateMsg, funds: &[Coin]) -> ContractError {
    let mut deps = mock_dependencies();
    instantiate(deps.as_mut(), mock_env(), message_info(&someone("owner"), funds), msg).unwrap_err()
}

fn refused_with(change: impl Fn(&mut InstantiateMsg)) -> ContractError {
    let mut msg = instantiation(&someone("registry"));
    change(&mut msg);
    refused(msg, &[])
}

#[test]
fn what_is_omitted_has_the_value_of_the_specification() {
    let mut deps = mock_dependencies();
    let (registry, owner) = (someone("registry"), someone("owner"));
    let text = format!(r#"{{"denom":"ustake","pool_registry":"{registry}","identity":{{"off":{{}}}}}}"#);
    let msg: InstantiateMsg = from_json(text).unwrap();
    instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap();

    let ask = |msg| query(deps.as_ref(), mock_env(), msg).unwrap();
    let config: ConfigResponse = from_json(ask(QueryMsg::Config {})).unwrap();
    let expected = ConfigResponse {
        owner: Some(owner),
        denom: "ustake".to_owned(),
        pool_registry: registry,
        identity: IdentityRule::Off {},
        epoch_secs: WEEK,
        release_secs: WEEK,
        decay_base: 10,
        min_stake: uint(1),
        tolerance_bits: 8,
        unstaked_share: UnstakedShare::Burn,
        circulating_supply: CirculatingSupply::BankSupply { exclude: vec![] },
    };
    assert_eq!(config, expected);
    let epoch: EpochResponse = from_json(ask(QueryMsg::Epoch {})).unwrap();
    let began = mock_env().block.time.seconds();
    assert_eq!((epoch.epoch, epoch.checkpoints), (0, 1));
    assert_eq!((epoch.started_at.seconds(), epoch.ends_at.seconds()), (began, began + WEEK));
}

#[test]
fn what_is_given_is_what_config_answers() {
    let mut deps = mock_dependencies();
    let [registry, heir, registrar, far] = ["registry", "heir", "registrar", "far"].map(someone);
    let msg = InstantiateMsg {
        owner: Some(heir.to_string()),
        denom: "uaion".to_owned(),
        pool_registry: registry.to_string(),
        identity: IdentityRule::List { registrar: registrar.to_string() },
        epoch_secs: Some(86_400),
        release_secs: Some(31_536_000),
        decay_base: Some(100),
        min_stake: Some(uint(0)),
        tolerance_bits: Some(0),
        unstaked_share: Some(UnstakedShare::Treasury),
        circulating_supply: Some(CirculatingSupply::BankSupply { exclude: vec![far.to_string()] }),
    };
    instantiate(deps.as_mut(), mock_env(), message_info(&someone("owner"), &[]), msg).unwrap();

    let answer = query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap();
    let expected = ConfigResponse {
        owner: Some(heir),
        denom: "uaion".to_owned(),
        pool_registry: registry,
        identity: IdentityRule::List { registrar },
        epoch_secs: 86_400,
        release_secs: 31_536_000,
        decay_base: 100,
        min_stake: uint(0),
        tolerance_bits: 0,
        unstaked_share: UnstakedShare::Treasury,
        circulating_supply: CirculatingSupply::BankSupply { exclude: vec![far] },
    };
    assert_eq!(from_json::<ConfigResponse>(answer).unwrap(), expected);
}

/// F-07, T-07.
#[test]
fn a_treasury_begins_with_sound_parameters() {
    let non_payable = ContractError::Funds(PaymentError::NonPayable {});
    assert_eq!(refused(instantiation(&someone("registry")), &[coin(1, "ustake")]), non_payable);
    for base in [0, 1, 4, 6, 7, 9, 11, 99, 101, 1 << 32, u64::MAX] {
        let error = invalid("decay_base", "2, 3, 5, 10, 20 or 100", base);
        assert_eq!(refused_with(|msg| msg.decay_base = Some(base)), error);
    }
    for secs in [0, 86_399, 31_536_001, u64::MAX] {
        let error = invalid("epoch_secs", "86400 to 31536000", secs);
        assert_eq!(refused_with(|msg| msg.epoch_secs = Some(secs)), error);
    }
    for secs in [31_536_001, u64::MAX] {
        let error = invalid("release_secs", "0 to 31536000", secs);
        assert_eq!(refused_with(|msg| msg.release_secs = Some(secs)), error);
    }
    for bits in [49, u32::MAX] {
        let error = invalid("tolerance_bits", "0 to 48", bits);
        assert_eq!(refused_with(|msg| msg.tolerance_bits = Some(bits)), error);
    }
    for base in [2, 3, 5, 10, 20, 100] {
        let mut deps = mock_dependencies();
        let msg = InstantiateMsg { decay_base: Some(base), ..instantiation(&someone("registry")) };
        instantiate(deps.as_mut(), mock_env(), message_info(&someone("owner"), &[]), msg).unwrap();
    }
}

/// T-08, A-04.
#[test]
fn a_treasury_begins_with_a_sound_registry_and_a_sound_supply() {
    let error = invalid("circulating_supply", "at least 1", 0);
    let fixed = |amount| Some(CirculatingSupply::Fixed { amount: uint(amount) });
    assert_eq!(refused_with(|msg| msg.circulating_supply = fixed(0)), error);
    let excluding = |accounts: &[Addr]| {
        let exclude = accounts.iter().map(ToString::to_string).collect();
        refused_with(|msg| {
            msg.circulating_supply = Some(CirculatingSupply::BankSupply { exclude: Clone::clone(&exclude) })
        })
    };
    let many: Vec<Addr> = (0..17).map(|number| someone(&format!("account {number}"))).collect();
    let too_many = ControlError::TooMany { what: "excluded accounts", max: 16, given: 17 };
    assert_eq!(excluding(&many), ContractError::Control(too_many));
    let address = many[0].to_string();
    let twice = ControlError::Duplicate { what: "excluded accounts", address };
    assert_eq!(excluding(&[many[0].clone(), many[0].clone()]), ContractError::Control(twice));

    let own = mock_env().contract.address;
    let error = invalid("pool_registry", "another contract", &own);
    assert_eq!(refused_with(|msg| msg.pool_registry = own.to_string()), error);
}

/// F-05.
#[test]
fn coins_of_nothing_are_no_funds() {
    let mut deps = mock_dependencies();
    let owner = someone("owner");
    let msg = instantiation(&someone("registry"));
    instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap();
    let before = dump(&deps.storage);
    let mut refused = |msg: &ExecuteMsg, funds: &[Coin], error: PaymentError| {
        let found = execute(deps.as_mut(), mock_env(), message_info(&owner, funds), msg.clone());
        assert_eq!(found, Err(ContractError::Funds(error)));
        assert_eq!(dump(&deps.storage), before);
    };

    let pay = ExecuteMsg::DistributeRevenue {};
    refused(&pay, &[], PaymentError::NoFunds {});
    refused(&pay, &[coin(0, "ustake")], PaymentError::NoFunds {});
    refused(&pay, &[coin(5, "uother")], PaymentError::MissingDenom("ustake".to_owned()));
    refused(&pay, &[coin(5, "ustake"), coin(0, "uother")], PaymentError::MultipleDenoms {});
    refused(&ExecuteMsg::ClaimShare {}, &[coin(0, "ustake")], PaymentError::NonPayable {});
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    MIGRATING.takes_older_versions_alone();
}

/// P-01 for `migrate`, and what the generated inputs do not have.
#[test]
fn instantiate_and_migrate_refuse_what_they_do_not_know() {
    let with = |identity: &str, more: &str| {
        let text = format!(r#"{{"denom":"u","pool_registry":"r","identity":{identity}{more}}}"#);
        from_json::<InstantiateMsg>(text).is_ok()
    };
    assert!(with(r#"{"off":{}}"#, ""));
    assert!(!with(r#""off""#, ""));
    assert!(!with(r#"{"list":{}}"#, ""));
    assert!(with(r#"{"off":{}}"#, r#","unstaked_share":"none""#));
    assert!(!with(r#"{"off":{}}"#, r#","unstaked_share":"half""#));
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
}

#[test]
fn arithmetic_that_cannot_be_is_an_error() {
    let overflow = || OverflowError::new(OverflowOperation::Mul);
    let error = ContractError::from(MathError::Overflow(overflow()));
    assert!(matches!(error, ContractError::Math(_)));
    assert!(matches!(ContractError::from(overflow()), ContractError::Overflow(_)));
}
