//! What treasury-decay reports.

use cosmwasm_std::{to_json_string, Addr, Timestamp, Uint128};

use super::messages::{CirculatingSupply, UnstakedShare};
use crate::asset::Asset;
use crate::event::{facts, AttributeValue};

impl AttributeValue for UnstakedShare {
    fn text(self) -> Option<String> {
        let text = match self {
            Self::Burn => "burn",
            Self::Treasury => "treasury",
            Self::None => "none",
        };
        text.text()
    }
}

/// A supply stands in events as in messages, in JSON.
impl AttributeValue for CirculatingSupply<Addr> {
    fn text(self) -> Option<String> {
        to_json_string(&self).ok()
    }
}

facts! {
    /// A stake changed, and is known.
    StakeRecorded = "stake_recorded" {
        /// Whose.
        delegator: Addr,
        /// In which pool.
        pool: Addr,
        /// The stake in the pool, in base units.
        stake: Uint128,
        /// The user's stake over all pools.
        user_stake: Uint128,
        /// The stake of all users.
        total_stake: Uint128,
        /// What a missed change cost the user's pools, rounded down.
        forfeited: Uint128,
    }

    /// Revenue came.
    RevenueReceived = "revenue_received" {
        /// How much, in base units.
        amount: Uint128,
        /// What of it is for the stakes.
        distributed: Uint128,
        /// What of it was burned.
        burned: Uint128,
        /// What of it the treasury got at once.
        to_treasury: Uint128,
        /// When all revenue for the stakes is released; in the past if nothing waits.
        release_end: Timestamp,
    }

    /// A user was settled.
    UserSettled = "user_settled" {
        /// Who.
        user: Addr,
        /// How many checkpoints were passed.
        checkpoints: u32,
        /// How many are left.
        remaining: u32,
        /// By how much the treasury grew.
        to_treasury: Uint128,
    }

    /// What a pool earned was sent to it.
    PoolCollected = "pool_collected" {
        /// The pool.
        pool: Addr,
        /// Where it was sent.
        coinbase: Addr,
        /// How much was sent, in base units; 0: nothing was.
        amount: Uint128,
        /// What this call credited to the pool, rounded down.
        credited: Uint128,
        /// Users who have checkpoints left, separated by commas.
        unfinished: String,
    }

    /// A user got what was credited to it directly.
    ShareClaimed = "share_claimed" {
        /// Who.
        user: Addr,
        /// How much, in base units.
        amount: Uint128,
    }

    /// A pool gives more of its revenue to the very users.
    UserShareSet = "user_share_set" {
        /// The pool.
        pool: Addr,
        /// How much, in hundredths of a per cent.
        share_bps: u32,
    }

    /// An epoch began.
    EpochRolled = "epoch_rolled" {
        /// Its number.
        epoch: u64,
        /// The threshold in force.
        threshold: Uint128,
        /// When it ends.
        ends_at: Timestamp,
    }

    /// A user's identity changed, or was read again.
    IdentityChanged = "identity_changed" {
        /// Who.
        user: Addr,
        /// Whether it counts as identified.
        identified: bool,
    }

    /// The owner spent of the treasury.
    TreasurySpent = "treasury_spent" {
        /// To whom.
        to: Addr,
        /// How much, in base units.
        amount: Uint128,
        /// What is left.
        balance: Uint128,
    }

    /// The owner spent something else that lay here.
    OtherSpent = "other_spent" {
        /// What: a denom, or a cw20 contract.
        asset: Asset<Addr>,
        /// To whom.
        to: Addr,
        /// How much, in base units.
        amount: Uint128,
    }

    /// Parameters changed; those that stayed are absent.
    ConfigUpdated = "config_updated" {
        /// Who keeps the list.
        registrar: Option<Addr>,
        /// The length of the epochs after the running one, in seconds.
        epoch_secs: Option<u64>,
        /// Over how many seconds a coming revenue is released.
        release_secs: Option<u64>,
        /// The smallest stake that is counted.
        min_stake: Option<Uint128>,
        /// What happens to the unstaked share.
        unstaked_share: Option<UnstakedShare>,
        /// How many coins circulate.
        circulating_supply: Option<CirculatingSupply<Addr>>,
    }
}
