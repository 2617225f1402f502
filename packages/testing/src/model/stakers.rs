//! The staker-registry (specification 1.2, D3 to D7, D15 to D17, D22, D23).

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use cw_utils::{Duration, Expiration};
use serde_json::json;
use tributary_types::license_nft::NodeRole;
use tributary_types::staker_registry::ConfigChange;

use super::books::Held;
use super::control::{Announced, Control};
use super::Answer;

/// Parameters of the staker-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct StakerConfig {
    /// What counts.
    pub minimum: u128,
    /// Lock of unbonds.
    pub unbond_lock: Duration,
    /// Lock of transfers.
    pub transfer_lock: Duration,
    /// Lock of signing addresses.
    pub cooldown: Duration,
    /// Who may liquidate.
    pub slasher: Option<Addr>,
    /// Who gets revenue.
    pub treasury: Option<Addr>,
    /// Who registers for others.
    pub registrars: Vec<Addr>,
    /// Whose licences count, and what each counts for.
    pub licenses: Option<(Addr, u128)>,
}

/// One staker.
#[derive(Clone, Debug, PartialEq)]
pub struct Staker {
    /// Itself, or its registrar.
    pub management: Addr,
    /// Its hot key.
    pub signing: Addr,
    /// Where block rewards go.
    pub coinbase: Addr,
    /// Bonded coins.
    pub tokens: u128,
    /// Those that a liquidation left of a licence, of a solo staker.
    pub locked: u128,
    /// Switched on.
    pub flag: bool,
    /// When the key may change.
    pub next_change: Expiration,
}

/// Where an open item goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Out, to be paid.
    Out {
        /// To whom.
        recipient: Addr,
    },
    /// To another staker.
    To {
        /// Which.
        staker: Addr,
        /// Who asked for it.
        initiator: Addr,
        /// When it would have been free as an unbond.
        unbond_release: Expiration,
    },
}

/// An open item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// From which staker.
    pub from: Addr,
    /// Whose.
    pub owner: Addr,
    /// Gross.
    pub amount: u128,
    /// The finaliser's.
    pub fee: u128,
    /// From when on.
    pub release: Expiration,
    /// Where to.
    pub way: Way,
}

impl Item {
    /// Whether it is an unbond.
    pub const fn is_unbond(&self) -> bool {
        matches!(self.way, Way::Out { .. })
    }
}

/// A licence in custody.
#[derive(Clone, Debug, PartialEq)]
pub struct Custody {
    /// For which staker it stands.
    pub staker: Addr,
    /// Who gets it back.
    pub bonder: Addr,
    /// As what.
    pub role: NodeRole,
    /// Once it was asked back: from when on it can go.
    pub release: Option<Expiration>,
    /// Once it is burned: what is left of it.
    pub surplus: Option<u128>,
}

/// Everything in the staker-registry.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakers {
    /// Parameters.
    pub config: StakerConfig,
    /// Roles and pause.
    pub control: Control,
    /// The open announcement.
    pub announced: Option<Announced<ConfigChange>>,
    /// By identity.
    pub stakers: BTreeMap<Addr, Staker>,
    /// Licences in custody by id.
    pub custody: BTreeMap<String, Custody>,
    /// Open items by id.
    pub items: BTreeMap<u64, Item>,
    /// The next id.
    pub next_id: u64,
    /// Taken, not forwarded.
    pub revenue_due: u128,
    /// Used evidence.
    pub evidence: BTreeSet<String>,
}

impl Stakers {
    /// What counts for a staker.
    pub fn held(&self, identity: &Addr) -> Held {
        let staker = &self.stakers[identity];
        let counts = |license: &&Custody| license.staker == *identity && license.release.is_none();
        let licenses = self.custody.values().filter(counts).count() as u128;
        Held { tokens: staker.tokens, locked: staker.locked, licenses }
    }

    /// What it counts for.
    pub fn weight(&self, identity: &Addr) -> u128 {
        self.weigh(self.held(identity))
    }

    /// What coins and licences count for together.
    pub fn weigh(&self, held: Held) -> u128 {
        held.tokens + held.licenses * self.config.licenses.as_ref().map_or(0, |(_, worth)| *worth)
    }

    /// Whether a staker counts.
    pub fn is_active(&self, identity: &Addr) -> bool {
        self.stakers[identity].flag && self.weight(identity) >= self.config.minimum
    }

    /// Licences of `bonder` in custody for `staker`.
    pub fn licenses_of<'a>(
        &'a self,
        staker: &'a Addr,
        bonder: &'a Addr,
    ) -> impl Iterator<Item = (&'a String, &'a Custody)> + 'a {
        let of =
            move |(_, license): &(&String, &Custody)| license.staker == *staker && license.bonder == *bonder;
        self.custody.iter().filter(of)
    }

    /// Who signs with `signing`.
    pub fn signer(&self, signing: &Addr) -> Option<&Addr> {
        self.stakers.iter().find(|(_, staker)| staker.signing == *signing).map(|(identity, _)| identity)
    }

    /// Open items of `owner` with `staker`: unbonds and transfers.
    pub fn open(&self, staker: &Addr, owner: &Addr) -> (usize, usize) {
        let mine = |item: &&Item| item.from == *staker && item.owner == *owner;
        let unbonds = self.items.values().filter(mine).filter(|item| item.is_unbond()).count();
        (unbonds, self.items.values().filter(mine).count() - unbonds)
    }

    /// Transfers on the way into `staker`, net of their fees.
    pub fn pending(&self, staker: &Addr) -> u128 {
        let into = |item: &&Item| matches!(&item.way, Way::To { staker: to, .. } if to == staker);
        self.items.values().filter(into).map(|item| item.amount - item.fee).sum()
    }

    /// Adds an item and answers what its opening returns.
    pub fn open_item(&mut self, item: Item) -> Answer {
        let id = self.next_id;
        self.next_id += 1;
        let release = item.release;
        self.items.insert(id, item);
        Some(json!({ "id": id, "release": release }))
    }
}
