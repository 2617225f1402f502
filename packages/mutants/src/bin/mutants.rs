//! Plays the mutants of a list: `mutants LIST ROOT WORK [PACKAGE]`. What was done stays in the folder WORK, and is not done again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use serde::de::DeserializeOwned;
use serde::Serialize;
use tributary_mutants::equivalents::Equivalents;
use tributary_mutants::list::{self, Mutant};
use tributary_mutants::play::{self, Outcome};
use tributary_mutants::report::Report;
use tributary_mutants::viable::Dropped;
use tributary_mutants::{alone, copy, reach, viable};

const USAGE: &str = "usage: mutants LIST ROOT WORK [PACKAGE]";

/// The folder of the work.
struct Work(PathBuf);

impl Work {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.path(name)).ok()?).ok()
    }

    fn write(&self, name: &str, value: &impl Serialize) -> Result<()> {
        Ok(fs::write(self.path(name), serde_json::to_vec(value)?)?)
    }
}

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let (list, root) = (words.next().context(USAGE)?, words.next().context(USAGE)?);
    let (work, package) = (Work(words.next().context(USAGE)?.into()), words.next());
    let (root, mutants) = (Path::new(&root), list::read(Path::new(&list))?);
    fs::create_dir_all(&work.0)?;

    let dropped = prepare(root, &work, &mutants)?;
    let programs = reach::build(&work.path("copy"), &work.path("build"))?;
    let tests = reach::measure(&programs, &work.path("tests.jsonl"), &work.0)?;

    let wanted = |mutant: &Mutant| package.as_ref().is_none_or(|package| mutant.package == *package);
    let mut chosen: Vec<_> = (1..).zip(&mutants).filter(|(_, mutant)| wanted(mutant)).collect();
    chosen.sort_by_key(|(_, mutant)| !mutant.is_money());
    let numbers: Vec<_> =
        chosen.iter().map(|(number, _)| *number).filter(|number| !dropped.contains(*number)).collect();
    let results = work.path("results.jsonl");
    play::play(&mutants, &numbers, &tests, &results)?;
    play_alone(&chosen, &dropped, root, &work)?;

    let docs = root.join("docs/assurance");
    let mut equivalents = Equivalents::read(&docs.join("equivalents.md"))?;
    let report = Report::of(&chosen, &dropped, &play::read(&results)?, &mut equivalents);
    report.print();
    if package.is_some() {
        return Ok(());
    }
    fs::write(docs.join("mutants.json"), serde_json::to_string_pretty(&report)? + "\n")?;
    let killed: Vec<_> = equivalents.rest().collect();
    ensure!(killed.is_empty(), "docs/assurance/equivalents.md lists what was killed: {killed:#?}");
    ensure!(report.survivors.is_empty(), "{} mutants survived", report.survivors.len());
    Ok(())
}

/// What cannot stand behind a number, and has not been killed before.
fn play_alone(chosen: &[(usize, &Mutant)], dropped: &Dropped, root: &Path, work: &Work) -> Result<()> {
    let results = work.path("results.jsonl");
    let before = play::read(&results)?;
    let open =
        |mutant: &Mutant| before.get(&mutant.name).is_none_or(|played| played.outcome == Outcome::Survived);
    let alone: Vec<_> =
        chosen.iter().filter(|(number, mutant)| dropped.alone.contains(number) && open(mutant)).collect();
    let mutants: Vec<_> = alone.into_iter().map(|(_, mutant)| *mutant).collect();
    alone::play(&mutants, root, &work.0)?.iter().try_for_each(|played| play::write(&results, played))
}

/// The copy with all mutants that compile in it. Other sources, or another list: everything begins anew.
fn prepare(root: &Path, work: &Work, mutants: &[Mutant]) -> Result<Dropped> {
    let digest = copy::digest(root, mutants)?;
    if let (Some(true), Some(dropped)) =
        (work.read("digest.json").map(|known: u64| known == digest), work.read("dropped.json"))
    {
        copy::write(root, &work.path("copy"), mutants, &dropped)?;
        return Ok(dropped);
    }
    for name in ["digest.json", "dropped.json", "tests.jsonl", "results.jsonl"] {
        let _ = fs::remove_file(work.path(name));
    }
    let dropped = viable::settle(root, &work.path("copy"), &work.path("build"), mutants)?;
    work.write("dropped.json", &dropped)?;
    work.write("digest.json", &digest)?;
    Ok(dropped)
}
