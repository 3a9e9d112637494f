//! Which laboratory values a repeat prescription asks for (knowledge/monitoring.toml).

use std::sync::LazyLock;

use yarrow_rules::{Monitoring, parse_monitoring};

static TABLE: LazyLock<Vec<Monitoring>> = LazyLock::new(|| {
    parse_monitoring(include_str!("../../../../../knowledge/monitoring.toml")).unwrap_or_default()
});

/// What is watched while these ingredients are taken; each value once, at its shortest interval.
pub(super) fn watched(ingredients: &[String]) -> Vec<&'static Monitoring> {
    let mut found: Vec<&'static Monitoring> = Vec::new();
    for row in TABLE.iter().filter(|row| row.ingredients.iter().any(|key| ingredients.contains(key))) {
        match found.iter_mut().find(|known| known.label == row.label) {
            Some(known) if row.months < known.months => *known = row,
            Some(_) => {}
            None => found.push(row),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authored_table_is_read_whole() {
        let read = parse_monitoring(include_str!("../../../../../knowledge/monitoring.toml"));
        assert!(read.is_ok_and(|rows| rows.len() >= 14));
    }

    #[test]
    fn a_value_that_two_rows_ask_for_is_watched_once_at_the_shorter_interval() {
        let keys = ["lithium".to_owned(), "lisinopril".to_owned()];
        let creatinine: Vec<_> = watched(&keys).into_iter().filter(|row| row.label == "Creatinine").collect();
        assert_eq!((creatinine.len(), creatinine[0].months), (1, 6));
        assert!(watched(&["acetaminophen".to_owned()]).is_empty());
    }
}
