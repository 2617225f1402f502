//! A copy of the repository with the mutants in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};

use crate::list::Mutant;
use crate::viable::Dropped;
use crate::weave::weave;

/// What no test reads.
const LEFT_OUT: [&str; 4] = ["target", "node_modules", ".git", "dist"];

/// The generated module.
const SWITCH: &str = "mutant_switch.rs";

/// Where the mutants stand in the copy.
#[derive(Default)]
pub struct Places {
    /// By file: which part of it is whose.
    pub marks: BTreeMap<String, Vec<(Range<usize>, usize)>>,
    /// The mutants that cannot stand behind a number.
    pub alone: BTreeSet<usize>,
}

/// Writes the copy of `root` into `copy`, or what has changed of it, with all mutants that are not dropped.
///
/// # Errors
/// If files cannot be read or written, or a source is no Rust.
pub fn write(root: &Path, copy: &Path, mutants: &[Mutant], dropped: &Dropped) -> Result<Places> {
    let mut places = Places::default();
    let mut of_file: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
    for (number, mutant) in (1..).zip(mutants) {
        if !dropped.contains(number) {
            of_file.entry(&mutant.file).or_default().push((number, mutant));
        }
    }
    let crates = crates(mutants);

    let mut written = BTreeSet::new();
    for file in files(root)? {
        let name = file.to_str().context("a path that is no text")?;
        let bytes = fs::read(root.join(&file))?;
        let in_crate = name.split_once("/src/").filter(|(path, _)| crates.contains(path));
        let bytes = match in_crate {
            Some((_, inside)) if name.ends_with(".rs") => {
                let own = of_file.remove(name).unwrap_or_default();
                let mut woven =
                    weave(&String::from_utf8(bytes)?, &own, &dropped.constant).context(name.to_owned())?;
                if inside == "lib.rs" {
                    woven.text.push_str("\nmod mutant_switch;\n");
                }
                places.alone.extend(woven.alone);
                places.marks.insert(name.to_owned(), woven.marks);
                woven.text.into_bytes()
            }
            _ => bytes,
        };
        write_if_changed(&copy.join(&file), &bytes)?;
        written.insert(file);
    }
    ensure!(of_file.is_empty(), "mutants of files that are not there: {:?}", of_file.keys());
    for path in crates {
        let file = Path::new(path).join("src").join(SWITCH);
        write_if_changed(&copy.join(&file), switch(mutants.len()).as_bytes())?;
        written.insert(file);
    }
    for stale in files(copy)?.into_iter().filter(|file| !written.contains(file)) {
        fs::remove_file(copy.join(stale))?;
    }
    Ok(places)
}

/// A number that changes with the list and with the sources of its packages.
///
/// # Errors
/// If files cannot be read.
pub fn digest(root: &Path, mutants: &[Mutant]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in crates(mutants) {
        let folder = Path::new(path).join("src");
        let mut files = files(&root.join(&folder))?;
        files.sort();
        for file in files {
            fs::read(root.join(&folder).join(&file))?.hash(&mut hasher);
        }
    }
    mutants.iter().for_each(|mutant| mutant.name.hash(&mut hasher));
    Ok(hasher.finish())
}

fn crates(mutants: &[Mutant]) -> BTreeSet<&str> {
    mutants.iter().filter_map(|mutant| mutant.file.split_once("/src/")).map(|(path, _)| path).collect()
}

/// All files below `root`, relative to it.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let (mut found, mut open) = (vec![], vec![PathBuf::new()]);
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
        for entry in entries {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_file() {
                found.push(path);
            } else if entry.file_type()?.is_dir() && !LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
                open.push(path);
            }
        }
    }
    Ok(found)
}

/// What is unchanged keeps its time, and is not compiled again.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// The module: `TRIBUTARY_MUTANT` is the number that is on. With `TRIBUTARY_MUTANTS_SEEN` none is, and the numbers that are asked
/// for are written to that file.
fn switch(count: usize) -> String {
    format!(
        r#"#![allow(missing_docs)]
use std::io::Write;
use std::sync::atomic::{{AtomicBool, Ordering}};
use std::sync::OnceLock;

const SEEING: u32 = u32::MAX;
static ACTIVE: OnceLock<u32> = OnceLock::new();
static SEEN: [AtomicBool; {length}] = [const {{ AtomicBool::new(false) }}; {length}];

#[inline]
pub fn on(number: u32) -> bool {{
    let active = *ACTIVE.get_or_init(active);
    if active == SEEING {{
        note(number);
    }}
    active == number
}}

fn active() -> u32 {{
    if std::env::var_os("TRIBUTARY_MUTANTS_SEEN").is_some() {{
        return SEEING;
    }}
    std::env::var("TRIBUTARY_MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0)
}}

#[cold]
fn note(number: u32) {{
    let first = SEEN.get(number as usize).is_some_and(|seen| !seen.swap(true, Ordering::Relaxed));
    if let (true, Some(path)) = (first, std::env::var_os("TRIBUTARY_MUTANTS_SEEN")) {{
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        let _ = file.and_then(|mut file| file.write_all(format!("{{number}}\n").as_bytes()));
    }}
}}
"#,
        length = count + 1
    )
}
