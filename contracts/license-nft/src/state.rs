//! What the licence contract remembers. What changes several maps together stands in [`crate::collection`].
//!
//! Calls write all of it often, or read it in loops, so it is packed and lies under keys of a letter: every byte is paid for.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, BlockInfo, StdResult, Storage, Uint128};
use cw_utils::Expiration;
use tributary_controls::packed;
use tributary_controls::packed::{PackedItem, PackedMap};
use tributary_math::liquidation::{share_of_excess, LiquidationMode};
use tributary_types::license_nft::{self, Approval, NodeRole, Stage};

use crate::ContractError;

/// The most characters of an id.
pub const MAX_TOKEN_ID: usize = 64;

/// The parameters.
pub const CONFIG: PackedItem<Config> = PackedItem::new("c");

/// The stage, counts and the reserve.
pub const LEDGER: PackedItem<Ledger> = PackedItem::new("l");

/// The import, as far as it is.
pub const GENESIS: PackedItem<Genesis> = PackedItem::new("g");

/// Living licences by id.
pub const LICENSES: PackedMap<&str, License> = PackedMap::new("t");

/// Ids of burned licences, which are never used again.
pub const BURNED: PackedMap<&str, ()> = PackedMap::new("tx");

/// Living licences by cw721 owner: of those in custody the staker-registry.
pub const OWNED: PackedMap<(&Addr, &str), ()> = PackedMap::new("to");

/// Licences in custody, by holder.
pub const BONDED: PackedMap<(&Addr, &str), ()> = PackedMap::new("tb");

/// How many licences somebody holds, those in custody included.
pub const BALANCES: PackedMap<&Addr, u64> = PackedMap::new("b");

/// Until when somebody may transfer all licences of an owner: by owner, then operator.
pub const OPERATORS: PackedMap<(&Addr, &Addr), Expiration> = PackedMap::new("o");

/// What is booked to whoever funded the reserve.
pub const FUNDING: PackedMap<&Addr, Uint128> = PackedMap::new("f");

/// Who is told of changes, at most 4.
pub const HOOKS: PackedItem<Vec<Addr>> = PackedItem::new("h");

/// The parameters.
#[cw_serde]
pub struct Config {
    /// The collection's name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// Who mints.
    pub minter: Addr,
    /// The staking denom, for ever.
    pub denom: String,
    /// Coins that a licence stands for, for ever.
    pub coins_per_license: Uint128,
    /// Licences that may be alive at a time, for ever.
    pub cap: u32,
    /// Who gets the surplus of a liquidation, for ever.
    pub liquidation_mode: LiquidationMode,
    /// Who keeps bonded licences.
    pub staker_registry: Option<Addr>,
    /// Whether licences come by import, for ever.
    pub genesis_import: bool,
}

packed!(Config {
    name,
    symbol,
    minter,
    denom,
    coins_per_license,
    cap,
    liquidation_mode,
    staker_registry,
    genesis_import,
});

/// The stage, counts kept with their parts, and the reserve in base units.
#[cw_serde]
#[derive(Default)]
pub struct Ledger {
    /// How far the collection is.
    pub stage: Stage,
    /// Living licences.
    pub live: u64,
    /// Those in custody.
    pub bonded: u64,
    /// Licences that were ever minted or imported.
    pub minted: u64,
    /// Those that were burned for a fault.
    pub liquidated: u64,
    /// Those that were burned for their coins.
    pub redeemed: u64,
    /// Coins behind the licences; in the testnet what is booked to the funders.
    pub reserve: Uint128,
    /// What was booked to the funders when mainnet opened.
    pub funded: Uint128,
    /// What of it the licences did not need.
    pub excess: Uint128,
}

packed!(Ledger { stage, live, bonded, minted, liquidated, redeemed, reserve, funded, excess });

impl Ledger {
    /// Coins that the living licences stand for.
    ///
    /// # Errors
    /// Overflow, which the instantiation excludes.
    pub fn required(&self, config: &Config) -> Result<Uint128, ContractError> {
        Ok(config.coins_per_license.checked_mul(Uint128::from(self.live))?)
    }

    /// What a funder to whom `funded` is booked can take back now.
    ///
    /// # Errors
    /// Overflow, which the sum excludes.
    pub fn reclaimable(&self, funded: Uint128) -> Result<Uint128, ContractError> {
        if self.stage == Stage::Testnet || funded.is_zero() {
            return Ok(funded);
        }
        Ok(share_of_excess(self.excess, funded, self.funded)?)
    }

    /// Lets pass what belongs to this stage.
    ///
    /// # Errors
    /// [`ContractError::WrongStage`].
    pub fn ensure_stage(&self, expected: Stage) -> Result<(), ContractError> {
        if self.stage != expected {
            return Err(ContractError::WrongStage { expected, found: self.stage });
        }
        Ok(())
    }
}

/// The import, as far as it is.
#[cw_serde]
pub struct Genesis {
    /// Whether all licences have come.
    pub finished: bool,
    /// How many came.
    pub count: u64,
    /// The digest over them.
    pub digest: [u8; 32],
    /// The last one.
    pub last: Option<String>,
}

packed!(Genesis { finished, count, digest, last });

/// A living licence.
#[cw_serde]
pub struct License {
    /// Whose it is: of one in custody who bonded it.
    pub holder: Addr,
    /// Whether the staker-registry keeps it.
    pub custody: bool,
    /// For which node it stands; of an imported one that is free for which it stood.
    pub authorization: Option<Authorization>,
    /// Who may transfer it, at most 16; nobody while it is in custody.
    pub approvals: Vec<Approval>,
    /// Where its description is.
    pub token_uri: Option<String>,
    /// The mining pool whose machines earned it.
    pub mining_pool: String,
    /// When it was minted, in seconds.
    pub minted_at_secs: u64,
}

packed!(License { holder, custody, authorization, approvals, token_uri, mining_pool, minted_at_secs });

/// For which node a licence stands, and as what.
#[cw_serde]
pub struct Authorization {
    /// What the node may be.
    pub role: NodeRole,
    /// The node.
    pub node: Addr,
}

packed!(Authorization { role, node });

impl License {
    /// The licence `token_id`.
    ///
    /// # Errors
    /// [`ContractError::UnknownLicense`], [`ContractError::Burned`], [`ContractError::TokenIdForm`].
    pub fn load(storage: &dyn Storage, token_id: &str) -> Result<Self, ContractError> {
        ensure_token_id(token_id)?;
        let token_id_owned = || token_id.to_owned();
        match LICENSES.may_load(storage, token_id)? {
            Some(license) => Ok(license),
            None if BURNED.has(storage, token_id) => {
                Err(ContractError::Burned { token_id: token_id_owned() })
            }
            None => Err(ContractError::UnknownLicense { token_id: token_id_owned() }),
        }
    }

    /// The licence `token_id`, if its holder has it at hand.
    ///
    /// # Errors
    /// Those of [`Self::load`]; [`ContractError::Bonded`].
    pub fn load_free(storage: &dyn Storage, token_id: &str) -> Result<Self, ContractError> {
        let license = Self::load(storage, token_id)?;
        if license.custody {
            return Err(ContractError::Bonded { token_id: token_id.to_owned() });
        }
        Ok(license)
    }

    /// Its cw721 owner: the staker-registry while it is in custody.
    pub fn owner<'a>(&'a self, config: &'a Config) -> &'a Addr {
        match &config.staker_registry {
            Some(staker_registry) if self.custody => staker_registry,
            _ => &self.holder,
        }
    }

    /// Whether `sender` may transfer a free licence.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn is_transferable_by(
        &self,
        storage: &dyn Storage,
        block: &BlockInfo,
        sender: &Addr,
    ) -> StdResult<bool> {
        let approved =
            |approval: &Approval| approval.spender == *sender && !approval.expires.is_expired(block);
        Ok(self.approvals.iter().any(approved) || self.is_governed_by(storage, block, sender)?)
    }

    /// Whether `sender` may approve others for a free licence: its holder, or an operator.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn is_governed_by(&self, storage: &dyn Storage, block: &BlockInfo, sender: &Addr) -> StdResult<bool> {
        if self.holder == *sender {
            return Ok(true);
        }
        let until = OPERATORS.may_load(storage, (&self.holder, sender))?;
        Ok(until.is_some_and(|until| !until.is_expired(block)))
    }

    /// The licence as exports show it.
    pub fn exported(self, token_id: String) -> license_nft::License {
        let (role, node) = self.authorization.map(|it| (it.role, it.node.into_string())).unzip();
        license_nft::License {
            token_id,
            owner: self.holder.into_string(),
            token_uri: self.token_uri,
            mining_pool: self.mining_pool,
            minted_at_secs: self.minted_at_secs,
            role,
            node,
        }
    }
}

/// What an id must be: 1 to 64 printable ASCII characters without blank.
///
/// # Errors
/// [`ContractError::TokenIdForm`].
pub fn ensure_token_id(token_id: &str) -> Result<(), ContractError> {
    let printable = token_id.bytes().all(|byte| byte.is_ascii_graphic());
    if token_id.is_empty() || token_id.len() > MAX_TOKEN_ID || !printable {
        return Err(ContractError::TokenIdForm { max: MAX_TOKEN_ID });
    }
    Ok(())
}
