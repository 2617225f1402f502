//! Tables and paragraphs in letters of one width.

use super::table::{Align, Table};

/// What stands between the columns of a table.
const GAP: usize = 2;

/// How wide each column is.
pub fn widths(table: &Table) -> Vec<usize> {
    let column = |position: usize, name: &str| {
        let cells = table.rows.iter().filter_map(|row| row.get(position)).map(|cell| cell.chars().count());
        cells.chain([name.chars().count()]).max().unwrap_or_default()
    };
    table.columns.iter().enumerate().map(|(position, (name, _))| column(position, name)).collect()
}

/// How wide columns are together.
pub fn span(widths: &[usize]) -> usize {
    widths
        .iter()
        .fold(0usize, |sum, width| sum.saturating_add(*width).saturating_add(GAP))
        .saturating_sub(GAP)
}

/// A row of cells below each other.
pub fn row(table: &Table, cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).zip(&table.columns).map(|((cell, width), (_, align))| {
        let space = " ".repeat(width.saturating_sub(cell.chars().count()));
        match align {
            Align::Left => format!("{cell}{space}"),
            Align::Right => format!("{space}{cell}"),
        }
    });
    cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
}

/// Breaks a text between words; a word that is too long is broken anywhere. A terminal obeys control characters: none
/// is kept.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    let mut line = String::new();
    for word in text.split_whitespace() {
        let needed = line.chars().count().saturating_add(1).saturating_add(word.chars().count());
        if !line.is_empty() && needed > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars().filter(|letter| !letter.is_control()) {
            if line.chars().count() >= width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_if_they_can_be() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("a\u{1b}[31mb", 20), ["a[31mb"]);
        assert!(wrap("", 4).is_empty());
    }

    #[test]
    fn cells_stand_below_their_heads() {
        let mut table = Table::new("", &[("who", Align::Left), ("n", Align::Right)]);
        table.rows.push(vec!["ada".to_owned(), "1,000".to_owned()]);
        let widths = widths(&table);

        assert_eq!(widths, [3, 5]);
        assert_eq!(span(&widths), 10);
        assert_eq!(row(&table, &["x".to_owned(), "7".to_owned()], &widths), "x        7");
    }
}
