//! `docs/errors.md` lists every error text of the contracts, and no other.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where errors with texts are declared.
const SOURCES: [&str; 9] = [
    "contracts/boosted-staking/src/error.rs",
    "contracts/coinbase/src/error.rs",
    "contracts/joint-staking/src/error.rs",
    "contracts/license-nft/src/error.rs",
    "contracts/pool-registry/src/error.rs",
    "contracts/staker-registry/src/error.rs",
    "contracts/treasury-decay/src/error.rs",
    "packages/controls/src/error.rs",
    "packages/math/src/error.rs",
];

fn read(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap()
}

/// The texts between `#[error("` and `")]`, wherever the line breaks.
fn declared(source: &str) -> BTreeSet<String> {
    let ends = source.split("#[error(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    ends.map(|rest| rest.split_once("\")]").unwrap().0.to_owned()).collect()
}

/// The second cells of all rows with five cells.
fn listed(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter(|line| line.starts_with('|') && line.matches(" | ").count() == 4);
    let texts = rows.filter_map(|row| row.split(" | ").nth(1)?.trim().strip_prefix('`')?.strip_suffix('`'));
    texts.map(str::to_owned).collect()
}

#[test]
fn every_error_text_stands_in_the_page_and_the_page_has_no_other() {
    let declared: BTreeSet<String> = SOURCES.iter().flat_map(|path| declared(&read(path))).collect();
    let listed = listed(&read("docs/errors.md"));

    let missing: Vec<_> = declared.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&declared).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing: {missing:#?}, stale: {stale:#?}");
    assert!(declared.len() > 70, "the sources are read");
}

/// The word of a row is a part of its text.
#[test]
fn every_word_is_in_its_text() {
    let page = read("docs/errors.md");
    for row in page.lines().filter(|line| line.starts_with('|') && line.matches(" | ").count() == 4) {
        let cells: Vec<&str> = row.trim_start_matches("| ").split(" | ").collect();
        let (word, text) = (cells[0], cells[1]);
        assert!(word == "-" || word == "word" || text.contains(word), "{row}");
    }
}

/// A refusal is a variant with a text of its own, which the page explains; texts made on the spot would not be in it.
#[test]
fn refusals_are_never_made_on_the_spot() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let crates = [
        "contracts/boosted-staking",
        "contracts/coinbase",
        "contracts/joint-staking",
        "contracts/license-nft",
        "contracts/pool-registry",
        "contracts/staker-registry",
        "contracts/treasury-decay",
        "packages/controls",
    ];
    let mut folders: Vec<PathBuf> = crates.iter().map(|path| root.join(path).join("src")).collect();
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files += 1;
                assert!(!std::fs::read_to_string(&path).unwrap().contains("generic_err"), "{path:?}");
            }
        }
    }
    assert!(files > 40, "the sources are read");
}
