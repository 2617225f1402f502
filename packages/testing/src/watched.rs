//! A contract's own code with a test in between, which sees its calls and can make them fail.

use std::cell::Cell;
use std::rc::Rc;

use anyhow::{bail, Result};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response, WasmMsg,
};
use cw_multi_test::Contract;
use tributary_simulator::codes::{self, Code};
use tributary_simulator::Chain;

/// What a call that was made to fail says.
pub const REFUSAL: &str = "this call was made to fail";

/// What a test sees of a message that was carried out: the message, and what the contract made of it.
pub type Seen = dyn Fn(&[u8], &Response);

/// What the code and the test share.
pub struct Watch {
    /// How many calls of the contract work until one fails; none fails if unset.
    pub working: Cell<Option<u32>>,
    /// Is shown every message that the contract took.
    pub sees: Box<Seen>,
}

struct Watched {
    own: Code,
    watch: Rc<Watch>,
}

impl Contract<Empty> for Watched {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.own.instantiate(deps, env, info, msg)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        match self.watch.working.get() {
            Some(0) => bail!(REFUSAL),
            Some(left) => self.watch.working.set(Some(left - 1)),
            None => {}
        }
        let response = self.own.execute(deps, env, info, msg.clone())?;
        (self.watch.sees)(&msg, &response);
        Ok(response)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.own.query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.own.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.own.sudo(deps, env, msg)
    }

    /// Takes the contract over as it is.
    fn migrate(&self, _: DepsMut, _: Env, _: Vec<u8>) -> Result<Response> {
        Ok(Response::new())
    }
}

/// Puts a test between the chain and `contract`, which runs the suite's code of that name, as its contracts will from then on.
///
/// # Errors
/// If there is no such code, or the contract's admin is not the owner of everything.
pub fn watch(
    chain: &mut Chain,
    contract: &Addr,
    code: &str,
    sees: impl Fn(&[u8], &Response) + 'static,
) -> Result<Rc<Watch>> {
    let Some((_, own)) = codes::all().into_iter().find(|(name, _)| *name == code) else {
        bail!("there is no code {code}");
    };
    let watch = Rc::new(Watch { working: Cell::new(None), sees: Box::new(sees) });
    let new_code_id = chain.store_code(code, Box::new(Watched { own, watch: watch.clone() }));
    let msg = to_json_binary(&Empty {})?;
    let migrate = WasmMsg::Migrate { contract_addr: contract.to_string(), new_code_id, msg };
    let owner = chain.address_of(crate::OWNER)?;
    chain.execute_many(&owner, vec![migrate.into()])?;
    Ok(watch)
}
