//! The closing account: everything that came in is everything that went out and what is still there.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Int256, Uint128, Uint256};

use super::cast::{Cast, Role};
use super::facts::Fact;
use super::held::held;
use super::look::{balance, Unanswered};
use super::movements::{movements, Kind, Movement};
use super::stage::Played;
use super::tokens;

/// An amount and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// How much.
    pub amount: Uint256,
}

/// A contract, what should be in it by the account, and what the bank says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purse {
    /// The contract's name.
    pub name: String,
    /// What came less what went.
    pub accounted: Int256,
    /// What the bank says, or the token.
    pub banked: Uint128,
}

/// The account of one denom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Which coins, or tokens of which contract.
    pub denom: String,
    /// Who keeps the balances: the bank, or the token.
    pub keeper: String,
    /// What came into the contracts.
    pub came: Vec<Item>,
    /// What went out, by whom and what for.
    pub went: Vec<Item>,
    /// What is still there, and for what.
    pub held: Vec<Item>,
    /// Every contract that has or had some of it.
    pub purses: Vec<Purse>,
}

impl Purse {
    /// Whether bank or token say the same.
    pub fn agrees(&self) -> bool {
        self.accounted == Int256::from(self.banked)
    }
}

impl Account {
    /// The sum of what came in.
    pub fn total_in(&self) -> Uint256 {
        sum(&self.came)
    }

    /// The sum of what went out.
    pub fn total_out(&self) -> Uint256 {
        sum(&self.went)
    }

    /// The sum of what the contracts say they hold.
    pub fn total_held(&self) -> Uint256 {
        sum(&self.held)
    }

    /// The sum of what bank or token say they hold.
    pub fn total_banked(&self) -> Uint256 {
        self.purses.iter().fold(Uint256::zero(), |sum, purse| sum.saturating_add(purse.banked.into()))
    }

    /// What came in less what went out and what is there: 0 if the account is right.
    pub fn difference(&self) -> Int256 {
        let accounted = self.total_out().saturating_add(self.total_held());
        signed(self.total_in()).wrapping_sub(signed(accounted))
    }

    /// Whether both sides are equal, and the bank agrees on every contract.
    pub fn balances(&self) -> bool {
        self.difference().is_zero() && self.purses.iter().all(Purse::agrees)
    }
}

fn sum(items: &[Item]) -> Uint256 {
    items.iter().fold(Uint256::zero(), |sum, item| sum.saturating_add(item.amount))
}

/// An amount among signed ones. All amounts of a story together are far below 2^255.
pub fn signed(amount: Uint256) -> Int256 {
    Int256::try_from(amount).unwrap_or(Int256::MAX)
}

/// Everything that moved in a story.
pub fn all_movements(played: &Played) -> Vec<Movement> {
    let cast = &played.cast;
    let of = |scene| [movements(cast, scene), tokens::movements(cast, scene)].concat();
    played.scenes.iter().flat_map(of).collect()
}

/// All facts of a story.
pub fn all_facts(played: &Played) -> Vec<Fact> {
    let accepted = played.scenes.iter().filter(|scene| scene.report.refused.is_none());
    accepted.flat_map(|scene| Fact::all(&scene.report.events)).collect()
}

/// Draws up the account of every denom that ever was in a contract.
///
/// # Errors
/// When a contract does not answer, or the bank does not.
pub fn accounts(played: &Played) -> Result<Vec<Account>, Unanswered> {
    let movements = all_movements(played);
    let flows = Flows { cast: &played.cast, movements: &movements };
    let balances = played.player.chain.balances().map_err(|error| Unanswered {
        contract: "the bank".to_owned(),
        question: "all balances".to_owned(),
        reason: error.to_string(),
    })?;
    let banked = |address: &Addr, denom: &str| match played.cast.token(denom) {
        Some(token) => balance(&played.player.chain, token, address),
        None => Ok(balances.get(address).and_then(|coins| coins.get(denom)).copied().unwrap_or_default()),
    };
    let mut denoms: BTreeSet<&str> = played.cast.denoms().into_iter().collect();
    denoms.extend(movements.iter().filter(|movement| flows.enters(movement)).map(|of| of.denom.as_str()));
    for (contract, _) in played.cast.contracts() {
        let coins = balances.get(contract).into_iter().flatten();
        denoms.extend(coins.filter(|(_, amount)| !amount.is_zero()).map(|(denom, _)| denom.as_str()));
    }
    denoms
        .into_iter()
        .map(|denom| {
            let mut purses = vec![];
            for (contract, _) in played.cast.contracts() {
                let (accounted, banked) = (flows.accounted(contract, denom), banked(contract, denom)?);
                if !(flows.never(contract, denom) && banked.is_zero()) {
                    purses.push(Purse { name: played.cast.name(contract), accounted, banked });
                }
            }
            let held = held(played, &flows, denom)?;
            Ok(Account {
                denom: denom.to_owned(),
                keeper: if played.cast.token(denom).is_some() { "token" } else { "bank" }.to_owned(),
                came: flows.came(denom),
                went: flows.went(denom),
                held,
                purses,
            })
        })
        .collect()
}

/// Movements seen from the contracts.
pub struct Flows<'a> {
    cast: &'a Cast,
    movements: &'a [Movement],
}

impl Flows<'_> {
    fn is_inside(&self, end: Option<&Addr>) -> bool {
        end.is_some_and(|address| *self.cast.role(address) != Role::Person)
    }

    fn enters(&self, movement: &Movement) -> bool {
        !self.is_inside(movement.from.as_ref()) && self.is_inside(movement.to.as_ref())
    }

    fn leaves(&self, movement: &Movement) -> bool {
        self.is_inside(movement.from.as_ref()) && !self.is_inside(movement.to.as_ref())
    }

    fn of<'a>(&'a self, denom: &'a str) -> impl Iterator<Item = &'a Movement> {
        self.movements.iter().filter(move |movement| movement.denom == denom)
    }

    fn never(&self, contract: &Addr, denom: &str) -> bool {
        !self.of(denom).any(|of| of.from.as_ref() == Some(contract) || of.to.as_ref() == Some(contract))
    }

    /// What a contract must have by the movements.
    pub fn accounted(&self, contract: &Addr, denom: &str) -> Int256 {
        self.of(denom).fold(Int256::zero(), |sum, movement| {
            let amount = Int256::from(movement.amount);
            let sum = if movement.to.as_ref() == Some(contract) { sum.wrapping_add(amount) } else { sum };
            if movement.from.as_ref() == Some(contract) {
                sum.wrapping_sub(amount)
            } else {
                sum
            }
        })
    }

    /// What a contract was sent without having asked for it.
    pub fn given(&self, contract: &Addr, denom: &str) -> Uint256 {
        let gifts = self.of(denom).filter(|movement| {
            movement.to.as_ref() == Some(contract) && matches!(movement.kind, Kind::Donation | Kind::Other)
        });
        gifts.fold(Uint256::zero(), |sum, gift| sum.saturating_add(gift.amount.into()))
    }

    fn came(&self, denom: &str) -> Vec<Item> {
        let label = |movement: &Movement| {
            let from = movement.from.as_ref().map_or("elsewhere".to_owned(), |from| self.cast.name(from));
            let to = movement.to.as_ref().map(|to| (self.cast.role(to), self.cast.name(to)));
            match (movement.kind, to) {
                (Kind::Stake, _) => "stake, from people".to_owned(),
                (Kind::Reserve, _) => format!("reserve for licences, from {from}"),
                (Kind::Revenue, _) => format!("revenue, from {from}"),
                (Kind::Penalty, _) => format!("penalties, from {from}"),
                (Kind::Rewards, Some((Role::BoostedStaking | Role::JointStaking, name))) => {
                    format!("rewards, put into {name} by {from}")
                }
                (Kind::Rewards, Some((Role::Coinbase { pool }, _))) => {
                    format!("rewards, sent to pool {}", self.cast.name(pool))
                }
                (Kind::Donation, Some((Role::Coinbase { pool }, _))) => {
                    format!("other coins, sent to pool {}", self.cast.name(pool))
                }
                (Kind::Donation, Some((_, name))) => format!("donations, sent to {name}"),
                (_, Some((_, name))) => format!("into {name}"),
                (_, None) => "from elsewhere".to_owned(),
            }
        };
        let entering = self.of(denom).filter(|movement| self.enters(movement));
        gathered(entering.map(|movement| (movement.kind, label(movement), movement.amount)))
    }

    fn went(&self, denom: &str) -> Vec<Item> {
        let label = |movement: &Movement| {
            let to = movement.to.as_ref().map_or("elsewhere".to_owned(), |to| self.cast.name(to));
            match movement.kind {
                Kind::StakeBack => format!("stake, back to {to}"),
                Kind::RewardsPaid => format!("rewards, to {to}"),
                Kind::Bounty => format!("bounties, to {to}"),
                Kind::Revenue => format!("revenue, to {to}"),
                Kind::Burned => "revenue, burned".to_owned(),
                Kind::Spent => format!("out of the treasury, to {to}"),
                Kind::Foreign => format!("other coins, to {to}"),
                Kind::ReserveBack => format!("reserve for licences, back to {to}"),
                Kind::Redeemed => format!("licences redeemed, to {to}"),
                Kind::Unused => format!("unused rewards, to {to}"),
                Kind::Change => format!("change of penalties, back to {to}"),
                Kind::Stake
                | Kind::Reserve
                | Kind::Rewards
                | Kind::Penalty
                | Kind::Donation
                | Kind::Within
                | Kind::Other => format!("to {to}"),
            }
        };
        let leaving = self.of(denom).filter(|movement| self.leaves(movement));
        gathered(leaving.map(|movement| (movement.kind, label(movement), movement.amount)))
    }
}

/// Sums by kind and label.
fn gathered(movements: impl Iterator<Item = (Kind, String, Uint128)>) -> Vec<Item> {
    let mut sums: BTreeMap<(Kind, String), Uint256> = BTreeMap::new();
    for (kind, label, amount) in movements {
        let sum = sums.entry((kind, label)).or_default();
        *sum = sum.saturating_add(amount.into());
    }
    sums.into_iter().map(|((_, label), amount)| Item { label, amount }).collect()
}
