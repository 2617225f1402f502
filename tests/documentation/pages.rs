//! The fenced blocks of README and docs/.

use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block.
pub struct Block {
    /// File and line, for messages.
    pub place: String,
    /// What stands behind the opening fence: `json execute pool-registry`.
    pub info: String,
    /// What stands between the fences.
    pub text: String,
}

impl Block {
    /// A block.
    pub fn new(place: &str, info: &str, text: &str) -> Self {
        Self { place: place.to_owned(), info: info.to_owned(), text: text.to_owned() }
    }

    /// Whether it is in this language.
    pub fn is(&self, language: &str) -> bool {
        self.info.split_whitespace().next() == Some(language)
    }
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All blocks of all pages.
pub fn blocks() -> Vec<Block> {
    let docs = fs::read_dir(root().join("docs")).expect("docs/ is there");
    let docs = docs.map(|entry| entry.expect("an entry").path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.chain([root().join("README.md")]).flat_map(|page| blocks_of(&page)).collect()
}

fn blocks_of(page: &Path) -> Vec<Block> {
    let text = fs::read_to_string(page).expect("the page can be read");
    let mut found = vec![];
    let mut open: Option<Block> = None;
    for (line, number) in text.lines().zip(1..) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some(Block::new(&format!("{}:{number}", page.display()), info, "")),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{}: a block is not closed", page.display());
    found
}
