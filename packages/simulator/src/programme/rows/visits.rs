//! What messages do, each to a vault of its own that is made ready for it.

use anyhow::Result;
use tributary_math::emission::DAY;
use tributary_types::boosted_staking::MAX_POSITIONS;

use super::vault::{Vault, MINUTE, UNFUNDED, VISITOR};
use crate::computed::counting::Touched;

/// Days of the shortest period, and of the longest.
const PERIODS: (u32, u32) = (30, 365);

/// Messages and what they did.
pub(super) type Counts = Vec<(String, Touched)>;

/// The messages of somebody with so many positions.
pub(super) fn of_user(counted: &Vault, deposited: &Vault, positions: u32) -> Result<Counts> {
    let mut counts = staking(counted, positions)?;
    counts.extend(boosting(counted, positions)?);
    counts.extend(depositing(deposited, positions)?);
    counts.extend(maturing(counted, positions)?);
    Ok(counts)
}

/// The messages of nobody in particular.
pub(super) fn of_anyone(vault: &Vault) -> Result<Counts> {
    let (_, fund) = vault.then(|vault| vault.fund(UNFUNDED))?;
    let mut counts = vec![("fund".to_owned(), fund)];
    let calendar = calendar(vault)?;
    for (days, ended) in [(0, "nothing ended"), (1, "1 day with endings"), (366, "366 days with endings")] {
        let mut later = calendar.clone();
        later.silence(DAY.saturating_mul(days));
        counts.push((format!("advance ({ended})"), later.then(Vault::advance)?.1));
    }
    Ok(counts)
}

/// The visitor has so many positions, staked one minute after the other, which end one day after the other.
fn visited(vault: &Vault, positions: u32) -> Result<Vault> {
    let mut vault = vault.clone();
    for days in PERIODS.0..PERIODS.0.saturating_add(positions) {
        vault.silence(MINUTE);
        vault.stake(VISITOR, days)?;
    }
    Ok(vault)
}

fn staking(vault: &Vault, positions: u32) -> Result<Counts> {
    let before = visited(vault, positions.saturating_sub(1))?;
    let (other, _) = before.then(|vault| vault.set_holdings(VISITOR, 4))?;
    let stake = |vault: &mut Vault| vault.stake(VISITOR, PERIODS.1);
    Ok(vec![
        (format!("stake (then {positions} open)"), before.then(stake)?.1),
        (format!("stake (then {positions} open, other NFTs)"), other.then(stake)?.1),
    ])
}

fn boosting(vault: &Vault, positions: u32) -> Result<Counts> {
    let open = visited(vault, positions)?;
    let (_, loyalty) = open.then(|vault| vault.set_loyalty(VISITOR, 900))?;
    let (changed, holdings) = open.then(|vault| vault.set_holdings(VISITOR, 4))?;
    let (_, refresh) = changed.then(|vault| vault.refresh(VISITOR))?;
    Ok(vec![
        (format!("set_loyalty ({positions} open)"), loyalty),
        (format!("holdings_changed ({positions} open)"), holdings),
        (format!("refresh_boost ({positions} open)"), refresh),
    ])
}

fn depositing(vault: &Vault, positions: u32) -> Result<Counts> {
    let (before, _) = vault.then(|vault| vault.deposit(VISITOR, "licence-1"))?;
    let (more, deposit) = visited(&before, positions)?.then(|vault| vault.deposit(VISITOR, "licence-2"))?;
    let (_, take) = more.then(|vault| vault.take(VISITOR, "licence-2"))?;
    Ok(vec![
        (format!("receive_nft ({positions} open)"), deposit),
        (format!("withdraw_nft ({positions} open)"), take),
    ])
}

fn maturing(vault: &Vault, positions: u32) -> Result<Counts> {
    let mut ended = visited(vault, positions)?;
    let last = ended.newest_position()?;
    ended.wait(u64::from(PERIODS.0.saturating_add(positions)).saturating_mul(DAY))?;
    let claim = |vault: &mut Vault| vault.claim(VISITOR);
    let (mut touched, first) = ended.then(claim)?;
    let (_, told) = ended.then(|vault| vault.set_holdings(VISITOR, 4))?;
    touched.wait(DAY)?;
    let (mut vesting, part) = touched.then(claim)?;
    let (_, withdraw) = touched.then(|vault| vault.withdraw(VISITOR, last))?;
    vesting.wait(DAY.saturating_mul(60))?;
    let (_, rest) = vesting.then(claim)?;
    Ok(vec![
        (format!("holdings_changed ({positions} ended since)"), told),
        (format!("claim ({positions} ended since)"), first),
        (format!("claim ({positions} vesting)"), part),
        (format!("claim ({positions} vested)"), rest),
        (format!("withdraw (1 of {positions} matured)"), withdraw),
    ])
}

/// Beside the users, others whose positions end on each of the next 366 days, which are all on which something can end.
fn calendar(vault: &Vault) -> Result<Vault> {
    let mut vault = vault.clone();
    let (least, most) = PERIODS;
    let soon = (least..=most).map(|days| (0, days));
    // Thirty days later all of these are still to come, and thirty more can.
    let late = (most.saturating_sub(least).saturating_add(1)..=most).map(|days| (least, days));
    let mut waited = 0;
    for (number, (after, days)) in (0u64..).zip(soon.chain(late)) {
        vault.silence(DAY.saturating_mul(after.saturating_sub(waited).into()));
        waited = after;
        let user = number.checked_div(MAX_POSITIONS.into()).unwrap_or_default();
        vault.stake(VISITOR.saturating_sub(1).saturating_sub(user), days)?;
    }
    Ok(vault)
}
