//! `tributary-sim demo`.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use tributary_simulator::story::html::html;
use tributary_simulator::story::text::{text, Paint};
use tributary_simulator::{Scenario, Story};

use crate::End;

/// The file that is played if none is named.
const STORY: &str = "scenarios/story.json";

/// Plays one scenario, tells it, and writes it as a page if that is wanted.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn demo(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let (file, page) = match understood(arguments) {
        Ok(understood) => understood,
        Err(why) => return Ok(End::Misused(why)),
    };
    let scenario = match Scenario::read(Path::new(file)) {
        Ok(scenario) => scenario,
        Err(error) => {
            writeln!(out, "FAILED   {error}")?;
            return Ok(End::Failed);
        }
    };
    let story = Story::of(&scenario);
    let colours = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    write!(out, "{}", text(&story, if colours { Paint::Colours } else { Paint::Plain }))?;
    if let Some(page) = page {
        if let Err(error) = fs::write(page, html(&story)) {
            writeln!(out, "FAILED   {page}: {error}")?;
            return Ok(End::Failed);
        }
    }
    Ok(if story.holds() { End::Held } else { End::Failed })
}

/// File and page.
fn understood(arguments: &[String]) -> Result<(&str, Option<&str>), String> {
    let mut file = None;
    let mut page = None;
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        let place = match argument {
            "--html" => {
                let path = rest.next().ok_or("the path behind --html is missing")?;
                page.replace(path)
            }
            option if option.starts_with("--") => return Err(format!("there is no option `{option}`")),
            path => file.replace(path),
        };
        if place.is_some() {
            return Err(format!("`{argument}` is too much: one file, one page"));
        }
    }
    Ok((file.unwrap_or(STORY), page))
}
