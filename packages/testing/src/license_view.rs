//! What the licence contract answers about itself: the one place that reads it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmwasm_std::{Addr, Event};
use serde::de::DeserializeOwned;
use tributary_types::license_nft::{
    AllNftInfoResponse, BalanceResponse, ConfigResponse, FundingResponse, HooksResponse, License,
    LicensesResponse, OperatorsResponse, QueryMsg, StatusResponse, TokensResponse,
};

use crate::machine::step::address;
use crate::model::Places;
use crate::network::Network;

/// Rows of a page.
const ROWS: Option<u32> = Some(100);

/// The licence contract at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct LicenseView {
    /// Parameters.
    pub config: ConfigResponse,
    /// Stage, counts, reserve.
    pub status: StatusResponse,
    /// Living licences by id.
    pub licenses: BTreeMap<String, License>,
    /// Ids of those whose cw721 owner is the staker-registry.
    pub in_custody: BTreeSet<String>,
}

/// Asks the licence contract.
fn ask<T: DeserializeOwned>(net: &Network, places: &Places, msg: &QueryMsg) -> Result<T> {
    net.chain.query_as(&places.licenses, msg)
}

impl LicenseView {
    /// Reads everything.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn read(net: &Network, places: &Places) -> Result<Self> {
        Ok(Self {
            config: ask(net, places, &QueryMsg::Config {})?,
            status: ask(net, places, &QueryMsg::Status {})?,
            licenses: living(net, places)?,
            in_custody: owned(net, places, &places.stakers)?,
        })
    }

    /// Coins that a licence stands for.
    pub fn worth(&self) -> u128 {
        self.status.coins_per_license.u128()
    }
}

/// Whether events show that a contract ran.
pub fn is_touched(events: &[Event], contract: &Addr) -> bool {
    events.iter().any(|event| address(event, "_contract_address") == *contract)
}

fn living(net: &Network, places: &Places) -> Result<BTreeMap<String, License>> {
    let mut found: BTreeMap<String, License> = BTreeMap::new();
    loop {
        let start_after = found.keys().next_back().cloned();
        let page: LicensesResponse = ask(net, places, &QueryMsg::AllLicenses { start_after, limit: ROWS })?;
        if page.licenses.is_empty() {
            return Ok(found);
        }
        found.extend(page.licenses.into_iter().map(|license| (license.token_id.clone(), license)));
    }
}

/// The ids of a cw721 owner.
///
/// # Errors
/// If the contract does not answer.
pub fn owned(net: &Network, places: &Places, owner: &Addr) -> Result<BTreeSet<String>> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    loop {
        let (owner, start_after) = (owner.to_string(), found.last().cloned());
        let page: TokensResponse = ask(net, places, &QueryMsg::Tokens { owner, start_after, limit: ROWS })?;
        if page.tokens.is_empty() {
            return Ok(found);
        }
        found.extend(page.tokens);
    }
}

/// One licence with its cw721 owner and whoever else may move it now.
///
/// # Errors
/// If there is none.
pub fn info(net: &Network, places: &Places, id: &str) -> Result<AllNftInfoResponse> {
    ask(net, places, &QueryMsg::AllNftInfo { token_id: id.to_owned(), include_expired: None })
}

/// How many licences somebody holds.
///
/// # Errors
/// If the contract does not answer.
pub fn balance(net: &Network, places: &Places, who: &Addr) -> Result<u64> {
    let ask_for = QueryMsg::Balance { owner: who.to_string() };
    Ok(ask::<BalanceResponse>(net, places, &ask_for)?.balance)
}

/// What somebody gave to the reserve, and what of it comes back.
///
/// # Errors
/// If the contract does not answer.
pub fn funding(net: &Network, places: &Places, who: &Addr) -> Result<(u128, u128)> {
    let found: FundingResponse = ask(net, places, &QueryMsg::Funding { funder: who.to_string() })?;
    Ok((found.funded.u128(), found.reclaimable.u128()))
}

/// Who may move all licences of somebody now.
///
/// # Errors
/// If the contract does not answer.
pub fn operators(net: &Network, places: &Places, owner: &Addr) -> Result<BTreeSet<Addr>> {
    let owner = owner.to_string();
    let ask_for = QueryMsg::AllOperators { owner, include_expired: None, start_after: None, limit: ROWS };
    let found: OperatorsResponse = ask(net, places, &ask_for)?;
    Ok(found.operators.into_iter().map(|row| row.spender).collect())
}

/// Who is told of changes.
///
/// # Errors
/// If the contract does not answer.
pub fn hooks(net: &Network, places: &Places) -> Result<Vec<Addr>> {
    Ok(ask::<HooksResponse>(net, places, &QueryMsg::Hooks {})?.hooks)
}
