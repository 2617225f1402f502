//! Entry points called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    coin, from_json, to_json_binary, Addr, Binary, Coin, MessageInfo, OverflowError, OverflowOperation,
    Reply, SubMsgResponse, SubMsgResult,
};
use cw_utils::{ParseReplyError, PaymentError};
use serde_json::{json, Value};
use tributary_controls::ControlError;
use tributary_joint_staking::contract::{execute, instantiate, migrate, query, reply};
use tributary_joint_staking::ContractError;
use tributary_math::MathError;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::support::dump;
use crate::support::migration::Migrating;
use crate::world::{accept, claim, instantiation, FUND};

const NAME: &str = "crates.io:tributary-joint-staking";
const VERSION: &str = env!("CARGO_PKG_VERSION");

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_joint_staking/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

fn someone(name: &str) -> Addr {
    mock_dependencies().api.addr_make(name)
}

fn by(name: &str, funds: &[Coin]) -> MessageInfo {
    message_info(&someone(name), funds)
}

/// The fields that cannot be omitted.
fn required() -> String {
    let registrar = someone("registrar");
    format!(
        r#""registrar":"{registrar}","stake_asset":{{"native":"ustake"}},"reward_asset":{{"native":"uagi"}}"#
    )
}

#[test]
fn the_shortest_message_begins_an_escrow() {
    let mut deps = mock_dependencies();
    let msg: InstantiateMsg = from_json(format!("{{{}}}", required())).unwrap();

    let response = instantiate(deps.as_mut(), mock_env(), by("owner", &[]), msg).unwrap();

    assert!(response.messages.is_empty());
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().contract, NAME);
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, VERSION);
    let found: ConfigResponse =
        from_json(query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap()).unwrap();
    assert_eq!((found.owner, found.registrar), (Some(someone("owner")), someone("registrar")));
    assert_eq!(
        (found.stake_asset, found.reward_asset),
        (Asset::Native("ustake".to_owned()), Asset::Native("uagi".to_owned()))
    );
    assert_eq!((found.guardian, found.started_secs), (None, mock_env().block.time.seconds()));
}

/// F-05, J-12.
#[test]
fn coins_of_nothing_are_no_funds() {
    let mut deps = mock_dependencies();
    let msg = instantiation(&someone("registrar"));
    instantiate(deps.as_mut(), mock_env(), by("owner", &[]), msg).unwrap();
    let before = dump(&deps.storage);
    let mut refused = |msg: &ExecuteMsg, funds: &[Coin], error: PaymentError| {
        let found = execute(deps.as_mut(), mock_env(), by("owner", funds), msg.clone());
        assert_eq!(found, Err(ContractError::Funds(error)));
        assert_eq!(dump(&deps.storage), before);
    };

    for (msg, denom) in [(FUND, "ureward"), (accept(1), "ustake")] {
        refused(&msg, &[], PaymentError::NoFunds {});
        refused(&msg, &[coin(0, denom)], PaymentError::NoFunds {});
        refused(&msg, &[coin(5, "uother")], PaymentError::MissingDenom(denom.to_owned()));
        refused(&msg, &[coin(5, denom), coin(0, "uother")], PaymentError::MultipleDenoms {});
    }
    let leave = crate::world::terminate(1);
    refused(&leave, &[coin(0, "ureward")], PaymentError::NoFunds {});
    refused(&claim(1), &[coin(0, "ustake")], PaymentError::NonPayable {});
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    MIGRATING.takes_older_versions_alone();
}

/// What the generated inputs do not have.
#[test]
fn instantiate_and_migrate_refuse_what_they_do_not_know() {
    let with = |more: &str| from_json::<InstantiateMsg>(format!("{{{}{more}}}", required())).is_ok();
    assert!(with("") && with(r#","penalty_bps":5"#) && !with(r#","penalty_bps":4294967296"#));
    let caps = |row: &str| with(&format!(r#","daily_caps":[{row}]"#));
    assert!(caps("") && !caps(r#"{"from_day":0}"#) && !caps("5"));
    for asset in [r#"{"native":"u","cw20":"a"}"#, r#"{"erc20":"a"}"#, r#""u""#, "{}"] {
        let text = format!("{{{}}}", required()).replace(r#"{"native":"ustake"}"#, asset);
        assert!(from_json::<InstantiateMsg>(text).is_err(), "{asset}");
    }
    assert!(from_json::<MigrateMsg>(b"{}").is_ok() && from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
}

fn answer(id: u64, payload: &Value, result: SubMsgResult) -> Reply {
    Reply { id, payload: to_json_binary(payload).unwrap(), gas_used: 0, result }
}

#[allow(deprecated, reason = "the field that chains fill is another")]
fn said(msg_responses: Vec<cosmwasm_std::MsgResponse>) -> SubMsgResult {
    SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses })
}

fn response(bytes: &[u8]) -> Vec<cosmwasm_std::MsgResponse> {
    let type_url = "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_owned();
    vec![cosmwasm_std::MsgResponse { type_url, value: Binary::new(bytes.to_vec()) }]
}

/// R-18, fault 7: replies that nobody asked for, or that say nothing, change nothing.
#[test]
fn replies_that_cannot_be_are_refused() {
    let mut deps = mock_dependencies();
    let msg = instantiation(&someone("registrar"));
    instantiate(deps.as_mut(), mock_env(), by("owner", &[]), msg).unwrap();
    let before = dump(&deps.storage);
    let pool = someone("ada");
    let started = json!({"undelegation_started": {"pool": pool, "batch": 0, "amount": "5"}});
    let collected = json!({"rewards_collected": {"pool": pool}});
    let refused = json!({"delegation_refused": {"agreement_id": 1}});
    let failed = || SubMsgResult::Err("no".to_owned());
    let mut handled = |message: Reply| {
        let found = reply(deps.as_mut(), mock_env(), message);
        assert_eq!(dump(&deps.storage), before);
        found.unwrap_err()
    };

    for id in [0, 2, u64::MAX] {
        assert_eq!(
            handled(answer(id, &collected, said(vec![]))),
            ContractError::Control(ControlError::UnknownReply { id })
        );
    }
    for (task, result) in [
        (&refused, said(vec![])),
        (&started, failed()),
        (&collected, failed()),
        (&started, said(vec![])),
        (&collected, said(vec![])),
        (&started, said(response(&[]))),
        (&collected, said(response(&[]))),
    ] {
        assert_eq!(handled(answer(1, task, result)), ContractError::NoAnswer, "{task}");
    }
    // Field 1 of 5 bytes, of which 2 are there; no JSON; JSON of something else.
    let torn = handled(answer(1, &started, said(response(&[10, 5, 1, 2]))));
    assert!(
        matches!(torn, ContractError::Control(ControlError::Reply(ParseReplyError::ParseFailure(_)))),
        "{torn}"
    );
    for bytes in [&[10, 2, b'x', b'y'][..], &[10, 2, b'{', b'}']] {
        let found = handled(answer(1, &started, said(response(bytes))));
        assert!(matches!(found, ContractError::Control(ControlError::Std(_))), "{found}");
    }
    for payload in [json!(null), json!({}), json!({"another": {}})] {
        let found = handled(answer(1, &payload, failed()));
        assert!(matches!(found, ContractError::Std(_)), "{found}");
    }
    let unknown = handled(answer(1, &refused, failed()));
    assert!(matches!(unknown, ContractError::Std(_)), "{unknown}");
}

#[test]
fn arithmetic_that_cannot_be_is_an_error() {
    let overflow = || OverflowError::new(OverflowOperation::Mul);
    let error = ContractError::from(MathError::Overflow(overflow()));
    assert!(matches!(error, ContractError::Math(_)));
    assert!(matches!(ContractError::from(overflow()), ContractError::Overflow(_)));
}
