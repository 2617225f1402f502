//! Movements of coins, seen from the contracts.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Int256, Uint128, Uint256};

use super::cast::{Cast, Role};
use super::items::Item;
use super::movement::{Kind, Movement};

/// Movements seen from the contracts.
pub struct Flows<'a> {
    /// Who is who.
    pub cast: &'a Cast,
    /// What moved.
    pub movements: &'a [Movement],
}

impl Flows<'_> {
    fn is_inside(&self, end: Option<&Addr>) -> bool {
        end.is_some_and(|address| *self.cast.role(address) != Role::Person)
    }

    /// Whether something comes into the contracts.
    pub fn enters(&self, movement: &Movement) -> bool {
        !self.is_inside(movement.from.as_ref()) && self.is_inside(movement.to.as_ref())
    }

    fn leaves(&self, movement: &Movement) -> bool {
        self.is_inside(movement.from.as_ref()) && !self.is_inside(movement.to.as_ref())
    }

    fn of<'a>(&'a self, denom: &'a str) -> impl Iterator<Item = &'a Movement> {
        self.movements.iter().filter(move |movement| movement.denom == denom)
    }

    /// Whether a contract never had any of it.
    pub fn never(&self, contract: &Addr, denom: &str) -> bool {
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

    /// What came into the contracts.
    pub fn came(&self, denom: &str) -> Vec<Item> {
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

    /// What went out of the contracts.
    pub fn went(&self, denom: &str) -> Vec<Item> {
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
    sums.into_iter().map(|((_, label), amount)| Item { label, amount, place: None }).collect()
}
