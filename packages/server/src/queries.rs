//! `abci_query`: what a node answers about its state.

use cosmwasm_std::{Addr, Binary};
use prost::Message;
use tributary_simulator::refusal::reason;

use crate::node::Node;
use crate::proto::{
    AccountResponse, AddressRequest, Any, BalanceRequest, BalancesResponse, BaseAccount, BytesResponse,
    CodeInfo, CodeResponse, CodesResponse, Coin, CoinResponse, ContractInfo, ContractInfoResponse,
    ContractStateRequest, DenomRequest, Event, GasInfo, IdRequest, PageResponse, PublicKey, SimulateRequest,
    SimulateResponse, SimulateResult, TxPosition,
};
use crate::refusals::Refusal;
use crate::signatures::KEY_TYPE;
use crate::transactions::address;

/// Answers the query of that path about the newest block.
///
/// # Errors
/// When the path is unknown, the request cannot be read, or what it asks for is not there.
pub(crate) fn answer(node: &mut Node, path: &str, data: &[u8]) -> Result<Vec<u8>, Refusal> {
    match path {
        "/cosmwasm.wasm.v1.Query/SmartContractState" => smart(node, &read(data)?).map(encoded),
        "/cosmwasm.wasm.v1.Query/RawContractState" => raw(node, &read(data)?).map(encoded),
        "/cosmwasm.wasm.v1.Query/ContractInfo" => contract(node, &read(data)?).map(encoded),
        "/cosmwasm.wasm.v1.Query/Code" => code(node, &read(data)?).map(encoded),
        "/cosmwasm.wasm.v1.Query/Codes" => Ok(encoded(codes(node))),
        "/cosmos.bank.v1beta1.Query/Balance" => balance(node, &read(data)?).map(encoded),
        "/cosmos.bank.v1beta1.Query/AllBalances" => balances(node, &read(data)?).map(encoded),
        "/cosmos.bank.v1beta1.Query/SupplyOf" => supply(node, &read(data)?).map(encoded),
        "/cosmos.auth.v1beta1.Query/Account" => account(node, &read(data)?).map(encoded),
        "/cosmos.tx.v1beta1.Service/Simulate" => simulate(node, read(data)?).map(encoded),
        _ => Err(Refusal::unknown_request("unknown query path")),
    }
}

fn read<T: Message + Default>(data: &[u8]) -> Result<T, Refusal> {
    T::decode(data).map_err(|error| Refusal::unknown_request(&error.to_string()))
}

fn encoded(message: impl Message) -> Vec<u8> {
    message.encode_to_vec()
}

fn existing(node: &Node, text: &str) -> Result<Addr, Refusal> {
    let contract = address(text).map_err(Refusal::queried)?;
    match node.chain.contract(&contract) {
        Ok(_) => Ok(contract),
        Err(_) => Err(Refusal::no_contract(text).queried()),
    }
}

fn smart(node: &Node, request: &ContractStateRequest) -> Result<BytesResponse, Refusal> {
    let contract = existing(node, &request.address)?;
    let answer = node.chain.answer(&contract, Binary::from(request.query.as_slice()));
    let failed = |error| Refusal::unknown_request(&format!("{}: query wasm contract failed", reason(&error)));
    let data = answer.map_err(failed)?;
    Ok(BytesResponse { data: data.to_vec() })
}

fn raw(node: &Node, request: &ContractStateRequest) -> Result<BytesResponse, Refusal> {
    let contract = existing(node, &request.address)?;
    let data = node.chain.app().wrap().query_wasm_raw(contract, request.query.as_slice());
    Ok(BytesResponse {
        data: data.map_err(|error| Refusal::unknown_request(&error.to_string()))?.unwrap_or_default(),
    })
}

fn contract(node: &Node, request: &AddressRequest) -> Result<ContractInfoResponse, Refusal> {
    let found = existing(node, &request.address)?;
    let data = node.chain.contract(&found).map_err(|_| Refusal::no_contract(&request.address).queried())?;
    let info = ContractInfo {
        code_id: data.code_id,
        creator: data.creator.into_string(),
        admin: data.admin.map(Addr::into_string).unwrap_or_default(),
        label: data.label,
        created: Some(TxPosition { height: data.created, index: 0 }),
    };
    Ok(ContractInfoResponse { address: found.into_string(), info: Some(info) })
}

fn code_info(node: &Node, id: u64) -> Option<CodeInfo> {
    let creator = node.chain.app().wrap().query_wasm_code_info(id).ok()?.creator.into_string();
    let checksum = node.codes.checksum(&node.chain, id)?.to_vec();
    Some(CodeInfo { id, creator, checksum })
}

/// The code itself is native: there is no wasm to hand out.
fn code(node: &Node, request: &IdRequest) -> Result<CodeResponse, Refusal> {
    let info = code_info(node, request.id).ok_or_else(|| Refusal::no_code(request.id).queried())?;
    Ok(CodeResponse { info: Some(info), wasm: vec![] })
}

fn codes(node: &Node) -> CodesResponse {
    let infos: Vec<_> = (1..).map_while(|id| code_info(node, id)).collect();
    CodesResponse { pagination: Some(whole(infos.len())), infos }
}

/// Everything is on one page.
fn whole(count: usize) -> PageResponse {
    PageResponse { next_key: vec![], total: u64::try_from(count).unwrap_or(u64::MAX) }
}

fn balance(node: &Node, request: &BalanceRequest) -> Result<CoinResponse, Refusal> {
    let of = address(&request.address).map_err(Refusal::queried)?;
    let amount = node.chain.balance(&of, &request.denom);
    let amount = amount.map_err(|error| Refusal::unknown_request(&format!("{error:#}")))?.to_string();
    Ok(CoinResponse { coin: Some(Coin { denom: request.denom.clone(), amount }) })
}

fn balances(node: &Node, request: &AddressRequest) -> Result<BalancesResponse, Refusal> {
    let of = address(&request.address).map_err(Refusal::queried)?;
    let coins = node.chain.coins_of(&of);
    let coins = coins.map_err(|error| Refusal::unknown_request(&format!("{error:#}")))?;
    let balances: Vec<_> = coins.iter().map(Coin::from).collect();
    Ok(BalancesResponse { pagination: Some(whole(balances.len())), balances })
}

fn supply(node: &Node, request: &DenomRequest) -> Result<CoinResponse, Refusal> {
    let supply = node.chain.app().wrap().query_supply(&request.denom);
    let supply = supply.map_err(|error| Refusal::unknown_request(&error.to_string()))?;
    Ok(CoinResponse { coin: Some(Coin::from(&supply)) })
}

fn account(node: &mut Node, request: &AddressRequest) -> Result<AccountResponse, Refusal> {
    let of = address(&request.address).map_err(Refusal::queried)?;
    let Some(account) = node.accounts.of(&node.chain, &of) else {
        return Err(Refusal::not_found(&format!("account {of} not found")));
    };
    let key = |public: &Vec<u8>| Any::of(KEY_TYPE, &PublicKey { key: public.clone() });
    let found = BaseAccount {
        address: of.into_string(),
        public_key: account.public.as_ref().map(key),
        number: account.number,
        sequence: account.sequence,
    };
    Ok(AccountResponse { account: Some(Any::of("/cosmos.auth.v1beta1.BaseAccount", &found)) })
}

fn simulate(node: &mut Node, request: SimulateRequest) -> Result<SimulateResponse, Refusal> {
    let bytes = if request.tx_bytes.is_empty() { request.tx } else { request.tx_bytes };
    let (done, used) = node.simulate(&bytes)?;
    let result = SimulateResult {
        data: done.data(),
        events: done.events.iter().map(Event::from).collect(),
        responses: done.responses,
    };
    Ok(SimulateResponse { gas: Some(GasInfo { wanted: 0, used }), result: Some(result) })
}
