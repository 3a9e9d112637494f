//! Decimals as they were written: 72.50 stays 72.50, and what no chart can hold is refused instead of rounded.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use yarrow_kernel::Decimal;

/// A FHIR decimal, exact; trailing zeros carry its precision (FHIR R4, 2.24.0.1 "decimal").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl Number {
    /// Reads a JSON number. `None` for anything that cannot be kept digit by digit: more than 28 digits, 1e308.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        if !mantissa.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        let number = Decimal::from_str_exact(mantissa).ok()?;
        let scale = i64::from(number.scale()) - exponent;
        let exact = match u32::try_from(scale) {
            Ok(scale) => Decimal::try_from_i128_with_scale(number.mantissa(), scale).ok()?,
            Err(_) => {
                let zeros = u32::try_from(scale.checked_neg()?).ok()?;
                let mantissa = number.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
                Decimal::try_from_i128_with_scale(mantissa, 0).ok()?
            }
        };
        Some(Self(exact))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let shown: String = raw.chars().take(40).collect();
        if !raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return Err(D::Error::custom(format!("{shown} is not a number")));
        }
        Self::parse(raw).ok_or_else(|| D::Error::custom(format!("{shown} is not a number a chart can hold")))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        Number::parse(text).map(|number| number.0.to_string())
    }

    #[test]
    fn a_value_keeps_every_digit_and_its_trailing_zeros() {
        assert_eq!(read("72.50").as_deref(), Some("72.50"));
        assert_eq!(read("0.1000000000000000055511151").as_deref(), Some("0.1000000000000000055511151"));
        assert_eq!(read("-3").as_deref(), Some("-3"));
        assert_eq!(read("1.5e3").as_deref(), Some("1500"));
        assert_eq!(read("15E-1").as_deref(), Some("1.5"));
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused_and_not_rounded() {
        for text in
            ["1e308", "1e-400", "0.12345678901234567890123456789", "99999999999999999999999999999999", "NaN"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        let wrong = serde_json::from_str::<Number>("1e308").unwrap_err().to_string();
        assert!(wrong.starts_with("1e308 is not a number a chart can hold"), "{wrong}");
        assert!(serde_json::from_str::<Number>("\"5.4\"").is_err());
    }

    proptest! {
        #[test]
        fn every_plain_decimal_comes_back_as_written(whole in 0_u64..1_000_000_000_000, part in "[0-9]{1,12}") {
            let text = format!("{whole}.{part}");
            let number = Number::parse(&text);
            prop_assert_eq!(number.map(|n| serde_json::to_string(&n).unwrap()), Some(text));
        }

        #[test]
        fn no_text_makes_a_number_panic(text in ".{0,40}") {
            let _ = read(&text);
        }
    }
}
