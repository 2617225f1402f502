//! Where in a source the places are that mutants name: an operator's expression, an arm's guard, a function's `const`.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result};
use proc_macro2::{LineColumn, Span};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::list::Position;

/// Byte ranges of one source, by where something begins.
pub struct Sites {
    lines: Lines,
    /// The expression of an operator, and of a field of a struct.
    pub expressions: HashMap<usize, Range<usize>>,
    /// The guard of an arm, or the empty place where it would be.
    pub guards: HashMap<usize, Range<usize>>,
    /// Functions that can run in constants.
    pub constant: Vec<Constant>,
}

/// A function that can run in constants.
pub struct Constant {
    /// Its name.
    pub name: String,
    /// The word `const`.
    pub word: Range<usize>,
    /// The function.
    pub whole: Range<usize>,
}

impl Sites {
    /// The places of a source.
    ///
    /// # Errors
    /// If it is no Rust.
    pub fn of(source: &str) -> Result<Self> {
        let file = syn::parse_file(source).context("not Rust")?;
        let mut sites = Self {
            lines: Lines::of(source),
            expressions: HashMap::new(),
            guards: HashMap::new(),
            constant: vec![],
        };
        sites.visit_file(&file);
        Ok(sites)
    }

    /// Where a position is, in bytes.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        self.lines.offset(position.line, position.column.saturating_sub(1))
    }

    fn at(&self, place: LineColumn) -> usize {
        self.lines.offset(place.line, place.column)
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.at(span.start())..self.at(span.end())
    }

    fn constant(&mut self, signature: &syn::Signature, whole: Span) {
        if let Some(word) = signature.constness {
            let (name, word) = (signature.ident.to_string(), self.range(word.span()));
            self.constant.push(Constant { name, word, whole: self.range(whole) });
        }
    }
}

impl<'a> Visit<'a> for Sites {
    fn visit_expr_binary(&mut self, node: &'a syn::ExprBinary) {
        self.expressions.insert(self.at(node.op.span().start()), self.range(node.span()));
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'a syn::ExprUnary) {
        self.expressions.insert(self.at(node.op.span().start()), self.range(node.span()));
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'a syn::ExprStruct) {
        for field in &node.fields {
            self.expressions.insert(self.at(field.span().start()), self.range(node.span()));
        }
        visit::visit_expr_struct(self, node);
    }

    fn visit_arm(&mut self, node: &'a syn::Arm) {
        let end = self.at(node.pat.span().end());
        let guard = node.guard.as_ref().map_or(end..end, |(_, guard)| self.range(guard.span()));
        self.guards.insert(self.at(node.span().start()), guard);
        visit::visit_arm(self, node);
    }

    fn visit_item_fn(&mut self, node: &'a syn::ItemFn) {
        self.constant(&node.sig, node.span());
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'a syn::ImplItemFn) {
        self.constant(&node.sig, node.span());
        visit::visit_impl_item_fn(self, node);
    }
}

/// Where lines begin, and what is in them.
struct Lines(Vec<(usize, String)>);

impl Lines {
    fn of(source: &str) -> Self {
        let mut begin = 0;
        let line = |line: &str| {
            let found = (begin, line.to_owned());
            begin += line.len();
            found
        };
        Self(source.split_inclusive('\n').map(line).collect())
    }

    /// `line` counts from 1, `column` from 0 in characters.
    fn offset(&self, line: usize, column: usize) -> usize {
        let Some((begin, text)) = self.0.get(line.saturating_sub(1)) else {
            return self.0.last().map_or(0, |(begin, text)| begin + text.len());
        };
        begin + text.chars().take(column).map(char::len_utf8).sum::<usize>()
    }
}
