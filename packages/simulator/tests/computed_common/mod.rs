//! What tests of a command that computes need: its pages, its documentation, and the command itself.

#![allow(missing_docs, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, process};

use tributary_simulator::computed::{Crowd, Findings};

use crate::page_common::style_of_one_piece;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page is of one piece, has as many charts and subjects as there are, and shows every figure that the text does.
#[track_caller]
pub fn assert_page(name: &str, findings: &Findings) {
    let page = findings.html();
    let style = style_of_one_piece(&page, name);
    let charts: usize =
        findings.sections.iter().flat_map(|section| &section.charts).map(|of| of.charts.len()).sum();

    assert!(!page.replace(style, "").contains("http"));
    assert_eq!(page.matches("<svg class=\"wide\"").count(), charts);
    assert_eq!(page.matches("<svg class=\"narrow\"").count(), charts);
    assert_eq!(page.matches("<section id=").count(), findings.sections.len());
    let figures = findings.text();
    let lines = figures.lines().filter(|line| !line.starts_with('=') && **line != findings.summary);
    for word in lines.flat_map(str::split_whitespace) {
        if word.contains(|letter: char| letter.is_ascii_digit()) {
            assert!(page.contains(word), "{word}");
        }
    }
}

/// Every block of a page of the documentation is printed; answers the page and how many blocks there are.
#[track_caller]
pub fn assert_documented(name: &str, findings: &Findings) -> (String, usize) {
    let page = fs::read_to_string(root().join(format!("docs/{name}.md"))).expect("the page");
    let printed = findings.text();
    let blocks = page.split("```").skip(1).step_by(2);
    let shown: Vec<&str> = blocks.filter_map(|block| block.strip_prefix("text\n")).collect();
    for block in &shown {
        assert!(printed.contains(block), "docs/{name}.md:\n{block}\nis not in\n{printed}");
    }
    let count = shown.len();
    (page, count)
}

fn output(name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tributary-sim"))
        .current_dir(root())
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
pub fn assert_command(command: tributary_simulator::computed::Command, crowd: Crowd) {
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
pub fn assert_usage(command: tributary_simulator::computed::Command) {
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
