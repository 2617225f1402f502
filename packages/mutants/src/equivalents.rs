//! Mutants that nobody can tell from the code: a page lists them, each with the reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// How many are listed, by file and change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Equivalents(BTreeMap<(String, String), usize>);

impl Equivalents {
    /// Those of the page at `path`, a table `| file | change | how many | why |`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        Ok(Self::of(&fs::read_to_string(path).with_context(|| path.display().to_string())?))
    }

    /// Those of a page. A row without a reason lists nothing.
    #[must_use]
    pub fn of(page: &str) -> Self {
        let mut listed = BTreeMap::new();
        for line in page.lines() {
            // An operator may be a bar; in a table it is written with a backslash.
            let line = line.replace("\\|", "\u{0}");
            let cells: Vec<_> =
                line.split('|').map(|cell| cell.replace('\u{0}', "|").trim().to_owned()).collect();
            if let [_, file, change, count, why, _] = cells.as_slice() {
                let name = |cell: &str| cell.trim_matches('`').to_owned();
                if let (Ok(count), false) = (count.parse::<usize>(), why.is_empty()) {
                    listed.insert((name(file), name(change)), count);
                }
            }
        }
        Self(listed)
    }

    /// Takes a survivor off the list; false if it is not on it, or not so often.
    pub fn take(&mut self, file: &str, change: &str) -> bool {
        let left = self.0.get_mut(&(file.to_owned(), change.to_owned()));
        left.filter(|count| **count > 0).map(|count| *count -= 1).is_some()
    }

    /// What was listed and did not survive.
    pub fn rest(&self) -> impl Iterator<Item = String> + '_ {
        let rest = self.0.iter().filter(|(_, count)| **count > 0);
        rest.map(|((file, change), count)| format!("{file}: {change} ({count})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "| `a.rs` | `replace \\| with \\|\\| in f` | 2 | Equal. |";

    #[test]
    fn each_is_taken_as_often_as_it_is_listed() {
        let mut listed = Equivalents::of(ROW);
        let mut take = || listed.take("a.rs", "replace | with || in f");
        assert_eq!([take(), take(), take()], [true, true, false]);
        assert_eq!(listed.rest().count(), 0);
    }

    #[test]
    fn what_is_not_taken_is_left() {
        let mut listed = Equivalents::of(ROW);
        assert!(!listed.take("b.rs", "replace | with || in f"));
        assert!(listed.take("a.rs", "replace | with || in f"));
        assert_eq!(listed.rest().collect::<Vec<_>>(), ["a.rs: replace | with || in f (1)"]);
    }

    #[test]
    fn a_row_without_a_reason_lists_nothing() {
        assert_eq!(Equivalents::of(&ROW.replace("Equal.", "")), Equivalents::default());
    }
}
