//! Addresses in records: what goes in comes out, in one form that is never longer than the one before.

use cosmwasm_std::Addr;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tributary_controls::packed::{from_bytes, malformed, to_bytes};

use crate::packed::{is, refused};

const CHARSET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

fn address(text: &str) -> Addr {
    Addr::unchecked(text)
}

/// As release 0.1.0 stored it.
fn old(text: &str) -> Vec<u8> {
    to_bytes(&text.to_owned())
}

/// The specification, a bit at a time: the short form of a text that has one.
fn short(text: &str) -> Option<Vec<u8>> {
    let at = text.rfind('1')?;
    let (human, data) = (&text[..at], &text[at + 1..]);
    let plain = human.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if human.is_empty() || human.len() > 24 || !plain || data.len() > 255 {
        return None;
    }
    let mut bits = String::new();
    for character in data.chars() {
        bits += &format!("{:05b}", CHARSET.find(character)?);
    }
    while bits.len() % 8 != 0 {
        bits.push('0');
    }
    let mut bytes = vec![231 + u8::try_from(human.len()).unwrap()];
    bytes.extend(human.as_bytes());
    bytes.push(u8::try_from(data.len()).unwrap());
    bytes.extend(
        bits.as_bytes()
            .chunks(8)
            .map(|eight| u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap()),
    );
    Some(bytes)
}

/// Texts of the form of an address, and texts beside it.
fn text() -> impl Strategy<Value = String> {
    let data =
        |most: usize| vec(select(CHARSET.chars().collect::<Vec<_>>()), 0..most).prop_map(String::from_iter);
    prop_oneof![
        4 => ("[a-z]{1,12}", data(90)).prop_map(|(human, data)| format!("{human}1{data}")),
        2 => ("[a-z01]{0,26}", data(300)).prop_map(|(human, data)| format!("{human}1{data}")),
        1 => ("[a-zA-Z0-9._-]{0,9}", data(9)).prop_map(|(human, data)| format!("{human}1{data}")),
        1 => "[a-z]{1,3}1[a-z0-9]{0,20}",
        1 => ".{0,40}",
    ]
}

proptest! {
    #[test]
    fn a_text_has_one_form_and_it_is_the_specified_one(text in text()) {
        let bytes = to_bytes(&address(&text));
        prop_assert_eq!(&bytes, &short(&text).unwrap_or_else(|| old(&text)));
        prop_assert!(bytes.len() <= old(&text).len());
        prop_assert_eq!(from_bytes::<Addr>(&bytes), Ok(address(&text)));
        // What the release before stored is read as well.
        prop_assert_eq!(from_bytes::<Addr>(&old(&text)), Ok(address(&text)));
    }

    /// Bytes of the short form that are read at all are those that are written.
    #[test]
    fn the_short_form_has_no_second_spelling(first in 232..=255u8, rest in vec(any::<u8>(), 0..60)) {
        let bytes = [vec![first], rest].concat();
        if let Ok(found) = from_bytes::<Addr>(&bytes) {
            prop_assert_eq!(to_bytes(&found), bytes);
        }
    }

    /// The same near what is written, where random bytes hardly come.
    #[test]
    fn a_changed_byte_is_refused_or_another_address(text in "[a-z]{1,5}1[qpzry]{0,40}", at in 0..50usize, byte in any::<u8>()) {
        let mut bytes = to_bytes(&address(&text));
        let length = bytes.len();
        bytes[at % length] = byte;
        if let Ok(found) = from_bytes::<Addr>(&bytes) {
            let again = to_bytes(&found);
            prop_assert!(again == bytes || byte < 232 && at % length == 0, "{found}");
        }
    }
}

#[test]
fn characters_take_five_bits() {
    is(address("a1"), &[232, b'a', 0]);
    is(address("a1q"), &[232, b'a', 1, 0]);
    is(address("a1l"), &[232, b'a', 1, 0b1111_1000]);
    is(address("ab1lq"), &[233, b'a', b'b', 2, 0b1111_1000, 0]);
    is(address("a1llllllll"), &[232, b'a', 8, 255, 255, 255, 255, 255]);
    is(address("a1qqqqqqqqp"), &[232, b'a', 9, 0, 0, 0, 0, 0, 0b0000_1000]);
    // A `1` in the human part belongs to it.
    is(address("a11q"), &[233, b'a', b'1', 1, 0]);
    // A wallet's, a contract's.
    assert_eq!(to_bytes(&address("wasm1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9")).len(), 30);
    assert_eq!(to_bytes(&address(&format!("cosmos1{}", "q".repeat(58)))).len(), 45);
}

#[test]
fn other_texts_stay_texts() {
    for text in
        ["", "1", "1q", "alice", "a1b", "a1Q", "A1q", "a_1q", "ä1q", "a1q ", "aaaaaaaaaaaaaaaaaaaaaaaaa1q"]
    {
        is(address(text), &old(text));
    }
    let (longest, longer) = (format!("a1{}", "q".repeat(255)), format!("a1{}", "q".repeat(256)));
    assert_eq!(to_bytes(&address(&longest))[..3], [232, b'a', 255]);
    is(address(&longer), &old(&longer));
}

#[test]
fn what_no_address_packs_to_is_refused() {
    let long = "an address is longer than it needs";
    refused::<Addr>(&[], "ends early");
    refused::<Addr>(&[232], "ends early");
    refused::<Addr>(&[232, b'a'], "ends early");
    refused::<Addr>(&[232, b'a', 1], "ends early");
    refused::<Addr>(&[232, b'a', 8, 0, 0, 0, 0], "ends early");
    refused::<Addr>(&[232, b'a', 0, 0], "something follows");
    // Bits that are left over.
    refused::<Addr>(&[232, b'a', 1, 1], long);
    refused::<Addr>(&[232, b'a', 1, 0b0000_0100], long);
    refused::<Addr>(&[232, b'a', 2, 0, 0b0010_0000], long);
    refused::<Addr>(&[232, b'a', 9, 0, 0, 0, 0, 0, 0b0000_0111], long);
    for human in [b'A', b'_', b' ', 0, 200] {
        refused::<Addr>(&[232, human, 1, 0], "no human part");
    }
    // 231 and less are lengths.
    assert_eq!(from_bytes::<Addr>(&[231, 0]), Err(malformed("ends early")));
    assert_eq!(
        from_bytes::<Addr>(&[[224, 224].as_slice(), &[b'q'; 224]].concat()),
        Ok(address(&"q".repeat(224)))
    );
}
