//! How far the migration of a contract is.

use cosmwasm_schema::cw_serde;

/// A migration whose records are not all written anew.
#[cw_serde]
pub struct MigrationResponse {
    /// The version before.
    pub from_version: String,
    /// The version now.
    pub to_version: String,
    /// How many rows were passed: what the next `migrate_records` names.
    pub cursor: u64,
}
