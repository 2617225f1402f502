//! Parameters at the beginning and later.

use std::ops::Range;

use anyhow::Result;
use cosmwasm_std::Addr;
use cw_utils::Duration;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_testing::DENOM;
use tributary_types::staker_registry::{
    Announcement, ConfigChange, ConfigResponse, ExecuteMsg, InstantiateMsg, PendingConfig,
    PendingConfigResponse, QueryMsg, SlasherChange, CONTRACT,
};

use crate::support::suite::{data, id, uint, Suite};
use crate::world::DAY;

fn wanted() -> InstantiateMsg {
    InstantiateMsg {
        denom: DENOM.to_owned(),
        min_self_stake: uint(5),
        unbond_lock: Duration::Time(100),
        transfer_lock: Duration::Time(10),
        signing_cooldown: Duration::Time(0),
        slasher: None,
        treasury: None,
        guardian: None,
        owner: None,
        registrars: None,
    }
}

fn instantiate(suite: &mut Suite, msg: &InstantiateMsg) -> Result<Outcome> {
    let owner = suite.owner.clone();
    let (address, outcome) = suite.chain.instantiate(&owner, "staker-registry", "another", msg, vec![])?;
    suite.staker_registry = address;
    Ok(outcome)
}

fn config(suite: &Suite) -> ConfigResponse {
    suite.ask_stakers(&QueryMsg::Config {}).unwrap()
}

fn pending(suite: &Suite) -> Option<PendingConfig> {
    suite.ask_stakers::<PendingConfigResponse>(&QueryMsg::PendingConfig {}).unwrap().pending
}

fn apply(suite: &mut Suite, who: &Addr) -> Result<Outcome> {
    suite.stakers(who, &ExecuteMsg::ApplyConfig {}, 0)
}

fn lock(lock: Duration) -> ConfigChange {
    ConfigChange { unbond_lock: Some(lock), ..ConfigChange::default() }
}

#[test]
fn what_is_omitted_is_nobody_and_the_sender_owns() {
    let mut suite = Suite::default();

    instantiate(&mut suite, &wanted()).unwrap();

    let expected = ConfigResponse {
        denom: DENOM.to_owned(),
        min_self_stake: uint(5),
        unbond_lock: Duration::Time(100),
        transfer_lock: Duration::Time(10),
        signing_cooldown: Duration::Time(0),
        slasher: None,
        treasury: None,
        guardian: None,
        owner: Some(suite.owner.clone()),
        registrars: vec![],
        license_nft: None,
        coins_per_license: None,
        paused: false,
    };
    assert_eq!((config(&suite), pending(&suite)), (expected, None));
}

#[test]
fn what_is_given_is_taken() {
    let mut suite = Suite::default();
    let [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map(|name| suite.who(name));
    let name = |who: &Addr| Some(who.to_string());
    let msg = InstantiateMsg {
        unbond_lock: Duration::Time(60 * DAY),
        transfer_lock: Duration::Time(14 * DAY),
        signing_cooldown: Duration::Time(60 * DAY),
        slasher: name(&a),
        treasury: name(&b),
        guardian: name(&c),
        owner: name(&d),
        registrars: Some(vec![e.to_string(), a.to_string()]),
        ..wanted()
    };

    instantiate(&mut suite, &msg).unwrap();

    let found = config(&suite);
    assert_eq!((found.unbond_lock, found.transfer_lock), (msg.unbond_lock, msg.transfer_lock));
    assert_eq!(found.signing_cooldown, msg.signing_cooldown);
    assert_eq!((found.slasher, found.treasury), (Some(a.clone()), Some(b)));
    assert_eq!((found.guardian, found.owner, found.registrars), (Some(c), Some(d), vec![e, a]));
}

/// O-05.
#[test]
fn parameters_out_of_range_are_refused_at_the_beginning() {
    let mut suite = Suite::default();
    let nine: Vec<String> = (0..9).map(|number| suite.who(&format!("r{number}")).into_string()).collect();
    let twice = vec![nine[0].clone(), nine[1].clone(), nine[0].clone()];
    let control = ContractError::Control;
    let zero = |lock| control(ControlError::ZeroLock { lock });
    let long = |lock, given, max| control(ControlError::TooLong { lock, given, max });
    let (days_60, days_14) = (Duration::Time(60 * DAY), Duration::Time(14 * DAY));
    let (over_60, over_14) = (Duration::Time(60 * DAY + 1), Duration::Time(14 * DAY + 1));
    let blocks = Duration::Height(60 * 8_640 + 1);
    for (msg, error) in [
        (InstantiateMsg { min_self_stake: uint(0), ..wanted() }, ContractError::ZeroMinimum),
        (InstantiateMsg { unbond_lock: Duration::Time(0), ..wanted() }, zero("unbond lock")),
        (InstantiateMsg { transfer_lock: Duration::Height(0), ..wanted() }, zero("transfer lock")),
        (InstantiateMsg { unbond_lock: over_60, ..wanted() }, long("unbond lock", over_60, days_60)),
        (
            InstantiateMsg { unbond_lock: blocks, ..wanted() },
            long("unbond lock", blocks, Duration::Height(60 * 8_640)),
        ),
        (InstantiateMsg { transfer_lock: over_14, ..wanted() }, long("transfer lock", over_14, days_14)),
        (
            InstantiateMsg { signing_cooldown: over_60, ..wanted() },
            long("signing cool-down", over_60, days_60),
        ),
        (
            InstantiateMsg { registrars: Some(nine.clone()), ..wanted() },
            control(ControlError::TooMany { what: "registrars", max: 8, given: 9 }),
        ),
        (
            InstantiateMsg { registrars: Some(twice), ..wanted() },
            control(ControlError::Duplicate { what: "registrars", address: nine[0].clone() }),
        ),
    ] {
        suite.refuses(error, |suite| instantiate(suite, &msg));
    }
    instantiate(&mut suite, &InstantiateMsg { registrars: Some(nine[..8].to_vec()), ..wanted() }).unwrap();
}

/// D25.
#[test]
fn before_the_first_staker_a_change_is_in_force_at_once() {
    let mut suite = Suite::default();

    let outcome = suite.announce(&lock(Duration::Time(7))).unwrap();

    assert_eq!(data::<Announcement>(&outcome), Announcement { release: None });
    assert_eq!(outcome.data.unwrap().as_slice(), b"{}", "absent, not null");
    assert_eq!((config(&suite).unbond_lock, pending(&suite)), (Duration::Time(7), None));
}

/// D25: an unbond lock and a day.
#[test]
fn with_a_staker_a_change_waits_until_everybody_could_leave() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    let change = ConfigChange {
        slasher: Some(SlasherChange::Set(eve.to_string())),
        unbond_lock: Some(Duration::Time(1)),
        transfer_lock: Some(Duration::Time(2)),
        signing_cooldown: Some(Duration::Time(3)),
        registrars: Some(vec![eve.to_string()]),
        treasury: Some(sol.to_string()),
    };

    let outcome = suite.announce(&change).unwrap();

    let release = suite.after(2 * DAY);
    assert_eq!(data::<Announcement>(&outcome), Announcement { release: Some(release) });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!("config_announced release={}", suite.nanos_after(2 * DAY))]
    );
    assert_eq!(pending(&suite), Some(PendingConfig { change, release }));
    suite.wait(2 * DAY - 1);
    let locked = ContractError::Control(ControlError::Locked { release });
    suite.refuses(locked, |suite| apply(suite, &eve));
    suite.wait(1);
    let outcome = apply(&mut suite, &eve).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["config_applied"]);
    let found = config(&suite);
    let locks = [found.unbond_lock, found.transfer_lock, found.signing_cooldown];
    assert_eq!(locks, [Duration::Time(1), Duration::Time(2), Duration::Time(3)]);
    assert_eq!(
        (found.slasher, found.treasury, found.registrars),
        (Some(eve.clone()), Some(sol), vec![eve.clone()])
    );
    suite.refuses(ContractError::Control(ControlError::NothingAnnounced), |suite| apply(suite, &eve));
}

#[test]
fn a_new_announcement_replaces_the_open_one_and_the_owner_may_withdraw_it() {
    let mut suite = Suite::default();
    suite.solo("sol", 1_000);
    let owner = suite.owner.clone();
    let nothing = || ContractError::Control(ControlError::NothingAnnounced);
    let cancel = |suite: &mut Suite| suite.stakers(&owner, &ExecuteMsg::CancelConfig {}, 0);

    suite.refuses(nothing(), cancel);
    suite.announce(&lock(Duration::Time(7))).unwrap();
    suite.wait(2 * DAY);
    suite.announce(&lock(Duration::Time(8))).unwrap();
    let release = suite.after(2 * DAY);
    suite.refuses(ContractError::Control(ControlError::Locked { release }), |suite| apply(suite, &owner));
    let outcome = cancel(&mut suite).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["config_cancelled"]);
    suite.wait(2 * DAY);
    suite.refuses(nothing(), |suite| apply(suite, &owner));
}

/// O-05.
#[test]
fn a_change_out_of_range_is_refused_when_it_is_announced() {
    let mut suite = Suite::default();
    suite.solo("sol", 1_000);
    let control = ContractError::Control;
    let blocks = Duration::Height(5);
    let kind = |lock, seconds| {
        let expected = Duration::Time(seconds);
        control(ControlError::KindDiffers { lock, expected, given: blocks })
    };
    let base = ConfigChange::default;
    let over = Duration::Time(60 * DAY + 1);
    let stakers = suite.staker_registry.to_string();
    for (change, error) in [
        (base(), control(ControlError::EmptyChange)),
        (lock(blocks), kind("unbond lock", DAY)),
        (ConfigChange { transfer_lock: Some(blocks), ..base() }, kind("transfer lock", 600)),
        (ConfigChange { signing_cooldown: Some(blocks), ..base() }, kind("signing cool-down", 7 * DAY)),
        (lock(Duration::Time(0)), control(ControlError::ZeroLock { lock: "unbond lock" })),
        (
            lock(over),
            control(ControlError::TooLong {
                lock: "unbond lock",
                given: over,
                max: Duration::Time(60 * DAY),
            }),
        ),
        (ConfigChange { treasury: Some(stakers), ..base() }, ContractError::RecipientIsSelf),
    ] {
        suite.refuses(error, |suite| suite.announce(&change));
    }
}

/// D3: an open item keeps its release point.
#[test]
fn a_new_lock_moves_no_open_item() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    suite.announce(&lock(Duration::Time(30 * DAY))).unwrap();
    suite.wait(2 * DAY);
    let item = id(&suite.unbond(&sol, 10, 0).unwrap());
    apply(&mut suite, &sol).unwrap();

    let long = id(&suite.unbond(&sol, 10, 0).unwrap());
    suite.wait(DAY);

    suite.finalize_unbond(&sol, item).unwrap();
    suite.refuses_with("locked", |suite| suite.finalize_unbond(&sol, long));
}

/// Every registrar there ever was is read by every exit.
#[test]
fn there_are_64_registrars_in_all_times() {
    let mut suite = Suite::default();
    let owner = suite.owner.clone();
    instantiate(&mut suite, &wanted()).unwrap();
    let people: Vec<String> = (0..65).map(|number| suite.who(&format!("r{number}")).to_string()).collect();
    let set = |suite: &mut Suite, range: Range<usize>| {
        let change = ConfigChange { registrars: Some(people[range].to_vec()), ..ConfigChange::default() };
        suite.stakers(&owner, &ExecuteMsg::AnnounceConfig { change }, 0)
    };
    for first in (0..64).step_by(8) {
        set(&mut suite, first..first + 8).unwrap();
    }

    let many = ControlError::TooMany { what: "registrars of all times", max: 64, given: 65 };
    suite.refuses(ContractError::Control(many), |suite| set(suite, 57..65));
    set(&mut suite, 3..9).unwrap();
}
