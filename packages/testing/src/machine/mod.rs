//! The state machine: random operations on a world, and what must be true after each of them.

pub mod author;
pub mod author_admin;
pub mod author_joint;
pub mod author_joint_admin;
pub mod author_license_admin;
pub mod author_license_stories;
pub mod author_licenses;
pub mod author_migration;
pub mod author_pools;
pub mod author_stakers;
pub mod author_stories;
pub mod author_treasury;
pub mod author_vault;
pub mod author_world;
pub mod case;
pub mod compare;
mod declared;
pub mod drain;
mod drain_joint;
pub mod expected;
pub mod handover;
pub mod histogram;
mod joint_runner;
pub mod op;
pub mod runner;
pub mod seeker;
pub mod step;

pub use case::{play, Case, Plan};
pub use histogram::Histogram;
pub use op::Op;
pub use runner::Runner;
pub use step::Step;
