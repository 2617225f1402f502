//! What the administration of every contract shares, so that there is one way of doing it: two-step ownership, a guardian
//! that pauses entries, announced changes, locks, batches, parameters, messages and migration; what licences are worth where they count
//! as stake; and how they store records in few bytes.
//!
//! Every contract keeps this state under the same keys and reports it by the same events (`tributary_types::event`).

pub mod announcement;
pub mod batch;
pub mod error;
pub mod licenses;
pub mod locks;
pub mod migration;
pub mod ownership;
pub mod packed;
pub mod parameter;
pub mod pause;
pub mod wire;

pub use error::ControlError;
