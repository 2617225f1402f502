//! Every change of a licence: the licence itself, the lists in which it stands, the counts, and the balances of which hooks
//! are told. Nothing else writes these maps.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, OverflowError, OverflowOperation, Response, StdResult, Storage, SubMsg, Uint128};

use crate::reply::hook_may_fail;
use crate::state::{
    Config, Ledger, License, BALANCES, BONDED, BURNED, CONFIG, HOOKS, LEDGER, LICENSES, OWNED,
};
use crate::ContractError;

/// The collection while a message changes it. [`Self::close`] stores what is left to store.
pub struct Collection<'a> {
    /// Where everything is.
    pub storage: &'a mut dyn Storage,
    /// The parameters.
    pub config: Config,
    /// The stage, counts and the reserve.
    pub ledger: Ledger,
    balances: BTreeMap<Addr, u64>,
}

impl<'a> Collection<'a> {
    /// The collection as it is.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open(storage: &'a mut dyn Storage) -> StdResult<Self> {
        let (config, ledger) = (CONFIG.load(storage)?, LEDGER.load(storage)?);
        Ok(Self { storage, config, ledger, balances: BTreeMap::new() })
    }

    /// A new licence; answers the balance of its holder.
    ///
    /// # Errors
    /// [`ContractError::Used`].
    pub fn create(&mut self, token_id: &str, license: &License) -> Result<u64, ContractError> {
        if LICENSES.has(self.storage, token_id) || BURNED.has(self.storage, token_id) {
            return Err(ContractError::Used { token_id: token_id.to_owned() });
        }
        LICENSES.save(self.storage, token_id, license)?;
        OWNED.save(self.storage, (&license.holder, token_id), &())?;
        self.ledger.live = more(self.ledger.live)?;
        self.ledger.minted = more(self.ledger.minted)?;
        self.count(&license.holder, more)
    }

    /// A free licence gets another holder; answers the balances of the old and the new one.
    ///
    /// # Errors
    /// If storage fails.
    pub fn hand_over(
        &mut self,
        token_id: &str,
        mut license: License,
        to: &Addr,
    ) -> Result<(u64, u64), ContractError> {
        let from = std::mem::replace(&mut license.holder, to.clone());
        license.approvals = vec![];
        if from != *to {
            license.authorization = None;
        }
        OWNED.remove(self.storage, (&from, token_id));
        OWNED.save(self.storage, (to, token_id), &())?;
        LICENSES.save(self.storage, token_id, &license)?;
        self.count(&from, less)?;
        let to_balance = self.count(to, more)?;
        Ok((self.balance(&from)?, to_balance))
    }

    /// A free licence goes to the staker-registry; its holder stays, and no balance changes.
    ///
    /// # Errors
    /// If storage fails.
    pub fn take(
        &mut self,
        token_id: &str,
        mut license: License,
        staker_registry: &Addr,
    ) -> Result<(), ContractError> {
        license.custody = true;
        license.approvals = vec![];
        license.authorization = None;
        OWNED.remove(self.storage, (&license.holder, token_id));
        OWNED.save(self.storage, (staker_registry, token_id), &())?;
        BONDED.save(self.storage, (&license.holder, token_id), &())?;
        LICENSES.save(self.storage, token_id, &license)?;
        self.ledger.bonded = more(self.ledger.bonded)?;
        Ok(())
    }

    /// A licence comes back from the staker-registry.
    ///
    /// # Errors
    /// If storage fails.
    pub fn give_back(
        &mut self,
        token_id: &str,
        mut license: License,
        staker_registry: &Addr,
    ) -> Result<(), ContractError> {
        license.custody = false;
        license.authorization = None;
        OWNED.remove(self.storage, (staker_registry, token_id));
        OWNED.save(self.storage, (&license.holder, token_id), &())?;
        BONDED.remove(self.storage, (&license.holder, token_id));
        LICENSES.save(self.storage, token_id, &license)?;
        self.ledger.bonded = less(self.ledger.bonded)?;
        Ok(())
    }

    /// A licence is gone, its id remembered; answers the balance of who held it.
    ///
    /// # Errors
    /// If storage fails.
    pub fn burn(&mut self, token_id: &str, license: &License) -> Result<u64, ContractError> {
        if license.custody {
            BONDED.remove(self.storage, (&license.holder, token_id));
            self.ledger.bonded = less(self.ledger.bonded)?;
        }
        OWNED.remove(self.storage, (license.owner(&self.config), token_id));
        LICENSES.remove(self.storage, token_id);
        BURNED.save(self.storage, token_id, &())?;
        self.ledger.live = less(self.ledger.live)?;
        self.count(&license.holder, less)
    }

    /// Takes `coins` out of the reserve.
    ///
    /// # Errors
    /// Overflow, which the rule reserve = coins per licence times living licences excludes.
    pub fn release(&mut self, coins: Uint128) -> Result<(), ContractError> {
        self.ledger.reserve = self.ledger.reserve.checked_sub(coins)?;
        Ok(())
    }

    /// Stores counts and balances; answers with the hooks' messages, each holder once. They come before any other message, so
    /// that whoever is called later cannot make them tell something old.
    ///
    /// # Errors
    /// If storage fails.
    pub fn close(self) -> Result<Response, ContractError> {
        let Self { storage, ledger, balances, .. } = self;
        LEDGER.save(storage, &ledger)?;
        let hooks = if balances.is_empty() { vec![] } else { HOOKS.load(storage)? };
        let mut told: Vec<SubMsg> = vec![];
        for (holder, balance) in &balances {
            if *balance == 0 {
                BALANCES.remove(storage, holder);
            } else {
                BALANCES.save(storage, holder, balance)?;
            }
            for hook in &hooks {
                told.push(hook_may_fail(hook, holder, *balance)?);
            }
        }
        Ok(Response::new().add_submessages(told))
    }

    /// How many licences `holder` has now.
    fn balance(&self, holder: &Addr) -> StdResult<u64> {
        match self.balances.get(holder) {
            Some(balance) => Ok(*balance),
            None => Ok(BALANCES.may_load(self.storage, holder)?.unwrap_or_default()),
        }
    }

    fn count(
        &mut self,
        holder: &Addr,
        change: impl Fn(u64) -> Result<u64, OverflowError>,
    ) -> Result<u64, ContractError> {
        let balance = change(self.balance(holder)?)?;
        self.balances.insert(holder.clone(), balance);
        Ok(balance)
    }
}

fn more(count: u64) -> Result<u64, OverflowError> {
    count.checked_add(1).ok_or_else(|| OverflowError::new(OverflowOperation::Add))
}

fn less(count: u64) -> Result<u64, OverflowError> {
    count.checked_sub(1).ok_or_else(|| OverflowError::new(OverflowOperation::Sub))
}
