//! The closing account: everything that came in is everything that went out and what is still there.

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Int256, Uint128, Uint256};

use super::asking::{balance, Unanswered};
use super::flows::Flows;
use super::held::held;
use super::items::signed;
pub use super::items::Item;
use super::movement::Movement;
use super::movements::movements;
use super::stage::Played;
use super::tokens;

/// A contract, what should be in it by the account, and what the bank says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purse {
    /// The contract.
    pub contract: Addr,
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

/// Everything that moved in a story.
pub fn all_movements(played: &Played) -> Vec<Movement> {
    let cast = &played.cast;
    let of = |scene| [movements(cast, scene), tokens::movements(cast, scene)].concat();
    played.scenes.iter().flat_map(of).collect()
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
                    purses.push(Purse {
                        contract: contract.clone(),
                        name: played.cast.name(contract),
                        accounted,
                        banked,
                    });
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
