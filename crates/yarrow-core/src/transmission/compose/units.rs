//! Units as NCI Thesaurus codes, of the subset that NCPDP uses for quantities (QuantityUnitOfMeasure Terminology, C89510,
//! as it stands since the ambiguous ones, such as bottle and tube, were withdrawn in 2021).

/// Singular word and code. What is handed out by the piece in a container of its own is counted as "each".
const QUANTITY: &[(&str, &str)] = &[
    ("tablet", "C48542"),
    ("capsule", "C48480"),
    ("caplet", "C64696"),
    ("ml", "C28254"),
    ("milliliter", "C28254"),
    ("g", "C48155"),
    ("gram", "C48155"),
    ("patch", "C48524"),
    ("suppository", "C48539"),
    ("lozenge", "C48506"),
    ("troche", "C48548"),
    ("packet", "C48521"),
    ("film", "C53499"),
    ("ring", "C62609"),
    ("wafer", "C48552"),
    ("strip", "C48538"),
    ("kit", "C48504"),
    ("pad", "C65032"),
    ("insert", "C62276"),
    ("implant", "C48499"),
    ("gum", "C69124"),
    ("stick", "C53503"),
    ("swab", "C53504"),
    ("each", "C64933"),
    ("piece", "C64933"),
    ("inhaler", "C64933"),
    ("pen", "C64933"),
    ("vial", "C64933"),
    ("syringe", "C64933"),
    ("ampule", "C64933"),
];

/// The code of what a quantity counts: of the unit in words, or of the dose form when there is none. Nothing for what has
/// no single meaning: a bottle or a tube may hold any amount.
pub(super) fn quantity_unit(unit: Option<&str>, form: Option<&str>) -> Option<&'static str> {
    match unit.map(singular).filter(|unit| !unit.is_empty()) {
        Some(unit) => code(&unit),
        // "extended-release tablet", "Tablet, Film Coated": the last or first word that is a unit.
        None => form?.split(|c: char| !c.is_alphanumeric()).find_map(|word| code(&singular(word))),
    }
}

fn code(unit: &str) -> Option<&'static str> {
    QUANTITY.iter().find(|(word, _)| *word == unit).map(|(_, code)| *code)
}

fn singular(word: &str) -> String {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "patches" => "patch".to_owned(),
        "suppositories" => "suppository".to_owned(),
        "grams" => "gram".to_owned(),
        _ if word.len() > 2 => word.strip_suffix('s').unwrap_or(&word).to_owned(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::quantity_unit;

    #[test]
    fn a_unit_is_named_by_its_code_in_the_singular_and_the_plural() {
        for (word, code) in
            [("tablet", "C48542"), ("Tablets", "C48542"), ("mL", "C28254"), ("patches", "C48524")]
        {
            assert_eq!(quantity_unit(Some(word), None), Some(code), "{word}");
        }
        assert_eq!(quantity_unit(None, Some("extended-release tablet")), Some("C48542"));
        assert_eq!(quantity_unit(None, Some("capsule")), Some("C48480"));
    }

    #[test]
    fn a_bottle_has_no_code_because_it_may_hold_any_amount() {
        assert_eq!(quantity_unit(Some("bottle"), Some("solution")), None);
        assert_eq!(quantity_unit(Some("tube"), Some("tablet")), None, "the unit rules, not the form");
        assert_eq!(quantity_unit(None, None), None);
    }
}
