//! Tables of an escrow at the end: classes and devices, agreements with what each party has, where all rewards are.

use std::collections::BTreeMap;
use std::iter;

use cosmwasm_std::{Uint128, Uint256};
use tributary_types::joint_staking::{
    AgreementResponse, AgreementStatus, ClassResponse, DeviceResponse, EndedBy, PrincipalState,
};

use super::cast::Cast;
use super::escrows::{part, Escrow, Party, PARTIES};
use super::money::{bps, part as fraction, percent, Unit};
use super::stage::Played;
use super::table::{Align, Table};
use super::when::Calendar;

/// Tables of every escrow: each only if something stands in it.
pub fn tables(played: &Played, calendar: Calendar) -> Vec<Table> {
    let of = |escrow| {
        let clerk = Clerk { cast: &played.cast, calendar, escrow };
        let Escrow { classes, devices, agreements, totals, .. } = escrow;
        let agreed = !agreements.is_empty();
        [
            (!classes.is_empty()).then(|| clerk.classes()),
            (!devices.is_empty()).then(|| clerk.devices()),
            agreed.then(|| clerk.agreements()),
            agreed.then(|| clerk.parties()),
            (!totals.rewards_funded.is_zero()).then(|| clerk.rewards()),
        ]
    };
    played.escrows().iter().flat_map(of).flatten().collect()
}

/// Who draws up the tables of an escrow.
struct Clerk<'a> {
    cast: &'a Cast,
    calendar: Calendar,
    escrow: &'a Escrow,
}

impl Clerk<'_> {
    fn name(&self) -> String {
        self.cast.name(&self.escrow.contract)
    }

    fn stake(&self) -> Unit {
        Unit::of(self.cast.denom(&self.escrow.contract).unwrap_or_default())
    }

    fn reward(&self) -> Unit {
        Unit::of(self.cast.reward(&self.escrow.contract).unwrap_or_default())
    }

    /// What a device of each class earns, can use and needs.
    fn classes(&self) -> Table {
        let (stake, reward) = (self.stake(), self.reward());
        let title = format!(
            "The classes of devices in {} (a day in {}, stakes in {})",
            self.name(),
            reward.symbol,
            stake.symbol
        );
        let columns = ["class", "earns a day", "can use", "needs", "pool", "new agreements", "devices"];
        let row = |class: &ClassResponse| {
            let of = self.escrow.devices.iter().filter(|device| device.class == class.class);
            vec![
                class.class.clone(),
                reward.exact(class.base_value),
                stake.exact(class.capacity),
                stake.exact(class.activation_stake),
                class.pool.as_ref().map_or_else(|| "-".to_owned(), |pool| self.cast.name(pool)),
                if class.enabled { "yes" } else { "no" }.to_owned(),
                of.count().to_string(),
            ]
        };
        table(title, &columns, self.escrow.classes.iter().map(row).collect())
    }

    /// Whose each device is, and what it does.
    fn devices(&self) -> Table {
        let title = format!("The devices in {} at the end", self.name());
        let row = |device: &DeviceResponse| {
            let up = if device.suspended { "down" } else { "up" };
            let offer = device.offer_id.map(|id| format!("offer {id}"));
            let bound = device.agreement_id.map(|id| format!("agreement {id}"));
            let does = bound.or(offer).unwrap_or_else(|| "-".to_owned());
            vec![
                device.device.clone(),
                device.class.clone(),
                self.cast.name(&device.owner),
                up.to_owned(),
                does,
            ]
        };
        let rows = self.escrow.devices.iter().map(row).collect();
        table(title, &["device", "class", "owner", "is", "in"], rows)
    }

    /// The terms of each agreement, and where it stands.
    fn agreements(&self) -> Table {
        let (stake, reward) = (self.stake(), self.reward());
        let totals = &self.escrow.totals;
        let earns = match totals.weight.is_zero() {
            true => "none earns".to_owned(),
            false => {
                format!("together {} a day, scaled to {}", reward.coins(totals.weight), fraction(totals.nu))
            }
        };
        let (name, symbol) = (self.name(), &stake.symbol);
        let title = format!(
            "The agreements in {name} at the end ({earns}; principal in {symbol}, a day in {})",
            reward.symbol
        );
        let columns = [
            "agreement",
            "device",
            "staker",
            "principal",
            "until",
            "a day",
            "of the owner",
            "is",
            "principal is",
        ];
        let row = |of: &AgreementResponse| {
            vec![
                of.agreement_id.to_string(),
                of.device.clone(),
                self.cast.name(&of.staker),
                stake.exact(of.principal),
                self.calendar.moment(of.end_secs),
                reward.exact(of.base_reward),
                bps(of.owner_share_bps),
                standing(self.escrow, of).to_owned(),
                place(of.principal_state).to_owned(),
            ]
        };
        let mut all = table(title, &columns, self.escrow.agreements.iter().map(row).collect());
        let (principal, weight) = (stake.exact(totals.principal), reward.exact(totals.weight));
        total(&mut all, &["", "", &principal, "", &weight, "", "", ""]);
        all
    }

    /// What each party of each agreement has earned, claimed and paid.
    fn parties(&self) -> Table {
        let reward = self.reward();
        let columns = ["agreement", "party", "as", "earned", "claimed", "claimable", "penalty"];
        let mut rows = vec![];
        let mut sums = [Uint256::zero(); 4];
        for agreement in &self.escrow.agreements {
            for party in PARTIES {
                let (who, of) = part(agreement, party);
                let penalty = penalty(agreement, party);
                let amounts = [of.total, of.claimed, of.claimable, penalty];
                for (sum, amount) in sums.iter_mut().zip(amounts) {
                    *sum = sum.saturating_add(amount.into());
                }
                let role = if party == Party::Owner { "owner" } else { "staker" };
                let mut row = vec![agreement.agreement_id.to_string(), self.cast.name(who), role.to_owned()];
                row.extend(amounts.map(|amount| reward.exact(amount)));
                rows.push(row);
            }
        }
        let title = format!("What the parties in {} have (amounts in {})", self.name(), reward.symbol);
        let mut all = table(title, &columns, rows);
        let [earned, claimed, claimable, penalty] = sums.map(|amount| reward.exact(amount));
        total(&mut all, &["", "", &earned, &claimed, &claimable, &penalty]);
        all
    }

    /// Where all rewards are that ever came.
    fn rewards(&self) -> Table {
        let reward = self.reward();
        let Escrow { totals, agreements, .. } = self.escrow;
        let mut claimed: BTreeMap<String, Uint256> = BTreeMap::new();
        for (who, of) in agreements.iter().flat_map(|of| PARTIES.map(|party| part(of, party))) {
            let part = claimed.entry(format!("claimed by {}", self.cast.name(who))).or_default();
            *part = part.saturating_add(of.claimed.into());
        }
        let earned = self.escrow.earned();
        let gone = claimed.values().copied().fold(self.escrow.claimable(), Uint256::saturating_add);
        let funded = Uint256::from(totals.rewards_funded);
        let free = Uint256::from(totals.reward_pool);
        let rest = [
            ("claimable", self.escrow.claimable()),
            ("earned, and taken as penalties", earned.saturating_sub(gone)),
            ("free", free),
            ("dust", funded.saturating_sub(earned.saturating_add(free))),
        ];
        let rest = rest.map(|(label, amount)| (label.to_owned(), amount));
        let rows = claimed.into_iter().chain(rest).filter(|(_, amount)| !amount.is_zero());
        let cells = |label: String, amount: Uint256| vec![label, reward.exact(amount), share(amount, funded)];
        let rows = rows.map(|(label, amount)| cells(label, amount)).collect();
        let title = format!(
            "Where the rewards of {} are (amounts in {}; {} of penalties are due to the treasury)",
            self.name(),
            reward.symbol,
            reward.exact(totals.revenue_due)
        );
        let mut all = table(title, &["rewards", "amount", "of all"], rows);
        let (amount, whole) = (reward.exact(funded), share(funded, funded));
        total(&mut all, &[&amount, &whole]);
        all
    }
}

/// How an agreement stands, in one word or two.
fn standing(escrow: &Escrow, of: &AgreementResponse) -> &'static str {
    match (of.status, of.ended_by) {
        (AgreementStatus::Active, _) if escrow.earns(of) => "active",
        (AgreementStatus::Active, _) => "down",
        (AgreementStatus::Matured, _) => "matured",
        (AgreementStatus::Settled, _) => "settled",
        (AgreementStatus::Terminated, Some(EndedBy::Owner)) => "ended by the owner",
        (AgreementStatus::Terminated, Some(EndedBy::Staker)) => "ended by the staker",
        (AgreementStatus::Terminated, _) => "ended by both",
    }
}

const fn place(state: PrincipalState) -> &'static str {
    match state {
        PrincipalState::Held => "held",
        PrincipalState::Delegated => "in a pool",
        PrincipalState::Unbonding => "leaving a pool",
        PrincipalState::Returned => "back",
    }
}

/// What a party paid to leave early.
fn penalty(agreement: &AgreementResponse, party: Party) -> Uint128 {
    let by = match party {
        Party::Owner => EndedBy::Owner,
        Party::Staker => EndedBy::Staker,
    };
    if agreement.ended_by == Some(by) {
        agreement.penalty
    } else {
        Uint128::zero()
    }
}

/// Columns of words; the others are numbers.
const WORDS: [&str; 11] =
    ["agreement", "device", "class", "owner", "staker", "party", "as", "is", "in", "principal is", "rewards"];

/// A table.
fn table(title: String, columns: &[&str], rows: Vec<Vec<String>>) -> Table {
    let align = |name: &str| if WORDS.contains(&name) { Align::Left } else { Align::Right };
    let columns: Vec<_> = columns.iter().map(|name| (*name, align(name))).collect();
    let mut table = Table::new(title, &columns);
    table.rows = rows;
    table
}

/// A last row that sums the others up.
fn total(table: &mut Table, cells: &[&str]) {
    table.rows.push(iter::once(&"together").chain(cells).map(|cell| (*cell).to_owned()).collect());
    table.has_total = true;
}

/// A part of a whole as percent, rounded down.
fn share(amount: Uint256, of: Uint256) -> String {
    let ppm = amount.saturating_mul(Uint256::from(1_000_000u32)).checked_div(of).unwrap_or_default();
    percent(ppm.to_string().parse::<u64>().unwrap_or(u64::MAX))
}
