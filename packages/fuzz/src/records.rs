//! Bytes as stored records.

use tributary_controls::packed::{from_bytes, to_bytes, Packed};
use tributary_math::emission::{Emission, OpenStake};
use tributary_math::joint::accrual::Accrual;
use tributary_math::joint::calendar::Calendar;
use tributary_math::performance::Trace;
use tributary_math::revenue::{Checkpoint, PoolStake, RevenueLedger, Staker};

/// A record that can be read is stored as bytes that mean the same record. (Not always the same bytes: addresses had another
/// form once.)
fn check<T: Packed>(bytes: &[u8]) {
    let Ok(record) = from_bytes::<T>(bytes) else { return };
    let stored = to_bytes(&record);
    let again = from_bytes::<T>(&stored).map(|record| to_bytes(&record));
    assert_eq!(again.as_ref().ok(), Some(&stored), "what was stored means something else");
}

macro_rules! kinds {
    ($($kind:ty),+ $(,)?) => { &[$(check::<$kind>),+] };
}

const KINDS: &[fn(&[u8])] = kinds![
    tributary_staker_registry::state::Config,
    tributary_staker_registry::state::Ledger,
    tributary_staker_registry::state::Stake,
    tributary_staker_registry::state::Profile,
    tributary_staker_registry::items::Unbond,
    tributary_staker_registry::items::Transfer,
    tributary_staker_registry::custody::License,
    tributary_pool_registry::state::Config,
    tributary_pool_registry::state::Totals,
    tributary_pool_registry::state::Pool,
    tributary_pool_registry::state::Delegation,
    Trace,
    tributary_license_nft::state::Config,
    tributary_license_nft::state::Ledger,
    tributary_license_nft::state::License,
    tributary_treasury_decay::state::Config,
    tributary_treasury_decay::state::Totals,
    tributary_treasury_decay::state::Pool,
    tributary_treasury_decay::state::Share,
    RevenueLedger,
    Checkpoint,
    Staker,
    PoolStake,
    tributary_boosted_staking::state::Config,
    tributary_boosted_staking::state::User,
    tributary_boosted_staking::state::Position,
    tributary_boosted_staking::state::Earning,
    tributary_boosted_staking::state::Batch,
    Emission,
    OpenStake,
    tributary_joint_staking::state::Config,
    tributary_joint_staking::state::Class,
    tributary_joint_staking::state::Device,
    tributary_joint_staking::state::Offer,
    tributary_joint_staking::agreement::Agreement,
    tributary_joint_staking::principal::Delegated,
    Calendar,
    Accrual,
];

/// Reads `data` as the kind of record that its first byte says.
pub fn read(data: &[u8]) {
    if let Some((kind, bytes)) = data.split_first() {
        KINDS[usize::from(*kind) % KINDS.len()](bytes);
    }
}
