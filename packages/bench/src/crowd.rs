//! Many delegators at once: the rows that a contract wrote for one of them, copied for generated addresses.

use anyhow::{bail, ensure, Context, Result};
use sha2::{Digest, Sha256};

use crate::address::humanize;
use crate::world::Rows;

/// Copied items get ids from here on, which no contract reaches in a run.
const FIRST_COPIED_ITEM: u64 = 1 << 40;

/// Rows to copy.
pub struct Template {
    address: String,
    is_item: bool,
    rows: Vec<(Box<[u8]>, Box<[u8]>)>,
}

impl Template {
    /// What a contract keeps of a delegator: the rows with its address in the key.
    pub fn of_delegator(rows: &Rows, address: &str) -> Result<Self> {
        Self::select(rows, address, false, |key| contains(key, address))
    }

    /// What a contract keeps of an open item: the rows with its id at the end of the key.
    pub fn of_item(rows: &Rows, address: &str, id: u64) -> Result<Self> {
        Self::select(rows, address, true, |key| key.ends_with(&id.to_be_bytes()))
    }

    fn select(rows: &Rows, address: &str, is_item: bool, wanted: impl Fn(&[u8]) -> bool) -> Result<Self> {
        let rows: Vec<_> = rows
            .iter()
            .filter(|(key, _)| wanted(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        ensure!(!rows.is_empty(), "no row of {address} to copy");
        Ok(Self { address: address.to_string(), is_item, rows })
    }

    /// Rows of each copy.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Adds the copies of these numbers.
    pub fn copy(&self, rows: &mut Rows, numbers: impl IntoIterator<Item = u64>) -> Result<()> {
        for number in numbers {
            let address = copy_address(number)?;
            for (key, value) in &self.rows {
                let mut key = replace(key, &self.address, &address);
                if self.is_item {
                    let id_at = key.len() - 8;
                    key[id_at..].copy_from_slice(&(FIRST_COPIED_ITEM + number).to_be_bytes());
                }
                rows.insert(key, replace(value, &self.address, &address));
            }
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

/// Adds to a number in the JSON of the rows of an address, for what a contract would have counted itself.
pub fn add_to_count(rows: &mut Rows, address: &str, field: &str, more: u64) -> Result<()> {
    let mark = format!("\"{field}\":");
    for (_, value) in rows.iter_mut().filter(|(key, _)| key.ends_with(address.as_bytes())) {
        let text = std::str::from_utf8(value)?;
        if let Some((before, after)) = text.split_once(&mark) {
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let count = after[..digits].parse::<u64>().with_context(|| format!("{field} is no number"))?;
            *value = format!("{before}{mark}{}{}", count + more, &after[digits..]).into_bytes().into();
            return Ok(());
        }
    }
    bail!("no row of {address} counts {field}")
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

        Template::of_delegator(&rows, &original).unwrap().copy(&mut rows, [7]).unwrap();

        assert_eq!(rows.len(), 3);
        assert_eq!(rows[format!("d/{copy}").as_bytes()].as_ref(), format!("[{copy},{copy}]").as_bytes());
    }

    #[test]
    fn a_count_grows_and_the_rest_stays() {
        let mut rows = Rows::from([row(b"pools/me", r#"{"a":1,"members":9,"b":2}"#), row(b"pools/you", "")]);

        add_to_count(&mut rows, "me", "members", 3).unwrap();

        assert_eq!(rows[b"pools/me".as_slice()].as_ref(), br#"{"a":1,"members":12,"b":2}"#);
        assert!(add_to_count(&mut rows, "you", "members", 3).is_err());
    }

    #[test]
    fn a_copied_item_has_an_id_of_its_own() {
        let owner = copy_address(1).unwrap();
        let mut rows = Rows::from([row(&[b"i".as_slice(), &5u64.to_be_bytes()].concat(), "x")]);

        Template::of_item(&rows, &owner, 5).unwrap().copy(&mut rows, [3]).unwrap();

        let id = (FIRST_COPIED_ITEM + 3).to_be_bytes();
        assert!(rows.contains_key([b"i".as_slice(), &id].concat().as_slice()));
    }
}
