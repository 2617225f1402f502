//! A suite in which every message of the staker-registry works, and messages in short form.

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr};
use cw_utils::Duration;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_testing::Network;
use tributary_types::license_nft::{NodeRole, ReceiveNft};
use tributary_types::ownership::OwnershipAction;
use tributary_types::staker_registry::{
    ConfigChange, ExecuteMsg, ItemKind, LicenseAction, QueryMsg, SlasherChange, StakerResponse,
    TotalsResponse,
};

use crate::support::bench::{Bench, Roles, Sample};
use crate::support::licenses::{register_pool, register_staker};
use crate::support::suite::{id, uint, Suite};
use crate::treasury::treasury;

/// A day, the unbond lock.
pub const DAY: u64 = 86_400;

/// A week, the cool-down of signing addresses.
pub const WEEK: u64 = 7 * DAY;

impl Suite {
    /// Adds stake to a staker.
    pub fn bond(&mut self, who: &Addr, staker: &Addr, amount: u128) -> Result<Outcome> {
        self.stakers(who, &ExecuteMsg::Bond { staker: staker.to_string() }, amount)
    }

    /// Takes stake off a staker, for itself.
    pub fn unbond(&mut self, staker: &Addr, amount: u128, fee: u128) -> Result<Outcome> {
        let msg = ExecuteMsg::Unbond {
            staker: staker.to_string(),
            amount: uint(amount),
            fee: Some(uint(fee)),
            recipient: None,
            owner: None,
        };
        self.stakers(staker, &msg, 0)
    }

    /// Moves stake from the sender to another staker.
    pub fn transfer_stake(&mut self, from: &Addr, to: &Addr, amount: u128, fee: u128) -> Result<Outcome> {
        let msg = ExecuteMsg::TransferStake {
            from: from.to_string(),
            to: to.to_string(),
            amount: uint(amount),
            fee: Some(uint(fee)),
            owner: None,
        };
        self.stakers(from, &msg, 0)
    }

    /// Finalises an unbond.
    pub fn finalize_unbond(&mut self, who: &Addr, id: u64) -> Result<Outcome> {
        self.stakers(who, &ExecuteMsg::FinalizeUnbond { id, fee_recipient: None }, 0)
    }

    /// Finalises a transfer.
    pub fn finalize_transfer(&mut self, who: &Addr, id: u64) -> Result<Outcome> {
        self.stakers(who, &ExecuteMsg::FinalizeTransfer { id, fee_recipient: None }, 0)
    }

    /// Takes stake by the slasher.
    pub fn liquidate(&mut self, staker: &Addr, amount: u128, evidence: &str) -> Result<Outcome> {
        let slasher = self.slasher.clone();
        let msg = ExecuteMsg::Liquidate {
            staker: staker.to_string(),
            amount: uint(amount),
            evidence_id: evidence.to_owned(),
            reason: "double sign".to_owned(),
        };
        self.stakers(&slasher, &msg, 0)
    }

    /// Announces, as the owner.
    pub fn announce(&mut self, change: &ConfigChange) -> Result<Outcome> {
        let (owner, change) = (self.owner.clone(), change.clone());
        self.stakers(&owner, &ExecuteMsg::AnnounceConfig { change }, 0)
    }

    /// One staker.
    pub fn staker(&self, staker: &Addr) -> StakerResponse {
        self.ask_stakers(&QueryMsg::Staker { staker: staker.to_string() }).unwrap()
    }

    /// The sums.
    pub fn totals(&self) -> TotalsResponse {
        self.ask_stakers(&QueryMsg::Totals {}).unwrap()
    }
}

/// Whoever is someone to the staker-registry.
struct People {
    /// A solo staker with a matured unbond and a matured transfer, a bonded licence and one that can be released.
    sol: Addr,
    /// Another one.
    tom: Addr,
    /// Nobody; a licence that would register her is in custody, as in the middle of `register_pool`.
    eve: Addr,
    /// Was offered the ownership.
    heir: Addr,
    /// Was the owner.
    former: Addr,
    /// The owner.
    owner: Addr,
    /// The guardian.
    guardian: Addr,
    /// The slasher.
    slasher: Addr,
    /// A registrar: the pool-registry.
    pools: Addr,
    /// A pool, managed by the registrar.
    ada: Addr,
    /// The licence contract.
    license_nft: Addr,
}

/// The states of a staker-registry in which messages differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// With stakers of every kind.
    Running,
    /// The same, paused.
    Paused,
    /// Before the licence contract is named, which happens once, and before the first staker.
    Deployed,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Running, Self::Paused, Self::Deployed];
}

/// The world in that setting, with all samples, and whoever is someone to it.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    if setting == Setting::Deployed {
        return deployment();
    }
    let mut suite = Suite::licensed();
    let (people, unbond, transfer) = populate(&mut suite);
    if setting == Setting::Paused {
        suite.stakers(&people.guardian, &ExecuteMsg::Pause {}, 0).unwrap();
    }
    let mut samples = samples(&suite, &people, unbond, transfer);
    samples.extend(license_samples(&mut suite, &people));
    let roles = roles(&people);
    (of(suite, samples), roles)
}

fn deployment() -> (Bench, Roles) {
    let mut suite = Suite::default();
    let (owner, license_nft) = (suite.owner.clone(), suite.deploy_licenses(|_| {}));
    let set = ExecuteMsg::SetLicenseContract { license_nft: license_nft.to_string() };
    let samples = vec![Sample::new(&owner, set, 0)];
    let roles = vec![
        ("owner", owner),
        ("former owner", suite.former_owner(&suite.staker_registry.clone())),
        ("guardian", suite.guardian.clone()),
        ("registrar", suite.pool_registry.clone()),
        ("licenses", license_nft),
        ("stranger", suite.who("eve")),
    ];
    (of(suite, samples), roles)
}

fn roles(people: &People) -> Roles {
    vec![
        ("owner", people.owner.clone()),
        ("former owner", people.former.clone()),
        ("pending", people.heir.clone()),
        ("guardian", people.guardian.clone()),
        ("slasher", people.slasher.clone()),
        ("registrar", people.pools.clone()),
        ("management", people.sol.clone()),
        ("pool", people.ada.clone()),
        ("licenses", people.license_nft.clone()),
        ("other staker", people.tom.clone()),
        ("stranger", people.eve.clone()),
    ]
}

fn of(suite: Suite, samples: Vec<Sample>) -> Bench {
    let canary = ExecuteMsg::FinalizeUnbond { id: u64::MAX, fee_recipient: None };
    let words = ContractError::UnknownItem { kind: ItemKind::Unbond, id: u64::MAX }.to_string();
    let stakers = suite.staker_registry.clone();
    let Network { chain, .. } = suite.into_network();
    Bench::new(chain, stakers, samples, canary, &words).migrating()
}

fn populate(suite: &mut Suite) -> (People, u64, u64) {
    let [eve, heir] = ["eve", "heir"].map(|name| suite.who(name));
    let license_nft = suite.license_nft();
    suite.mint(&eve, &["eves"]);
    suite.keep_for_a_pool("eve", "eves");
    suite.mint(&heir, &["stray"]);
    suite.pull_license(&heir, "stray");
    let treasury = treasury(suite);
    suite
        .announce(&ConfigChange { treasury: Some(treasury.to_string()), ..ConfigChange::default() })
        .unwrap();
    let ada = suite.pool_of("ada", 5_000, 0);
    let (sol, tom) = (suite.solo("sol", 10_000), suite.solo("tom", 5_000));
    let unbond = id(&suite.unbond(&sol, 500, 5).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 600, 6).unwrap());
    suite.liquidate(&tom, 100, "first").unwrap();
    suite.mint(&sol, &["kept", "ripe"]);
    suite.bond_license(&sol, &sol, "kept").unwrap();
    suite.bond_license(&sol, &sol, "ripe").unwrap();
    suite.unbond_license(&sol, "ripe").unwrap();
    suite
        .announce(&ConfigChange { unbond_lock: Some(Duration::Time(5)), ..ConfigChange::default() })
        .unwrap();
    let (owner, guardian, slasher) = (suite.owner.clone(), suite.guardian.clone(), suite.slasher.clone());
    let former = suite.former_owner(&suite.staker_registry.clone());
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    suite.stakers(&owner, &ExecuteMsg::UpdateOwnership(offer), 0).unwrap();
    suite.wait(WEEK);
    let pools = suite.pool_registry.clone();
    let people = People { sol, tom, eve, heir, former, owner, guardian, slasher, pools, ada, license_nft };
    (people, unbond, transfer)
}

#[allow(clippy::too_many_lines, reason = "one line a message")]
fn samples(suite: &Suite, people: &People, unbond: u64, transfer: u64) -> Vec<Sample> {
    let People { sol, tom, eve, heir, owner, guardian, slasher, pools, ada, license_nft, .. } = people;
    let key = suite.chain.address_of("new_key").unwrap().into_string();
    let (staker, fee_recipient) = (sol.to_string(), Some(eve.to_string()));
    let (amount, fee) = (uint(100), Some(uint(10)));
    let change = ConfigChange {
        slasher: Some(SlasherChange::Set(eve.to_string())),
        unbond_lock: Some(Duration::Time(1)),
        transfer_lock: Some(Duration::Time(2)),
        signing_cooldown: Some(Duration::Time(3)),
        registrars: Some(vec![eve.to_string(), pools.to_string()]),
        treasury: Some(eve.to_string()),
    };
    let nobody = ConfigChange { slasher: Some(SlasherChange::None {}), ..ConfigChange::default() };
    let offer =
        OwnershipAction::TransferOwnership { new_owner: eve.to_string(), expiry: Some(suite.after(60)) };
    #[rustfmt::skip]
    let samples = vec![
        (eve, 1_000, ExecuteMsg::RegisterStaker {
            identity: Some(eve.to_string()),
            signing_address: key.clone(),
            coinbase_address: eve.to_string(),
            license: None,
        }),
        (pools, 0, ExecuteMsg::RegisterStaker {
            identity: Some(eve.to_string()),
            signing_address: key.clone(),
            coinbase_address: eve.to_string(),
            license: Some("eves".to_owned()),
        }),
        (sol, 100, ExecuteMsg::Bond { staker: staker.clone() }),
        (sol, 0, ExecuteMsg::Unbond {
            staker: staker.clone(), amount, fee, recipient: Some(eve.to_string()), owner: None,
        }),
        (pools, 0, ExecuteMsg::Unbond {
            staker: ada.to_string(), amount, fee, recipient: None, owner: Some(eve.to_string()),
        }),
        (sol, 0, ExecuteMsg::TransferStake {
            from: staker.clone(), to: tom.to_string(), amount, fee, owner: None,
        }),
        (pools, 0, ExecuteMsg::TransferStake {
            from: ada.to_string(), to: tom.to_string(), amount, fee, owner: Some(eve.to_string()),
        }),
        (sol, 0, ExecuteMsg::CancelTransfer { id: transfer }),
        (eve, 0, ExecuteMsg::FinalizeUnbond { id: unbond, fee_recipient: fee_recipient.clone() }),
        (sol, 0, ExecuteMsg::FinalizeTransfer { id: transfer, fee_recipient: fee_recipient.clone() }),
        (sol, 0, ExecuteMsg::FinalizeMany { unbonds: vec![unbond], transfers: vec![transfer], fee_recipient }),
        (sol, 0, ExecuteMsg::Redirect { id: unbond, recipient: eve.to_string() }),
        (sol, 0, ExecuteMsg::SetState { staker: staker.clone(), active: false }),
        (sol, 0, ExecuteMsg::SetSigningAddress { staker: staker.clone(), signing_address: key }),
        (sol, 0, ExecuteMsg::SetCoinbaseAddress { staker: staker.clone(), coinbase_address: eve.to_string() }),
        (sol, 0, ExecuteMsg::UnbondLicense { token_id: "kept".to_owned() }),
        (eve, 0, ExecuteMsg::ReleaseLicense { token_id: "ripe".to_owned() }),
        (slasher, 0, ExecuteMsg::Liquidate {
            staker, amount, evidence_id: "second".to_owned(), reason: "double sign".to_owned(),
        }),
        (eve, 0, ExecuteMsg::ForwardRevenue {}),
        (owner, 0, ExecuteMsg::AnnounceConfig { change }),
        (owner, 0, ExecuteMsg::AnnounceConfig { change: nobody }),
        (eve, 0, ExecuteMsg::ApplyConfig {}),
        (owner, 0, ExecuteMsg::CancelConfig {}),
        (owner, 0, ExecuteMsg::SetLicenseContract { license_nft: license_nft.to_string() }),
        (owner, 0, ExecuteMsg::SetGuardian { guardian: Some(eve.to_string()) }),
        (guardian, 0, ExecuteMsg::Pause {}),
        (owner, 0, ExecuteMsg::Unpause {}),
        (eve, 0, ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, ExecuteMsg::UpdateOwnership(offer)),
        (heir, 0, ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
        (owner, 0, ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
    ];
    let noted = |(sender, funds, message): (&Addr, u128, ExecuteMsg)| {
        let note = match &message {
            ExecuteMsg::Unbond { owner: Some(_), .. } | ExecuteMsg::TransferStake { owner: Some(_), .. } => {
                " for an owner"
            }
            ExecuteMsg::RegisterStaker { license: Some(_), .. } => " with a license",
            ExecuteMsg::AnnounceConfig { change } if change.unbond_lock.is_none() => " without a slasher",
            _ => "",
        };
        Sample { note, ..Sample::new(sender, message, funds) }
    };
    samples.into_iter().map(noted).collect()
}

/// A licence comes with one of three purposes.
fn license_samples(suite: &mut Suite, people: &People) -> Vec<Sample> {
    let People { sol, heir, license_nft, .. } = people;
    let bond = LicenseAction::BondLicense { staker: sol.to_string(), role: NodeRole::ResourceNode };
    let (staker, pool) = (register_staker(suite, "heir"), register_pool(suite, "heir", 0));
    let sample = |(note, sender, action): (&'static str, &Addr, &LicenseAction)| {
        let (sender, token_id) = (sender.to_string(), "stray".to_owned());
        let received = ReceiveNft { sender, token_id, msg: to_json_binary(action).unwrap() };
        Sample { note, ..Sample::new(license_nft, ExecuteMsg::ReceiveNft(received), 0) }
    };
    [(" to bond", sol, &bond), (" to register", heir, &staker), (" to open a pool", heir, &pool)]
        .map(sample)
        .into()
}
