//! The pure arithmetic with any numbers. Overflow is an answer; what is answered otherwise must be true.

use arbitrary::{Result, Unstructured};
use cosmwasm_std::Uint128;
use tributary_math::decay::{exp2_floor, log2_fp, DecayBase};
use tributary_math::emission::{Booster, Emission, OpenStake, Principal, Schedule, TouchedEmission};
use tributary_math::joint::accrual::{Accrual, Earner, Progress, TouchedAccrual};
use tributary_math::joint::calendar::{Calendar, DailyCap};
use tributary_math::joint::terms::{owner_share_floor, Lock, PenaltyTerms};
use tributary_math::liquidation::{share_of_excess, Liquidation, LiquidationMode};
use tributary_math::release::ReleaseClock;
use tributary_math::rewards::{DelegatorRewards, RewardPool};
use tributary_math::vesting::{full_progress, vested, Vesting};
use tributary_math::{boost::BoostWeights, Bps, MathError, Ppm};

/// How many families there are.
pub const FAMILIES: u8 = 7;

/// Runs one family of formulas on the numbers in `data`.
pub fn check(data: &[u8]) {
    let mut numbers = Unstructured::new(data);
    // What is missing at the end of the data ends the run; so does an overflow.
    let _ = family(&mut numbers);
}

fn family(numbers: &mut Unstructured) -> Result<()> {
    match numbers.int_in_range(0..=FAMILIES - 1)? {
        0 => rewards(numbers),
        1 => decay(numbers),
        2 => liquidation(numbers),
        3 => agreement(numbers),
        4 => accrual(numbers),
        5 => emission(numbers),
        _ => vesting(numbers),
    }
}

/// A number of any length, so that small ones are as frequent as large ones.
fn amount(numbers: &mut Unstructured) -> Result<Uint128> {
    let bits = numbers.int_in_range(0..=128u32)?;
    let number: u128 = numbers.arbitrary()?;
    Ok(Uint128::new(number.checked_shr(128 - bits).unwrap_or(0)))
}

/// Three delegators of one pool: nobody is paid what is not there.
fn rewards(numbers: &mut Unstructured) -> Result<()> {
    let mut pool = RewardPool::default();
    let mut people = [(); 3].map(|()| DelegatorRewards::default());
    let (mut balance, mut now) = (Uint128::zero(), 0u64);
    let rate = Ppm::capped(numbers.int_in_range(0..=1_000_000u64)?);
    let period = numbers.int_in_range(0..=100u64)?;
    while !numbers.is_empty() {
        now += numbers.int_in_range(0..=60u64)?;
        let Ok(fuller) = balance.checked_add(amount(numbers)?) else { return Ok(()) };
        balance = fuller;
        let Ok((mut booked, booking)) = pool.clone().book(balance, rate, ReleaseClock { now, period }) else {
            return Ok(());
        };
        assert!(booking.commission <= booking.amount && booking.shortfall.is_zero());
        let who = numbers.choose_index(people.len())?;
        if numbers.arbitrary()? {
            let weight = amount(numbers)?;
            if booked.set_weight(&mut people[who], weight).is_err() {
                return Ok(());
            }
        } else {
            let paid = booked.claim(&mut people[who]).expect("a claim never fails");
            balance = balance.checked_sub(paid).expect("what is paid was there");
        }
        pool = booked.into_inner();
        assert!(pool.outstanding() <= balance, "{} are owed, {balance} are there", pool.outstanding());
    }
    Ok(())
}

/// What is effective of a stake: all of it up to the threshold, never more than it, never less than of a smaller stake.
fn decay(numbers: &mut Unstructured) -> Result<()> {
    let (stake, other, threshold) = (amount(numbers)?, amount(numbers)?, amount(numbers)?);
    if let Some(log) = log2_fp(stake) {
        assert!(exp2_floor(log) <= stake);
        assert!(other.is_zero() || other > stake || log2_fp(other) <= Some(log));
    }
    let base = *numbers.choose(&[2, 3, 5, 10, 20, 100])?;
    let Some(base) = DecayBase::new(base) else { return Ok(()) };
    let (one, two) = (base.effective_stake(stake, threshold), base.effective_stake(other, threshold));
    assert!(one <= stake && (stake > threshold && !threshold.is_zero() || one == stake));
    assert!((stake <= other) == (one <= two) || one == two, "{stake} counts {one}, {other} counts {two}");
    Ok(())
}

/// A liquidation takes what it says and leaves the rest.
fn liquidation(numbers: &mut Unstructured) -> Result<()> {
    let (tokens, worth, wanted) = (amount(numbers)?, amount(numbers)?, amount(numbers)?);
    let licenses = numbers.int_in_range(0..=1_000u32)?;
    let mode = *numbers.choose(&[LiquidationMode::Exact, LiquidationMode::Whole])?;
    if let Ok(taken) = Liquidation::of(tokens, licenses, worth, wanted, mode) {
        assert!(taken.amount <= wanted && taken.burn.surplus < worth.max(Uint128::one()));
        let before = worth.full_mul(licenses).checked_add(tokens.into()).expect("256 bits hold it");
        let after = worth.full_mul(taken.licenses_left).checked_add(taken.tokens_left.into());
        let after =
            after.and_then(|after| after.checked_add(taken.rewards.into())).expect("256 bits hold it");
        assert_eq!(before, after, "coins came or went");
    }
    let (part, total) = (wanted.min(tokens), tokens);
    if let Ok(share) = share_of_excess(worth, part, total) {
        assert!(share <= worth);
    }
    Ok(())
}

/// Shares and penalties of an agreement.
fn agreement(numbers: &mut Unstructured) -> Result<()> {
    let (received, principal) = (amount(numbers)?, amount(numbers)?);
    let share = Bps::new(numbers.int_in_range(0..=10_000u32)?).unwrap_or(Bps::none());
    let owner = owner_share_floor(received, share).expect("a part of the whole");
    assert!(owner <= received);
    let lock = Lock {
        started_at: numbers.int_in_range(0..=u64::MAX)?,
        days: numbers.int_in_range(1..=365u32)?,
        day_secs: numbers.int_in_range(1..=86_400u64)?,
    };
    let minimum = Bps::new(numbers.int_in_range(0..=10_000u32)?).unwrap_or(Bps::none());
    let terms = PenaltyTerms { rate: share, minimum };
    let now = numbers.int_in_range(0..=u64::MAX)?;
    let Ok(penalty) = terms.penalty_ceil(&lock, now, received, principal) else { return Ok(()) };
    assert!(penalty <= received.max(principal), "a penalty of {penalty} on {received} and {principal}");
    if lock.ends_at().is_ok_and(|end| now >= end) {
        assert!(penalty.is_zero());
    }
    Ok(())
}

/// Agreements that start, stop, go on and end: never earned more than was funded.
fn accrual(numbers: &mut Unstructured) -> Result<()> {
    let cap = DailyCap { from_day: 0, cap: amount(numbers)? };
    let caps = if numbers.arbitrary()? { vec![cap] } else { vec![] };
    let day_secs = numbers.int_in_range(1..=600u64)?;
    let mut calendar = Calendar { started_at: 0, day_secs, caps };
    let (mut state, mut now) = (Accrual::new(0), 0u64);
    let mut earners: Vec<Earner> = vec![];
    let mut funded = Uint128::zero();
    while !numbers.is_empty() && earners.len() < 24 {
        now += numbers.int_in_range(0..=900u64)?;
        let Some(mut touched) = passed(&state, &calendar, now, &mut earners) else { return Ok(()) };
        let number = amount(numbers)?;
        let done = match numbers.int_in_range(0..=4)? {
            0 => touched.fund(number).map(|()| funded += number),
            1 => touched.join(number, now + numbers.int_in_range(1..=3_000u64)?).map(|new| earners.push(new)),
            which => match earners.is_empty() {
                true => Ok(()),
                false => {
                    let at = numbers.choose_index(earners.len())?;
                    act(which, &mut touched, &mut earners[at])
                }
            },
        };
        if done.is_err() {
            return Ok(());
        }
        let Ok(index) = touched.index() else { return Ok(()) };
        calendar = touched.calendar().clone();
        let earned = earners.iter().map(|one| one.earned_floor(index, &calendar));
        let earned: core::result::Result<Vec<Uint128>, _> = earned.collect();
        let earned: Uint128 = earned.expect("what was funded fits").into_iter().sum();
        assert!(earned <= funded, "{earned} were earned of {funded}");
        state = touched.into_inner();
    }
    Ok(())
}

/// The accrual as of `now`; agreements whose end was passed stop there.
fn passed(state: &Accrual, calendar: &Calendar, now: u64, earners: &mut [Earner]) -> Option<TouchedAccrual> {
    let mut ends: std::collections::BTreeMap<u64, Uint128> = std::collections::BTreeMap::new();
    for one in earners.iter().filter(|one| one.since.is_some()) {
        let weight = ends.entry(one.ends_at).or_default();
        *weight = weight.checked_add(one.weight).ok()?;
    }
    let rows = ends.into_iter().map(Ok::<_, MathError>);
    let (progress, passed) = state.clone().touch(calendar.clone(), now, rows, usize::MAX).ok()?;
    for end in passed {
        for one in earners.iter_mut().filter(|one| one.since.is_some() && one.ends_at == end.at) {
            one.stop(end.index).ok()?;
        }
    }
    match progress {
        Progress::Now(touched) => Some(touched),
        Progress::Behind(_) => None,
    }
}

fn act(which: u32, touched: &mut TouchedAccrual, earner: &mut Earner) -> core::result::Result<(), MathError> {
    match which {
        2 => touched.suspend(earner).map(drop),
        3 => touched.resume(earner).map(drop),
        _ => touched.close(earner).map(drop),
    }
}

/// Positions that all end on the last day: all of them together earn no more than is emitted.
fn emission(numbers: &mut Unstructured) -> Result<()> {
    let schedule =
        Schedule { total: amount(numbers)?, starts_at: 0, days: numbers.int_in_range(1..=400u32)? };
    let mut weight = || numbers.int_in_range(0..=10u128.pow(19)).map(Uint128::new);
    let weights = BoostWeights { w1: weight()?, w2: weight()?, w3: weight()?, w4: weight()?, b0: weight()? };
    let (mut state, mut now) = (Emission::new(), 0u64);
    let mut booster = Booster::default();
    let mut open = vec![];
    while !numbers.is_empty() && open.len() < 16 && now < schedule.ends_at() {
        now += numbers.int_in_range(0..=400_000u64)?;
        let none = std::iter::empty::<core::result::Result<(u32, OpenStake), MathError>>();
        let Ok((mut touched, _)) = state.clone().touch(&schedule, now, none) else { return Ok(()) };
        let principal =
            Principal { amount: amount(numbers)?.max(Uint128::one()), months: numbers.int_in_range(1..=12)? };
        let Some(mark) = joined(&mut touched, &mut booster, principal, &weights) else { return Ok(()) };
        open.push((principal, mark));
        let rewards = open.iter().map(|(one, since)| one.reward(weights.w1, *since, booster.mark));
        let rewards: core::result::Result<Vec<Uint128>, _> = rewards.collect();
        let Ok(rewards) = rewards else { return Ok(()) };
        let emitted = schedule.emitted(schedule.elapsed(now)).expect("a part of the total");
        let all: Uint128 = rewards.into_iter().sum();
        assert!(all <= emitted, "{all} of {emitted}");
        state = touched.into_inner();
    }
    Ok(())
}

fn joined(
    touched: &mut TouchedEmission,
    booster: &mut Booster,
    principal: Principal,
    weights: &BoostWeights,
) -> Option<tributary_math::emission::Mark> {
    touched.settle(booster).ok()?;
    touched.join(booster, principal, weights).ok()?;
    Some(booster.mark)
}

/// Progress only grows, and nothing vests that is not there.
fn vesting(numbers: &mut Unstructured) -> Result<()> {
    let (mut user, mut now, mut before) = (Vesting::default(), 0u64, Uint128::zero());
    let total = amount(numbers)?;
    let Ok(full) = full_progress(numbers.int_in_range(1..=5_184_000u64)?) else { return Ok(()) };
    while !numbers.is_empty() {
        now += numbers.int_in_range(0..=1_000_000u64)?;
        let Ok(progress) = user.progress_at(now) else { return Ok(()) };
        assert!(progress >= before, "vesting went back");
        before = progress;
        assert!(vested(total, progress, full).expect("a part of the whole") <= total);
        let stake = amount(numbers)?;
        let changed = match numbers.arbitrary()? {
            true => user.stake(now, stake),
            false => user.mature(now, stake.min(user.staked)),
        };
        if changed.is_err() {
            return Ok(());
        }
    }
    Ok(())
}
