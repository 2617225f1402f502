//! A movement of coins, and what it was for.

use cosmwasm_std::{Addr, Uint128};

use super::cast::{Cast, Role};
use super::facts::Fact;

/// What coins move for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody stakes.
    Stake,
    /// Rewards arrive at a coinbase, a vault or an escrow.
    Rewards,
    /// Somebody brings what it costs to leave an agreement early.
    Penalty,
    /// Coins that nobody asked for.
    Donation,
    /// Somebody backs licences.
    Reserve,
    /// Stake is paid back.
    StakeBack,
    /// Rewards are paid.
    RewardsPaid,
    /// What was brought for a penalty and is not needed.
    Change,
    /// Somebody earns a fee.
    Bounty,
    /// Revenue goes to the treasury.
    Revenue,
    /// Revenue for coins that nobody staked is burned.
    Burned,
    /// The owner of the treasury spends of it.
    Spent,
    /// Coins of another denom go to an operator, or to whom the owner of the treasury wants.
    Foreign,
    /// What backs licences goes back to whoever gave it.
    ReserveBack,
    /// A licence is redeemed.
    Redeemed,
    /// Rewards that nobody earned leave a vault.
    Unused,
    /// From one contract of the suite to another.
    Within,
    /// Moved by a contract of which nothing is known.
    Other,
}

/// Coins that moved. An end that is nobody is a contract of which nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Who gave.
    pub from: Option<Addr>,
    /// Who got.
    pub to: Option<Addr>,
    /// Which coins.
    pub denom: String,
    /// How many.
    pub amount: Uint128,
    /// What for.
    pub kind: Kind,
}

/// The same from the other end.
pub fn backwards(paid: Movement) -> Movement {
    Movement { from: paid.to, to: paid.from, ..paid }
}

/// A payment that nobody asked for: to a contract of the suite it is a donation, to a coinbase of its denom rewards.
pub fn gift(cast: &Cast, paid: Movement) -> Movement {
    let Some(to) = &paid.to else { return paid };
    let kind = match cast.role(to) {
        Role::Coinbase { .. } if cast.denom(to) == Some(&paid.denom) => Kind::Rewards,
        Role::StakerRegistry
        | Role::PoolRegistry
        | Role::LicenseNft
        | Role::TreasuryDecay
        | Role::BoostedStaking
        | Role::JointStaking
        | Role::Coinbase { .. } => Kind::Donation,
        Role::Person | Role::Other { .. } => paid.kind,
    };
    Movement { kind, ..paid }
}

/// What whoever reports a fact paid to the account in one of its fields.
pub fn payment(cast: &Cast, fact: &Fact, key: &str, amount: Uint128, kind: Kind) -> Movement {
    Movement {
        from: Some(fact.by.clone()),
        to: Some(fact.address(key)),
        denom: cast.denom(&fact.by).unwrap_or_default().to_owned(),
        amount,
        kind,
    }
}
