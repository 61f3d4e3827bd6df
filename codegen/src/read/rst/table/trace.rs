//! Traces the cells of a grid along its borders, as docutils does.
//!
//! Knows `+`, `-` and `|`. Knows nothing of what stands in a cell.

use super::draw::Drawn;
use std::collections::BTreeSet;

/// How many steps tracing may take for each character of a grid. A grid whose cells do not interleave takes about two.
const STEPS: usize = 16;

/// A cell: the lines and columns of its borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

/// A grid, traced.
#[derive(Debug)]
pub(super) struct Traced {
    /// Its cells, from top to bottom and from left to right.
    pub cells: Vec<Area>,
    /// The lines on which rows begin or end, in order.
    pub rows: Vec<usize>,
    /// The columns on which columns begin or end, in order.
    pub columns: Vec<usize>,
}

/// Why a grid cannot be traced.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Untraced {
    /// The borders that begin at a line and a column do not close.
    Open(usize, usize),
    /// It takes too many steps.
    Tangled,
}

/// Traces the grid that is drawn in `lines`, all of which are equally wide.
pub(super) fn trace(lines: &[Drawn]) -> Result<Traced, Untraced> {
    let width = lines.first().map_or(0, Drawn::width);
    let (Some(bottom), Some(right)) = (lines.len().checked_sub(1), width.checked_sub(1)) else {
        return Err(Untraced::Open(0, 0));
    };
    let mut tracer = Tracer {
        lines,
        bottom,
        right,
        steps: lines.len().saturating_mul(width).saturating_mul(STEPS),
        done: vec![0; right],
        rows: vec![false; lines.len()],
        columns: vec![false; width],
        cells: Vec::new(),
    };
    tracer.run()?;
    let set = |flags: &[bool]| {
        flags
            .iter()
            .enumerate()
            .filter(|it| *it.1)
            .map(|it| it.0)
            .collect()
    };
    Ok(Traced {
        rows: set(&tracer.rows),
        columns: set(&tracer.columns),
        cells: tracer.cells,
    })
}

struct Tracer<'g, 't> {
    lines: &'g [Drawn<'t>],
    bottom: usize,
    right: usize,
    /// How many steps are left.
    steps: usize,
    /// The line down to which each column has been traced.
    done: Vec<usize>,
    rows: Vec<bool>,
    columns: Vec<bool>,
    cells: Vec<Area>,
}

impl Tracer<'_, '_> {
    /// Traces cell after cell, from each corner that a cell leaves open.
    fn run(&mut self) -> Result<(), Untraced> {
        let mut corners = BTreeSet::from([(0, 0)]);
        while let Some((top, left)) = corners.pop_first() {
            let seen = self.done.get(left).is_none_or(|it| *it > top);
            if top == self.bottom || seen {
                continue;
            }
            let Some(area) = self.cell(top, left) else {
                if self.steps == 0 {
                    return Err(Untraced::Tangled);
                }
                continue;
            };
            self.mark(area)?;
            self.cells.push(area);
            corners.extend([(area.top, area.right), (area.bottom, area.left)]);
        }
        match self.done.iter().enumerate().find(|it| *it.1 != self.bottom) {
            Some((column, line)) => Err(Untraced::Open(*line, column)),
            None => Ok(()),
        }
    }

    fn sign(&self, line: usize, column: usize) -> u8 {
        self.lines.get(line).map_or(0, |it| it.sign(column))
    }

    /// Counts `steps`; says whether there are any left.
    fn step(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_sub(steps);
        self.steps > 0
    }

    /// The cell whose upper left corner is at `top` and `left`.
    fn cell(&mut self, top: usize, left: usize) -> Option<Area> {
        let line = self.lines.get(top)?;
        if line.sign(left) != b'+' {
            return None;
        }
        let mut right = left;
        while right < self.right {
            let dashes = line.dashes(right + 1);
            right += dashes + 1;
            if !self.step(dashes + 1) || right > self.right || line.sign(right) != b'+' {
                return None;
            }
            if let Some(bottom) = self.down(top, left, right) {
                return Some(Area {
                    top,
                    left,
                    bottom,
                    right,
                });
            }
        }
        None
    }

    /// The line of the lower border of a cell with these other borders.
    fn down(&mut self, top: usize, left: usize, right: usize) -> Option<usize> {
        for bottom in top + 1..=self.bottom {
            match self.sign(bottom, right) {
                b'+' if self.back(top, left, bottom, right) => return Some(bottom),
                b'+' | b'|' => {}
                _ => return None,
            }
            if !self.step(1) {
                return None;
            }
        }
        None
    }

    /// Whether the lower and the left border lead back to the corner where the cell begins.
    fn back(&mut self, top: usize, left: usize, bottom: usize, right: usize) -> bool {
        let Some(line) = self.lines.get(bottom) else {
            return false;
        };
        // A border seldom comes near before it breaks, and then from the right.
        if line.sign(right - 1) != b'-' && line.sign(right - 1) != b'+' {
            return false;
        }
        let lower = line.sign(left) == b'+' && line.is_border(left + 1..right);
        if !self.step(right - left) || !lower {
            return false;
        }
        for line in (top + 1..bottom).rev() {
            if !matches!(self.sign(line, left), b'+' | b'|') || !self.step(1) {
                return false;
            }
        }
        true
    }

    /// Takes note of the corners on the borders of `area`, and of the columns that it covers.
    fn mark(&mut self, area: Area) -> Result<(), Untraced> {
        for line in [area.top, area.bottom] {
            let corners = self
                .lines
                .get(line)
                .map(|it| it.corners(area.left..area.right + 1));
            for column in corners.into_iter().flatten() {
                if let Some(flag) = self.columns.get_mut(column) {
                    *flag = true;
                }
            }
        }
        for line in area.top..=area.bottom {
            let corner = [area.left, area.right]
                .iter()
                .any(|column| self.sign(line, *column) == b'+');
            if let (true, Some(flag)) = (corner, self.rows.get_mut(line)) {
                *flag = true;
            }
        }
        for (column, done) in self
            .done
            .iter_mut()
            .enumerate()
            .take(area.right)
            .skip(area.left)
        {
            if *done != area.top {
                return Err(Untraced::Open(area.top, column));
            }
            *done = area.bottom;
        }
        Ok(())
    }
}
