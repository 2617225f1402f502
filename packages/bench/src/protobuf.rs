//! The two protobuf answers that contracts see in replies.

/// `MsgExecuteContractResponse { bytes data = 1; }`
pub fn execute_response(data: Option<&[u8]>) -> Vec<u8> {
    field(1, data.unwrap_or_default())
}

/// `MsgInstantiateContract2Response { string address = 1; bytes data = 2; }`
pub fn instantiate_response(address: &str, data: Option<&[u8]>) -> Vec<u8> {
    [field(1, address.as_bytes()), field(2, data.unwrap_or_default())].concat()
}

/// A field of wire type 2; an empty one is left out.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let mut encoded = vec![number << 3 | 2];
    let mut length = bytes.len();
    while length >= 0x80 {
        encoded.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    encoded.push(length as u8);
    encoded.extend_from_slice(bytes);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_above_127_take_two_bytes() {
        assert_eq!(execute_response(None), b"");
        assert_eq!(instantiate_response("a", Some(&[9])), [0x0a, 1, b'a', 0x12, 1, 9]);
        assert_eq!(execute_response(Some(&[0; 300]))[..3], [0x0a, 0xac, 0x02]);
    }
}
