//! Pairs of runs that must agree, and what nobody gains by.

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_testing::dice::Dice;
use tributary_testing::model::joint::Party;
use tributary_types::joint_staking::{DailyCap, ExecuteMsg, InstantiateMsg};

use crate::assets::DENOM;
use crate::bench::Bench;
use crate::terms::{opened, LOCKS};

/// What everybody has, and everything that was earned, in the end.
type Outcome = (Vec<u128>, Vec<u128>, u128);

fn caps(terms: InstantiateMsg) -> InstantiateMsg {
    let rows = [(0, 700_003), (3, 1_000_000), (11, 333_333), (40, 0), (50, 900_000)];
    let rows = rows.map(|(from_day, cap)| DailyCap { from_day, cap: u128::into(cap) });
    InstantiateMsg { daily_caps: Some(rows.to_vec()), day_secs: Some(3_600), ..terms }
}

fn open(bench: &mut Bench, at: usize, share: u32, stake: u128, lock_days: u32) -> Result<u64> {
    let owner = bench.stage.cast.people[at].clone();
    let device = format!("d{at}");
    let required_stake = stake.into();
    bench
        .must(&owner, ExecuteMsg::OpenOffer { device, owner_share_bps: share, required_stake, lock_days })?;
    Ok(bench.joint.offers.keys().last().copied().expect("an offer"))
}

/// An agreement of person `at` with the next one.
fn bind(bench: &mut Bench, at: usize, share: u32, stake: u128, lock_days: u32) -> Result<u64> {
    let id = open(bench, at, share, stake, lock_days)?;
    let staker = bench.stage.cast.people[(at + 1) % bench.stage.cast.people.len()].clone();
    bench.must_act(&staker, &bench.accepting(id, stake))?;
    Ok(id)
}

fn fund(bench: &mut Bench, amount: u128) -> Result<()> {
    let payer = bench.stage.cast.payer.clone();
    bench.must_act(&payer, &bench.funding(amount))
}

fn purses(bench: &Bench) -> Vec<u128> {
    let everybody = bench.stage.cast.everybody();
    everybody.iter().map(|who| bench.around.bank.balance(who, DENOM)).collect()
}

fn outcome(mut bench: Bench) -> Result<Outcome> {
    bench.drain()?;
    let rewards = bench.ghost.closed.values().copied().collect();
    Ok((purses(&bench), rewards, bench.around.bank.balance(&bench.at, DENOM)))
}

/// Six agreements under changing caps and a pool that runs dry and is filled again; `between` happens in between, as often as
/// `pieces` says for each wait.
fn played(seed: u64, pieces: u64, between: impl Fn(&mut Bench, &mut Dice) -> Result<()>) -> Result<Outcome> {
    let mut bench = opened(400_000, caps)?;
    let (mut dice, mut other) = (Dice::new(seed), Dice::new(seed + 1_000));
    let mut wait = |bench: &mut Bench, seconds: u64| -> Result<()> {
        for piece in 0..pieces {
            bench.advance(seconds * (piece + 1) / pieces - seconds * piece / pieces)?;
            between(bench, &mut other)?;
        }
        Ok(())
    };
    fund(&mut bench, 10_000_000)?;
    for at in 0..6 {
        let (share, stake) = (dice.between(3_000, 7_000) as u32, dice.between(1, 1_000_000));
        bind(&mut bench, at, share, stake, *dice.pick(&LOCKS[..3]))?;
        wait(&mut bench, dice.between(1, 20_000) as u64)?;
    }
    wait(&mut bench, 20 * 3_600)?;
    let registrar = bench.stage.cast.registrar.clone();
    bench.must(&registrar, ExecuteMsg::SuspendDevice { device: "d2".to_owned() })?;
    wait(&mut bench, dice.between(1, 40_000) as u64)?;
    bench.must(&registrar, ExecuteMsg::ResumeDevice { device: "d2".to_owned() })?;
    fund(&mut bench, dice.between(1, 9_000_000))?;
    wait(&mut bench, 70 * 3_600)?;
    outcome(bench)
}

/// JS-04: often, once, or by one party alone.
#[test]
fn how_often_somebody_claims_changes_nothing() {
    for seed in 0..3 {
        let once = played(seed, 1, |_, _| Ok(())).expect("a run");
        let often = played(seed, 5, |bench, dice| {
            let ids: Vec<u64> = bench.joint.agreements.keys().copied().collect();
            for agreement_id in ids {
                let it = bench.joint.agreements[&agreement_id].clone();
                let who = if dice.chance(50) { it.owner } else { it.staker };
                bench.must(&who, ExecuteMsg::ClaimRewards { agreement_id })?;
            }
            Ok(())
        });

        assert_eq!(often.expect("a run"), once, "claims often");
    }
}

/// JS-04: whoever touches it, whenever, finds what a long silence leaves.
#[test]
fn touching_it_changes_nothing() {
    for seed in 10..13 {
        let silent = played(seed, 1, |_, _| Ok(())).expect("a run");
        let touched = played(seed, 9, |bench, dice| {
            let keeper = bench.stage.cast.keeper.clone();
            let limit = *dice.pick(&[None, Some(0), Some(1), Some(50)]);
            bench.must(&keeper, ExecuteMsg::Advance { limit })
        });

        assert_eq!(touched.expect("a run"), silent, "advances");
    }
}

/// Many agreements that end at different seconds, all of them before anybody looks; worked off by `limit` at a time.
fn worked_off(limit: Option<u32>) -> Result<(Outcome, u64)> {
    let mut bench = opened(777, |terms| InstantiateMsg { day_secs: Some(600), ..terms })?;
    fund(&mut bench, 1_000_000)?;
    let (registrar, keeper) = (bench.stage.cast.registrar.clone(), bench.stage.cast.keeper.clone());
    let (owner, staker) = (bench.stage.cast.people[0].clone(), bench.stage.cast.people[1].clone());
    bench.careful = false;
    for at in 0..75u32 {
        let (device, required_stake) = (format!("c{at}"), (1_000 + u128::from(at)).into());
        let register = ExecuteMsg::RegisterDevice {
            device: device.clone(),
            owner: owner.to_string(),
            class: "basic".to_owned(),
        };
        bench.must(&registrar, register)?;
        let open = ExecuteMsg::OpenOffer { device, owner_share_bps: 5_000, required_stake, lock_days: 30 };
        bench.must(&owner, open)?;
        bench.must_act(&staker, &bench.accepting(u64::from(at) + 1, required_stake.u128()))?;
        bench.advance(u64::from(at % 2) + 1)?;
    }
    bench.careful = true;
    bench.advance(31 * 600)?;
    assert!(bench.is_behind(), "nothing waits");
    let mut calls = 0;
    while !bench.joint.pending(bench.now()).is_empty() {
        bench.must(&keeper, ExecuteMsg::Advance { limit })?;
        calls += 1;
    }
    bench.careful = false;
    Ok((outcome(bench)?, calls))
}

/// JS-04: many ends at once, by steps or by as many as possible.
#[test]
fn in_which_steps_ends_are_worked_off_changes_nothing() {
    let (at_once, few) = worked_off(None).expect("a run");
    let (by_seven, many) = worked_off(Some(7)).expect("a run");
    let (one_by_one, most) = worked_off(Some(1)).expect("a run");

    assert!(few < many && many < most, "{few}, {many}, {most} calls");
    assert_eq!(by_seven, at_once);
    assert_eq!(one_by_one, at_once);
}

/// JS-13, G-07: everybody gets everything though the other party, the registrar and the owner never act again.
#[test]
fn a_silent_party_holds_nobody_up() {
    for silent in [Party::Owner, Party::Staker] {
        let mut bench = opened(1_000, |terms| terms).expect("an escrow");
        fund(&mut bench, 100_000_000).expect("rewards");
        let ids: Vec<u64> =
            (0..3).map(|at| bind(&mut bench, at, 4_000, 500_000, 30).expect("an agreement")).collect();
        let guardian = bench.stage.cast.guardian.clone();
        bench.must(&guardian, ExecuteMsg::Pause {}).expect("a pause");
        bench.advance(9 * 86_400 + 5).expect("time");
        let who = |bench: &Bench, id: u64| -> Addr {
            let it = &bench.joint.agreements[&id];
            if silent == Party::Owner {
                it.staker.clone()
            } else {
                it.owner.clone()
            }
        };
        let party = if silent == Party::Owner { Party::Staker } else { Party::Owner };

        let (early, late) = (who(&bench, ids[0]), who(&bench, ids[1]));
        let act = bench.terminating(ids[0], bench.price(ids[0], party));
        bench.must_act(&early, &act).expect("a termination");
        bench.advance(40 * 86_400).expect("time");
        bench.must(&late, ExecuteMsg::SettleAgreement { agreement_id: ids[1] }).expect("a settlement");
        for id in ids {
            bench.must(&who(&bench, id), ExecuteMsg::ClaimRewards { agreement_id: id }).expect("a claim");
        }
        bench.drain().expect("everybody leaves");
    }
}

/// G-08: whoever comes for the last second of a day gets a second's part.
#[test]
fn a_stake_for_a_moment_earns_for_a_moment() {
    let mut bench = opened(86_400, |terms| terms).expect("an escrow");
    fund(&mut bench, 100_000_000).expect("rewards");
    bind(&mut bench, 0, 5_000, 1_000_000, 30).expect("an agreement");
    bench.advance(86_399).expect("time");
    let id = bind(&mut bench, 1, 5_000, 1_000_000, 30).expect("an agreement");

    bench.advance(1).expect("time");

    let shown = bench.joint.shown(bench.now());
    let earned: Vec<u128> = shown.agreements.values().map(|it| shown.rewards(it)).collect();
    assert_eq!((earned, id), (vec![86_400, 1], 2));
    bench.drain().expect("everybody leaves");
}

/// J-13: a device that is sold is still paid for to whom it was.
#[test]
fn a_sale_changes_no_payee() {
    let mut bench = opened(50_000, |terms| terms).expect("an escrow");
    fund(&mut bench, 10_000_000).expect("rewards");
    let id = bind(&mut bench, 0, 7_000, 1_000_000, 90).expect("an agreement");
    let (seller, buyer) = (bench.stage.cast.people[0].clone(), bench.stage.cast.people[4].to_string());
    let registrar = bench.stage.cast.registrar.clone();
    let sale = ExecuteMsg::UpdateDevice { device: "d0".to_owned(), owner: Some(buyer), class: None };
    bench.must(&registrar, sale).expect("a sale");
    bench.advance(86_400).expect("time");
    let before = bench.around.bank.balance(&seller, DENOM);

    bench.must(&seller, ExecuteMsg::ClaimRewards { agreement_id: id }).expect("a claim");

    assert_eq!(bench.around.bank.balance(&seller, DENOM) - before, 43_750);
    bench.drain().expect("everybody leaves");
}

/// The largest classes, factors and caps, over the longest locks, beside the smallest.
#[test]
fn the_largest_numbers_fit_their_words() {
    let heavy = |terms: InstantiateMsg| InstantiateMsg {
        time_multipliers: Some(
            LOCKS
                .map(|lock_days| tributary_types::joint_staking::TimeMultiplier {
                    lock_days,
                    tau_bps: 100_000,
                })
                .to_vec(),
        ),
        daily_caps: Some(vec![DailyCap { from_day: 0, cap: u128::MAX.into() }]),
        ..terms
    };
    let mut bench = opened(1, heavy).expect("an escrow");
    let registrar = bench.stage.cast.registrar.clone();
    let class = ExecuteMsg::SetClass {
        class: "basic".to_owned(),
        base_value: 10u128.pow(30).into(),
        capacity: 10u128.pow(29).into(),
        activation_stake: 0u128.into(),
        kappa_steps: Some(vec![tributary_types::joint_staking::KappaStep {
            fill_bps: 10_001,
            kappa_bps: 100_000,
        }]),
        pool: None,
        enabled: None,
    };
    bench.must(&registrar, class).expect("a class");
    fund(&mut bench, 10u128.pow(30) - 7).expect("rewards");
    bind(&mut bench, 0, 3_000, 2 * 10u128.pow(29), 365).expect("a giant");
    bind(&mut bench, 1, 7_000, 1, 30).expect("a dwarf");
    bind(&mut bench, 2, 5_000, 10u128.pow(29) + 1, 60).expect("a large one");
    for _ in 0..40 {
        bench.advance(86_400 + 7).expect("time");
    }
    bench.advance(360 * 86_400).expect("time");
    bench.drain().expect("everybody leaves");
}
