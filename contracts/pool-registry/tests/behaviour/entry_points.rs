//! `reply` and `migrate`, called as the chain calls them.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    coin, from_json, to_json_binary, Addr, Binary, Instantiate2AddressError, MsgResponse, Reply,
    SubMsgResponse, SubMsgResult,
};
use cw_utils::{Duration, Expiration, ParseReplyError};
use tributary_controls::{pause, ControlError};
use tributary_pool_registry::contract::{execute, migrate, reply};
use tributary_pool_registry::reply::{NewItem, ReplyTask};
use tributary_pool_registry::state::{Config, CONFIG};
use tributary_pool_registry::ContractError;
use tributary_types::pool_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, ScoreWeights};
use tributary_types::staker_registry::{ItemOpened, StakerRegistryContract};

use crate::support::dump;
use crate::support::migration::Migrating;
use crate::support::suite::uint;

const NAME: &str = "crates.io:tributary-pool-registry";

const MIGRATING: Migrating<ContractError> = Migrating {
    name: NAME,
    migrated: "tributary_pool_registry/migrated",
    migrate: |deps| migrate(deps, mock_env(), MigrateMsg {}),
};

fn undelegation() -> ReplyTask {
    ReplyTask::Report(NewItem::Undelegation {
        delegator: Addr::unchecked("cyd"),
        pool: Addr::unchecked("ada"),
        amount: uint(5),
        fee: uint(1),
        stake: uint(10),
        pool_stake: uint(20),
    })
}

/// An answer with this in the first message response.
fn answered(value: Option<Binary>) -> SubMsgResult {
    let type_url = "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_owned();
    let msg_responses = value.map(|value| MsgResponse { type_url, value }).into_iter().collect();
    #[allow(deprecated, reason = "the field has no default")]
    SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses })
}

/// `data` as a protobuf message with one field of bytes.
fn wrapped(data: &[u8]) -> Binary {
    let mut bytes = vec![0x0a, u8::try_from(data.len()).unwrap()];
    bytes.extend(data);
    bytes.into()
}

fn send(id: u64, payload: Binary, result: SubMsgResult) -> Result<usize, ContractError> {
    let mut deps = mock_dependencies();
    let answer = reply(deps.as_mut(), mock_env(), Reply { id, payload, gas_used: 0, result });
    let written = dump(&deps.storage).len();
    if answer.is_err() {
        assert_eq!(written, 0, "refused, but something was written");
    }
    answer.map(|_| written)
}

fn opened() -> Binary {
    wrapped(&to_json_binary(&ItemOpened { id: 7, release: Expiration::AtHeight(9) }).unwrap())
}

/// Fault 7, R-18.
#[test]
fn a_reply_that_nobody_asked_for_is_refused() {
    for id in [0, 2, u64::MAX] {
        let task = to_json_binary(&undelegation()).unwrap();
        assert_eq!(
            send(id, task, answered(Some(opened()))),
            Err(ContractError::Control(ControlError::UnknownReply { id }))
        );
    }
}

#[test]
fn a_reply_without_a_task_is_refused() {
    for payload in [&b""[..], b"{}", b"null", b"{\"report\":{}}", b"\xff"] {
        let error = send(1, payload.into(), answered(Some(opened()))).unwrap_err();
        assert!(matches!(error, ContractError::Std(cosmwasm_std::StdError::ParseErr { .. })), "{error}");
    }
}

/// Fault 8 too: the text of a failure is not looked at.
#[test]
fn an_answer_without_an_item_is_refused() {
    let task = || to_json_binary(&undelegation()).unwrap();
    let none = || Err(ContractError::NoItemReturned);

    assert_eq!(send(1, task(), SubMsgResult::Err("codespace: wasm, code: 5".to_owned())), none());
    assert_eq!(send(1, task(), answered(None)), none());
    assert_eq!(send(1, task(), answered(Some(Binary::default()))), none());
    let broken = send(1, task(), answered(Some(b"\x0a\x7f".into()))).unwrap_err();
    assert!(
        matches!(broken, ContractError::Control(ControlError::Reply(ParseReplyError::ParseFailure(_)))),
        "{broken}"
    );
    let other = send(1, task(), answered(Some(wrapped(b"{}")))).unwrap_err();
    assert!(matches!(other, ContractError::Control(ControlError::Std(_))), "{other}");
}

/// Fault 7: nothing is kept between message and reply, so a second one writes nothing that the first did not.
#[test]
fn a_reply_that_comes_twice_changes_nothing() {
    let task = to_json_binary(&undelegation()).unwrap();
    assert_eq!(send(1, task, answered(Some(opened()))), Ok(0));

    let mut deps = mock_dependencies();
    let missed = ReplyTask::HookFailed {
        hook: Addr::unchecked("ear"),
        delegator: Addr::unchecked("cyd"),
        pool: Addr::unchecked("ada"),
    };
    let payload = to_json_binary(&missed).unwrap();
    let failed = Reply { id: 1, payload, gas_used: 0, result: SubMsgResult::Err(String::new()) };
    reply(deps.as_mut(), mock_env(), failed.clone()).unwrap();
    let once = dump(&deps.storage);
    reply(deps.as_mut(), mock_env(), failed).unwrap();
    assert_eq!((once.len(), dump(&deps.storage)), (1, once));
}

/// O-06, fault 30.
#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    MIGRATING.takes_older_versions_alone();
}

/// O-07.
#[test]
fn a_page_has_the_cursor_of_a_migration_that_is_open() {
    MIGRATING.pages_have_its_cursor("tributary_pool_registry/records_migrated", |deps, cursor| {
        pause::initialize(deps.storage, deps.api, None).unwrap();
        let eve = message_info(&Addr::unchecked("eve"), &[]);
        execute(deps, mock_env(), eve, ExecuteMsg::MigrateRecords { cursor, limit: 5 })
    });
}

/// Fault 54: a damaged checksum of the coinbases' code stops registrations, and is no reason to break off.
#[test]
fn with_a_damaged_checksum_no_pool_opens() {
    let mut deps = mock_dependencies();
    let operator = deps.api.addr_make("ada");
    let config = Config {
        staker_registry: StakerRegistryContract::new(deps.api.addr_make("stakers")),
        denom: "ustake".to_owned(),
        min_self_stake: uint(5),
        min_self_stake_percentage: 1,
        coinbase_code_id: 1,
        coinbase_checksum: b"too short".into(),
        commission_lock: Duration::Time(1),
        release_period: Duration::Time(0),
        min_delegation: uint(1),
        score_weights: ScoreWeights { fee: 1, performance: 1, capacity: 1 },
        performance_window: 1,
        hooks: vec![],
        licenses: None,
    };
    CONFIG.save(&mut deps.storage, &config).unwrap();
    pause::initialize(&mut deps.storage, &deps.api, None).unwrap();
    let before = dump(&deps.storage);
    let msg = ExecuteMsg::RegisterPool {
        signing_address: operator.to_string(),
        commission_ppm: 0,
        metadata_url: String::new(),
        metadata_hash: "00".repeat(32),
    };
    // A contract's address has 32 bytes.
    let mut env = mock_env();
    env.contract.address = deps.api.addr_make("pools");

    let found = execute(deps.as_mut(), env, message_info(&operator, &[coin(5, "ustake")]), msg);

    assert_eq!(found, Err(ContractError::Instantiate2(Instantiate2AddressError::InvalidChecksumLength)));
    assert_eq!(dump(&deps.storage), before);
}

/// P-01 for `migrate`, and what the generated inputs do not have.
#[test]
fn instantiate_and_migrate_refuse_what_they_do_not_know() {
    assert!(from_json::<MigrateMsg>(b"{}").is_ok());
    assert!(from_json::<MigrateMsg>(b"{\"x\":1}").is_err());
    let good = r#"{"staker_registry":"s","coinbase_code_id":1,"min_self_stake_percentage":1,"commission_lock":{"time":1}"#;
    assert!(from_json::<InstantiateMsg>(format!("{good}}}")).is_ok());
    assert!(from_json::<InstantiateMsg>(good.replace("percentage\":1", "percentage\":256") + "}").is_err());
}
