//! What is stored otherwise than by the release before.

use tributary_controls::migration::Records;
use tributary_controls::pause::PAUSE;

use crate::state::{CONFIG, HOOKS, LICENSES};

/// The single records and the maps whose values hold addresses, which 0.1.0 stored as texts. Values without an
/// address are the same in both.
pub const RECORDS: Records = Records { items: &[&CONFIG, &HOOKS, &PAUSE], maps: &[&LICENSES] };
