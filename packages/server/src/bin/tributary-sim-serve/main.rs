//! `tributary-sim serve`: the embedded chain as a server. It is a program of its own, so that whoever only plays scenarios compiles
//! no server.

use std::env;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use tributary_server::{ServeError, Server, Settings, State};
use tributary_simulator::chain::CHAIN_ID;
use tributary_simulator::Scenario;

const USAGE: &str = "\
usage: tributary-sim serve [--scenario FILE | --story | --state nothing] [--port N] [--host ADDRESS]
                           [--block-time SECONDS] [--chain-id ID]

Serves the embedded chain like a node of a real one, with the whole suite freshly deployed (docs/serve.md).

  --scenario    plays this file first; its steps are in the history
  --story       the same with scenarios/story.json
  --state       nothing: no contract is deployed
  --port        where it listens (26657); 0 is any port that is free
  --host        at which address of this machine (127.0.0.1)
  --block-time  seconds from an empty block to the next, from 0.05 to 3600 (1)
  --chain-id    (tributary-embedded)

Ctrl-C ends it; nothing is kept. Exit status: 0 it was ended, 1 it could not start, 2 wrong usage";

/// The file that `--story` plays.
const STORY: &str = "scenarios/story.json";

/// What a command line asks for.
#[derive(Debug)]
struct Wanted {
    host: IpAddr,
    port: u16,
    block_time: Duration,
    chain_id: String,
    state: Begin,
}

/// What is on the chain.
#[derive(Debug, PartialEq, Eq)]
enum Begin {
    Suite,
    Nothing,
    Scenario(String),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if matches!(arguments.first().map(String::as_str), Some("help" | "--help" | "-h")) {
        return end(writeln!(io::stdout(), "{USAGE}"), ExitCode::SUCCESS);
    }
    let wanted = match understood(&arguments) {
        Ok(wanted) => wanted,
        Err(why) => return end(writeln!(io::stderr(), "{why}\n{USAGE}"), ExitCode::from(2)),
    };
    match serve(wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => end(writeln!(io::stderr(), "FAILED   {why}"), ExitCode::FAILURE),
    }
}

/// Nobody is left to tell if an output is closed.
fn end(said: io::Result<()>, code: ExitCode) -> ExitCode {
    said.map_or(ExitCode::FAILURE, |()| code)
}

fn serve(Wanted { host, port, block_time, chain_id, state }: Wanted) -> Result<(), ServeError> {
    let state = match state {
        Begin::Suite => State::Suite,
        Begin::Nothing => State::Nothing,
        Begin::Scenario(file) => {
            let scenario = Scenario::read(Path::new(&file)).map_err(tributary_server::StartError::from)?;
            State::Played(Box::new(scenario))
        }
    };
    let listen = SocketAddr::new(host, port);
    let server = Server::prepare(Settings { listen, block_time, chain_id: chain_id.clone(), state })?;
    let at = server.address()?;
    writeln!(io::stdout(), "{chain_id} at http://{at}, Ctrl-C ends it")?;
    server.run()
}

fn understood(arguments: &[String]) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        host: Ipv4Addr::LOCALHOST.into(),
        port: 26_657,
        block_time: Duration::from_secs(1),
        chain_id: CHAIN_ID.to_owned(),
        state: Begin::Suite,
    };
    let mut seen = vec![];
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(option) = rest.next() {
        // What is on the chain is said once.
        let said = if matches!(option, "--scenario" | "--story") { "--state" } else { option };
        if seen.contains(&said) {
            return Err(format!("`{option}` is too much: each option once, one state"));
        }
        seen.push(said);
        let mut value = || rest.next().ok_or_else(|| format!("the value behind {option} is missing"));
        match option {
            "--story" => wanted.state = Begin::Scenario(STORY.to_owned()),
            "--scenario" => wanted.state = Begin::Scenario(value()?.to_owned()),
            "--state" if value()? == "nothing" => wanted.state = Begin::Nothing,
            "--state" => return Err("--state is `nothing` or left out".to_owned()),
            "--port" => wanted.port = value()?.parse().map_err(|_| "--port is from 0 to 65535".to_owned())?,
            "--host" => wanted.host = value()?.parse().map_err(|_| "--host is an IP address".to_owned())?,
            "--block-time" => wanted.block_time = block_time(value()?)?,
            "--chain-id" => wanted.chain_id = chain_id(value()?)?,
            other => return Err(format!("there is no option `{other}`")),
        }
    }
    Ok(wanted)
}

fn block_time(text: &str) -> Result<Duration, String> {
    let range = Duration::from_millis(50)..=Duration::from_secs(3_600);
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|span| range.contains(span)).ok_or_else(|| "--block-time is from 0.05 to 3600".to_owned())
}

fn chain_id(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match (1..=50).contains(&text.len()) && text.chars().all(plain) {
        true => Ok(text.to_owned()),
        false => Err("--chain-id has from 1 to 50 letters, digits, `-`, `_` and `.`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Wanted, String> {
        let arguments: Vec<_> = line.split_whitespace().map(ToOwned::to_owned).collect();
        understood(&arguments)
    }

    #[test]
    fn without_options_it_is_the_suite_for_this_machine_alone() {
        let wanted = read("").unwrap();

        assert_eq!((wanted.host.to_string(), wanted.port), ("127.0.0.1".to_owned(), 26_657));
        assert_eq!((wanted.block_time, wanted.state), (Duration::from_secs(1), Begin::Suite));
        assert_eq!(wanted.chain_id, "tributary-embedded");
    }

    #[test]
    fn options_say_otherwise() {
        let wanted = read("--story --port 0 --host ::1 --block-time 0.2 --chain-id a-1").unwrap();

        assert_eq!((wanted.host.to_string(), wanted.port), ("::1".to_owned(), 0));
        assert_eq!((wanted.block_time, wanted.chain_id), (Duration::from_millis(200), "a-1".to_owned()));
        assert_eq!(wanted.state, Begin::Scenario(STORY.to_owned()));
        assert_eq!(read("--state nothing").unwrap().state, Begin::Nothing);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in [
            "--story --scenario x",
            "--port 1 --port 2",
            "--port",
            "--port 65536",
            "--host here",
            "--state all",
            "--block-time 0",
            "--block-time nan",
            "--block-time -1",
            "--block-time inf",
            "--chain-id a/b",
            "--fast",
            "x",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
