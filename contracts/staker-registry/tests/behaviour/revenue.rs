//! `forward_revenue`

use anyhow::Result;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ConfigChange, ExecuteMsg, CONTRACT};

use crate::support::suite::{uint, Suite};
use crate::treasury::{set_closed, treasury};

fn forward(suite: &mut Suite) -> Result<Outcome> {
    let eve = suite.who("eve");
    suite.stakers(&eve, &ExecuteMsg::ForwardRevenue {}, 0)
}

/// D23.
#[test]
fn anybody_sends_what_was_taken_to_the_treasury() {
    let mut suite = Suite::default();
    suite.who("eve");
    let treasury = treasury(&mut suite);
    suite
        .announce(&ConfigChange { treasury: Some(treasury.to_string()), ..ConfigChange::default() })
        .unwrap();
    let sol = suite.solo("sol", 2_000);
    suite.liquidate(&sol, 300, "one").unwrap();
    suite.liquidate(&sol, 200, "two").unwrap();

    let outcome = forward(&mut suite).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["revenue_forwarded treasury=treasury amount=500"]);
    assert_eq!((suite.holds(&treasury), suite.totals().revenue_due), (500, uint(0)));
    suite.refuses(ContractError::NothingToForward, forward);
}

#[test]
fn without_a_treasury_revenue_stays() {
    let mut suite = Suite::default();
    suite.who("eve");
    let sol = suite.solo("sol", 2_000);
    suite.liquidate(&sol, 300, "one").unwrap();

    suite.refuses(ContractError::NoTreasury, forward);
}

/// Fault 37: nobody but the treasury waits for the treasury.
#[test]
fn a_treasury_that_refuses_gets_its_revenue_later() {
    let mut suite = Suite::default();
    suite.who("eve");
    let treasury = treasury(&mut suite);
    suite
        .announce(&ConfigChange { treasury: Some(treasury.to_string()), ..ConfigChange::default() })
        .unwrap();
    let sol = suite.solo("sol", 2_000);
    set_closed(&mut suite, &treasury, true);

    suite.liquidate(&sol, 300, "one").unwrap();
    suite.refuses_with("closed today", forward);
    suite.unbond(&sol, 100, 0).unwrap();
    set_closed(&mut suite, &treasury, false);
    forward(&mut suite).unwrap();

    assert_eq!(suite.holds(&treasury), 300);
}
