//! What the chain knows of accounts: number, sequence, public key.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use tributary_simulator::Chain;

/// An account that exists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub number: u64,
    /// How many transactions it has signed.
    pub sequence: u64,
    /// Compressed secp256k1, known since its first transaction.
    pub public: Option<Vec<u8>>,
}

/// All accounts that were asked for. An account exists from the first coin it receives, and stays.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    known: BTreeMap<Addr, Account>,
}

impl Accounts {
    /// The account at that address, which it gets a number for if it has coins and nobody asked before.
    pub fn of(&mut self, chain: &Chain, address: &Addr) -> Option<&mut Account> {
        if !self.known.contains_key(address) {
            let coins = chain.coins_of(address).unwrap_or_default();
            if coins.is_empty() && chain.contract(address).is_err() {
                return None;
            }
            self.open(address);
        }
        self.known.get_mut(address)
    }

    /// The account at that address, which exists from now on.
    pub fn open(&mut self, address: &Addr) -> &mut Account {
        let number = u64::try_from(self.known.len()).unwrap_or(u64::MAX);
        self.known.entry(address.clone()).or_insert_with(|| Account { number, ..Account::default() })
    }
}
