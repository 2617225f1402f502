//! Writes what may happen to a vault: mostly possible things, often just beside what is possible.

use anyhow::Result;
use cosmwasm_std::{Addr, Coin};
use serde_json::json;
use tributary_testing::dice::Dice;
use tributary_testing::machine::author::misspell;
use tributary_testing::machine::handover::handover;
use tributary_testing::model::vault::Position;
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::boosted_staking::{CountedBy, ExecuteMsg, LoyaltyScore};
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::ReceiveNft;

use crate::assets::{saying, DENOM, FOREIGN};
use crate::bench::{Act, Bench};
use crate::stage::Boosts;

/// An act and whose it is.
type Deed = (Addr, Act);

/// Writes and plays.
pub struct Author {
    pub dice: Dice,
    /// The size of ordinary amounts.
    pub scale: u128,
    /// NFTs minted so far.
    pub minted: u64,
}

impl Author {
    /// Rewards for the whole programme, mostly: without them nobody could stake.
    pub fn open(&mut self, bench: &mut Bench) -> Result<()> {
        let payer = bench.stage.cast.payer.clone();
        if self.dice.chance(75) {
            bench.must_act(&payer, &bench.funding(bench.vault.terms.total))?;
        }
        Ok(())
    }

    /// One thing that happens.
    pub fn play(&mut self, bench: &mut Bench) -> Result<()> {
        match self.dice.below(100) {
            0..=21 => {
                let seconds = self.seconds(bench);
                bench.advance(seconds)
            }
            22 => {
                let (stake, reward) = (bench.vault.terms.stake.clone(), bench.vault.terms.reward.clone());
                let asset = self.dice.pick(&[stake, reward, Asset::Native(FOREIGN.to_owned())]).clone();
                let amount = self.dice.spread(self.scale);
                bench.donate(&asset, amount)
            }
            23 if self.dice.chance(25) => self.crowd(bench),
            _ => {
                let (by, act) = self.deed(bench);
                let (by, act) = self.spoil(bench, by, act);
                bench.act(&by, &act).map(drop)
            }
        }
    }

    /// Mostly to where something ends, or just beside.
    fn seconds(&mut self, bench: &Bench) -> u64 {
        let (now, terms) = (bench.now(), &bench.vault.terms);
        let mut edges: Vec<u64> = bench.vault.positions.values().map(|it| it.ends).collect();
        let vesting = bench.vault.vesting_seconds();
        edges.extend(bench.vault.positions.values().map(|it| it.ends + vesting));
        edges.extend([terms.start, terms.start + u64::from(terms.phase1_days) * 86_400]);
        edges.push(terms.start + u64::from(terms.day(now) + 1) * 86_400);
        if self.dice.chance(2) {
            edges = vec![terms.end()];
        }
        edges.retain(|edge| *edge > now);
        let next = edges.iter().min().copied();
        let edge = if self.dice.chance(92) { next } else { self.dice.maybe(&edges).copied() };
        match (self.dice.below(20), edge) {
            (0..=1, Some(edge)) => edge - now + 1,
            (2..=4, Some(edge)) => (edge - now).max(2) - 1,
            (5..=9, Some(edge)) => edge - now,
            (10, _) => 1,
            (11, _) if self.dice.chance(4) => self.dice.between(100, 700) as u64 * 86_400,
            (12, _) => self.dice.between(1, 9) as u64 * 86_400,
            _ => self.dice.between(1, 100_000) as u64,
        }
    }

    /// As many positions as somebody can have, and one more.
    fn crowd(&mut self, bench: &mut Bench) -> Result<()> {
        let who = self.person(bench);
        let days = bench.vault.terms.min_days;
        let careful = std::mem::replace(&mut bench.careful, false);
        for _ in 0..33 {
            let amount = bench.vault.terms.min_stake + self.dice.below(self.scale);
            bench.act(&who, &bench.staking(amount, days))?;
        }
        bench.careful = careful;
        Ok(())
    }

    fn person(&mut self, bench: &Bench) -> Addr {
        self.dice.pick(&bench.stage.cast.people).clone()
    }

    fn deed(&mut self, bench: &Bench) -> Deed {
        let cast = &bench.stage.cast;
        match self.dice.below(100) {
            0..=30 => {
                let who = self.person(bench);
                let (amount, days) = (self.stake_amount(bench), self.days(bench));
                (who, bench.staking(amount, days))
            }
            31..=38 => self.withdrawal(bench),
            39..=48 => self.claim(bench),
            49..=53 => {
                let missing = bench.vault.terms.total - bench.vault.funded;
                let part = self.dice.below(missing + 1);
                let amount = *self.dice.pick(&[missing, missing, part, part, missing + 1, 1]);
                (cast.payer.clone(), bench.funding(amount.max(1)))
            }
            54..=59 => self.loyalty(bench),
            60 => (cast.keeper.clone(), Act::Stray),
            61..=80 => self.nft(bench),
            81..=84 => {
                let user = self.person(bench).into_string();
                call(&cast.keeper, ExecuteMsg::RefreshBoost { user })
            }
            85 | 86 => call(&cast.keeper, ExecuteMsg::Advance {}),
            87..=89 => call(&cast.keeper, ExecuteMsg::SweepUnused {}),
            90 | 91 => self.odd_tokens(bench),
            _ => self.ruling(bench),
        }
    }

    fn stake_amount(&mut self, bench: &Bench) -> u128 {
        let least = bench.vault.terms.min_stake;
        match self.dice.below(14) {
            0 => least,
            1 => least.saturating_sub(1).max(1),
            2 => 1,
            _ => least + self.dice.spread(self.scale),
        }
    }

    fn days(&mut self, bench: &Bench) -> u32 {
        let terms = &bench.vault.terms;
        let left = terms.days.saturating_sub(terms.day(bench.now()));
        let any = self.dice.between(terms.min_days.into(), terms.max_days.into()) as u32;
        match self.dice.below(40) {
            0 => terms.min_days - 1,
            1 => terms.max_days + 1,
            2 => *self.dice.pick(&[0, u32::MAX]),
            3..=6 => left,
            7 => left + 1,
            8..=12 => left.saturating_sub(1),
            13..=27 => terms.min_days,
            28 => terms.max_days,
            _ if any > left => left.saturating_sub(1).max(terms.min_days),
            _ => any,
        }
    }

    /// The id of a position, mostly a good one, and whose it is.
    fn pick_position(&mut self, bench: &Bench, good: impl Fn(&Position) -> bool) -> (u64, Addr) {
        let all: Vec<(u64, Addr)> =
            bench.vault.positions.iter().map(|(id, it)| (*id, it.user.clone())).collect();
        let fit = bench.vault.positions.iter().filter(|(_, it)| good(it));
        let fit: Vec<(u64, Addr)> = fit.map(|(id, it)| (*id, it.user.clone())).collect();
        let found = if self.dice.chance(80) { self.dice.maybe(&fit) } else { self.dice.maybe(&all) };
        let unknown = (self.dice.between(0, u128::from(bench.vault.next_id) + 1) as u64, self.person(bench));
        found.cloned().unwrap_or(unknown)
    }

    fn withdrawal(&mut self, bench: &Bench) -> Deed {
        let now = bench.now();
        let (position_id, who) = self.pick_position(bench, |it| it.ends <= now && !it.withdrawn);
        call(&who, ExecuteMsg::Withdraw { position_id })
    }

    fn claim(&mut self, bench: &Bench) -> Deed {
        let now = bench.now();
        let (id, who) =
            self.pick_position(bench, |it| it.ends <= now && it.reward.is_none_or(|all| it.claimed < all));
        let limit = *self.dice.pick(&[None, None, Some(1), Some(2), Some(0), Some(101)]);
        let start_after = self.dice.chance(25).then(|| self.dice.below(u128::from(id) + 2) as u64);
        let position_id = self.dice.chance(40).then_some(id);
        call(&who, ExecuteMsg::Claim { position_id, start_after, limit })
    }

    fn loyalty(&mut self, bench: &Bench) -> Deed {
        let cap = bench.vault.terms.loyalty_cap;
        let score = |dice: &mut Dice| {
            let any = dice.below(u128::from(cap) + 1) as u64;
            *dice.pick(&[0, 1, 100, any, any, cap, cap + 1, u64::MAX])
        };
        let mut people = bench.stage.cast.people.clone();
        self.dice.shuffle(&mut people);
        let mut users: Vec<String> = match self.dice.below(20) {
            0 => vec![people[0].to_string(); 2],
            1 => (0..21)
                .map(|at| bench.stage.chain.address_of(&format!("user{at}")).expect("named").to_string())
                .collect(),
            _ => people.into_iter().take(self.dice.between(0, 3) as usize).map(Addr::into_string).collect(),
        };
        let scores =
            users.drain(..).map(|user| LoyaltyScore { user, score: score(&mut self.dice) }).collect();
        call(&bench.vault.terms.oracle, ExecuteMsg::SetLoyalty { scores })
    }

    /// What has to do with NFTs, by the collection there is.
    fn nft(&mut self, bench: &Bench) -> Deed {
        match bench.stage.boosts {
            Boosts::Account(CountedBy::Balance) => self.told(bench, &bench.stage.cast.collector),
            Boosts::Account(CountedBy::Deposit) if self.dice.chance(60) => {
                self.received(bench, &bench.stage.cast.collector)
            }
            Boosts::Licenses { .. } if self.dice.chance(80) => self.license(bench),
            Boosts::Deposits if self.dice.chance(65) => self.deposit(bench),
            Boosts::None | Boosts::Licenses { .. } if self.dice.chance(50) => {
                let stranger = self.person(bench);
                self.told(bench, &stranger)
            }
            Boosts::None | Boosts::Licenses { .. } if self.dice.chance(40) => {
                let stranger = self.person(bench);
                self.received(bench, &stranger)
            }
            _ => self.take_out(bench),
        }
    }

    fn told(&mut self, bench: &Bench, by: &Addr) -> Deed {
        let owner = self.person(bench).into_string();
        let balance = *self.dice.pick(&[0, 1, 2, 4, 100, 1_001, u64::MAX]);
        call(by, ExecuteMsg::HoldingsChanged(HoldingsChanged { owner, balance }))
    }

    fn received(&mut self, bench: &Bench, by: &Addr) -> Deed {
        let (sender, token_id) = (self.person(bench).into_string(), format!("told{}", self.dice.below(9)));
        let msg = if self.dice.chance(95) { json!({ "deposit_boost": {} }) } else { json!({ "keep": {} }) };
        call(by, ExecuteMsg::ReceiveNft(ReceiveNft { sender, token_id, msg: saying(&msg) }))
    }

    /// An NFT of the collection that somebody has, and who.
    fn owned(&mut self, bench: &Bench) -> Option<(String, Addr)> {
        let free = bench.around.nfts.iter().filter(|(_, owner)| bench.stage.cast.people.contains(owner));
        let free: Vec<(String, Addr)> = free.map(|(id, owner)| (id.clone(), owner.clone())).collect();
        self.dice.maybe(&free).cloned()
    }

    fn license(&mut self, bench: &Bench) -> Deed {
        let to = self.person(bench);
        match (self.owned(bench), bench.stage.is_mainnet) {
            (Some((id, holder)), true) if self.dice.chance(95) => (holder, Act::Give(id, to)),
            // It lies in the vault then, which has it for ever.
            (Some((id, holder)), true) => (holder, Act::Give(id, bench.at.clone())),
            (Some((id, holder)), false) if self.dice.chance(45) => (holder, Act::Burn(id)),
            (None, true) => self.take_out(bench),
            (_, false) => self.mint(bench, to),
        }
    }

    fn mint(&mut self, bench: &Bench, to: Addr) -> Deed {
        self.minted += 1;
        (bench.stage.cast.owner.clone(), Act::Mint(format!("new{}", self.minted), to))
    }

    fn deposit(&mut self, bench: &Bench) -> Deed {
        let Some((id, owner)) = self.owned(bench) else {
            let to = self.person(bench);
            return self.mint(bench, to);
        };
        let to = self.person(bench);
        match self.dice.below(30) {
            0 => (owner, Act::Deposit(id, saying(&json!({ "keep": {} })))),
            1 => (owner, Act::Give(id, bench.at.clone())),
            2 | 3 => (owner, Act::Give(id, to)),
            4 => (to, Act::Deposit(id, saying(&json!({ "deposit_boost": {} })))),
            _ => (owner, Act::Deposit(id, saying(&json!({ "deposit_boost": {} })))),
        }
    }

    fn take_out(&mut self, bench: &Bench) -> Deed {
        let all: Vec<(String, Addr)> =
            bench.vault.deposits.iter().map(|(id, who)| (id.clone(), who.clone())).collect();
        let stranger = self.person(bench);
        match self.dice.maybe(&all).cloned() {
            Some((token_id, depositor)) if self.dice.chance(90) => {
                call(&depositor, ExecuteMsg::WithdrawNft { token_id })
            }
            Some((token_id, _)) if self.dice.chance(50) => {
                call(&stranger, ExecuteMsg::WithdrawNft { token_id })
            }
            _ => call(&stranger, ExecuteMsg::WithdrawNft { token_id: "nft0".to_owned() }),
        }
    }

    /// Tokens of a wrong contract, for a wrong purpose, or said to have come.
    fn odd_tokens(&mut self, bench: &Bench) -> Deed {
        let (by, amount) = (self.person(bench), self.dice.spread(self.scale));
        let msg = match self.dice.below(4) {
            0 => json!({ "fund": {} }),
            1 => json!({ "keep": {} }),
            _ => json!({ "stake": { "days": bench.vault.terms.min_days } }),
        };
        if self.dice.chance(70) {
            let token = self.dice.pick(&bench.stage.tokens).clone();
            let amount = if self.dice.chance(10) { 0 } else { amount };
            return (by, Act::Send(token, amount, saying(&msg)));
        }
        let sender = by.to_string();
        call(&by, ExecuteMsg::Receive(ReceiveTokens { sender, amount: amount.into(), msg: saying(&msg) }))
    }

    /// A call of whoever owns or guards the vault.
    fn ruling(&mut self, bench: &Bench) -> Deed {
        let (owner, cast) = (bench.vault.control.owner.clone(), &bench.stage.cast);
        let guardian = bench.vault.control.guardian.clone().unwrap_or_else(|| owner.clone());
        let paused = bench.vault.control.paused;
        match self.dice.below(16) {
            0 => call(&guardian, ExecuteMsg::Pause {}),
            1 if self.dice.chance(50) => call(&owner, ExecuteMsg::Pause {}),
            2 => call(&owner, ExecuteMsg::Unpause {}),
            _ if paused && self.dice.chance(60) => call(&owner, ExecuteMsg::Unpause {}),
            6..=9 => {
                let (mut loyalty_oracle, mut min_stake, mut guardian) = (None, None, None);
                match self.dice.below(7) {
                    0 => {}
                    1 => loyalty_oracle = Some(cast.keeper.to_string()),
                    2 => loyalty_oracle = Some(cast.oracle.to_string()),
                    3 => guardian = Some(cast.guardian.to_string()),
                    4 => guardian = Some(cast.people[0].to_string()),
                    5 => min_stake = Some(0u128.into()),
                    _ => min_stake = Some(self.dice.spread(self.scale).into()),
                }
                call(&owner, ExecuteMsg::UpdateConfig { loyalty_oracle, min_stake, guardian })
            }
            _ => {
                let next = self.dice.pick(&[cast.owner.clone(), cast.keeper.clone()]).clone();
                let (by, action) = handover(&mut self.dice, &bench.vault.control, bench.now(), next);
                call(&by, ExecuteMsg::UpdateOwnership(action))
            }
        }
    }

    fn spoil(&mut self, bench: &Bench, by: Addr, act: Act) -> Deed {
        let Act::Call(msg, funds) = act else { return (by, act) };
        let foreign = Coin::new(5u128, FOREIGN);
        match self.dice.below(60) {
            0 => (by, Act::Call(msg, vec![])),
            1 => (by, Act::Call(msg, vec![Coin::new(7u128, DENOM)])),
            2 => (by, Act::Call(msg, vec![foreign])),
            3 => (by, Act::Call(msg, vec![foreign, Coin::new(7u128, DENOM)])),
            4..=6 => (self.person(bench), Act::Call(msg, funds)),
            7 | 8 => {
                let loud = misspell(&msg).unwrap_or(msg);
                (by, Act::Call(loud, funds))
            }
            // A token comes by its own message.
            9 => (
                by,
                Act::Call(
                    self.dice.pick(&[ExecuteMsg::Stake { days: 30 }, ExecuteMsg::Fund {}]).clone(),
                    funds,
                ),
            ),
            10 => (by, Act::Call(msg, vec![Coin::new(10u128.pow(31), DENOM)])),
            _ => (by, Act::Call(msg, funds)),
        }
    }
}

fn call(by: &Addr, msg: ExecuteMsg) -> Deed {
    (by.clone(), Act::Call(msg, vec![]))
}
