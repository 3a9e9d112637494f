//! The rows of figures: as an aligned table for people, as JSON for a later comparison.

use serde_json::{Value, json};

use crate::measure::Figures;

/// What a figure must stay under.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// The 95th percentile, in the row's unit.
    P95(f64),
    /// Median here to median on plain SQLite.
    Ratio(f64),
    /// The figure itself, for what is counted and not timed.
    Most(f64),
}

/// One measured question.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was asked.
    pub question: &'static str,
    /// "ms" or "MB".
    pub unit: &'static str,
    /// Yarrow.
    pub ours: Figures,
    /// The same on plain SQLite, where there is such a thing.
    pub plain: Option<Figures>,
    /// What it must stay under, where that is promised.
    pub budget: Option<Budget>,
}

impl Row {
    /// A row in milliseconds.
    pub fn time(
        question: &'static str,
        ours: Figures,
        plain: Option<Figures>,
        budget: Option<Budget>,
    ) -> Self {
        Self { question, unit: "ms", ours, plain, budget }
    }

    /// Median here to median there.
    pub fn ratio(&self) -> Option<f64> {
        self.plain.filter(|plain| plain.median > 0.0).map(|plain| self.ours.median / plain.median)
    }

    /// Whether the budget is met; nothing where there is none.
    pub fn met(&self) -> Option<bool> {
        match self.budget? {
            Budget::P95(most) => self.ours.p95.map(|p95| p95 <= most),
            Budget::Ratio(most) => self.ratio().map(|ratio| ratio <= most),
            Budget::Most(most) => Some(self.ours.median <= most),
        }
    }

    fn cells(&self) -> [String; 9] {
        let dash = || "-".to_owned();
        let p95 = |figures: Figures| figures.p95.map_or_else(dash, number);
        [
            self.question.to_owned(),
            self.ours.samples.to_string(),
            number(self.ours.median),
            p95(self.ours),
            self.plain.map_or_else(dash, |plain| number(plain.median)),
            self.plain.map_or_else(dash, p95),
            self.ratio().map_or_else(dash, |ratio| format!("{ratio:.2}")),
            match self.budget {
                None => dash(),
                Some(Budget::P95(most)) => format!("p95 <= {most} {}", self.unit),
                Some(Budget::Ratio(most)) => format!("ratio <= {most}"),
                Some(Budget::Most(most)) => format!("<= {most} {}", self.unit),
            },
            match self.met() {
                None => dash(),
                Some(true) => "yes".to_owned(),
                Some(false) => "NO".to_owned(),
            },
        ]
    }

    fn json(&self) -> Value {
        json!({
            "question": self.question,
            "unit": self.unit,
            "yarrow": self.ours,
            "plain": self.plain,
            "ratio": self.ratio(),
            "budget": match self.budget {
                None => Value::Null,
                Some(Budget::P95(most)) => json!({ "p95": most }),
                Some(Budget::Ratio(most)) => json!({ "ratio": most }),
                Some(Budget::Most(most)) => json!({ "most": most }),
            },
            "met": self.met(),
        })
    }
}

fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 0.1 => format!("{value:.2}"),
        value => format!("{value:.4}"),
    }
}

const HEAD: [&str; 9] =
    ["question", "n", "median", "p95", "plain median", "plain p95", "ratio", "budget", "met"];

/// The table, question flush left, figures flush right.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| match column {
                0 | 7 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The rows with what they were measured on.
pub fn json(rows: &[Row], about: &Value, notes: &[&str]) -> Value {
    json!({ "about": about, "rows": rows.iter().map(Row::json).collect::<Vec<_>>(), "notes": notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(median: f64, p95: f64) -> Figures {
        Figures { median, p95: Some(p95), samples: 9 }
    }

    #[test]
    fn a_slow_tail_misses_its_budget_however_good_the_median() {
        let row = Row::time("search", figures(1.0, 5.1), None, Some(Budget::P95(5.0)));
        assert_eq!(row.met(), Some(false));
    }

    #[test]
    fn a_ratio_compares_medians_and_a_row_without_budget_promises_nothing() {
        let plain = Some(figures(2.0, 2.0));
        let row = Row::time("sign", figures(5.0, 90.0), plain, Some(Budget::Ratio(2.5)));
        assert_eq!((row.ratio(), row.met()), (Some(2.5), Some(true)));
        assert_eq!(Row { budget: None, ..row }.met(), None);
    }

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [
            Row::time("a", figures(1.0, 2.0), None, None),
            Row::time("a longer question", figures(100.0, 200.0), None, Some(Budget::P95(5.0))),
        ];
        let text = table(&rows);
        let lines: Vec<&str> = text.lines().collect();
        let end_of = |line: &str, cell: &str| line.find(cell).map(|at| at + cell.len());
        assert_eq!(end_of(lines[0], "median"), end_of(lines[1], "1.00"));
        assert_eq!(end_of(lines[0], "median"), end_of(lines[2], "100"));
        assert!(lines[2].ends_with("NO"), "{text}");
    }
}
