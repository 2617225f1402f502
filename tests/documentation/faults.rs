//! The table of faults is complete, and every test that it names exists.

use std::collections::BTreeMap;
use std::fs;

use crate::pages::root;

/// Faults are numbered from 1.
const FAULTS: usize = 55;

/// The cells of each row, by the number in the first.
fn rows() -> BTreeMap<usize, Vec<String>> {
    let page = fs::read_to_string(root().join("docs/faults.md")).expect("the page can be read");
    let cells = |line: &str| line.split(" | ").map(|cell| cell.trim_matches([' ', '|']).to_owned()).collect();
    let rows = page.lines().filter(|line| line.starts_with("| ")).map(cells);
    rows.filter_map(|row: Vec<String>| Some((row[0].parse().ok()?, row))).collect()
}

/// What stands in backticks and names a function in a file.
fn tests(row: &[String]) -> Vec<(&str, &str)> {
    let quoted = row.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2));
    quoted.filter_map(|name| name.split_once("::")).collect()
}

/// Whether a file has a test of that name.
fn exists(path: &str, name: &str) -> bool {
    let source = fs::read_to_string(root().join(path)).unwrap_or_default();
    let Some((before, _)) = source.split_once(&format!("fn {name}()")) else { return false };
    let last = before.rfind("#[test]").map(|at| &before[at..]);
    last.is_some_and(|since| !since.contains("\nfn "))
}

#[test]
fn every_fault_has_tests_or_a_reason() {
    let rows = rows();

    let missing: Vec<usize> = (1..=FAULTS).filter(|number| !rows.contains_key(number)).collect();
    assert!(missing.is_empty() && rows.len() == FAULTS, "{missing:?} of {}", rows.len());
    for (number, row) in &rows {
        let [_, fault, holds, _, remark] = row.as_slice() else { panic!("fault {number}: {row:?}") };
        assert!(!fault.is_empty() && !holds.is_empty(), "fault {number}: {row:?}");
        assert!(!tests(row).is_empty() || remark.len() > 10, "fault {number} has neither test nor reason");
    }
}

#[test]
fn every_test_of_the_table_exists() {
    let rows = rows();
    let named: Vec<(&str, &str)> = rows.values().flat_map(|row| tests(row)).collect();
    assert!(named.len() > 100, "only {} tests are named", named.len());

    let lost: Vec<_> = named.into_iter().filter(|(path, name)| !exists(path, name)).collect();
    assert!(lost.is_empty(), "{lost:?}");

    assert!(!exists("tests/documentation/faults.rs", "no_such_test"));
    assert!(!exists("tests/documentation/no_such_file.rs", "every_test_of_the_table_exists"));
    assert!(!exists("tests/documentation/faults.rs", "rows"));
}
