//! `tributary-sim economics`.

use std::fs;
use std::io::{self, Write};

use tributary_simulator::economics::{html, text, Economics, Options, FEWEST, MOST};

use crate::End;

/// Computes the economics of the treasury, prints them, and writes them as a page if that is wanted.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn economics(arguments: &[String], out: &mut impl Write) -> io::Result<End> {
    let (options, page) = match understood(arguments) {
        Ok(understood) => understood,
        Err(why) => return Ok(End::Misused(why)),
    };
    let told = Economics::of(options).and_then(|economics| {
        let page = page.map(|path| Ok::<_, anyhow::Error>((path, html::html(&economics)?))).transpose()?;
        Ok((text::text(&economics)?, page, economics.is_flat()))
    });
    let (text, page, is_flat) = match told {
        Ok(told) => told,
        Err(error) => {
            writeln!(out, "FAILED   {error}")?;
            return Ok(End::Failed);
        }
    };
    write!(out, "{text}")?;
    if let Some((path, html)) = page {
        if let Err(error) = fs::write(path, html) {
            writeln!(out, "FAILED   {path}: {error}")?;
            return Ok(End::Failed);
        }
    }
    Ok(if is_flat { End::Held } else { End::Failed })
}

/// What is simulated, and the page.
fn understood(arguments: &[String]) -> Result<(Options, Option<&str>), String> {
    let (mut page, mut stakers, mut seed) = (None, None, None);
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(option) = rest.next() {
        let place = match option {
            "--html" => &mut page,
            "--stakers" => &mut stakers,
            "--seed" => &mut seed,
            other => return Err(format!("there is no option `{other}`")),
        };
        let value = rest.next().ok_or_else(|| format!("the value behind {option} is missing"))?;
        if place.replace(value).is_some() {
            return Err(format!("{option} stands twice"));
        }
    }
    let default = Options::default();
    let stakers = number("--stakers", stakers)?.unwrap_or(default.stakers);
    if !(FEWEST..=MOST).contains(&stakers) {
        return Err(format!("--stakers is from {FEWEST} to {MOST}"));
    }
    Ok((Options { stakers, seed: number("--seed", seed)?.unwrap_or(default.seed) }, page))
}

fn number(option: &str, value: Option<&str>) -> Result<Option<u64>, String> {
    let parsed = value.map(str::parse).transpose();
    parsed.map_err(|_| format!("{option} takes a whole number"))
}
