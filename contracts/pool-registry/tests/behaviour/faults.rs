//! Faults around the contract: what another contract or the chain does wrong, and several messages at once.

use cosmwasm_std::{to_json_binary, Addr, CosmosMsg, DepsMut, Empty, Env, Response, StdResult, WasmMsg};
use cw_multi_test::ContractWrapper;
use cw_utils::Duration;
use tributary_controls::packed::to_bytes;
use tributary_pool_registry::state::{Config, CONFIG};
use tributary_pool_registry::{contract, ContractError};
use tributary_staker_registry::state::{Ledger, LEDGER};
use tributary_testing::Parameters;
use tributary_types::coinbase;
use tributary_types::pool_registry::{DelegationResponse, ExecuteMsg, QueryMsg, UndelegationsResponse};
use tributary_types::staker_registry::{self, TotalsResponse};

use crate::support::suite::{amount, uint, Suite};

fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    (suite, ada, cyd)
}

fn message(suite: &Suite, msg: &ExecuteMsg, funds: u128) -> CosmosMsg {
    let funds = if funds == 0 { vec![] } else { vec![cosmwasm_std::coin(funds, tributary_testing::DENOM)] };
    let contract_addr = suite.pool_registry.to_string();
    WasmMsg::Execute { contract_addr, msg: to_json_binary(msg).unwrap(), funds }.into()
}

/// Fault 4: the coinbase cannot pay. Whoever needs no payment does not notice.
#[test]
fn a_coinbase_that_does_not_pay_stops_payments_alone() {
    let (mut suite, ada, cyd) = suite();
    let ben = suite.pool_of("ben", 1_000, 0);
    suite.reward(&ada, 100).unwrap();
    suite.delegate(&cyd, &ada, 10).unwrap();
    let coinbase = suite.coinbase(&ada);
    suite.set_stake(&coinbase, 0);

    suite.refuses_with("Cannot Sub", |suite| suite.withdraw(&cyd, &ada));
    let redelegate = ExecuteMsg::RedelegateRewards { pool: ada.to_string() };
    suite.refuses_with("Cannot Sub", |suite| suite.pools(&cyd, &redelegate, 0));
    suite.delegate(&cyd, &ada, 10).unwrap();
    suite.undelegate(&cyd, &ada, 10, 0).unwrap();
    suite.transfer(&cyd, &ada, &ben, 10, 0).unwrap();

    suite.set_stake(&coinbase, 100);
    assert_eq!(amount(&suite.withdraw(&cyd, &ada).unwrap()), 50);
}

/// Fault 3: the staker-registry refuses. Nothing stays, and the next call works.
#[test]
fn a_refusal_of_the_staker_registry_undoes_everything() {
    let (mut suite, ada, cyd) = suite();
    let pause = staker_registry::ExecuteMsg::Pause {};
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
    suite.stakers(&guardian, &pause, 0).unwrap();

    suite.refuses_with("paused", |suite| suite.delegate(&cyd, &ada, 10));
    let unpause = staker_registry::ExecuteMsg::Unpause {};
    suite.stakers(&owner, &unpause, 0).unwrap();
    suite.delegate(&cyd, &ada, 10).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().total_stake, uint(2_010));
}

/// Fault 9: bank sends run no code, so nobody can call back while being paid. What a hostile recipient could do at most is to
/// put its calls into the same transaction, and that is as good as one after the other.
#[test]
fn several_calls_in_one_transaction_are_as_good_as_one_after_the_other() {
    let (mut one, ada, cyd) = suite();
    let (mut other, ..) = suite();
    let calls = [
        (ExecuteMsg::WithdrawRewards { pool: ada.to_string() }, 0),
        (ExecuteMsg::Delegate { pool: ada.to_string() }, 50),
        (ExecuteMsg::WithdrawRewards { pool: ada.to_string() }, 0),
        (ExecuteMsg::Undelegate { pool: ada.to_string(), amount: uint(1_050), fee: None }, 0),
        (ExecuteMsg::WithdrawRewards { pool: ada.to_string() }, 0),
    ];
    for suite in [&mut one, &mut other] {
        suite.reward(&ada, 101).unwrap();
    }

    let together: Vec<CosmosMsg> = calls.iter().map(|(msg, funds)| message(&one, msg, *funds)).collect();
    let outcomes = one.chain.execute_many(&cyd, together).unwrap();
    for (msg, funds) in &calls {
        other.pools(&cyd, msg, *funds).unwrap();
    }

    assert_eq!(one.chain.fingerprint(), other.chain.fingerprint());
    let paid: Vec<u128> = [0, 2, 4].iter().map(|call| amount(&outcomes[*call])).collect();
    assert_eq!(paid, [50, 0, 0]);
}

/// Fault 13; for every message in `bad_inputs`.
#[test]
fn a_late_failure_undoes_all_earlier_messages() {
    let (mut suite, ada, cyd) = suite();
    let good = ExecuteMsg::Delegate { pool: ada.to_string() };
    let bad = ExecuteMsg::Delegate { pool: cyd.to_string() };
    let both = [good, bad].map(|msg| message(&suite, &msg, 10)).to_vec();

    let unknown = ContractError::UnknownPool { pool: cyd.clone() };
    suite.refuses(unknown, |suite| Ok(suite.chain.execute_many(&cyd, both)?.remove(0)));
}

/// Fault 12: whoever acts in one block finds what the earlier ones left.
#[test]
fn a_reward_is_shared_once_whatever_happens_in_its_block() {
    let (mut suite, ada, cyd) = suite();
    let dan = suite.who("dan");
    suite.reward(&ada, 90).unwrap();
    suite.delegate(&dan, &ada, 1_000).unwrap();
    suite.reward(&ada, 90).unwrap();
    suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
    suite.reward(&ada, 90).unwrap();

    let paid = [&ada, &cyd, &dan].map(|who| amount(&suite.withdraw(who, &ada).unwrap()));

    assert_eq!(paid, [45 + 30 + 45, 45 + 30, 30 + 45]);
    assert_eq!(suite.holds(&suite.coinbase(&ada)), 0);
}

/// Fault 51: the last ids. When they are used up nothing new opens, and what is open is finalised.
#[test]
fn when_the_ids_are_used_up_what_is_open_still_leaves() {
    let (mut suite, ada, cyd) = suite();
    let totals: TotalsResponse = suite.ask_stakers(&staker_registry::QueryMsg::Totals {}).unwrap();
    let ledger = Ledger {
        next_id: u64::MAX - 1,
        stakers: totals.stakers,
        active_stakers: totals.active_stakers,
        power: totals.power,
        tokens: totals.tokens,
        ..Ledger::default()
    };
    suite.seed_stakers(LEDGER.as_slice(), to_bytes(&ledger));

    suite.undelegate(&cyd, &ada, 10, 0).unwrap();
    suite.refuses_with("Cannot Add", |suite| suite.undelegate(&cyd, &ada, 10, 0));
    suite.wait(86_400);
    let msg = QueryMsg::Undelegations { delegator: cyd.to_string(), start_after: None, limit: None };
    let open = suite.ask_pools::<UndelegationsResponse>(&msg).unwrap().undelegations;
    assert_eq!(open.iter().map(|item| item.id).collect::<Vec<_>>(), [u64::MAX - 1]);
    let before = suite.holds(&cyd);
    let finalize = ExecuteMsg::FinalizeUndelegate { id: u64::MAX - 1, fee_recipient: None };
    suite.pools(&ada, &finalize, 0).unwrap();
    assert_eq!(suite.holds(&cyd), before + 10);
}

/// Fault 6: nothing is left of a pool whose coinbase cannot be made, and the next try makes it. Both faults need another code of
/// the registry: the code id is that of a stored code, and only the registry can take an address that follows from its own.
#[test]
fn a_coinbase_that_cannot_be_made_leaves_no_pool_and_the_next_try_works() {
    let (mut suite, ..) = suite();
    let ben = suite.who("ben");
    let msg = registration(&suite, "ben");
    let config = CONFIG.load(&*suite.chain.app().contract_storage(&suite.pool_registry)).unwrap();

    put(&mut suite, &Config { coinbase_code_id: 999, ..config.clone() });
    suite.refuses_with("code id", |suite| suite.pools(&ben, &msg, 1_000));
    put(&mut suite, &config);
    suite.pools(&ben, &msg, 1_000).unwrap();

    assert_eq!(suite.pool(&ben).unwrap().total_stake, uint(1_000));
}

#[test]
fn an_address_that_is_taken_stops_this_pool_and_no_other() {
    let (mut suite, ..) = suite();
    let (ben, eve) = (suite.who("ben"), suite.who("eve"));
    squat(&mut suite, &ben);

    let (taken, free) = (registration(&suite, "ben"), registration(&suite, "eve"));
    suite.refuses_with("already exists", |suite| suite.pools(&ben, &taken, 1_000));
    suite.pools(&eve, &free, 1_000).unwrap();

    assert_eq!(suite.pool(&eve).unwrap().total_stake, uint(1_000));
}

fn registration(suite: &Suite, name: &str) -> ExecuteMsg {
    ExecuteMsg::RegisterPool {
        signing_address: suite.key(name).into_string(),
        commission_ppm: 0,
        metadata_url: String::new(),
        metadata_hash: "00".repeat(32),
    }
}

/// Writes the parameters behind the contract's back.
fn put(suite: &mut Suite, config: &Config) {
    let pools = suite.pool_registry.clone();
    CONFIG.save(&mut *suite.chain.storage_mut(&pools), config).unwrap();
}

/// Has the registry make a contract where the coinbase of `operator` would be.
fn squat(suite: &mut Suite, operator: &Addr) {
    fn take(deps: DepsMut, env: Env, operator: Addr) -> StdResult<Response> {
        let config = CONFIG.load(deps.storage)?;
        let (registry, pool) = (env.contract.address.into_string(), operator.to_string());
        let made = coinbase::InstantiateMsg { registry, pool, denom: config.denom };
        cw2::set_contract_version(deps.storage, "crates.io:tributary-pool-registry", "0.0.1")?;
        let make = WasmMsg::Instantiate2 {
            admin: None,
            code_id: config.coinbase_code_id,
            label: "taken".to_owned(),
            msg: to_json_binary(&made)?,
            funds: vec![],
            salt: deps.api.addr_canonicalize(operator.as_str())?.into(),
        };
        Ok(Response::new().add_message(make))
    }
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    let squatter = suite.chain.store_code("squatter", Box::new(code.with_migrate(take)));
    let own = suite.chain.code_id("pool-registry").unwrap();
    let (owner, contract_addr) = (suite.owner.clone(), suite.pool_registry.to_string());
    let to = |new_code_id, msg| WasmMsg::Migrate { contract_addr: contract_addr.clone(), new_code_id, msg };
    let there = to(squatter, to_json_binary(operator).unwrap());
    let back = to(own, to_json_binary(&Empty {}).unwrap());
    suite.chain.execute_many(&owner, vec![there.into(), back.into()]).unwrap();
}

/// Fault 17: ten years in which nobody comes, with rewards waiting. One touch books them, and touches hardly more rows than after
/// a second; with a release period they are new then (D11), and paid when it is over.
#[test]
fn a_pool_that_was_idle_for_ten_years_needs_one_touch() {
    const YEARS: u64 = 10 * 365 * 86_400;
    for (period, at_once) in [(None, 500), (Some(Duration::Time(1_000)), 0)] {
        let touch = |seconds| {
            let mut suite = Suite::with(&Parameters { release_period: period, ..Parameters::default() });
            let ada = suite.pool_of("ada", 1_000, 0);
            let cyd = suite.who("cyd");
            suite.delegate(&cyd, &ada, 1_000).unwrap();
            suite.reward(&ada, 1_000).unwrap();
            suite.wait(seconds);
            let before = suite.chain.rows();
            let paid = amount(&suite.withdraw(&cyd, &ada).unwrap());
            let after = suite.chain.rows();
            suite.wait(1_000);
            let later = amount(&suite.withdraw(&cyd, &ada).unwrap());
            suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
            (paid, paid + later, (after.read - before.read, after.written - before.written))
        };

        let (idle, busy) = (touch(YEARS), touch(1));

        assert_eq!((idle.0, idle.1), (at_once, 500));
        assert_eq!((busy.0, busy.1), (at_once, 500));
        // A knot of the performance, since a window has passed.
        let ((reads, writes), (usual_reads, usual_writes)) = (idle.2, busy.2);
        assert!(reads <= usual_reads + 1 && writes <= usual_writes + 1, "{idle:?}, {busy:?}");
    }
}

/// Fault 47: somebody redelegates for another in every block, when a unit is owed. There is no minimum: the victim gives up no
/// more than the fee that it agreed to, and no record is left behind.
#[test]
fn redelegating_a_unit_in_every_block_costs_the_victim_nothing() {
    const BLOCKS: u128 = 300;
    let played = |often: bool| {
        let (mut suite, ada, cyd) = suite();
        let eve = suite.who("eve");
        let pool = ada.to_string();
        suite
            .pools(&cyd, &ExecuteMsg::EnableAutoRewards { pool: pool.clone(), fee_ppm: 100_000 }, 0)
            .unwrap();
        let delegator = cyd.to_string();
        let auto = ExecuteMsg::AutoRedelegate { pool, delegator, fee_recipient: None };
        let rows = |suite: &Suite| suite.chain.app().dump_wasm_raw(&suite.pool_registry).len();
        let (before, purse) = (rows(&suite), suite.holds(&eve));
        for _ in 0..BLOCKS {
            suite.reward(&ada, 2).unwrap();
            suite.wait(1);
            if often {
                suite.pools(&eve, &auto, 0).unwrap();
            }
        }
        suite.pools(&eve, &auto, 0).unwrap();
        // Of a larger pool the performance keeps a knot, whoever calls.
        assert!(rows(&suite) <= before + 2, "{before} rows, then {}", rows(&suite));
        let msg = QueryMsg::Delegation { pool: ada.to_string(), delegator: cyd.to_string() };
        let found: DelegationResponse = suite.ask_pools(&msg).unwrap();
        (found.tokens.u128() + found.rewards.u128() - 1_000, suite.holds(&eve) - purse)
    };

    let ((griefed, fees), (calm, fee)) = (played(true), played(false));

    assert_eq!((calm, fee), (BLOCKS - BLOCKS / 10, BLOCKS / 10));
    assert_eq!(fees, 0, "a unit is too little for a fee");
    assert!(griefed >= calm, "{griefed} instead of {calm}");
}
