//! Fault 36: whoever reports scores, devices and identities is silent, or mad.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use tributary_testing::machine::{Case, Op};
use tributary_testing::model::{Call, Message};
use tributary_types::boosted_staking::{ExecuteMsg as VaultMsg, LoyaltyScore};
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

/// How many cases.
const CASES: u64 = 4;

/// Operations of a case before everybody leaves.
const OPERATIONS: usize = 60;

/// One report of each kind: all scores at most, none, the same again, one twice; all devices down and up again; everybody
/// identified, nobody, everybody.
fn madness(case: &Case, turn: usize) -> Vec<Call> {
    let (cast, model) = (&case.runner.world.cast, &case.runner.world.model);
    let scores = |score: u64, of: &[Addr]| {
        let scores = of.iter().map(|user| LoyaltyScore { user: user.to_string(), score });
        Message::Vault(VaultMsg::SetLoyalty { scores: scores.collect() })
    };
    let users = || cast.people.iter().map(Addr::to_string).collect::<Vec<_>>();
    let twice = [cast.people[0].clone(), cast.people[0].clone()];
    let reports = match turn % 4 {
        0 => vec![scores(u64::MAX, &cast.people), scores(u64::MAX, &cast.people)],
        1 => vec![scores(0, &cast.people), scores(7, &twice)],
        _ => vec![scores(u64::MAX, &cast.people), scores(0, &cast.people), scores(1, &cast.people)],
    };
    let identities = match turn % 2 {
        0 => TreasuryMsg::Identify { users: users() },
        _ => TreasuryMsg::RevokeIdentity { users: users() },
    };
    let device = |device: &String| match turn % 3 {
        0 => JointMsg::SuspendDevice { device: device.clone() },
        1 => JointMsg::ResumeDevice { device: device.clone() },
        _ => JointMsg::RegisterDevice {
            device: device.clone(),
            owner: cast.people[1].to_string(),
            class: "basic".to_owned(),
        },
    };
    let call = |sender: &Addr, message| Call { sender: sender.clone(), message, funds: vec![] };
    let mut calls: Vec<Call> = reports.into_iter().map(|it| call(&cast.oracle, it)).collect();
    calls.push(call(&cast.guardian, identities.into()));
    calls.extend(model.joint.devices.keys().map(|id| call(&model.joint.terms.registrar, device(id).into())));
    calls
}

#[test]
fn a_mad_oracle_gives_and_takes_rewards_to_come_and_nothing_else() {
    for seed in 0..CASES {
        let mut case = Case::new(seed).unwrap();
        case.open().unwrap();
        for turn in 0..OPERATIONS {
            for report in madness(&case, turn) {
                case.play(Op::Transact(vec![report])).unwrap();
            }
            case.go_on(1, |_| true).unwrap();
        }
        case.drain().unwrap();
        let histogram = &case.runner.histogram;
        assert!(histogram.seen("boosted-staking.set_loyalty", "ok") > OPERATIONS as u64, "{histogram}");
    }
}

fn is_report(call: &Call) -> bool {
    use JointMsg as Joint;
    match &call.message {
        Message::Vault(msg) => matches!(msg, VaultMsg::SetLoyalty { .. }),
        Message::Treasury(msg) => {
            matches!(msg, TreasuryMsg::Identify { .. } | TreasuryMsg::RevokeIdentity { .. })
        }
        Message::Joint(msg) => matches!(
            msg,
            Joint::SetClass { .. }
                | Joint::RegisterDevice { .. }
                | Joint::UpdateDevice { .. }
                | Joint::RemoveDevice { .. }
                | Joint::SuspendDevice { .. }
                | Joint::ResumeDevice { .. }
        ),
        _ => false,
    }
}

#[test]
fn where_nobody_reports_any_more_what_was_reported_holds_and_everybody_leaves() {
    for seed in 0..CASES {
        let mut case = Case::new(seed).unwrap();
        case.open().unwrap();
        case.go_on(20, |_| true).unwrap();
        let scores = |case: &Case| -> BTreeMap<Addr, u64> {
            let users = case.runner.view.vault.users.iter();
            users.filter(|(_, it)| it.loyalty > 0).map(|(who, it)| (who.clone(), it.loyalty)).collect()
        };
        let before = scores(&case);

        case.go_on(OPERATIONS, |op| !matches!(op, Op::Transact(calls) if calls.iter().any(is_report)))
            .unwrap();
        assert_eq!(scores(&case), before);
        case.drain().unwrap();
    }
}
