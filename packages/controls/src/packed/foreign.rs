//! Types of the network that stand in records.

use cosmwasm_std::{Addr, StdResult};
use tributary_math::holding::Holding;
use tributary_math::performance::Trace;
use tributary_math::rewards::{Release, RewardPool};
use tributary_math::Ppm;
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms, NodeRole};
use tributary_types::pool_registry::{PoolState, ScoreWeights};
use tributary_types::staker_registry::{BondState, StakerRegistryContract};
use tributary_types::treasury_decay::TreasuryContract;

use super::{malformed, Packed, Reader};
use crate::packed;

packed!(LicenseTerms { license_nft, coins_per_license });
packed!(Trace { height, stake, stake_blocks, rewards });
packed!(Release { amount, last, end });
packed!(ScoreWeights { fee, performance, capacity });

/// What most never have, licences and what is left of one, takes a byte together.
impl Packed for Holding {
    fn pack(&self, to: &mut Vec<u8>) {
        let Self { tokens, locked, licenses } = self;
        let has_more = *licenses != 0 || !locked.is_zero();
        tokens.pack(to);
        has_more.pack(to);
        if has_more {
            locked.pack(to);
            licenses.pack(to);
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        let tokens = Packed::unpack(from)?;
        if !bool::unpack(from)? {
            return Ok(Self { tokens, ..Self::default() });
        }
        let (locked, licenses) = (Packed::unpack(from)?, Packed::unpack(from)?);
        Ok(Self { tokens, locked, licenses })
    }
}

impl Packed for NodeRole {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(match self {
            Self::ResourceNode => 0,
            Self::Validator => 1,
        });
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::ResourceNode),
            1 => Ok(Self::Validator),
            _ => Err(malformed("no role of a node")),
        }
    }
}

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

impl Packed for BondState {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(match self {
            Self::Bonded => 0,
            Self::Unbonding => 1,
            Self::Burned => 2,
        });
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Bonded),
            1 => Ok(Self::Unbonding),
            2 => Ok(Self::Burned),
            _ => Err(malformed("no state of a licence")),
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

handles!(LicenseNftContract, StakerRegistryContract, TreasuryContract);
