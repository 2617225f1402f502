//! Pool rewards as the specification words them (D9 to D11), with fractions instead of remainders and one step per
//! delegator: slow, and as plain as the text.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::numbers::{big, ten};

fn ratio(value: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(value.into())
}

/// A mistake that somebody could make in the machine; made in the model instead, the comparison must notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The commission is rounded up.
    CommissionRoundedUp,
    /// Commission is taken of what is released, not of what is booked.
    CommissionOnRelease,
    /// What is booked while nobody has stake is lost.
    NobodysRewardsLost,
    /// Whoever joins shares what arrived before.
    NewcomersShareThePast,
    /// Every net postpones all that waits.
    DustPostpones,
    /// What is due is rounded up.
    ReleaseRoundedUp,
    /// A removed record takes its fraction along.
    FractionsLost,
    /// Everybody's share of each booking is rounded down.
    SharesRoundedDown,
}

/// What one booking did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub amount: BigInt,
    pub commission: BigInt,
    pub released: BigInt,
    pub shortfall: BigInt,
}

/// One delegator.
#[derive(Clone, Debug)]
struct Row {
    stake: BigInt,
    /// Earned and not paid, exactly.
    owed: BigRational,
    /// By how much the machine may have given more: parts of remainders that were left by others.
    ahead: BigRational,
    /// By how much its crr may be behind: below one unit of crr for every stake of the pool that it saw.
    behind: BigRational,
}

/// One pool.
#[derive(Clone, Debug)]
pub struct Model {
    mistake: Option<Mistake>,
    rows: BTreeMap<u8, Row>,
    /// To be shared by the first booking that finds stake, and how exact that amount is.
    waiting: BigRational,
    waiting_ahead: BigRational,
    waiting_behind: BigRational,
    /// The pool's stake at the last sharing.
    shared_by: BigInt,
    pub commission: BigInt,
    pub outstanding: BigInt,
    pub lifetime: BigInt,
    pub unreleased: BigInt,
    last: BigInt,
    pub end: BigInt,
}

impl Model {
    pub fn new(mistake: Option<Mistake>) -> Self {
        Self {
            mistake,
            rows: BTreeMap::new(),
            waiting: BigRational::zero(),
            waiting_ahead: BigRational::zero(),
            waiting_behind: BigRational::zero(),
            shared_by: BigInt::zero(),
            commission: BigInt::zero(),
            outstanding: BigInt::zero(),
            lifetime: BigInt::zero(),
            unreleased: BigInt::zero(),
            last: BigInt::zero(),
            end: BigInt::zero(),
        }
    }

    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    /// Whether newcomers are to be let in before the period is closed.
    pub fn lets_newcomers_share(&self) -> bool {
        self.makes(Mistake::NewcomersShareThePast)
    }

    pub fn stake(&self) -> BigInt {
        self.rows.values().map(|row| &row.stake).sum()
    }

    /// Books what `balance` has beyond what is outstanding.
    pub fn book(&mut self, balance: Uint128, rate_ppm: u32, now: u64, period: u64) -> Booked {
        let surplus = big(balance) - &self.outstanding;
        let shortfall = (-&surplus).max(BigInt::zero());
        let amount = surplus.max(BigInt::zero());

        let mut commission: BigInt = &amount * rate_ppm / 1_000_000;
        if self.makes(Mistake::CommissionRoundedUp) && !amount.is_zero() && rate_ppm > 0 {
            commission = (&commission + BigInt::one()).min(amount.clone());
        }
        let mut net = &amount - &commission;
        if self.makes(Mistake::CommissionOnRelease) {
            (commission, net) = (BigInt::zero(), amount.clone());
        }
        self.outstanding += &amount;
        self.lifetime += &amount;
        let mut released = self.release(net, BigInt::from(now), BigInt::from(period));
        let booked = Booked { amount, commission: commission.clone(), released: released.clone(), shortfall };
        if self.makes(Mistake::CommissionOnRelease) {
            commission = &released * rate_ppm / 1_000_000;
            released -= &commission;
        }
        self.commission += commission;
        self.share(ratio(released));
        booked
    }

    fn release(&mut self, net: BigInt, now: BigInt, period: BigInt) -> BigInt {
        let mut due = if now >= self.end {
            self.unreleased.clone()
        } else {
            let mut due = &self.unreleased * (&now - &self.last) / (&self.end - &self.last);
            if self.makes(Mistake::ReleaseRoundedUp) && now > self.last {
                due = (due + BigInt::one()).min(self.unreleased.clone());
            }
            due
        };
        self.last = now.clone();
        self.unreleased -= &due;
        if net.is_zero() {
            return due;
        }
        let left = (&self.end - &now).max(BigInt::zero());
        let total = &self.unreleased + &net;
        self.end = if self.makes(Mistake::DustPostpones) {
            &now + period
        } else {
            &now + (&self.unreleased * left + net * period) / &total
        };
        self.unreleased = total;
        if self.end == now {
            due += std::mem::take(&mut self.unreleased);
        }
        due
    }

    fn share(&mut self, released: BigRational) {
        self.waiting += released;
        let stake = self.stake();
        if stake.is_zero() {
            if self.makes(Mistake::NobodysRewardsLost) {
                self.waiting = BigRational::zero();
            }
            return;
        }
        // A remainder is smaller than the stake that left it, in units of 1/10^36.
        if stake != self.shared_by {
            self.waiting_ahead += BigRational::new(self.shared_by.clone(), ten(36));
            self.waiting_behind += BigRational::new(stake.clone(), ten(36));
            self.shared_by = stake.clone();
        }
        let amount = std::mem::take(&mut self.waiting);
        let ahead = std::mem::take(&mut self.waiting_ahead);
        let behind = std::mem::take(&mut self.waiting_behind);
        for row in self.rows.values_mut() {
            let part = BigRational::new(row.stake.clone(), stake.clone());
            let share = &amount * &part;
            row.owed += if self.mistake == Some(Mistake::SharesRoundedDown) { share.floor() } else { share };
            row.ahead += &ahead * &part;
            row.behind += &behind * &part;
        }
    }

    /// After a booking: gives `who` that stake.
    pub fn set_stake(&mut self, who: u8, stake: u128) {
        let row = self.rows.entry(who).or_insert(Row {
            stake: BigInt::zero(),
            owed: BigRational::zero(),
            ahead: BigRational::zero(),
            behind: BigRational::zero(),
        });
        row.stake = BigInt::from(stake);
    }

    pub fn pay(&mut self, who: u8, amount: Uint128) {
        if let Some(row) = self.rows.get_mut(&who) {
            row.owed -= ratio(big(amount));
        }
        self.outstanding -= big(amount);
    }

    pub fn pay_commission(&mut self, amount: Uint128) {
        self.commission -= big(amount);
        self.outstanding -= big(amount);
    }

    /// Removes the record of somebody without stake; what it was owed beyond whole units is everybody's.
    pub fn remove(&mut self, who: u8) {
        let Some(row) = self.rows.remove(&who) else { return };
        if self.makes(Mistake::FractionsLost) {
            return;
        }
        self.waiting += row.owed;
        self.waiting_ahead += row.ahead;
        self.waiting_behind += row.behind;
    }

    /// PR-06: `0 ≤ owed − claimable < 1 + stake/10^36`, where both sides grow by what others' remainders may add.
    pub fn check_claimable(&self, who: u8, claimable: Uint128) -> Result<(), String> {
        let row = self.rows.get(&who).ok_or_else(|| format!("{who} has a record too many"))?;
        let withheld = &row.owed - ratio(big(claimable));
        // Whatever the remainders do, they stay far below a unit here.
        let slack = BigRational::new(BigInt::one(), BigInt::from(1000));
        if row.ahead >= slack || row.behind >= slack {
            return Err(format!(
                "the comparison of {who} is too loose: {} ahead, {} behind",
                row.ahead, row.behind
            ));
        }
        if withheld < -row.ahead.clone() {
            return Err(format!("{who} may claim {claimable}, which is {} too much", -withheld));
        }
        if withheld >= BigRational::one() + &row.behind {
            return Err(format!("{who} may claim {claimable}, {withheld} is withheld"));
        }
        Ok(())
    }

    /// PR-06 as it is written, for a pool whose stake never changed.
    pub fn check_claimable_strictly(&self, who: u8, claimable: Uint128) -> Result<(), String> {
        let row = self.rows.get(&who).ok_or_else(|| format!("{who} has a record too many"))?;
        let withheld = &row.owed - ratio(big(claimable));
        let most = BigRational::one() + BigRational::new(row.stake.clone(), ten(36));
        if withheld < BigRational::zero() || withheld >= most {
            return Err(format!("{who} may claim {claimable}, {withheld} is withheld"));
        }
        Ok(())
    }

    pub fn people(&self) -> Vec<u8> {
        self.rows.keys().copied().collect()
    }
}
