//! The free words of a prescriber, as far as a list of usual complaints and body parts knows them.

/// Complaints and conditions, in plain English and in Spanish with article.
const REASONS: &[(&str, &str)] = &[
    ("abdominal pain", "el dolor abdominal"),
    ("acid reflux", "el reflujo ácido"),
    ("agitation", "la agitación"),
    ("allergies", "las alergias"),
    ("allergy", "la alergia"),
    ("anxiety", "la ansiedad"),
    ("arthritis", "la artritis"),
    ("asthma", "el asma"),
    ("back pain", "el dolor de espalda"),
    ("bloating", "la hinchazón abdominal"),
    ("blood pressure", "la presión arterial"),
    ("blood sugar", "el azúcar en la sangre"),
    ("bowel movement", "evacuar el intestino"),
    ("breakthrough pain", "el dolor irruptivo"),
    ("chest pain", "el dolor de pecho"),
    ("chest tightness", "la opresión en el pecho"),
    ("cholesterol", "el colesterol"),
    ("congestion", "la congestión"),
    ("constipation", "el estreñimiento"),
    ("cough", "la tos"),
    ("cramps", "los cólicos"),
    ("depression", "la depresión"),
    ("diabetes", "la diabetes"),
    ("diarrhea", "la diarrea"),
    ("dizziness", "el mareo"),
    ("dry eyes", "los ojos secos"),
    ("dry skin", "la piel seca"),
    ("fever", "la fiebre"),
    ("fluid", "la retención de líquidos"),
    ("gas", "los gases"),
    ("gerd", "el reflujo ácido"),
    ("gout", "la gota"),
    ("headache", "el dolor de cabeza"),
    ("headaches", "los dolores de cabeza"),
    ("heart failure", "la insuficiencia cardíaca"),
    ("heartburn", "la acidez"),
    ("high blood pressure", "la presión arterial alta"),
    ("hives", "la urticaria"),
    ("indigestion", "la indigestión"),
    ("infection", "la infección"),
    ("inflammation", "la inflamación"),
    ("insomnia", "el insomnio"),
    ("itch", "la picazón"),
    ("itching", "la picazón"),
    ("joint pain", "el dolor de las articulaciones"),
    ("migraine", "la migraña"),
    ("moderate pain", "el dolor moderado"),
    ("mood", "el estado de ánimo"),
    ("motion sickness", "el mareo por movimiento"),
    ("muscle pain", "el dolor muscular"),
    ("muscle spasm", "los espasmos musculares"),
    ("muscle spasms", "los espasmos musculares"),
    ("nasal congestion", "la congestión nasal"),
    ("nausea", "las náuseas"),
    ("nerve pain", "el dolor de los nervios"),
    ("pain", "el dolor"),
    ("panic attack", "los ataques de pánico"),
    ("rash", "el sarpullido"),
    ("restless legs", "las piernas inquietas"),
    ("runny nose", "la secreción nasal"),
    ("seizure", "las convulsiones"),
    ("seizures", "las convulsiones"),
    ("severe pain", "el dolor intenso"),
    ("shortness of breath", "la falta de aire"),
    ("sleep", "dormir"),
    ("sneezing", "los estornudos"),
    ("sore throat", "el dolor de garganta"),
    ("spasm", "los espasmos"),
    ("spasms", "los espasmos"),
    ("swelling", "la hinchazón"),
    ("temperature", "la temperatura"),
    ("thyroid", "la tiroides"),
    ("toothache", "el dolor de muelas"),
    ("urinary tract infection", "la infección urinaria"),
    ("vomiting", "los vómitos"),
    ("wheeze", "la respiración silbante"),
    ("wheezing", "la respiración silbante"),
];

/// A reason with its article; what the list does not know stays in English, in quotes.
pub(super) fn reason(english: &str) -> String {
    whole(english).unwrap_or_else(|| format!("“{english}”"))
}

fn whole(english: &str) -> Option<String> {
    if let Some(known) = one(english) {
        return Some(known.to_string());
    }
    for (sign, spanish) in [(" above ", "mayor de"), (" below ", "menor de")] {
        if let Some((what, limit)) = english.split_once(sign) {
            let number = |word: &str| word.parse::<rust_decimal::Decimal>().is_ok();
            let limit = limit.split(' ').map(|word| match word {
                "over" => Some("sobre"),
                "to" => Some("a"),
                "F" | "C" | "%" => Some(word),
                _ => number(word).then_some(word),
            });
            return Some(format!(
                "{} {spanish} {}",
                whole(what)?,
                limit.collect::<Option<Vec<_>>>()?.join(" ")
            ));
        }
    }
    let mut said = Vec::new();
    for part in english.split(", ") {
        let (first, joint, second) = match (part.split_once(" or "), part.split_once(" and ")) {
            (Some((a, b)), _) => (a, " o ", Some(b)),
            (None, Some((a, b))) => (a, " y ", Some(b)),
            (None, None) => (part, "", None),
        };
        let mut words = one(first)?.to_string();
        if let Some(second) = second {
            words.push_str(joint);
            words.push_str(one(second)?);
        }
        said.push(words);
    }
    Some(said.join(", "))
}

fn one(english: &str) -> Option<&'static str> {
    let lower = english.trim().to_lowercase();
    REASONS.iter().find(|(known, _)| *known == lower).map(|(_, spanish)| *spanish)
}

/// Body parts: English, Spanish, whether it is feminine and whether it is more than one.
const PARTS: &[(&str, &str, bool, bool)] = &[
    ("abdomen", "abdomen", false, false),
    ("ankle", "tobillo", false, false),
    ("ankles", "tobillos", false, true),
    ("area", "zona", true, false),
    ("areas", "zonas", true, true),
    ("arm", "brazo", false, false),
    ("arms", "brazos", false, true),
    ("back", "espalda", true, false),
    ("body", "cuerpo", false, false),
    ("burn", "quemadura", true, false),
    ("buttock", "nalga", true, false),
    ("buttocks", "nalgas", true, true),
    ("chest", "pecho", false, false),
    ("elbow", "codo", false, false),
    ("elbows", "codos", false, true),
    ("eyelid", "párpado", false, false),
    ("eyelids", "párpados", false, true),
    ("face", "cara", true, false),
    ("feet", "pies", false, true),
    ("fingernails", "uñas de las manos", true, true),
    ("foot", "pie", false, false),
    ("groin", "ingle", true, false),
    ("gums", "encías", true, true),
    ("hair", "cabello", false, false),
    ("hand", "mano", true, false),
    ("hands", "manos", true, true),
    ("hip", "cadera", true, false),
    ("joint", "articulación", true, false),
    ("joints", "articulaciones", true, true),
    ("knee", "rodilla", true, false),
    ("knees", "rodillas", true, true),
    ("leg", "pierna", true, false),
    ("legs", "piernas", true, true),
    ("lesion", "lesión", true, false),
    ("lesions", "lesiones", true, true),
    ("lips", "labios", false, true),
    ("nail", "uña", true, false),
    ("nails", "uñas", true, true),
    ("neck", "cuello", false, false),
    ("rash", "sarpullido", false, false),
    ("scalp", "cuero cabelludo", false, false),
    ("shoulder", "hombro", false, false),
    ("shoulders", "hombros", false, true),
    ("skin", "piel", true, false),
    ("thigh", "muslo", false, false),
    ("thighs", "muslos", false, true),
    ("toenails", "uñas de los pies", true, true),
    ("trunk", "tronco", false, false),
    ("wound", "herida", true, false),
    ("wrist", "muñeca", true, false),
    ("wrists", "muñecas", true, true),
];

/// A skin area with its article: "la zona afectada", "ambas rodillas"; what is not known stays in English, in quotes.
pub(super) fn area(english: &str) -> String {
    let parts: Option<Vec<String>> = english.split(" and ").map(part).collect();
    parts.map_or_else(|| format!("“{english}”"), |parts| parts.join(" y "))
}

fn part(english: &str) -> Option<String> {
    let words: Vec<&str> = english.split(' ').collect();
    let (noun, before) = words.split_last()?;
    let (_, noun, feminine, many) = PARTS.iter().find(|(known, ..)| known == noun)?;
    let mut article = match (feminine, many) {
        (true, false) => "la",
        (true, true) => "las",
        (false, false) => "el",
        (false, true) => "los",
    };
    let ending = match (feminine, many) {
        (true, false) => "a",
        (true, true) => "as",
        (false, false) => "o",
        (false, true) => "os",
    };
    let mut said = noun.to_string();
    for word in before.iter().rev() {
        let adjective = match *word {
            "each" => {
                article = "cada";
                continue;
            }
            "both" => {
                article = if *feminine { "ambas" } else { "ambos" };
                continue;
            }
            "affected" => "afectad",
            "left" => "izquierd",
            "right" => "derech",
            "painful" => "adolorid",
            "dry" => "sec",
            "upper" | "lower" => {
                let stem = if *word == "upper" { "superior" } else { "inferior" };
                said.push_str(&format!(" {stem}{}", if *many { "es" } else { "" }));
                continue;
            }
            _ => return None,
        };
        said.push_str(&format!(" {adjective}{ending}"));
    }
    Some(format!("{article} {said}"))
}
