//! What serde lets pass and a scenario must not contain: one key twice in an object, a number that is not a whole number of
//! 64 bits.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Reads `text` and forgets it, unless it is not JSON, repeats a key or holds a fraction.
pub(crate) fn check(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<Strict>(text).map(|_| ())
}

struct Strict;

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Strict;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Strict, E> {
        Err(E::custom(format!("{number} is not a whole number of 64 bits, write it as text")))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
        while items.next_element::<Strict>()?.is_some() {}
        Ok(Strict)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Strict, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            entries.next_value::<Strict>()?;
            if !keys.insert(key.clone()) {
                return Err(A::Error::custom(format!("key `{key}` appears twice in one object")));
            }
        }
        Ok(Strict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_json_passes() {
        check(r#"{"a": [1, -2, "3", null, true, {"a": {}}]}"#).unwrap();
    }

    #[test]
    fn a_repeated_key_is_named() {
        let error = check(r#"{"steps": [{"equals": {"amount": "1", "amount": "2"}}]}"#).unwrap_err();

        assert!(error.to_string().contains("key `amount` appears twice"), "{error}");
    }

    #[test]
    fn fractions_and_numbers_beyond_64_bits_are_refused() {
        for text in ["[1.5]", "[1e3]", "[18446744073709551616]", "[-9223372036854775809]"] {
            let error = check(text).unwrap_err();

            assert!(error.to_string().contains("write it as text"), "{text}: {error}");
        }
        check("[18446744073709551615]").unwrap();
    }
}
