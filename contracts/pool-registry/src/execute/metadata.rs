//! `update_metadata`, `set_signing_address`

use cosmwasm_std::{Addr, DepsMut, HexBinary, Response};
use tributary_controls::wire::reported;
use tributary_types::pool_registry::{MetadataUpdated, CONTRACT};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use crate::state::{CONFIG, PROFILES};
use crate::ContractError;

/// Characters of a URL, at most.
const MAX_URL: usize = 256;

/// Bytes of a hash.
const HASH_BYTES: usize = 32;

/// Where a pool describes itself, checked.
pub struct Metadata {
    /// Printable ASCII, may be empty.
    pub url: String,
    /// 32 bytes.
    pub hash: HexBinary,
}

impl Metadata {
    /// Checks what can be checked on chain: lengths and characters. Clients check scheme, file and hash.
    ///
    /// # Errors
    /// [`ContractError::MetadataUrl`], [`ContractError::MetadataHash`].
    pub fn parse(url: String, hash: &str) -> Result<Self, ContractError> {
        let printable = url.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if url.len() > MAX_URL || !printable {
            return Err(ContractError::MetadataUrl { max: MAX_URL });
        }
        match HexBinary::from_hex(hash) {
            Ok(hash) if hash.len() == HASH_BYTES => Ok(Self { url, hash }),
            _ => Err(ContractError::MetadataHash { given: hash.chars().take(MAX_URL).collect() }),
        }
    }
}

/// Replaces the pool's description.
///
/// Writes: the profile. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::UpdateMetadata`.
pub fn update_metadata(deps: DepsMut, sender: Addr, metadata: Metadata) -> Result<Response, ContractError> {
    let mut profile = PROFILES.load(deps.storage, &sender)?;

    profile.metadata_url = metadata.url;
    profile.metadata_hash = metadata.hash;

    PROFILES.save(deps.storage, &sender, &profile)?;

    let fact = MetadataUpdated {
        pool: sender,
        metadata_url: profile.metadata_url,
        metadata_hash: profile.metadata_hash.to_hex(),
    };
    Ok(reported(CONTRACT, fact))
}

/// Replaces the pool's signing address; the staker-registry tests the cool-down and reports it.
///
/// Writes: the profile. Sends: `set_signing_address`.
///
/// # Errors
/// See `ExecuteMsg::SetSigningAddress`.
pub fn set_signing_address(
    deps: DepsMut,
    sender: Addr,
    signing_address: Addr,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut profile = PROFILES.load(deps.storage, &sender)?;

    profile.signing_address = signing_address;

    PROFILES.save(deps.storage, &sender, &profile)?;

    let msg = StakerMsg::SetSigningAddress {
        staker: sender.into_string(),
        signing_address: profile.signing_address.into_string(),
    };
    Ok(Response::new().add_message(config.staker_registry.execute(&msg, vec![])?))
}
