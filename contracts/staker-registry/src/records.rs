//! What is stored otherwise than by the release before.

use tributary_controls::migration::Records;
use tributary_controls::pause::PAUSE;

use crate::custody::LICENSES;
use crate::items::{TRANSFERS, UNBONDS};
use crate::state::{CONFIG, PROFILES};

/// The single records and the maps whose values hold addresses, which 0.1.0 stored as texts. Values without an
/// address are the same in both. Signing addresses are JSON, which stays as it is.
pub const RECORDS: Records =
    Records { items: &[&CONFIG, &PAUSE], maps: &[&PROFILES, &LICENSES, &UNBONDS, &TRANSFERS] };
