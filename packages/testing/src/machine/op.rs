//! What can happen.

use cosmwasm_std::Addr;

use crate::model::Call;
use crate::puppet::Temper;

/// One thing that happens to a world.
#[derive(Clone, Debug)]
pub enum Op {
    /// A transaction: all calls of one sender, or none.
    Transact(Vec<Call>),
    /// Coins sent by the bank alone.
    Send {
        /// Who sends.
        from: Addr,
        /// Who gets them.
        to: Addr,
        /// Which coins.
        denom: String,
        /// How many.
        amount: u128,
    },
    /// Time passes.
    Advance {
        /// Seconds.
        seconds: u64,
        /// Blocks.
        blocks: u64,
    },
    /// A contract of the tests changes its temper.
    Temper {
        /// Which.
        puppet: Addr,
        /// To what.
        temper: Temper,
    },
    /// The code of the treasury breaks, and refuses everything, or is repaired.
    Break {
        /// Whether it is broken then.
        broken: bool,
    },
    /// Everybody in a pool withdraws, in an order that this seed gives (PR-20).
    Sweep {
        /// Which pool.
        pool: Addr,
        /// For the order.
        seed: u64,
    },
    /// Rewards arrive, somebody without a stake delegates and withdraws at once (PR-13).
    Snipe {
        /// Who.
        who: Addr,
        /// Where.
        pool: Addr,
        /// How much stake.
        amount: u128,
        /// The rewards before it.
        rewards: u128,
    },
    /// Somebody without a stake delegates, a lump arrives, it withdraws and leaves, all in one block (D11).
    Lump {
        /// Who.
        who: Addr,
        /// Where.
        pool: Addr,
        /// How much stake.
        amount: u128,
        /// The lump.
        rewards: u128,
    },
}
