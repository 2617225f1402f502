//! One case: a world with random parameters, a number of operations, and the end.

use anyhow::{anyhow, Result};
use cw_utils::Duration;
use tributary_simulator::{Chain, Clock};
use tributary_types::license_nft::LiquidationMode;
use tributary_types::treasury_decay::UnstakedShare;

use super::author::Author;
use super::histogram::Histogram;
use super::op::Op;
use super::runner::Runner;
use super::seeker::Seeker;
use crate::dice::Dice;
use crate::network::{Escrow, Identification, Network, Parameters, Programme, Revenue};
use crate::world::{Licensing, World};

/// How long a case is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What everything random follows from.
    pub seed: u64,
    /// Operations before everybody leaves.
    pub operations: usize,
    /// Which outcome is sought, by its place in the table of all.
    pub seeks: u64,
}

impl Plan {
    /// So many operations; the seed decides what is sought.
    pub const fn new(seed: u64, operations: usize) -> Self {
        Self { seed, operations, seeks: seed }
    }
}

/// Of a hundred operations, how many seek the outcome that is the case's own.
const SOUGHT: u32 = 30;

/// Operations that are shown when a case fails.
const SHOWN: usize = 12;

/// How often licences count from when on.
const LICENSINGS: [Licensing; 8] = [
    Licensing::AtOnce,
    Licensing::AtOnce,
    Licensing::AtOnce,
    Licensing::AtOnce,
    Licensing::Later,
    Licensing::Later,
    Licensing::Later,
    Licensing::Never,
];

/// Random parameters: locks in both kinds, with and without release period and minimum delegation.
pub fn parameters(dice: &mut Dice) -> Parameters {
    let mut lock = |seconds: u64| {
        if dice.chance(50) {
            Duration::Time(seconds)
        } else {
            Duration::Height(seconds / 10 + 1)
        }
    };
    let (unbond_lock, transfer_lock) = (lock(86_400), lock(600));
    let (signing_cooldown, commission_lock) = (lock(3_600), lock(7_200));
    let period = |length: u64| Some(crate::model::time::like(commission_lock, length));
    let release_period = match dice.below(4) {
        0 | 1 => None,
        2 => period(1),
        _ => period(dice.between(2, 5_000) as u64),
    };
    let min_self_stake: u128 = *dice.pick(&[1, 10, 1_000, 1_000_000]);
    // Enough to register with one licence, or not.
    let coins_per_license = match dice.below(5) {
        0 => (min_self_stake / 3).max(1),
        1 => min_self_stake,
        2 => min_self_stake * 2 + 1,
        3 => min_self_stake + 1_000,
        _ => dice.between(1, 2_000_000),
    };
    Parameters {
        min_self_stake,
        percentage: *dice.pick(&[1, 1, 10, 34, 100]),
        unbond_lock,
        transfer_lock,
        signing_cooldown,
        commission_lock,
        release_period,
        min_delegation: *dice.pick(&[None, None, Some(1), Some(25), Some(0)]),
        performance_window: Some(*dice.pick(&[1, 40, 2_400, 60_480])),
        coins_per_license,
        license_cap: *dice.pick(&[None, Some(8), Some(25), Some(160)]),
        liquidation_mode: *dice.pick(&[
            LiquidationMode::Exact,
            LiquidationMode::Exact,
            LiquidationMode::Whole,
        ]),
        revenue: Revenue::default(),
        programme: Programme::default(),
        escrow: Escrow::default(),
        purse: 10u128.pow(24),
    }
}

/// Random parameters of the treasury, for amounts around `scale`.
pub fn revenue(dice: &mut Dice, scale: u128) -> Revenue {
    let lists = [Identification::List, Identification::List, Identification::Off, Identification::Group];
    let shares = [UnstakedShare::Burn, UnstakedShare::Treasury, UnstakedShare::None];
    Revenue {
        is_wired: dice.chance(85),
        identification: *dice.pick(&lists),
        epoch_secs: *dice.pick(&[86_400, 90_001, 604_800]),
        release_secs: *dice.pick(&[0, 0, 1, 3_600, 604_800]),
        decay_base: *dice.pick(&[2, 3, 5, 10, 10, 20, 100]),
        min_stake: *dice.pick(&[1, 1, 1_000, scale / 10]),
        tolerance_bits: *dice.pick(&[0, 8, 8, 48]),
        unstaked_share: *dice.pick(&shares),
        circulating: *dice.pick(&[None, Some(1), Some(scale * 20), Some(scale * 100)]),
    }
}

/// Random parameters of the vault, for amounts around `scale`.
pub fn programme(dice: &mut Dice, scale: u128) -> Programme {
    Programme {
        is_hooked: dice.chance(85),
        total: *dice.pick(&[1_003, scale, scale * 100 + 7]),
        starts_in: *dice.pick(&[0, 0, 0, 50_000]),
        days: *dice.pick(&[33, 62, 95, 150]),
        phase1_days: *dice.pick(&[0, 0, 1, 3]),
        max_days: *dice.pick(&[61, 90, 365]),
        vesting_days: *dice.pick(&[0, 1, 15, 60]),
        nft_cap: *dice.pick(&[0, 2, 4, 100]),
        min_stake: *dice.pick(&[1, 1, scale / 10]),
    }
}

/// Random parameters of the escrow, for amounts around `scale`.
pub fn escrow(dice: &mut Dice, scale: u128) -> Escrow {
    Escrow {
        has_pools: dice.chance(90),
        has_treasury: dice.chance(50),
        day_secs: *dice.pick(&[600, 3_600, 3_600, 20_001]),
        daily_cap: *dice.pick(&[None, None, Some(scale / 3), Some(scale * 2)]),
        min_penalty_bps: *dice.pick(&[0, 0, 50, 10_000]),
        mutual_exit_free: dice.chance(65),
    }
}

/// Plays a case and answers what it exercised.
///
/// # Errors
/// The first difference from the model or broken invariant, with the last operations.
pub fn play(plan: Plan) -> Result<Histogram> {
    Ok(play_out(plan)?.0.histogram)
}

/// Plays a case and answers the world after it, with all its events.
///
/// # Errors
/// As [`play`].
pub fn play_out(plan: Plan) -> Result<(Runner, String)> {
    play_on(Chain::new(&Clock::default())?, plan)
}

/// Plays a case on that chain, which holds nothing yet.
///
/// # Errors
/// As [`play`].
pub fn play_on(chain: Chain, plan: Plan) -> Result<(Runner, String)> {
    let mut case = Case::on(chain, plan.seed)?;
    case.seeker = Seeker::of(plan.seeks);
    case.open()?;
    case.go_on(plan.operations, |_| true)?;
    case.drain()?;
    Ok((case.runner, case.events))
}

/// A case on its way, for whoever does something in between.
pub struct Case {
    /// The world.
    pub runner: Runner,
    /// All events so far.
    pub events: String,
    dice: Dice,
    seeker: Seeker,
    scale: u128,
    told: Vec<Op>,
    parameters: Parameters,
}

impl Case {
    /// A world with random parameters.
    ///
    /// # Errors
    /// If it cannot be deployed.
    pub fn new(seed: u64) -> Result<Self> {
        Self::on(Chain::new(&Clock::default())?, seed)
    }

    /// The same on that chain, which holds nothing yet.
    ///
    /// # Errors
    /// If it cannot be deployed.
    pub fn on(chain: Chain, seed: u64) -> Result<Self> {
        let mut dice = Dice::new(seed);
        let parameters = parameters(&mut dice);
        let scale = *dice.pick(&[20, 3_000, 1_000_000, 10u128.pow(18)]);
        let (revenue, programme) = (revenue(&mut dice, scale), programme(&mut dice, scale));
        let escrow = escrow(&mut dice, scale);
        let parameters = Parameters { revenue, programme, escrow, ..parameters };
        let with_treasury = dice.chance(80);
        let licensing = *dice.pick(&LICENSINGS);
        let net = Network::on(chain, &parameters)?;
        let runner = Runner::new(World::around(net, &parameters, with_treasury, licensing)?)?;
        let seeker = Seeker::of(seed);
        Ok(Self { runner, events: String::new(), dice, seeker, scale, told: vec![], parameters })
    }

    /// The first operations: people register.
    ///
    /// # Errors
    /// As [`play`].
    pub fn open(&mut self) -> Result<()> {
        self.author(|author| author.opening()).into_iter().try_for_each(|op| self.play(op))
    }

    /// So many random operations, but for those that must not happen.
    ///
    /// # Errors
    /// As [`play`].
    pub fn go_on(&mut self, operations: usize, happens: impl Fn(&Op) -> bool) -> Result<()> {
        for _ in 0..operations {
            let sought = if self.dice.chance(SOUGHT) { self.sought()? } else { None };
            let ops = sought.unwrap_or_else(|| self.author(|author| author.op()));
            ops.into_iter().filter(&happens).try_for_each(|op| self.play(op))?;
        }
        Ok(())
    }

    /// Everybody leaves.
    ///
    /// # Errors
    /// As [`play`].
    pub fn drain(&mut self) -> Result<()> {
        let end = self.runner.drain(&mut self.dice);
        self.explained(end)
    }

    /// Everybody leaves as far as that goes without the owner.
    ///
    /// # Errors
    /// As [`play`].
    pub fn drain_without_owner(&mut self) -> Result<()> {
        let end = self.runner.drain_without_owner(&mut self.dice);
        self.explained(end)
    }

    /// One operation.
    ///
    /// # Errors
    /// As [`play`].
    pub fn play(&mut self, op: Op) -> Result<()> {
        self.told.push(op.clone());
        let played = self.runner.play(&op);
        self.explained(played)?;
        if let Some((step, _)) = &self.runner.last {
            step.events.iter().for_each(|event| self.events.push_str(&event.ty));
        }
        Ok(())
    }

    /// The outcome that this case seeks, if there is a way to it now.
    fn sought(&mut self) -> Result<Option<Vec<Op>>> {
        let call = self.seeker.call(&mut self.runner, &mut self.dice, self.scale);
        let call = call.or_else(|error| self.explained(Err(error)))?;
        Ok(call.map(|call| vec![Op::Transact(vec![call])]))
    }

    fn author<T>(&mut self, write: impl FnOnce(&mut Author) -> T) -> T {
        let World { cast, model, licensing, .. } = &self.runner.world;
        let (licensing, scale) = (*licensing, self.scale);
        write(&mut Author { dice: &mut self.dice, cast, model, licensing, scale })
    }

    fn explained<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| {
            let from = self.told.len().saturating_sub(SHOWN);
            let last: Vec<String> = self.told[from..].iter().map(|op| format!("  {op:?}")).collect();
            anyhow!(
                "{error:#}\nafter {} operations seeking {} with {:?}, amounts around {}; the last ones:\n{}",
                self.told.len(),
                self.seeker,
                self.parameters,
                self.scale,
                last.join("\n")
            )
        })
    }
}
