//! The FDA's National Drug Code directory: product.txt and package.txt (tab-separated, with a header; FDA, "NDC product
//! file definitions" and "NDC package file definitions").

use std::collections::HashSet;
use std::path::Path;

use super::product::{Part, Shape, Shelf};
use super::report::{At, ImportReport};
use super::table::{Columns, each_line, name_of, text_of};
use crate::Result;
use crate::ndc::product_ndc;

const PRODUCT: [&str; 9] = [
    "PRODUCTNDC",
    "PRODUCTTYPENAME",
    "PROPRIETARYNAME",
    "NONPROPRIETARYNAME",
    "DOSAGEFORMNAME",
    "ROUTENAME",
    "SUBSTANCENAME",
    "ACTIVE_NUMERATOR_STRENGTH",
    "ACTIVE_INGRED_UNIT",
];

/// Brings products and National Drug Codes up to date.
pub(super) fn import(
    product: &Path,
    package: &Path,
    shelf: &mut Shelf<'_>,
    report: &mut ImportReport,
) -> Result<()> {
    let text = text_of(product)?;
    let columns = Columns::of(product, &text, &PRODUCT)?;
    let file = name_of(product);
    let mut rows: Vec<(usize, String, Vec<&str>)> = Vec::new();
    report.read += each_line(product, &text, 1, |line, row| {
        let cells = columns.row(row)?;
        let written = columns.get(&cells, "PRODUCTNDC");
        let code =
            product_ndc(written).ok_or_else(|| format!("\"{written}\" is not a National Drug Code"))?;
        rows.push((line, code, cells));
        Ok(())
    })?;
    let mut known: HashSet<String> = HashSet::new();
    for (line, code, cells) in rows {
        let get = |name: &str| columns.get(&cells, name);
        let at = At { file: &file, line };
        known.insert(code.clone());
        if !get("PRODUCTTYPENAME").starts_with("HUMAN") {
            continue;
        }
        let shape = Shape {
            group: group(get("DOSAGEFORMNAME"), get("ROUTENAME")).unwrap_or_default(),
            form: get("DOSAGEFORMNAME"),
            route: get("ROUTENAME"),
            name: &get("NONPROPRIETARYNAME").to_lowercase(),
        };
        let parts =
            parts(shelf, get("SUBSTANCENAME"), get("ACTIVE_NUMERATOR_STRENGTH"), get("ACTIVE_INGRED_UNIT"));
        let found = parts.and_then(|parts| shelf.product(&parts, &shape, at, report));
        if found.is_none() {
            let text = format!(
                "{}: ingredient, strength or form is not one that is prescribed by",
                get("NONPROPRIETARYNAME")
            );
            report.set_aside.push(at.says("product", text));
        }
        keep_code(shelf, &code, found, at, report);
    }
    packages(package, &known, report)
}

/// Every package must be one of a product; nothing else is kept of it, because a package means what its product means.
fn packages(path: &Path, products: &HashSet<String>, report: &mut ImportReport) -> Result<()> {
    let text = text_of(path)?;
    let columns = Columns::of(path, &text, &["PRODUCTNDC", "NDCPACKAGECODE"])?;
    let file = name_of(path);
    let mut orphans = Vec::new();
    report.read += each_line(path, &text, 1, |line, row| {
        let cells = columns.row(row)?;
        let written = columns.get(&cells, "NDCPACKAGECODE");
        let code =
            product_ndc(written).ok_or_else(|| format!("\"{written}\" is not a National Drug Code"))?;
        if !products.contains(&code) {
            orphans.push((line, written.to_owned()));
        }
        Ok(())
    })?;
    let at = |line| At { file: &file, line };
    report.set_aside.extend(
        orphans
            .into_iter()
            .map(|(line, code)| at(line).says("package", format!("{code}: product.txt has no such product"))),
    );
    Ok(())
}

/// Keeps what a National Drug Code means now. A code that meant another product is reported, not lost.
pub(super) fn keep_code(
    shelf: &mut Shelf<'_>,
    code: &str,
    product: Option<String>,
    at: At<'_>,
    report: &mut ImportReport,
) {
    let Some(product) = product else { return };
    match shelf.built.ndc.insert(code.to_owned(), product.clone()) {
        None => report.added.push(at.says("code", format!("{code} is {product}"))),
        Some(old) if old != product => {
            report.changed.push(at.says("code", format!("{code} was {old} and is {product}")));
        }
        Some(_) => {}
    }
}

/// The parts of a product; none unless every substance is known and has its strength.
fn parts(shelf: &Shelf<'_>, substances: &str, strengths: &str, units: &str) -> Option<Vec<Part>> {
    let list = |text: &str| text.split(';').map(|one| one.trim().to_owned()).collect::<Vec<_>>();
    let (substances, strengths, units) = (list(substances), list(strengths), list(units));
    if substances.len() != strengths.len() || substances.len() != units.len() {
        return None;
    }
    let each = substances.iter().zip(strengths).zip(units);
    each.map(|((substance, strength), unit)| {
        let [ingredient] = <[String; 1]>::try_from(shelf.resolve(substance)?).ok()?;
        Some(Part { ingredient, strength: format!("{strength} {}", rxnorm_unit(&unit)?) })
    })
    .collect()
}

/// "mg/1" is "MG" in RxNorm.
fn rxnorm_unit(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "mg/1" => "MG",
        "mg/mL" => "MG/ML",
        "mg/g" => "MG/MG",
        "[iU]/1" | "[USP'U]/1" => "UNT",
        "[iU]/mL" | "[USP'U]/mL" => "UNT/ML",
        "meq/1" => "MEQ",
        "meq/mL" => "MEQ/ML",
        _ => return None,
    })
}

/// The form of the FDA in the vocabulary of the seed.
fn group(form: &str, route: &str) -> Option<&'static str> {
    let has = |word: &str| form.contains(word);
    let by = |word: &str| route.contains(word);
    Some(match form {
        _ if has("TABLET") && has("EXTENDED") => "TAB_ER",
        _ if has("TABLET") && has("DELAYED") => "TAB_DR",
        _ if has("TABLET") && has("CHEWABLE") => "TAB_CHEW",
        _ if has("TABLET") && has("DISINTEGRATING") => "TAB_ODT",
        _ if has("TABLET") && by("SUBLINGUAL") => "TAB_SL",
        _ if has("TABLET") => "TAB",
        _ if has("CAPSULE") && has("EXTENDED") => "CAP_ER",
        _ if has("CAPSULE") && has("DELAYED") => "CAP_DR",
        _ if has("CAPSULE") => "CAP",
        _ if has("INJECTION") => "INJ",
        _ if (has("SOLUTION") || has("SYRUP") || has("ELIXIR")) && by("ORAL") => "SOL",
        _ if has("SUSPENSION") && by("ORAL") => "SUSP",
        _ if has("SOLUTION") && by("OPHTHALMIC") => "OPH_SOL",
        _ if has("SUSPENSION") && by("OPHTHALMIC") => "OPH_SUSP",
        _ if has("CREAM") && by("TOPICAL") => "CREAM",
        _ if has("OINTMENT") && by("TOPICAL") => "OINT",
        _ if has("LOTION") && by("TOPICAL") => "LOTION",
        _ if has("GEL") && by("TOPICAL") => "TOP_GEL",
        _ if has("SUPPOSITORY") => "SUPP",
        _ => return None,
    })
}
