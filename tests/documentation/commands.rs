//! What a command of the documentation may be, and who runs it.

use std::fs;
use std::process::Command;

use crate::pages::root;

/// Scripts that take longer than a test may, and who runs them.
const RUN_ELSEWHERE: [(&str, By); 14] = [
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
    ("./scripts/genesis.sh", By::Test("chain/test/e2e/genesis.test.ts")),
    ("./scripts/keeper.sh", By::Test("services/keeper/test/e2e/keeper.test.ts")),
    ("./scripts/proxy.sh", By::Test("services/proxy/test/command.test.ts")),
    ("./scripts/web.sh", By::Test("web/test/browser/command.test.ts")),
];

/// Who runs a script.
enum By {
    /// CI itself.
    Ci,
    /// A stage of scripts/test.sh.
    Stage,
    /// A block of docs/cli.md, which a test runs on a devnet.
    Page,
    /// This test, in TypeScript.
    Test(&'static str),
    /// People, once a version, for this reason.
    Hand(&'static str),
}

/// The page of the command line.
const CLI_PAGE: &str = "docs/cli.md";

/// The pages whose blocks are run in order on a chain, by the word behind `sh` and `json`, and by what.
const CHAIN_PAGES: [(&str, &str, &str); 2] = [
    ("devnet", CLI_PAGE, "chain/test/e2e/cli.test.ts"),
    ("serve", "docs/serve.md", "packages/sim/tests/serve.rs"),
];

/// Makes sure that somebody runs a block that needs this chain.
pub fn check_on(chain: &str, place: &str) -> Result<(), String> {
    let known = CHAIN_PAGES.iter().find(|(word, ..)| *word == chain);
    let (_, page, test) = known.ok_or_else(|| format!("there is no chain `{chain}`"))?;
    match place.contains(&format!("{page}:")) {
        true => runs(test, page),
        false => Err(format!("{test} runs {page} only")),
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
        Some((_, By::Page)) => runs(CLI_PAGE, script),
        Some((_, By::Test(test))) => runs(test, script),
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
