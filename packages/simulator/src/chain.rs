//! The embedded chain: contracts, bank and clock in this process, with the addresses of a real chain.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, ensure, Context};
use cosmwasm_std::{
    from_json, to_json_vec, Addr, Api, BankMsg, Binary, BlockInfo, Coin, ContractResult, CosmosMsg, Empty,
    Event, Order, Querier, QueryRequest, StdResult, Storage, SystemResult, Timestamp, Uint128, WasmMsg,
    WasmQuery,
};
use cw_multi_test::{App, AppBuilder, AppResponse, ContractData, FailingModule, MockApiBech32, WasmKeeper};
use cw_storage_plus::Map;
use cw_utils::{parse_execute_response_data, parse_instantiate_response_data};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::accounts::{self, AccountError};
use crate::bank::BlockingBank;
use crate::codes::{self, Code, UnknownCode};
use crate::coins::Coins;
use crate::journal::{happened, told, Deed, Journal};
use crate::ledger::{Fingerprint, Ledger, Rows};
use crate::refusal::unpanicked;
use crate::scenario::Clock;

/// The application of cw-multi-test below a [`Chain`].
pub type Embedded =
    App<BlockingBank, MockApiBech32, Ledger, FailingModule<Empty, Empty, Empty>, WasmKeeper<Empty, Empty>>;

/// The account that owns the suite; also the chain admin of every contract that [`Chain::instantiate`] makes.
pub const OWNER: &str = "owner";

/// The chain's identifier.
pub const CHAIN_ID: &str = "tributary-embedded";

/// Where the bank keeps what everybody has.
const BALANCES: Map<&Addr, Vec<Coin>> = Map::new("balances");

/// A clock that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the clock cannot go beyond 2^64 nanoseconds or blocks")]
pub struct ClockOverflow;

/// What a call did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// All events of the call and of the calls that it caused, in order.
    pub events: Vec<Event>,
    /// What the called contract returned.
    pub data: Option<Binary>,
}

/// A chain of one process. Every call is atomic: what fails leaves nothing behind.
pub struct Chain {
    pub(crate) app: Embedded,
    codes: BTreeMap<String, u64>,
    owner: Addr,
    pub(crate) journal: Option<RefCell<Journal>>,
}

impl Chain {
    /// Starts a chain that holds all [`codes`] and no coins.
    ///
    /// # Errors
    /// When the clock cannot be set.
    pub fn new(clock: &Clock) -> anyhow::Result<Self> {
        Self::with_codes(clock, codes::all())
    }

    /// Starts a chain that holds these codes, with ids from 1 on, and no coins.
    ///
    /// # Errors
    /// When the clock cannot be set.
    pub fn with_codes(clock: &Clock, codes: Vec<(&'static str, Code)>) -> anyhow::Result<Self> {
        let block = BlockInfo {
            height: clock.height,
            time: Timestamp::from_nanos(nanos(clock.start)?),
            chain_id: CHAIN_ID.to_owned(),
        };
        let app = embedded(Ledger::default(), block);
        let owner = accounts::account(OWNER)?.address;
        let mut chain = Self { app, codes: BTreeMap::new(), owner, journal: None };
        for (name, code) in codes {
            chain.store_code(name, code);
        }
        Ok(chain)
    }

    /// The chain as it is after a restart: a new process that has loaded what was stored. `code` answers a code that is not
    /// one of [`codes`] again, by its name.
    ///
    /// # Errors
    /// When a code is missing.
    pub fn restarted(&self, code: impl Fn(&str) -> Option<Code>) -> anyhow::Result<Self> {
        let app = embedded(self.app.storage().copied(), self.app.block_info());
        let mut chain = Self { app, codes: BTreeMap::new(), owner: self.owner.clone(), journal: None };
        let mut stored: Vec<(&str, u64)> = self.codes.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        stored.sort_by_key(|(_, id)| *id);
        let mut suite: BTreeMap<&str, Code> = codes::all().into_iter().collect();
        for (name, id) in stored {
            let code = code(name).or_else(|| suite.remove(name));
            let stored_as =
                chain.store_code(name, code.ok_or_else(|| UnknownCode { code: name.to_owned() })?);
            ensure!(stored_as == id, "code `{name}` was stored again since");
        }
        Ok(chain)
    }

    /// The address of the account of that name. Deriving it costs some microseconds: keep it.
    ///
    /// # Errors
    /// When no account can have that name.
    pub fn address_of(&self, name: &str) -> Result<Addr, AccountError> {
        Ok(accounts::account(name)?.address)
    }

    /// Stores one more code, or another one under a known name, and answers its id.
    pub fn store_code(&mut self, name: &str, code: Code) -> u64 {
        let id = self.app.store_code_with_creator(self.owner.clone(), code);
        self.codes.insert(name.to_owned(), id);
        id
    }

    /// The id of the code of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn code_id(&self, code: &str) -> Result<u64, UnknownCode> {
        self.codes.get(code).copied().ok_or_else(|| UnknownCode { code: code.to_owned() })
    }

    /// The name of the code with that id.
    pub fn code_name(&self, id: u64) -> Option<&str> {
        self.codes.iter().find(|(_, known)| **known == id).map(|(name, _)| name.as_str())
    }

    /// Instantiates a code by its name, with the account `owner` as chain admin and the given label.
    ///
    /// # Errors
    /// When there is no such code, or the contract refuses.
    pub fn instantiate(
        &mut self,
        sender: &Addr,
        code: &str,
        label: &str,
        msg: &impl Serialize,
        funds: Vec<Coin>,
    ) -> anyhow::Result<(Addr, Outcome)> {
        let msg = WasmMsg::Instantiate {
            admin: Some(self.owner.to_string()),
            code_id: self.code_id(code)?,
            msg: to_json_vec(msg)?.into(),
            funds,
            label: label.to_owned(),
        };
        let response = self.transact(sender, vec![msg.into()])?.pop().unwrap_or_default();
        let data = parse_instantiate_response_data(&response.data.unwrap_or_default())?;
        Ok((Addr::unchecked(data.contract_address), Outcome { events: response.events, data: data.data }))
    }

    /// Sends a contract a message, with coins exactly as given: sort them by denom unless they are to be wrong.
    ///
    /// # Errors
    /// When the contract refuses; [`reason`](crate::refusal::reason) tells why, `downcast_ref` finds the contract's own error.
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: Vec<Coin>,
    ) -> anyhow::Result<Outcome> {
        let msg =
            WasmMsg::Execute { contract_addr: contract.to_string(), msg: to_json_vec(msg)?.into(), funds };
        Ok(self.execute_many(sender, vec![msg.into()])?.pop().unwrap_or_default())
    }

    /// Carries out several messages in one transaction: all of them, or none.
    ///
    /// # Errors
    /// When one of them is refused.
    pub fn execute_many(&mut self, sender: &Addr, msgs: Vec<CosmosMsg>) -> anyhow::Result<Vec<Outcome>> {
        let executes: Vec<_> =
            msgs.iter().map(|msg| matches!(msg, CosmosMsg::Wasm(WasmMsg::Execute { .. }))).collect();
        let responses = self.transact(sender, msgs)?;
        responses.into_iter().zip(executes).map(|(response, wrapped)| outcome(response, wrapped)).collect()
    }

    /// Puts the code of that name under a contract.
    ///
    /// # Errors
    /// When there is no such code, the sender is not the contract's chain admin, or the code refuses.
    pub fn migrate(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        code: &str,
        msg: &impl Serialize,
    ) -> anyhow::Result<Outcome> {
        let new_code_id = self.code_id(code)?;
        let msg = WasmMsg::Migrate {
            contract_addr: contract.to_string(),
            new_code_id,
            msg: to_json_vec(msg)?.into(),
        };
        Ok(self.execute_many(sender, vec![msg.into()])?.pop().unwrap_or_default())
    }

    /// Sends coins by the bank alone; no contract runs.
    ///
    /// # Errors
    /// When the sender does not have them, there is nothing to send, or `to` is no address.
    pub fn send(&mut self, from: &Addr, to: &Addr, coins: Vec<Coin>) -> anyhow::Result<Outcome> {
        self.app.api().addr_validate(to.as_str())?;
        let msg = BankMsg::Send { to_address: to.to_string(), amount: coins };
        Ok(self.execute_many(from, vec![msg.into()])?.pop().unwrap_or_default())
    }

    /// Lets time pass.
    ///
    /// # Errors
    /// When the clock cannot go that far.
    pub fn advance(&mut self, seconds: u64, blocks: u64) -> Result<(), ClockOverflow> {
        self.advance_nanos(nanos(seconds)?, blocks)
    }

    /// Lets time pass that is no whole second.
    ///
    /// # Errors
    /// When the clock cannot go that far.
    pub fn advance_nanos(&mut self, nanos: u64, blocks: u64) -> Result<(), ClockOverflow> {
        let mut block = self.app.block_info();
        let time = block.time.nanos().checked_add(nanos).ok_or(ClockOverflow)?;
        block.time = Timestamp::from_nanos(time);
        block.height = block.height.checked_add(blocks).ok_or(ClockOverflow)?;
        self.set_block(block);
        Ok(())
    }

    /// Gives the chain another identifier, before anything happens on it.
    pub fn set_chain_id(&mut self, id: &str) {
        let block = BlockInfo { chain_id: id.to_owned(), ..self.block() };
        self.set_block(block);
    }

    pub(crate) fn set_block(&mut self, block: BlockInfo) {
        self.app.set_block(block.clone());
        self.note(|| Deed::Block(block), Ok(vec![]));
    }

    /// Height and time that the next call sees.
    pub fn block(&self) -> BlockInfo {
        self.app.block_info()
    }

    /// Asks a contract and answers whatever JSON it answers.
    ///
    /// # Errors
    /// When the contract refuses.
    pub fn query(&self, contract: &Addr, msg: &impl Serialize) -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&self.query_raw(contract, msg)?)?)
    }

    /// Asks a contract for an answer of a known type.
    ///
    /// # Errors
    /// When the contract refuses or answers something else.
    pub fn query_as<T: DeserializeOwned>(&self, contract: &Addr, msg: &impl Serialize) -> anyhow::Result<T> {
        Ok(from_json(self.query_raw(contract, msg)?)?)
    }

    fn query_raw(&self, contract: &Addr, msg: &impl Serialize) -> anyhow::Result<Binary> {
        let msg: Binary = to_json_vec(msg)?.into();
        let answer = self.answer(contract, msg.clone());
        if self.notes_query() {
            self.note(|| Deed::Query { contract: contract.clone(), msg }, told(&answer));
        }
        answer
    }

    /// Asks a contract in bytes and answers in bytes, as a node does; nothing is noted.
    ///
    /// # Errors
    /// When the contract refuses.
    pub fn answer(&self, contract: &Addr, msg: Binary) -> anyhow::Result<Binary> {
        let smart = WasmQuery::Smart { contract_addr: contract.to_string(), msg };
        let request = to_json_vec(&QueryRequest::<Empty>::Wasm(smart))?;
        match unpanicked(|| Ok(self.app.raw_query(&request)))? {
            SystemResult::Ok(ContractResult::Ok(answer)) => Ok(answer),
            SystemResult::Ok(ContractResult::Err(error)) => Err(anyhow!(error)),
            SystemResult::Err(error) => Err(error.into()),
        }
    }

    /// The balance of one address in one denom.
    ///
    /// # Errors
    /// When the address is none.
    pub fn balance(&self, address: &Addr, denom: &str) -> anyhow::Result<Uint128> {
        Ok(self.app.wrap().query_balance(address, denom)?.amount)
    }

    /// All coins of one address, sorted by denom.
    ///
    /// # Errors
    /// When the bank's storage does not read as balances.
    pub fn coins_of(&self, address: &Addr) -> anyhow::Result<Vec<Coin>> {
        let bank = self.app.prefixed_storage(b"bank");
        Ok(BALANCES.may_load(&*bank, address)?.unwrap_or_default())
    }

    /// The balances of all addresses that ever held a coin: accounts, contracts, and contracts made by contracts.
    ///
    /// # Errors
    /// When the bank's storage does not read as balances.
    pub fn balances(&self) -> anyhow::Result<BTreeMap<Addr, Coins>> {
        let bank = self.app.prefixed_storage(b"bank");
        let rows = BALANCES.range(&*bank, None, None, Order::Ascending).collect::<StdResult<Vec<_>>>()?;
        let coins = |row: Vec<Coin>| row.into_iter().map(|coin| (coin.denom, coin.amount)).collect();
        Ok(rows.into_iter().map(|(address, row)| (address, coins(row))).collect())
    }

    /// Gives an address exactly these coins, whatever it had before.
    ///
    /// # Errors
    /// When the bank refuses.
    pub fn set_balance(&mut self, address: &Addr, coins: Vec<Coin>) -> anyhow::Result<()> {
        let given = coins.clone();
        self.app
            .init_modules(|router, _, storage| router.bank.keeper.init_balance(storage, address, given))?;
        self.note(|| Deed::Balance { address: address.clone(), coins }, Ok(vec![]));
        Ok(())
    }

    /// Has the bank refuse to pay these addresses, and all others be paid.
    pub fn set_blocked(&mut self, blocked: BTreeSet<Addr>) {
        self.app.init_modules(|router, _, _| router.bank.blocked = blocked);
    }

    /// Code, creator and admin of a contract.
    ///
    /// # Errors
    /// When there is no contract at that address.
    pub fn contract(&self, address: &Addr) -> anyhow::Result<ContractData> {
        self.app.contract_data(address)
    }

    /// The storage of a contract, which changes without the contract.
    pub fn storage_mut(&mut self, contract: &Addr) -> Box<dyn Storage + '_> {
        self.app.contract_storage_mut(contract)
    }

    /// A hash of all storage, of the bank and of every contract. Equal before and after a call: nothing changed. Costs
    /// nothing when nothing was written since it was last asked for, and one pass over the storage otherwise.
    pub fn fingerprint(&self) -> Fingerprint {
        self.app.storage().fingerprint()
    }

    /// How many rows calls and queries have touched since the chain began; what a transaction wrote and took back is not
    /// among those written.
    pub fn rows(&self) -> Rows {
        self.app.storage().rows()
    }

    /// The application below, for what has no method here.
    pub fn app(&self) -> &Embedded {
        &self.app
    }

    pub(crate) fn transact(
        &mut self,
        sender: &Addr,
        msgs: Vec<CosmosMsg>,
    ) -> anyhow::Result<Vec<AppResponse>> {
        if self.journal.is_none() {
            return unpanicked(|| self.app.execute_multi(sender.clone(), msgs));
        }
        let result = unpanicked(|| self.app.execute_multi(sender.clone(), msgs.clone()));
        self.note(|| Deed::Transact { sender: sender.clone(), msgs }, happened(&result));
        result
    }
}

fn embedded(storage: Ledger, block: BlockInfo) -> Embedded {
    AppBuilder::new()
        .with_api(MockApiBech32::new(accounts::PREFIX))
        .with_bank(BlockingBank::default())
        .with_storage(storage)
        .with_block(block)
        .build(|_, _, _| ())
}

fn nanos(seconds: u64) -> Result<u64, ClockOverflow> {
    seconds.checked_mul(1_000_000_000).ok_or(ClockOverflow)
}

fn outcome(response: AppResponse, wrapped: bool) -> anyhow::Result<Outcome> {
    let data = match response.data {
        Some(data) if wrapped => parse_execute_response_data(&data).context("data of the answer")?.data,
        data => data,
    };
    Ok(Outcome { events: response.events, data })
}
