//! The digest over all living licences, which is the same on two chains that hold the same licences: addresses count as bytes,
//! so the chain's prefix does not matter.

use cosmwasm_std::{Addr, Api, HexBinary};
use sha2::{Digest as _, Sha256};
use tributary_types::license_nft::NodeRole;

use crate::state::Authorization;
use crate::ContractError;

/// Where every digest begins.
const DOMAIN: &[u8] = b"tributary/licenses/v1";

/// The digest over the licences so far, in ascending order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

impl Default for Digest {
    fn default() -> Self {
        Self(Sha256::digest(DOMAIN).into())
    }
}

impl Digest {
    /// Reads 64 hex digits.
    ///
    /// # Errors
    /// [`ContractError::DigestForm`].
    pub fn from_hex(digits: &str) -> Result<Self, ContractError> {
        let bytes = HexBinary::from_hex(digits).map_err(|_| ContractError::DigestForm)?;
        Ok(Self(bytes.to_array().map_err(|_| ContractError::DigestForm)?))
    }

    /// 64 hex digits in lower case.
    pub fn to_hex(self) -> String {
        HexBinary::from(&self.0).to_hex()
    }

    /// The digest with one more licence.
    ///
    /// # Errors
    /// If an address is none.
    pub fn with(
        self,
        api: &dyn Api,
        token_id: &str,
        holder: &Addr,
        authorization: Option<&Authorization>,
    ) -> Result<Self, ContractError> {
        let holder = api.addr_canonicalize(holder.as_str())?;
        let (role, node) = match authorization {
            None => (0, vec![]),
            Some(Authorization { role: NodeRole::ResourceNode, node }) => {
                (1, api.addr_canonicalize(node.as_str())?.to_vec())
            }
            Some(Authorization { role: NodeRole::Validator, node }) => {
                (2, api.addr_canonicalize(node.as_str())?.to_vec())
            }
        };
        let mut hash = Sha256::new_with_prefix(self.0);
        field(&mut hash, token_id.as_bytes());
        field(&mut hash, &holder);
        hash.update([role]);
        field(&mut hash, &node);
        Ok(Self(hash.finalize().into()))
    }
}

/// The length in 2 bytes, then the bytes. Ids have at most 64 of them, addresses of chains at most 255.
fn field(hash: &mut Sha256, bytes: &[u8]) {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    hash.update(length.to_be_bytes());
    hash.update(bytes);
}
