//! Reading one line of a pasted list: "- Metformin ER 500mg tab, 1 tab bid with meals".

use yarrow_kernel::{TextRule, clean_line};
use yarrow_rules::sig::read_sig;

use super::rows::OutsideDrug;
use super::strength::{amounts, is_unit};
use crate::error::{Error, Result};
use crate::terminology::Terminology;

/// The most lines read; a list that is longer is no medication list.
pub(super) const MOST_LINES: usize = 60;
const MOST_CHARS: usize = 400;
/// The longest drug name, in words.
const NAME_WORDS: usize = 6;

const FORMS: &[&str] = &[
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "cap",
    "caps",
    "oral",
    "solution",
    "suspension",
    "syrup",
    "cream",
    "ointment",
    "gel",
    "lotion",
    "patch",
    "patches",
    "spray",
    "inhaler",
    "drops",
    "pen",
    "vial",
    "injection",
    "er",
    "xr",
    "xl",
    "sr",
    "dr",
    "ec",
    "odt",
    "hfa",
    "extended-release",
    "delayed-release",
    "chewable",
];

/// Reads a list, one drug a line; blank lines are left out.
///
/// # Errors
/// Names the line that is too long, or the list when it has too many.
pub(super) fn read_list(text: &str, source: &str, knowledge: &Terminology) -> Result<Vec<OutsideDrug>> {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !bare(line).is_empty())
        .collect();
    if lines.len() > MOST_LINES {
        return Err(Error::invalid(
            "text",
            format!("The list has {} lines; at most {MOST_LINES} are read, one drug a line.", lines.len()),
        ));
    }
    lines
        .into_iter()
        .map(|(number, line)| {
            if line.chars().count() > MOST_CHARS {
                let says = format!("Line {number} is too long to be one drug; write one drug a line.");
                return Err(Error::invalid("text", says));
            }
            let line = clean_line("text", bare(line), TextRule { max: MOST_CHARS, required: true })
                .map_err(|fault| Error::invalid("text", format!("Line {number}: {}", fault.message)))?;
            Ok(read_line(&line, number, source, knowledge))
        })
        .collect()
}

/// The line without bullet or number in front.
fn bare(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '•', '*', '·', '–', '—', '\t', ' ']);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest)
            if (1..=2).contains(&digits)
                && rest.starts_with([')', '.'])
                && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            rest[1..].trim()
        }
        _ => line.trim(),
    }
}

fn read_line(line: &str, number: usize, source: &str, knowledge: &Terminology) -> OutsideDrug {
    let words: Vec<&str> = line.split_whitespace().collect();
    let cut = |word: &str| word.trim_matches([',', ';', ':', '(', ')']).to_owned();
    let (name_end, strength_end) = match strength_at(&words) {
        Some((from, to)) if from > 0 => (from, to),
        _ => {
            // No strength: the longest beginning that is a drug.
            let known = (1..=words.len().min(NAME_WORDS)).rev().find(|end| {
                knowledge
                    .resolve_drug(&words[..*end].iter().map(|word| cut(word)).collect::<Vec<_>>().join(" "))
                    .is_some()
            });
            let end = known.unwrap_or(words.len());
            (end, end)
        }
    };
    let join = |part: &[&str]| {
        part.iter().map(|word| cut(word)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    // "metformin ER 500 mg": the form may stand before the strength.
    let is_form = |word: &str| FORMS.contains(&cut(word).to_lowercase().as_str());
    let before = words[1..name_end.max(1)].iter().rev().take_while(|word| is_form(word)).count();
    let name = join(&words[..name_end - before]);
    let strength = join(&words[name_end..strength_end]);
    let forms = words[strength_end..].iter().take_while(|word| is_form(word)).count();
    let form =
        join(&[&words[name_end - before..name_end], &words[strength_end..strength_end + forms]].concat());
    let sig = words[strength_end + forms..]
        .join(" ")
        .trim_start_matches([',', ';', ':', '-', '–', ' '])
        .trim()
        .to_owned();

    let ingredients = knowledge.resolve_drug(&name).unwrap_or_default();
    let product = product_of(&ingredients, &format!("{name} {strength} {form}"), &strength, &form, knowledge);
    let dose_form = product.map(|product| product.dose_form.clone());
    let reading = read_sig(&sig, dose_form.as_deref());
    let written = join(&words[..strength_end + forms]);
    let written = match written.chars().next() {
        Some(first) => first.to_uppercase().chain(written.chars().skip(1)).collect(),
        None => written,
    };
    let single = match &ingredients[..] {
        [one] => knowledge.ingredient(one).and_then(|ingredient| ingredient.dea_schedule.clone()),
        _ => None,
    };
    OutsideDrug {
        source: source.to_owned(),
        line: u32::try_from(number).ok(),
        medication_id: None,
        display: product.map_or(written, |product| product.display.clone()),
        product: product.map(|product| product.key.clone()),
        mapped: !ingredients.is_empty(),
        rxcui: product.and_then(|product| product.rxcui.clone()),
        dea_schedule: product.map_or(single, |product| product.dea_schedule.clone()),
        over_the_counter: product.is_some_and(|product| product.otc),
        strength: product
            .map(|product| product.strength.clone())
            .or((!strength.is_empty()).then_some(strength)),
        dose_form,
        ingredients,
        sig_text: if sig.is_empty() { String::new() } else { reading.words },
        dose_checked: !sig.is_empty() && reading.understood,
        sig,
    }
}

/// Where the strength stands: from its first word up to the first word behind it.
fn strength_at(words: &[&str]) -> Option<(usize, usize)> {
    for (at, word) in words.iter().enumerate() {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let unit: String = word.chars().skip_while(|c| c.is_ascii_digit() || ".,/-".contains(*c)).collect();
        if !unit.is_empty() {
            if is_unit(&unit) {
                return Some((at, behind(words, at + 1)));
            }
            continue;
        }
        if words.get(at + 1).is_some_and(|next| is_unit(next)) {
            return Some((at, behind(words, at + 2)));
        }
    }
    None
}

/// "875 mg / 125 mg", "400 mg / 5 mL": a slash goes on.
fn behind(words: &[&str], end: usize) -> usize {
    match words.get(end) {
        Some(&"/") => {
            strength_at(&words[end + 1..]).filter(|(from, _)| *from == 0).map_or(end, |(_, to)| end + 1 + to)
        }
        _ => end,
    }
}

/// The product, only where there is one that it can be: the form is written, or the strength comes in one form alone.
fn product_of<'k>(
    ingredients: &[String],
    written: &str,
    strength: &str,
    form: &str,
    knowledge: &'k Terminology,
) -> Option<&'k yarrow_knowledge::Product> {
    let wanted = amounts(strength)?;
    if ingredients.is_empty() {
        return None;
    }
    let fits = |product: &&yarrow_knowledge::Product| {
        product.ingredients == ingredients && amounts(&product.strength).as_ref() == Some(&wanted)
    };
    if !form.is_empty() {
        return knowledge.match_product(&expanded(written)).filter(fits);
    }
    let mut found: Vec<&yarrow_knowledge::Product> = knowledge
        .search_drugs(&format!("{} {strength}", ingredients.join(" ")), 40)
        .into_iter()
        .filter_map(|hit| knowledge.product(&hit.product?))
        .filter(fits)
        .collect();
    found.dedup_by(|one, other| one.key == other.key);
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The usual short words for forms, written out as the catalogue has them.
fn expanded(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            match word.to_lowercase().as_str() {
                "tab" | "tabs" | "tablets" => "tablet",
                "cap" | "caps" | "capsules" => "capsule",
                "er" | "xr" | "xl" | "sr" => "extended-release",
                "dr" | "ec" => "delayed-release",
                _ => word,
            }
            .to_owned()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{bare, strength_at};

    #[test]
    fn a_bullet_or_a_number_in_front_is_not_part_of_the_drug() {
        assert_eq!(bare("  - lisinopril 20 mg"), "lisinopril 20 mg");
        assert_eq!(bare("12) metformin"), "metformin");
        assert_eq!(bare("3. aspirin 81 mg"), "aspirin 81 mg");
        assert_eq!(bare("5-aminosalicylic acid"), "5-aminosalicylic acid");
        assert_eq!(bare("1.5 mg something"), "1.5 mg something");
        assert_eq!(bare(" • "), "");
    }

    #[test]
    fn the_strength_is_found_between_the_name_and_the_directions() {
        let at = |line: &str| strength_at(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(at("lisinopril 20 mg 1 tab daily"), Some((1, 3)));
        assert_eq!(at("metformin ER 500mg bid"), Some((2, 3)));
        assert_eq!(at("amoxicillin/clavulanate 875/125 mg bid"), Some((1, 3)));
        assert_eq!(at("amoxicillin 400 mg / 5 mL 10 mL bid"), Some((1, 6)));
        assert_eq!(at("warfarin 1 tab daily"), None, "one tablet is no strength");
    }
}
