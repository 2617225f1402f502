//! `tributary-sim run`, and what is common to the commands, as a shell sees it.

#![allow(clippy::expect_used)]

use std::path::Path;
use std::process::{Command, Output};

fn sim(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../simulator/tests/scenarios");
    Command::new(env!("CARGO_BIN_EXE_tributary-sim"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("it starts")
}

/// Runs it and wants this exit status; answers what it wrote to stdout.
#[track_caller]
fn run(arguments: &[&str], status: i32) -> String {
    let output = sim(arguments);
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(status), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

#[test]
fn a_file_that_holds_is_ok() {
    let text = run(&["run", "cw20-token.json"], 0);

    assert_eq!(
        text,
        "ok       own/cw20-token (13 steps) cw20-token.json\n1 ok, 0 failed, 0 skipped, 0 not run\n"
    );
}

#[test]
fn a_file_that_fails_tells_file_step_expected_and_found() {
    let text = run(&["run", "cw20-token.json", "folder/b-wrong.json"], 1);

    assert_eq!(
        text,
        "ok       own/cw20-token (13 steps) cw20-token.json\n\
         FAILED   own/wrong (3 steps) folder/b-wrong.json\n  \
           folder/b-wrong.json: step 2: equals.balance\n    \
             expected: \"6\"\n    \
             found:    \"5\"\n\
         1 ok, 1 failed, 0 skipped, 0 not run\n"
    );
}

#[test]
fn a_folder_is_played_with_its_folders_in_the_order_of_the_names() {
    let text = run(&["run", "."], 1);

    let ends: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    let files: Vec<_> = ends.iter().filter_map(|line| line.split_once("./")).map(|(_, file)| file).collect();
    let (unreadable, played): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.contains(": "));
    assert_eq!(
        played,
        [
            "cw20-token.json",
            "cw721-collection.json",
            "folder/a-chain-only.json",
            "folder/b-wrong.json",
            "folder/c-not-yet.json",
            "folder/deep/e-empty.json",
            "preset-pool.json",
        ]
    );
    assert_eq!(unreadable.len(), 1, "{text}");
    assert!(
        text.contains("FAILED   ./folder/d-unknown-key.json: step 1: query step: unknown field `equal`"),
        "{text}"
    );
    assert_eq!(text.lines().last(), Some("4 ok, 2 failed, 1 skipped, 1 not run"));
}

#[test]
fn a_file_for_another_chain_is_skipped() {
    let text = run(&["run", "folder/a-chain-only.json"], 0);

    assert!(text.starts_with("skipped  own/chain-only (not for the embedded chain)"), "{text}");
}

#[test]
fn a_code_that_is_not_there_counts_as_failed_only_if_that_is_wanted() {
    let text = run(&["run", "folder/c-not-yet.json"], 0);
    assert!(text.starts_with("not run  own/not-yet (code `yet-to-come` is not in this build)"), "{text}");

    run(&["run", "--strict", "folder/c-not-yet.json"], 1);
    run(&["run", "--strict", "cw20-token.json"], 0);
}

#[test]
fn what_is_not_there_fails() {
    let text = run(&["run", "no-such.json"], 1);
    assert!(text.starts_with("FAILED   no-such.json: "), "{text}");

    let empty = std::env::temp_dir().join(format!("tributary-sim-empty-{}", std::process::id()));
    std::fs::create_dir_all(&empty).expect("a folder");
    let text = run(&["run", empty.to_str().expect("text")], 1);
    std::fs::remove_dir(&empty).expect("an empty folder");
    assert!(text.contains("no scenario in this folder"), "{text}");
}

#[test]
fn wrong_usage_is_told_from_failure() {
    for arguments in
        [&[][..], &["run"], &["run", "--fast", "cw20-token.json"], &["walk"], &["--strict", "run"]]
    {
        assert_eq!(run(arguments, 2), "");
    }
    for arguments in [&["help"][..], &["--help"], &["serve", "--help"], &["demo", "-h"]] {
        assert!(run(arguments, 0).starts_with("usage: tributary-sim run"), "{arguments:?}");
    }
}
