//! Types of the network that stand in records.

use cosmwasm_std::{Addr, StdResult};
use tributary_math::performance::Trace;
use tributary_math::rewards::{Release, RewardPool};
use tributary_math::Ppm;
use tributary_types::pool_registry::{PoolState, ScoreWeights};
use tributary_types::staker_registry::StakerRegistryContract;
use tributary_types::treasury_decay::TreasuryContract;

use super::{malformed, Packed, Reader};
use crate::packed;

packed!(Trace { height, stake, stake_blocks, rewards });
packed!(Release { amount, last, end });
packed!(ScoreWeights { fee, performance, capacity });

impl Packed for Ppm {
    fn pack(&self, to: &mut Vec<u8>) {
        self.value().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Self::new(u32::unpack(from)?).map_err(|_| malformed("more than 100 %"))
    }
}

impl Packed for RewardPool {
    fn pack(&self, to: &mut Vec<u8>) {
        self.weight().pack(to);
        self.crr().pack(to);
        self.remainder().pack(to);
        self.commission().pack(to);
        self.outstanding().pack(to);
        self.lifetime().pack(to);
        self.release().cloned().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        let (weight, crr, remainder) = (Packed::unpack(from)?, Packed::unpack(from)?, Packed::unpack(from)?);
        let (commission, outstanding) = (Packed::unpack(from)?, Packed::unpack(from)?);
        let (lifetime, release) = (Packed::unpack(from)?, Packed::unpack(from)?);
        Ok(Self::stored(weight, crr, remainder, commission, outstanding, lifetime, release))
    }
}

impl Packed for PoolState {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(match self {
            Self::Active => 0,
            Self::Broken => 1,
            Self::Retired => 2,
        });
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Active),
            1 => Ok(Self::Broken),
            2 => Ok(Self::Retired),
            _ => Err(malformed("no state of a pool")),
        }
    }
}

macro_rules! handles {
    ($($handle:ident),+) => {$(
        impl Packed for $handle {
            fn pack(&self, to: &mut Vec<u8>) {
                self.addr().pack(to);
            }

            fn unpack(from: &mut Reader) -> StdResult<Self> {
                Addr::unpack(from).map(Self::new)
            }
        }
    )+};
}

handles!(StakerRegistryContract, TreasuryContract);
