//! A sorted list of words that answers "which begin with this, or nearly".

use crate::text::{forgiven, near_prefix};

/// Distinct words in byte order.
pub(super) struct Vocabulary {
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// Sorts and thins the words; the place of a word in the result is its number.
    pub(super) fn new(words: impl IntoIterator<Item = String>) -> Vocabulary {
        let mut words: Vec<Box<str>> = words.into_iter().map(String::into_boxed_str).collect();
        words.sort_unstable();
        words.dedup();
        Vocabulary { words }
    }

    pub(super) fn word(&self, number: usize) -> &str {
        &self.words[number]
    }

    /// Number of a word.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.words.binary_search_by(|w| (**w).cmp(word)).ok()
    }

    /// Numbers of the words that begin with `beginning`.
    pub(super) fn beginning_with(&self, beginning: &str) -> std::ops::Range<usize> {
        let start = self.words.partition_point(|w| **w < *beginning);
        let end = start + self.words[start..].partition_point(|w| w.starts_with(beginning));
        start..end
    }

    /// Numbers of the words with a beginning near `typed`, with the errors in them, fewest first.
    pub(super) fn near(&self, typed: &str) -> Vec<(usize, usize)> {
        let limit = forgiven(typed);
        let mut found: Vec<(usize, usize)> = Vec::new();
        if limit > 0 {
            for (number, word) in self.words.iter().enumerate() {
                if word.is_ascii()
                    && let Some(errors) = near_prefix(typed, word, limit)
                {
                    found.push((number, errors));
                }
            }
        }
        // Two errors only where one does not do: "metropolol" should not bring every "metro…".
        let fewest = found.iter().map(|(_, errors)| *errors).min().unwrap_or(0);
        found.retain(|(_, errors)| *errors <= fewest.max(1));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_a_range_and_errors_are_counted() {
        let vocabulary = Vocabulary::new(["warfarin", "walnut", "warm", "zoster"].map(str::to_string));
        let begun: Vec<&str> = vocabulary.beginning_with("war").map(|n| vocabulary.word(n)).collect();
        assert_eq!(begun, ["warfarin", "warm"]);
        let near: Vec<(&str, usize)> =
            vocabulary.near("warfrin").iter().map(|&(n, e)| (vocabulary.word(n), e)).collect();
        assert_eq!(near, [("warfarin", 1)]);
        assert!(vocabulary.near("xyz").is_empty());
    }
}
