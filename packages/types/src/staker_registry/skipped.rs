//! What both registries tell of an item that a batch passed over.

use crate::event::facts;

use super::{ItemKind, SkipReason};

facts! {
    /// A batch passed an item over.
    FinalizeSkipped = "finalize_skipped" {
        /// Which kind of item.
        kind: ItemKind,
        /// The item.
        id: u64,
        /// Why: `unknown`, `locked`, or `destination` (the pool it goes to does not take it).
        reason: SkipReason,
    }
}
