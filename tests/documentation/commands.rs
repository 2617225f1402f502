//! What a command of the documentation may be, and who runs it.

use std::fs;
use std::process::Command;

use crate::pages::root;

/// Scripts that take longer than a test may, and who runs them.
const RUN_ELSEWHERE: [(&str, By); 11] = [
    ("./scripts/demo.sh", By::Stage),
    ("./scripts/test.sh", By::Ci),
    ("./scripts/build-wasm.sh", By::Stage),
    ("./scripts/schema.sh", By::Stage),
    ("./scripts/coverage.sh", By::Hand("as long as all tests once more")),
    ("./scripts/check-wasm.sh", By::Hand("compiles two virtual machines")),
    ("./scripts/bench.sh", By::Hand("compiles a virtual machine")),
    ("./scripts/wasm-native.sh", By::Hand("compiles a virtual machine")),
    ("./scripts/devnet.sh", By::Page),
    ("./scripts/deploy.sh", By::Page),
    ("./scripts/genesis.sh", By::ChainTest("chain/test/e2e/genesis.test.ts")),
];

/// Who runs a script.
enum By {
    /// CI itself.
    Ci,
    /// A stage of scripts/test.sh.
    Stage,
    /// A block of docs/cli.md, which a test runs on a devnet.
    Page,
    /// This test on real chains.
    ChainTest(&'static str),
    /// People, once a version, for this reason.
    Hand(&'static str),
}

/// The page whose blocks `sh devnet` are run in order, and by what.
const CHAIN_PAGE: &str = "docs/cli.md";
const CHAIN_TEST: &str = "chain/test/e2e/cli.test.ts";

/// Makes sure that somebody runs a block that needs a devnet.
pub fn check_on_devnet(place: &str) -> Result<(), String> {
    match place.contains(&format!("{CHAIN_PAGE}:")) {
        true => runs(CHAIN_TEST, CHAIN_PAGE),
        false => Err(format!("{CHAIN_TEST} runs {CHAIN_PAGE} only")),
    }
}

/// Runs the command, or makes sure that somebody does.
pub fn check(line: &str) -> Result<(), String> {
    let command = line.split(" #").next().unwrap_or_default().trim();
    let is_variable =
        |word: &&str| word.split('=').next().is_some_and(|name| name != *word && !name.contains(['/', '-']));
    let script = command.split_whitespace().find(|word| !is_variable(word)).unwrap_or_default();
    if script.starts_with("./") && !root().join(script).is_file() {
        return Err("there is no such script".to_owned());
    }
    let known = RUN_ELSEWHERE.iter().find(|(name, _)| *name == script);
    match known {
        Some((_, By::Ci)) => runs(".ci/run", script),
        Some((_, By::Stage)) => runs("scripts/test.sh", script),
        Some((_, By::Page)) => runs(CHAIN_PAGE, script),
        Some((_, By::ChainTest(test))) => runs(test, script),
        Some((_, By::Hand(reason))) => {
            assert!(!reason.is_empty());
            Ok(())
        }
        None if command.starts_with("cargo run ") => run(command),
        None => Err("neither run here nor known to be run elsewhere".to_owned()),
    }
}

/// Whether the file `runner` calls the script.
fn runs(runner: &str, script: &str) -> Result<(), String> {
    let text = fs::read_to_string(root().join(runner)).map_err(|error| error.to_string())?;
    match text.contains(script.trim_start_matches("./")) {
        true => Ok(()),
        false => Err(format!("{runner} does not run {script}")),
    }
}

fn run(command: &str) -> Result<(), String> {
    let status = Command::new("sh").arg("-c").arg(command).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
