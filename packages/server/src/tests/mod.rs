//! The node as a client meets it.

mod answers;
mod past;
mod transactions;
