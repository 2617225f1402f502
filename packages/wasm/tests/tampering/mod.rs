//! A contract that does almost what another does.

use anyhow::{anyhow, Result};
use cosmwasm_std::{Binary, Deps, DepsMut, Empty, Env, MessageInfo, Order, Reply, Response};
use cw_multi_test::Contract;
use tributary_simulator::codes::Code;

/// What is different.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    /// The last attribute of each answer's last event.
    Event,
    /// A byte of one of its rows, whenever it is executed.
    Row,
    /// The data of its answers.
    Data,
    /// The words of its refusals.
    Refusal,
    /// Its answers to queries.
    Answer,
}

pub struct Tampering {
    pub honest: Code,
    pub what: What,
}

impl Contract<Empty> for Tampering {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.honest.instantiate(deps, env, info, msg)
    }

    fn execute(&self, mut deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        let honest = self.honest.execute(deps.branch(), env, info, msg);
        if self.what == What::Refusal {
            return honest.map_err(|error| anyhow!("{error}, that is"));
        }
        let mut response = honest?;
        match self.what {
            What::Event => {
                let last = response.events.last_mut().and_then(|event| event.attributes.last_mut());
                last.into_iter().for_each(|attribute| attribute.value.push('0'));
            }
            What::Row => {
                let (key, mut value) = deps.storage.range(None, None, Order::Ascending).last().unwrap();
                *value.last_mut().unwrap() ^= 1;
                deps.storage.set(&key, &value);
            }
            What::Data => response.data = Some(Binary::from(b"0")),
            What::Refusal | What::Answer => {}
        }
        Ok(response)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        let answer = self.honest.query(deps, env, msg)?;
        if self.what != What::Answer {
            return Ok(answer);
        }
        // Still JSON.
        Ok([answer.as_slice(), b" "].concat().into())
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.honest.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.honest.sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.honest.migrate(deps, env, msg)
    }
}
