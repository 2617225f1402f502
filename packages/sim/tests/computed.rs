//! `tributary-sim economics` and `tributary-sim programme`, as a shell sees them.

#![allow(clippy::expect_used, clippy::arithmetic_side_effects)]

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs, process};

use tributary_simulator::computed::Crowd;
use tributary_simulator::{economics, programme};

fn output(name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tributary-sim"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .arg(name)
        .args(arguments)
        .output()
        .expect("it starts")
}

#[track_caller]
fn run(name: &str, arguments: &[&str], status: i32) -> String {
    let output = output(name, arguments);
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(status), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// The command prints and writes what is computed for a crowd.
#[track_caller]
fn assert_command(command: tributary_simulator::computed::Command, crowd: Crowd) {
    let path = env::temp_dir().join(format!("tributary-{}-{}.html", command.name, process::id()));
    let (people, seed) = (crowd.people.to_string(), crowd.seed.to_string());
    let page = path.to_str().expect("text");
    let shell = run(command.name, &[command.people, &people, "--seed", &seed, "--html", page], 0);
    let page = fs::read_to_string(&path).expect("a page");
    fs::remove_file(&path).expect("it is ours");
    let again = (command.findings)(crowd).expect("it computes");

    assert_eq!(shell, again.text());
    assert_eq!(page, again.html());
    assert!(
        shell.lines().last().is_some_and(|line| line.starts_with(&format!("{}: ", command.name))),
        "{shell}"
    );
    assert!(shell.contains(&format!("seed {seed}")));
}

/// Wrong usage is told from failure.
#[track_caller]
fn assert_usage(command: tributary_simulator::computed::Command) {
    let (people, (fewest, most)) = (command.people, command.range);
    let (few, many) = ((fewest - 1).to_string(), (most + 1).to_string());
    for arguments in [
        &["--htm", "x"][..],
        &["file"],
        &["--html"],
        &["--html", "a", "--html", "b"],
        &[people, &few],
        &[people, &many],
        &[people, "many"],
        &["--seed", "-1"],
    ] {
        assert_eq!(run(command.name, arguments, 2), "", "{arguments:?}");
    }
    let text = run(command.name, &[people, &fewest.to_string(), "--html", "/no/such/folder/page.html"], 1);
    assert!(text.contains("FAILED   /no/such/folder/page.html: "), "{text}");
}

#[test]
fn each_prints_and_writes_the_same_for_a_seed() {
    assert_command(economics::COMMAND, Crowd { people: 1_000, seed: 9 });
    assert_command(programme::COMMAND, Crowd { people: 200, seed: 9 });
}

#[test]
fn wrong_usage_is_told_from_failure() {
    assert_usage(economics::COMMAND);
    assert_usage(programme::COMMAND);
}
