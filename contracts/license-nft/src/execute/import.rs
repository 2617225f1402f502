//! `import_licenses`, `finish_import`

use cosmwasm_std::{Api, DepsMut, Env, Event, Response};
use tributary_controls::wire::reported;
use tributary_types::event::Fact;
use tributary_types::license_nft::{self, ImportFinished, LicenseImported, LicensesImported, CONTRACT};

use super::{checked, ensure_batch, ensure_increasing, ensure_room};
use crate::collection::Collection;
use crate::digest::Digest;
use crate::state::{Authorization, Config, Genesis, License, CONFIG, GENESIS};
use crate::ContractError;

/// Takes 1 to 50 licences of another chain, and carries the digest along.
///
/// Writes: the licences, their lists, balances, the ledger, the import. Sends: `holdings_changed` to the hooks.
///
/// # Errors
/// See `ExecuteMsg::ImportLicenses`.
pub fn import_licenses(
    deps: DepsMut,
    env: Env,
    licenses: Vec<license_nft::License>,
) -> Result<Response, ContractError> {
    let mut genesis = GENESIS.load(deps.storage)?;
    let mut collection = Collection::open(deps.storage)?;
    ensure_open(&collection.config, &genesis)?;
    ensure_batch(licenses.iter().map(|license| license.token_id.as_str()))?;
    if let Some(first) = licenses.first() {
        ensure_increasing(genesis.last.as_deref(), &first.token_id)?;
    }
    ensure_room(&collection.config, &collection.ledger, licenses.len())?;

    let mut events = vec![];
    for license in licenses {
        let (token_id, license) = parsed(deps.api, license)?;
        let license = checked(&env, &collection.config, license)?;
        let digest = Digest(genesis.digest);
        genesis.digest = digest.with(deps.api, &token_id, &license.holder, license.authorization.as_ref())?.0;
        genesis.count = genesis.count.saturating_add(1);
        genesis.last = Some(token_id.clone());
        events.push(imported(&mut collection, token_id, license)?);
    }

    GENESIS.save(collection.storage, &genesis)?;

    let fact = LicensesImported { digest: Digest(genesis.digest).to_hex(), count: genesis.count };
    Ok(collection.close()?.add_events(events).add_event(fact.event(CONTRACT)))
}

/// Seals the import, if it is what the other chain says it is.
///
/// Writes: the import. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::FinishImport`.
pub fn finish_import(deps: DepsMut, digest: String, count: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut genesis = GENESIS.load(deps.storage)?;
    ensure_open(&config, &genesis)?;
    let found = Digest(genesis.digest).to_hex();
    if digest != found || count != genesis.count {
        return Err(ContractError::DigestDiffers { digest: found, count: genesis.count });
    }

    genesis.finished = true;

    GENESIS.save(deps.storage, &genesis)?;

    Ok(reported(CONTRACT, ImportFinished { digest, count }))
}

/// While it lasts the stage is `testnet`: mainnet opens after it alone.
fn ensure_open(config: &Config, genesis: &Genesis) -> Result<(), ContractError> {
    if !config.genesis_import || genesis.finished {
        return Err(ContractError::NoImport);
    }
    Ok(())
}

/// The licence that an export shows.
fn parsed(api: &dyn Api, license: license_nft::License) -> Result<(String, License), ContractError> {
    let token_id = license.token_id;
    let authorization = match (license.role, license.node) {
        (None, None) => None,
        (Some(role), Some(node)) => Some(Authorization { role, node: api.addr_validate(&node)? }),
        (Some(_), None) | (None, Some(_)) => return Err(ContractError::RoleWithoutNode { token_id }),
    };
    let license = License {
        holder: api.addr_validate(&license.owner)?,
        custody: false,
        authorization,
        approvals: vec![],
        token_uri: license.token_uri,
        mining_pool: license.mining_pool,
        minted_at_secs: license.minted_at_secs,
    };
    Ok((token_id, license))
}

fn imported(collection: &mut Collection, token_id: String, license: License) -> Result<Event, ContractError> {
    let balance = collection.create(&token_id, &license)?;
    let (role, node) = license.authorization.map(|it| (it.role, it.node)).unzip();
    let fact = LicenseImported {
        token_id,
        owner: license.holder,
        token_uri: license.token_uri,
        mining_pool: license.mining_pool,
        minted_at_secs: license.minted_at_secs,
        role,
        node,
        balance,
        live: collection.ledger.live,
    };
    Ok(fact.event(CONTRACT))
}
