//! `transfer_stake`, `cancel_transfer`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{
    ExecuteMsg, ItemKind, ItemOpened, QueryMsg, TransferResponse, UnbondResponse, CONTRACT,
};

use crate::support::suite::{data, id, uint, Suite};
use crate::world::DAY;

fn cancel(suite: &mut Suite, who: &Addr, id: u64) -> Result<Outcome> {
    suite.stakers(who, &ExecuteMsg::CancelTransfer { id }, 0)
}

fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 2_000));
    (suite, sol, tom)
}

#[test]
fn transferred_stake_counts_for_nobody_until_it_arrives() {
    let (mut suite, sol, tom) = suite();

    let outcome = suite.transfer_stake(&sol, &tom, 500, 3).unwrap();

    let release = suite.after(600);
    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 0, release });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "stake_transferred id=0 from=sol to=tom owner=sol amount=500 fee=3 release={} tokens=1500",
            suite.nanos_after(600)
        )]
    );
    let totals = suite.totals();
    assert_eq!((totals.tokens, totals.transferring, totals.power), (uint(3_500), uint(500), uint(3_500)));
    let expected = TransferResponse {
        id: 0,
        from: sol.clone(),
        to: tom,
        owner: sol.clone(),
        initiator: sol,
        amount: uint(500),
        fee: uint(3),
        release,
        ready: false,
    };
    let ask =
        |suite: &Suite| suite.ask_stakers::<TransferResponse>(&QueryMsg::TransferItem { id: 0 }).unwrap();
    assert_eq!(ask(&suite), expected);
    suite.wait(600);
    assert_eq!(ask(&suite), TransferResponse { ready: true, ..expected });
}

/// S-08.
#[test]
fn a_transfer_needs_two_stakers_and_a_fee_below_its_amount() {
    let (mut suite, sol, tom) = suite();
    let eve = suite.who("eve");

    suite.refuses(ContractError::SameStaker, |suite| suite.transfer_stake(&sol, &sol, 10, 0));
    let unknown = || ContractError::UnknownStaker { staker: eve.clone() };
    suite.refuses(unknown(), |suite| suite.transfer_stake(&sol, &eve, 10, 0));
    suite.refuses(unknown(), |suite| suite.transfer_stake(&eve, &tom, 10, 0));
    suite.refuses(ContractError::Control(ControlError::ZeroAmount), |suite| {
        suite.transfer_stake(&sol, &tom, 0, 0)
    });
    let high =
        ContractError::Control(ControlError::FeeTooHigh { fee: uint(10), bound: "below", amount: uint(10) });
    suite.refuses(high, |suite| suite.transfer_stake(&sol, &tom, 10, 10));
    let short = ContractError::InsufficientStake { available: uint(2_000), required: uint(2_001) };
    suite.refuses(short, |suite| suite.transfer_stake(&sol, &tom, 2_001, 0));
    suite.transfer_stake(&sol, &tom, 2_000, 1_999).unwrap();
}

/// D6, B11.
#[test]
fn a_solo_staker_cannot_transfer_into_a_pool() {
    let (mut suite, sol, _) = suite();
    let ada = suite.pool_of("ada", 1_000, 0);

    let managed = ContractError::Managed { staker: ada.clone(), management: suite.pool_registry.clone() };
    suite.refuses(managed, |suite| suite.transfer_stake(&sol, &ada, 10, 0));
}

#[test]
fn the_management_alone_transfers_and_names_no_owner() {
    let (mut suite, sol, tom) = suite();
    let msg = |owner: Option<&Addr>| ExecuteMsg::TransferStake {
        from: sol.to_string(),
        to: tom.to_string(),
        amount: uint(10),
        fee: None,
        owner: owner.map(Addr::to_string),
    };

    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| suite.stakers(&tom, &msg(None), 0));
    suite.refuses(ContractError::OwnerNotNamed, |suite| suite.stakers(&sol, &msg(Some(&tom)), 0));
}

/// A pool's stake may move to a solo staker, if its manager says so.
#[test]
fn a_registrar_moves_stake_for_the_owner_that_it_names() {
    let (mut suite, _, tom) = suite();
    let (ada, cyd, pools) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"), suite.pool_registry.clone());
    let msg = ExecuteMsg::TransferStake {
        from: ada.to_string(),
        to: tom.to_string(),
        amount: uint(10),
        fee: None,
        owner: Some(cyd.to_string()),
    };

    let item = id(&suite.stakers(&pools, &msg, 0).unwrap());

    let found: TransferResponse = suite.ask_stakers(&QueryMsg::TransferItem { id: item }).unwrap();
    assert_eq!((found.owner, found.initiator), (cyd, pools));
}

/// D15.
#[test]
fn a_transfer_taken_back_becomes_an_unbond_as_of_its_request() {
    let (mut suite, sol, tom) = suite();
    let open = id(&suite.transfer_stake(&sol, &tom, 500, 3).unwrap());
    let (release, at) = (suite.after(DAY), suite.nanos_after(DAY));
    suite.wait(400);

    let outcome = cancel(&mut suite, &sol, open).unwrap();

    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 1, release });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!("transfer_cancelled transfer=0 id=1 staker=sol owner=sol amount=500 release={at}")]
    );
    let expected = UnbondResponse {
        id: 1,
        staker: sol.clone(),
        owner: sol.clone(),
        recipient: sol,
        amount: uint(500),
        fee: uint(0),
        release,
        ready: false,
    };
    assert_eq!(suite.ask_stakers::<UnbondResponse>(&QueryMsg::UnbondItem { id: 1 }).unwrap(), expected);
    let totals = suite.totals();
    assert_eq!((totals.transferring, totals.thawing), (uint(0), uint(500)));
}

/// S-11, R-12.
#[test]
fn the_initiator_alone_takes_a_transfer_back_and_once() {
    let (mut suite, sol, tom) = suite();
    let open = id(&suite.transfer_stake(&sol, &tom, 500, 3).unwrap());

    let not = ContractError::NotInitiator { id: open, initiator: sol.clone() };
    suite.refuses(not, |suite| cancel(suite, &tom, open));
    cancel(&mut suite, &sol, open).unwrap();
    for id in [open, 1, u64::MAX] {
        let unknown = ContractError::UnknownItem { kind: ItemKind::Transfer, id };
        suite.refuses(unknown, |suite| cancel(suite, &sol, id));
    }
}

/// D7.
#[test]
fn transfers_are_capped_alone_and_together_with_unbonds() {
    let (mut suite, sol, tom) = suite();
    for _ in 0..16 {
        suite.transfer_stake(&sol, &tom, 1, 0).unwrap();
    }
    let transfers = || ContractError::TooManyOpen { what: "transfers", max: 16 };
    suite.refuses(transfers(), |suite| suite.transfer_stake(&sol, &tom, 1, 0));
    for _ in 0..32 {
        suite.unbond(&sol, 1, 0).unwrap();
    }
    for open in 0..16 {
        cancel(&mut suite, &sol, open).unwrap();
    }

    let items = ContractError::TooManyOpen { what: "items", max: 48 };
    suite.refuses(items, |suite| suite.transfer_stake(&sol, &tom, 1, 0));
    // Somebody else's items are not counted.
    suite.transfer_stake(&tom, &sol, 1, 0).unwrap();
}
