//! Every JSON example and every command of README and docs/ is tried.

mod commands;
mod examples;
mod faults;
mod pages;

use pages::{blocks, Block};

#[test]
fn every_json_example_is_what_it_says() {
    let examples: Vec<Block> = blocks().into_iter().filter(|block| block.is("json")).collect();
    assert!(examples.len() > 10, "only {} examples found", examples.len());
    for example in examples {
        if let Err(problem) = examples::check(&example) {
            panic!("{}: {problem}\n{}", example.place, example.text);
        }
    }
}

#[test]
fn every_command_is_run_by_ci() {
    let commands: Vec<Block> = blocks().into_iter().filter(|block| block.is("sh")).collect();
    assert!(!commands.is_empty(), "no commands found");
    for block in commands {
        if let Some(chain) = block.info.strip_prefix("sh ") {
            commands::check_on(chain, &block.place)
                .unwrap_or_else(|problem| panic!("{}: {problem}", block.place));
            continue;
        }
        for line in block.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Err(problem) = commands::check(line) {
                panic!("{}: `{line}`: {problem}", block.place);
            }
        }
    }
}

#[test]
fn a_wrong_example_is_found() {
    let block = |info: &str, text: &str| Block::new("here", info, text);
    let wrong = [
        block("json execute pool-registry", r#"{ "delegate": { "pool": "a", "amount": "1" } }"#),
        block("json execute pool-registry", r#"{ "delegates": { "pool": "a" } }"#),
        block("json query staker-registry", r#"{ "totals": {} "#),
        block("json instantiate coinbase", "{}"),
        block("json execute nobody", "{}"),
        block("json", "{}"),
        block("json step", r#"{ "advanced": { "seconds": 1 } }"#),
        block(
            "json scenario",
            r#"{ "name": "x", "steps": [{ "balance": "ada", "denom": "u", "equals": "1" }] }"#,
        ),
    ];
    for example in wrong {
        assert!(examples::check(&example).is_err(), "{} {}", example.info, example.text);
    }
    assert!(commands::check("./scripts/no-such-script.sh").is_err());
    assert!(commands::check("rm -rf something").is_err());
    assert!(commands::check("FORCE=yes rm -rf something").is_err());
    assert!(commands::check_on("devnet", "docs/deploy.md:1").is_err());
    assert!(commands::check_on("serve", "docs/cli.md:1").is_err());
    assert!(commands::check_on("nowhere", "docs/cli.md:1").is_err());
}
