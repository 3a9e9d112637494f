//! From a written drug name to ingredient keys: "Augmentin", "warfarin sodium 5 MG Oral Tablet", "857005".

/// Salt and ester words that do not change which ingredient is meant.
pub(crate) const SALTS: &[&str] = &[
    "acetate",
    "acetonide",
    "anhydrous",
    "axetil",
    "besylate",
    "bisulfate",
    "bitartrate",
    "bromide",
    "calcium",
    "carbonate",
    "chloride",
    "cilexetil",
    "citrate",
    "cypionate",
    "decanoate",
    "dihydrate",
    "dihydrochloride",
    "dimesylate",
    "dipropionate",
    "disodium",
    "disoproxil",
    "enanthate",
    "etexilate",
    "ethanolate",
    "fumarate",
    "furoate",
    "gluconate",
    "hcl",
    "hemihydrate",
    "hyclate",
    "hydrobromide",
    "hydrochloride",
    "lactate",
    "macrocrystals",
    "magnesium",
    "maleate",
    "malate",
    "medoxomil",
    "mesylate",
    "monohydrate",
    "mononitrate",
    "monosodium",
    "nitrate",
    "oxalate",
    "palmitate",
    "pamoate",
    "phosphate",
    "potassium",
    "propionate",
    "propylene",
    "proxetil",
    "pivoxil",
    "saccharate",
    "sodium",
    "strontium",
    "succinate",
    "sulfate",
    "tartrate",
    "tosylate",
    "trihydrate",
    "tromethamine",
    "undecanoate",
    "valerate",
    "zinc",
];

/// Ingredient keys that a name stands for, by way of `lookup` (which knows exact names only).
///
/// Tries the name as written, then without the strength and form behind it, then its parts ("/", "and", "+", "-"),
/// then each part without salt words. None unless every part is known: half of a combination would be a silent gap.
pub(crate) fn resolve_name(name: &str, lookup: &dyn Fn(&str) -> Option<Vec<String>>) -> Option<Vec<String>> {
    let name = tidy(name);
    if name.is_empty() {
        return None;
    }
    if let Some(found) = lookup(&name) {
        return Some(found);
    }
    // RxNorm packs: "{6 (azithromycin 250 MG Oral Tablet) } Pack".
    let open = name.replace(['{', '}', '(', ')', '['], " ").replace(']', " ");
    let mut found: Vec<String> = Vec::new();
    for piece in open.split(" / ") {
        // "insulin human, isophane" is one name with a comma; only what is not known as a whole is cut further.
        let whole = before_strength(piece);
        let keys = match resolve_part(&whole, lookup) {
            Some(keys) => keys,
            None => resolve_pieces(piece, lookup)?,
        };
        found.extend(keys);
    }
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

fn resolve_pieces(text: &str, lookup: &dyn Fn(&str) -> Option<Vec<String>>) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for part in split_parts(text) {
        let part = before_strength(&part);
        if !part.is_empty() {
            found.extend(resolve_part(&part, lookup)?);
        }
    }
    Some(found)
}

fn resolve_part(part: &str, lookup: &dyn Fn(&str) -> Option<Vec<String>>) -> Option<Vec<String>> {
    if let Some(found) = lookup(part) {
        return Some(found);
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    // Salt words behind the name go one by one, so that "potassium chloride" keeps its own meaning.
    let mut end = words.len();
    while end > 1 && (SALTS.contains(&words[end - 1]) || FORM_WORDS.contains(&words[end - 1])) {
        end -= 1;
        if let Some(found) = lookup(&words[..end].join(" ")) {
            return Some(found);
        }
    }
    let plain: Vec<&str> =
        words.iter().copied().filter(|w| !SALTS.contains(w) && !FORM_WORDS.contains(w)).collect();
    if plain.is_empty() || plain.len() == words.len() {
        return None;
    }
    lookup(&plain.join(" "))
}

const FORM_WORDS: &[&str] = &[
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
    "cream",
    "ointment",
    "gel",
    "patch",
    "injection",
    "inhaler",
    "er",
    "xr",
    "xl",
    "sr",
    "dr",
    "ec",
    "odt",
    "hfa",
    "hr",
    "extended",
    "delayed",
    "release",
    "film",
    "coated",
    "chewable",
    "topical",
    "ophthalmic",
    "nasal",
    "spray",
    "drops",
    "injectable",
    "prefilled",
    "syringe",
    "pen",
    "injector",
    "pack",
    "powder",
    "lotion",
    "elixir",
    "syrup",
    "inhalation",
];

fn tidy(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace(['®', '™'], "");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn split_parts(name: &str) -> Vec<String> {
    let spaced =
        name.replace(" and ", " / ").replace(" with ", " / ").replace(" + ", " / ").replace(", ", " / ");
    let mut parts: Vec<String> = Vec::new();
    for piece in spaced.split([';', '+']).flat_map(|p| p.split(" / ")) {
        // "875-125" and "400 mg/5 mL" are strengths; "lisinopril-hydrochlorothiazide" and "acetaminophen/codeine" are not.
        let mut rest = piece;
        while let Some(at) = rest.find(['/', '-']) {
            let letters =
                |s: &str| s.trim().len() >= 4 && s.trim().chars().all(|c| c.is_alphabetic() || c == ' ');
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            let next: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
            if letters(before) && next.len() >= 4 {
                parts.push(before.trim().to_string());
                rest = after;
            } else {
                break;
            }
        }
        parts.push(rest.trim().to_string());
    }
    parts
}

/// The words before the first number that is a strength; a leading count ("24 HR", "6") is skipped.
fn before_strength(part: &str) -> String {
    let mut words = part.split_whitespace().peekable();
    // RxNorm tells two inhalers apart by their application number: "NDA020503 200 ACTUAT Albuterol …".
    if words
        .peek()
        .is_some_and(|w| w.strip_prefix("nda").is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit())))
    {
        words.next();
    }
    while words.peek().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()) && !w.contains('-')) {
        words.next();
        if words.peek().is_some_and(|w| matches!(*w, "hr" | "ml" | "mg" | "actuat" | "day")) {
            words.next();
        }
    }
    words
        .take_while(|w| !w.starts_with(|c: char| c.is_ascii_digit() || c == '.') || w.contains('-'))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(name: &str) -> Option<Vec<String>> {
        let known =
            ["warfarin", "amoxicillin", "clavulanate", "lisinopril", "hydrochlorothiazide", "metoprolol"];
        let exact = known.contains(&name).then(|| vec![name.to_string()]);
        exact.or_else(|| (name == "potassium chloride").then(|| vec![name.to_string()]))
    }

    fn resolved(name: &str) -> Vec<String> {
        resolve_name(name, &lookup).unwrap_or_default()
    }

    #[test]
    fn a_salt_and_a_strength_do_not_hide_the_drug() {
        assert_eq!(resolved("Warfarin Sodium 5 MG Oral Tablet"), ["warfarin"]);
        assert_eq!(resolved("24 HR Metoprolol Succinate 50 MG Extended Release Oral Tablet"), ["metoprolol"]);
        assert_eq!(resolved("potassium chloride 20 MEQ"), ["potassium chloride"]);
    }

    #[test]
    fn both_halves_of_a_combination_are_named() {
        assert_eq!(
            resolved("amoxicillin 875 MG / clavulanate 125 MG Oral Tablet"),
            ["amoxicillin", "clavulanate"]
        );
        assert_eq!(resolved("lisinopril-hydrochlorothiazide"), ["hydrochlorothiazide", "lisinopril"]);
        assert_eq!(resolved("Lisinopril and Hydrochlorothiazide"), ["hydrochlorothiazide", "lisinopril"]);
    }

    #[test]
    fn an_application_number_and_a_count_of_puffs_are_skipped() {
        let known = |name: &str| (name == "albuterol").then(|| vec![name.to_string()]);
        let text = "NDA020503 200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler";
        assert_eq!(resolve_name(text, &known), Some(vec!["albuterol".to_string()]));
    }

    #[test]
    fn half_known_is_unknown() {
        assert_eq!(resolve_name("lisinopril / unobtainium", &lookup), None);
        assert_eq!(resolve_name("", &lookup), None);
    }
}
