//! `tributary-sim`: plays scenario files on an embedded chain, serves that chain, and computes the economics of the treasury and
//! the programme of the boosted vault.

mod computed;
mod demo;
mod run;
mod serve;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use tributary_simulator::computed::Command;
use tributary_simulator::{economics, programme};

const USAGE: &str = "\
usage: tributary-sim run [--strict] FILE_OR_FOLDER...
       tributary-sim demo [FILE] [--brief] [--html PATH] [--words PATH]
       tributary-sim serve [--scenario FILE | --story | --state nothing] [--port N] [--host ADDRESS]
                           [--block-time SECONDS] [--chain-id ID]
       tributary-sim economics [--html PATH] [--stakers N] [--seed S]
       tributary-sim programme [--html PATH] [--users N] [--seed S]

run             plays scenario files; a folder is played with all that is in it, in the order of the names
  --strict      a file that needs a contract which is not in this build counts as failed

demo            plays one scenario file (scenarios/story.json) and tells it as a story, with an account of all coins
  --brief       tells it in short: chapters, what they turned, earnings, accounts, a paragraph a contract
  --html        writes the story to this file too, as a page with charts, every message, and a page a contract
  --words       writes the sentence of every step to this file, as JSON, for whoever plays the same file elsewhere

serve           serves the embedded chain like a node of a real one, with the suite deployed, until Ctrl-C; nothing is kept
  --scenario    plays this file first; its steps are in the history
  --story       the same with scenarios/story.json
  --state       nothing: no contract is deployed
  --port        where it listens (26657); 0 is any port that is free
  --host        at which address of this machine (127.0.0.1)
  --block-time  seconds from an empty block to the next, from 0.05 to 3600 (1)
  --chain-id    (tributary-embedded)

economics       what treasury-decay does to stakes: the source's figures, a crowd, splitting a stake, rows a message touches
  --html        writes the same to this file too, as a page with charts
  --stakers     how many stakers the crowd has, 1000 to 5000000 (1000000)
  --seed        which crowd (1)

programme       what the boosted vault does in 548 days: emission, weights, payouts, vesting, restaking, rows a message touches
  --html        writes the same to this file too, as a page with charts
  --users       how many users come, 100 to 200000 (10000)
  --seed        which population (1)

exit status: 0 everything held, or the server was ended; 1 something did not, or it could not start; 2 wrong usage";

/// How a command ended.
pub(crate) enum End {
    /// Everything held.
    Held,
    /// Something did not.
    Failed,
    /// The command does not exist, or not like this.
    Misused(String),
}

/// The commands that compute.
const COMPUTED: [Command; 2] = [economics::COMMAND, programme::COMMAND];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let asked = |argument: &String| matches!(argument.as_str(), "--help" | "-h");
    let end = match arguments.split_first() {
        Some((command, _)) if command == "help" || arguments.iter().any(asked) => {
            writeln!(io::stdout(), "{USAGE}").map(|()| End::Held)
        }
        Some((command, rest)) if command == "run" => run::run(rest, &mut io::stdout().lock()),
        Some((command, rest)) if command == "demo" => demo::demo(rest, &mut io::stdout().lock()),
        Some((command, rest)) if command == "serve" => serve::serve(rest, &mut io::stdout().lock()),
        Some((command, rest)) => match COMPUTED.iter().find(|computed| computed.name == command.as_str()) {
            Some(computed) => computed::compute(computed, rest, &mut io::stdout().lock()),
            None => Ok(End::Misused(format!("there is no command `{command}`"))),
        },
        None => Ok(End::Misused("a command is missing".to_owned())),
    };
    match end {
        Ok(End::Held) => ExitCode::SUCCESS,
        Ok(End::Failed) => ExitCode::FAILURE,
        Ok(End::Misused(why)) => {
            // Nobody is left to tell if stderr is closed.
            writeln!(io::stderr(), "{why}\n{USAGE}").unwrap_or_default();
            ExitCode::from(2)
        }
        // The reader of the output went away.
        Err(_) => ExitCode::FAILURE,
    }
}
