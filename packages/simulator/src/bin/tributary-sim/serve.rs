//! `tributary-sim serve`.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::End;

/// The server: a program of its own beside this one, so that whoever only plays scenarios compiles none.
const PROGRAM: &str = "tributary-sim-serve";

/// Hands over to the server.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn serve(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let program = beside(&env::current_exe()?);
    if !program.is_file() {
        writeln!(
            out,
            "FAILED   {} is not there: cargo build --locked -p tributary-server",
            program.display()
        )?;
        return Ok(End::Failed);
    }
    let error = ended(Command::new(program).args(arguments));
    writeln!(out, "FAILED   {error}")?;
    Ok(End::Failed)
}

fn beside(this: &Path) -> PathBuf {
    this.with_file_name(PROGRAM).with_extension(env::consts::EXE_EXTENSION)
}

/// The server takes the place of this process, and with it the signals. Comes back only if it does not start.
#[cfg(unix)]
fn ended(command: &mut Command) -> io::Error {
    use std::os::unix::process::CommandExt;
    command.exec()
}

/// The server runs below this process, which ends as it does.
#[cfg(not(unix))]
fn ended(command: &mut Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
