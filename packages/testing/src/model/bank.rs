//! Who holds which coins.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin};

use super::refusals::{Refusals, BANK};

/// Balances above zero, by address and denom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bank(pub BTreeMap<Addr, BTreeMap<String, u128>>);

impl Bank {
    /// What an address holds.
    pub fn balance(&self, who: &Addr, denom: &str) -> u128 {
        self.0.get(who).and_then(|coins| coins.get(denom)).copied().unwrap_or_default()
    }

    /// Whether an address holds all these coins together.
    pub fn has(&self, who: &Addr, coins: &[Coin]) -> bool {
        coins.iter().all(|coin| self.balance(who, &coin.denom) >= coin.amount.u128())
    }

    /// New coins.
    pub fn mint(&mut self, who: &Addr, denom: &str, amount: u128) {
        if amount > 0 {
            *self.0.entry(who.clone()).or_default().entry(denom.to_owned()).or_default() += amount;
        }
    }

    /// Moves coins; nothing is moved for an amount of 0.
    ///
    /// # Errors
    /// If they are not there.
    pub fn pay(&mut self, from: &Addr, to: &Addr, denom: &str, amount: u128) -> Result<(), Refusals> {
        if amount == 0 {
            return Ok(());
        }
        self.burn(from, denom, amount)?;
        self.mint(to, denom, amount);
        Ok(())
    }

    /// Makes coins disappear.
    ///
    /// # Errors
    /// If they are not there.
    pub fn burn(&mut self, from: &Addr, denom: &str, amount: u128) -> Result<(), Refusals> {
        let left = self.balance(from, denom).checked_sub(amount).ok_or(Refusals(vec![BANK]))?;
        let purse = self.0.entry(from.clone()).or_default();
        if left == 0 {
            purse.remove(denom);
        } else {
            purse.insert(denom.to_owned(), left);
        }
        Ok(())
    }

    /// All coins of a denom.
    pub fn supply(&self, denom: &str) -> u128 {
        self.0.values().filter_map(|coins| coins.get(denom)).sum()
    }
}
