//! A network in which something of everything is under way: pools, delegations, licences, open undelegations, transfers and
//! unbonds, rewards, revenue, a position in the vault, agreements in the escrow. For tests that then let something go wrong.

use anyhow::{ensure, Result};
use cosmwasm_std::{to_json_binary, Addr};
use tributary_simulator::{Chain, Outcome};
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::NodeRole;
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, MintExtension, NewLicense};
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, LicenseAction};
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use crate::machine::{Op, Runner};
use crate::model::{Call, Message};
use crate::network::{Parameters, DENOM};
use crate::world::{stake, Licensing, World};

/// A day.
pub const DAY: u64 = 86_400;

/// After this all locks and periods in a town are over.
pub const LONG: u64 = 120 * DAY;

/// The first id that the escrow and the vault give.
const FIRST: u64 = 1;

/// The undelegation of dan.
pub const UNDELEGATION: u64 = 0;

/// The transfer of dan.
pub const TRANSFER: u64 = 1;

/// The unbond of sol.
pub const UNBOND: u64 = 2;

/// The position of eve.
pub const POSITION: u64 = FIRST;

/// The agreements of flo and gus.
pub const AGREEMENTS: [u64; 2] = [FIRST, FIRST + 1];

/// A network with people who have begun something.
pub struct Town {
    /// The network, the model of it, and the actors.
    pub runner: Runner,
    /// Operates the pool in which most happens.
    pub ada: Addr,
    /// Operates another pool; the treasury does not know who that is, and keeps what its stake would earn.
    pub ben: Addr,
    /// Delegates to ada, a licence too, and lets others redelegate.
    pub cyd: Addr,
    /// Delegates to ada, has an undelegation and a transfer to ben.
    pub dan: Addr,
    /// Stakes alone, a licence too, and has an unbond.
    pub sol: Addr,
    /// Has a position in the vault.
    pub eve: Addr,
    /// Owns the devices of two agreements.
    pub flo: Addr,
    /// Stakes for both, of which one works in ada's pool, holds a licence, and gave to the reserve.
    pub gus: Addr,
}

impl Town {
    /// The town two days after it began.
    ///
    /// # Errors
    /// If a contract refuses something.
    pub fn new() -> Result<Self> {
        Self::with(&Parameters::default())
    }

    /// The same with other parameters.
    ///
    /// # Errors
    /// If a contract refuses something.
    pub fn with(parameters: &Parameters) -> Result<Self> {
        let runner = Runner::new(World::new(parameters, true, Licensing::AtOnce)?)?;
        let [ada, ben, cyd, dan, sol, eve, flo, gus] =
            runner.world.cast.people.clone().try_into().expect("8");
        let mut town = Self { runner, ada, ben, cyd, dan, sol, eve, flo, gus };
        town.founded()?;
        town.licensed()?;
        town.paid_for()?;
        town.agreed()?;
        town.begun()?;
        town.wait(2 * DAY)?;
        Ok(town)
    }

    /// The chain, for what the model knows nothing of.
    pub fn chain(&mut self) -> &mut Chain {
        &mut self.runner.world.net.chain
    }

    /// A call of one person.
    pub fn call(&self, sender: &Addr, message: impl Into<Message>, funds: u128) -> Call {
        Call { sender: sender.clone(), message: message.into(), funds: stake(funds) }
    }

    /// Sends what must be taken, by the model too.
    ///
    /// # Errors
    /// If it is refused, or differs from the model.
    pub fn must(&mut self, sender: &Addr, message: impl Into<Message>, funds: u128) -> Result<()> {
        let call = self.call(sender, message, funds);
        let name = call.name();
        ensure!(self.runner.transact(&[call])?, "{name} is refused");
        Ok(())
    }

    /// Sends something past the model.
    ///
    /// # Errors
    /// If it is refused.
    pub fn send(&mut self, call: &Call) -> Result<Outcome> {
        let msg = call.to_chain(self.runner.world.places())?;
        Ok(self.chain().execute_many(&call.sender, vec![msg])?.pop().unwrap_or_default())
    }

    /// Lets time pass, for the model too.
    ///
    /// # Errors
    /// Whatever differs from the model.
    pub fn wait(&mut self, seconds: u64) -> Result<()> {
        self.runner.play(&Op::Advance { seconds, blocks: seconds.div_ceil(6) })
    }

    /// Sends rewards to the coinbase of a pool.
    ///
    /// # Errors
    /// Whatever differs from the model.
    pub fn reward(&mut self, pool: &Addr, amount: u128) -> Result<()> {
        let (from, to) = (self.runner.world.cast.owner.clone(), self.runner.world.places().coinbase(pool));
        self.runner.play(&Op::Send { from, to, denom: DENOM.to_owned(), amount })
    }

    /// What somebody has in the bank.
    ///
    /// # Errors
    /// If the address is none.
    pub fn purse(&self, who: &Addr) -> Result<u128> {
        Ok(self.runner.world.net.balance(who)?.u128())
    }

    fn founded(&mut self) -> Result<()> {
        let keys = self.runner.world.cast.keys.clone();
        let (ada, ben, cyd, dan, sol) =
            (self.ada.clone(), self.ben.clone(), self.cyd.clone(), self.dan.clone(), self.sol.clone());
        for (operator, key, amount) in [(&ada, &keys[0], 10_000), (&ben, &keys[1], 5_000)] {
            let msg = PoolMsg::RegisterPool {
                signing_address: key.to_string(),
                commission_ppm: 100_000,
                metadata_url: String::new(),
                metadata_hash: "00".repeat(32),
            };
            self.must(operator, msg, amount)?;
        }
        let guardian = self.runner.world.cast.guardian.clone();
        let users = self.runner.world.cast.people.iter().filter(|who| **who != ben);
        let users = users.map(Addr::to_string).collect();
        self.must(&guardian, TreasuryMsg::Identify { users }, 0)?;
        self.must(&ada, TreasuryMsg::SetUserShare { share_bps: 2_000 }, 0)?;
        self.must(&cyd, PoolMsg::Delegate { pool: ada.to_string() }, 3_000)?;
        self.must(&dan, PoolMsg::Delegate { pool: ada.to_string() }, 2_000)?;
        let msg = StakerMsg::RegisterStaker {
            identity: None,
            signing_address: keys[2].to_string(),
            coinbase_address: sol.to_string(),
            license: None,
        };
        self.must(&sol, msg, 3_000)
    }

    fn licensed(&mut self) -> Result<()> {
        let (minter, ada) = (self.runner.world.cast.minter.clone(), self.ada.clone());
        let (cyd, sol, gus) = (self.cyd.clone(), self.sol.clone(), self.gus.clone());
        let license = |(token_id, owner): (&str, &Addr)| NewLicense {
            token_id: token_id.to_owned(),
            owner: owner.to_string(),
            token_uri: None,
            extension: MintExtension { mining_pool: "mine".to_owned() },
        };
        let licenses = [("1", &cyd), ("2", &sol), ("3", &gus)].map(license).to_vec();
        self.must(&minter, LicenseMsg::MintMany { licenses }, 0)?;
        for (holder, staker, token_id) in [(&cyd, &ada, "1"), (&sol, &sol, "2")] {
            let action = LicenseAction::BondLicense { staker: staker.to_string(), role: NodeRole::Validator };
            let contract = self.runner.world.places().stakers.to_string();
            let msg = to_json_binary(&action)?;
            self.must(holder, LicenseMsg::SendNft { contract, token_id: token_id.to_owned(), msg }, 0)?;
        }
        self.must(&gus, LicenseMsg::FundReserve {}, 4_000)
    }

    fn paid_for(&mut self) -> Result<()> {
        let (ada, ben, eve) = (self.ada.clone(), self.ben.clone(), self.eve.clone());
        self.reward(&ada, 9_000)?;
        self.must(&ben, TreasuryMsg::DistributeRevenue {}, 50_000)?;
        self.must(&ada, TreasuryMsg::Settle { user: ben.to_string(), limit: None }, 0)?;
        let total = self.runner.world.model.vault.terms.total;
        self.must(&ben, VaultMsg::Fund {}, total)?;
        self.must(&eve, VaultMsg::Stake { days: 30 }, 1_000)
    }

    fn agreed(&mut self) -> Result<()> {
        let (registrar, ada) = (self.runner.world.cast.oracle.clone(), self.ada.clone());
        let (ben, flo, gus) = (self.ben.clone(), self.flo.clone(), self.gus.clone());
        self.must(&ben, JointMsg::FundRewards {}, 1_000_000)?;
        for (offer_id, class, pool) in [(0, "basic", None), (1, "pro", Some(ada.to_string()))] {
            let msg = JointMsg::SetClass {
                class: class.to_owned(),
                base_value: 1_000_000u128.into(),
                capacity: 1_000_000_000u128.into(),
                activation_stake: 1_000u128.into(),
                kappa_steps: None,
                pool,
                enabled: None,
            };
            self.must(&registrar, msg, 0)?;
            let (device, class, owner) = (format!("{class} device"), class.to_owned(), flo.to_string());
            let msg = JointMsg::RegisterDevice { device: device.clone(), owner, class };
            self.must(&registrar, msg, 0)?;
            let (owner_share_bps, required_stake) = (5_000, 10_000u128.into());
            let msg = JointMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days: 30 };
            self.must(&flo, msg, 0)?;
            let offer_id = offer_id + FIRST;
            self.must(
                &gus,
                JointMsg::AcceptOffer { offer_id, revision: None, min_base_reward: None },
                10_000,
            )?;
        }
        Ok(())
    }

    fn begun(&mut self) -> Result<()> {
        let (ada, ben, cyd, dan, sol) =
            (self.ada.clone(), self.ben.clone(), self.cyd.clone(), self.dan.clone(), self.sol.clone());
        let pool = ada.to_string();
        let msg = PoolMsg::Undelegate { pool: pool.clone(), amount: 500u128.into(), fee: Some(5u128.into()) };
        self.must(&dan, msg, 0)?;
        let msg = PoolMsg::TransferDelegation {
            from_pool: pool.clone(),
            to_pool: ben.to_string(),
            amount: 600u128.into(),
            fee: Some(6u128.into()),
        };
        self.must(&dan, msg, 0)?;
        let (amount, fee, staker) = (500u128.into(), Some(5u128.into()), sol.to_string());
        self.must(&sol, StakerMsg::Unbond { staker, amount, fee, recipient: None, owner: None }, 0)?;
        self.must(&cyd, PoolMsg::EnableAutoRewards { pool, fee_ppm: 100_000 }, 0)?;
        self.must(&ada, PoolMsg::RequestCommissionChange { commission_ppm: 200_000 }, 0)
    }
}
