//! Amounts and what they are.

use cosmwasm_std::{Addr, Int256, Uint256};

/// An amount and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// How much.
    pub amount: Uint256,
    /// The contract it lies in, if that is known.
    pub place: Option<Addr>,
}

/// An amount among signed ones. All amounts of a story together are far below 2^255.
pub fn signed(amount: Uint256) -> Int256 {
    Int256::try_from(amount).unwrap_or(Int256::MAX)
}

/// What is found in the contracts, in order.
#[derive(Default)]
pub struct Items {
    items: Vec<Item>,
    place: Option<Addr>,
}

impl Items {
    /// Says where that lies which is added from here on.
    pub fn at(&mut self, contract: &Addr) {
        self.place = Some(contract.clone());
    }

    /// Adds to what bears the same label in the same place.
    pub fn add(&mut self, label: &str, amount: impl Into<Uint256>) {
        let amount = amount.into();
        if amount.is_zero() {
            return;
        }
        let same = |item: &&mut Item| item.label == label && item.place == self.place;
        match self.items.iter_mut().find(same) {
            Some(item) => item.amount = item.amount.saturating_add(amount),
            None => self.items.push(Item { label: label.to_owned(), amount, place: self.place.clone() }),
        }
    }

    /// All of it.
    pub fn all(self) -> Vec<Item> {
        self.items
    }
}
