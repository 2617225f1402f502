//! `tributary-sim serve`, as a shell sees it, and the commands and answers of docs/serve.md.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::{fs, str};

use serde_json::Value;

/// How the page calls the program, and where it says that it listens.
const PROGRAM: &str = "cargo run --locked -p tributary-sim -- ";
const URL: &str = "http://127.0.0.1:26657";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sim(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tributary-sim"));
    command.current_dir(root()).args(arguments);
    command
}

/// A server of a test's own, on a free port.
struct Serving {
    child: Child,
    line: String,
    address: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut command = sim(arguments);
        let mut child = command.args(["--port", "0"]).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let address = line.split(['/', ',']).nth(2).unwrap_or_default().to_owned();
        Self { child, line, address }
    }

    /// Sends a request and answers the body.
    fn ask(&self, path: &str, body: Option<&str>) -> Value {
        let (method, body) = if let Some(body) = body { ("POST", body) } else { ("GET", "") };
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let (host, length) = (&self.address, body.len());
        let head = format!("HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length:");
        write!(stream, "{method} {path} {head} {length}\r\n\r\n{body}").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect("JSON")
    }

    /// What Ctrl-C does; answers the exit status.
    fn interrupt(mut self) -> Option<i32> {
        let kill = format!("kill -INT {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It is over unless a test failed.
        let _ = self.child.kill();
    }
}

/// The fenced blocks of the page: what stands behind the fence, and the text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    page.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

/// The path and the body of a `curl` of the page.
fn request(command: &str) -> (&str, Option<&str>) {
    let rest = command.strip_prefix("curl -s ").and_then(|rest| rest.strip_prefix(URL)).expect("a request");
    match rest.split_once(" -d '") {
        Some((path, body)) => (path, Some(body.strip_suffix('\'').expect("a quoted body"))),
        None => (rest, None),
    }
}

/// Whether an answer has what the page shows of it: lists and objects may have more, numbers differ from one run to another, and
/// `…` is the rest of a text.
fn has(answer: &Value, shown: &Value) -> bool {
    match (answer, shown) {
        (Value::Object(answer), Value::Object(shown)) => {
            shown.iter().all(|(key, shown)| answer.get(key).is_some_and(|answer| has(answer, shown)))
        }
        (Value::Array(answer), Value::Array(shown)) => {
            shown.iter().all(|shown| answer.iter().any(|answer| has(answer, shown)))
        }
        (Value::String(answer), Value::String(shown)) => match shown.strip_suffix('…') {
            Some(start) => answer.starts_with(start),
            None => answer == shown,
        },
        (Value::Number(_), Value::Number(_)) => true,
        _ => answer == shown,
    }
}

#[test]
#[cfg(unix)]
fn the_page_shows_what_the_server_answers() {
    let page = fs::read_to_string(root().join("docs/serve.md")).expect("the page");
    let blocks = blocks(&page);
    let arguments = blocks[0].1.trim().strip_prefix(PROGRAM).expect("the command");
    let serving = Serving::start(&arguments.split(' ').collect::<Vec<_>>());
    let says = format!("{}\n", blocks[1].1.trim()).replace(URL, &format!("http://{}", serving.address));

    assert_eq!((blocks[0].0, blocks[1].0, &serving.line), ("sh serve", "text", &says));
    let asked = blocks[2..].chunks_exact(2);
    assert!(asked.len() >= 3 && asked.remainder().is_empty(), "every command has its answer");
    for pair in asked {
        assert_eq!((pair[0].0, pair[1].0), ("sh serve", "json serve"));
        let (path, body) = request(pair[0].1.trim());
        let (answer, shown) = (serving.ask(path, body), serde_json::from_str(pair[1].1).expect("JSON"));
        assert!(has(&answer, &shown), "{path}: {shown}\nis not in\n{answer}");
    }
    assert_eq!(serving.interrupt(), Some(0));
}

#[test]
fn an_answer_that_lacks_something_is_seen() {
    let answer = serde_json::json!({ "list": [{ "name": "ada", "height": 7 }], "time": "2026-01-01" });
    let has = |shown: &str| has(&answer, &serde_json::from_str(shown).expect("JSON"));

    assert!(has(r#"{ "time": "2026-…", "list": [{ "height": 9 }] }"#));
    for wrong in [
        r#"{ "time": "2025-…" }"#,
        r#"{ "time": "2026-01" }"#,
        r#"{ "list": [{ "name": "bob" }] }"#,
        r#"{ "list": [{ "height": "7" }] }"#,
        r#"{ "more": 1 }"#,
        "[]",
    ] {
        assert!(!has(wrong), "{wrong}");
    }
}

fn run(arguments: &[&str]) -> Output {
    sim(arguments).output().expect("it starts")
}

#[test]
fn what_cannot_be_served_fails() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let wrong = "packages/simulator/tests/scenarios/folder/b-wrong.json";
    for (arguments, why) in [
        (["serve", "--port", &port], "in use"),
        (["serve", "--scenario", "no-such.json"], "no-such.json: "),
        (["serve", "--scenario", wrong], "step 2: equals.balance"),
    ] {
        let output = run(&arguments);
        let text = str::from_utf8(&output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.starts_with("FAILED   ") && text.contains(why), "{text}");
    }
}

#[test]
fn wrong_usage_is_told_from_failure() {
    for arguments in [&["serve", "--fast"][..], &["serve", "file.json"], &["serve", "--state", "all"]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
    }
}
