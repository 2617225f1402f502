//! The contracts of the suite, as a reader meets them.

use super::cast::Role;

/// A contract of the suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contract {
    /// Where stake lies.
    StakerRegistry,
    /// The pools.
    PoolRegistry,
    /// The rewards wallets of the pools.
    Coinbase,
    /// The licences.
    LicenseNft,
    /// The treasury.
    TreasuryDecay,
    /// The vault.
    BoostedStaking,
    /// The escrow.
    JointStaking,
}

impl Contract {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::StakerRegistry,
        Self::PoolRegistry,
        Self::Coinbase,
        Self::LicenseNft,
        Self::TreasuryDecay,
        Self::BoostedStaking,
        Self::JointStaking,
    ];

    /// Which one an address is.
    pub const fn of(role: &Role) -> Option<Self> {
        match role {
            Role::StakerRegistry => Some(Self::StakerRegistry),
            Role::PoolRegistry => Some(Self::PoolRegistry),
            Role::Coinbase { .. } => Some(Self::Coinbase),
            Role::LicenseNft => Some(Self::LicenseNft),
            Role::TreasuryDecay => Some(Self::TreasuryDecay),
            Role::BoostedStaking => Some(Self::BoostedStaking),
            Role::JointStaking => Some(Self::JointStaking),
            Role::Person | Role::Other { .. } => None,
        }
    }

    /// The name of its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::StakerRegistry => "staker-registry",
            Self::PoolRegistry => "pool-registry",
            Self::Coinbase => "coinbase",
            Self::LicenseNft => "license-nft",
            Self::TreasuryDecay => "treasury-decay",
            Self::BoostedStaking => "boosted-staking",
            Self::JointStaking => "joint-staking",
        }
    }

    /// What it is for, in one sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::StakerRegistry => {
                "All stake lies here, of pools and of solo stakers, coins and licences, and whoever commits a fault pays here."
            }
            Self::PoolRegistry => {
                "Delegation pools: it knows who has which part of a pool, and what of its rewards is whose."
            }
            Self::Coinbase => {
                "One a pool: block rewards arrive here by plain bank sends, and are paid from here to whom the pool-registry says."
            }
            Self::LicenseNft => {
                "Licences that count as stake: a collection of NFTs with a reserve of coins behind them."
            }
            Self::TreasuryDecay => {
                "Revenue goes to the pools by stake, where an outsized stake counts in part; what its other part would have earned is the treasury."
            }
            Self::BoostedStaking => {
                "A vault: stakes for fixed periods share a programme of rewards, and weigh more with months, licences and loyalty."
            }
            Self::JointStaking => {
                "An escrow between device owners and token holders, who share what a device earns."
            }
        }
    }
}
