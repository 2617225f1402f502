//! Mutants written into a source, each behind its number.
//!
//! An expression `a < b` with the mutants 7 and 8 becomes `(if on(7) { a == b } else if on(8) { a > b } else { a < b })`. What is inside
//! is woven in the last branch alone: one mutant is on at a time. A function's body is preceded by `if on(9) { return … }`, an arm that
//! goes gets the guard `!on(10)`, and functions lose their `const`, as nothing is switched in constants.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;

use crate::list::{Genre, Mutant};
use crate::sites::Sites;

/// The function of the generated module that says whether a mutant is on.
const ON: &str = "crate::mutant_switch::on";

/// A source with mutants in it.
#[derive(Default)]
pub struct Woven {
    /// The text.
    pub text: String,
    /// Which part of the text is whose.
    pub marks: Vec<(Range<usize>, usize)>,
    /// The mutants that cannot stand behind a number.
    pub alone: BTreeSet<usize>,
}

/// What is done to the parts of a source, outer ones before what is in them.
type Edits = BTreeMap<Part, Edit>;

/// A part of a source. Of those that begin together the empty one comes first, then the longest.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Part {
    start: usize,
    end: usize,
}

enum Edit {
    /// Put here, mutant by mutant.
    Insert(Vec<(usize, String)>),
    /// Instead of this, mutant by mutant.
    Choose(Vec<(usize, String)>),
    /// Left out.
    Remove,
}

impl Part {
    fn of(range: &Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }

    fn rank(self) -> (usize, bool, Reverse<usize>) {
        (self.start, self.end > self.start, Reverse(self.end))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `source` with its mutants and their numbers. Functions whose name is in `constant` stay as they are.
///
/// # Errors
/// If the source is no Rust.
pub fn weave(source: &str, mutants: &[(usize, &Mutant)], constant: &BTreeSet<String>) -> Result<Woven> {
    let sites = Sites::of(source)?;
    let mut woven = Woven::default();
    let mut edits = Edits::new();
    let (kept, switched): (Vec<_>, Vec<_>) =
        sites.constant.iter().partition(|function| constant.contains(&function.name));
    for function in switched {
        edits.insert(Part::of(&function.word), Edit::Remove);
    }
    for (number, mutant) in mutants {
        let start = sites.offset(mutant.span.start);
        let in_constant = kept.iter().any(|function| function.whole.contains(&start));
        let placed = !mutant.is_alone()
            && !in_constant
            && place(&mut edits, source, &sites, *number, mutant).is_some();
        if !placed {
            woven.alone.insert(*number);
        }
    }
    let edits: Vec<_> = edits.into_iter().collect();
    woven.write(source, Part { start: 0, end: source.len() }, &edits);
    Ok(woven)
}

fn place(edits: &mut Edits, source: &str, sites: &Sites, number: usize, mutant: &Mutant) -> Option<()> {
    let span = sites.offset(mutant.span.start)..sites.offset(mutant.span.end);
    let replacement = &mutant.replacement;
    match mutant.genre {
        Genre::FnValue => {
            insert(edits, span.start, number, format!("if {ON}({number}) {{ return {replacement}; }} "));
        }
        Genre::MatchArm => match sites.guards.get(&span.start)? {
            guard if guard.is_empty() => insert(edits, guard.start, number, format!(" if !{ON}({number})")),
            guard => choose(edits, guard, number, "false".to_owned()),
        },
        Genre::MatchArmGuard => choose(edits, &span, number, replacement.clone()),
        Genre::BinaryOperator | Genre::UnaryOperator | Genre::StructField => {
            let whole = sites.expressions.get(&span.start)?;
            let (before, after) = (&source[whole.start..span.start], &source[span.end..whole.end]);
            choose(edits, whole, number, format!("{before}{replacement}{after}"));
        }
    }
    Some(())
}

fn insert(edits: &mut Edits, at: usize, number: usize, text: String) {
    let here = Part { start: at, end: at };
    if let Edit::Insert(texts) = edits.entry(here).or_insert_with(|| Edit::Insert(vec![])) {
        texts.push((number, text));
    }
}

fn choose(edits: &mut Edits, range: &Range<usize>, number: usize, text: String) {
    if let Edit::Choose(texts) = edits.entry(Part::of(range)).or_insert_with(|| Edit::Choose(vec![])) {
        texts.push((number, text));
    }
}

impl Woven {
    fn write(&mut self, source: &str, part: Part, mut edits: &[(Part, Edit)]) {
        let mut done = part.start;
        while let Some(((next, edit), rest)) = edits.split_first() {
            let inside = rest.iter().take_while(|(other, _)| other.start < next.end).count();
            self.text.push_str(&source[done..next.start]);
            match edit {
                Edit::Insert(texts) => texts.iter().for_each(|(number, text)| self.mark(*number, text)),
                Edit::Choose(texts) => self.choose(source, *next, texts, &rest[..inside]),
                Edit::Remove => {}
            }
            (done, edits) = (next.end, &rest[inside..]);
        }
        self.text.push_str(&source[done..part.end]);
    }

    fn choose(&mut self, source: &str, part: Part, texts: &[(usize, String)], inside: &[(Part, Edit)]) {
        self.text.push('(');
        for (number, text) in texts {
            self.mark(*number, &format!("if {ON}({number}) {{ {text} }} else "));
        }
        self.text.push_str("{ ");
        self.write(source, part, inside);
        self.text.push_str(" })");
    }

    fn mark(&mut self, number: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.marks.push((start..self.text.len(), number));
    }
}

#[cfg(test)]
mod tests;
