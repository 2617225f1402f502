//! Who stakes how much: solo stakers and pools alike, with their keys, licences in custody, what is on the way out or
//! elsewhere, what was taken, and the weight that each has in consensus.

pub mod authority;
pub mod contract;
pub mod custody;
pub mod error;
pub mod execute;
pub mod items;
pub mod query;
pub mod records;
pub mod registrars;
pub mod reply;
pub mod state;

pub use error::ContractError;
