//! What boosted-staking reports.

use cosmwasm_std::{Addr, Decimal, Timestamp, Uint128, Uint256};

use crate::event::facts;

facts! {
    /// A position was opened.
    Staked = "staked" {
        /// Its number.
        position_id: u64,
        /// Whose it is.
        user: Addr,
        /// The principal, in base units.
        amount: Uint128,
        /// The period in days.
        days: u32,
        /// The period in months.
        months: u32,
        /// When it matures.
        ends_at: Timestamp,
        /// What it weighs, rounded down.
        weight: Uint256,
        /// What all open positions weigh, rounded down.
        total_weight: Uint256,
    }

    /// A position is over. Told by the first message that touches its user afterwards.
    PositionMatured = "position_matured" {
        /// Its number.
        position_id: u64,
        /// Whose it is.
        user: Addr,
        /// When it matured.
        ended_at: Timestamp,
        /// What it earned, in base units; from then on it vests.
        reward: Uint128,
    }

    /// A principal was paid back.
    Withdrawn = "withdrawn" {
        /// The position, which is gone.
        position_id: u64,
        /// Whose it was.
        user: Addr,
        /// The principal, in base units.
        amount: Uint128,
    }

    /// What had vested of a batch was paid.
    BatchClaimed = "batch_claimed" {
        /// The position that earned it.
        position_id: u64,
        /// What was paid, in base units.
        amount: Uint128,
        /// What was ever paid of it.
        claimed: Uint128,
        /// The whole reward; once all is claimed, the batch is gone.
        total: Uint128,
    }

    /// A user claimed.
    Claimed = "claimed" {
        /// Who.
        user: Addr,
        /// How much, in base units.
        amount: Uint128,
        /// From how many batches.
        batches: u32,
    }

    /// Rewards came.
    Funded = "funded" {
        /// From whom.
        sender: Addr,
        /// How much, in base units.
        amount: Uint128,
        /// What ever came.
        funded: Uint128,
    }

    /// What boosts a user was counted or set.
    BoostChanged = "boost_changed" {
        /// Whom.
        user: Addr,
        /// NFTs, before the cap.
        nfts: u64,
        /// The loyalty score, before the cap.
        loyalty: u64,
        /// The boost that follows.
        boost: Decimal,
    }

    /// An NFT was deposited; `boost_changed` follows.
    NftDeposited = "nft_deposited" {
        /// Which.
        token_id: String,
        /// Its depositor.
        user: Addr,
    }

    /// A deposited NFT went back; `boost_changed` follows.
    NftWithdrawn = "nft_withdrawn" {
        /// Which.
        token_id: String,
        /// Its depositor.
        user: Addr,
    }

    /// The days were counted up to now.
    Advanced = "advanced" {
        /// Whole days since the start.
        day: u32,
        /// What all open positions weigh, rounded down.
        total_weight: Uint256,
    }

    /// Rewards that nobody earned were sent away.
    UnusedSwept = "unused_swept" {
        /// To whom.
        to: Addr,
        /// How much, in base units.
        amount: Uint128,
    }

    /// Parameters changed; those that stayed are absent.
    ConfigUpdated = "config_updated" {
        /// Who sets loyalty scores.
        loyalty_oracle: Option<Addr>,
        /// The smallest stake.
        min_stake: Option<Uint128>,
        /// Who, beside the owner, may pause.
        guardian: Option<Addr>,
    }
}
