//! Types of the network that stand in records.

use cosmwasm_std::{Addr, StdResult, Uint128};
use tributary_math::boost::BoostWeights;
use tributary_math::decay::DecayBase;
use tributary_math::emission::{Booster, Emission, Mark, OpenStake, Principal, Schedule};
use tributary_math::holding::Holding;
use tributary_math::joint::accrual::{Accrual, Earner};
use tributary_math::joint::calendar::{Calendar, DailyCap};
use tributary_math::joint::terms::{KappaStep, Lock, PenaltyTerms, TimeMultiplier};
use tributary_math::liquidation::LiquidationMode;
use tributary_math::performance::Trace;
use tributary_math::release::Release;
use tributary_math::revenue::{Checkpoint, Epoch, PoolStake, RevenueLedger, Staker};
use tributary_math::rewards::RewardPool;
use tributary_math::threshold::StakeMean;
use tributary_math::vesting::Vesting;
use tributary_math::{Bps, Ppm};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, UnusedRewardsTo};
use tributary_types::joint_staking::{EndedBy, OfferStatus};
use tributary_types::license_nft::{Approval, LicenseNftContract, LicenseTerms, NodeRole, Stage};
use tributary_types::pool_registry::{PoolRegistryContract, PoolState, ScoreWeights};
use tributary_types::staker_registry::{BondState, StakerRegistryContract};
use tributary_types::treasury_decay::{CirculatingSupply, IdentityRule, TreasuryContract, UnstakedShare};

use super::{malformed, Packed, Reader};
use crate::{packed, packed_choice};

packed!(LicenseTerms { license_nft, coins_per_license });
packed!(Trace { height, stake, stake_blocks, rewards });
packed!(Release { amount, last, end });
packed!(ScoreWeights { fee, performance, capacity });
packed!(Approval { spender, expires });
packed!(StakeMean { count, log_sum, count_time, log_time });
packed!(Epoch { number, start, end });
packed!(Checkpoint { threshold, index });
packed!(Staker { stake, counted, checkpoint, index, growth });
packed!(PoolStake { stake, growth });
packed!(RevenueLedger {
    total_stake,
    mean,
    epoch,
    threshold,
    released,
    checkpoints,
    index,
    remainder,
    treasury,
    release,
});

packed!(BoostWeights { w1, w2, w3, w4, b0 });
packed!(Schedule { total, starts_at, days });
packed!(OpenStake { weight, amount, positions });
packed!(Emission { open, index, remainder, elapsed, idle });
packed!(Mark { index, growth });
packed!(Booster { slope, month_stake, mark });
packed!(Principal { amount, months });
packed!(Vesting { progress, changed_at, staked, history });
packed!(BoostCollection<Addr> { address, counted_by });

packed!(DailyCap { from_day, cap });
packed!(Calendar { started_at, day_secs, caps });
packed!(Accrual { at, index, accrued, weight, funded });
packed!(Earner { weight, ends_at, acc, since });
packed!(KappaStep { fill_bps, kappa_bps });
packed!(TimeMultiplier { lock_days, tau_bps });
packed!(Lock { started_at, days, day_secs });
packed!(PenaltyTerms { rate, minimum });

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
        let (locked, licenses) = (Uint128::unpack(from)?, u32::unpack(from)?);
        if locked.is_zero() && licenses == 0 {
            return Err(malformed("a holding is longer than it needs"));
        }
        Ok(Self { tokens, locked, licenses })
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

impl Packed for Bps {
    fn pack(&self, to: &mut Vec<u8>) {
        self.value().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Self::new(u32::unpack(from)?).ok_or_else(|| malformed("more than 100 %"))
    }
}

impl Packed for DecayBase {
    fn pack(&self, to: &mut Vec<u8>) {
        self.value().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Self::new(u32::unpack(from)?).ok_or_else(|| malformed("no base of a decay"))
    }
}

impl Packed for IdentityRule<Addr> {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Off {} => to.push(0),
            Self::List { registrar } => {
                to.push(1);
                registrar.pack(to);
            }
            Self::Cw4 { group } => {
                to.push(2);
                group.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Off {}),
            1 => Ok(Self::List { registrar: Packed::unpack(from)? }),
            2 => Ok(Self::Cw4 { group: Packed::unpack(from)? }),
            _ => Err(malformed("no rule of identity")),
        }
    }
}

impl Packed for CirculatingSupply<Addr> {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Fixed { amount } => {
                to.push(0);
                amount.pack(to);
            }
            Self::BankSupply { exclude } => {
                to.push(1);
                exclude.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Fixed { amount: Packed::unpack(from)? }),
            1 => Ok(Self::BankSupply { exclude: Packed::unpack(from)? }),
            _ => Err(malformed("no supply")),
        }
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

impl Packed for Asset<Addr> {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Native(denom) => {
                to.push(0);
                denom.pack(to);
            }
            Self::Cw20(token) => {
                to.push(1);
                token.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Native(Packed::unpack(from)?)),
            1 => Ok(Self::Cw20(Packed::unpack(from)?)),
            _ => Err(malformed("no asset")),
        }
    }
}

impl Packed for UnusedRewardsTo<Addr> {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(match self {
            Self::Account(_) => 0,
            Self::Revenue(_) => 1,
        });
        self.address().pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        match from.byte()? {
            0 => Ok(Self::Account(Packed::unpack(from)?)),
            1 => Ok(Self::Revenue(Packed::unpack(from)?)),
            _ => Err(malformed("no destination")),
        }
    }
}

packed_choice!(PoolState, "no state of a pool": Active 0, Broken 1, Retired 2);
packed_choice!(Stage, "no stage": Testnet 0, Mainnet 1, Stable 2);
packed_choice!(NodeRole, "no role of a node": ResourceNode 0, Validator 1);
packed_choice!(LiquidationMode, "no kind of liquidation": Exact 0, Whole 1);
packed_choice!(BondState, "no state of a licence": Bonded 0, Unbonding 1, Burned 2);
packed_choice!(CountedBy, "no way of counting": Balance 0, Deposit 1);
packed_choice!(UnstakedShare, "no use of the unstaked share": Burn 0, Treasury 1, None 2);
packed_choice!(OfferStatus, "no state of an offer": Open 0, Taken 1, Cancelled 2);
packed_choice!(EndedBy, "nobody who ends": Owner 0, Staker 1, Both 2);

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

handles!(LicenseNftContract, PoolRegistryContract, StakerRegistryContract, TreasuryContract);
