//! What the fuzz targets share: a network with everything in it, and how bytes become calls of its entry points.

// Tests need the counters' other half too.
#[cfg(test)]
use libfuzzer_sys as _;

pub mod formulas;
pub mod input;
pub mod records;
pub mod scene;
pub mod seeds;
