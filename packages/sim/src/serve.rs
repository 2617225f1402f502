//! `tributary-sim serve`.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use tributary_server::{ServeError, Server, Settings, StartError, State};
use tributary_simulator::chain::CHAIN_ID;
use tributary_simulator::Scenario;

use crate::End;

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

/// Serves the embedded chain until it is interrupted, and says where.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn serve(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let wanted = match understood(arguments) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(End::Misused(why)),
    };
    let chain_id = wanted.chain_id.clone();
    let served = match prepared(wanted) {
        Ok((server, at)) => {
            writeln!(out, "{chain_id} at http://{at}, Ctrl-C ends it")?;
            server.run()
        }
        Err(error) => Err(error),
    };
    if let Err(error) = served {
        writeln!(out, "FAILED   {error}")?;
        return Ok(End::Failed);
    }
    Ok(End::Held)
}

/// The chain with everything on it, and where it listens.
fn prepared(wanted: Wanted) -> Result<(Server, SocketAddr), ServeError> {
    let Wanted { host, port, block_time, chain_id, state } = wanted;
    let state = match state {
        Begin::Suite => State::Suite,
        Begin::Nothing => State::Nothing,
        Begin::Scenario(file) => {
            let scenario = Scenario::read(Path::new(&file)).map_err(StartError::from)?;
            State::Played(Box::new(scenario))
        }
    };
    let server =
        Server::prepare(Settings { listen: SocketAddr::new(host, port), block_time, chain_id, state })?;
    let at = server.address()?;
    Ok((server, at))
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
