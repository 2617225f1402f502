//! Whom and what an escrow meets: people, coins, tokens, treasuries.

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_simulator::Chain;
use tributary_testing::model::Bank;
use tributary_types::asset::Asset;

use crate::assets::{balances, endow, treasury, DENOM, REWARD};

/// Owners of devices and token holders.
pub const PEOPLE: usize = 6;

/// Who acts.
#[derive(Clone)]
pub struct Cast {
    pub owner: Addr,
    pub registrar: Addr,
    pub guardian: Addr,
    pub payer: Addr,
    pub keeper: Addr,
    pub people: Vec<Addr>,
}

/// The chain with everything but the escrow.
pub struct Stage {
    pub chain: Chain,
    pub cast: Cast,
    /// Two cw20, and one that no escrow takes.
    pub tokens: [Addr; 3],
    /// Treasuries with their denoms.
    pub treasuries: BTreeMap<Addr, String>,
}

impl Cast {
    fn new(chain: &Chain) -> Result<Self> {
        let one = |name: &str| chain.address_of(name);
        let people = (0..PEOPLE).map(|at| one(&format!("person{at}")));
        Ok(Self {
            owner: one("owner")?,
            registrar: one("registrar")?,
            guardian: one("guardian")?,
            payer: one("payer")?,
            keeper: one("keeper")?,
            people: people.collect::<Result<_, _>>()?,
        })
    }

    /// Everybody.
    pub fn everybody(&self) -> Vec<Addr> {
        let Self { owner, registrar, guardian, payer, keeper, people } = self;
        people.iter().chain([owner, registrar, guardian, payer, keeper]).cloned().collect()
    }
}

impl Stage {
    /// A fresh one.
    pub fn new() -> Result<Self> {
        let mut chain = Chain::new(&tributary_simulator::Clock::default())?;
        let cast = Cast::new(&chain)?;
        let tokens = endow(&mut chain, &cast.owner, &cast.everybody())?;
        let mut stage = Self { chain, cast, tokens, treasuries: BTreeMap::new() };
        for denom in [DENOM, REWARD] {
            stage.treasury(denom)?;
        }
        Ok(stage)
    }

    /// Who has which coins and tokens.
    pub fn balances(&self, escrow: &Addr) -> Result<Bank> {
        balances(&self.chain, &self.tokens, self.cast.everybody().iter().chain([escrow]))
    }

    /// A treasury for revenue of a denom, in which nobody has a stake.
    pub fn treasury(&mut self, denom: &str) -> Result<Addr> {
        let owner = self.cast.owner.clone();
        let at = treasury(&mut self.chain, &owner, denom)?;
        self.treasuries.insert(at.clone(), denom.to_owned());
        Ok(at)
    }

    /// The treasury for an asset, if there can be one.
    pub fn treasury_for(&self, asset: &Asset<Addr>) -> Option<Addr> {
        let Asset::Native(denom) = asset else { return None };
        self.treasuries.iter().find(|(_, of)| *of == denom).map(|(at, _)| at.clone())
    }
}
