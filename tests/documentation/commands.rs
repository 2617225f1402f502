//! What a command of the documentation may be, and who runs it.

use std::fs;
use std::process::Command;

use crate::pages::root;

/// Commands that `scripts/test.sh` runs itself, or that take longer than a test may.
const RUN_ELSEWHERE: [(&str, &str); 10] = [
    ("./scripts/demo.sh", "a stage of scripts/test.sh"),
    ("./scripts/test.sh", "what CI runs"),
    ("./scripts/build-wasm.sh", "a stage of scripts/test.sh, with --check"),
    ("./scripts/build-wasm.sh --check", "a stage of scripts/test.sh"),
    ("./scripts/build-wasm.sh --reproducible", "a stage of scripts/test.sh, with --check"),
    ("./scripts/schema.sh", "a stage of scripts/test.sh, with --check"),
    ("./scripts/coverage.sh", "a stage of scripts/test.sh"),
    ("./scripts/check-wasm.sh", "once a version: compiles two virtual machines"),
    ("./scripts/bench.sh", "once a version: compiles a virtual machine"),
    ("cargo test --workspace --test vectors", "part of the stage tests"),
];

/// Runs the command, or makes sure that somebody does.
pub fn check(command: &str) -> Result<(), String> {
    let script = command.split_whitespace().next().unwrap_or_default();
    if script.starts_with("./") && !root().join(script).is_file() {
        return Err("there is no such script".to_owned());
    }
    if let Some((_, reason)) = RUN_ELSEWHERE.iter().find(|(known, _)| *known == command) {
        let stages = fs::read_to_string(root().join("scripts/test.sh")).map_err(|error| error.to_string())?;
        let name = script.trim_start_matches("./");
        return match reason.starts_with("a stage") && !stages.contains(name) {
            true => Err(format!("scripts/test.sh does not run {name}")),
            false => Ok(()),
        };
    }
    if !command.starts_with("cargo run ") {
        return Err("neither run here nor known to be run elsewhere".to_owned());
    }
    let status = Command::new("sh").arg("-c").arg(command).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
