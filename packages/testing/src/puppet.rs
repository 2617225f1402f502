//! A contract of tests: plays the stake hook, the treasury, a foreign registrar and a holder of licences, in a temper that can
//! be set.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use cw_storage_plus::{Item, Map};
use tributary_simulator::codes::Code;
use tributary_types::license_nft::ReceiveNft;
use tributary_types::pool_registry::{DelegationResponse, ExecuteMsg as PoolMsg, QueryMsg as PoolQuery};
use tributary_types::stake_hook::DelegationChanged;

/// How a puppet takes what it is told.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Temper {
    /// Takes it.
    Accept,
    /// Fails.
    Refuse,
    /// Tries to burn coins that it does not have, which fails in the bank.
    Burn,
    /// Takes it, and calls the pool-registry again from inside.
    Reenter,
}

impl Temper {
    /// The word of the failure that it causes, if it does.
    pub const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Accept | Self::Reenter => None,
            Self::Refuse => Some("puppet refuses"),
            Self::Burn => Some("Cannot Sub"),
        }
    }
}

/// The first temper.
#[cw_serde]
pub struct InstantiateMsg {
    /// How it starts.
    pub temper: Temper,
}

/// What a puppet takes.
#[cw_serde]
pub enum ExecuteMsg {
    /// As a stake hook.
    DelegationChanged(DelegationChanged),
    /// As a treasury.
    DistributeRevenue {},
    /// As a registrar whose staker was liquidated.
    Liquidated {
        /// The staker.
        pool: String,
        /// How much.
        tokens: Uint128,
        /// How many licences.
        licenses: u32,
        /// What came back.
        surplus: Uint128,
    },
    /// As a registrar for whose staker somebody has another number of licences.
    LicenseChanged {
        /// The staker.
        pool: String,
        /// Whose.
        delegator: String,
        /// How many now.
        licenses: u32,
        /// Which one came or went.
        token_id: String,
        /// What one stands for.
        coins_per_license: Uint128,
        /// The licence contract.
        license_nft: String,
    },
    /// As whoever is sent a licence.
    ReceiveNft(ReceiveNft),
    /// Another temper.
    SetTemper {
        /// Which.
        temper: Temper,
    },
}

/// What a hook was told last of a pair.
#[cw_serde]
pub struct Told {
    /// The weight.
    pub stake: Uint128,
    /// Whether an earlier change was missed.
    pub missed: bool,
}

const TEMPER: Item<Temper> = Item::new("temper");

/// What the hook was told, by delegator and pool.
pub const TOLD: Map<(&Addr, &Addr), Told> = Map::new("told");

/// The code, to be stored on a chain.
pub fn code() -> Code {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(deps: DepsMut, _env: Env, _info: MessageInfo, msg: InstantiateMsg) -> StdResult<Response> {
    TEMPER.save(deps.storage, &msg.temper)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _env: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    if let ExecuteMsg::SetTemper { temper } = msg {
        TEMPER.save(deps.storage, &temper)?;
        return Ok(Response::new());
    }
    let temper = TEMPER.load(deps.storage)?;
    let mut response = Response::new();
    match temper {
        Temper::Accept | Temper::Reenter => {}
        Temper::Refuse => return Err(StdError::generic_err("puppet refuses")),
        Temper::Burn => {
            return Ok(response.add_message(BankMsg::Burn { amount: coins(u128::MAX, crate::DENOM) }));
        }
    }
    if let ExecuteMsg::DelegationChanged(change) = msg {
        let (delegator, pool) = (Addr::unchecked(change.delegator), Addr::unchecked(change.pool));
        let told = Told { stake: change.stake, missed: change.missed };
        TOLD.save(deps.storage, (&delegator, &pool), &told)?;
        if temper == Temper::Reenter {
            let pool = pool.into_string();
            response = response
                .add_message(call(&info.sender, &PoolMsg::WithdrawRewards { pool: pool.clone() })?)
                .add_message(call(&info.sender, &PoolMsg::DisableAutoRewards { pool })?);
        }
    }
    Ok(response)
}

fn call(registry: &Addr, msg: &PoolMsg) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute { contract_addr: registry.to_string(), msg: to_json_binary(msg)?, funds: vec![] })
}

/// As a registrar: its stakers own all that they have.
fn query(_deps: Deps, _env: Env, msg: PoolQuery) -> StdResult<Binary> {
    let PoolQuery::Delegation { pool, delegator } = msg else {
        return Err(StdError::generic_err("puppets answer nothing but delegations"));
    };
    to_json_binary(&DelegationResponse {
        pool: Addr::unchecked(pool),
        delegator: Addr::unchecked(delegator),
        tokens: Uint128::MAX,
        locked: Uint128::zero(),
        licenses: 0,
        weight: Uint128::MAX,
        rewards: Uint128::zero(),
        auto_fee_ppm: None,
    })
}
