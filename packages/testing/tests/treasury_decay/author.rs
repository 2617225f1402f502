//! Writes random calls of the treasury: mostly possible ones, often just beside what is possible.

use anyhow::Result;
use cosmwasm_std::{Addr, Coin, Uint128};
use tributary_testing::dice::Dice;
use tributary_testing::machine::author::misspell;
use tributary_testing::machine::handover::handover;
use tributary_types::asset::Asset;
use tributary_types::treasury_decay::{
    CirculatingSupply, ExecuteMsg, IdentityRule, InstantiateMsg, UnstakedShare,
};

use crate::bench::{Bench, Identity, DENOM, FOREIGN, POOLS};

/// A stranger's call with its coins.
type Call = (Addr, ExecuteMsg, Vec<Coin>);

/// Writes and plays.
pub struct Author {
    pub dice: Dice,
    /// The size of ordinary amounts.
    pub scale: u128,
}

/// Random parameters and how users are identified.
pub fn terms(dice: &mut Dice, scale: u128) -> (InstantiateMsg, Identity) {
    let supply = match dice.below(4) {
        0 => None,
        1 => Some(CirculatingSupply::Fixed { amount: Uint128::one() }),
        _ => Some(CirculatingSupply::Fixed { amount: (scale * 40).into() }),
    };
    let terms = InstantiateMsg {
        owner: None,
        denom: DENOM.to_owned(),
        pool_registry: String::new(),
        identity: IdentityRule::Off {},
        epoch_secs: *dice.pick(&[None, Some(86_400), Some(100_003)]),
        release_secs: *dice.pick(&[
            None,
            Some(0),
            Some(0),
            Some(1),
            Some(86_400),
            Some(777_777),
            Some(31_536_000),
        ]),
        decay_base: *dice.pick(&[None, Some(2), Some(3), Some(5), Some(10), Some(20), Some(100)]),
        min_stake: Some((*dice.pick(&[1, 1, 1_000, scale / 50])).into()),
        tolerance_bits: *dice.pick(&[None, Some(48), Some(48), Some(0), Some(20)]),
        unstaked_share: *dice.pick(&[None, Some(UnstakedShare::None), Some(UnstakedShare::Treasury)]),
        circulating_supply: supply,
    };
    let identity =
        *dice.pick(&[Identity::Off, Identity::List, Identity::List, Identity::List, Identity::Cw4]);
    (terms, identity)
}

impl Author {
    /// One thing that happens.
    pub fn play(&mut self, bench: &mut Bench) -> Result<()> {
        match self.dice.below(100) {
            0..=17 => {
                let seconds = self.seconds(bench);
                bench.advance(seconds)
            }
            18 => {
                let denom = *self.dice.pick(&[DENOM, FOREIGN]);
                let amount = self.dice.spread(self.scale);
                bench.donate(denom, amount)
            }
            19..=22 => {
                let (who, member) = (self.person(bench), self.dice.chance(65));
                bench.regroup(&who, member)
            }
            23 => self.epochs(bench),
            24 => self.flash(bench),
            _ => {
                let call = self.call(bench);
                let (by, msg, funds) = self.spoil(bench, call);
                bench.call(&by, &msg, funds).map(drop)
            }
        }
    }

    fn seconds(&mut self, bench: &Bench) -> u64 {
        let left = bench.model.as_of(bench.now()).epoch.end - bench.now();
        let release = bench.model.release_end.saturating_sub(bench.now());
        let secs = bench.model.terms.epoch_secs;
        match self.dice.below(12) {
            0 => 1,
            1 | 2 => left,
            3 => left - 1,
            4 => left + 1,
            5 => release,
            6 => release.saturating_sub(1),
            7 => left + secs * self.dice.between(1, 3) as u64,
            8 if self.dice.chance(30) => left + secs * self.dice.between(100, 3_000) as u64,
            _ => self.dice.between(1, secs.into()) as u64,
        }
    }

    /// Epochs with revenue and changing thresholds, so that settlements have many checkpoints to pass.
    fn epochs(&mut self, bench: &mut Bench) -> Result<()> {
        let long = self.dice.chance(15);
        let count = if long { self.dice.between(60, 90) } else { self.dice.between(2, 8) };
        let careful = std::mem::replace(&mut bench.careful, !long);
        let who = bench.cast.people[0].clone();
        for _ in 0..count {
            let stake = self.dice.spread(self.scale);
            if bench.model.as_of(bench.now()).behind(&who) <= 512 {
                bench.stake(&who, 0, stake, false)?;
            }
            let payer = bench.cast.payer.clone();
            bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, stake)?;
            bench.advance(bench.model.terms.epoch_secs)?;
        }
        bench.careful = careful;
        Ok(())
    }

    /// Stake that is there only at the payment (TD-07).
    fn flash(&mut self, bench: &mut Bench) -> Result<()> {
        let (who, pool) = (self.person(bench), self.dice.index(POOLS));
        let known = bench.model.users.contains_key(&who);
        if bench.model.terms.release_secs == 0 || known {
            return Ok(());
        }
        let (stake, amount) = (self.scale * 1_000, self.dice.spread(self.scale));
        let (payer, keeper) = (bench.cast.payer.clone(), bench.cast.keeper.clone());
        // What is due already is shared before the stake comes.
        bench.stake(&who, pool, stake, false)?;
        bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, amount)?;
        let operator = bench.cast.pools[pool].clone();
        let collect =
            |users: Vec<String>| ExecuteMsg::Collect { pool: operator.to_string(), users, limit: None };
        bench.must(&keeper, &collect(vec![]), 0)?;
        let credited = |bench: &Bench| bench.view.credited();
        let before = credited(bench);
        bench.must(&keeper, &collect(vec![who.to_string()]), 0)?;
        anyhow::ensure!(credited(bench) == before, "TD-07: a stake of one moment earned");
        bench.stake(&who, pool, 0, false)
    }

    fn person(&mut self, bench: &Bench) -> Addr {
        self.dice.pick(&bench.cast.people).clone()
    }

    fn users(&mut self, bench: &Bench) -> Vec<String> {
        let count = match self.dice.below(30) {
            0 => {
                return (0..21)
                    .map(|at| bench.chain.address_of(&format!("user{at}")).expect("an address").into_string())
                    .collect()
            }
            1 => return vec![bench.cast.people[0].to_string(); 2],
            2 => 0,
            _ => self.dice.between(1, 4) as usize,
        };
        let mut people = bench.cast.people.clone();
        self.dice.shuffle(&mut people);
        people.into_iter().take(count).map(Addr::into_string).collect()
    }

    fn limit(&mut self) -> Option<u32> {
        *self.dice.pick(&[
            None,
            None,
            None,
            Some(1),
            Some(1),
            Some(2),
            Some(3),
            Some(64),
            Some(65),
            Some(257),
            Some(0),
        ])
    }

    fn call(&mut self, bench: &Bench) -> Call {
        let cast = &bench.cast;
        let bare = |by: &Addr, msg: ExecuteMsg| (by.clone(), msg, vec![]);
        match self.dice.below(100) {
            0..=29 => {
                let msg = self.change(bench);
                bare(&cast.registry, msg)
            }
            30..=43 => {
                let amount = self.dice.spread(self.scale);
                (cast.payer.clone(), ExecuteMsg::DistributeRevenue {}, vec![Coin::new(amount, DENOM)])
            }
            44..=51 => {
                let (user, limit) = (self.person(bench).into_string(), self.limit());
                bare(&cast.keeper, ExecuteMsg::Settle { user, limit })
            }
            52..=62 => {
                let (users, limit) = (self.users(bench), self.limit());
                let pool = self.dice.pick(&cast.pools).to_string();
                bare(&cast.keeper, ExecuteMsg::Collect { pool, users, limit })
            }
            63..=67 => {
                let who = self.person(bench);
                bare(&who, ExecuteMsg::ClaimShare {})
            }
            68..=70 => {
                let pool = self.dice.pick(&cast.pools).clone();
                let now = bench.model.pools.get(&pool).map_or(0, |account| account.share_bps);
                let more = self.dice.below(2_500) as u32;
                let share_bps = *self.dice.pick(&[now, now + more, now + 1, now.saturating_sub(1), 10_001]);
                bare(&pool, ExecuteMsg::SetUserShare { share_bps })
            }
            71..=73 => bare(&cast.keeper, ExecuteMsg::RollEpoch {}),
            _ => self.ruling(bench),
        }
    }

    /// A call of whoever identifies users or owns the treasury.
    fn ruling(&mut self, bench: &Bench) -> Call {
        let cast = &bench.cast;
        let owner = bench.model.control.owner.clone();
        let bare = |by: &Addr, msg: ExecuteMsg| (by.clone(), msg, vec![]);
        match self.dice.below(26) {
            0..=8 => {
                let users = self.users(bench);
                let msg = if self.dice.chance(65) {
                    ExecuteMsg::Identify { users }
                } else {
                    ExecuteMsg::RevokeIdentity { users }
                };
                bare(&cast.registrar, msg)
            }
            9..=12 => {
                let user = self.person(bench).into_string();
                bare(&cast.keeper, ExecuteMsg::RefreshIdentity { user })
            }
            13..=16 => {
                let there = bench.model.as_of(bench.now()).balance;
                let part = self.dice.below(there.surely() + 1);
                // Of a whole number the contract may hold one unit less.
                let amount = *self.dice.pick(&[part, part, there.surely(), there.floor() + 1, 0]);
                let to = if self.dice.chance(5) { bench.at.to_string() } else { cast.keeper.to_string() };
                bare(&owner, ExecuteMsg::Spend { to, amount: amount.into() })
            }
            17 | 18 => {
                let msg = self.spend_other(bench);
                bare(&owner, msg)
            }
            19..=22 => {
                let msg = self.update(bench);
                bare(&owner, msg)
            }
            _ => self.ownership(bench),
        }
    }

    fn change(&mut self, bench: &Bench) -> ExecuteMsg {
        let (who, pool) = (self.person(bench), self.dice.index(POOLS));
        let known = bench.model.stake_in(&who, &bench.cast.pools[pool]);
        let stake = match self.dice.below(12) {
            0 | 1 => 0,
            2 => known,
            3 => known / 2,
            4 => known + 1,
            5 => self.scale * 100,
            _ => self.dice.spread(self.scale),
        };
        let missed = self.dice.chance(25);
        let mut msg = bench.told(&who, pool, stake, missed);
        let wrong = bench.model.pools.contains_key(&bench.cast.pools[pool]) && self.dice.chance(3);
        if let (ExecuteMsg::DelegationChanged(told), true) = (&mut msg, wrong) {
            told.coinbase = bench.cast.keeper.to_string();
        }
        msg
    }

    fn spend_other(&mut self, bench: &Bench) -> ExecuteMsg {
        let native = |denom: &str| Asset::Native(denom.to_owned());
        let nowhere = bench.cast.people[0].to_string();
        let asset = match self.dice.below(8) {
            0 => native(DENOM),
            1 => Asset::Cw20(nowhere),
            _ => native(FOREIGN),
        };
        let there = bench.bank.balance(&bench.at, FOREIGN);
        let amount = *self.dice.pick(&[there / 2, there, there + 1, 0]);
        let to = if self.dice.chance(8) { &bench.at } else { &bench.cast.keeper };
        ExecuteMsg::SpendOther { asset, to: to.to_string(), amount: amount.into() }
    }

    fn update(&mut self, bench: &Bench) -> ExecuteMsg {
        let (mut registrar, mut epoch_secs, mut release_secs) = (None, None, None);
        let (mut min_stake, mut unstaked_share, mut circulating_supply) = (None, None, None);
        match self.dice.below(12) {
            0 => {}
            1 => registrar = Some(bench.cast.registrar.to_string()),
            2 => epoch_secs = Some(*self.dice.pick(&[86_399, 86_400, 90_001, 604_800, 1 << 32])),
            3 | 4 => release_secs = Some(*self.dice.pick(&[0, 1, 3_600, 604_800, 31_536_000, 31_536_001])),
            5 | 6 => min_stake = Some(self.dice.spread(self.scale).into()),
            7 => {
                let shares = [UnstakedShare::Burn, UnstakedShare::Treasury, UnstakedShare::None];
                unstaked_share = Some(*self.dice.pick(&shares));
            }
            8 => circulating_supply = Some(CirculatingSupply::Fixed { amount: Uint128::zero() }),
            9 => {
                let amount = (self.scale * self.dice.between(1, 300)).into();
                circulating_supply = Some(CirculatingSupply::Fixed { amount });
            }
            _ => {
                let count = *self.dice.pick(&[0, 1, 2, 16, 17]);
                let mut exclude: Vec<String> = (0..count)
                    .map(|at| bench.chain.address_of(&format!("user{at}")).expect("an address").into_string())
                    .collect();
                if count == 1 {
                    exclude = vec![bench.cast.payer.to_string()];
                }
                if count == 2 && self.dice.chance(50) {
                    exclude[1] = exclude[0].clone();
                }
                circulating_supply = Some(CirculatingSupply::BankSupply { exclude });
            }
        }
        ExecuteMsg::UpdateConfig {
            registrar,
            epoch_secs,
            release_secs,
            min_stake,
            unstaked_share,
            circulating_supply,
        }
    }

    fn ownership(&mut self, bench: &Bench) -> Call {
        let next = self.dice.pick(&[bench.cast.owner.clone(), bench.cast.keeper.clone()]).clone();
        let (by, action) = handover(&mut self.dice, &bench.model.control, bench.now(), next);
        (by, ExecuteMsg::UpdateOwnership(action), vec![])
    }

    fn spoil(&mut self, bench: &Bench, (by, msg, funds): Call) -> Call {
        let foreign = Coin::new(5u128, FOREIGN);
        match self.dice.below(60) {
            0 => (by, msg, vec![]),
            1 => (by, msg, vec![Coin::new(7u128, DENOM)]),
            2 => (by, msg, vec![foreign]),
            3 => (by, msg, vec![foreign, Coin::new(7u128, DENOM)]),
            4..=6 => (self.person(bench), msg, funds),
            7 | 8 => {
                let loud = misspell(&msg).unwrap_or(msg);
                (by, loud, funds)
            }
            _ => (by, msg, funds),
        }
    }
}
