//! RxNorm, current prescribable content: RXNCONSO (names), RXNREL (what consists of what), RXNSAT (National Drug Codes).
//!
//! Layout: NLM, RxNorm technical documentation, sections 12.4, 12.5 and 12.7. Only what NLM itself writes
//! (SAB = RXNORM) and has not suppressed is read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::product::{Part, Shape, Shelf};
use super::report::{At, ImportReport};
use super::table::{each_line, is_rxcui, name_of, rrf, text_of};
use crate::Result;
use crate::ndc::product_ndc;

/// A name of RXNCONSO.
struct Name<'t> {
    line: usize,
    text: &'t str,
}

/// What RXNREL says, by code.
#[derive(Default)]
struct Links {
    /// Component -> ingredients.
    ingredients: HashMap<String, BTreeSet<String>>,
    /// Clinical drug -> components.
    components: HashMap<String, BTreeSet<String>>,
    /// Branded drug -> clinical drug.
    generic: HashMap<String, String>,
}

/// Brings ingredients, products, brands and codes up to date.
pub(super) fn import(paths: &[PathBuf; 3], shelf: &mut Shelf<'_>, report: &mut ImportReport) -> Result<()> {
    let [conso, rel, sat] = paths;
    let text = text_of(conso)?;
    let mut names: BTreeMap<&str, BTreeMap<&str, Name<'_>>> = BTreeMap::new();
    let mut all: BTreeSet<&str> = BTreeSet::new();
    report.read += each_line(conso, &text, 0, |line, row| {
        let cells = rrf::<18>(row)?;
        let (rxcui, source, kind, name, suppress) =
            (cells[0], cells[11], cells[12], cells[14].trim(), cells[16]);
        if !is_rxcui(rxcui) || name.is_empty() {
            return Err("it has no code or no name".to_owned());
        }
        all.insert(rxcui);
        if source == "RXNORM" && suppress == "N" {
            names.entry(kind).or_default().insert(rxcui, Name { line, text: name });
        }
        Ok(())
    })?;
    let links = links(rel, report)?;
    let file = name_of(conso);
    let of = |kind: &str| names.get(kind).into_iter().flatten();
    for (rxcui, name) in of("IN") {
        ingredient(shelf, rxcui, name.text, &all, At { file: &file, line: name.line }, report);
    }
    gone(shelf, &all, &file, report);
    for (rxcui, name) in of("SCD") {
        clinical_drug(shelf, rxcui, name, &links, &file, report);
    }
    for (rxcui, name) in of("SBD") {
        branded_drug(shelf, rxcui, name, &links, &file, report);
    }
    codes(sat, shelf, report)
}

fn links(path: &Path, report: &mut ImportReport) -> Result<Links> {
    let text = text_of(path)?;
    let mut links = Links::default();
    report.read += each_line(path, &text, 0, |_, row| {
        let cells = rrf::<16>(row)?;
        // The relation is that of the second to the first: 315431 has_ingredient 1191 stands as 1191 … 315431.
        let (first, second, relation, source) =
            (cells[0].to_owned(), cells[4].to_owned(), cells[7], cells[10]);
        if source == "RXNORM" && !first.is_empty() && !second.is_empty() {
            match relation {
                "has_ingredient" => drop(links.ingredients.entry(second).or_default().insert(first)),
                "ingredient_of" => drop(links.ingredients.entry(first).or_default().insert(second)),
                "consists_of" => drop(links.components.entry(second).or_default().insert(first)),
                "constitutes" => drop(links.components.entry(first).or_default().insert(second)),
                "tradename_of" => drop(links.generic.insert(second, first)),
                "has_tradename" => drop(links.generic.insert(first, second)),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(links)
}

/// A drug that is known by its code keeps its key, whatever it is called officially.
fn ingredient(
    shelf: &mut Shelf<'_>,
    rxcui: &str,
    name: &str,
    all: &BTreeSet<&str>,
    at: At<'_>,
    report: &mut ImportReport,
) {
    let official = name.to_lowercase();
    let by_name = shelf.of_name(&official).cloned();
    match (shelf.of_code(rxcui).cloned(), by_name) {
        (Some(key), None) => {
            shelf.also_called(&key, &official);
            report.changed.push(at.says("ingredient", format!("{key} is also called {official}")));
        }
        (Some(key), Some(other)) if key != other => {
            let text = format!(
                "the code of {key} now names {other}, which is another drug here; both stay as they are"
            );
            report.refused.push(at.says("ingredient", text));
        }
        (Some(_), Some(_)) => {}
        (None, Some(key)) => {
            let old = shelf.ingredient_mut(&key).and_then(|row| row.ingredient.rxcui.clone());
            match old {
                Some(old) if all.contains(old.as_str()) => {
                    let text = format!("{official} is a name of {key}, which has the code {old}");
                    report.set_aside.push(at.says("ingredient", text));
                }
                _ => {
                    shelf.set_code(&key, rxcui);
                    report.changed.push(at.says("ingredient", format!("{key} has the code {rxcui}")));
                }
            }
        }
        (None, None) => {
            shelf.add_ingredient(&official, Some(rxcui));
            report.added.push(at.says("ingredient", official));
        }
    }
}

/// An ingredient whose code is in no row any more goes out of search, unless a rule, class or dose names it.
fn gone(shelf: &mut Shelf<'_>, all: &BTreeSet<&str>, file: &str, report: &mut ImportReport) {
    let at = At { file, line: 0 };
    for (key, row) in &mut shelf.built.ingredients {
        let Some(code) = row.ingredient.rxcui.as_deref().filter(|code| !all.contains(code)) else { continue };
        let text = format!("{key} ({code}) is not in RxNorm any more");
        if shelf.named.contains(key) {
            let text = format!("{text}; a rule, class or dose names it, so it stays");
            report.refused.push(at.says("ingredient", text));
        } else if !row.hidden {
            row.hidden = true;
            report.gone.push(at.says("ingredient", text));
        }
    }
}

/// A clinical drug: "lisinopril 10 MG Oral Tablet".
fn clinical_drug(
    shelf: &mut Shelf<'_>,
    rxcui: &str,
    name: &Name<'_>,
    links: &Links,
    file: &str,
    report: &mut ImportReport,
) {
    let at = At { file, line: name.line };
    let related: Option<BTreeSet<String>> = links.components.get(rxcui).map(|components| {
        let codes = components.iter().filter_map(|one| links.ingredients.get(one)).flatten();
        codes.filter_map(|code| shelf.of_code(code).cloned()).collect()
    });
    let written: Option<BTreeSet<String>> = shelf.resolve(name.text).map(|keys| keys.into_iter().collect());
    let Some(ingredients) = related.filter(|set| !set.is_empty()).or(written) else {
        report.set_aside.push(at.says("drug", format!("{}: its ingredients are not known", name.text)));
        return;
    };
    let keys: Vec<String> = ingredients.into_iter().collect();
    if let Some((known, product)) = shelf.built.rxnorm.get(rxcui) {
        if *known != keys {
            let text = format!(
                "{}: {} here, {} there; the old meaning stays",
                name.text,
                known.join(" / "),
                keys.join(" / ")
            );
            report.refused.push(at.says("code", text));
            return;
        }
        if product.is_some() {
            return;
        }
    }
    let product = pieces(shelf, name.text, &keys).and_then(|(parts, form)| {
        let shape = Shape { group: group(&form)?, form: &form, route: "", name: name.text };
        shelf.product(&parts, &shape, at, report)
    });
    if let Some(row) = product.as_deref().and_then(|key| shelf.product_mut(key)) {
        row.rxcuis.insert(rxcui.to_owned());
    }
    if product.is_none() {
        let text = format!("{}: strength or form is not read; only its ingredients are known", name.text);
        report.set_aside.push(at.says("product", text));
    }
    shelf.built.rxnorm.insert(rxcui.to_owned(), (keys, product));
}

/// A branded drug means the clinical drug it is a trade name of.
fn branded_drug(
    shelf: &mut Shelf<'_>,
    rxcui: &str,
    name: &Name<'_>,
    links: &Links,
    file: &str,
    report: &mut ImportReport,
) {
    let at = At { file, line: name.line };
    let meaning = links.generic.get(rxcui).and_then(|generic| shelf.built.rxnorm.get(generic)).cloned();
    let Some((keys, product)) = meaning else {
        report
            .set_aside
            .push(at.says("drug", format!("{}: the drug it is a brand of is not known", name.text)));
        return;
    };
    let brand = name.text.rsplit_once('[').map(|(_, brand)| brand.trim_end_matches(']').trim().to_owned());
    if let (Some(brand), Some(row)) = (brand, product.as_deref().and_then(|key| shelf.product_mut(key)))
        && !row.product.brands.iter().any(|known| known.eq_ignore_ascii_case(&brand))
    {
        report.added.push(at.says("brand", format!("{brand} for {}", row.product.display)));
        row.product.brands.push(brand);
    }
    shelf.built.rxnorm.entry(rxcui.to_owned()).or_insert((keys, product));
}

/// National Drug Codes: RXNSAT rows with ATN = NDC.
fn codes(path: &Path, shelf: &mut Shelf<'_>, report: &mut ImportReport) -> Result<()> {
    let text = text_of(path)?;
    let file = name_of(path);
    let mut found: Vec<(usize, String, &str)> = Vec::new();
    report.read += each_line(path, &text, 0, |line, row| {
        let cells = rrf::<13>(row)?;
        if cells[8] == "NDC" && cells[9] == "RXNORM" && cells[11] != "O" {
            let code =
                product_ndc(cells[10]).ok_or_else(|| format!("{} is not a National Drug Code", cells[10]))?;
            found.push((line, code, cells[0]));
        }
        Ok(())
    })?;
    for (line, code, rxcui) in found {
        let product = shelf.built.rxnorm.get(rxcui).and_then(|(_, product)| product.clone());
        super::fda::keep_code(shelf, &code, product, At { file: &file, line }, report);
    }
    Ok(())
}

/// The parts and the form of a written drug, when the parts are exactly these ingredients.
fn pieces(shelf: &Shelf<'_>, text: &str, keys: &[String]) -> Option<(Vec<Part>, String)> {
    let (mut parts, mut form) = (Vec::new(), String::new());
    for piece in text.split(" / ") {
        let words: Vec<&str> = piece.split_whitespace().collect();
        // "24 HR metformin 500 MG": the strength is the last number that a unit follows.
        let at = (1..words.len().saturating_sub(1)).rev().find(|at| {
            words[*at].parse::<f64>().is_ok()
                && words[at + 1].chars().any(char::is_uppercase)
                && is_unit(words[at + 1])
        })?;
        let ingredient = <[String; 1]>::try_from(shelf.resolve(&words[..at].join(" "))?).ok()?;
        let [ingredient] = ingredient;
        parts.push(Part { ingredient, strength: format!("{} {}", words[at], words[at + 1]) });
        form = words[at + 2..].join(" ");
    }
    let mut found: Vec<&String> = parts.iter().map(|part| &part.ingredient).collect();
    found.sort();
    (found.into_iter().eq(keys.iter()) && !form.is_empty()).then_some((parts, form))
}

fn is_unit(word: &str) -> bool {
    matches!(word.split('/').next(), Some("MG" | "UNT" | "MEQ" | "ML"))
}

/// The form of RxNorm in the vocabulary of the seed.
fn group(form: &str) -> Option<&'static str> {
    Some(match form {
        "Oral Tablet" => "TAB",
        "Extended Release Oral Tablet" => "TAB_ER",
        "Delayed Release Oral Tablet" => "TAB_DR",
        "Chewable Tablet" => "TAB_CHEW",
        "Disintegrating Oral Tablet" => "TAB_ODT",
        "Sublingual Tablet" => "TAB_SL",
        "Oral Capsule" => "CAP",
        "Extended Release Oral Capsule" => "CAP_ER",
        "Delayed Release Oral Capsule" => "CAP_DR",
        "Oral Solution" => "SOL",
        "Oral Suspension" => "SUSP",
        "Injectable Solution"
        | "Injection"
        | "Injectable Suspension"
        | "Prefilled Syringe"
        | "Auto-Injector"
        | "Pen Injector"
        | "Cartridge" => "INJ",
        "Ophthalmic Solution" => "OPH_SOL",
        "Ophthalmic Suspension" => "OPH_SUSP",
        "Ophthalmic Ointment" => "OPH_OINT",
        "Otic Solution" | "Otic Suspension" => "OTIC",
        "Metered Dose Inhaler" => "MDI",
        "Dry Powder Inhaler" => "DPI",
        "Inhalation Solution" => "NEB_SOL",
        "Metered Dose Nasal Spray" | "Nasal Spray" => "NASAL",
        "Topical Cream" => "CREAM",
        "Topical Ointment" => "OINT",
        "Topical Lotion" => "LOTION",
        "Topical Gel" => "TOP_GEL",
        "Topical Solution" => "TOP_SOL",
        "Topical Foam" => "FOAM",
        "Transdermal System" => "PATCH",
        "Rectal Suppository" => "SUPP",
        "Vaginal Cream" => "VAG_CREAM",
        _ => return None,
    })
}
