//! What is stored otherwise than by the release before.

use tributary_controls::migration::Records;

use crate::state::{CONFIG, POOLS};

/// The single records and the maps whose values hold addresses, which 0.1.0 stored as texts. Values without an
/// address are the same in both.
pub const RECORDS: Records = Records { items: &[&CONFIG], maps: &[&POOLS] };
