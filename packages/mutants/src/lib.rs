//! Mutation testing. `cargo-mutants` says what is mutated; here all of its mutants are written into one copy of the sources,
//! each behind a number, so that one build serves them all and a mutant costs no more than the tests that reach it.
//!
//! In order: [`list`] reads what cargo-mutants lists, [`sites`] finds the places in a source, [`weave`] writes the mutants into it,
//! [`copy`] does that with the whole tree, [`viable`] drops what does not compile, [`reach`] builds the tests and says which of them
//! reaches which mutant, [`play`] runs them, [`alone`] has cargo-mutants run what cannot stand behind a number, [`report`] counts, without the [`equivalents`].

pub mod alone;
pub mod copy;
pub mod equivalents;
pub mod list;
pub mod play;
pub mod reach;
pub mod report;
pub mod sites;
pub mod viable;
pub mod weave;
