//! The recovery key: twelve words (BIP-39 English, 128 bits) that open the practice when every passphrase is lost.

use bip39::{Language, Mnemonic};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::store::random_bytes;

/// The words, shown once, and which two of them are asked back.
#[derive(Clone, Serialize, ts_rs::TS)]
pub struct RecoveryKey {
    /// Twelve words in order.
    pub words: Vec<String>,
    /// Positions, from 0, of the two words to type back.
    pub ask: (u32, u32),
}

impl RecoveryKey {
    /// New words from 128 random bits.
    ///
    /// # Errors
    /// Never in practice: the entropy always has a valid length.
    pub fn generate() -> Result<Self> {
        let entropy = Zeroizing::new(random_bytes::<16>());
        let mnemonic = Mnemonic::from_entropy(&entropy[..]).map_err(|_| Error::Internal("recovery-words"))?;
        let words = mnemonic.words().map(str::to_owned).collect();
        let [a, b] = random_bytes::<2>();
        let first = u32::from(a) % 12;
        let second = (first + 1 + u32::from(b) % 11) % 12;
        Ok(Self { words, ask: (first.min(second), first.max(second)) })
    }

    /// Whether these are the two words asked for, whatever their case.
    pub fn is_confirmed_by(&self, typed: &[String; 2]) -> bool {
        let asked = [self.ask.0, self.ask.1];
        asked.iter().zip(typed).all(|(place, typed)| {
            self.words.get(*place as usize).is_some_and(|word| word.eq_ignore_ascii_case(typed.trim()))
        })
    }
}

/// The 128 bits behind twelve words.
///
/// # Errors
/// Names the word that is not in the list, or says that the words do not belong together (checksum).
pub fn entropy_of(words: &[String]) -> Result<Zeroizing<Vec<u8>>> {
    let words: Vec<String> =
        words.iter().map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect();
    if words.len() != 12 {
        return Err(Error::invalid(
            "words",
            format!("The recovery key has 12 words; {} were typed.", words.len()),
        ));
    }
    if let Some(place) = words.iter().position(|word| Language::English.find_word(word).is_none()) {
        return Err(Error::invalid(
            "words",
            format!("Word {} is not a recovery word; check its spelling.", place + 1),
        ));
    }
    let phrase = Zeroizing::new(words.join(" "));
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &phrase)
        .map_err(|_| Error::invalid("words", "These words do not belong together; check their order."))?;
    Ok(Zeroizing::new(mnemonic.to_entropy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_lead_back_to_the_same_key_and_a_swapped_pair_is_noticed() {
        let key = RecoveryKey::generate().unwrap();
        assert_eq!(key.words.len(), 12);
        assert_eq!(entropy_of(&key.words).unwrap().len(), 16);
        let mut misspelt = key.words.clone();
        misspelt[4] = "yarow".to_owned();
        let error = entropy_of(&misspelt).unwrap_err().to_string();
        assert_eq!(error, "Word 5 is not a recovery word; check its spelling.");
    }

    #[test]
    fn two_words_are_typed_back_in_any_case() {
        let key = RecoveryKey::generate().unwrap();
        let word = |place: u32| key.words[place as usize].to_uppercase();
        assert!(key.is_confirmed_by(&[word(key.ask.0), word(key.ask.1)]));
        assert!(!key.is_confirmed_by(&[word(key.ask.0), "wrong".to_owned()]));
    }
}
