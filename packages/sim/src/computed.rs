//! `tributary-sim economics` and `tributary-sim programme`.

use std::fs;
use std::io::{self, Write};

use tributary_simulator::computed::{Command, Crowd};

use crate::End;

/// Computes, prints what was found, and writes it as a page if that is wanted.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn compute(command: &Command, arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let (crowd, page) = match understood(command, arguments) {
        Ok(understood) => understood,
        Err(why) => return Ok(End::Misused(why)),
    };
    let findings = match (command.findings)(crowd) {
        Ok(findings) => findings,
        Err(error) => {
            writeln!(out, "FAILED   {error}")?;
            return Ok(End::Failed);
        }
    };
    write!(out, "{}", findings.text())?;
    if let Some(path) = page {
        if let Err(error) = fs::write(path, findings.html()) {
            writeln!(out, "FAILED   {path}: {error}")?;
            return Ok(End::Failed);
        }
    }
    Ok(if findings.holds { End::Held } else { End::Failed })
}

/// Whom it is about, and the page.
fn understood<'a>(command: &Command, arguments: &'a [String]) -> Result<(Crowd, Option<&'a str>), String> {
    let (mut page, mut people, mut seed) = (None, None, None);
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(option) = rest.next() {
        let place = match option {
            "--html" => &mut page,
            "--seed" => &mut seed,
            option if option == command.people => &mut people,
            other => return Err(format!("there is no option `{other}`")),
        };
        let value = rest.next().ok_or_else(|| format!("the value behind {option} is missing"))?;
        if place.replace(value).is_some() {
            return Err(format!("{option} stands twice"));
        }
    }
    let Crowd { people: usual, seed: first } = command.crowd();
    let people = number(command.people, people)?.unwrap_or(usual);
    let (fewest, most) = command.range;
    if !(fewest..=most).contains(&people) {
        return Err(format!("{} is from {fewest} to {most}", command.people));
    }
    Ok((Crowd { people, seed: number("--seed", seed)?.unwrap_or(first) }, page))
}

fn number(option: &str, value: Option<&str>) -> Result<Option<u64>, String> {
    let parsed = value.map(str::parse).transpose();
    parsed.map_err(|_| format!("{option} takes a whole number"))
}
