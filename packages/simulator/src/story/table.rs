//! Tables, whatever they are shown on.

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: every row has a cell for every column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Name and alignment of the columns.
    pub columns: Vec<(String, Align)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row sums the others up.
    pub has_total: bool,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter().map(|(name, align)| ((*name).to_owned(), *align)).collect();
        Self { title: title.into(), columns, rows: vec![], has_total: false }
    }
}
