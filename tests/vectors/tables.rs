//! How the original's words map to ours: events, reasons of refusals, and what our decisions change on purpose.

use serde_json::Value;

/// Which of our contracts reports a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registry {
    Stakers,
    Pools,
}

/// What the value of an event's field is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// The name of an account or contract.
    Name,
    /// A saved id. That of a commission change is its pool, which can have but one (D14).
    Id,
    /// Digits, a text or a flag, written alike on both sides.
    Plain,
}

/// An event of the original and the fact of ours that says the same.
pub struct EventMap {
    pub name: &'static str,
    pub registry: Registry,
    pub fact: &'static str,
    /// Field, our attribute, kind.
    pub fields: &'static [(&'static str, &'static str, Kind)],
}

use Kind::{Id, Name, Plain};
use Registry::{Pools, Stakers};

/// All events. A fact of ours that is not named here adds something and is not compared.
pub const EVENTS: &[EventMap] = &[
    EventMap {
        name: "StakerRegistered",
        registry: Stakers,
        fact: "staker_registered",
        fields: &[
            ("identity", "staker", Name),
            ("signing", "signing_address", Name),
            ("coinbase", "coinbase_address", Name),
            ("management", "management", Name),
        ],
    },
    EventMap {
        name: "SigningAddressSet",
        registry: Stakers,
        fact: "signing_address_set",
        fields: &[("staker", "staker", Name), ("address", "signing_address", Name)],
    },
    EventMap {
        name: "CoinbaseAddressSet",
        registry: Stakers,
        fact: "coinbase_address_set",
        fields: &[("staker", "staker", Name), ("address", "coinbase_address", Name)],
    },
    EventMap {
        name: "Bonded",
        registry: Stakers,
        fact: "bonded",
        fields: &[("staker", "staker", Name), ("amount", "amount", Plain)],
    },
    EventMap {
        name: "Unbonded",
        registry: Stakers,
        fact: "unbonded",
        fields: &[
            ("id", "id", Id),
            ("staker", "staker", Name),
            ("recipient", "recipient", Name),
            ("amount", "amount", Plain),
            ("fee", "fee", Plain),
        ],
    },
    EventMap {
        name: "UnbondFinalized",
        registry: Stakers,
        fact: "unbond_finalized",
        fields: &[("id", "id", Id)],
    },
    EventMap {
        name: "StakeTransferred",
        registry: Stakers,
        fact: "stake_transferred",
        fields: &[
            ("id", "id", Id),
            ("from_staker", "from", Name),
            ("to_staker", "to", Name),
            ("amount", "amount", Plain),
            ("fee", "fee", Plain),
        ],
    },
    EventMap {
        name: "TransferFinalized",
        registry: Stakers,
        fact: "transfer_finalized",
        fields: &[("id", "id", Id)],
    },
    EventMap {
        name: "StateChanged",
        registry: Stakers,
        fact: "state_changed",
        fields: &[("staker", "staker", Name), ("state", "active", Plain)],
    },
    EventMap {
        name: "ADSPoolRegistered",
        registry: Pools,
        fact: "pool_registered",
        fields: &[
            ("pool", "pool", Name),
            ("commission_rate", "commission_ppm", Plain),
            ("metadata_hash", "metadata_hash", Plain),
            ("metadata_url", "metadata_url", Plain),
        ],
    },
    EventMap {
        name: "ADSDelegated",
        registry: Pools,
        fact: "delegated",
        fields: &[("delegator", "delegator", Name), ("pool", "pool", Name), ("amount", "amount", Plain)],
    },
    EventMap {
        name: "ADSUndelegated",
        registry: Pools,
        fact: "undelegated",
        fields: &[
            ("id", "id", Id),
            ("delegator", "delegator", Name),
            ("pool", "pool", Name),
            ("amount", "amount", Plain),
            ("fee", "fee", Plain),
        ],
    },
    EventMap {
        name: "ADSDelegationTransferred",
        registry: Pools,
        fact: "delegation_transferred",
        fields: &[
            ("id", "id", Id),
            ("delegator", "delegator", Name),
            ("from_pool", "from_pool", Name),
            ("to_pool", "to_pool", Name),
            ("amount", "amount", Plain),
            ("fee", "fee", Plain),
        ],
    },
    EventMap {
        name: "ADSWithdrew",
        registry: Pools,
        fact: "rewards_withdrawn",
        fields: &[("delegator", "delegator", Name), ("pool", "pool", Name), ("amount", "amount", Plain)],
    },
    EventMap {
        name: "ADSAutoRewardsDelegationEnabled",
        registry: Pools,
        fact: "auto_rewards_enabled",
        fields: &[("delegator", "delegator", Name), ("pool", "pool", Name), ("fee_rate", "fee_ppm", Plain)],
    },
    EventMap {
        name: "ADSAutoRewardsDelegationDisabled",
        registry: Pools,
        fact: "auto_rewards_disabled",
        fields: &[("delegator", "delegator", Name), ("pool", "pool", Name)],
    },
    EventMap {
        name: "ADSCommissionRateChangeRequested",
        registry: Pools,
        fact: "commission_change_requested",
        fields: &[
            ("id", "pool", Id),
            ("pool", "pool", Name),
            ("commission_rate", "new_commission_ppm", Plain),
        ],
    },
    EventMap {
        name: "ADSCommissionRateChangeFinalized",
        registry: Pools,
        fact: "commission_changed",
        fields: &[("id", "pool", Id)],
    },
    EventMap {
        name: "ADSPoolMetaDataUpdated",
        registry: Pools,
        fact: "metadata_updated",
        fields: &[
            ("pool", "pool", Name),
            ("metadata_hash", "metadata_hash", Plain),
            ("metadata_url", "metadata_url", Plain),
        ],
    },
];

/// Words in a reason of the original, and the words of which one must be in our error.
pub struct ReasonMap {
    pub why: &'static str,
    pub words: &'static [&'static str],
}

/// All reasons; the first whose words occur in the reason counts.
pub const REASONS: &[ReasonMap] = &[
    ReasonMap { why: "below minimum self stake", words: &["minimum"] },
    ReasonMap { why: "signing address in use", words: &["in use"] },
    ReasonMap { why: "identity already registered", words: &["registered"] },
    ReasonMap { why: "already a pool", words: &["registered"] },
    ReasonMap { why: "already a staker", words: &["registered"] },
    ReasonMap { why: "may register it", words: &["unauthorized"] },
    ReasonMap { why: "operators cannot transfer", words: &["operator"] },
    ReasonMap { why: "not a pool operator", words: &["unauthorized"] },
    ReasonMap { why: "fee out of range", words: &["the fee"] },
    ReasonMap { why: "rate out of range", words: &["rate"] },
    ReasonMap { why: "pool broken or over capacity", words: &["is broken", "capacity"] },
    ReasonMap { why: "over capacity", words: &["capacity"] },
    ReasonMap { why: "broken", words: &["is broken"] },
    ReasonMap { why: "still locked", words: &["locked"] },
    ReasonMap { why: "unknown", words: &["unknown"] },
    ReasonMap { why: "cooling down", words: &["cool-down"] },
    ReasonMap { why: "auto delegation not enabled", words: &["opted"] },
];

/// What one of our decisions changes in a vector.
pub struct Change {
    pub vector: &'static str,
    /// Step, from 1.
    pub step: usize,
    /// Where in the step, as a JSON pointer.
    pub at: &'static str,
    /// What the vector says, in JSON.
    pub original: &'static str,
    /// What our contracts must do instead, in JSON.
    pub ours: &'static str,
    pub decision: &'static str,
    pub because: &'static str,
}

/// All changes.
pub const CHANGES: &[Change] = &[Change {
    vector: "X-34",
    step: 27,
    at: "/equals",
    original: r#""5""#,
    ours: r#""1""#,
    decision: "D9",
    because: "no dust is stranded: what is left is what step 24 calls outstanding",
}];

impl Change {
    /// Puts our expectation in the place of the original's; a vector that says something else there is left as it is.
    pub fn apply(&self, id: &str, vector: &mut Value) -> bool {
        let pointer = format!("/steps/{}{}", self.step - 1, self.at);
        let json = |text| serde_json::from_str::<Value>(text).ok();
        if self.vector != id {
            return false;
        }
        match (vector.pointer_mut(&pointer), json(self.original), json(self.ours)) {
            (Some(place), Some(original), Some(ours)) if *place == original => {
                *place = ours;
                true
            }
            _ => false,
        }
    }
}
