//! Search and lookup against the database that is really built from `knowledge/`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use yarrow_rules::RuleBook;

use crate::build::{Report, build};
use crate::{AllergySubjectKind, DrugHit, Knowledge};

struct Built {
    folder: tempfile::TempDir,
    report: Report,
    knowledge: Knowledge,
}

fn inputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge")
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("knowledge.db");
        let report = build(&inputs(), &file).unwrap_or_else(|e| panic!("{e}"));
        println!("{report}");
        let knowledge = Knowledge::open(&file).unwrap();
        Built { folder, report, knowledge }
    })
}

/// A copy of the built file, to be changed.
pub(crate) fn copy_in(folder: &Path) -> PathBuf {
    let copy = folder.join("knowledge.db");
    std::fs::copy(built().folder.path().join("knowledge.db"), &copy).unwrap();
    copy
}

fn drugs(query: &str) -> Vec<DrugHit> {
    built().knowledge.search_drugs(query, 20)
}

fn first_drug(query: &str) -> String {
    drugs(query).first().map_or_else(String::new, |hit| hit.display.clone())
}

fn first_diagnosis(query: &str) -> String {
    let hits = built().knowledge.search_diagnoses(query, 20).unwrap();
    hits.first().map_or_else(String::new, |hit| hit.code.clone())
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = std::fs::read(built().folder.path().join("knowledge.db")).unwrap();
    let again = built().folder.path().join("again.db");
    build(&inputs(), &again).unwrap();
    assert!(first == std::fs::read(&again).unwrap(), "two builds of one input differ");
}

#[test]
fn every_common_outpatient_drug_can_be_ordered() {
    assert_eq!(built().report.common_missing, Vec::<String>::new());
    assert_eq!(built().report.common_found, (300, 300));
}

#[test]
fn the_rule_book_of_the_database_holds_together() {
    let data = built().knowledge.rule_book().unwrap();
    assert!(data.wide_net.len() > 15_000);
    assert!(!data.data_date.is_empty());
    RuleBook::new(data).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn a_broken_row_is_named_by_file_and_line_and_the_old_knowledge_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("knowledge"), folder.path().join("knowledge.db"));
    copy(&inputs(), &input);
    std::fs::create_dir_all(input.join("doses")).unwrap();
    std::fs::write(&out, b"the old one").unwrap();
    let broken = |row: &str| {
        let text = format!(
            "author = \"a\"\ndate = \"2026-11-20\"\n\n[[drug]]\nid = \"zz\"\nunit = \"mg\"\nroute = \"oral\"\n{row}\n"
        );
        std::fs::write(input.join("doses/zz.toml"), text).unwrap();
        let refused = build(&input, &out).unwrap_err().to_string();
        assert_eq!(std::fs::read(&out).unwrap(), b"the old one");
        refused
    };
    let misspelt = broken("ingredients = [\"warfarine\"]\nsource = \"s\"\n[drug.lactation]\ntier = \"none\"");
    assert!(misspelt.contains("doses/zz.toml:4: dose zz: \"warfarine\" is neither"), "{misspelt}");
    let unreadable =
        broken("ingredients = [\"warfarin\"]\nsource = \"s\"\n[drug.adult]\nsingle_max = \"much\"");
    assert!(unreadable.contains("doses/zz.toml:11: "), "{unreadable}");
}

#[test]
fn five_letters_find_the_tablet() {
    assert!(first_drug("simva").starts_with("Simvastatin"));
    assert_eq!(first_drug("simva 40"), "Simvastatin 40 mg tablet");
    assert_eq!(first_drug("simva 4"), "Simvastatin 40 mg tablet");
    assert_eq!(first_drug("metf er"), "Metformin ER 500 mg tablet");
    assert_eq!(first_drug("levothyroxine 50mcg"), "Levothyroxine 50 mcg tablet");
    assert_eq!(first_drug("levothyroxine 0.05"), "Levothyroxine 50 mcg tablet");
    assert_eq!(first_drug("predni 20"), "Prednisone 20 mg tablet");
}

#[test]
fn a_brand_finds_its_generic_and_says_so() {
    let hit = &drugs("lipitor")[0];
    assert_eq!(
        (hit.ingredients.as_slice(), hit.matched.as_str()),
        (["atorvastatin".to_string()].as_slice(), "Lipitor")
    );
    assert_eq!(hit.brand.as_deref(), Some("Lipitor"));
    assert!(hit.generic);
    assert_eq!(first_drug("augmentin 875"), "Amoxicillin / clavulanate 875 mg / 125 mg tablet");
    assert_eq!(drugs("norco")[0].dea_schedule.as_deref(), Some("CII"));
}

#[test]
fn one_typing_error_is_forgiven() {
    assert!(first_drug("amoxcil").starts_with("Amoxicillin 500 mg"));
    assert!(first_drug("lisinorpil").starts_with("Lisinopril"));
    assert!(first_drug("metropolol").starts_with("Metoprolol"));
    assert_eq!(first_diagnosis("hypertention"), "I10");
    assert_eq!(first_diagnosis("diabetis"), "E11.9");
}

#[test]
fn a_strength_that_is_not_made_shows_those_that_are() {
    assert!(drugs("simvastatin 30").iter().any(|hit| hit.display == "Simvastatin 40 mg tablet"));
}

#[test]
fn drugs_approved_since_2019_are_found() {
    for (typed, ingredient) in [
        ("mounjaro", "tirzepatide"),
        ("nurtec", "rimegepant"),
        ("kerendia", "finerenone"),
        ("nexletol", "bempedoic acid"),
        ("quviviq", "daridorexant"),
        ("gemtesa", "vibegron"),
    ] {
        let hit = &drugs(typed)[0];
        assert_eq!(hit.ingredients, [ingredient], "{typed}");
    }
    assert_eq!(drugs("paxlovid")[0].ingredients, ["nirmatrelvir", "ritonavir"]);
    assert_eq!(built().knowledge.ingredient("rimegepant").unwrap().approved, Some(2020));
}

#[test]
fn three_letters_show_several_drugs() {
    let hits = drugs("met");
    let sets: std::collections::BTreeSet<_> = hits.iter().map(|hit| hit.ingredients.clone()).collect();
    assert!(sets.len() >= 3, "{sets:?}");
    assert_eq!(hits[0].ingredients, ["metformin"]);
}

#[test]
fn nothing_typed_and_nonsense_find_nothing() {
    assert!(drugs("").is_empty());
    assert!(drugs("   ").is_empty());
    assert!(drugs("qqqqxz").is_empty());
    assert!(built().knowledge.search_drugs("simva", 0).is_empty());
    assert!(built().knowledge.search_diagnoses("qqqqxz", 10).unwrap().is_empty());
    assert!(built().knowledge.search_diagnoses("\"*) OR (", 10).is_ok());
}

#[test]
fn displays_have_leading_zeros_and_no_trailing_zeros() {
    for query in
        ["warfarin", "clonazepam", "levothyroxine", "amoxicillin", "estradiol", "triamcinolone", "insulin"]
    {
        for hit in built().knowledge.search_drugs(query, 200) {
            let words: Vec<&str> = hit.display.split([' ', '/', '%', '(']).collect();
            for word in words.iter().filter(|w| w.starts_with(|c: char| c.is_ascii_digit() || c == '.')) {
                assert!(!word.starts_with('.'), "{}", hit.display);
                assert!(!(word.contains('.') && word.ends_with('0')), "{}", hit.display);
            }
        }
    }
}

#[test]
fn a_code_is_found_with_and_without_its_dot() {
    assert_eq!(first_diagnosis("E11.9"), "E11.9");
    assert_eq!(first_diagnosis("e119"), "E11.9");
    assert_eq!(first_diagnosis("j45"), "J45.909");
    assert_eq!(built().knowledge.diagnosis("m25561").unwrap().display, "Pain in right knee");
    assert!(built().knowledge.diagnosis("E11").is_some_and(|hit| !hit.billable));
    assert!(built().knowledge.diagnosis("X00.XXXXX").is_none());
}

#[test]
fn words_in_any_order_find_the_diagnosis_and_common_ones_come_first() {
    assert_eq!(first_diagnosis("knee pain right"), "M25.561");
    assert_eq!(first_diagnosis("diab"), "E11.9");
    assert_eq!(first_diagnosis("diabetes type 1"), "E10.9");
    assert_eq!(first_diagnosis("copd"), "J44.9");
    assert_eq!(first_diagnosis("sore throat"), "J02.9");
    assert_eq!(first_diagnosis("acute cough"), "R05.1");
}

#[test]
fn an_everyday_word_is_named_as_the_reason_of_the_hit() {
    let hits = built().knowledge.search_diagnoses("htn", 5).unwrap();
    assert_eq!((hits[0].code.as_str(), hits[0].matched.as_deref()), ("I10", Some("htn")));
    let hits = built().knowledge.search_diagnoses("cough", 5).unwrap();
    assert_eq!(hits[0].matched, None);
}

#[test]
fn an_allergen_can_be_a_class_a_food_a_material_or_a_drug() {
    let first = |query: &str| built().knowledge.search_allergens(query, 10).into_iter().next().unwrap();
    assert_eq!(first("penicil").kind, AllergySubjectKind::Class);
    assert_eq!(first("pencilin").key, "penicillins");
    assert_eq!(first("peanut").key, "peanut");
    assert_eq!(first("latex").kind, AllergySubjectKind::FoodOrEnvironment);
    assert_eq!(first("lisinopril").key, "lisinopril");
    let bactrim = built().knowledge.search_allergens("bactrim", 10);
    assert!(
        bactrim.iter().any(|hit| hit.key == "sulfamethoxazole" && hit.hint.as_deref() == Some("Bactrim"))
    );
}

#[test]
fn a_name_a_brand_a_combination_and_a_code_resolve_to_ingredients() {
    let resolve = |text: &str| built().knowledge.resolve_drug(text).unwrap_or_default();
    assert_eq!(resolve("Warfarin"), ["warfarin"]);
    assert_eq!(resolve("warfarin sodium 5 MG Oral Tablet"), ["warfarin"]);
    assert_eq!(resolve("Coumadin"), ["warfarin"]);
    assert_eq!(resolve("paracetamol"), ["acetaminophen"]);
    assert_eq!(resolve("divalproex sodium"), ["valproate"]);
    assert_eq!(resolve("Augmentin"), ["amoxicillin", "clavulanate"]);
    assert_eq!(resolve("sulfamethoxazole-trimethoprim"), ["sulfamethoxazole", "trimethoprim"]);
    assert_eq!(
        resolve("acetaminophen 325 MG / hydrocodone bitartrate 5 MG Oral Tablet"),
        ["acetaminophen", "hydrocodone"]
    );
    assert_eq!(
        resolve("insulin human, isophane 70 UNT/ML / insulin, regular, human 30 UNT/ML"),
        ["insulin isophane", "insulin regular"]
    );
    assert_eq!(resolve("St. John's Wort"), ["st john's wort"]);
    assert_eq!(resolve("36567"), ["simvastatin"]);
    assert_eq!(resolve("198211"), ["simvastatin"]);
    assert_eq!(built().knowledge.resolve_drug("unobtainium"), None);
    assert_eq!(built().knowledge.resolve_drug("999999999"), None);
}

#[test]
fn a_written_drug_is_matched_to_its_product() {
    let product = |text: &str| built().knowledge.match_product(text).map(|p| p.key.clone());
    assert_eq!(product("lisinopril 10 MG Oral Tablet").as_deref(), Some("lisinopril|10 mg|tablet"));
    assert_eq!(
        product("levothyroxine sodium 0.075 MG Oral Tablet").as_deref(),
        Some("levothyroxine|75 mcg|tablet")
    );
    let salmeterol = "Fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT Dry Powder Inhaler";
    assert_eq!(
        product(salmeterol).as_deref(),
        Some("fluticasone / salmeterol|250 mcg / 50 mcg per actuation|dry powder inhaler")
    );
    assert_eq!(product("lisinopril 11 MG Oral Tablet"), None);
    assert_eq!(
        built().knowledge.product_of_rxcui("198211").map(|p| p.key.as_str()),
        Some("simvastatin|40 mg|tablet")
    );
}

#[test]
fn observations_have_units_and_ranges_with_a_source() {
    let knowledge = &built().knowledge;
    let potassium = knowledge.observation_definition("2823-3").unwrap();
    assert_eq!((potassium.low.as_deref(), potassium.high.as_deref()), (Some("3.5"), Some("5.0")));
    for definition in knowledge.observation_definitions() {
        assert!(!definition.source.is_empty(), "{}", definition.loinc);
        if let (Some(low), Some(high)) = (&definition.low, &definition.high) {
            assert!(low.parse::<f64>().unwrap() < high.parse::<f64>().unwrap(), "{}", definition.loinc);
        }
    }
    assert_eq!(knowledge.unit("kg").map(|unit| unit.name), Some("kilogram".to_string()));
    assert!(knowledge.reactions().len() >= 60);
    assert!(knowledge.reaction_is_severe("anaphylaxis") && !knowledge.reaction_is_severe("Rash"));
}

#[test]
fn the_manifest_names_sources_licences_and_what_to_mind() {
    let manifest = built().knowledge.manifest();
    assert_eq!(manifest.version, built().report.version);
    assert!(
        manifest.sources.iter().all(|source| source.rows > 0 && !source.licence.is_empty()),
        "{manifest:?}"
    );
    assert!(
        manifest
            .sources
            .iter()
            .any(|source| source.notice.as_deref().is_some_and(|n| n.contains("Regenstrief")))
    );
    assert!(manifest.warning.is_some());
}

#[test]
fn many_windows_can_search_at_once() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&built().knowledge);
    std::thread::scope(|scope| {
        for query in ["diab", "hyper", "cough", "knee"] {
            scope.spawn(move || assert!(!built().knowledge.search_diagnoses(query, 10).unwrap().is_empty()));
        }
    });
}

#[test]
fn a_keystroke_answers_before_the_next_one() {
    // Generous for a busy machine; the bench holds the real budgets (3 ms drugs, 5 ms diagnoses).
    let fastest = |work: &dyn Fn()| {
        let times = (0..9).map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        });
        times.min().unwrap()
    };
    for query in ["s", "met", "simva 40", "metropolol", "tablet"] {
        let time = fastest(&|| drop(drugs(query)));
        assert!(time < Duration::from_millis(30), "{query}: {time:?}");
    }
    for query in ["d", "fracture", "diabetis", "unspecified", "pain in right knee"] {
        let time = fastest(&|| drop(built().knowledge.search_diagnoses(query, 20).unwrap()));
        assert!(time < Duration::from_millis(50), "{query}: {time:?}");
    }
}
