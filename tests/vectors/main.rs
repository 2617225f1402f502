//! Replays the published vectors: `cargo test --workspace --test vectors`.
//!
//! Three roots are read, the first two if they exist: `data/` beside this file, `../shared/vectors` beside the repository,
//! and the folder that the environment variable `TRIBUTARY_VECTORS` names (a relative path counts from the repository's
//! root). In each of them a `.json` file at the top has the form of `data/delegation.json`, see [`form`], and a subfolder
//! named after a contract, or `delegation`, holds scenario files. A file whose content was compared already is not compared
//! again.

mod calls;
mod files;
mod form;
mod queries;
mod replay;
mod tables;
mod tally;
mod world;

use std::io::{self, Write};
use std::process::ExitCode;

use tally::Tally;

fn main() -> io::Result<ExitCode> {
    let out = &mut io::stdout().lock();
    let mut tally = Tally::default();
    for root in files::roots() {
        tally.play_root(&root, out)?;
    }
    writeln!(out, "{tally}")?;
    Ok(if tally.held() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
