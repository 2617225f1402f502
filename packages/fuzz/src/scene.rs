//! A network in which much has happened, and what is called in it.

use anyhow::{Context as _, Result};
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    coin, Addr, BankMsg, Binary, Coin, CosmosMsg, DepsMut, Empty, MemoryStorage, MsgResponse, Order, Querier,
    QuerierWrapper, QueryRequest, Reply, Storage, SubMsgResponse, SubMsgResult, WasmMsg, WasmQuery,
};
use serde_json::{json, Value};
use tributary_controls::packed::to_bytes;
use tributary_testing::dice::Dice;
use tributary_testing::machine::author::Author;
use tributary_testing::machine::{case, Op, Runner};
use tributary_testing::model::{Call, Message, Places};

use tributary_testing::world::{Licensing, World, FOREIGN};
use tributary_testing::{Parameters, DENOM};

use crate::input::{Entry, Input};

/// How many operations the network has behind it.
const OPERATIONS: usize = 400;

/// Of a run behind which almost every kind of record is stored.
pub const SEED: u64 = 11;

/// The size of ordinary amounts.
const SCALE: u128 = 1_000_000;

/// The release from which contracts are migrated.
const BEFORE: &str = "0.1.0";

/// The contract whose migration walks over no map, so that its first page is the last.
const WITHOUT_MAPS: &str = "pool-registry";

/// Keys and values in order.
type Rows = Vec<(Vec<u8>, Vec<u8>)>;

/// The network.
pub struct Scene {
    runner: Runner,
    contracts: Vec<Addr>,
    senders: Vec<Addr>,
    stored: Vec<Rows>,
}

impl Scene {
    /// Plays random operations on a network, the same ones for the same seed; `see` is told each call before it is made.
    ///
    /// # Errors
    /// If the network does not do what it should.
    pub fn new(seed: u64, mut see: impl FnMut(&Self, &Call)) -> Result<Self> {
        let mut dice = Dice::new(seed);
        let parameters = Parameters { license_cap: Some(60), ..case::parameters(&mut dice) };
        let (revenue, programme) = (case::revenue(&mut dice, SCALE), case::programme(&mut dice, SCALE));
        let parameters =
            Parameters { revenue, programme, escrow: case::escrow(&mut dice, SCALE), ..parameters };
        let world = World::new(&parameters, true, Licensing::AtOnce)?;
        let mut scene =
            Self { contracts: vec![], senders: vec![], stored: vec![], runner: Runner::new(world)? };
        scene.look();
        for turn in 0..OPERATIONS {
            let World { cast, model, licensing, .. } = &scene.runner.world;
            let mut author = Author { dice: &mut dice, cast, model, licensing: *licensing, scale: SCALE };
            for op in if turn == 0 { author.opening() } else { author.op() } {
                if let Op::Transact(calls) = &op {
                    calls.iter().for_each(|call| see(&scene, call));
                }
                scene.runner.play(&op)?;
            }
        }
        // With broken code the treasury refuses everything.
        scene.runner.play(&Op::Break { broken: false })?;
        scene.look();
        Ok(scene)
    }

    /// The same network in the middle of migrations: each contract has what release 0.1.0 would have stored, under this code, and
    /// one row was passed.
    ///
    /// # Errors
    /// If a contract is not migrated.
    pub fn migrating(mut self) -> Result<Self> {
        let owner = self.runner.world.cast.owner.clone();
        let coinbases = self.runner.world.places().coinbases.values();
        let addresses: Vec<Addr> = self.senders.iter().chain(coinbases).cloned().collect();
        let chain = &mut self.runner.world.net.chain;
        for ((code, contract), rows) in Places::CODES.into_iter().zip(&self.contracts).zip(&self.stored) {
            let mut storage = chain.storage_mut(contract);
            rows.iter().for_each(|(key, value)| storage.set(key, &with_texts(value, &addresses)));
            let version = json!({"contract": format!("crates.io:tributary-{code}"), "version": BEFORE});
            storage.set(b"contract_info", version.to_string().as_bytes());
            drop(storage);
            chain.migrate(&owner, contract, code, &json!({}))?;
            if code != WITHOUT_MAPS {
                let page = json!({"migrate_records": {"cursor": 0, "limit": 1}});
                chain.execute(&owner, contract, &page, vec![])?;
            }
        }
        self.look();
        Ok(self)
    }

    /// How many rows a migration has passed; nothing if none is open.
    ///
    /// # Errors
    /// If the contract, by its place, does not answer.
    pub fn cursor(&self, at: usize) -> Result<Option<u64>> {
        let answer: Value =
            self.runner.world.net.chain.query(&self.contracts[at], &json!({"migration": {}}))?;
        Ok(answer["cursor"].as_u64())
    }

    /// What a contract stores at the moment, by the name of its code.
    pub fn rows(&self, code: &str) -> Rows {
        let at = Places::CODES.iter().position(|known| *known == code);
        let contract = at.and_then(|at| self.contracts.get(at));
        contract.map_or(vec![], |contract| self.rows_of(contract))
    }

    fn rows_of(&self, contract: &Addr) -> Rows {
        let storage = self.runner.world.net.chain.app().contract_storage(contract);
        storage.range(None, None, Order::Ascending).collect()
    }

    /// Who is there, and what the contracts store.
    fn look(&mut self) {
        let world = &self.runner.world;
        let places = world.places();
        let coinbase = places.coinbases.values().next().cloned();
        self.contracts = places.contracts().into_iter().cloned().chain(coinbase).collect();
        self.senders = world.cast.everybody();
        self.senders.extend(self.contracts.iter().cloned());
        self.stored = self.contracts.iter().map(|contract| self.rows_of(contract)).collect();
    }

    /// The bytes that mean `call`, if it goes to a contract of the scene.
    pub fn bytes_of(&self, call: &Call) -> Option<Vec<u8>> {
        let contract = match &call.message {
            Message::Stakers(_) => 0,
            Message::Pools(_) => 1,
            Message::Licenses(_) => 2,
            Message::Treasury(_) => 3,
            Message::Vault(_) => 4,
            Message::Joint(_) => 5,
            Message::Coinbase(..) => 6,
        };
        let CosmosMsg::Wasm(WasmMsg::Execute { msg, .. }) = call.to_chain(self.runner.world.places()).ok()?
        else {
            return None;
        };
        let sender = self.senders.iter().position(|sender| *sender == call.sender)?;
        let funds = if call.funds.is_empty() { 0 } else { 1 };
        let input = Input { migrating: false, contract, entry: Entry::Execute, sender, funds, message: &msg };
        Some(input.write())
    }

    /// Makes a call and takes it back.
    ///
    /// # Errors
    /// If what was taken back left something behind.
    pub fn call(&mut self, input: &Input) -> Result<()> {
        let at = input.contract % self.contracts.len();
        let (contract, msg) = (self.contracts[at].clone(), Binary::new(input.message.to_vec()));
        match input.entry {
            Entry::Query => self.query(&contract, msg),
            Entry::Reply => self.reply(at, input.message),
            Entry::Execute => {
                let contract_addr = contract.into_string();
                self.transact(input, WasmMsg::Execute { contract_addr, msg, funds: funds(input.funds) })?;
            }
            Entry::Instantiate => {
                let code_id = self.runner.world.net.chain.code_id(code(at))?;
                let (admin, label) = (None, "fuzzed".to_owned());
                let funds = funds(input.funds);
                self.transact(input, WasmMsg::Instantiate { admin, code_id, msg, funds, label })?;
            }
            Entry::Migrate => {
                let new_code_id = self.runner.world.net.chain.code_id(code(at))?;
                self.transact(
                    input,
                    WasmMsg::Migrate { contract_addr: contract.into_string(), new_code_id, msg },
                )?;
            }
        }
        Ok(())
    }

    fn transact(&mut self, input: &Input, msg: WasmMsg) -> Result<()> {
        let sender = self.senders[input.sender % self.senders.len()].clone();
        let chain = &mut self.runner.world.net.chain;
        let before = chain.fingerprint();
        let too_much =
            BankMsg::Send { to_address: sender.to_string(), amount: vec![coin(1, "nobody-has-it")] };
        let result = chain.execute_many(&sender, vec![msg.into(), too_much.into()]);
        taken_back(result.is_err(), &before, &chain.fingerprint())
    }

    fn query(&self, contract: &Addr, msg: Binary) {
        let smart = WasmQuery::Smart { contract_addr: contract.to_string(), msg };
        let request = QueryRequest::<Empty>::Wasm(smart);
        let request = cosmwasm_std::to_json_vec(&request).unwrap_or_default();
        drop(self.runner.world.net.chain.app().raw_query(&request));
    }

    /// A reply goes to the entry point itself, on a copy of what is stored: on a chain none comes uncalled for.
    fn reply(&self, at: usize, bytes: &[u8]) {
        use tributary_joint_staking::contract as joint;
        use tributary_license_nft::contract as licenses;
        use tributary_pool_registry::contract as pools;
        use tributary_staker_registry::contract as stakers;
        let Some((reply, mut storage)) = reply_of(bytes).zip(self.copy(at)) else { return };
        let (api, querier) = (MockApi::default().with_prefix("wasm"), MockQuerier::<Empty>::default());
        let deps = DepsMut { storage: &mut storage, api: &api, querier: QuerierWrapper::new(&querier) };
        match code(at) {
            "staker-registry" => drop(stakers::reply(deps, mock_env(), reply)),
            "pool-registry" => drop(pools::reply(deps, mock_env(), reply)),
            "license-nft" => drop(licenses::reply(deps, mock_env(), reply)),
            "joint-staking" => drop(joint::reply(deps, mock_env(), reply)),
            _ => {}
        }
    }

    fn copy(&self, at: usize) -> Option<MemoryStorage> {
        let mut storage = MemoryStorage::new();
        self.stored.get(at)?.iter().for_each(|(key, value)| storage.set(key, value));
        Some(storage)
    }
}

/// The code of a contract of the scene, by its place: the coinbase is the last.
fn code(at: usize) -> &'static str {
    Places::CODES.get(at).copied().unwrap_or("coinbase")
}

/// A record as release 0.1.0 stored it, addresses as texts. (JSON, which has them as texts, stays.)
fn with_texts(record: &[u8], addresses: &[Addr]) -> Vec<u8> {
    addresses.iter().fold(record.to_vec(), |record, address| {
        let (short, text) = (to_bytes(address), to_bytes(&address.to_string()));
        let mut parts = vec![];
        let mut rest = record.as_slice();
        while let Some(at) = rest.windows(short.len()).position(|part| part == short) {
            parts.extend([&rest[..at], &text]);
            rest = &rest[at + short.len()..];
        }
        parts.push(rest);
        parts.concat()
    })
}

/// A call that was taken back left everything as it was.
fn taken_back<T: PartialEq>(is_refused: bool, before: &T, after: &T) -> Result<()> {
    anyhow::ensure!(is_refused && after == before, "something is left behind");
    Ok(())
}

/// The coins of the list.
fn funds(place: usize) -> Vec<Coin> {
    match place % 8 {
        0 => vec![],
        1 => vec![coin(SCALE, DENOM)],
        2 => vec![coin(1, DENOM)],
        3 => vec![coin(SCALE, FOREIGN)],
        4 => vec![coin(1, FOREIGN), coin(1, DENOM)],
        5 => vec![coin(0, DENOM)],
        6 => vec![coin(u128::MAX, DENOM)],
        _ => vec![coin(SCALE * 1_000_000, DENOM)],
    }
}

/// The first byte says whether it went well and whether the payload or the data is in the bytes; the second the id.
fn reply_of(bytes: &[u8]) -> Option<Reply> {
    let (kind, rest) = bytes.split_first()?;
    let (id, rest) = rest.split_first()?;
    let (payload, data) = if kind & 2 == 0 { (rest, &rest[..0]) } else { rest.split_at(rest.len() / 2) };
    #[expect(deprecated, reason = "the field must be there")]
    let response = SubMsgResponse {
        events: vec![],
        data: None,
        msg_responses: vec![MsgResponse { type_url: String::new(), value: data.to_vec().into() }],
    };
    let result = if kind & 1 == 0 {
        SubMsgResult::Ok(response)
    } else {
        SubMsgResult::Err("codespace: wasm".to_owned())
    };
    Some(Reply { id: (*id).into(), payload: payload.to_vec().into(), gas_used: 0, result })
}

/// The network, and the same in the middle of migrations: made once a process.
///
/// # Errors
/// As [`Scene::new`] and [`Scene::migrating`].
pub fn prepared() -> Result<[Scene; 2]> {
    let settled = Scene::new(SEED, |_, _| {}).context("the network before the first call")?;
    let migrating = Scene::new(SEED, |_, _| {}).and_then(Scene::migrating).context("migrations")?;
    Ok([settled, migrating])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds;

    #[test]
    fn migrations_are_open_in_the_middle() {
        let [settled, mut migrating] = prepared().unwrap();
        assert!(!settled.runner.world.model.broken);
        for (at, code) in Places::CODES.into_iter().enumerate() {
            assert_eq!(settled.cursor(at).unwrap(), None, "{code}");
            assert_eq!(migrating.cursor(at).unwrap(), Some(u64::from(code != WITHOUT_MAPS)), "{code}");
        }
        // Beside the row of the migration, those that were not passed: they are of the old form.
        for code in Places::CODES.into_iter().filter(|code| *code != WITHOUT_MAPS) {
            let (old, new) = (migrating.rows(code), settled.rows(code));
            assert!(old.iter().filter(|row| !new.contains(row)).count() > 1, "{code}");
        }
        for input in seeds::pages(&migrating).unwrap() {
            migrating.call(&Input::read(&input).unwrap()).unwrap();
        }
    }

    #[test]
    fn addresses_become_texts() {
        let addresses = ["wasm1qpz", "other"].map(Addr::unchecked);
        let record =
            [to_bytes(&addresses[0]), vec![7], to_bytes(&addresses[1]), to_bytes(&addresses[0])].concat();
        assert_eq!(with_texts(&record, &addresses), b"\x08wasm1qpz\x07\x05other\x08wasm1qpz");
    }

    #[test]
    fn what_is_left_behind_is_reported() {
        assert!(taken_back(true, &1, &1).is_ok());
        assert!(taken_back(true, &1, &2).is_err());
        assert!(taken_back(false, &1, &1).is_err());
    }
}
