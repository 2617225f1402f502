//! The chain with everything that a node knows beside it, and when blocks are made: one for every transaction, one whenever the time
//! of a block has passed without, one at the end of a jump of the clock.

use std::time::Duration;

use cosmwasm_std::{Addr, Coin, Uint128};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;
use tributary_simulator::chain::ClockOverflow;
use tributary_simulator::Chain;

use crate::accounts::Accounts;
use crate::ante;
use crate::clock::MovedClock;
use crate::codes::Codes;
use crate::comet::Told;
use crate::deliver::{self, Done};
use crate::gas;
use crate::history::{Hash, History};
use crate::messages::{transfer, Kind};
use crate::proto;
use crate::refusals::Refusal;
use crate::transactions::{address, Transaction};
use crate::wallets::{Terms, Wallet};

/// How far the clock is put forward at once, in seconds: a hundred years.
const FARTHEST: u64 = 3_155_760_000;

/// How near to its end the clock is not put, in nanoseconds: a year.
const LAST_YEAR: u64 = 31_557_600_000_000_000;

/// What the faucet gives of each coin, in base units, as tests of the devnet do.
const PURSE: u128 = 10_000_000_000;

/// Everything behind the server. One thread owns it.
pub(crate) struct Node {
    pub chain: Chain,
    pub clock: MovedClock,
    /// Nanoseconds from an empty block to the next.
    pub block_time: u64,
    pub accounts: Accounts,
    pub history: History,
    /// With so many bytes in the history no transaction is taken any longer.
    pub most_kept: usize,
    pub codes: Codes,
    /// Accounts that the server can sign for, the faucet among them.
    pub wallets: Vec<Wallet>,
    /// The record of what was deployed.
    pub deployment: Value,
}

/// What became of a transaction that was sent.
pub(crate) struct Broadcast {
    pub hash: Hash,
    /// Whether it is in a block, carried out or not.
    pub taken: Result<(), Refusal>,
}

/// Why the faucet gives nothing.
#[derive(Debug, Error)]
pub(crate) enum Dry {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("there is no faucet on this chain")]
    NoFaucet,
}

/// Why the clock stays.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Stuck {
    #[error("`advance_seconds` is a whole number from 1 to {FARTHEST}")]
    OutOfRange,
    #[error("the clock ends in the year 2554, and is not put nearer to it than a year")]
    NearEnd,
    #[error(transparent)]
    Overflow(#[from] ClockOverflow),
}

impl Node {
    /// Identifier and history, to be told.
    pub fn with_told<T>(&self, tell: impl FnOnce(Told<'_>) -> T) -> T {
        let chain_id = self.chain.block().chain_id;
        tell(Told { chain_id: &chain_id, history: &self.history })
    }

    /// Takes a transaction into a block of its own, or refuses it.
    pub fn broadcast(&mut self, bytes: Vec<u8>) -> Broadcast {
        let hash = Sha256::digest(&bytes).into();
        Broadcast { hash, taken: self.take(bytes) }
    }

    fn take(&mut self, bytes: Vec<u8>) -> Result<(), Refusal> {
        let transaction = Transaction::read(&bytes)?;
        if self.history.kept() >= self.most_kept {
            return Err(Refusal::full(self.most_kept));
        }
        let keys = ante::check(&self.chain, &mut self.accounts, &transaction)?;
        self.begin_blocks(1).map_err(Refusal::invalid_request)?;
        for (address, public) in keys {
            let account = self.accounts.open(&address);
            account.sequence = account.sequence.saturating_add(1);
            account.public = Some(public);
        }
        let result = deliver::deliver(&mut self.chain, &self.codes, &transaction);
        self.history.include(bytes, result);
        Ok(())
    }

    /// What a transaction would do now, and the gas that it would take.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn simulate(&mut self, bytes: &[u8]) -> Result<(Done, u64), Refusal> {
        let transaction = Transaction::read(bytes).map_err(|refusal| refusal.simulated(0))?;
        let used = transaction.gas();
        let checked = ante::check_simulated(&self.chain, &mut self.accounts, &transaction);
        let done =
            checked.and_then(|()| deliver::simulate(&mut self.chain, &self.codes, &transaction.messages));
        done.map(|done| (done, used)).map_err(|refusal| refusal.simulated(used))
    }

    /// Makes an empty block if it is time.
    ///
    /// # Errors
    /// When the clock is at its end.
    pub fn pass_time(&mut self) -> Result<(), ClockOverflow> {
        match self.due_in().is_zero() {
            true => self.begin_blocks(1),
            false => Ok(()),
        }
    }

    /// When the next empty block is due.
    pub fn due_in(&self) -> Duration {
        let last = self.chain.block().time.nanos();
        let due = last.saturating_add(self.block_time);
        Duration::from_nanos(due.saturating_sub(self.clock.now()))
    }

    /// Puts the clock forward. As many blocks pass as usually do in that time.
    ///
    /// # Errors
    /// When that is too far, or no time at all.
    pub fn advance(&mut self, seconds: u64) -> Result<(), Stuck> {
        if !(1..=FARTHEST).contains(&seconds) {
            return Err(Stuck::OutOfRange);
        }
        let nanos = seconds.checked_mul(1_000_000_000).ok_or(ClockOverflow)?;
        let blocks = nanos.checked_div(self.block_time).unwrap_or_default().max(1);
        let last = self.chain.block();
        last.height.checked_add(blocks).ok_or(ClockOverflow)?;
        let left = u64::MAX.saturating_sub(self.clock.after(last.time.nanos()));
        if left.saturating_sub(LAST_YEAR) < nanos {
            return Err(Stuck::NearEnd);
        }
        self.clock.advance(nanos);
        Ok(self.begin_blocks(blocks)?)
    }

    /// So many blocks pass, the last of which begins now.
    ///
    /// # Errors
    /// At the clock's end, where a block would have the time of the one before.
    fn begin_blocks(&mut self, count: u64) -> Result<(), ClockOverflow> {
        let last = self.chain.block().time.nanos();
        let passed = self.clock.after(last).saturating_sub(last);
        if passed == 0 {
            return Err(ClockOverflow);
        }
        self.chain.advance_nanos(passed, count)?;
        let block = self.chain.block();
        self.history.begin(block.height, block.time.nanos());
        Ok(())
    }

    /// Sends coins of the faucet to an address, in a transaction like any other.
    ///
    /// # Errors
    /// When the address is none or the faucet is empty.
    pub fn pour(&mut self, to: &str) -> Result<Hash, Dry> {
        let to = address(to)?;
        let wallet = self.wallets.iter().find(|wallet| wallet.name == "faucet").cloned();
        let wallet = wallet.ok_or(Dry::NoFaucet)?;
        let coins = self.purse(&wallet.address);
        let message = transfer(wallet.address.as_str(), to.as_str(), &coins);
        let chain_id = self.chain.block().chain_id;
        let account = self.accounts.of(&self.chain, &wallet.address).ok_or(Dry::NoFaucet)?.clone();
        let limit = deliver::gas_of([Kind::Send]);
        let terms = Terms {
            chain_id: &chain_id,
            number: account.number,
            sequence: account.sequence,
            gas_limit: limit,
            fee: vec![proto::Coin::from(&gas::fee(limit))],
        };
        let Broadcast { hash, taken } = self.broadcast(wallet.sign(vec![message], terms));
        taken?;
        match self.history.transaction(&hash).map(|included| &included.result) {
            Some(result) if result.code > 0 => {
                Err(Refusal { codespace: result.codespace, code: result.code, log: result.log.clone() }
                    .into())
            }
            _ => Ok(hash),
        }
    }

    fn purse(&self, of: &Addr) -> Vec<Coin> {
        let mut coins = self.chain.coins_of(of).unwrap_or_default();
        coins.iter_mut().for_each(|coin| coin.amount = coin.amount.min(Uint128::new(PURSE)));
        coins
    }
}
