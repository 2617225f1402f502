//! Random messages by everybody, compared with the reference after each one, and the invariants LN-01 to LN-12.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use tributary_simulator::refusal::reason;
use tributary_testing::dice::Dice;
use tributary_types::license_nft::{
    ExecuteMsg, FundingResponse, LicensesResponse, NewLicense, NodeRole, QueryMsg, Stage, StatusResponse,
    TokensResponse,
};

use crate::reference::Reference;
use crate::support::suite::uint;
use crate::world::{
    approve, approve_all, burn, liquidate, new_license, record_bond, redeem, send_nft, stake, transfer,
    World, E,
};

/// Messages of a case.
const CALLS: usize = 800;

/// Seeds of the cases.
const SEEDS: [u64; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

const CAP: u32 = 25;

struct Machine {
    world: World,
    model: Reference,
    dice: Dice,
    people: Vec<Addr>,
    nodes: Vec<Addr>,
    purses: BTreeMap<Addr, u128>,
    donated: u128,
    worked: BTreeMap<&'static str, usize>,
    refused: BTreeSet<&'static str>,
    next: u64,
}

fn machine(seed: u64) -> Machine {
    let mut world = World::with(|msg| msg.cap = Some(CAP));
    let registry = world.registry.clone();
    world.suite.set_stake(&registry, 1_000_000_000);
    let nodes = ["node", "other"].map(|name| world.suite.who(name)).to_vec();
    let people = vec![
        world.alice.clone(),
        world.bob.clone(),
        world.carol.clone(),
        world.registry.clone(),
        world.minter.clone(),
        world.funder.clone(),
        world.suite.owner.clone(),
        world.suite.guardian.clone(),
    ];
    let model = Reference {
        stage: Stage::Testnet,
        licences: BTreeMap::new(),
        burned: BTreeSet::new(),
        operators: BTreeSet::new(),
        funding: BTreeMap::new(),
        opened: None,
        paused: false,
        minted: 0,
        liquidated: 0,
        redeemed: 0,
        at_launch: 0,
        paid: BTreeMap::new(),
        cap: u64::from(CAP),
        owner: world.suite.owner.clone(),
        minter: world.minter.clone(),
        registry: world.registry.clone(),
        guardian: world.suite.guardian.clone(),
        itself: world.license.clone(),
    };
    let purses = people.iter().map(|who| (who.clone(), world.suite.holds(who))).collect();
    let (worked, refused) = (BTreeMap::new(), BTreeSet::new());
    Machine {
        world,
        model,
        dice: Dice::new(seed),
        people,
        nodes,
        purses,
        donated: 0,
        worked,
        refused,
        next: 0,
    }
}

impl Machine {
    fn somebody(&mut self) -> Addr {
        self.dice.pick(&self.people.clone()).clone()
    }

    /// A licence, rarely one that is burned or never was.
    fn some_id(&mut self) -> String {
        let burned = self.dice.chance(4);
        let known: Vec<String> = match burned {
            true => self.model.burned.iter().cloned().collect(),
            false => self.model.licences.keys().cloned().collect(),
        };
        self.dice.maybe(&known).cloned().unwrap_or_else(|| "none".to_owned())
    }

    /// Mostly whom the message is for.
    fn sender(&mut self, right: &Addr) -> Addr {
        if self.dice.chance(85) {
            right.clone()
        } else {
            self.somebody()
        }
    }

    fn holder_of(&mut self, id: &str) -> Addr {
        match self.model.licences.get(id) {
            Some(licence) if licence.custody => self.model.registry.clone(),
            Some(licence) => licence.holder.clone(),
            None => self.somebody(),
        }
    }

    fn mint(&mut self) -> ExecuteMsg {
        let count = 1 + self.dice.index(4);
        let mut licenses: Vec<NewLicense> = vec![];
        for _ in 0..count {
            let owner = self.dice.pick(&self.people[..4]).clone();
            self.next += 1;
            let id = if self.dice.chance(5) { self.some_id() } else { format!("{}", self.next) };
            licenses.push(new_license(&owner, &id));
        }
        if self.dice.chance(75) {
            licenses.sort_by(|one, other| one.token_id.cmp(&other.token_id));
        }
        ExecuteMsg::MintMany { licenses }
    }

    fn liquidation(&mut self) -> ExecuteMsg {
        let node = self.dice.pick(&self.nodes.clone()).clone();
        let of_node =
            |licence: &crate::reference::Licence| licence.bond.as_ref().is_some_and(|(_, it)| *it == node);
        let bonded = self.model.licences.iter().filter(|(_, licence)| licence.custody && of_node(licence));
        let mut ids: Vec<String> = bonded.map(|(id, _)| id.clone()).collect();
        let wanted = 1 + self.dice.index(3);
        ids.truncate(wanted);
        if self.dice.chance(10) {
            ids.push(self.some_id());
        }
        let need = (ids.len() as u128 * E).saturating_sub(self.dice.below(E));
        let need = if self.dice.chance(25) { need + E } else { need };
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        liquidate(&node, need, &ids)
    }

    /// A message and who sends it, with what.
    fn next_call(&mut self) -> (Addr, ExecuteMsg, u128) {
        let id = self.some_id();
        let (holder, somebody) = (self.holder_of(&id), self.somebody());
        let (registry, minter) = (self.model.registry.clone(), self.model.minter.clone());
        let (owner, guardian) = (self.model.owner.clone(), self.model.guardian.clone());
        let bonder = self.model.licences.get(&id).map_or(somebody.clone(), |licence| licence.holder.clone());
        let (right, msg, funds) = match self.dice.index(20) {
            0 | 1 if self.model.stage == Stage::Testnet || self.dice.chance(10) => (minter, self.mint(), 0),
            0..=3 => (holder, transfer(&somebody, &id), 0),
            4 | 5 => (holder, send_nft(&registry, &id), 0),
            6 => (registry.clone(), transfer(&registry, &id), 0),
            7 => (registry, transfer(&bonder, &id), 0),
            8 | 9 => {
                let node = self.dice.pick(&self.nodes.clone()).clone();
                (registry, record_bond(&id, &node, NodeRole::ResourceNode), 0)
            }
            10 => (holder, approve(&somebody, &id, None), 0),
            11 => (holder, ExecuteMsg::Revoke { spender: somebody.to_string(), token_id: id }, 0),
            12 => match self.dice.chance(50) {
                true => (holder, approve_all(&somebody, None), 0),
                false => (holder, ExecuteMsg::RevokeAll { operator: somebody.to_string() }, 0),
            },
            13 if self.dice.chance(50) => (holder, burn(&id), 0),
            13 => (holder, redeem(&id), 0),
            14 => (registry, self.liquidation(), 0),
            15 | 16 => {
                let amount = 1 + self.dice.below(3 * E);
                (somebody, ExecuteMsg::FundReserve {}, amount)
            }
            17 => {
                let part = self.dice.chance(60).then(|| uint(self.dice.below(3 * E)));
                (somebody, ExecuteMsg::ReclaimFunding { amount: part }, 0)
            }
            18 if self.dice.chance(50) => (guardian, ExecuteMsg::Pause {}, 0),
            18 => (owner, ExecuteMsg::Unpause {}, 0),
            _ if self.dice.chance(12) && self.model.stage == Stage::Testnet => {
                (owner, ExecuteMsg::OpenMainnet {}, 0)
            }
            _ if self.dice.chance(10) => (owner, ExecuteMsg::OpenStable {}, 0),
            _ => (somebody.clone(), send_nft(&somebody, &id), 0),
        };
        (self.sender(&right), msg, funds)
    }

    fn call(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) {
        // The ear takes licences, accounts cannot be told.
        if let ExecuteMsg::SendNft { contract, .. } = msg {
            let to = Addr::unchecked(contract);
            if to != self.model.registry && to != self.model.itself {
                return;
            }
        }
        let name = name(msg);
        let before = self.world.suite.chain.fingerprint();
        let expected = self.model.apply(sender, msg, funds);
        let coins = if funds == 0 { vec![] } else { stake(funds) };
        match (self.world.pay(sender, msg, coins), expected) {
            (Ok(_), Ok(())) => {
                *self.worked.entry(name).or_default() += 1;
                *self.purses.get_mut(sender).unwrap() -= funds;
            }
            (Err(error), Err(word)) => {
                assert!(reason(&error).contains(word), "{sender} {msg:?}: {} lacks {word}", reason(&error));
                assert_eq!(self.world.suite.chain.fingerprint(), before, "refused, but something changed");
                self.refused.insert(word);
            }
            (Ok(_), Err(word)) => panic!("{sender} {msg:?} worked, though {word}"),
            (Err(error), Ok(())) => panic!("{sender} {msg:?} was refused: {}", reason(&error)),
        }
    }

    fn compare(&mut self) {
        let (world, model) = (&self.world, &self.model);
        let status: StatusResponse = world.status();
        let expected =
            (model.stage, model.live(), model.bonded(), model.minted, model.liquidated, model.redeemed);
        let found =
            (status.stage, status.live, status.bonded, status.minted, status.liquidated, status.redeemed);
        assert_eq!(found, expected);
        assert_eq!(status.reserve.u128(), model.reserve());
        let all = QueryMsg::AllLicenses { start_after: None, limit: Some(100) };
        let licences: LicensesResponse = world.ask(&all);
        assert_eq!(licences.licenses.len() as u64, model.live());
        for licence in &licences.licenses {
            let expected = &model.licences[&licence.token_id];
            assert_eq!(licence.owner, expected.holder.as_str());
            let bond = expected.bond.as_ref().map(|(role, node)| (*role, node.to_string()));
            assert_eq!(licence.role.zip(licence.node.clone()), bond);
        }
        let mut reclaimable = 0;
        let mut counted = 0;
        for who in &self.people {
            counted += model.balance(who);
            assert_eq!(world.balance(who), model.balance(who), "LN-01");
            assert_eq!(world.tokens(who), model.tokens(who), "LN-06");
            let owner = who.to_string();
            let held =
                QueryMsg::LicensesByHolder { owner: owner.clone(), start_after: None, limit: Some(100) };
            let held: LicensesResponse = world.ask(&held);
            assert_eq!(held.licenses.into_iter().map(|it| it.token_id).collect::<Vec<_>>(), model.held(who));
            let funding: FundingResponse = world.ask(&QueryMsg::Funding { funder: owner });
            let expected = (model.funding.get(who).copied().unwrap_or_default(), model.reclaimable(who));
            assert_eq!((funding.funded.u128(), funding.reclaimable.u128()), expected);
            reclaimable += model.reclaimable(who);
            let paid = model.paid.get(who).copied().unwrap_or_default();
            assert_eq!(world.suite.holds(who), self.purses[who] + paid, "LN-09");
        }
        assert_eq!(counted, model.live(), "LN-01");
        self.invariants(&status, reclaimable);
    }

    fn invariants(&self, status: &StatusResponse, reclaimable: u128) {
        let model = &self.model;
        assert!(status.live <= u64::from(CAP), "LN-01");
        let held = self.world.suite.holds(&self.world.license.clone());
        match status.stage {
            Stage::Testnet => assert_eq!(held, status.reserve.u128() + self.donated, "LN-03"),
            _ => {
                assert_eq!(status.reserve, status.reserve_required, "LN-03");
                let liable = status.reserve.u128() + reclaimable + self.donated;
                let dust = held.checked_sub(liable).expect("LN-03: every coin is there");
                assert!(dust < self.people.len() as u128, "LN-03: {dust}");
                let gone = status.liquidated + status.redeemed;
                assert_eq!(gone + status.live, model.at_launch, "LN-10");
            }
        }
        let all = QueryMsg::AllTokens { start_after: None, limit: Some(100) };
        let ids: TokensResponse = self.world.ask(&all);
        assert!(ids.tokens.iter().all(|id| !model.burned.contains(id)), "LN-01: no id comes back");
    }

    /// LN-12: everybody leaves.
    fn drain(&mut self) {
        let (owner, registry) = (self.model.owner.clone(), self.model.registry.clone());
        if self.model.stage == Stage::Testnet {
            let funder = self.world.funder.clone();
            self.call(&funder, &ExecuteMsg::FundReserve {}, E * u128::from(CAP));
            self.call(&owner, &ExecuteMsg::OpenMainnet {}, 0);
        }
        if self.model.stage == Stage::Mainnet {
            self.call(&owner, &ExecuteMsg::OpenStable {}, 0);
        }
        for (id, licence) in self.model.licences.clone() {
            if licence.custody {
                self.call(&registry, &transfer(&licence.holder, &id), 0);
            }
            self.call(&licence.holder, &redeem(&id), 0);
        }
        for who in self.people.clone() {
            self.call(&who, &ExecuteMsg::ReclaimFunding { amount: None }, 0);
        }
        self.compare();
        let status = self.world.status();
        assert_eq!((status.live, status.reserve), (0, uint(0)), "LN-12");
    }
}

fn name(msg: &ExecuteMsg) -> &'static str {
    match msg {
        ExecuteMsg::TransferNft { .. } => "transfer_nft",
        ExecuteMsg::SendNft { .. } => "send_nft",
        ExecuteMsg::Approve { .. } => "approve",
        ExecuteMsg::Revoke { .. } => "revoke",
        ExecuteMsg::ApproveAll { .. } => "approve_all",
        ExecuteMsg::RevokeAll { .. } => "revoke_all",
        ExecuteMsg::Burn { .. } => "burn",
        ExecuteMsg::Redeem { .. } => "redeem",
        ExecuteMsg::MintMany { .. } => "mint_many",
        ExecuteMsg::RecordBond { .. } => "record_bond",
        ExecuteMsg::Liquidate { .. } => "liquidate",
        ExecuteMsg::FundReserve {} => "fund_reserve",
        ExecuteMsg::ReclaimFunding { .. } => "reclaim_funding",
        ExecuteMsg::OpenMainnet {} => "open_mainnet",
        ExecuteMsg::OpenStable {} => "open_stable",
        ExecuteMsg::Pause {} => "pause",
        ExecuteMsg::Unpause {} => "unpause",
        _ => "other",
    }
}

/// LN-01, LN-02, LN-03, LN-04, LN-05, LN-06, LN-09, LN-10, LN-12.
#[test]
fn everything_is_what_the_plain_lists_say() {
    let mut worked: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut refused = BTreeSet::new();
    for seed in SEEDS {
        let mut machine = machine(seed);
        let mut stage = Stage::Testnet;
        for _ in 0..CALLS {
            let (sender, msg, funds) = machine.next_call();
            machine.call(&sender, &msg, funds);
            machine.compare();
            assert!(machine.model.stage >= stage, "LN-02");
            stage = machine.model.stage;
            if machine.dice.chance(2) {
                let (eve, license) = (machine.world.eve.clone(), machine.world.license.clone());
                machine.world.suite.chain.send(&eve, &license, stake(3)).unwrap();
                machine.donated += 3;
            }
        }
        machine.drain();
        for (name, times) in machine.worked {
            *worked.entry(name).or_default() += times;
        }
        refused.extend(machine.refused);
    }
    assert_eq!(worked.len(), 17, "some message never worked: {worked:?}");
    for word in [
        "unauthorized",
        "paused",
        "closed",
        "increasing",
        "cap",
        "used",
        "holder",
        "bonded",
        "bonder",
        "custody",
        "testnet",
        "send_nft",
        "owner",
        "burned",
        "mainnet",
        "stable",
        "stage",
        "reserve",
        "reclaim",
        "count",
        "not bonded",
        "approval",
        "not paused",
    ] {
        assert!(refused.contains(word), "never refused with {word}: {refused:?}");
    }
}
