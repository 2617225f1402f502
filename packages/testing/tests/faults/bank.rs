//! Fault 1, A-05: a bank that does not pay somebody, as chains do not pay the accounts of modules.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use tributary_testing::model::Call;
use tributary_testing::town::{Town, AGREEMENTS, LONG, POSITION, UNBOND, UNDELEGATION};
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

/// Every way in which a contract of the suite pays somebody, with who is paid, in a town in which all of it is due.
fn payments(town: &Town) -> Vec<(Addr, Call)> {
    let Town { ada, ben, cyd, dan, sol, eve, flo, gus, .. } = town;
    // Whoever calls has nothing to do with it.
    let (owner, keeper) = (&town.runner.world.cast.owner, &town.runner.world.cast.keys[11]);
    let [here, in_a_pool] = AGREEMENTS;
    let claim = |agreement_id| JointMsg::ClaimRewards { agreement_id };
    let finalize = PoolMsg::FinalizeUndelegate { id: UNDELEGATION, fee_recipient: None };
    let all = VaultMsg::Claim { position_id: None, start_after: None, limit: None };
    let spend = TreasuryMsg::Spend { to: ben.to_string(), amount: 1u128.into() };
    vec![
        (sol.clone(), town.call(keeper, StakerMsg::FinalizeUnbond { id: UNBOND, fee_recipient: None }, 0)),
        (dan.clone(), town.call(keeper, finalize, 0)),
        (cyd.clone(), town.call(cyd, PoolMsg::WithdrawRewards { pool: ada.to_string() }, 0)),
        (ada.clone(), town.call(ada, PoolMsg::WithdrawRewards { pool: ada.to_string() }, 0)),
        (eve.clone(), town.call(eve, VaultMsg::Withdraw { position_id: POSITION }, 0)),
        (eve.clone(), town.call(eve, all, 0)),
        (flo.clone(), town.call(flo, claim(here), 0)),
        (gus.clone(), town.call(gus, claim(in_a_pool), 0)),
        (gus.clone(), town.call(keeper, JointMsg::SettleAgreement { agreement_id: here }, 0)),
        (gus.clone(), town.call(keeper, JointMsg::ReleasePrincipal { agreement_id: in_a_pool }, 0)),
        (gus.clone(), town.call(gus, LicenseMsg::ReclaimFunding { amount: None }, 0)),
        (gus.clone(), town.call(gus, LicenseMsg::Redeem { token_id: "3".to_owned() }, 0)),
        (cyd.clone(), town.call(cyd, TreasuryMsg::ClaimShare {}, 0)),
        (ben.clone(), town.call(owner, spend, 0)),
    ]
}

/// Everything that pays somebody is due.
fn town() -> Town {
    let mut town = Town::new().unwrap();
    let (owner, ada, ben) = (town.runner.world.cast.owner.clone(), town.ada.clone(), town.ben.clone());
    town.wait(LONG).unwrap();
    let agreement_id = AGREEMENTS[1];
    town.must(&ben, JointMsg::SettleAgreement { agreement_id }, 0).unwrap();
    town.must(&ben, JointMsg::ReleasePrincipal { agreement_id }, 0).unwrap();
    town.wait(LONG).unwrap();
    let users = town.runner.world.cast.people.iter().map(Addr::to_string).collect();
    town.must(&ben, TreasuryMsg::Collect { pool: ada.to_string(), users, limit: None }, 0).unwrap();
    town.must(&owner, LicenseMsg::OpenMainnet {}, 0).unwrap();
    town.must(&owner, LicenseMsg::OpenStable {}, 0).unwrap();
    town
}

/// The same town again, in which something else can happen.
fn other(town: &mut Town) -> Town {
    let chain = town.chain().restarted(|name| (name == "puppet").then(tributary_testing::puppet::code));
    let mut other = Town::new().unwrap();
    *other.chain() = chain.unwrap();
    other
}

#[test]
fn a_payment_that_the_bank_refuses_fails_alone_and_works_later() {
    let mut town = town();
    for (at, (paid, call)) in payments(&town).into_iter().enumerate() {
        let mut here = other(&mut town);
        here.chain().set_blocked(BTreeSet::from([paid.clone()]));
        let before = here.chain().fingerprint();

        let error = here.send(&call).unwrap_err();
        let words = tributary_simulator::refusal::reason(&error);
        assert!(words.contains("not allowed to receive funds"), "{}: {words}", call.name());
        assert_eq!(here.chain().fingerprint(), before, "{} left something behind", call.name());

        // Whoever else is paid does not notice.
        for (another, (who, other)) in payments(&town).into_iter().enumerate() {
            if who != paid {
                let name = other.name();
                let told = here.send(&other).map_err(|error| tributary_simulator::refusal::reason(&error));
                assert!(told.is_ok(), "{name} ({another}) beside {} ({at}): {told:?}", call.name());
            }
        }
        let purse = here.purse(&paid).unwrap();
        here.chain().set_blocked(BTreeSet::new());
        here.send(&call).unwrap();
        assert!(here.purse(&paid).unwrap() > purse, "{} pays nobody", call.name());
    }
}

#[test]
fn an_unbond_that_cannot_be_paid_is_redirected_or_left_out_of_a_batch() {
    let mut town = town();
    let (sol, ben, dan) = (town.sol.clone(), town.ben.clone(), town.dan.clone());
    town.chain().set_blocked(BTreeSet::from([sol.clone()]));
    let batch = |ids: &[u64]| StakerMsg::FinalizeMany {
        unbonds: ids.to_vec(),
        transfers: vec![],
        fee_recipient: None,
    };
    let both = town.call(&ben, batch(&[UNDELEGATION, UNBOND]), 0);
    let before = town.chain().fingerprint();

    // Known risk 9: the whole batch is refused.
    assert!(town.send(&both).is_err());
    assert_eq!(town.chain().fingerprint(), before);
    let purse = town.purse(&dan).unwrap();
    town.must(&ben, batch(&[UNDELEGATION]), 0).unwrap();
    assert_eq!(town.purse(&dan).unwrap(), purse + 495);

    let purse = town.purse(&dan).unwrap();
    town.must(&sol, StakerMsg::Redirect { id: UNBOND, recipient: dan.to_string() }, 0).unwrap();
    town.must(&ben, batch(&[UNBOND]), 0).unwrap();
    assert_eq!(town.purse(&dan).unwrap(), purse + 495);
}

/// Fault 2: the bounty cannot be paid. The owner of the unbond, or anybody, finalises it and names somebody else.
#[test]
fn a_bounty_that_cannot_be_paid_undoes_the_call_and_can_go_to_another() {
    let mut town = town();
    let (ben, sol, dan) = (town.ben.clone(), town.sol.clone(), town.dan.clone());
    town.chain().set_blocked(BTreeSet::from([ben.clone()]));
    let finalize =
        |to: Option<&Addr>| StakerMsg::FinalizeUnbond { id: UNBOND, fee_recipient: to.map(Addr::to_string) };
    let call = town.call(&ben, finalize(None), 0);
    let before = town.chain().fingerprint();

    assert!(town.send(&call).is_err());
    assert_eq!(town.chain().fingerprint(), before);

    let (owner, third) = (town.purse(&sol).unwrap(), town.purse(&dan).unwrap());
    town.must(&ben, finalize(Some(&dan)), 0).unwrap();
    assert_eq!((town.purse(&sol).unwrap(), town.purse(&dan).unwrap()), (owner + 495, third + 5));
}
