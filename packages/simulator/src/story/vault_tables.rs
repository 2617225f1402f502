//! Tables of a vault at the end: who has staked, what vests, where all rewards are.

use std::collections::BTreeMap;
use std::iter;

use cosmwasm_std::Uint256;
use tributary_types::boosted_staking::{BatchResponse, PositionResponse, PositionStatus, CONTRACT};

use super::cast::Cast;
use super::facts::Fact;
use super::money::{grouped, percent, sum, Unit};
use super::stage::Played;
use super::table::{Align, Table};
use super::vaults::{Vault, VaultUser};
use super::when::{counted, Calendar};

/// Tables of every vault: each only if something stands in it.
pub fn tables(played: &Played, calendar: Calendar) -> Vec<Table> {
    let facts = played.facts();
    let of = |vault| {
        let clerk = Clerk { cast: &played.cast, calendar, vault };
        let vesting = vault.users.iter().any(|user| !user.batches.is_empty());
        [
            vault.positions().next().map(|_| clerk.positions()),
            vesting.then(|| clerk.batches()),
            (!vault.totals.funded.is_zero()).then(|| clerk.rewards(&facts)),
        ]
    };
    played.vaults().iter().flat_map(of).flatten().collect()
}

/// Who draws up the tables of a vault.
struct Clerk<'a> {
    cast: &'a Cast,
    calendar: Calendar,
    vault: &'a Vault,
}

impl Clerk<'_> {
    fn name(&self) -> String {
        self.cast.name(&self.vault.contract)
    }

    fn stake(&self) -> Unit {
        Unit::of(self.cast.denom(&self.vault.contract).unwrap_or_default())
    }

    fn reward(&self) -> Unit {
        Unit::of(self.cast.reward(&self.vault.contract).unwrap_or_default())
    }

    /// Everybody's rows, by name.
    fn rows(&self, of: impl Fn(&str, &VaultUser) -> Vec<Vec<String>>) -> Vec<Vec<String>> {
        self.vault.by_name(self.cast).into_iter().flat_map(|(name, user)| of(&name, user)).collect()
    }

    /// Who staked how much until when, and what it weighs and earns.
    fn positions(&self) -> Table {
        let Self { vault, .. } = self;
        let (stake, reward) = (self.stake(), self.reward());
        let columns = [
            "user",
            "position",
            "principal",
            "months",
            "until",
            "NFTs",
            "score",
            "weight",
            "of all",
            "earned",
        ];
        let title = format!(
            "The positions in {} at the end ({} of {} have passed; principal in {}, earned in {})",
            self.name(),
            grouped(&vault.totals.day.to_string()),
            counted(vault.config.duration_days.into(), "day"),
            stake.symbol,
            reward.symbol
        );
        let rows = self.rows(|name, user| {
            user.positions.iter().map(|position| self.position(name, user, position)).collect()
        });
        let principal = stake.exact(vault.totals.principal_held);
        let weight = stake.exact(vault.totals.total_weight);
        let earned = reward.exact(sum(vault.positions().map(|position| position.accrued)));
        table(title, &columns, rows, &["", &principal, "", "", "", "", &weight, "", &earned])
    }

    fn position(&self, name: &str, user: &VaultUser, position: &PositionResponse) -> Vec<String> {
        let (stake, total) = (self.stake(), self.vault.totals.total_weight);
        let (weight, of_all) = match position.status {
            PositionStatus::Matured => ("matured".to_owned(), "-".to_owned()),
            PositionStatus::Open => (stake.exact(position.weight), share(position.weight, total)),
        };
        vec![
            name.to_owned(),
            position.position_id.to_string(),
            stake.exact(position.amount),
            position.months.to_string(),
            self.calendar.moment(position.ends_at.seconds()),
            grouped(&user.boost.nfts.to_string()),
            grouped(&user.boost.loyalty.to_string()),
            weight,
            of_all,
            self.reward().exact(position.accrued),
        ]
    }

    /// What vests.
    fn batches(&self) -> Table {
        let reward = self.reward();
        let columns = ["user", "of position", "reward", "vested", "claimed", "claimable", "all vested"];
        let title = format!("The rewards that vest in {} (amounts in {})", self.name(), reward.symbol);
        let amounts = |of: &BatchResponse| [of.total, of.vested, of.claimed, of.claimable];
        let rows = self.rows(|name, user| {
            let row = |batch: &BatchResponse| {
                let mut row = vec![name.to_owned(), batch.position_id.to_string()];
                row.extend(amounts(batch).map(|amount| reward.exact(amount)));
                row.push(self.calendar.moment(batch.fully_vested_at.seconds()));
                row
            };
            user.batches.iter().map(row).collect()
        });
        let batches = || self.vault.users.iter().flat_map(|user| &user.batches).map(amounts);
        let [total, vested, claimed, claimable] = [
            sum(batches().map(|[total, ..]| total)),
            sum(batches().map(|[_, vested, ..]| vested)),
            sum(batches().map(|[.., claimed, _]| claimed)),
            sum(batches().map(|[.., claimable]| claimable)),
        ]
        .map(|amount| reward.exact(amount));
        table(title, &columns, rows, &["", &total, &vested, &claimed, &claimable, ""])
    }

    /// Where all rewards are.
    fn rewards(&self, facts: &[Fact]) -> Table {
        let Self { vault, .. } = self;
        let reward = self.reward();
        let mut parts: BTreeMap<String, Uint256> = BTreeMap::new();
        for fact in facts.iter().filter(|fact| fact.by == vault.contract && fact.contract == CONTRACT) {
            let label = match fact.name.as_str() {
                "claimed" => format!("claimed by {}", self.cast.name(&fact.address("user"))),
                "unused_swept" => format!("sent unused to {}", self.cast.name(&fact.address("to"))),
                _ => continue,
            };
            let part = parts.entry(label).or_default();
            *part = part.saturating_add(fact.amount("amount").into());
        }
        let [to_come, idle] = vault.unearned();
        let rest = [
            ("vested, not claimed", vault.all(VaultUser::claimable)),
            ("vesting", vault.all(VaultUser::vesting)),
            ("earned by open positions", vault.all(VaultUser::accrued)),
            ("not emitted yet", to_come.into()),
            ("emitted while nobody had a stake", idle.into()),
        ];
        let mut rows: Vec<_> = parts.into_iter().collect();
        rows.extend(rest.map(|(label, amount)| (label.to_owned(), amount)));
        let known = rows.iter().fold(Uint256::zero(), |sum, (_, amount)| sum.saturating_add(*amount));
        let funded = Uint256::from(vault.totals.funded);
        rows.push(("dust".to_owned(), funded.saturating_sub(known)));
        rows.retain(|(_, amount)| !amount.is_zero());
        let cells = |amount| [reward.exact(amount), share(amount, funded)];
        let rows = rows.into_iter().map(|(label, amount)| [vec![label], cells(amount).to_vec()].concat());
        let title = format!("Where the rewards of {} are (amounts in {})", self.name(), reward.symbol);
        let [all, whole] = cells(funded);
        table(title, &["rewards", "amount", "of all"], rows.collect(), &[&all, &whole])
    }
}

/// A table of numbers behind a name; the last row sums the others up.
fn table(title: String, columns: &[&str], rows: Vec<Vec<String>>, together: &[&str]) -> Table {
    let aligned = columns.iter().zip(iter::once(Align::Left).chain(iter::repeat(Align::Right)));
    let columns: Vec<_> = aligned.map(|(name, align)| (*name, align)).collect();
    let mut table = Table::new(title, &columns);
    table.rows = rows;
    let together = iter::once(&"together").chain(together);
    table.rows.push(together.map(|cell| (*cell).to_owned()).collect());
    table.has_total = true;
    table
}

/// A part of a whole as percent, rounded down.
fn share(amount: Uint256, of: Uint256) -> String {
    let ppm = amount.saturating_mul(Uint256::from(1_000_000u32)).checked_div(of).unwrap_or_default();
    percent(ppm.to_string().parse::<u64>().unwrap_or(u64::MAX))
}
