//! What positions earn by definition: everybody's weight at every moment, in exact fractions.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use tributary_testing::model::exact::Exact;

use crate::world::{DAY, DAYS, TOTAL};

/// A boost in units of 10^-3, if square roots are whole: √nfts and √loyalty.
pub fn boost(root_nfts: u128, root_loyalty: u128) -> u128 {
    600 * root_nfts + 20 * root_loyalty
}

/// A position; times are seconds after the start.
pub struct Stake {
    /// How much.
    pub amount: u128,
    /// For how many months.
    pub months: u128,
    /// When it came and when it ended.
    pub held: RangeInclusive<u64>,
    /// Since when which boost, in units of 10^-3.
    pub boosts: Vec<(u64, u128)>,
}

impl Stake {
    /// Without a boost.
    pub fn plain(amount: u128, months: u128, held: RangeInclusive<u64>) -> Self {
        Self { amount, months, held, boosts: vec![] }
    }

    /// With this boost from the beginning.
    pub fn boosted(self, boost: u128) -> Self {
        let since = *self.held.start();
        Self { boosts: vec![(since, boost)], ..self }
    }

    /// In units of 10^-4: W1 = 0.4, and W2/2 = 0.3 for a month and a whole boost.
    fn weight(&self, at: u64) -> u128 {
        if at < *self.held.start() || at >= *self.held.end() {
            return 0;
        }
        let boost = self.boosts.iter().rev().find(|(since, _)| *since <= at).map_or(0, |(_, boost)| *boost);
        self.amount * (4_000 + 3 * self.months * boost)
    }
}

/// What each of the stakes has earned at a moment, of the whole programme of these tests.
pub fn earned(stakes: &[Stake], now: u64) -> Vec<Exact> {
    let mut moments = BTreeSet::from([now]);
    for stake in stakes {
        moments.extend([*stake.held.start(), *stake.held.end()]);
        moments.extend(stake.boosts.iter().map(|(since, _)| *since));
    }
    let moments: Vec<u64> = moments.into_iter().filter(|moment| *moment <= now).collect();
    let mut earned = vec![Exact::default(); stakes.len()];
    for pair in moments.windows(2) {
        let weights: Vec<u128> = stakes.iter().map(|stake| stake.weight(pair[0])).collect();
        let total: u128 = weights.iter().sum();
        let emitted = Exact::units(TOTAL).part(pair[1] - pair[0], DAYS * DAY);
        for (weight, earned) in weights.iter().zip(&mut earned).filter(|(weight, _)| **weight > 0) {
            *earned += &emitted.part(*weight, total);
        }
    }
    earned
}

/// The same in whole units, of figures that are not whole.
pub fn floors(stakes: &[Stake], now: u64) -> Vec<u128> {
    let whole = |exact: &Exact| {
        let allowed = exact.allowed();
        assert_eq!(allowed.start(), allowed.end(), "choose figures that are not whole");
        *allowed.start()
    };
    earned(stakes, now).iter().map(whole).collect()
}
