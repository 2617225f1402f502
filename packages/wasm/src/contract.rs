//! An optimised contract on the embedded chain, in place of the native one.

use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use anyhow::{anyhow, Result};
use cosmwasm_std::{
    from_json, to_json_vec, Binary, ContractResult, Deps, DepsMut, Empty, Env, MessageInfo, QuerierWrapper,
    Reply, Response,
};
use cw_multi_test::Contract;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vm_std::Checksum;

use crate::addresses::as_native;
use crate::machine::{Entry, Machine, Ran, Run};
use crate::meter::Meter;
use crate::questions::{line, Answer, Question};
use crate::rows::Rows;

/// A contract that runs in the virtual machine.
pub struct WasmContract {
    /// Where it runs.
    pub machine: Arc<Machine>,
    /// What it uses.
    pub meter: Rc<Meter>,
    /// Its name, `pool-registry`.
    pub name: String,
    /// Its code.
    pub code: Checksum,
}

impl WasmContract {
    fn change<T: DeserializeOwned>(&self, deps: DepsMut, entry: Entry, arguments: Vec<Vec<u8>>) -> Result<T> {
        let ran = self.run(Rows::of(deps.storage), &deps.querier, entry, arguments)?;
        let answer = result(ran.answer.map_err(anyhow::Error::from)?)?;
        ran.rows.write_to(deps.storage);
        Ok(answer)
    }

    /// Runs the contract on another thread and answers its queries on this one, where the chain is.
    fn run(
        &self,
        rows: Rows,
        querier: &QuerierWrapper,
        entry: Entry,
        arguments: Vec<Vec<u8>>,
    ) -> Result<Ran> {
        let run = &Run { code: self.code, entry, arguments, gas: self.meter.left() };
        let (asker, asked, answering) = line();
        let machine = &*self.machine;
        let ran = thread::scope(|scope| {
            let running = scope.spawn(move || machine.run(run, rows, asker));
            for question in asked {
                // If nobody listens any more, the loop is about to end.
                let _ = answering.send(self.answer(querier, &question));
            }
            running.join().unwrap_or_else(|_| Err(anyhow!("the virtual machine panicked")))
        })?;
        self.meter.ran(ran.gas_left, ran.pages);
        Ok(ran)
    }

    fn answer(&self, querier: &QuerierWrapper, question: &Question) -> Answer {
        self.meter.allow(question.gas_left);
        let result = querier.raw_query(&question.request);
        let gas_used = question.gas_left.saturating_sub(self.meter.left());
        // What cannot be written as JSON cannot be read by the contract either, which says so.
        Answer { result: to_json_vec(&result).unwrap_or_default(), gas_used }
    }

    fn note(&self, msg: &[u8]) {
        let name = match serde_json::from_slice(msg) {
            Ok(Value::Object(fields)) => fields.keys().next().cloned(),
            Ok(Value::String(name)) => Some(name),
            _ => None,
        };
        self.meter.enter(format!("{}.{}", self.name, name.unwrap_or_default()));
    }

    fn note_entry(&self, entry: &str) {
        self.meter.enter(format!("{}.{entry}", self.name));
    }
}

impl Contract<Empty> for WasmContract {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.note_entry("instantiate");
        self.change(deps, Entry::Instantiate, vec![to_json_vec(&env)?, to_json_vec(&info)?, msg])
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.note(&msg);
        self.change(deps, Entry::Execute, vec![to_json_vec(&env)?, to_json_vec(&info)?, msg])
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        let arguments = vec![to_json_vec(&env)?, msg];
        let ran = self.run(Rows::of(deps.storage), &deps.querier, Entry::Query, arguments)?;
        result(ran.answer?)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.note_entry("reply");
        self.change(deps, Entry::Reply, vec![to_json_vec(&env)?, to_json_vec(&msg)?])
    }

    fn sudo(&self, _: DepsMut, _: Env, _: Vec<u8>) -> Result<Response> {
        Err(anyhow!("no contract of the suite has sudo"))
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.note_entry("migrate");
        self.change(deps, Entry::Migrate, vec![to_json_vec(&env)?, msg])
    }
}

/// What a contract answered, or its refusal in its own words.
fn result<T: DeserializeOwned>(answer: Vec<u8>) -> Result<T> {
    match from_json::<ContractResult<T>>(answer)? {
        ContractResult::Ok(answer) => Ok(answer),
        ContractResult::Err(words) => Err(anyhow!(as_native(words))),
    }
}
