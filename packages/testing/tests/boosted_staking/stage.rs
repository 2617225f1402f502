//! Whom and what a vault meets: people, coins, tokens, collections.

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::{Addr, Coin};
use serde_json::{json, Value};
use tributary_simulator::Chain;
use tributary_testing::dice::Dice;
use tributary_testing::model::Bank;
use tributary_types::boosted_staking::{BoostCollection, CountedBy};

use crate::assets::{balances, endow, treasury, FOREIGN};

/// Stakers.
pub const PEOPLE: usize = 6;

/// Who acts.
#[derive(Clone)]
pub struct Cast {
    pub owner: Addr,
    pub oracle: Addr,
    pub guardian: Addr,
    pub payer: Addr,
    pub keeper: Addr,
    /// An account that plays a collection.
    pub collector: Addr,
    pub people: Vec<Addr>,
}

/// What boosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boosts {
    /// Scores alone.
    None,
    /// The licence contract, whose hook tells of changes or is never registered.
    Licenses { hooked: bool },
    /// NFTs of cw721-base that lie in the vault.
    Deposits,
    /// An account as collection: it tells whatever it likes and answers nothing.
    Account(CountedBy),
}

/// All of them, those with more to happen more often.
pub const BOOSTS: [Boosts; 8] = [
    Boosts::None,
    Boosts::Licenses { hooked: true },
    Boosts::Licenses { hooked: true },
    Boosts::Licenses { hooked: false },
    Boosts::Deposits,
    Boosts::Deposits,
    Boosts::Account(CountedBy::Balance),
    Boosts::Account(CountedBy::Deposit),
];

/// The chain with everything but the vault.
pub struct Stage {
    pub chain: Chain,
    pub cast: Cast,
    /// Two cw20, and one that no vault takes.
    pub tokens: [Addr; 3],
    /// What boosts.
    pub boosts: Boosts,
    /// The collection of it.
    pub collection: Option<BoostCollection<Addr>>,
    /// A collection that boosts nobody.
    pub foreign: Addr,
    /// Whether licences can change hands, and no new ones come.
    pub is_mainnet: bool,
    /// Treasuries with their denoms.
    pub treasuries: BTreeMap<Addr, String>,
    /// Whose each NFT of the collection is.
    pub nfts: BTreeMap<String, Addr>,
}

fn cast(chain: &Chain) -> Result<Cast> {
    let one = |name: &str| chain.address_of(name);
    let people = (0..PEOPLE).map(|at| one(&format!("person{at}")));
    Ok(Cast {
        owner: one("owner")?,
        oracle: one("oracle")?,
        guardian: one("guardian")?,
        payer: one("payer")?,
        keeper: one("keeper")?,
        collector: one("collector")?,
        people: people.collect::<Result<_, _>>()?,
    })
}

impl Cast {
    /// Everybody.
    pub fn everybody(&self) -> Vec<Addr> {
        let Self { owner, oracle, guardian, payer, keeper, collector, people } = self;
        people.iter().chain([owner, oracle, guardian, payer, keeper, collector]).cloned().collect()
    }
}

impl Stage {
    /// A fresh one.
    pub fn new(dice: &mut Dice, boosts: Boosts) -> Result<Self> {
        let mut chain = Chain::new(&tributary_simulator::Clock::default())?;
        let cast = cast(&chain)?;
        let tokens = endow(&mut chain, &cast.owner, &cast.everybody())?;
        let foreign = nfts(&mut chain, &cast, "foreign")?;
        let stray = json!({ "mint": { "token_id": "stray", "owner": cast.keeper } });
        chain.execute(&cast.owner, &foreign, &stray, vec![])?;
        let mut stage = Self {
            chain,
            cast,
            tokens,
            boosts,
            collection: None,
            foreign,
            is_mainnet: false,
            treasuries: BTreeMap::new(),
            nfts: BTreeMap::new(),
        };
        stage.collect(dice)?;
        Ok(stage)
    }

    /// Sets the collection up, with NFTs of everybody.
    fn collect(&mut self, dice: &mut Dice) -> Result<()> {
        let cast = self.cast.clone();
        let (address, counted_by) = match self.boosts {
            Boosts::None => return Ok(()),
            Boosts::Account(counted_by) => (cast.collector, counted_by),
            Boosts::Deposits => (nfts(&mut self.chain, &cast, "boost")?, CountedBy::Deposit),
            Boosts::Licenses { .. } => (licenses(&mut self.chain, &cast)?, CountedBy::Balance),
        };
        self.collection = Some(BoostCollection { address: address.clone(), counted_by });
        if let Boosts::Account(_) = self.boosts {
            return Ok(());
        }
        for at in 0..12 {
            let to = dice.pick(&cast.people).clone();
            self.chain.execute(&cast.owner, &address, &self.minting(&format!("nft{at}"), &to), vec![])?;
            self.nfts.insert(format!("nft{at}"), to);
        }
        if matches!(self.boosts, Boosts::Licenses { .. }) && dice.chance(60) {
            let reserve = vec![Coin::new(12u128, FOREIGN)];
            self.chain.execute(&cast.payer, &address, &json!({ "fund_reserve": {} }), reserve)?;
            self.chain.execute(&cast.owner, &address, &json!({ "open_mainnet": {} }), vec![])?;
            self.is_mainnet = true;
        }
        Ok(())
    }

    /// What the collection is told to make an NFT.
    pub fn minting(&self, id: &str, to: &Addr) -> Value {
        match self.boosts {
            Boosts::Licenses { .. } => {
                let extension = json!({ "mining_pool": "" });
                json!({ "mint": { "token_id": id, "owner": to, "extension": extension } })
            }
            _ => json!({ "mint": { "token_id": id, "owner": to } }),
        }
    }

    /// Who has which coins and tokens.
    pub fn balances(&self, others: &[&Addr]) -> Result<Bank> {
        let everybody = self.cast.everybody();
        balances(&self.chain, &self.tokens, everybody.iter().chain(others.iter().copied()))
    }

    /// A treasury for revenue, in which nobody has a stake.
    pub fn treasury(&mut self, denom: &str) -> Result<Addr> {
        let owner = self.cast.owner.clone();
        let at = treasury(&mut self.chain, &owner, denom)?;
        self.treasuries.insert(at.clone(), denom.to_owned());
        Ok(at)
    }
}

fn nfts(chain: &mut Chain, cast: &Cast, name: &str) -> Result<Addr> {
    let msg = json!({ "name": name, "symbol": "NFT", "minter": cast.owner });
    Ok(chain.instantiate(&cast.owner, "cw721-base", name, &msg, vec![])?.0)
}

fn licenses(chain: &mut Chain, cast: &Cast) -> Result<Addr> {
    let msg = json!({
        "name": "Licences", "symbol": "LIC", "minter": cast.owner, "denom": FOREIGN, "coins_per_license": "1",
    });
    Ok(chain.instantiate(&cast.owner, "license-nft", "licenses", &msg, vec![])?.0)
}
