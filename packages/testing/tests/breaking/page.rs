//! docs/invariants.md: every invariant with its check and where it is broken, as the sources say it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tributary_testing::invariants::elsewhere::ELSEWHERE;
use tributary_testing::invariants::{self, When};

use super::ids;

/// What stands above the table.
const HEAD: &str = "# Invariants

What is true of the contracts at any time, each with the function that checks it and the file that breaks it on purpose, to see
that the check can fail. Functions are in `packages/testing/src` where no other folder is named; \"step\" is checked after every
successful transaction of every random run, \"refusal\" after refused ones too, \"thorough\" after each sixteenth and at the end,
\"pair\" by comparing two runs. Written by `scripts/invariants.sh`.

| id | says | checked by | when | broken in |
|---|---|---|---|---|
";

/// What a source says of one invariant.
struct Check {
    says: String,
    function: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "rs"));
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        (name, fs::read_to_string(file).expect("a source can be read"))
    };
    files.iter().map(read).collect()
}

/// The checks of a source: descriptions that begin with an id, and the function below.
fn checks(name: &str, source: &str) -> BTreeMap<String, Check> {
    let mut found = BTreeMap::new();
    let (mut words, mut sections) = (String::new(), false);
    for line in source.lines() {
        if line == "///" || sections && line.starts_with("///") {
            sections = true;
            continue;
        }
        sections = false;
        if let Some(text) = line.strip_prefix("/// ") {
            words = format!("{words} {text}").trim().to_owned();
            continue;
        }
        if let Some(rest) = line.strip_prefix("pub fn ") {
            let function = rest.split('(').next().unwrap_or_default();
            if let Some((before, says)) = words.split_once(": ") {
                let id = before.split(',').next().unwrap_or_default().to_owned();
                let check = Check { says: says.to_owned(), function: format!("{name}::{function}") };
                found.insert(id, check);
            }
        }
        words.clear();
    }
    found
}

fn all_checks() -> BTreeMap<String, Check> {
    let [folder, one] = ["packages/testing/src/invariants", "packages/testing/src"].map(sources);
    let mut found = BTreeMap::new();
    for (name, source) in folder.iter().chain(one.iter().filter(|(name, _)| name == "pairs")) {
        found.extend(checks(name, source));
    }
    found
}

/// The file that breaks `id`.
fn breaker(id: &str) -> String {
    let quoted = format!("\"{id}\"");
    let broken =
        sources("packages/testing/tests/breaking").into_iter().find(|(_, text)| text.contains(&quoted));
    match broken {
        Some((name, _)) => format!("packages/testing/tests/breaking/{name}.rs"),
        None => "packages/testing/tests/breaking.rs".to_owned(),
    }
}

fn when(id: &str) -> &'static str {
    let along = invariants::all().into_iter().find(|one| one.id == id).map(|one| one.when);
    match along {
        Some(When::Step) => "step",
        Some(When::Refusal) => "refusal",
        Some(When::Thorough) => "thorough",
        None => "pair",
    }
}

/// The page.
///
/// # Panics
/// If an invariant has no description.
pub fn page() -> String {
    let checks = all_checks();
    let mut page = HEAD.to_owned();
    for id in ids() {
        let own = checks.get(&id).map(|check| {
            (check.says.clone(), format!("`{}`", check.function), when(&id).to_owned(), breaker(&id))
        });
        let other = ELSEWHERE.iter().find(|one| one.id == id).map(|one| {
            (one.says.to_owned(), format!("`{}`", one.check), "of its own".to_owned(), one.breaker.to_owned())
        });
        let (says, check, when, broken) =
            other.or(own).unwrap_or_else(|| panic!("{id} is described nowhere"));
        let says = says.replace('|', "\\|");
        page.push_str(&format!("| {id} | {says} | {check} | {when} | `{broken}` |\n"));
    }
    page
}

#[test]
fn the_page_of_invariants_says_what_the_sources_say() {
    let file = root().join("docs/invariants.md");
    let expected = page();
    if std::env::var_os("TRIBUTARY_WRITE_GOLDEN").is_some() {
        fs::write(&file, &expected).expect("the page can be written");
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == expected,
        "docs/invariants.md is not what the sources say: scripts/invariants.sh writes it"
    );
    for one in ELSEWHERE {
        let (path, test) = one.breaker.split_once("::").expect("a file and a test");
        let source = fs::read_to_string(root().join(path)).expect("the file of a breaker");
        assert!(source.contains(&format!("fn {test}()")) && root().join(one.check).exists(), "{}", one.id);
    }
}
