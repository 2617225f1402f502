//! `tributary-sim demo`.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use tributary_simulator::story::html::html;
use tributary_simulator::story::text::{brief, text, Paint};
use tributary_simulator::{Scenario, Story};

use crate::End;

/// The file that is played if none is named.
const STORY: &str = "scenarios/story.json";

/// Plays one scenario, tells it, and writes it as a page if that is wanted.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn demo(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let Wanted { file, page, words, short } = match understood(arguments) {
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
    let paint = if colours { Paint::Colours } else { Paint::Plain };
    write!(out, "{}", if short { brief(&story, paint) } else { text(&story, paint) })?;
    let files = [page.map(|path| (path, html(&story))), words.map(|path| (path, story.words().to_string()))];
    for (path, content) in files.into_iter().flatten() {
        if let Err(error) = fs::write(path, content) {
            writeln!(out, "FAILED   {path}: {error}")?;
            return Ok(End::Failed);
        }
    }
    Ok(if story.holds() { End::Held } else { End::Failed })
}

/// What the command asks for.
#[derive(Default)]
struct Wanted<'a> {
    file: &'a str,
    /// Where the page is written.
    page: Option<&'a str>,
    /// Where the sentence of every step is written, for whoever plays the same file elsewhere.
    words: Option<&'a str>,
    /// Whether it is told in short.
    short: bool,
}

fn understood(arguments: &[String]) -> Result<Wanted<'_>, String> {
    let mut wanted = Wanted::default();
    let mut file = None;
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        let mut path = || rest.next().ok_or(format!("the path behind {argument} is missing"));
        let again = match argument {
            "--html" => wanted.page.replace(path()?).is_some(),
            "--words" => wanted.words.replace(path()?).is_some(),
            "--brief" => std::mem::replace(&mut wanted.short, true),
            option if option.starts_with("--") => return Err(format!("there is no option `{option}`")),
            path => file.replace(path).is_some(),
        };
        if again {
            return Err(format!("`{argument}` is too much: one file, each option once"));
        }
    }
    wanted.file = file.unwrap_or(STORY);
    Ok(wanted)
}
