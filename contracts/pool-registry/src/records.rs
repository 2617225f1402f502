//! What is stored otherwise than by the release before.

use tributary_controls::migration::Records;
use tributary_controls::pause::PAUSE;

use crate::state::CONFIG;

/// The single records that hold addresses, which 0.1.0 stored as texts. No map has one in packed values; profiles are JSON, which
/// stays as it is.
pub const RECORDS: Records = Records { items: &[&CONFIG, &PAUSE], maps: &[] };
