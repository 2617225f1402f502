//! The optimised contracts on the embedded chain, in place of the native ones: cosmwasm-vm runs them, cw-multi-test is the
//! chain around them. So one and the same random sequence can be played on both, and must leave the same behind.

pub mod addresses;
pub mod chain;
pub mod contract;
pub mod exhaustion;
pub mod exports;
pub mod largest;
pub mod machine;
pub mod meter;
pub mod migration;
pub mod original;
pub mod questions;
pub mod record;
pub mod replay;
pub mod rows;
pub mod sequences;
