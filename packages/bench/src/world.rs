//! The state of the chain: rows of contracts, balances, the block; with a journal to undo a failed call.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, BlockInfo, Checksum, Coin, Timestamp, Uint128};

use crate::cost::Cost;

pub type Rows = BTreeMap<Box<[u8]>, Box<[u8]>>;

/// A contract on the chain; its rows are `World::rows[index]`.
#[derive(Clone)]
pub struct Contract {
    pub index: usize,
    pub code_id: u64,
    pub creator: Addr,
    pub admin: Option<Addr>,
}

pub struct World {
    pub codes: Vec<Checksum>,
    pub contracts: HashMap<Addr, Contract>,
    pub rows: Vec<Rows>,
    pub block: BlockInfo,
    pub cost: Cost,
    balances: HashMap<(String, String), Uint128>,
    journal: Vec<Undo>,
}

enum Undo {
    Row { index: usize, key: Box<[u8]>, value: Option<Box<[u8]>> },
    Balance { account: (String, String), amount: Uint128 },
    Contract { address: Addr },
}

impl World {
    pub fn new() -> Self {
        Self {
            codes: Vec::new(),
            contracts: HashMap::new(),
            rows: Vec::new(),
            block: BlockInfo {
                height: 1_000_000,
                time: Timestamp::from_seconds(1_700_000_000),
                chain_id: "bench-1".to_string(),
            },
            cost: Cost::default(),
            balances: HashMap::new(),
            journal: Vec::new(),
        }
    }

    pub fn contract(&self, address: &str) -> Result<&Contract> {
        self.contracts.get(&Addr::unchecked(address)).with_context(|| format!("no such contract: {address}"))
    }

    pub fn checksum(&self, code_id: u64) -> Result<Checksum> {
        let index = usize::try_from(code_id)?.checked_sub(1);
        index.and_then(|i| self.codes.get(i)).copied().with_context(|| format!("no such code: {code_id}"))
    }

    pub fn add_contract(&mut self, address: Addr, code_id: u64, creator: Addr, admin: Option<Addr>) {
        let contract = Contract { index: self.rows.len(), code_id, creator, admin };
        self.rows.push(Rows::new());
        self.journal.push(Undo::Contract { address: address.clone() });
        self.contracts.insert(address, contract);
    }

    pub fn set_row(&mut self, index: usize, key: &[u8], value: &[u8]) {
        let old = self.rows[index].insert(key.into(), value.into());
        self.journal.push(Undo::Row { index, key: key.into(), value: old });
    }

    pub fn remove_row(&mut self, index: usize, key: &[u8]) {
        let old = self.rows[index].remove(key);
        self.journal.push(Undo::Row { index, key: key.into(), value: old });
    }

    pub fn balance(&self, account: &str, denom: &str) -> Uint128 {
        self.balances.get(&(account.to_string(), denom.to_string())).copied().unwrap_or_default()
    }

    pub fn mint(&mut self, account: &str, coin: &Coin) -> Result<()> {
        let balance = self.balance(account, &coin.denom).checked_add(coin.amount)?;
        self.set_balance(account, &coin.denom, balance);
        Ok(())
    }

    pub fn transfer(&mut self, from: &str, to: &str, coins: &[Coin]) -> Result<()> {
        for coin in coins {
            anyhow::ensure!(!coin.amount.is_zero(), "the bank refuses an amount of 0 {}", coin.denom);
            let left =
                self.balance(from, &coin.denom).checked_sub(coin.amount).context("insufficient funds")?;
            self.set_balance(from, &coin.denom, left);
            self.mint(to, coin)?;
        }
        Ok(())
    }

    fn set_balance(&mut self, account: &str, denom: &str, amount: Uint128) {
        let account = (account.to_string(), denom.to_string());
        let old = self.balances.insert(account.clone(), amount).unwrap_or_default();
        self.journal.push(Undo::Balance { account, amount: old });
    }

    /// A point in the journal to come back to.
    pub fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Undoes everything since the mark.
    pub fn roll_back(&mut self, mark: usize) {
        for undo in self.journal.split_off(mark).into_iter().rev() {
            match undo {
                Undo::Row { index, key, value: Some(value) } => {
                    self.rows[index].insert(key, value);
                }
                Undo::Row { index, key, value: None } => {
                    self.rows[index].remove(&key);
                }
                Undo::Balance { account, amount } => {
                    self.balances.insert(account, amount);
                }
                Undo::Contract { address } => {
                    self.contracts.remove(&address);
                    self.rows.pop();
                }
            }
        }
    }

    /// Makes everything done so far permanent.
    pub fn commit(&mut self) {
        self.journal.clear();
    }
}
