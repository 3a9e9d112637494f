//! Small files in the official layouts: fictional drugs beside real names.

use std::path::Path;

use super::*;
use crate::tests::copy_in;

const CONSO: &str = "\
29046|ENG|P|L1|PF|S1|Y|A1||29046||RXNORM|IN|29046|lisinoprilum|0|N|4096|
11289|ENG|P|L2|PF|S2|Y|A2||11289||RXNORM|IN|11289|metformin|0|N|4096|
9990001|ENG|P|L3|PF|S3|Y|A3||9990001||RXNORM|IN|9990001|Zorbitinib|0|N|4096|
9990002|ENG|P|L4|PF|S4|Y|A4||9990002||RXNORM|SCDC|9990002|zorbitinib 20 MG|0|N|4096|
9990003|ENG|P|L5|PF|S5|Y|A5||9990003||RXNORM|SCD|9990003|zorbitinib 20 MG Oral Tablet|0|N|4096|
9990004|ENG|P|L6|PF|S6|Y|A6||9990004||RXNORM|SBD|9990004|zorbitinib 20 MG Oral Tablet [Zorbix]|0|N|4096|
9990005|ENG|P|L7|PF|S7|Y|A7||9990005||RXNORM|SCD|9990005|zorbitinib 20 MG Toothpaste|0|N|4096|
9990006|ENG|P|L8|PF|S8|Y|A8||9990006||MTHSPL|DP|9990006|A label of somebody else|0|N|4096|
";
const REL: &str = "\
9990001||CUI|RO|9990002||CUI|has_ingredient|1||RXNORM|RXNORM||||4096|
9990002||CUI|RO|9990003||CUI|consists_of|2||RXNORM|RXNORM||||4096|
9990003||CUI|RO|9990004||CUI|tradename_of|3||RXNORM|RXNORM||||4096|
9990002||CUI|RO|9990005||CUI|consists_of|4||RXNORM|RXNORM||||4096|
";
const SAT: &str = "\
9990003||||CUI|9990003|||NDC|RXNORM|99999000101|N|4096|
9990003||||CUI|9990003|||RXTERM_FORM|RXNORM|Tab|N|4096|
";
const PRODUCT: &str = "\
PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tPROPRIETARYNAME\tNONPROPRIETARYNAME\tDOSAGEFORMNAME\tROUTENAME\tSUBSTANCENAME\tACTIVE_NUMERATOR_STRENGTH\tACTIVE_INGRED_UNIT
x1\t99998-001\tHUMAN PRESCRIPTION DRUG\tZorbix Forte\tzorbitinib\tTABLET, FILM COATED\tORAL\tZORBITINIB HYDROCHLORIDE\t40\tmg/1
x2\t99998-002\tHUMAN PRESCRIPTION DRUG\tMystery\tunobtainium\tTABLET\tORAL\tUNOBTAINIUM\t5\tmg/1
";
const PACKAGE: &str = "\
PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION
x1\t99998-001\t99998-001-30\t30 TABLET in 1 BOTTLE
x9\t99997-009\t99997-009-30\t30 TABLET in 1 BOTTLE
";

fn icd() -> String {
    let row = |number: u32, code: &str, valid: u8, title: &str| {
        format!("{number:05} {code:<7} {valid} {title:<60} {title}\n")
    };
    [
        row(1, "I10", 1, "Essential (primary) hypertension"),
        row(2, "A009", 1, "Cholera, renamed by committee"),
        row(3, "A00Z9", 1, "A new kind of cholera"),
    ]
    .concat()
}

/// A folder of official files beside a knowledge.db.
struct Place {
    folder: tempfile::TempDir,
    knowledge: std::path::PathBuf,
}

impl Place {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = copy_in(folder.path());
        let official = folder.path().join("official");
        std::fs::create_dir(&official).unwrap();
        for (name, text) in files {
            std::fs::write(official.join(name), text).unwrap();
        }
        Self { folder, knowledge }
    }

    fn import(&self) -> Result<ImportReport> {
        let dir = self.folder.path().join("official");
        import(&Import { dir, knowledge: self.knowledge.clone(), date: "2026-11-02".into(), dry_run: false })
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.knowledge).unwrap()
    }
}

fn has(list: &[Change], words: &str) -> bool {
    list.iter().any(|change| change.text.contains(words))
}

const RXNORM: [(&str, &str); 3] = [("RXNCONSO.RRF", CONSO), ("RXNREL.RRF", REL), ("RXNSAT.RRF", SAT)];

#[test]
fn official_files_add_drugs_codes_and_diagnoses_and_keep_every_key() {
    let icd = icd();
    let mut files = RXNORM.to_vec();
    files.extend([
        ("product.txt", PRODUCT),
        ("package.txt", PACKAGE),
        ("icd10cm-order-2027.txt", icd.as_str()),
    ]);
    let place = Place::with(&files);
    let old = Knowledge::open(&place.knowledge).unwrap();
    let report = place.import().unwrap();
    assert!(report.swapped);
    let new = Knowledge::open(&place.knowledge).unwrap();

    assert_eq!(
        new.resolve_rxcui("29046"),
        Some(vec!["lisinopril".to_owned()]),
        "the key outlives the official name"
    );
    assert_eq!(new.resolve_drug("Lisinoprilum 10 MG Oral Tablet"), Some(vec!["lisinopril".to_owned()]));
    assert!(has(&report.changed, "lisinopril is also called lisinoprilum"));
    let refused = report
        .refused
        .iter()
        .find(|one| one.text.contains("the code of warfarin now names metformin"))
        .unwrap();
    assert_eq!((refused.file.as_str(), refused.line), ("RXNCONSO.RRF", 2));
    assert_eq!(new.resolve_rxcui("11289"), Some(vec!["warfarin".to_owned()]));

    let tablet = new.product_of_rxcui("9990003").unwrap();
    assert_eq!(
        (tablet.display.as_str(), tablet.key.as_str()),
        ("Zorbitinib 20 mg tablet", "zorbitinib|20 mg|tablet")
    );
    assert_eq!(tablet.brands, ["Zorbix"]);
    assert_eq!(new.product_of_ndc("99999-0001-01"), Some(tablet));
    assert_eq!(new.product_of_ndc("99998-001-30").unwrap().strength, "40 mg");
    assert_eq!(new.search_drugs("zorbi 40", 5)[0].display, "Zorbitinib 40 mg tablet");
    assert_eq!(
        new.resolve_rxcui("9990005"),
        Some(vec!["zorbitinib".to_owned()]),
        "known by its ingredients only"
    );
    let aside = |words: &str| {
        report.set_aside.iter().find(|one| one.text.contains(words)).map(|one| (one.file.as_str(), one.line))
    };
    assert_eq!(aside("Toothpaste"), Some(("RXNCONSO.RRF", 7)));
    assert_eq!(aside("unobtainium"), Some(("product.txt", 3)));
    assert_eq!(aside("99997-009-30"), Some(("package.txt", 3)));

    assert_eq!(new.diagnosis("A00.9").unwrap().display, "Cholera, renamed by committee");
    assert_eq!(new.search_diagnoses("new kind of cholera", 3).unwrap()[0].code, "A00.Z9");
    assert!(new.diagnosis("A01.00").is_none() && has(&report.gone, "A01.00"));
    assert!(new.diagnosis("N18.4").is_some() && has(&report.refused, "N18.4"), "a rule names it");

    assert_eq!(new.manifest().warning, None);
    assert!(
        new.manifest()
            .built_from
            .ends_with("Brought up to date with RxNorm, FDA drug directory, ICD-10-CM of 2026-11-02.")
    );
    assert_ne!(new.manifest().version, old.manifest().version);
    let (before, after) = (old.rule_book().unwrap(), new.rule_book().unwrap());
    assert_eq!(before.rules, after.rules, "rules are not an import's to change");
    assert_eq!(before.doses, after.doses);
}

#[test]
fn a_second_import_of_the_same_files_changes_nothing_more() {
    let place = Place::with(&RXNORM);
    place.import().unwrap();
    let again = place.import().unwrap();
    assert_eq!((again.added, again.changed, again.gone), (Vec::new(), Vec::new(), Vec::new()));
}

#[test]
fn a_drug_that_rules_name_never_leaves_and_another_is_only_hidden() {
    let place = Place::with(&RXNORM);
    let report = place.import().unwrap();
    assert!(has(
        &report.refused,
        "simvastatin (36567) is not in RxNorm any more; a rule, class or dose names it"
    ));
    let new = Knowledge::open(&place.knowledge).unwrap();
    assert!(!new.search_drugs("simvastatin", 3).is_empty());
    let gone = &report.gone[0];
    let key = gone.text.split(" (").next().unwrap();
    assert!(new.ingredient(key).is_some(), "{key} is still understood in old records");
}

#[test]
fn a_broken_row_is_named_by_file_and_line_and_the_old_knowledge_stays() {
    let refused = |name: &str, text: &str, words: &str| {
        let mut files: Vec<(&str, &str)> = RXNORM.to_vec();
        files.retain(|(known, _)| *known != name);
        files.push((name, text));
        let place = Place::with(&files);
        let before = place.bytes();
        let error = place.import().unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(place.bytes() == before, "the old knowledge is in use, byte for byte");
    };
    refused("RXNREL.RRF", &REL.replace("|2||RXNORM", "|RXNORM"), "RXNREL.RRF, line 2: 14 columns, not 16");
    refused(
        "RXNSAT.RRF",
        &SAT.replace("99999000101", "12"),
        "RXNSAT.RRF, line 1: 12 is not a National Drug Code",
    );
    refused(
        "RXNCONSO.RRF",
        &CONSO.replace("29046|ENG", "lisin|ENG"),
        "RXNCONSO.RRF, line 1: \"lisin\" is not an RxNorm code",
    );
    refused("product.txt", PRODUCT, "package.txt is missing beside");
    let icd = icd().replace("A009    1", "A009    x");
    refused("icd10cm-order-2027.txt", &icd, "icd10cm-order-2027.txt, line 2: column 15 is \"x\"");
    let empty = Place::with(&[]);
    assert!(empty.import().unwrap_err().to_string().contains("no official file is here"));
    assert!(!Path::new(&empty.knowledge).with_extension("db.finished").exists());
}
