//! Writes the steps of a scenario into the history, as the transactions that they are: signed by their accounts, which have test
//! keys, with events and data as a node would have them. Steps pay no fees, since scenarios know none.

use cosmwasm_std::{Addr, CosmosMsg};
use tributary_simulator::journal::{Deed, Entry};
use tributary_simulator::report::{Action, StepReport};
use tributary_simulator::runner::{Observer, Player};
use tributary_simulator::Outcome;

use crate::accounts::Accounts;
use crate::deliver::{gas_of, paid, Done};
use crate::history::{Hash, History, TxResult};
use crate::messages::{encoded, Kind};
use crate::refusals::Refusal;
use crate::transactions::Transaction;
use crate::wallets::{Terms, Wallet};

/// Watches a scenario that is played.
pub(crate) struct Recorder<'a> {
    wallets: &'a [Wallet],
    accounts: &'a mut Accounts,
    history: &'a mut History,
    chain_id: String,
    /// The transaction of each step that was played, if it is one.
    pub sent: Vec<Option<Hash>>,
}

impl<'a> Recorder<'a> {
    /// Writes into this history, with sequences of these accounts.
    pub fn new(
        wallets: &'a [Wallet],
        accounts: &'a mut Accounts,
        history: &'a mut History,
        chain_id: String,
    ) -> Self {
        Self { wallets, accounts, history, chain_id, sent: vec![] }
    }

    fn note(&mut self, entry: Entry, refused: Option<&str>) -> Option<Hash> {
        match entry.deed {
            Deed::Block(block) => {
                self.history.begin(block.height, block.time.nanos());
                None
            }
            Deed::Transact { sender, msgs } => {
                let outcomes = entry.result.map_err(|words| refused.map_or(words, ToOwned::to_owned));
                self.transaction(&sender, &msgs, outcomes)
            }
            Deed::Balance { .. } | Deed::Query { .. } => None,
        }
    }

    /// Nothing for who has no test key, which in scenarios everybody has.
    fn transaction(
        &mut self,
        sender: &Addr,
        msgs: &[CosmosMsg],
        outcomes: Result<Vec<Outcome>, String>,
    ) -> Option<Hash> {
        let kinds: Vec<Kind> = msgs.iter().filter_map(Kind::of).collect();
        let gas = gas_of(kinds.iter().copied());
        let bytes = self.signed(sender, msgs, gas)?;
        let result = TxResult { gas_wanted: gas, gas_used: gas, ..TxResult::default() };
        let result = match outcomes {
            Ok(outcomes) => {
                let mut done = Done::default();
                let messages = Transaction::read(&bytes).map(|read| read.messages).unwrap_or_default();
                for (index, (message, outcome)) in messages.iter().zip(outcomes).enumerate() {
                    let payment = paid(sender, message.payment(), &outcome);
                    done.add(index, message.kind, sender, &payment, outcome);
                }
                TxResult { data: done.data(), events: done.events, ..result }
            }
            Err(reason) => {
                let refusal = kinds.first().map(|kind| kind.refused(&reason));
                result.refused(refusal.unwrap_or_else(|| Refusal::invalid_request(&reason)).in_message(0))
            }
        };
        Some(self.history.include(bytes, result))
    }

    /// The bytes of the transaction, signed in the sender's turn.
    fn signed(&mut self, sender: &Addr, msgs: &[CosmosMsg], gas_limit: u64) -> Option<Vec<u8>> {
        let messages = msgs.iter().filter_map(|msg| encoded(sender, msg)).collect();
        let wallet = self.wallets.iter().find(|wallet| wallet.address == *sender)?;
        let account = self.accounts.open(sender);
        let sequence = account.sequence;
        account.sequence = sequence.saturating_add(1);
        account.public = Some(wallet.public.clone());
        let terms =
            Terms { chain_id: &self.chain_id, number: account.number, sequence, gas_limit, fee: vec![] };
        Some(wallet.sign(messages, terms))
    }
}

impl Observer for Recorder<'_> {
    fn played(&mut self, player: &mut Player, step: &StepReport) {
        let mut hash = None;
        for entry in player.chain.take_journal() {
            hash = self.note(entry, step.refused.as_deref()).or(hash);
        }
        if !matches!(step.action, Action::Start) {
            self.sent.push(hash);
        }
    }
}
