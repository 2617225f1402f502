//! Faults 34 and 35: the key of the owner is lost, or stolen; O-06: a stranger migrates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;
use std::path::Path;

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr, Empty, WasmMsg};
use tributary_testing::machine::{Case, Op};
use tributary_testing::model::{Call, Places};
use tributary_testing::town::{Town, AGREEMENTS, DAY, LONG, POSITION, TRANSFER, UNBOND, UNDELEGATION};
use tributary_testing::{Parameters, OWNER};
use tributary_types::boosted_staking::{ExecuteMsg as VaultMsg, PositionResponse, QueryMsg as VaultQuery};
use tributary_types::joint_staking::{
    ExecuteMsg as JointMsg, PendingRewardsResponse, QueryMsg as JointQuery,
};
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::{self as pr, AmountResponse, ExecuteMsg as PoolMsg};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::{ExecuteMsg as TreasuryMsg, QueryMsg as TreasuryQuery, ShareResponse};

use crate::worst::{at_once, when_due};

/// How many cases.
const CASES: u64 = 6;

/// Fault 34: after whatever happened, nobody owns anything any more: neither contracts nor their code. People go on for a while
/// and then leave, and a pause stays if there was one.
#[test]
fn without_an_owner_the_network_goes_on_and_everybody_leaves() {
    let (names, mut paused) = (administration(), 0);
    for seed in 0..CASES {
        let mut case = Case::new(seed).unwrap();
        case.open().unwrap();
        case.go_on(60, |_| true).unwrap();
        case.play(Op::Break { broken: false }).unwrap();
        let model = &case.runner.world.model;
        let controls = [
            &model.stakers.control,
            &model.pools.control,
            &model.licenses.control,
            &model.treasury.control,
            &model.vault.control,
            &model.joint.control,
        ];
        paused += u32::from(controls.iter().any(|control| control.paused));
        let mut lost: BTreeSet<Addr> = controls.iter().map(|control| control.owner.clone()).collect();
        // Whoever was offered the ownership could take it.
        lost.extend(controls.iter().filter_map(|it| Some(it.pending_owner.as_ref()?.0.clone())));
        let acts = |op: &Op| match op {
            Op::Transact(calls) => {
                !lost.contains(&calls[0].sender) || calls.iter().all(|call| !names.contains(&call.name()))
            }
            Op::Break { .. } => false,
            _ => true,
        };

        case.go_on(60, acts).unwrap();
        case.drain_without_owner().unwrap();
    }
    assert!(paused > 0, "never paused");
}

/// Fault 35. The thief has what it can take at once, announces the rest, and does that when it is due. Nobody gets less than
/// they had and had earned when the key was stolen, if they begin to leave then: `docs/SECURITY.md` says what else is lost.
#[test]
fn a_thief_of_the_owner_key_gets_neither_principal_nor_what_was_earned() {
    let mut town = stolen_town().unwrap();
    let before = worth(&town).unwrap();
    let thief = town.runner.world.cast.owner.clone();
    let purse = town.purse(&thief).unwrap();
    let (mut tried, mut accepted) = (BTreeSet::new(), 0);

    for call in at_once(&mut town).unwrap() {
        tried.insert(call.name());
        accepted += u32::from(town.send(&call).is_ok());
    }
    begin_to_leave(&mut town).unwrap();
    town.chain().advance(DAY, DAY / 6).unwrap();
    leave(&mut town).unwrap();
    town.chain().advance(DAY, DAY / 6).unwrap();
    for call in when_due(&town) {
        tried.insert(call.name());
        accepted += u32::from(town.send(&call).is_ok());
    }
    town.chain().advance(LONG, LONG / 6).unwrap();
    close(&mut town).unwrap();

    for (who, had) in before {
        let has = town.purse(&who).unwrap();
        assert!(has >= had, "{who} has {has} instead of {had}");
    }
    let untried: Vec<String> = administration().difference(&tried).cloned().collect();
    assert!(untried.is_empty(), "{untried:?}");
    // It does harm: that is what was promised.
    assert!(accepted > 40, "{accepted}");
    assert!(town.purse(&thief).unwrap() > purse, "the treasury is not the thief's");
}

/// What the owner of a contract may do that a stranger may not, or whom it appoints.
fn administration() -> BTreeSet<String> {
    let roles = ["owner", "guardian", "slasher", "minter", "oracle", "registrar"];
    let mut names = BTreeSet::new();
    for contract in [
        "boosted-staking",
        "joint-staking",
        "license-nft",
        "pool-registry",
        "staker-registry",
        "treasury-decay",
    ] {
        let path = format!("../../contracts/{contract}/tests/golden/authority.txt");
        let table = read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let mut head = "";
        for line in table.lines().filter(|line| !line.starts_with("==")) {
            if line.starts_with(' ') {
                head = line;
                continue;
            }
            let works = |role: &&str| {
                head.find(&format!(" {role}")).is_some_and(|at| line[at + 1..].starts_with("works"))
            };
            // A foreign registrar is a contract, not a key.
            let key = |role: &&str| contract != "staker-registry" || *role != "registrar";
            if roles.into_iter().filter(key).any(|role| works(&role)) && !works(&"stranger") {
                let name = line.split([':', ' ', '.']).next().unwrap();
                names.insert(format!("{contract}.{name}"));
            }
        }
    }
    names
}

/// A town whose agreements last for weeks, in stage mainnet, where revenue is credited.
fn stolen_town() -> Result<Town> {
    let mut parameters = Parameters::default();
    parameters.escrow.day_secs = DAY;
    let mut town = Town::with(&parameters)?;
    let (owner, ada, ben) = (town.runner.world.cast.owner.clone(), town.ada.clone(), town.ben.clone());
    let users = town.runner.world.cast.people.iter().map(Addr::to_string).collect();
    town.must(&ben, TreasuryMsg::Collect { pool: ada.to_string(), users, limit: None }, 0)?;
    town.must(&owner, LicenseMsg::OpenMainnet {}, 0)?;
    Ok(town)
}

/// What people have, have at stake and have earned; without the fees that they offered, and without licences.
fn worth(town: &Town) -> Result<BTreeMap<Addr, u128>> {
    let Town { ada, ben, cyd, dan, sol, eve, flo, gus, .. } = town;
    let net = &town.runner.world.net;
    let places = town.runner.world.places();
    let rewards = |who: &Addr| -> Result<u128> {
        let ask = pr::QueryMsg::Rewards { pool: ada.to_string(), delegator: who.to_string() };
        Ok(net.ask_pools::<AmountResponse>(&ask)?.amount.u128())
    };
    let share = |who: &Addr| -> Result<u128> {
        let ask = TreasuryQuery::Share { user: who.to_string() };
        Ok(net.chain.query_as::<ShareResponse>(&places.treasury, &ask)?.claimable.u128())
    };
    let position: PositionResponse =
        net.chain.query_as(&places.vault, &VaultQuery::Position { position_id: POSITION })?;
    let mut pending = (0, 0);
    for agreement_id in AGREEMENTS {
        let ask = JointQuery::PendingRewards { agreement_id };
        let found: PendingRewardsResponse = net.chain.query_as(&places.joint, &ask)?;
        pending = (pending.0 + found.owner.u128(), pending.1 + found.staker.u128());
    }
    assert!(position.accrued.u128() > 0 && pending.0 > 0 && rewards(cyd)? > 0 && share(cyd)? > 0);
    let theirs = [
        (ada, 10_000),
        (ben, 5_000),
        (cyd, 3_000 + share(cyd)?),
        (dan, 495 + 594 + 900 + share(dan)?),
        (sol, 495 + 2_500),
        (eve, 1_000 + position.accrued.u128()),
        (flo, pending.0),
        (gus, 20_000 + pending.1 + 1_000),
    ];
    let worth = |(who, more): (&Addr, u128)| Ok((who.clone(), town.purse(who)? + more + rewards(who)?));
    theirs.into_iter().map(worth).collect()
}

fn all(town: &mut Town, calls: Vec<Call>) -> Result<()> {
    calls.iter().try_for_each(|call| match town.send(call) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.context(call.name())),
    })
}

/// Everybody begins to leave.
fn begin_to_leave(town: &mut Town) -> Result<()> {
    let Town { ada, ben, cyd, dan, sol, .. } = &*town;
    let mut calls = vec![];
    for (who, pool, amount) in [(cyd, ada, 3_000u128), (dan, ada, 900), (ada, ada, 10_000), (ben, ben, 5_000)]
    {
        let msg = PoolMsg::Undelegate { pool: pool.to_string(), amount: amount.into(), fee: None };
        calls.push(town.call(who, msg, 0));
    }
    calls.push(town.call(cyd, StakerMsg::UnbondLicense { token_id: "1".to_owned() }, 0));
    calls.push(town.call(sol, StakerMsg::UnbondLicense { token_id: "2".to_owned() }, 0));
    calls.push(town.call(dan, PoolMsg::CancelTransfer { id: TRANSFER }, 0));
    let (staker, amount) = (sol.to_string(), 2_500u128.into());
    calls.push(town.call(
        sol,
        StakerMsg::Unbond { staker, amount, fee: None, recipient: None, owner: None },
        0,
    ));
    for who in [ada, cyd, dan] {
        calls.push(town.call(who, PoolMsg::WithdrawRewards { pool: ada.to_string() }, 0));
    }
    for who in [cyd, dan] {
        calls.push(town.call(who, TreasuryMsg::ClaimShare {}, 0));
    }
    all(town, calls)
}

/// What was unbonded before or at once is due.
fn leave(town: &mut Town) -> Result<()> {
    let Town { ben, .. } = &*town;
    let mut calls = vec![];
    for id in [UNBOND, UNDELEGATION].into_iter().chain(3..9) {
        calls.push(town.call(ben, StakerMsg::FinalizeUnbond { id, fee_recipient: None }, 0));
    }
    for token_id in ["1", "2"] {
        calls.push(town.call(ben, StakerMsg::ReleaseLicense { token_id: token_id.to_owned() }, 0));
    }
    all(town, calls)
}

/// What has an end has reached it.
fn close(town: &mut Town) -> Result<()> {
    let Town { ben, eve, flo, gus, .. } = &*town;
    let claim = VaultMsg::Claim { position_id: None, start_after: None, limit: None };
    let mut calls = vec![
        town.call(eve, VaultMsg::Withdraw { position_id: POSITION }, 0),
        town.call(eve, claim, 0),
        town.call(gus, LicenseMsg::ReclaimFunding { amount: None }, 0),
    ];
    for agreement_id in AGREEMENTS {
        calls.push(town.call(ben, JointMsg::SettleAgreement { agreement_id }, 0));
        for who in [flo, gus] {
            calls.push(town.call(who, JointMsg::ClaimRewards { agreement_id }, 0));
        }
    }
    all(town, calls)?;
    // What worked in a pool comes back in two steps.
    let agreement_id = AGREEMENTS[1];
    let release = town.call(&town.ben, JointMsg::ReleasePrincipal { agreement_id }, 0);
    for _ in 0..3 {
        let _ = town.send(&release);
        town.chain().advance(LONG, LONG / 6)?;
    }
    Ok(())
}

/// O-06: a chain lets the admin of a contract migrate it, and nobody else.
#[test]
fn a_stranger_migrates_no_contract() {
    let mut town = Town::new().unwrap();
    let places = town.runner.world.model.places.clone();
    let admin = town.chain().address_of(OWNER).unwrap();
    for (contract, code) in places.contracts().into_iter().zip(Places::CODES) {
        let new_code_id = town.chain().code_id(code).unwrap();
        let msg = to_json_binary(&Empty {}).unwrap();
        let migrate = WasmMsg::Migrate { contract_addr: contract.to_string(), new_code_id, msg };
        let before = town.chain().fingerprint();
        let strangers = [&town.gus, &town.ada, &places.pools, contract].map(Clone::clone);
        for stranger in strangers {
            let error = town.chain().execute_many(&stranger, vec![migrate.clone().into()]).unwrap_err();
            let words = tributary_simulator::refusal::reason(&error);
            assert!(words.contains("Only admin can migrate"), "{code}: {words}");
        }
        assert_eq!(town.chain().fingerprint(), before, "{code}");
        assert_eq!(town.chain().contract(contract).unwrap().admin, Some(admin.clone()), "{code}");
        // The admin is heard, and told by the contract that this version is there already.
        let error = town.chain().execute_many(&admin, vec![migrate.into()]).unwrap_err();
        assert!(!tributary_simulator::refusal::reason(&error).contains("Only admin"), "{code}");
    }
}
