//! `redirect`, for when the bank refuses a recipient (fault 1).

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, ItemKind, CONTRACT};

use crate::support::suite::{id, Suite};
use crate::world::DAY;

fn redirect(suite: &mut Suite, who: &Addr, id: u64, recipient: &Addr) -> Result<Outcome> {
    suite.stakers(who, &ExecuteMsg::Redirect { id, recipient: recipient.to_string() }, 0)
}

#[test]
fn the_owner_has_an_unbond_paid_to_somebody_else() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    let item = id(&suite.unbond(&sol, 500, 7).unwrap());

    let outcome = redirect(&mut suite, &sol, item, &eve).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["unbond_redirected id=0 owner=sol recipient=eve"]);
    let before = suite.holds(&eve);
    suite.wait(DAY);
    suite.finalize_unbond(&sol, item).unwrap();
    assert_eq!(suite.holds(&eve), before + 493);
}

/// D17: of a pool's undelegation the delegator is the owner, and asks here.
#[test]
fn a_delegator_redirects_its_undelegation() {
    let mut suite = Suite::default();
    let (ada, cyd, eve) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"), suite.who("eve"));
    suite.delegate(&cyd, &ada, 100).unwrap();
    let item = id(&suite.undelegate(&cyd, &ada, 100, 0).unwrap());

    for stranger in [&ada, &eve, &suite.pool_registry.clone()] {
        let not = ContractError::NotItemOwner { id: item, owner: cyd.clone() };
        suite.refuses(not, |suite| redirect(suite, stranger, item, &eve));
    }
    redirect(&mut suite, &cyd, item, &eve).unwrap();
    // The recipient is not the owner.
    let not = ContractError::NotItemOwner { id: item, owner: cyd.clone() };
    suite.refuses(not, |suite| redirect(suite, &eve, item, &ada));
}

/// D17: the liability stays.
#[test]
fn a_redirected_unbond_still_answers_for_its_owner() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    let item = id(&suite.unbond(&sol, 1_000, 0).unwrap());
    redirect(&mut suite, &sol, item, &eve).unwrap();

    suite.liquidate(&sol, 400, "one").unwrap();
    suite.wait(DAY);
    let before = suite.holds(&eve);
    suite.finalize_unbond(&sol, item).unwrap();

    assert_eq!(suite.holds(&eve), before + 600);
}

#[test]
fn only_open_unbonds_are_redirected_and_not_to_the_registry() {
    let mut suite = Suite::default();
    let (sol, tom, stakers) =
        (suite.solo("sol", 2_000), suite.solo("tom", 1_000), suite.staker_registry.clone());
    let unbond = id(&suite.unbond(&sol, 500, 0).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 500, 0).unwrap());

    suite.refuses(ContractError::RecipientIsSelf, |suite| redirect(suite, &sol, unbond, &stakers));
    for id in [transfer, 99] {
        let unknown = ContractError::UnknownItem { kind: ItemKind::Unbond, id };
        suite.refuses(unknown, |suite| redirect(suite, &sol, id, &tom));
    }
}
