//! A vault alone, with its model.

use anyhow::{anyhow, bail, ensure, Context as _, Result};
use cosmwasm_std::{Addr, Binary, Coin, Event};
use serde_json::{json, Value};
use tributary_simulator::Outcome;
use tributary_testing::invariants::vault::{check_all, VaultStep};
use tributary_testing::machine::step::Refusal;
use tributary_testing::machine::Histogram;
use tributary_testing::model::vault::Vault;
use tributary_testing::model::vault_around::{name, Around};
use tributary_testing::model::vault_calls::{Claims, Told};
use tributary_testing::model::vault_terms::instantiated;
use tributary_testing::model::{Moment, Refusals};
use tributary_testing::vault_ghost::VaultGhost;
use tributary_testing::vault_view::{claims, learn, reported, Quotes, VaultView};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::boosted_staking::{ExecuteMsg, InstantiateMsg};
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::ReceiveNft;

use crate::assets::{compare_balances, give, saying, send_tokens};
use crate::stage::{Boosts, Stage};

/// The contract, its model, and what was seen.
pub struct Bench {
    pub stage: Stage,
    pub around: Around,
    pub vault: Vault,
    pub view: VaultView,
    pub ghost: VaultGhost,
    /// What was given to it, of what is staked and what is earned.
    pub donated: (u128, u128),
    pub histogram: Histogram,
    pub at: Addr,
    /// Whether everything is compared after every step.
    pub careful: bool,
    turn: usize,
}

/// Something that may reach the vault.
#[derive(Clone, Debug)]
pub enum Act {
    /// A message.
    Call(ExecuteMsg, Vec<Coin>),
    /// Tokens of a contract, sent with something to say.
    Send(Addr, u128, Binary),
    /// A licence is burned by its holder.
    Burn(String),
    /// The owner mints an NFT of the collection.
    Mint(String, Addr),
    /// An NFT of the collection changes hands, or lands in the vault and is lost.
    Give(String, Addr),
    /// An NFT of the collection is sent to the vault with something to say.
    Deposit(String, Binary),
    /// An NFT of another collection, sent as if it boosted.
    Stray,
}

impl Act {
    /// The vault's message that this comes to.
    fn name(&self) -> String {
        match self {
            Self::Call(msg, _) => {
                let value = serde_json::to_value(msg).expect("JSON");
                value.as_object().and_then(|fields| fields.keys().next().cloned()).expect("a message")
            }
            Self::Send(..) => "receive".to_owned(),
            Self::Deposit(..) | Self::Stray => "receive_nft".to_owned(),
            Self::Burn(_) | Self::Mint(..) | Self::Give(..) => "holdings_changed".to_owned(),
        }
    }
}

/// What becomes of an act in the model.
type Expected = Result<(Around, Vault, Told), Refusals>;

impl Bench {
    /// A fresh vault on a stage.
    pub fn new(mut stage: Stage, mut terms: InstantiateMsg) -> Result<Self> {
        let owner = stage.cast.owner.clone();
        terms.boost_collection = stage
            .collection
            .clone()
            .map(|it| it.try_map(|at| Ok::<_, anyhow::Error>(at.into_string())))
            .transpose()?;
        let at = stage.chain.instantiate(&owner, "boosted-staking", "vault", &terms, vec![])?.0;
        if let (Boosts::Licenses { hooked: true }, Some(it)) = (stage.boosts, &stage.collection) {
            let msg = json!({ "register_hook": { "contract": at } });
            stage.chain.execute(&owner, &it.address, &msg, vec![])?;
        }
        let block = stage.chain.block();
        let now = Moment { height: block.height, seconds: block.time.seconds() };
        let vault =
            instantiated(at.clone(), &owner, &terms, now.seconds, &|it| stage.treasuries.get(it).cloned())
                .map_err(|words| anyhow!("{words:?}"))?;
        let view = VaultView::read(&stage.chain, &at)?;
        let around = Around {
            now,
            bank: stage.balances(&[&at, vault.terms.unused.address()])?,
            nfts: stage.nfts.clone(),
            answers: matches!(stage.boosts, Boosts::Licenses { .. }),
            takes: !matches!(stage.boosts, Boosts::Account(_)),
        };
        Ok(Self {
            stage,
            around,
            vault,
            view,
            ghost: VaultGhost::default(),
            donated: (0, 0),
            histogram: Histogram::default(),
            at,
            careful: true,
            turn: 0,
        })
    }

    /// The second of the block.
    pub fn now(&self) -> u64 {
        self.around.now.seconds
    }

    /// The vault as of now, as it should be.
    pub fn present(&self) -> Vault {
        self.vault.as_of(self.now())
    }

    /// Something that may reach the vault; answers whether it succeeded.
    pub fn act(&mut self, by: &Addr, act: &Act) -> Result<bool> {
        self.turn += 1;
        self.carry_out(by, act).with_context(|| format!("{by}: {act:?} at {}", self.now()))
    }

    /// A message without coins that must succeed.
    pub fn must(&mut self, by: &Addr, msg: ExecuteMsg) -> Result<()> {
        self.must_act(by, &Act::Call(msg, vec![]))
    }

    /// Something that must succeed.
    pub fn must_act(&mut self, by: &Addr, act: &Act) -> Result<()> {
        ensure!(self.act(by, act)?, "{act:?} of {by} is refused");
        Ok(())
    }

    /// So much of an asset for a purpose, by coins or tokens.
    pub fn paying(&self, asset: &Asset<Addr>, amount: u128, msg: ExecuteMsg) -> Act {
        match asset {
            Asset::Native(denom) => Act::Call(msg, vec![Coin::new(amount, denom)]),
            Asset::Cw20(token) => Act::Send(token.clone(), amount, saying(&msg)),
        }
    }

    /// A stake.
    pub fn staking(&self, amount: u128, days: u32) -> Act {
        self.paying(&self.vault.terms.stake, amount, ExecuteMsg::Stake { days })
    }

    /// More rewards.
    pub fn funding(&self, amount: u128) -> Act {
        self.paying(&self.vault.terms.reward, amount, ExecuteMsg::Fund {})
    }

    fn carry_out(&mut self, by: &Addr, act: &Act) -> Result<bool> {
        let print = self.careful.then(|| self.stage.chain.fingerprint());
        let asks = self.careful && self.turn % 4 == 0;
        let quotes = asks.then(|| Quotes::read(&self.stage.chain, &self.vault)).transpose()?;
        let result = self.on_chain(by, act);
        let mut seen = result.as_ref().ok().map(|outcome| claims(&outcome.events));
        let expected = self.expect(by, act, seen.as_mut());
        match (expected, result) {
            (Ok((around, vault, told)), Ok(outcome)) => {
                self.histogram.count(&act.name(), "ok");
                self.reported(act, &told, &outcome)?;
                (self.around, self.vault) = (around, vault);
                self.compare_balances()?;
                let call = if let Act::Call(msg, _) = act { Some(msg) } else { None };
                self.look(call, &outcome.events, quotes.as_ref(), false)?;
                Ok(true)
            }
            (Err(words), Err(error)) => {
                let refusal = Refusal::of(&error);
                ensure!(refusal.is_among(&words), "breaks {words:?}, the chain says {refusal:?}");
                self.histogram.count(&act.name(), &refusal.variant);
                ensure!(print.is_none_or(|print| print == self.stage.chain.fingerprint()), "G-04");
                Ok(false)
            }
            (Ok(_), Err(error)) => bail!("nothing is wrong, the chain says {:?}", Refusal::of(&error)),
            (Err(words), Ok(_)) => bail!("breaks {words:?}, yet it succeeded"),
        }
    }

    fn on_chain(&mut self, by: &Addr, act: &Act) -> Result<Outcome> {
        let (chain, at) = (&mut self.stage.chain, &self.at);
        let collection =
            || self.stage.collection.as_ref().map(|it| it.address.clone()).context("a collection");
        match act {
            Act::Call(msg, funds) => chain.execute(by, at, msg, funds.clone()),
            Act::Send(token, amount, msg) => send_tokens(chain, (by, at), token, *amount, msg),
            Act::Burn(id) => {
                chain.execute(by, &collection()?, &json!({ "burn": { "token_id": id } }), vec![])
            }
            Act::Mint(id, to) => {
                let (at, msg) = (collection()?, self.stage.minting(id, to));
                self.stage.chain.execute(by, &at, &msg, vec![])
            }
            Act::Give(id, to) => {
                let msg = json!({ "transfer_nft": { "recipient": to, "token_id": id } });
                chain.execute(by, &collection()?, &msg, vec![])
            }
            Act::Deposit(id, msg) => {
                let msg = json!({ "send_nft": { "contract": at, "token_id": id, "msg": msg } });
                chain.execute(by, &collection()?, &msg, vec![])
            }
            Act::Stray => {
                let deposit = saying(&json!({ "deposit_boost": {} }));
                let msg = json!({ "send_nft": { "contract": at, "token_id": "stray", "msg": deposit } });
                chain.execute(by, &self.stage.foreign, &msg, vec![])
            }
        }
    }

    fn expect(&self, by: &Addr, act: &Act, seen: Option<&mut Claims>) -> Expected {
        let mut around = self.around.clone();
        match act {
            Act::Call(msg, funds) => around.call(&self.vault, by, msg, funds, seen),
            Act::Send(token, amount, msg) => {
                around.bank.pay(by, &self.at, token.as_str(), *amount)?;
                let (sender, amount) = (by.to_string(), (*amount).into());
                let receive = ExecuteMsg::Receive(ReceiveTokens { sender, amount, msg: msg.clone() });
                around.call(&self.vault, token, &receive, &[], seen)
            }
            Act::Burn(id) => {
                let holder = around.nfts.remove(id).ok_or_else(|| Refusals::one("unknown"))?;
                self.hold(around, &[holder])
            }
            Act::Mint(id, to) => {
                around.nfts.insert(id.clone(), to.clone());
                self.hold(around, std::slice::from_ref(to))
            }
            Act::Give(id, to) => {
                let from = self.owned(by, id)?;
                around.nfts.insert(id.clone(), to.clone());
                self.hold(around, &[from, to.clone()])
            }
            Act::Deposit(id, msg) => {
                self.owned(by, id)?;
                around.nfts.insert(id.clone(), self.at.clone());
                let collection = self.stage.collection.as_ref().map(|it| it.address.clone());
                let received = ReceiveNft { sender: by.to_string(), token_id: id.clone(), msg: msg.clone() };
                let collection = collection.expect("a collection");
                around.call(&self.vault, &collection, &ExecuteMsg::ReceiveNft(received), &[], seen)
            }
            Act::Stray => {
                let (sender, msg) = (by.to_string(), saying(&json!({ "deposit_boost": {} })));
                let received = ReceiveNft { sender, token_id: "stray".to_owned(), msg };
                around.call(&self.vault, &self.stage.foreign, &ExecuteMsg::ReceiveNft(received), &[], seen)
            }
        }
    }

    /// Whoever has an NFT, if that is who gives it away.
    fn owned(&self, by: &Addr, id: &str) -> Result<Addr, Refusals> {
        let owner = self.around.nfts.get(id).filter(|owner| *owner == by);
        // The collection refuses.
        owner.cloned().ok_or_else(|| Refusals::one("contract"))
    }

    /// What the collection's hook tells, each holder once, in the order of their addresses.
    fn hold(&self, around: Around, holders: &[Addr]) -> Expected {
        let (mut holders, mut told) = (holders.to_vec(), Told::default());
        holders.sort();
        holders.dedup();
        let mut vault = self.vault.clone();
        vault.touch(self.now());
        let (Boosts::Licenses { hooked: true }, Some(it)) = (self.stage.boosts, &self.stage.collection)
        else {
            return Ok((around, vault, told));
        };
        for holder in holders {
            let balance = around.nfts.values().filter(|owner| **owner == holder).count() as u64;
            let msg = ExecuteMsg::HoldingsChanged(HoldingsChanged { owner: holder.into_string(), balance });
            let (_, next, more) = around.call(&vault, &it.address, &msg, &[], None)?;
            vault = next;
            told.facts.extend(more.facts);
        }
        Ok((around, vault, told))
    }

    /// Events and data tell what the model says.
    fn reported(&self, act: &Act, told: &Told, outcome: &Outcome) -> Result<()> {
        if let Some(wrong) = &told.wrong {
            bail!("{wrong}");
        }
        reported(&self.at, &told.facts, &outcome.events)?;
        let data = outcome.data.as_ref().map(|data| serde_json::from_slice::<Value>(data)).transpose()?;
        let opened = told.opened.filter(|_| matches!(act, Act::Call(..)));
        ensure!(data == opened.map(|id| json!({ "position_id": id })), "answers {data:?}");
        Ok(())
    }

    /// Everybody has what the model says.
    fn compare_balances(&self) -> Result<()> {
        if self.careful {
            let others = [&self.at, self.vault.terms.unused.address()];
            compare_balances(self.stage.balances(&others)?, &self.around.bank)?;
        }
        Ok(())
    }

    /// Reads the contract again and makes all checks.
    fn look(
        &mut self,
        call: Option<&ExecuteMsg>,
        events: &[Event],
        quotes: Option<&Quotes>,
        end: bool,
    ) -> Result<()> {
        let before = std::mem::replace(&mut self.view, VaultView::read(&self.stage.chain, &self.at)?);
        self.ghost.see(events, self.around.now.seconds);
        learn(&self.stage.chain, &mut self.vault)?;
        if !self.careful && !end {
            return Ok(());
        }
        check_all(&VaultStep {
            chain: &self.stage.chain,
            before: &before,
            after: &self.view,
            model: &self.vault,
            call,
            events,
            donated: self.donated,
            ghost: &self.ghost,
            quotes,
            thorough: self.careful && self.turn % 3 == 0,
            end,
        })
    }

    /// Time passes, and nothing else.
    pub fn advance(&mut self, seconds: u64) -> Result<()> {
        self.turn += 1;
        let asks = self.careful && self.turn % 2 == 0;
        let quotes = asks.then(|| Quotes::read(&self.stage.chain, &self.vault)).transpose()?;
        self.stage.chain.advance(seconds, seconds / 6 + 1)?;
        let block = self.stage.chain.block();
        self.around.now = Moment { height: block.height, seconds: block.time.seconds() };
        self.look(None, &[], quotes.as_ref(), false)
            .with_context(|| format!("after {seconds} seconds, at {}; {:?}", self.now(), self.vault.terms))
    }

    /// Coins or tokens that nobody counts.
    pub fn donate(&mut self, asset: &Asset<Addr>, amount: u128) -> Result<()> {
        let payer = self.stage.cast.payer.clone();
        give(&mut self.stage.chain, (&payer, &self.at), asset, amount)?;
        let paid = self.around.bank.pay(&payer, &self.at, &name(asset), amount);
        paid.map_err(|words| anyhow!("{words:?}"))?;
        if *asset == self.vault.terms.stake {
            self.donated.0 += amount;
        } else if *asset == self.vault.terms.reward {
            self.donated.1 += amount;
        }
        self.look(None, &[], None, false)
    }

    /// Everybody takes everything: principals, rewards, NFTs, and what nobody earned; what remains is dust.
    pub fn drain(&mut self) -> Result<()> {
        let last = self.vault.terms.end().max(self.now());
        self.advance(last + self.vault.vesting_seconds() + 1 - self.now())?;
        let keeper = self.stage.cast.keeper.clone();
        if self.present().unused() > 0 {
            self.must(&keeper, ExecuteMsg::SweepUnused {})?;
        }
        let held: Vec<(u64, Addr)> = self
            .vault
            .positions
            .iter()
            .filter(|(_, it)| !it.withdrawn)
            .map(|(id, it)| (*id, it.user.clone()))
            .collect();
        for (position_id, user) in held {
            self.must(&user, ExecuteMsg::Withdraw { position_id })?;
        }
        for user in self.stage.cast.everybody() {
            while self.vault.positions.values().any(|it| it.user == user) {
                self.must(&user, ExecuteMsg::Claim { position_id: None, start_after: None, limit: None })?;
            }
        }
        for (token_id, depositor) in self.vault.deposits.clone() {
            if self.around.takes {
                self.must(&depositor, ExecuteMsg::WithdrawNft { token_id })?;
            }
        }
        self.turn = 0;
        self.look(None, &[], None, true).context("everybody has everything")?;
        let is_same = self.vault.terms.stake == self.vault.terms.reward;
        let dust =
            if is_same { self.view.held.0 - self.donated.0 } else { self.view.held.1 - self.donated.1 };
        let bound = (self.ghost.stakes.len() as u128 + 1) * (self.vault.lost().floor() + 1);
        ensure!(dust <= bound, "{dust} are left, which is more than {bound}");
        ensure!(self.view.positions.is_empty() && self.view.batches.is_empty(), "records are left");
        ensure!(self.view.open.is_empty() && self.view.holders.is_empty(), "records are left");
        ensure!(self.view.total_weight() == 0.into() && self.view.leaving.is_empty(), "weights are left");
        Ok(())
    }
}
