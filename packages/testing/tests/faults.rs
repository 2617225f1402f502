//! Faults that are injected into the whole network: what must hold then, and that everybody can still leave.
//!
//! The table of all faults, with the tests of each, is `docs/faults.md`.

#[path = "faults/bank.rs"]
mod bank;
#[path = "faults/calls.rs"]
mod calls;
#[path = "faults/crowd.rs"]
mod crowd;
#[path = "faults/damage.rs"]
mod damage;
#[path = "faults/denoms.rs"]
mod denoms;
#[path = "faults/oracle.rs"]
mod oracle;
#[path = "faults/owner.rs"]
mod owner;
#[path = "faults/pieces.rs"]
mod pieces;
#[path = "faults/rebuilt.rs"]
mod rebuilt;
#[path = "faults/restart.rs"]
mod restart;
#[path = "faults/time.rs"]
mod time;
#[path = "faults/worst.rs"]
mod worst;
