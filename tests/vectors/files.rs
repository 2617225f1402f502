//! Where the vectors are.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tributary_simulator::codes;

/// A folder with vectors.
pub struct Root {
    /// How it is called in the output.
    pub name: String,
    pub path: PathBuf,
    /// Whether somebody asked for it, so that it must exist.
    pub required: bool,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of the form of `delegation.json`.
    Vectors,
    /// A scenario.
    Scenario,
    /// A whole folder for a contract that does not exist yet.
    NotRun,
}

/// The subfolder of what the registries and the coinbase do together.
const DELEGATION: &str = "delegation";

/// The roots, in order.
pub fn roots() -> Vec<Root> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repository = tests.parent().unwrap_or(tests);
    let root = |name: &str, path: PathBuf, required| Root { name: name.to_owned(), path, required };
    let mut roots = vec![
        root("tests/vectors/data", tests.join("vectors/data"), true),
        root("../shared/vectors", repository.join("../shared/vectors"), false),
    ];
    if let Some(named) = env::var_os("TRIBUTARY_VECTORS") {
        roots.push(root("TRIBUTARY_VECTORS", repository.join(named), true));
    }
    roots
}

impl Root {
    /// All `.json` files below it by their names from here, in order; of a folder that cannot be played, the folder.
    pub fn files(&self) -> io::Result<Vec<(String, PathBuf, Kind)>> {
        let codes: BTreeSet<_> = codes::all().into_iter().map(|(name, _)| name).collect();
        let mut files = vec![];
        for entry in entries(&self.path)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !entry.is_dir() {
                files.extend(json(&entry).then(|| (name, entry.clone(), Kind::Vectors)));
                continue;
            }
            let scenarios: Vec<_> = entries(&entry)?.into_iter().filter(|file| json(file)).collect();
            if name != DELEGATION && !codes.contains(name.as_str()) {
                files.extend((!scenarios.is_empty()).then_some((name, entry, Kind::NotRun)));
                continue;
            }
            for file in scenarios {
                let file_name = file.file_name().unwrap_or_default().to_string_lossy();
                files.push((format!("{name}/{file_name}"), file.clone(), Kind::Scenario));
            }
        }
        Ok(files)
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn json(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "json")
}
