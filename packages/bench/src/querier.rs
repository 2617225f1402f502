//! Answers the queries of running contracts: bank, other contracts, codes.

use anyhow::{Context, Result};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, BalanceResponse, BankQuery, Binary, CodeInfoResponse, Coin,
    ContractInfoResponse, ContractResult, Empty, QueryRequest, SystemError, SystemResult, WasmQuery,
};
use cosmwasm_vm::{BackendResult, GasInfo, Querier};

use crate::chain::Chain;

pub struct ChainQuerier {
    chain: Chain,
}

impl ChainQuerier {
    pub fn new(chain: Chain) -> Self {
        Self { chain }
    }

    fn answer(&self, request: &[u8]) -> Result<ContractResult<Binary>> {
        match from_json::<QueryRequest<Empty>>(request)? {
            QueryRequest::Bank(BankQuery::Balance { address, denom }) => {
                let amount = self.chain.with_world(|world| {
                    world.cost.bank_queries += 1;
                    world.balance(&address, &denom)
                });
                answer(&BalanceResponse::new(Coin { denom, amount }))
            }
            QueryRequest::Wasm(WasmQuery::Smart { contract_addr, msg }) => {
                Ok(self.chain.run_query(&contract_addr, &msg)?.into())
            }
            QueryRequest::Wasm(WasmQuery::Raw { contract_addr, key }) => self.chain.with_world(|world| {
                let index = world.contract(&contract_addr)?.index;
                let value = world.rows[index].get(key.as_slice()).map(|value| value.to_vec());
                world.cost.read(&key, value.as_deref());
                Ok(ContractResult::Ok(value.unwrap_or_default().into()))
            }),
            QueryRequest::Wasm(WasmQuery::ContractInfo { contract_addr }) => {
                let contract = self.chain.with_world(|world| world.contract(&contract_addr).cloned())?;
                answer(&ContractInfoResponse::new(
                    contract.code_id,
                    contract.creator,
                    contract.admin,
                    true,
                    None,
                ))
            }
            QueryRequest::Wasm(WasmQuery::CodeInfo { code_id }) => {
                let checksum = self.chain.with_world(|world| world.checksum(code_id))?;
                answer(&CodeInfoResponse::new(code_id, Addr::unchecked(""), checksum))
            }
            other => Err(anyhow::anyhow!("{other:?}")),
        }
    }
}

impl Querier for ChainQuerier {
    fn query_raw(
        &self,
        request: &[u8],
        _gas_limit: u64,
    ) -> BackendResult<SystemResult<ContractResult<Binary>>> {
        let result = match self.answer(request).context("query") {
            Ok(answer) => SystemResult::Ok(answer),
            Err(error) => SystemResult::Err(SystemError::UnsupportedRequest { kind: format!("{error:#}") }),
        };
        (Ok(result), GasInfo::free())
    }
}

fn answer(value: &impl serde::Serialize) -> Result<ContractResult<Binary>> {
    Ok(ContractResult::Ok(to_json_binary(value)?))
}
