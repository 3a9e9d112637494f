//! Dose forms and routes in a small vocabulary people use.

/// The normalised dose form of a seed row; None for what is not prescribed (gases, kits, dental pastes…).
pub(super) fn normalise(group: &str, source: &str, route: &str, generic_name: &str) -> Option<&'static str> {
    let source = source.to_uppercase();
    let has = |word: &str| source.contains(word);
    if has("GAS") || has("DENTIFRICE") || has("IRRIGANT") || has("CELLULAR") || has("SOAP") || has("CLOTH") {
        return None;
    }
    // Some labellers file an extended-release tablet under "TABLET" and say so only in the name.
    let released =
        |word: &str| generic_name.split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word));
    let extended =
        released("er") || released("xr") || released("xl") || released("extended") || has("EXTENDED");
    Some(match group {
        "TAB" if extended => "extended-release tablet",
        "TAB" if released("delayed") => "delayed-release tablet",
        "TAB" => "tablet",
        "TAB_ER" if has("CHEWABLE") => "chewable extended-release tablet",
        "TAB_ER" => "extended-release tablet",
        "TAB_DR" => "delayed-release tablet",
        "TAB_CHEW" if has("EXTENDED") => "chewable extended-release tablet",
        "TAB_CHEW" => "chewable tablet",
        "TAB_ODT" => "orally disintegrating tablet",
        "TAB_SL" if route.contains("BUCCAL") => "buccal tablet",
        "TAB_SL" => "sublingual tablet",
        "TAB_EFF" => "effervescent tablet",
        "CAP" if extended => "extended-release capsule",
        "CAP" if has("DELAYED") || has("COATED PELLETS") => "delayed-release capsule",
        "CAP" => "capsule",
        "CAP_ER" => "extended-release capsule",
        "CAP_DR" => "delayed-release capsule",
        "SOL" if has("POWDER") => "powder for oral solution",
        "SOL" => "oral solution",
        "SUSP" => "oral suspension",
        "SUSP_ER" => "extended-release oral suspension",
        "POWDER" if route.contains("TOPICAL") => "topical powder",
        "POWDER" => "oral powder",
        "INJ" if has("PEN INJECTOR") => "pen injector",
        "INJ" if has("AUTO-INJECTOR") => "auto-injector",
        "INJ" if has("PREFILLED SYRINGE") => "prefilled syringe",
        "INJ" if has("CARTRIDGE") => "cartridge",
        "INJ" if route.contains("BRONCHIAL") => return None,
        "INJ" => "injection",
        "OPH_SOL" => "ophthalmic solution",
        "OPH_SUSP" => "ophthalmic suspension",
        "OPH_OINT" => "ophthalmic ointment",
        "OPH_GEL" => "ophthalmic gel",
        "OTIC" if has("SUSPENSION") => "otic suspension",
        "OTIC" => "otic solution",
        "NEB_SOL" | "NEB_SUSP" if has("SPRAY") => "inhaler",
        "NEB_SOL" => "nebulizer solution",
        "NEB_SUSP" => "nebulizer suspension",
        "MDI" => "inhaler",
        "DPI" => "dry powder inhaler",
        "NASAL" if has("GEL") => "nasal gel",
        "NASAL" => "nasal spray",
        "CREAM" => "cream",
        "OINT" => "ointment",
        "LOTION" => "lotion",
        "TOP_GEL" => "gel",
        "TOP_SOL" => "topical solution",
        "TOP_SPRAY" => "topical spray",
        "FOAM" => "foam",
        "SHAMPOO" => "shampoo",
        "PATCH" => "patch",
        "SUPP" => "suppository",
        "RECTAL_OTHER" if has("CREAM") => "rectal cream",
        "RECTAL_OTHER" if has("OINTMENT") => "rectal ointment",
        "RECTAL_OTHER" if has("FOAM") => "rectal foam",
        "RECTAL_OTHER" if has("ENEMA") || has("SUSPENSION") => "enema",
        "VAG_CREAM" => "vaginal cream",
        "VAG_GEL" => "vaginal gel",
        "VAGINAL_INSERT" => "vaginal insert",
        "VAGINAL_OTHER" if has("RING") => "vaginal ring",
        "FILM" => "film",
        "GUM" => "gum",
        "LOZ" => "lozenge",
        "ORAL_SPRAY" => "oral spray",
        "IMPLANT" => "implant",
        "IUD" => "intrauterine system",
        "ORAL_OTHER" if has("MOUTHWASH") || has("RINSE") => "mouth rinse",
        _ => return None,
    })
}

/// The route as one plain word or two, from the source route or, when that is missing, from the form.
pub(super) fn route(source: &str, form: &str) -> Option<String> {
    if !source.is_empty() {
        const NOT_PRESCRIBED: [&str; 5] =
            ["OCCLUSIVE", "EXTRACORPOREAL", "HEMODIALYSIS", "CAUDAL", "INFILTRATION"];
        if NOT_PRESCRIBED.iter().any(|word| source.contains(word)) {
            return None;
        }
        let named: Vec<String> = source
            .split(';')
            .map(|part| match part.trim() {
                "RESPIRATORY (INHALATION)" => "inhalation".to_string(),
                "AURICULAR (OTIC)" => "otic".to_string(),
                "CUTANEOUS" | "PERCUTANEOUS" => "topical".to_string(),
                "PARENTERAL" => "injection".to_string(),
                other => other.to_lowercase(),
            })
            .collect();
        let mut seen: Vec<String> = Vec::new();
        for name in named {
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen.truncate(3);
        return Some(seen.join(", "));
    }
    Some(
        match form {
            f if f.contains("ophthalmic") => "ophthalmic",
            f if f.contains("otic") => "otic",
            f if f.contains("nasal") => "nasal",
            f if f.contains("vaginal") => "vaginal",
            f if f.contains("inhaler") || f.contains("nebulizer") => "inhalation",
            f if f.contains("rectal") || f == "suppository" || f == "enema" => "rectal",
            f if f == "sublingual tablet" || f == "film" => "sublingual",
            "buccal tablet" => "buccal",
            "patch" => "transdermal",
            "injection" => "injection",
            "implant" | "pen injector" | "auto-injector" | "prefilled syringe" | "cartridge" => {
                "subcutaneous"
            }
            "intrauterine system" => "intrauterine",
            "cream" | "ointment" | "lotion" | "gel" | "foam" | "shampoo" => "topical",
            f if f.contains("topical") => "topical",
            _ => "oral",
        }
        .to_string(),
    )
}

/// How a form is said in a product's display: the short modifier after the name, and the noun after the strength.
pub(super) fn spoken(form: &str) -> (&'static str, String) {
    if let Some(noun) = form.strip_prefix("extended-release ") {
        ("ER", noun.to_string())
    } else if let Some(noun) = form.strip_prefix("delayed-release ") {
        ("DR", noun.to_string())
    } else if form == "orally disintegrating tablet" {
        ("ODT", "tablet".to_string())
    } else if form == "chewable extended-release tablet" {
        ("ER", "chewable tablet".to_string())
    } else {
        ("", form.to_string())
    }
}

/// Words people type for a form besides the words of the form itself.
pub(super) fn also(form: &str) -> &'static [&'static str] {
    match form {
        f if f.contains("extended-release") => {
            &["er", "xr", "xl", "sr", "cr", "la", "cd", "extended", "release"]
        }
        f if f.contains("delayed-release") => &["dr", "ec", "enteric", "delayed", "release"],
        "orally disintegrating tablet" => &["odt", "rapid", "dissolving"],
        "sublingual tablet" => &["sl"],
        "nebulizer solution" | "nebulizer suspension" => &["neb", "nebs", "inhalation"],
        "inhaler" => &["hfa", "mdi", "puff", "inhalation"],
        "dry powder inhaler" => &["dpi", "puff", "diskus", "inhalation"],
        "oral solution" => &["liquid", "soln", "syrup", "elixir"],
        "oral suspension" => &["susp", "liquid"],
        "ophthalmic solution" | "ophthalmic suspension" => &["eye", "drops", "gtt"],
        "ophthalmic ointment" => &["eye"],
        "otic solution" | "otic suspension" => &["ear", "drops", "gtt"],
        "suppository" => &["supp", "rectal"],
        "ointment" => &["oint"],
        "patch" => &["transdermal", "td"],
        "injection" | "prefilled syringe" | "pen injector" | "auto-injector" => {
            &["inj", "pen", "syringe", "vial"]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extended_release_tablet_filed_as_tablet_is_recognised_by_its_name() {
        assert_eq!(
            normalise("TAB", "TABLET", "ORAL", "metformin er 750 mg"),
            Some("extended-release tablet")
        );
        assert_eq!(
            normalise("TAB", "TABLET, FILM COATED", "ORAL", "metformin hydrochloride"),
            Some("tablet")
        );
    }

    #[test]
    fn gases_are_not_prescribed() {
        assert_eq!(normalise("NASAL", "GAS", "NASAL", "oxygen"), None);
    }
}
