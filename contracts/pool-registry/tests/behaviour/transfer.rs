//! `transfer_delegation`, `cancel_transfer`

use cosmwasm_std::{Addr, Uint256};
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_staker_registry::ContractError as StakerError;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{
    ExecuteMsg, QueryMsg, TotalsResponse, Transfer, TransfersResponse, CONTRACT,
};
use tributary_types::staker_registry::{self, ItemOpened};

use crate::support::suite::{data, id, uint, Suite};

/// Two pools, and cyd with 500 in the first.
fn suite() -> (Suite, Addr, Addr, Addr) {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 500).unwrap();
    (suite, ada, ben, cyd)
}

fn cancel(suite: &mut Suite, who: &Addr, id: u64) -> anyhow::Result<tributary_simulator::Outcome> {
    suite.pools(who, &ExecuteMsg::CancelTransfer { id }, 0)
}

fn transfers(suite: &Suite, delegator: Option<&Addr>, to: Option<&Addr>) -> Vec<Transfer> {
    let (delegator, to_pool) = (delegator.map(Addr::to_string), to.map(Addr::to_string));
    let msg = QueryMsg::Transfers { delegator, to_pool, start_after: None, limit: Some(100) };
    suite.ask_pools::<TransfersResponse>(&msg).unwrap().transfers
}

#[test]
fn a_transfer_leaves_one_pool_at_once_and_takes_up_room_in_the_other() {
    let (mut suite, ada, ben, cyd) = suite();

    let outcome = suite.transfer(&cyd, &ada, &ben, 200, 5).unwrap();

    let release = suite.after(600);
    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 0, release });
    let at = suite.nanos_after(600);
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "delegation_transferred id=0 delegator=cyd from_pool=ada to_pool=ben amount=200 fee=5 release={at} \
             stake=300 pool_stake=1300 pending_stake=195"
        )]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [format!(
            "stake_transferred id=0 from=ada to=ben owner=cyd amount=200 fee=5 release={at} tokens=1300"
        )]
    );
    let to = suite.pool(&ben).unwrap();
    assert_eq!((to.total_stake, to.pending_stake), (uint(1_000), uint(195)));
    let totals: TotalsResponse = suite.ask_pools(&QueryMsg::Totals {}).unwrap();
    assert_eq!((totals.total_stake, totals.pending_stake), (uint(2_300), uint(195)));
    let item = Transfer {
        id: 0,
        delegator: cyd.clone(),
        from_pool: ada.clone(),
        to_pool: ben.clone(),
        amount: uint(200),
        fee: uint(5),
        release,
        ready: false,
        accepted: true,
    };
    assert_eq!(transfers(&suite, Some(&cyd), None), [item.clone()]);
    assert_eq!(transfers(&suite, None, Some(&ben)), [item.clone()]);
    assert_eq!(transfers(&suite, Some(&cyd), Some(&ada)), []);
    suite.wait(600);
    assert_eq!(transfers(&suite, None, None), [Transfer { ready: true, ..item }]);
}

/// PR-19, RW-03: nothing is earned on the way.
#[test]
fn stake_on_the_way_earns_nowhere() {
    let (mut suite, ada, ben, cyd) = suite();
    suite.transfer(&cyd, &ada, &ben, 500, 0).unwrap();

    suite.reward(&ada, 100).unwrap();
    suite.reward(&ben, 100).unwrap();

    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&cyd, &ben)), (0, 0));
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&ben, &ben)), (100, 100));
}

///
#[test]
fn a_transfer_needs_two_pools_that_the_sender_does_not_operate() {
    let (mut suite, ada, ben, cyd) = suite();

    suite.refuses(ContractError::SamePool, |suite| suite.transfer(&cyd, &ada, &ada, 10, 0));
    let operator = |pool: &Addr| ContractError::OperatorCannotTransfer { pool: pool.clone() };
    suite.refuses(operator(&ada), |suite| suite.transfer(&ada, &ada, &ben, 10, 0));
    suite.refuses(operator(&ben), |suite| suite.transfer(&ben, &ada, &ben, 10, 0));
    let unknown = |pool: &Addr| ContractError::UnknownPool { pool: pool.clone() };
    suite.refuses(unknown(&cyd), |suite| suite.transfer(&cyd, &ada, &cyd, 10, 0).map_err(not_operator(&cyd)));
}

/// The sender's own address is no pool: whichever of the two reasons comes first.
fn not_operator(pool: &Addr) -> impl Fn(anyhow::Error) -> anyhow::Error + '_ {
    move |error| match error.downcast_ref() {
        Some(ContractError::OperatorCannotTransfer { pool: named }) if named == pool => {
            ContractError::UnknownPool { pool: pool.clone() }.into()
        }
        _ => error,
    }
}

///
#[test]
fn amounts_and_fees_of_a_transfer_have_limits() {
    let (mut suite, ada, ben, cyd) = suite();

    suite.refuses(ContractError::Control(ControlError::ZeroAmount), |suite| {
        suite.transfer(&cyd, &ada, &ben, 0, 0)
    });
    let too_high =
        ContractError::Control(ControlError::FeeTooHigh { fee: uint(10), bound: "below", amount: uint(10) });
    suite.refuses(too_high, |suite| suite.transfer(&cyd, &ada, &ben, 10, 10));
    suite.transfer(&cyd, &ada, &ben, 10, 9).unwrap();
    let short = ContractError::InsufficientStake { available: uint(490), required: uint(491) };
    suite.refuses(short, |suite| suite.transfer(&cyd, &ada, &ben, 491, 0));
}

/// R-10, D13.
#[test]
fn what_a_transfer_leaves_behind_is_nothing_or_the_minimum() {
    let mut suite = Suite::with(&Parameters { min_delegation: Some(100), ..Parameters::default() });
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 250).unwrap();

    let dust = ContractError::BelowMinimumDelegation { minimum: uint(100), left: uint(99) };
    suite.refuses(dust, |suite| suite.transfer(&cyd, &ada, &ben, 151, 0));
    suite.transfer(&cyd, &ada, &ben, 150, 0).unwrap();
    suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap();
}

///
#[test]
fn a_transfer_into_a_broken_or_full_pool_is_refused_and_out_of_a_broken_one_is_not() {
    let mut suite = Suite::with(&Parameters { percentage: 50, ..Parameters::default() });
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.delegate(&cyd, &ben, 300).unwrap();

    let over =
        ContractError::OverCapacity { pool: ben.clone(), left: Uint256::from_u128(700), required: uint(701) };
    suite.refuses(over, |suite| suite.transfer(&cyd, &ada, &ben, 711, 10));
    suite.undelegate(&ada, &ada, 1, 0).unwrap();
    let broken = ContractError::PoolBroken { pool: ada.clone() };
    suite.refuses(broken, |suite| suite.transfer(&cyd, &ben, &ada, 10, 0));
    suite.transfer(&cyd, &ada, &ben, 710, 10).unwrap();
}

/// R-12, D15.
#[test]
fn a_transfer_taken_back_becomes_an_undelegation_of_the_whole_amount() {
    let (mut suite, ada, ben, cyd) = suite();
    let transfer = id(&suite.transfer(&cyd, &ada, &ben, 200, 5).unwrap());
    let (release, at) = (suite.after(86_400), suite.nanos_after(86_400));
    suite.wait(100);

    let outcome = cancel(&mut suite, &cyd, transfer).unwrap();

    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 1, release });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "transfer_cancelled transfer=0 id=1 delegator=cyd from_pool=ada to_pool=ben amount=200 release={at} \
             pending_stake=0"
        )]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [format!("transfer_cancelled transfer=0 id=1 staker=ada owner=cyd amount=200 release={at}")]
    );
    assert_eq!(suite.pool(&ben).unwrap().pending_stake, uint(0));
    let before = suite.holds(&cyd);
    suite.wait(86_300);
    let finalize = ExecuteMsg::FinalizeUndelegate { id: 1, fee_recipient: None };
    suite.pools(&ben, &finalize, 0).unwrap();
    assert_eq!(suite.holds(&cyd), before + 200);
}

///
#[test]
fn a_transfer_is_taken_back_by_its_delegator_once_and_before_it_arrives() {
    let (mut suite, ada, ben, cyd) = suite();
    let first = id(&suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap());
    let second = id(&suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap());

    for stranger in [&ada, &ben] {
        let not = ContractError::NotDelegator { id: first, delegator: cyd.clone() };
        suite.refuses(not, |suite| cancel(suite, stranger, first));
    }
    cancel(&mut suite, &cyd, first).unwrap();
    let gone = |id| ContractError::UnknownTransfer { id };
    suite.refuses(gone(first), |suite| cancel(suite, &cyd, first));
    suite.wait(600);
    suite.pools(&ben, &ExecuteMsg::FinalizeTransfer { id: second, fee_recipient: None }, 0).unwrap();
    suite.refuses(gone(second), |suite| cancel(suite, &cyd, second));
}

#[test]
fn a_solo_stakers_transfer_is_none_of_the_pool_registrys() {
    let (mut suite, ..) = suite();
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 2_000));
    let msg = staker_registry::ExecuteMsg::TransferStake {
        from: sol.to_string(),
        to: tom.to_string(),
        amount: uint(100),
        fee: None,
        owner: None,
    };
    let solo = id(&suite.stakers(&sol, &msg, 0).unwrap());
    suite.wait(600);

    assert_eq!(transfers(&suite, Some(&sol), None), []);
    let unknown = || ContractError::UnknownTransfer { id: solo };
    suite.refuses(unknown(), |suite| cancel(suite, &sol, solo));
    let finalize = ExecuteMsg::FinalizeTransfer { id: solo, fee_recipient: None };
    suite.refuses(unknown(), |suite| suite.pools(&sol, &finalize, 0));
}

/// D7.
#[test]
fn the_seventeenth_open_transfer_is_refused() {
    let (mut suite, ada, ben, cyd) = suite();
    for _ in 0..16 {
        suite.transfer(&cyd, &ada, &ben, 1, 0).unwrap();
    }

    let full = StakerError::TooManyOpen { what: "transfers", max: 16 };
    suite.refuses(full, |suite| suite.transfer(&cyd, &ada, &ben, 1, 0));
}

/// D7: of both kinds together 48; taking transfers back always finds room.
#[test]
fn transfers_that_were_taken_back_count_against_new_ones() {
    let (mut suite, ada, ben, cyd) = suite();
    for _ in 0..16 {
        let open = id(&suite.transfer(&cyd, &ada, &ben, 1, 0).unwrap());
        cancel(&mut suite, &cyd, open).unwrap();
    }
    for _ in 0..16 {
        suite.undelegate(&cyd, &ada, 1, 0).unwrap();
    }
    let open: Vec<u64> = (0..16).map(|_| id(&suite.transfer(&cyd, &ada, &ben, 1, 0).unwrap())).collect();

    for open in open {
        cancel(&mut suite, &cyd, open).unwrap();
    }

    let full = StakerError::TooManyOpen { what: "items", max: 48 };
    suite.refuses(full, |suite| suite.transfer(&cyd, &ada, &ben, 1, 0));
    let full = StakerError::TooManyOpen { what: "unbonds", max: 32 };
    suite.refuses(full, |suite| suite.undelegate(&cyd, &ada, 1, 0));
}
