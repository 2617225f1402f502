//! Many delegators at once: the rows that a contract wrote for one of them, copied for generated addresses.
//!
//! Few rows name what has to change in a copy, and only numbers: what this knows of packed records is how numbers are
//! written (`packages/controls/src/packed/number.rs`), and which fields come before.

use anyhow::{ensure, Context, Result};
use sha2::{Digest, Sha256};

use crate::address::humanize;
use crate::world::Rows;

/// Where the staker-registry keeps its sums, the next id first.
const LEDGER: &[u8] = b"l";

/// With what the keys begin under which it keeps what an owner has open with a staker.
const OPEN: &[u8] = b"\0\x01o";

/// With what the key begins under which the pool-registry keeps a pool.
const POOL: &[u8] = b"\0\x01p";

/// The first byte of a number that tells how many follow, here 1.
const ONE_BYTE: u8 = 224;

/// Rows to copy.
pub struct Template {
    address: String,
    rows: Vec<(Box<[u8]>, Box<[u8]>)>,
}

/// One of the crowd, and its open items.
#[derive(Clone, Copy)]
pub struct Copied {
    pub number: u64,
    pub undelegation: u64,
    pub transfer: u64,
}

impl Template {
    /// What a contract keeps of a delegator: the rows with its address in the key.
    pub fn of_delegator(rows: &Rows, address: &str) -> Result<Self> {
        Self::select(rows, address, |key| contains(key, address))
    }

    /// What a contract keeps of an open item: the rows with its id at the end of the key.
    pub fn of_item(rows: &Rows, address: &str, id: u64) -> Result<Self> {
        Self::select(rows, address, |key| key.ends_with(&id.to_be_bytes()))
    }

    /// Which items an owner has open: a row each staker, here one with an undelegation and a transfer.
    pub fn of_open(rows: &Rows, address: &str) -> Result<Self> {
        Self::select(rows, address, |key| key.starts_with(OPEN) && contains(key, address))
    }

    fn select(rows: &Rows, address: &str, wanted: impl Fn(&[u8]) -> bool) -> Result<Self> {
        let rows: Vec<_> = rows
            .iter()
            .filter(|(key, _)| wanted(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        ensure!(!rows.is_empty(), "no row of {address} to copy");
        Ok(Self { address: address.to_string(), rows })
    }

    /// Rows of each copy.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Adds the copy of this number.
    pub fn copy(&self, rows: &mut Rows, number: u64) -> Result<()> {
        self.copy_with(rows, number, |_, _| {})
    }

    /// Adds the copy of this number as the item `id`.
    pub fn copy_item(&self, rows: &mut Rows, number: u64, id: u64) -> Result<()> {
        self.copy_with(rows, number, |key, _| {
            let id_at = key.len() - 8;
            key[id_at..].copy_from_slice(&id.to_be_bytes());
        })
    }

    /// Adds which items that copy has open.
    pub fn copy_open(&self, rows: &mut Rows, copied: Copied) -> Result<()> {
        let Copied { number, undelegation, transfer } = copied;
        let open = [vec![1], packed(undelegation), vec![1], packed(transfer)].concat();
        self.copy_with(rows, number, |_, value| *value = open.clone().into())
    }

    fn copy_with(
        &self,
        rows: &mut Rows,
        number: u64,
        change: impl Fn(&mut [u8], &mut Box<[u8]>),
    ) -> Result<()> {
        let address = copy_address(number)?;
        for (key, value) in &self.rows {
            let (mut key, mut value) =
                (replace(key, &self.address, &address), replace(value, &self.address, &address));
            change(&mut key, &mut value);
            rows.insert(key, value);
        }
        Ok(())
    }
}

/// The address of a copy.
pub fn copy_address(number: u64) -> Result<String> {
    humanize(&Sha256::digest(number.to_be_bytes())[..20])
}

/// Removes all rows with an address in their key.
pub fn remove(rows: &mut Rows, address: &str) {
    rows.retain(|key, _| !contains(key, address));
}

/// Takes so many ids, as a contract would have done itself, and answers the first.
pub fn take_ids(rows: &mut Rows, count: u64) -> Result<u64> {
    let ledger = rows.get_mut(LEDGER).context("no ledger")?;
    add_to_number(ledger, 0, count)
}

/// Adds to the delegators of a pool, for what a contract would have counted itself.
pub fn add_delegators(rows: &mut Rows, pool: &str, more: u64) -> Result<()> {
    let key = [POOL, pool.as_bytes()].concat();
    let record = rows.get_mut(key.as_slice()).with_context(|| format!("no pool {pool}"))?;
    // Weight, crr, remainder, commission, outstanding, lifetime; whether something is unreleased, and amount, last, end of
    // it; state, commission rate, self stake, pending stake.
    let mut at = (0..6).try_fold(0, |at, _| after_number(record, at))?;
    let release = if record.get(at) == Some(&0) { 1 } else { 4 };
    at = (0..release + 4).try_fold(at, |at, _| after_number(record, at))?;
    add_to_number(record, at, more)?;
    Ok(())
}

/// Adds to the number that begins at `at`, and answers what it was.
fn add_to_number(record: &mut Box<[u8]>, at: usize, more: u64) -> Result<u64> {
    let end = after_number(record, at)?;
    let bytes = &record[at..end];
    let digits = if bytes[0] < ONE_BYTE { bytes } else { &bytes[1..] };
    let before = digits.iter().fold(0, |number, digit| number * 256 + u64::from(*digit));
    *record = [&record[..at], &packed(before + more), &record[end..]].concat().into();
    Ok(before)
}

/// Where the number that begins at `at` ends.
fn after_number(record: &[u8], at: usize) -> Result<usize> {
    let first = *record.get(at).context("the record ends early")?;
    let end = at + 1 + usize::from(first.checked_sub(ONE_BYTE).map_or(0, |beyond_one| beyond_one + 1));
    ensure!(end <= record.len(), "the record ends early");
    Ok(end)
}

fn packed(number: u64) -> Vec<u8> {
    let digits: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
    match digits.as_slice() {
        [] => vec![0],
        [small] if *small < ONE_BYTE => vec![*small],
        digits => [&[ONE_BYTE + digits.len() as u8 - 1], digits].concat(),
    }
}

fn contains(bytes: &[u8], address: &str) -> bool {
    bytes.windows(address.len()).any(|window| window == address.as_bytes())
}

/// All account addresses have the same length, so a copy has no other size than its template.
fn replace(bytes: &[u8], from: &str, to: &str) -> Box<[u8]> {
    let mut replaced: Box<[u8]> = bytes.into();
    let mut at = 0;
    while let Some(window) = replaced.get_mut(at..at + from.len()) {
        if window == from.as_bytes() {
            window.copy_from_slice(to.as_bytes());
        }
        at += 1;
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &[u8], value: &str) -> (Box<[u8]>, Box<[u8]>) {
        (key.into(), value.as_bytes().into())
    }

    #[test]
    fn a_copy_differs_by_its_address_alone() {
        let (original, copy) = (copy_address(1).unwrap(), copy_address(7).unwrap());
        let mut rows = Rows::from([
            row(format!("d/{original}").as_bytes(), &format!("[{original},{original}]")),
            row(b"d/other", "x"),
        ]);

        Template::of_delegator(&rows, &original).unwrap().copy(&mut rows, 7).unwrap();

        assert_eq!(rows.len(), 3);
        assert_eq!(rows[format!("d/{copy}").as_bytes()].as_ref(), format!("[{copy},{copy}]").as_bytes());
    }

    #[test]
    fn a_count_grows_and_the_rest_stays() {
        let pool = |delegators: &[u8]| [&[7, 224, 250, 1, 2, 3, 4, 0, 0, 5, 6, 7], delegators, &[9]].concat();
        let mut rows = Rows::from([(b"\0\x01pme".as_slice().into(), pool(&[200]).into())]);

        add_delegators(&mut rows, "me", 300).unwrap();

        assert_eq!(rows[b"\0\x01pme".as_slice()].as_ref(), pool(&[225, 1, 244]));
        assert!(add_delegators(&mut rows, "you", 3).is_err());
    }

    #[test]
    fn ids_are_taken_off_the_ledger() {
        let mut rows = Rows::from([(LEDGER.into(), [220, 5].as_slice().into())]);

        assert_eq!((take_ids(&mut rows, 10).unwrap(), take_ids(&mut rows, 1).unwrap()), (220, 230));
        assert_eq!(rows[LEDGER].as_ref(), [224, 231, 5]);
    }

    #[test]
    fn a_copy_has_its_own_items_open() {
        let owner = copy_address(1).unwrap();
        let key = |owner: &str| [OPEN, b"\0\x2b", owner.as_bytes(), b"pool"].concat();
        let mut rows = Rows::from([(key(&owner).into(), [1, 5, 1, 6].as_slice().into())]);

        let copied = Copied { number: 3, undelegation: 300, transfer: 7 };
        Template::of_open(&rows, &owner).unwrap().copy_open(&mut rows, copied).unwrap();

        assert_eq!(rows[key(&copy_address(3).unwrap()).as_slice()].as_ref(), [1, 225, 1, 44, 1, 7]);
    }

    #[test]
    fn a_copied_item_has_an_id_of_its_own() {
        let owner = copy_address(1).unwrap();
        let mut rows = Rows::from([row(&[b"i".as_slice(), &5u64.to_be_bytes()].concat(), "x")]);

        Template::of_item(&rows, &owner, 5).unwrap().copy_item(&mut rows, 3, 9).unwrap();

        let id = 9u64.to_be_bytes();
        assert!(rows.contains_key([b"i".as_slice(), &id].concat().as_slice()));
    }
}
