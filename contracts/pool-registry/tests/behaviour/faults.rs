//! Faults around the contract: what another contract or the chain does wrong, and several messages at once.

use cosmwasm_std::{to_json_binary, Addr, CosmosMsg, WasmMsg};
use tributary_controls::packed::to_bytes;
use tributary_pool_registry::ContractError;
use tributary_staker_registry::state::{Ledger, LEDGER};
use tributary_types::pool_registry::{ExecuteMsg, QueryMsg, UndelegationsResponse};
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
