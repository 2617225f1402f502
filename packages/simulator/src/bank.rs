//! The bank of the embedded chain: as that of the Cosmos SDK it pays nobody who is blocked, which on a chain are the accounts of
//! modules.

use std::collections::BTreeSet;

use anyhow::bail;
use cosmwasm_std::{Addr, Api, BankMsg, BankQuery, Binary, BlockInfo, Querier, Storage};
use cw_multi_test::{AppResponse, Bank, BankKeeper, BankSudo, CosmosRouter, Module};

/// A bank that knows whom it does not pay.
#[derive(Default)]
pub struct BlockingBank {
    /// Balances.
    pub keeper: BankKeeper,
    /// Who gets nothing.
    pub blocked: BTreeSet<Addr>,
}

impl Bank for BlockingBank {}

impl Module for BlockingBank {
    type ExecT = BankMsg;
    type QueryT = BankQuery;
    type SudoT = BankSudo;

    fn execute<ExecC, QueryC>(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = ExecC, QueryC = QueryC>,
        block: &BlockInfo,
        sender: Addr,
        msg: BankMsg,
    ) -> anyhow::Result<AppResponse>
    where
        ExecC: cosmwasm_std::CustomMsg + serde::de::DeserializeOwned + 'static,
        QueryC: cosmwasm_std::CustomQuery + serde::de::DeserializeOwned + 'static,
    {
        if let BankMsg::Send { to_address, .. } = &msg {
            if self.blocked.iter().any(|blocked| blocked.as_str() == to_address) {
                bail!("{to_address} is not allowed to receive funds: unauthorized");
            }
        }
        self.keeper.execute(api, storage, router, block, sender, msg)
    }

    fn query(
        &self,
        api: &dyn Api,
        storage: &dyn Storage,
        querier: &dyn Querier,
        block: &BlockInfo,
        request: BankQuery,
    ) -> anyhow::Result<Binary> {
        self.keeper.query(api, storage, querier, block, request)
    }

    fn sudo<ExecC, QueryC>(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = ExecC, QueryC = QueryC>,
        block: &BlockInfo,
        msg: BankSudo,
    ) -> anyhow::Result<AppResponse>
    where
        ExecC: cosmwasm_std::CustomMsg + serde::de::DeserializeOwned + 'static,
        QueryC: cosmwasm_std::CustomQuery + serde::de::DeserializeOwned + 'static,
    {
        self.keeper.sudo(api, storage, router, block, msg)
    }
}
