//! The contracts of this build, which run as native code. Uploaded wasm is recognised by its checksum, so that tools which deploy
//! the artifacts do so here as well.

use std::collections::BTreeMap;
use std::io::Read;

use cosmwasm_std::HexBinary;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use thiserror::Error;
use tributary_simulator::Chain;

/// Checksums of the optimised contracts, as `sha256sum` writes them.
const ARTIFACTS: &str = include_str!("../../../artifacts/checksums.txt");

/// How a gzip file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// How large a contract may be, unpacked.
const LARGEST: u64 = 3 * 1024 * 1024;

pub(crate) type Checksum = [u8; 32];

/// What cannot be stored.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Unknown {
    #[error("the code cannot be unpacked, or is too large")]
    NotUnpacked,
    #[error("the embedded chain runs no wasm but knows the contracts of this build by artifacts/checksums.txt, where {0} is not")]
    Checksum(String),
}

/// The codes of a chain by checksum.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    ids: BTreeMap<Checksum, u64>,
}

impl Codes {
    /// The codes that a chain holds.
    pub fn of(chain: &Chain) -> Self {
        let lines = ARTIFACTS.lines().filter_map(|line| line.split_once(char::is_whitespace));
        let ids = lines.filter_map(|(checksum, file)| {
            let checksum = HexBinary::from_hex(checksum).ok()?.to_array().ok()?;
            let stem = file.trim().strip_suffix(".wasm")?;
            let name = stem.strip_prefix("tributary_").or_else(|| stem.strip_prefix("standard_"))?;
            Some((checksum, chain.code_id(&name.replace('_', "-")).ok()?))
        });
        Self { ids: ids.collect() }
    }

    /// The checksum of a code: that of its artifact, or else what the embedded chain calls it by.
    pub fn checksum(&self, chain: &Chain, id: u64) -> Option<Checksum> {
        let artifact = self.ids.iter().find(|(_, known)| **known == id).map(|(checksum, _)| *checksum);
        artifact.or_else(|| {
            let info = chain.app().wrap().query_wasm_code_info(id).ok()?;
            info.checksum.as_slice().try_into().ok()
        })
    }

    /// Which code some wasm is, plain or gzipped.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn recognise(&self, bytes: &[u8]) -> Result<(u64, Checksum), Unknown> {
        let checksum: Checksum = match bytes.starts_with(&GZIP) {
            true => Sha256::digest(unpacked(bytes)?).into(),
            false => Sha256::digest(bytes).into(),
        };
        match self.ids.get(&checksum) {
            Some(id) => Ok((*id, checksum)),
            None => Err(Unknown::Checksum(hex::encode(checksum))),
        }
    }
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Unknown> {
    let mut wasm = vec![];
    let length =
        GzDecoder::new(bytes).take(LARGEST).read_to_end(&mut wasm).map_err(|_| Unknown::NotUnpacked)?;
    match u64::try_from(length) {
        Ok(length) if length < LARGEST => Ok(wasm),
        _ => Err(Unknown::NotUnpacked),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;
    use tributary_simulator::Clock;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(vec![], flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_artifact_is_a_code_of_this_build() {
        let chain = Chain::new(&Clock::default()).unwrap();
        let codes = Codes::of(&chain);

        assert_eq!(codes.ids.len(), ARTIFACTS.lines().count());
        for (checksum, id) in &codes.ids {
            assert_eq!(codes.checksum(&chain, *id), Some(*checksum));
        }
        assert!(codes.checksum(&chain, chain.code_id("cw4-group").unwrap()).is_some());
        assert_eq!(codes.checksum(&chain, 99), None);
    }

    #[test]
    fn what_is_uploaded_is_recognised_plain_and_packed_and_bombs_are_not_unpacked() {
        let wasm = b"wasm".to_vec();
        let checksum = Sha256::digest(&wasm).into();
        let codes = Codes { ids: BTreeMap::from([(checksum, 7)]) };

        assert_eq!(codes.recognise(&wasm), Ok((7, checksum)));
        assert_eq!(codes.recognise(&packed(&wasm)), Ok((7, checksum)));
        assert!(matches!(codes.recognise(b"other"), Err(Unknown::Checksum(_))));
        assert_eq!(codes.recognise(&[0x1f, 0x8b, 0]), Err(Unknown::NotUnpacked));
        assert_eq!(codes.recognise(&packed(&vec![0; 4 * 1024 * 1024])), Err(Unknown::NotUnpacked));
    }
}
