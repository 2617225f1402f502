//! A node for tests, whose wall clock stands still until it is moved, and accounts that sign.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;

use cosmwasm_std::{Coin, Uint128};
use serde_json::Value;
use tributary_simulator::Scenario;

use crate::gas;
use crate::history::Included;
use crate::messages::{encoded, transfer};
use crate::node::{Broadcast, Node};
use crate::proto::{self, Any};
use crate::refusals::Refusal;
use crate::start::{begin, Settings, State};
use crate::wallets::{Terms, Wallet};

/// The first moment of the wall clock, in nanoseconds.
const BEGIN: u64 = 1_800_000_000_000_000_000;

/// The identifier of the chains.
pub(crate) const CHAIN_ID: &str = "test-1";

/// A node and its wall clock.
pub(crate) struct Bench {
    pub node: Node,
    wall: Arc<AtomicU64>,
}

/// How a server is started by tests.
pub(crate) fn settings(state: State) -> Settings {
    Settings {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        block_time: Duration::from_secs(1),
        chain_id: CHAIN_ID.to_owned(),
        state,
    }
}

/// A scenario out of its text.
pub(crate) fn scenario(text: &str) -> State {
    State::Played(Box::new(Scenario::parse("test.json", text).unwrap()))
}

/// A node in that state.
pub(crate) fn bench(state: State) -> Bench {
    let wall = Arc::new(AtomicU64::new(BEGIN));
    let shown = Arc::clone(&wall);
    let node = begin(&settings(state), Box::new(move || shown.load(Ordering::Relaxed))).unwrap();
    Bench { node, wall }
}

impl Bench {
    /// Lets wall time pass.
    pub fn wait(&self, span: Duration) {
        self.wall.fetch_add(u64::try_from(span.as_nanos()).unwrap(), Ordering::Relaxed);
    }

    /// A transaction of a test account in its turn, with gas and fee for its messages.
    pub fn signed(&mut self, name: &str, messages: Vec<Any>) -> Vec<u8> {
        let wallet = Wallet::named(name).unwrap();
        let account = self.node.accounts.of(&self.node.chain, &wallet.address).cloned().unwrap_or_default();
        let limit = 1_000_000;
        let fee = vec![proto::Coin::from(&gas::fee(limit))];
        let terms = Terms {
            chain_id: CHAIN_ID,
            number: account.number,
            sequence: account.sequence,
            gas_limit: limit,
            fee,
        };
        wallet.sign(messages, terms)
    }

    /// Sends such a transaction.
    pub fn send(&mut self, name: &str, messages: Vec<Any>) -> Result<&Included, Refusal> {
        let bytes = self.signed(name, messages);
        let Broadcast { hash, taken } = self.node.broadcast(bytes);
        taken.map(|()| self.node.history.transaction(&hash).unwrap())
    }

    /// The address of a deployed contract.
    pub fn contract(&self, name: &str) -> String {
        self.node.deployment["contracts"][name]["address"].as_str().unwrap().to_owned()
    }

    /// What an account has of a coin.
    pub fn balance(&self, name: &str, denom: &str) -> u128 {
        self.node.chain.balance(&Wallet::named(name).unwrap().address, denom).unwrap().u128()
    }
}

/// Coins of one denom.
pub(crate) fn coins(amount: u128, denom: &str) -> Vec<Coin> {
    vec![Coin { denom: denom.to_owned(), amount: Uint128::new(amount) }]
}

/// A transfer from one test account to another.
pub(crate) fn pay(from: &str, to: &str, amount: u128, denom: &str) -> Any {
    let address = |name| Wallet::named(name).unwrap().address.into_string();
    transfer(&address(from), &address(to), &coins(amount, denom))
}

/// A message of a test account to a contract.
pub(crate) fn execute(from: &str, contract: &str, msg: &Value, funds: Vec<Coin>) -> Any {
    let call = cosmwasm_std::WasmMsg::Execute {
        contract_addr: contract.to_owned(),
        msg: msg.to_string().into_bytes().into(),
        funds,
    };
    encoded(&Wallet::named(from).unwrap().address, &call.into()).unwrap()
}
