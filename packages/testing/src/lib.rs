//! The whole network in one process, for tests.
//!
//! [`Network`] deploys the suite on an embedded chain and speaks to it in the contracts' own types. Whoever wants to play
//! JSON files uses the simulator; this is for tests that compute: [`model`] says what every call must do, [`invariants`]
//! what must always be true, and [`machine`] plays random operations against both.

pub mod broken;
pub mod cases;
pub mod dice;
pub mod ghost;
pub mod invariants;
pub mod joint_ghost;
pub mod joint_view;
pub mod license_view;
pub mod machine;
pub mod model;
mod network;
pub mod pairs;
pub mod puppet;
pub mod settings;
pub mod town;
pub mod treasury_view;
pub mod vault_ghost;
pub mod vault_view;
pub mod view;
pub mod watched;
pub mod world;

pub use network::{Network, Parameters, DENOM, GUARDIAN, MINTER, ORACLE, OWNER, SLASHER};
