//! Tests across contracts: nothing but test targets, see `Cargo.toml`.
