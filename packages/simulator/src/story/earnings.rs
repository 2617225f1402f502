//! What everybody paid in, got out, and still has.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Int256, Uint128, Uint256};
use tributary_types::staker_registry::BondState;
use tributary_types::{license_nft, pool_registry, staker_registry};

use super::asking::Unanswered;
use super::closing::all_movements;
use super::escrows::{is_escrow, part, PARTIES};
use super::items::signed;
use super::money::Unit;
use super::movement::Kind;
use super::stage::Played;
use super::table::{Align, Table};

/// What one account did and has, in base units of one denom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earnings {
    /// Coins staked.
    pub paid_in: Uint256,
    /// Stake that was paid back.
    pub got_back: Uint256,
    /// Rewards that were paid.
    pub taken: Uint256,
    /// Rewards that became stake.
    pub delegated: Uint256,
    /// Fees earned for finalising and redelegating.
    pub bounties: Uint256,
    /// What is staked now.
    pub staked: Uint256,
    /// What is on the way out or to another pool, less fees.
    pub leaving: Uint256,
    /// Stakes of a vault that can be withdrawn.
    pub matured: Uint256,
    /// Principals of agreements that are not back.
    pub bound: Uint256,
    /// Rewards that could be withdrawn now.
    pub waiting: Uint256,
    /// Rewards of a vault that cannot be claimed yet: they vest, or their stake is locked.
    pub vesting: Uint256,
    /// What it cost to leave agreements early, in what was brought for it.
    pub penalties: Uint256,
    /// Coins that licences were redeemed for.
    pub redeemed: Uint256,
    /// Coins that licences burned for faults stood for.
    pub burned: Uint256,
    /// What was taken by liquidations, of coins and of licences.
    pub slashed: Uint256,
}

impl Earnings {
    /// What came out and what is there, less what was paid in or brought for penalties.
    pub fn gain(&self) -> Int256 {
        let parts = [
            self.got_back,
            self.taken,
            self.bounties,
            self.redeemed,
            self.staked,
            self.leaving,
            self.matured,
            self.bound,
            self.waiting,
            self.vesting,
        ];
        let has = parts.into_iter().fold(Uint256::zero(), Uint256::saturating_add);
        signed(has).wrapping_sub(signed(self.paid_in.saturating_add(self.penalties)))
    }
}

/// Everybody's earnings in one denom, by name.
pub type ByName = BTreeMap<String, Earnings>;

/// What everybody earned of a denom.
///
/// # Errors
/// When a contract does not answer.
pub fn earnings(played: &Played, denom: &str) -> Result<ByName, Unanswered> {
    let mut all = All { played, of: BTreeMap::new() };
    for movement in all_movements(played).iter().filter(|movement| movement.denom == denom) {
        let (from, to) = (movement.from.as_ref(), movement.to.as_ref());
        match movement.kind {
            Kind::Stake => all.add(from, movement.amount, |of| &mut of.paid_in),
            Kind::StakeBack => all.add(to, movement.amount, |of| &mut of.got_back),
            Kind::RewardsPaid => all.add(to, movement.amount, |of| &mut of.taken),
            Kind::Penalty => all.add(from, movement.amount, |of| &mut of.penalties),
            Kind::Change => all.less(to, movement.amount, |of| &mut of.penalties),
            Kind::Bounty => all.add(to, movement.amount, |of| &mut of.bounties),
            Kind::Redeemed => all.add(to, movement.amount, |of| &mut of.redeemed),
            // Sending rewards and backing licences are gifts.
            Kind::Rewards
            | Kind::Reserve
            | Kind::ReserveBack
            | Kind::Donation
            | Kind::Revenue
            | Kind::Burned
            | Kind::Spent
            | Kind::Foreign
            | Kind::Unused
            | Kind::Within
            | Kind::Other => {}
        }
    }
    for fact in played.facts().iter().filter(|fact| played.cast.denom(&fact.by) == Some(denom)) {
        if fact.is(pool_registry::CONTRACT, "rewards_redelegated") {
            all.add(Some(&fact.address("delegator")), fact.amount("amount"), |of| &mut of.delegated);
        } else if fact.is(staker_registry::CONTRACT, "liquidated") {
            all.add(Some(&fact.address("staker")), fact.amount("taken"), |of| &mut of.slashed);
        } else if fact.is(license_nft::CONTRACT, "licenses_liquidated") {
            let [need, released, surplus] = ["need", "released", "surplus"].map(|key| fact.amount(key));
            let node = fact.address("node");
            all.add(Some(&node), released, |of| &mut of.burned);
            // By whole licences more is taken than was asked for.
            let more = released.saturating_sub(need).saturating_sub(surplus);
            all.add(Some(&node), more, |of| &mut of.slashed);
        }
    }
    all.present(denom)?;
    all.of.retain(|_, earnings| *earnings != Earnings::default());
    Ok(all.of)
}

struct All<'a> {
    played: &'a Played,
    of: ByName,
}

impl All<'_> {
    fn add(
        &mut self,
        who: Option<&Addr>,
        amount: impl Into<Uint256>,
        field: impl Fn(&mut Earnings) -> &mut Uint256,
    ) {
        if let Some(who) = who {
            let field = field(self.of.entry(self.played.cast.name(who)).or_default());
            *field = field.saturating_add(amount.into());
        }
    }

    fn less(
        &mut self,
        who: Option<&Addr>,
        amount: impl Into<Uint256>,
        field: impl Fn(&mut Earnings) -> &mut Uint256,
    ) {
        if let Some(who) = who {
            let field = field(self.of.entry(self.played.cast.name(who)).or_default());
            *field = field.saturating_sub(amount.into());
        }
    }

    /// What is there now.
    fn present(&mut self, denom: &str) -> Result<(), Unanswered> {
        let pools = self.played.scenes.last().map(|scene| scene.look.pools.as_slice()).unwrap_or_default();
        let cast = &self.played.cast;
        // What an escrow has there is its stakers'.
        let members = pools.iter().filter(|look| look.denom == denom).flat_map(|look| &look.members);
        for member in members.filter(|member| !is_escrow(cast, &member.delegator)) {
            self.add(Some(&member.delegator), member.tokens, |of| &mut of.staked);
            self.add(Some(&member.delegator), member.rewards, |of| &mut of.waiting);
        }
        self.vaults(denom);
        self.escrows(denom);
        for treasury in self.played.treasuries()? {
            if self.played.cast.denom(&treasury.contract) == Some(denom) {
                for (user, share) in &treasury.shares {
                    self.add(Some(user), share.claimable, |of| &mut of.waiting);
                }
            }
        }
        for holdings in self.played.holdings()? {
            if self.played.cast.denom(&holdings.registry) != Some(denom) {
                continue;
            }
            for staker in holdings.stakers.iter().filter(|staker| staker.management == staker.staker) {
                self.add(Some(&staker.staker), staker.tokens, |of| &mut of.staked);
            }
            for item in holdings.unbonds.iter().filter(|item| !is_escrow(cast, &item.recipient)) {
                let net = item.amount.saturating_sub(item.fee);
                self.add(Some(&item.recipient), net, |of| &mut of.leaving);
            }
            for bond in holdings.bonds.iter().filter(|bond| bond.state == BondState::Burned) {
                self.add(Some(&bond.bonder), bond.surplus, |of| &mut of.leaving);
            }
            for item in &holdings.transfers {
                let net = item.amount.saturating_sub(item.fee);
                self.add(Some(&item.owner), net, |of| &mut of.leaving);
            }
        }
        Ok(())
    }

    /// What is in vaults now.
    fn vaults(&mut self, denom: &str) {
        let cast = &self.played.cast;
        for vault in self.played.vaults() {
            let stakes = cast.denom(&vault.contract) == Some(denom);
            let pays = cast.reward(&vault.contract) == Some(denom);
            for user in &vault.users {
                if stakes {
                    self.add(Some(&user.user), user.staked(), |of| &mut of.staked);
                    self.add(Some(&user.user), user.free(), |of| &mut of.matured);
                }
                if pays {
                    self.add(Some(&user.user), user.claimable(), |of| &mut of.waiting);
                    let vesting = user.vesting().saturating_add(user.accrued());
                    self.add(Some(&user.user), vesting, |of| &mut of.vesting);
                }
            }
        }
    }

    /// What is in escrows now, or in pools for them.
    fn escrows(&mut self, denom: &str) {
        let cast = &self.played.cast;
        let facts = self.played.facts();
        for escrow in self.played.escrows() {
            let stakes = cast.denom(&escrow.contract) == Some(denom);
            let pays = cast.reward(&escrow.contract) == Some(denom);
            for agreement in &escrow.agreements {
                if stakes {
                    let (back, _) = escrow.principal_out(agreement, &facts);
                    self.add(Some(&agreement.staker), back, |of| &mut of.bound);
                }
                for (who, rewards) in PARTIES.map(|party| part(agreement, party)) {
                    let claimable = if pays { rewards.claimable } else { Uint128::zero() };
                    self.add(Some(who), claimable, |of| &mut of.waiting);
                }
            }
        }
    }
}

/// What a reader of the earnings should know.
pub fn notes(denom: &str, all: &ByName) -> Vec<String> {
    let unit = Unit::of(denom);
    let columns: Vec<_> = shown(&total(all)).into_iter().map(|(name, _)| *name).collect();
    let told = WORDS.iter().filter(|(name, _)| columns.contains(name));
    let words: Vec<_> = told.map(|(name, what)| format!("{name}: {what}")).collect();
    // What was redelegated is staked or was got back.
    let apart = ["paid in", "redelegated", "penalties"];
    let parts: Vec<_> = columns.iter().copied().filter(|name| !apart.contains(name)).collect();
    let less = if columns.contains(&"penalties") { "paid in - penalties" } else { "paid in" };
    let mut notes = vec![format!("{}. gain = {} - {less}.", words.join("; "), parts.join(" + "))];
    if columns.contains(&"redeemed") {
        notes.push(
            "redeemed: coins that licences became; who earned a licence has paid nothing in.".to_owned(),
        );
    }
    for (name, of) in all.iter().filter(|(_, of)| !of.slashed.is_zero()) {
        notes.push(format!("{name} lost {} by liquidation.", unit.coins(of.slashed)));
    }
    for (name, of) in all.iter().filter(|(_, of)| !of.burned.is_zero()) {
        let burned = unit.coins(of.burned);
        notes.push(format!(
            "Licences of {name} that stood for {burned} were burned; what the faults left of them is part of the gain."
        ));
    }
    notes
}

/// One row for everybody, and the sum.
pub fn table(denom: &str, all: &ByName) -> Table {
    let unit = Unit::of(denom);
    let total = total(all);
    let shown = shown(&total);
    let mut columns = vec![("account", Align::Left)];
    columns.extend(shown.iter().map(|(name, _)| (*name, Align::Right)));
    columns.push(("gain", Align::Right));
    let mut table = Table::new(format!("What everybody earned (amounts in {})", unit.symbol), &columns);
    let amounts = |of: &Earnings| shown.iter().map(|(_, amount)| amount(of)).collect::<Vec<_>>();
    let every: Vec<_> = all.values().chain([&total]).map(amounts).collect();
    let gains: Vec<_> = all.values().chain([&total]).map(Earnings::gain).collect();
    let sizes: Vec<_> = gains.iter().map(|gain| gain.unsigned_abs()).collect();
    let gain_decimals = unit.decimals_for(&sizes);
    let names = all.keys().map(String::as_str).chain(["together"]);
    for ((name, row), gain) in names.zip(&every).zip(gains) {
        let mut cells = vec![name.to_owned()];
        for (position, amount) in row.iter().enumerate() {
            let column: Vec<_> = every.iter().filter_map(|row| row.get(position)).copied().collect();
            cells.push(unit.fixed(*amount, unit.decimals_for(&column)));
        }
        cells.push(unit.signed(gain, gain_decimals));
        table.rows.push(cells);
    }
    table.has_total = true;
    table
}

/// A column of amounts: its name, and what stands in it.
type Column = (&'static str, fn(&Earnings) -> Uint256);

/// Columns that are only there if something stands in them.
const RARE: [&str; 8] =
    ["redelegated", "bounties", "redeemed", "leaving", "matured", "bound", "vesting", "penalties"];

/// What columns mean whose names do not say it.
const WORDS: [(&str, &str); 7] = [
    ("redelegated", "rewards that became stake"),
    ("leaving", "undelegations and transfers on the way, less their fees"),
    ("matured", "stakes of a vault that can be withdrawn"),
    ("bound", "principals of agreements that are not back, less what is owed of them"),
    ("waiting", "rewards not taken yet"),
    ("vesting", "rewards of a vault that are earned and cannot be claimed yet"),
    ("penalties", "what was brought to leave agreements early"),
];

/// The columns between name and gain.
const COLUMNS: [Column; 13] = [
    ("paid in", |of| of.paid_in),
    ("got back", |of| of.got_back),
    ("rewards taken", |of| of.taken),
    ("redelegated", |of| of.delegated),
    ("bounties", |of| of.bounties),
    ("redeemed", |of| of.redeemed),
    ("staked", |of| of.staked),
    ("leaving", |of| of.leaving),
    ("matured", |of| of.matured),
    ("bound", |of| of.bound),
    ("waiting", |of| of.waiting),
    ("vesting", |of| of.vesting),
    ("penalties", |of| of.penalties),
];

/// The columns that are there.
fn shown(total: &Earnings) -> Vec<&'static Column> {
    COLUMNS.iter().filter(|(name, of)| !RARE.contains(name) || !of(total).is_zero()).collect()
}

fn total(all: &ByName) -> Earnings {
    all.values().fold(Earnings::default(), |sum, of| plus(&sum, of))
}

fn plus(one: &Earnings, other: &Earnings) -> Earnings {
    let add = |a: Uint256, b: Uint256| a.saturating_add(b);
    Earnings {
        paid_in: add(one.paid_in, other.paid_in),
        got_back: add(one.got_back, other.got_back),
        taken: add(one.taken, other.taken),
        delegated: add(one.delegated, other.delegated),
        bounties: add(one.bounties, other.bounties),
        staked: add(one.staked, other.staked),
        leaving: add(one.leaving, other.leaving),
        matured: add(one.matured, other.matured),
        bound: add(one.bound, other.bound),
        penalties: add(one.penalties, other.penalties),
        waiting: add(one.waiting, other.waiting),
        vesting: add(one.vesting, other.vesting),
        redeemed: add(one.redeemed, other.redeemed),
        burned: add(one.burned, other.burned),
        slashed: add(one.slashed, other.slashed),
    }
}
