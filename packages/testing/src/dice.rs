//! A small seeded generator, so that a printed seed replays a run on every machine.

/// SplitMix64: every seed gives a stream of its own.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream of `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, 0 for a bound of 0.
    pub fn below(&mut self, bound: u128) -> u128 {
        if bound == 0 {
            return 0;
        }
        let wide = (u128::from(self.roll()) << 64) | u128::from(self.roll());
        wide % bound
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u128, high: u128) -> u128 {
        low + self.below(high - low + 1)
    }

    /// An amount up to about `scale`, small ones as often as large ones.
    pub fn spread(&mut self, scale: u128) -> u128 {
        let bits = 128 - scale.leading_zeros();
        let most = 1u128 << self.between(1, bits.into()) as u32;
        self.between(1, most)
    }

    /// An index below `len`.
    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u128) as usize
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < u128::from(percent)
    }

    /// One of `items`, which must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// One of `items`, if there is any.
    pub fn maybe<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() {
            return None;
        }
        Some(self.pick(items))
    }

    /// Puts `items` in a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_gives_the_same_stream_twice() {
        let (mut one, mut other) = (Dice::new(7), Dice::new(7));

        let first: Vec<u64> = (0..5).map(|_| one.roll()).collect();

        assert_eq!(first, (0..5).map(|_| other.roll()).collect::<Vec<u64>>());
        assert_ne!(first, (0..5).map(|_| one.roll()).collect::<Vec<u64>>());
    }

    #[test]
    fn shuffling_keeps_what_is_there() {
        let mut items: Vec<u32> = (0..50).collect();

        Dice::new(3).shuffle(&mut items);

        assert_ne!(items, (0..50).collect::<Vec<u32>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<u32>>());
    }
}
