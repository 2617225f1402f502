//! Events: one struct a fact.
//!
//! A fact's attributes are its fields, spelt alike; on chain its type is `wasm-<contract>/<fact>`, for example
//! `wasm-tributary_pool_registry/delegated`.

use std::fmt::Display;

use cosmwasm_std::{Addr, Attribute, Decimal, Event, Timestamp, Uint128, Uint256};
use cw_utils::Expiration;

use crate::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

/// A fact that a contract reports.
pub trait Fact {
    /// The fact in the past tense, snake case.
    const NAME: &'static str;

    /// Its fields; those without a value are left out, since chains refuse empty attributes.
    fn attributes(self) -> Vec<Attribute>;

    /// The event as `contract` emits it.
    fn event(self, contract: &str) -> Event
    where
        Self: Sized,
    {
        Event::new(format!("{contract}/{}", Self::NAME)).add_attributes(self.attributes())
    }
}

/// A value that can stand in an event.
pub trait AttributeValue {
    /// The text of the value, or nothing if there is none.
    fn text(self) -> Option<String>;
}

macro_rules! display_values {
    ($($value:ty),*) => {$(
        impl AttributeValue for $value {
            fn text(self) -> Option<String> {
                Some(self.to_string()).filter(|text| !text.is_empty())
            }
        }
    )*};
}

display_values!(&str, String, &String, u32, u64, bool, Addr, &Addr, Decimal, Uint128, Uint256);

/// A release point is its height, or its time in nanoseconds.
impl AttributeValue for Expiration {
    fn text(self) -> Option<String> {
        match self {
            Self::AtHeight(height) => Some(height.to_string()),
            Self::AtTime(time) => Some(time.nanos().to_string()),
            Self::Never {} => None,
        }
    }
}

/// A point in time is its nanoseconds.
impl AttributeValue for Timestamp {
    fn text(self) -> Option<String> {
        self.nanos().text()
    }
}

/// A list is its items, comma between.
impl<T: Display> AttributeValue for Vec<T> {
    fn text(self) -> Option<String> {
        let items: Vec<String> = self.iter().map(ToString::to_string).collect();
        items.join(",").text()
    }
}

impl<T: AttributeValue> AttributeValue for Option<T> {
    fn text(self) -> Option<String> {
        self.and_then(AttributeValue::text)
    }
}

/// One attribute, if its value says something.
pub fn attribute(key: &str, value: impl AttributeValue) -> Option<Attribute> {
    value.text().map(|value| Attribute::new(key, value))
}

/// What the schema says of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSchema {
    /// The fact's name.
    pub name: &'static str,
    /// What happened.
    pub about: &'static str,
    /// What it tells.
    pub attributes: &'static [AttributeSchema],
}

/// What the schema says of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeSchema {
    /// Its key.
    pub name: &'static str,
    /// Its type as the code writes it, an `Option` if it can be absent.
    pub r#type: &'static str,
    /// Its meaning.
    pub about: &'static str,
}

/// All facts that a contract reports, by the name of its code; none of an unknown one.
pub fn facts_of(code: &str) -> Vec<FactSchema> {
    let modules: &[&[FactSchema]] = match code {
        "boosted-staking" => &[boosted_staking::FACTS, FACTS],
        "coinbase" => &[coinbase::FACTS],
        "joint-staking" => &[joint_staking::FACTS, FACTS],
        "license-nft" => &[license_nft::FACTS, FACTS],
        "pool-registry" => &[pool_registry::FACTS, staker_registry::skipped::FACTS, FACTS],
        "staker-registry" => &[staker_registry::FACTS, staker_registry::skipped::FACTS, FACTS],
        "treasury-decay" => &[treasury_decay::FACTS, FACTS],
        _ => &[],
    };
    modules.concat()
}

/// Declares facts: a struct each, whose field names are the attribute keys, and `FACTS`, which describes them all. Values are
/// owned, they are written once.
macro_rules! facts {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal {
        $($(#[doc = $field_doc:literal])* $field:ident: $type:ty,)*
    })*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq)]
            pub struct $name { $($(#[doc = $field_doc])* pub $field: $type,)* }

            impl $crate::event::Fact for $name {
                const NAME: &'static str = $text;

                fn attributes(self) -> Vec<cosmwasm_std::Attribute> {
                    let values: Vec<Option<cosmwasm_std::Attribute>> =
                        vec![$($crate::event::attribute(stringify!($field), self.$field),)*];
                    values.into_iter().flatten().collect()
                }
            }
        )*

        /// The facts of this module, for the schema.
        pub const FACTS: &[$crate::event::FactSchema] = &[$($crate::event::FactSchema {
            name: $text,
            about: concat!($($doc),*),
            attributes: &[$($crate::event::AttributeSchema {
                name: stringify!($field),
                r#type: stringify!($type),
                about: concat!($($field_doc),*),
            },)*],
        },)*];
    };
}
pub(crate) use facts;

facts! {
    /// A change of parameters was announced, or took effect at once.
    ConfigAnnounced = "config_announced" {
        /// From when on anyone may apply it; absent if it is in force already.
        release: Option<Expiration>,
    }

    /// An announced change is in force.
    ConfigApplied = "config_applied" {}

    /// An announced change was withdrawn.
    ConfigCancelled = "config_cancelled" {}

    /// Another guardian, or none.
    GuardianSet = "guardian_set" {
        /// Who may pause.
        guardian: Option<Addr>,
    }

    /// Entries are stopped.
    Paused = "paused" {
        /// Who did it.
        guardian: Addr,
    }

    /// Entries are open again.
    Unpaused = "unpaused" {
        /// Who did it.
        owner: Addr,
    }

    /// The ownership was offered, accepted, or the offer changed.
    OwnershipUpdated = "ownership_updated" {
        /// The present owner.
        owner: Option<Addr>,
        /// Who may accept the ownership.
        pending_owner: Option<Addr>,
    }

    /// The contract runs newer code.
    Migrated = "migrated" {
        /// The version before.
        from_version: String,
        /// The version now.
        to_version: String,
    }

    /// A page of records was written as this version writes them.
    RecordsMigrated = "records_migrated" {
        /// How many rows were passed so far.
        cursor: u64,
        /// Rows passed now.
        passed: u32,
        /// Those of them that were written anew.
        rewritten: u32,
        /// Those of them that cannot be read and stay as they are.
        unreadable: u32,
        /// Whether the migration is over.
        complete: bool,
    }
}
