//! Charts drawn as SVG, in whole units.

use std::fmt::Write;

use cosmwasm_std::Uint256;

use super::escape::escape;
use super::scale::{levels, place, points, short};
use crate::story::charts::{Across, Chart, Charts, Mark, Point, Series};

/// How many colours the style sheet knows.
pub const COLOURS: usize = 8;

/// The least distance of two places that can be pointed at.
const NEAR: u32 = 9;

/// Rows in which the names of marks stand, so that they do not cover each other.
const MARK_ROWS: usize = 3;

/// Height of such a row.
const MARK_ROW: u32 = 13;

/// How large a chart is drawn. Letters have one size in all of them.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// For which screens: the class in the style sheet.
    pub class: &'static str,
    /// Outer width.
    pub width: u32,
    /// Outer height.
    pub height: u32,
    /// Names at the horizontal axis at most.
    pub moments: u64,
}

/// For desktops.
pub const WIDE: Size = Size { class: "wide", width: 920, height: 340, moments: 12 };

/// For phones.
pub const NARROW: Size = Size { class: "narrow", width: 360, height: 300, moments: 4 };

const LEFT: u32 = 52;
const RIGHT: u32 = 16;
const TOP: u32 = 52;
const BOTTOM: u32 = 40;

/// A chart of one size.
pub fn svg(all: &Charts, chart: &Chart, size: Size) -> String {
    let max = chart.series.iter().flat_map(|series| &series.points).map(|point| point.y).max();
    let levels = levels(max.unwrap_or_default(), 5);
    let frame = Frame {
        size,
        end: all.end.max(1),
        top: levels.last().copied().unwrap_or(Uint256::one()),
        inner: (
            size.width.saturating_sub(LEFT).saturating_sub(RIGHT),
            size.height.saturating_sub(TOP).saturating_sub(BOTTOM),
        ),
    };
    let mut svg = format!(
        "<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
        size.class,
        size.width,
        size.height,
        escape(&chart.title)
    );
    svg.push_str(&frame.grid(all, chart, &levels));
    svg.push_str(&frame.marks(&all.marks));
    for series in &chart.series {
        svg.push_str(&frame.line(series));
    }
    for series in &chart.series {
        svg.push_str(&frame.dots(chart, series));
    }
    svg.push_str("</svg>");
    svg
}

struct Frame {
    size: Size,
    end: u64,
    top: Uint256,
    inner: (u32, u32),
}

impl Frame {
    fn x(&self, x: u64) -> u32 {
        LEFT.saturating_add(place(x.into(), self.end.into(), self.inner.0))
    }

    fn y(&self, y: Uint256) -> u32 {
        let height = place(y, self.top, self.inner.1);
        TOP.saturating_add(self.inner.1).saturating_sub(height)
    }

    fn bottom(&self) -> u32 {
        TOP.saturating_add(self.inner.1)
    }

    fn right(&self) -> u32 {
        LEFT.saturating_add(self.inner.0)
    }

    fn grid(&self, all: &Charts, chart: &Chart, levels: &[Uint256]) -> String {
        let mut svg = String::new();
        for level in levels {
            let y = self.y(*level);
            put(
                &mut svg,
                format_args!(
                    "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/>",
                    self.right()
                ),
            );
            let (x, y) = (LEFT.saturating_sub(8), y.saturating_add(4));
            let text = short(&chart.unit, *level);
            put(&mut svg, format_args!("<text class=\"end\" x=\"{x}\" y=\"{y}\">{text}</text>"));
        }
        let below = self.bottom().saturating_add(18);
        for (at, name) in points(&all.across, self.end, self.size.moments) {
            let x = self.x(at);
            let (from, to) = (self.bottom(), self.bottom().saturating_add(4));
            put(
                &mut svg,
                format_args!("<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{to}\"/>"),
            );
            let align = if x > self.right().saturating_sub(20) { "end" } else { "middle" };
            put(
                &mut svg,
                format_args!("<text class=\"{align}\" x=\"{x}\" y=\"{below}\">{}</text>", escape(&name)),
            );
        }
        let axis = match &all.across {
            Across::Time => "time since the start",
            Across::Blocks => "block",
            Across::Named { name, .. } => name,
        };
        let axis = escape(axis);
        let foot = self.size.height.saturating_sub(4);
        put(
            &mut svg,
            format_args!("<text class=\"end axis\" x=\"{}\" y=\"{foot}\">{axis}</text>", self.right()),
        );
        put(
            &mut svg,
            format_args!(
                "<text class=\"end axis\" x=\"{}\" y=\"{}\">{}</text>",
                LEFT.saturating_sub(8),
                TOP.saturating_sub(14),
                escape(&chart.unit.symbol)
            ),
        );
        svg
    }

    /// Lines over the whole height, their names in rows above.
    fn marks(&self, marks: &[Mark]) -> String {
        let mut svg = String::new();
        for (mark, row) in marks.iter().zip((0..MARK_ROWS).cycle()) {
            let x = self.x(mark.x);
            let row = u32::try_from(row).unwrap_or_default();
            let y = MARK_ROW.saturating_mul(row).saturating_add(12);
            let (from, to) = (y.saturating_sub(8), self.bottom());
            let label = escape(&mark.label);
            put(
                &mut svg,
                format_args!("<line class=\"mark\" x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{to}\"/>"),
            );
            let late =
                x > LEFT.saturating_add(self.inner.0.saturating_mul(3).checked_div(4).unwrap_or_default());
            let (class, x) = if late { ("end", x.saturating_sub(4)) } else { ("start", x.saturating_add(4)) };
            put(&mut svg, format_args!("<text class=\"{class} label\" x=\"{x}\" y=\"{y}\">{label}</text>"));
        }
        svg
    }

    fn line(&self, series: &Series) -> String {
        let mut places: Vec<(u32, u32)> = vec![];
        for Point { x, y, .. } in &series.points {
            let (x, y) = (self.x(*x), self.y(*y));
            if let Some((_, before)) = places.last().copied().filter(|_| series.steps) {
                places.push((x, before));
            }
            places.push((x, y));
        }
        let mut path = String::new();
        for (number, (x, y)) in thinned(&places).into_iter().enumerate() {
            put(&mut path, format_args!("{}{x} {y}", if number == 0 { "M" } else { "L" }));
        }
        let dashed = if series.dashed { " dashed" } else { "" };
        format!("<path class=\"line c{}{dashed}\" d=\"{path}\"/>", colour(series))
    }

    /// Places that tell their value when pointed at.
    fn dots(&self, chart: &Chart, series: &Series) -> String {
        let mut svg = String::new();
        let mut last = None;
        let end = series.points.len().saturating_sub(1);
        for (number, point) in series.points.iter().enumerate() {
            let (x, y) = (self.x(point.x), self.y(point.y));
            let far = last.is_none_or(|last: u32| x.saturating_sub(last) >= NEAR);
            if !far && number != end {
                continue;
            }
            last = Some(x);
            let class = if number == end && !series.dashed { "dot last" } else { "dot" };
            let title = format!("{}, {}: {}", series.name, point.when, chart.unit.coins(point.y));
            let (colour, title) = (colour(series), escape(&title));
            put(&mut svg, format_args!("<circle class=\"{class} c{colour}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"><title>{title}</title></circle>"));
        }
        svg
    }
}

/// Which colour of the style sheet a line has.
pub fn colour(series: &Series) -> usize {
    series.colour.checked_rem(COLOURS).unwrap_or_default()
}

/// Without places in the middle of a straight piece, and without repetitions.
fn thinned(places: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut kept: Vec<(u32, u32)> = vec![];
    for place in places {
        let middle = match kept.as_slice() {
            [.., before, last] => {
                (before.0 == last.0 && last.0 == place.0 && between(before.1, last.1, place.1))
                    || (before.1 == last.1 && last.1 == place.1)
            }
            _ => false,
        };
        if middle {
            kept.pop();
        }
        if kept.last() != Some(place) {
            kept.push(*place);
        }
    }
    kept
}

fn between(one: u32, middle: u32, other: u32) -> bool {
    (one <= middle && middle <= other) || (other <= middle && middle <= one)
}

/// Writing to a text cannot fail.
fn put(text: &mut String, what: std::fmt::Arguments) {
    text.write_fmt(what).unwrap_or_default();
}
