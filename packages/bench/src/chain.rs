//! A chain for one process: runs contracts in the virtual machine and what they emit depth first, as wasmd does.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use anyhow::{anyhow, bail, ensure, Context, Result};
use cosmwasm_std::{
    instantiate2_address, to_json_vec, Addr, BankMsg, Binary, Coin, ContractInfo, CosmosMsg, Empty, Env,
    Event, MessageInfo, MsgResponse, Reply, Response, SubMsg, SubMsgResponse, SubMsgResult, TransactionInfo,
    WasmMsg,
};
use cosmwasm_vm::{
    call_execute, call_instantiate, call_query, call_reply, capabilities_from_csv, Backend, Cache,
    CacheOptions, Instance, InstanceOptions, Size,
};
use serde_json::Value;

use crate::address::{canonicalize, humanize, Api};
use crate::cost::{Cost, VM_GAS_PER_SDK_GAS};
use crate::protobuf;
use crate::querier::ChainQuerier;
use crate::store::Store;
use crate::world::World;

/// What a chain of CosmWasm 2.0 without special modules offers.
const CAPABILITIES: &str =
    "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0";
const MEMORY_LIMIT: Size = Size::mebi(32);
/// Ten times what a block has.
const GAS_LIMIT: u64 = 1_000_000_000 * VM_GAS_PER_SDK_GAS;

type Vm = Cache<Api, Store, ChainQuerier>;
type VmInstance = Instance<Api, Store, ChainQuerier>;

#[derive(Clone)]
pub struct Chain {
    vm: Rc<Vm>,
    world: Rc<RefCell<World>>,
}

/// What a message brought about.
#[derive(Default)]
pub struct Outcome {
    pub events: Vec<Event>,
    pub data: Option<Binary>,
    /// The protobuf answer that the chain gives to a message of this kind.
    response: Option<MsgResponse>,
}

impl Chain {
    /// A chain that keeps compiled code under `directory`.
    pub fn new(directory: &Path) -> Result<Self> {
        let options =
            CacheOptions::new(directory, capabilities_from_csv(CAPABILITIES), Size::mebi(100), MEMORY_LIMIT);
        // SAFETY: the directory is ours alone, made for this run; nobody else writes compiled code into it.
        let vm = unsafe { Cache::new(options) }?;
        Ok(Self { vm: Rc::new(vm), world: Rc::new(RefCell::new(World::new())) })
    }

    /// Stores a contract's code as a chain does, static checks included.
    pub fn store_code(&self, wasm: &[u8]) -> Result<u64> {
        let checksum = self.vm.store_code(wasm, true, true)?;
        self.vm.pin(&checksum)?;
        let mut world = self.world.borrow_mut();
        world.codes.push(checksum);
        Ok(world.codes.len() as u64)
    }

    /// Reads or changes the state behind the contracts' backs.
    pub fn with_world<T>(&self, action: impl FnOnce(&mut World) -> T) -> T {
        action(&mut self.world.borrow_mut())
    }

    /// Lets blocks go by.
    pub fn advance(&self, blocks: u64) {
        self.with_world(|world| {
            world.block.height += blocks;
            world.block.time = world.block.time.plus_seconds(blocks * 5);
        });
    }

    /// Instantiates a contract outside of what is measured; its address is chosen by the label.
    pub fn instantiate(&self, sender: &str, code_id: u64, label: &str, msg: &Value) -> Result<String> {
        let salt = Binary::from(label.as_bytes());
        let msg = WasmMsg::Instantiate2 {
            admin: None,
            code_id,
            label: label.to_string(),
            msg: to_json_vec(msg)?.into(),
            funds: vec![],
            salt: salt.clone(),
        };
        self.transaction(|| self.run_wasm(sender, msg))?;
        Ok(self.predict_address(sender, code_id, &salt)?.into_string())
    }

    /// One transaction of one message. State, and cost since the last transaction, stay if it succeeds.
    pub fn execute(&self, sender: &str, contract: &str, msg: &Value, funds: &[Coin]) -> Result<Outcome> {
        let msg = WasmMsg::Execute {
            contract_addr: contract.to_string(),
            msg: to_json_vec(msg)?.into(),
            funds: funds.to_vec(),
        };
        self.transaction(|| self.run_wasm(sender, msg)).with_context(|| format!("{sender} executes"))
    }

    /// Executes, takes the cost, undoes everything.
    pub fn measure(&self, sender: &str, contract: &str, msg: &Value, funds: &[Coin]) -> Result<Cost> {
        let msg = WasmMsg::Execute {
            contract_addr: contract.to_string(),
            msg: to_json_vec(msg)?.into(),
            funds: funds.to_vec(),
        };
        self.with_world(|world| world.cost = Cost::default());
        let result = self.run_wasm(sender, msg);
        self.with_world(|world| world.roll_back(0));
        result?;
        Ok(self.with_world(|world| world.cost.clone()))
    }

    /// A query from outside.
    pub fn query(&self, contract: &str, msg: &Value) -> Result<Value> {
        let answer = self.run_query(contract, &to_json_vec(msg)?)?.map_err(|error| anyhow!(error))?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// What a query costs.
    pub fn measure_query(&self, contract: &str, msg: &Value) -> Result<Cost> {
        self.with_world(|world| world.cost = Cost::default());
        self.query(contract, msg)?;
        Ok(self.with_world(|world| world.cost.clone()))
    }

    /// Answers a contract's or an outsider's smart query; the inner error is the contract's own.
    pub fn run_query(&self, contract: &str, msg: &[u8]) -> Result<Result<Binary, String>> {
        let (mut instance, env) = self.load(contract, None)?;
        let result = call_query(&mut instance, &env, msg);
        self.charge(&mut instance);
        Ok(result?.into_result())
    }

    fn transaction(&self, action: impl FnOnce() -> Result<Outcome>) -> Result<Outcome> {
        let result = action();
        self.with_world(|world| match result {
            Ok(_) => world.commit(),
            Err(_) => world.roll_back(0),
        });
        result
    }

    fn run_message(&self, sender: &str, msg: CosmosMsg, gas_limit: Option<u64>) -> Result<Outcome> {
        match msg {
            CosmosMsg::Wasm(msg) => self.run_wasm_with(sender, msg, gas_limit),
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                self.send(sender, &to_address, &amount)?;
                let response = MsgResponse {
                    type_url: "/cosmos.bank.v1beta1.MsgSendResponse".to_string(),
                    value: Binary::default(),
                };
                Ok(Outcome { response: Some(response), ..Outcome::default() })
            }
            other => bail!("this chain does not run {other:?}"),
        }
    }

    fn run_wasm(&self, sender: &str, msg: WasmMsg) -> Result<Outcome> {
        self.run_wasm_with(sender, msg, None)
    }

    fn run_wasm_with(&self, sender: &str, msg: WasmMsg, gas_limit: Option<u64>) -> Result<Outcome> {
        match msg {
            WasmMsg::Execute { contract_addr, msg, funds } => {
                self.send(sender, &contract_addr, &funds)?;
                let info = MessageInfo { sender: Addr::unchecked(sender), funds };
                let (mut instance, env) = self.load(&contract_addr, gas_limit)?;
                let result = call_execute(&mut instance, &env, &info, &msg);
                self.charge(&mut instance);
                drop(instance);
                let response = result?.into_result().map_err(|error| anyhow!(error))?;
                let mut outcome = self.dispatch(&contract_addr, "execute", response)?;
                outcome.response = Some(MsgResponse {
                    type_url: "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_string(),
                    value: protobuf::execute_response(outcome.data.as_deref()).into(),
                });
                Ok(outcome)
            }
            WasmMsg::Instantiate2 { admin, code_id, label: _, msg, funds, salt } => {
                let address = self.predict_address(sender, code_id, &salt)?;
                ensure!(
                    !self.with_world(|world| world.contracts.contains_key(&address)),
                    "address taken: {address}"
                );
                let creator = Addr::unchecked(sender);
                let admin = admin.map(Addr::unchecked);
                self.with_world(|world| world.add_contract(address.clone(), code_id, creator.clone(), admin));
                self.send(sender, address.as_str(), &funds)?;
                let info = MessageInfo { sender: creator, funds };
                let (mut instance, env) = self.load(address.as_str(), gas_limit)?;
                let result = call_instantiate(&mut instance, &env, &info, &msg);
                self.charge(&mut instance);
                drop(instance);
                let response = result?.into_result().map_err(|error| anyhow!(error))?;
                let mut outcome = self.dispatch(address.as_str(), "instantiate", response)?;
                outcome.response = Some(MsgResponse {
                    type_url: "/cosmwasm.wasm.v1.MsgInstantiateContract2Response".to_string(),
                    value: protobuf::instantiate_response(address.as_str(), outcome.data.as_deref()).into(),
                });
                Ok(outcome)
            }
            other => bail!("this chain does not run {other:?}"),
        }
    }

    /// The events of a contract's answer, then its messages, each with everything that follows from it.
    fn dispatch(&self, contract: &str, action: &str, response: Response<Empty>) -> Result<Outcome> {
        let of_contract = |event: Event| {
            let mut attributed = Event::new(event.ty).add_attribute("_contract_address", contract);
            attributed.attributes.extend(event.attributes);
            attributed
        };
        let mut events = vec![of_contract(Event::new(action))];
        if !response.attributes.is_empty() {
            events.push(of_contract(Event::new("wasm").add_attributes(response.attributes)));
        }
        for event in response.events {
            events
                .push(of_contract(Event::new(format!("wasm-{}", event.ty)).add_attributes(event.attributes)));
        }
        let mut outcome = Outcome { events, data: response.data, response: None };
        for message in response.messages {
            let then = self.run_sub_message(contract, message)?;
            outcome.events.extend(then.events);
            outcome.data = then.data.or(outcome.data);
        }
        Ok(outcome)
    }

    /// Runs a message and the reply that was asked for. The answer's data is what the reply sets, if it does.
    fn run_sub_message(&self, contract: &str, message: SubMsg<Empty>) -> Result<Outcome> {
        let SubMsg { id, payload, msg, gas_limit, reply_on } = message;
        let mark = self.with_world(|world| world.mark());
        let gas_before = self.with_world(|world| world.cost.sdk_gas());
        let wants_success =
            matches!(reply_on, cosmwasm_std::ReplyOn::Always | cosmwasm_std::ReplyOn::Success);
        let wants_error = matches!(reply_on, cosmwasm_std::ReplyOn::Always | cosmwasm_std::ReplyOn::Error);
        let result = match self.run_message(contract, msg, gas_limit) {
            Ok(outcome) if !wants_success => return Ok(Outcome { data: None, ..outcome }),
            Err(error) if !wants_error => return Err(error),
            Ok(outcome) => Ok(outcome),
            Err(error) => {
                self.with_world(|world| world.roll_back(mark));
                Err(format!("{error:#}"))
            }
        };
        let gas_used = self.with_world(|world| world.cost.sdk_gas()) - gas_before;
        let (mut events, result) = match result {
            Ok(outcome) => (outcome.events.clone(), SubMsgResult::Ok(sub_msg_response(outcome))),
            Err(error) => (vec![], SubMsgResult::Err(error)),
        };
        let replied = self.reply(contract, Reply { id, payload, gas_used, result })?;
        events.extend(replied.events);
        Ok(Outcome { events, ..replied })
    }

    fn reply(&self, contract: &str, reply: Reply) -> Result<Outcome> {
        let (mut instance, env) = self.load(contract, None)?;
        let result = call_reply(&mut instance, &env, &reply);
        self.charge(&mut instance);
        drop(instance);
        let response = result?.into_result().map_err(|error| anyhow!(error))?;
        self.dispatch(contract, "reply", response)
    }

    fn send(&self, from: &str, to: &str, coins: &[Coin]) -> Result<()> {
        if coins.is_empty() {
            return Ok(());
        }
        canonicalize(to)?;
        self.with_world(|world| {
            world.cost.bank_sends += 1;
            world.transfer(from, to, coins)
        })
    }

    fn predict_address(&self, creator: &str, code_id: u64, salt: &[u8]) -> Result<Addr> {
        let checksum = self.with_world(|world| world.checksum(code_id))?;
        let canonical = instantiate2_address(checksum.as_slice(), &canonicalize(creator)?.into(), salt)?;
        Ok(Addr::unchecked(humanize(&canonical)?))
    }

    /// A fresh instance of a contract, and what it is told about the block.
    fn load(&self, contract: &str, gas_limit: Option<u64>) -> Result<(VmInstance, Env)> {
        let (contract_state, checksum, block) = self.with_world(|world| -> Result<_> {
            let state = world.contract(contract)?.clone();
            world.cost.runs += 1;
            world.cost.codes.insert(state.code_id);
            Ok((state.clone(), world.checksum(state.code_id)?, world.block.clone()))
        })?;
        let backend = Backend {
            api: Api,
            storage: Store::new(self.world.clone(), contract_state.index),
            querier: ChainQuerier::new(self.clone()),
        };
        let gas_limit =
            gas_limit.map_or(GAS_LIMIT, |limit| limit.saturating_mul(VM_GAS_PER_SDK_GAS).min(GAS_LIMIT));
        let instance = self.vm.get_instance(&checksum, backend, InstanceOptions { gas_limit })?;
        let env = Env {
            block,
            transaction: Some(TransactionInfo { index: 0 }),
            contract: ContractInfo { address: Addr::unchecked(contract) },
        };
        Ok((instance, env))
    }

    fn charge(&self, instance: &mut VmInstance) {
        let used = instance.create_gas_report().used_internally;
        self.with_world(|world| world.cost.vm_gas += used);
    }
}

#[allow(deprecated)] // The field `data` is what chains still fill beside `msg_responses`.
fn sub_msg_response(outcome: Outcome) -> SubMsgResponse {
    SubMsgResponse {
        events: outcome.events,
        data: outcome.response.as_ref().map(|response| response.value.clone()),
        msg_responses: outcome.response.into_iter().collect(),
    }
}
