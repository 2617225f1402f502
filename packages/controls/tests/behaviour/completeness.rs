//! Nothing is forgotten: every bad input of the list has a test or a reason, every error and every event has a test.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// The list of bad inputs, by group: funds, addresses and strings, parsing, staker-registry, pool-registry,
/// joint staking, licences, vault, treasury, owner, hooks of tokens.
const GROUPS: [(&str, usize); 11] = [
    ("F", 12),
    ("A", 9),
    ("P", 7),
    ("S", 15),
    ("R", 24),
    ("J", 13),
    ("L", 10),
    ("V", 12),
    ("T", 9),
    ("O", 8),
    ("H", 4),
];

/// The contracts.
const CONTRACTS: [&str; 7] = [
    "boosted-staking",
    "coinbase",
    "joint-staking",
    "license-nft",
    "pool-registry",
    "staker-registry",
    "treasury-decay",
];

/// Rows that are generated for every message, and for the one with which a contract begins.
const GENERATED: [&str; 13] =
    ["F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07", "A-01", "A-02", "A-03", "P-01", "P-03", "O-01"];

/// Errors that those tests expect: wrong coins, bad addresses and what does not parse.
const GENERATED_ERRORS: [&str; 2] = ["Funds", "Std"];

/// Rows that these contracts cannot meet.
const NOT_HERE: [(&str, &str); 1] = [("R-19", "a coinbase's address is computed, not read from a reply")];

/// Rows that are answered otherwise than the list proposes; the specification's word wins.
const OTHERWISE: [(&str, &str); 16] = [
    ("F-04", "the same denom twice is refused as two coins: funds"),
    ("A-04", "a registry is refused where it would be paid (recipient); as signing address it harms nobody"),
    ("S-07", "coins for the pool-registry are a gift, no accounts are made from them"),
    ("S-15", "repeats and disorder are one refusal: increasing"),
    ("R-06", "a rest below the minimum is refused: minimum"),
    ("R-13", "an opt-in fee is below 100 % and rounds down, so something is always left to delegate"),
    ("R-20", "repeats and disorder are one refusal: increasing"),
    ("J-09", "no message takes a principal back before the end; its release is refused: closed"),
    ("J-11", "a cap of 0 is a day without rewards, and set_class replaces the class of that name"),
    ("T-08", "a 17th excluded account is one too many in a list: at most"),
    ("O-02", "renouncing is refused to everybody: renounce"),
    ("O-08", "another minimum of the vault is for stakes to come; that of the registries is fixed (D25)"),
    ("V-03", "not begun and ending too late are two refusals with the word programme"),
    ("V-07", "counted by balance, or by deposit, is said in the refusal: collection"),
    ("H-03", "no tokens are below the minimum of a stake; a message for something else does not parse"),
    ("O-04", "there is no rescue of surplus; recover_foreign takes foreign coins alone"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All Rust sources below a folder, one after the other.
fn sources(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| match path.extension() {
        _ if path.is_dir() => sources(path),
        Some(extension) if extension == "rs" => read_to_string(path).unwrap(),
        _ => String::new(),
    });
    texts.collect()
}

/// The descriptions of functions, or of tests alone: an id in any other comment is no test.
fn descriptions(source: &str, tests_alone: bool) -> String {
    let (mut all, mut description, mut is_test) = (String::new(), String::new(), false);
    for line in source.lines().map(str::trim_start) {
        if line.starts_with("///") {
            description += line;
            description.push('\n');
        } else if line.starts_with("#[") {
            is_test |= line == "#[test]";
        } else {
            let is_function = line.starts_with("fn ") || line.starts_with("pub fn ");
            if is_function && (is_test || !tests_alone) {
                all += &description;
            }
            description.clear();
            is_test = false;
        }
    }
    all
}

/// Whether descriptions of tests name the row, by itself or in a range.
fn covers(tests: &str, id: &str) -> bool {
    let ranges = [("F-01 to F-09", "F", 9), ("A-01 to A-03", "A", 3)];
    // `PR-19` is an invariant's number, not row `R-19`.
    let mentions = tests
        .match_indices(id)
        .any(|(at, _)| !tests[..at].ends_with(|before: char| before.is_ascii_uppercase()));
    mentions
        || ranges.iter().any(|(text, group, last)| {
            tests.contains(text) && (1..=*last).any(|row| *id == format!("{group}-{row:02}"))
        })
}

/// A test that one contract has covers a row for all of them; so what is generated must be generated for each.
#[test]
fn every_contract_has_the_generated_tests() {
    let macros = root().join("packages/controls/tests/support/bad_messages.rs");
    let tests = descriptions(&read_to_string(macros).unwrap(), true);
    let missing: Vec<_> = GENERATED.iter().filter(|id| !covers(&tests, id)).collect();
    assert!(missing.is_empty(), "not generated: {missing:?}");

    for contract in CONTRACTS {
        let behaviour = root().join("contracts").join(contract).join("tests/behaviour");
        let read = |file: &str| read_to_string(behaviour.join(file)).unwrap();
        let generated = "\nbad_messages!(ExecuteMsg: benches, InstantiateMsg: beginnings";
        assert!(read("bad_inputs.rs").contains(generated), "{contract}");
        assert!(read("main.rs").contains("\nmod bad_inputs;\n"), "{contract}");
        let authority = read("authority.rs");
        assert!(authority.contains("bench.authority(&roles)"), "{contract}");
        assert!(authority.contains("bench.only_roles_pass("), "{contract}");
    }
}

#[test]
fn every_bad_input_has_a_test_or_a_reason() {
    let mut tests = descriptions(&sources(&root().join("packages/controls/tests/support")), false);
    for contract in CONTRACTS {
        let sources = sources(&root().join("contracts").join(contract).join("tests"));
        tests += &descriptions(&sources, true);
    }
    let ids = GROUPS.iter().flat_map(|(group, rows)| (1..=*rows).map(move |row| format!("{group}-{row:02}")));
    let ids: BTreeSet<String> = ids.collect();

    let excused = |id: &String| NOT_HERE.iter().any(|(row, _)| row == id);
    let covered = |id: &String| covers(&tests, id);
    let missing: Vec<&String> = ids.iter().filter(|id| !excused(id) && !covered(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let both: Vec<_> = NOT_HERE.iter().filter(|(row, _)| covered(&(*row).to_owned())).collect();
    assert!(both.is_empty(), "excused and tested: {both:?}");
    let strangers: Vec<_> = OTHERWISE.iter().filter(|(row, _)| !covered(&(*row).to_owned())).collect();
    assert!(strangers.is_empty(), "explained and not tested: {strangers:?}");
}

#[test]
fn an_id_counts_above_a_test_alone() {
    let above = |attribute: &str| format!("/// Z-01.\n{attribute}\nfn works() {{\n    // Z-02.\n}}\n");

    assert_eq!(descriptions(&above("#[test]"), true), "/// Z-01.\n");
    assert_eq!(descriptions(&above("#[track_caller]"), true), "");
    assert_eq!(descriptions(&above("#[track_caller]"), false), "/// Z-01.\n");
    assert_eq!(descriptions("/// Z-01.\nconst NONE: u8 = 0;\n", false), "");
}

/// The names of an enum's variants, which stand four blanks deep.
fn variants(source: &str) -> BTreeSet<String> {
    let lines = source.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    names.map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

#[test]
fn every_error_is_expected_by_a_test() {
    for (place, name) in [
        ("contracts/boosted-staking", "ContractError"),
        ("contracts/coinbase", "ContractError"),
        ("contracts/joint-staking", "ContractError"),
        ("contracts/license-nft", "ContractError"),
        ("contracts/pool-registry", "ContractError"),
        ("contracts/staker-registry", "ContractError"),
        ("contracts/treasury-decay", "ContractError"),
        ("packages/controls", "ControlError"),
    ] {
        let found = variants(&read_to_string(root().join(place).join("src/error.rs")).unwrap());
        let mut tests = sources(&root().join(place).join("tests"));
        if name == "ControlError" {
            tests.extend(
                CONTRACTS.map(|contract| sources(&root().join("contracts").join(contract).join("tests"))),
            );
        }

        let expected = |variant: &String| {
            let generated = name == "ContractError" && GENERATED_ERRORS.contains(&variant.as_str());
            generated || tests.contains(&format!("{name}::{variant}"))
        };
        let missing: Vec<_> = found.iter().filter(|variant| !expected(variant)).collect();
        assert!(missing.is_empty(), "{place}: {missing:?}");
        assert!(found.len() > 6, "{place}: {found:?}");
    }
}

#[test]
fn every_event_is_expected_by_a_test() {
    for (facts, tests) in [
        ("boosted_staking/events.rs", &["boosted-staking"][..]),
        ("coinbase.rs", &["coinbase"]),
        ("joint_staking/events.rs", &["joint-staking"]),
        ("license_nft/events.rs", &["license-nft"]),
        ("pool_registry/events.rs", &["pool-registry"]),
        ("staker_registry/events.rs", &["staker-registry"]),
        ("staker_registry/skipped.rs", &["pool-registry", "staker-registry"]),
        ("treasury_decay/events.rs", &["treasury-decay"]),
        ("event.rs", &["pool-registry", "staker-registry"]),
    ] {
        let source = read_to_string(root().join("packages/types/src").join(facts)).unwrap();
        let lines = source
            .lines()
            .filter(|line| line.starts_with("    ") && line.contains(" = \"") && line.contains('{'));
        let names: Vec<&str> = lines.map(|line| line.split('"').nth(1).unwrap()).collect();
        assert!(!names.is_empty(), "{facts}: {names:?}");
        for contract in tests {
            let tests = sources(&root().join("contracts").join(contract).join("tests"));
            let expected = |name: &&str| {
                [format!("\"{name} "), format!("\"{name}\""), format!("/{name}\"")]
                    .iter()
                    .any(|text| tests.contains(text))
            };
            let missing: Vec<_> = names.iter().filter(|name| !expected(name)).collect();
            assert!(missing.is_empty(), "{contract}: {missing:?}");
        }
    }
}
