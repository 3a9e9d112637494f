//! A dosage in plain Spanish as it is spoken in the United States: "Tome 1 tableta por la boca dos veces al día".
//!
//! Numbers are written as in English (point before decimals, comma from 1,000), which is how labels in the United States
//! and in Mexico write them. Free words of a prescriber that the word list does not know stay in English, in quotes.

mod amounts;
mod reasons;
mod times;

#[cfg(test)]
mod tests;

use super::dosage::{Additional, Amount, Dosage, Maximum, Method, Route, Site, Unit};
use super::words::{capitalised, same_way, says_duration, usual_method};

/// The instruction in Spanish; the counterpart of [`super::words`].
pub(super) fn words(dosages: &[Dosage]) -> String {
    let mut text = String::new();
    for (i, dosage) in dosages.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| dosages.get(b));
        let clause = match before {
            None => capitalised(&clause(dosage, dosages, true)),
            Some(b) if b.sequence != dosage.sequence => format!(", luego {}", clause(dosage, dosages, true)),
            Some(b) if same_way(b, dosage) => format!(" y {}", clause(dosage, dosages, false)),
            Some(_) => format!(", y {}", clause(dosage, dosages, true)),
        };
        text.push_str(&clause);
    }
    text
}

pub(super) use amounts::dose as dose_words;
pub(super) use times::timing as times_words;

fn clause(dosage: &Dosage, all: &[Dosage], full: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    let method = dosage.method.unwrap_or_else(|| usual_method(dosage));
    let puffs = dosage.dose.is_some_and(|d| matches!(d.unit, Unit::Puff | Unit::Inhalation));
    if full {
        // "Inhale 2 inhalaciones" would say it twice.
        let inhale = method == Method::Inhale && puffs;
        parts.push(if inhale { "haga" } else { verb(method) }.to_string());
    }
    if let Some(dose) = &dosage.dose {
        let contents = dose.unit == Unit::Capsule && dosage.route == Some(Route::Inhaled);
        parts.extend(contents.then(|| "el contenido de".to_string()));
        parts.push(amounts::dose(dose));
    }
    if let Some(same) = &dosage.same_as {
        parts.push(format!("({})", amounts::dose(same)));
    }
    parts.extend(dosage.amount.map(|amount| {
        let words = match amount {
            Amount::ThinLayer => "una capa fina",
            Amount::SmallAmount => "una cantidad pequeña",
            Amount::LiberalAmount => "una cantidad abundante",
        };
        words.to_string()
    }));
    if full {
        parts.extend(place(dosage, method));
    }
    parts.extend(times::timing(&dosage.timing));
    match (&dosage.reason, dosage.as_needed) {
        (Some(reason), true) => parts.push(format!("según sea necesario para {}", reasons::reason(reason))),
        (None, true) => parts.push("según sea necesario".to_string()),
        (Some(reason), false) => parts.push(format!("para {}", reasons::reason(reason))),
        (None, false) => {}
    }
    if let Some(duration) = dosage.duration.filter(|_| says_duration(dosage, all)) {
        parts.push(format!("por {} {}", duration.value, times::period(duration.unit, duration.value > 1)));
    }
    if dosage.additional.contains(&Additional::AsDirected) {
        parts.push("según las indicaciones".to_string());
    }
    let mut text = parts.join(" ");
    for additional in dosage.additional.iter().filter(|a| **a != Additional::AsDirected) {
        text.push_str(", ");
        text.push_str(&additional_words(*additional));
    }
    if let Some(maximum) = dosage.maximum {
        text.push_str(", ");
        text.push_str(&maximum_words(maximum));
    }
    text
}

fn verb(method: Method) -> &'static str {
    match method {
        Method::Take => "tome",
        Method::Give => "administre",
        Method::Chew => "mastique",
        Method::Dissolve => "disuelva",
        Method::Inhale => "inhale",
        Method::Apply => "aplique",
        Method::Inject => "inyecte",
        Method::Insert => "introduzca",
        Method::Place => "coloque",
        Method::Put => "ponga",
        Method::Spray => "rocíe",
        Method::Use => "use",
        Method::Swish => "enjuáguese la boca con",
    }
}

fn place(dosage: &Dosage, method: Method) -> Option<String> {
    let site = dosage.site.as_ref().map(site);
    let puffs = dosage.dose.is_some_and(|d| matches!(d.unit, Unit::Puff | Unit::Inhalation));
    let route = match dosage.route? {
        // The verb says it: "enjuáguese la boca".
        Route::Oral if method == Method::Swish => return site,
        Route::Oral => "por la boca",
        Route::Sublingual => "debajo de la lengua",
        Route::Buccal => "entre la mejilla y la encía",
        Route::Inhaled if method == Method::Inhale || puffs => return site,
        Route::Inhaled => "por inhalación",
        Route::Nebulized => "con el nebulizador",
        Route::Nasal => "en la nariz",
        Route::Ophthalmic | Route::Otic => return site,
        Route::Topical | Route::Transdermal => "en la piel",
        Route::Rectal => "por el recto",
        Route::Vaginal => "en la vagina",
        Route::Subcutaneous => "debajo de la piel",
        Route::Intramuscular => "en el músculo",
        Route::Intravenous => "en la vena",
        Route::Intradermal => "dentro de la piel",
        Route::GastricTube => "por la sonda de alimentación",
    };
    let implied = matches!(dosage.route?, Route::Nasal | Route::Topical | Route::Transdermal);
    match site {
        Some(site) if implied => Some(site),
        Some(site) => Some(format!("{route} {site}")),
        None => Some(route.to_string()),
    }
}

fn site(site: &Site) -> String {
    let fixed = match site {
        Site::RightEye => "en el ojo derecho",
        Site::LeftEye => "en el ojo izquierdo",
        Site::EachEye => "en cada ojo",
        Site::AffectedEye => "en el ojo afectado",
        Site::RightEar => "en el oído derecho",
        Site::LeftEar => "en el oído izquierdo",
        Site::EachEar => "en cada oído",
        Site::AffectedEar => "en el oído afectado",
        Site::RightNostril => "en la fosa nasal derecha",
        Site::LeftNostril => "en la fosa nasal izquierda",
        Site::OneNostril => "en una fosa nasal",
        Site::EachNostril => "en cada fosa nasal",
        Site::Area(area) => return format!("en {}", reasons::area(area)),
    };
    fixed.to_string()
}

fn additional_words(additional: Additional) -> String {
    match additional {
        Additional::WithFood => "con alimentos".to_string(),
        Additional::WithOrWithoutFood => "con o sin alimentos".to_string(),
        Additional::EmptyStomach => "con el estómago vacío".to_string(),
        Additional::WithWater => "con un vaso lleno de agua".to_string(),
        Additional::MixedInWater => "mezclado en 8 onzas de agua".to_string(),
        Additional::AsDirected => "según las indicaciones".to_string(),
        Additional::UntilFinished => "hasta terminar todo el medicamento".to_string(),
        Additional::SwallowWhole => "trague entero".to_string(),
        Additional::ShakeWell => "agite bien antes de usar".to_string(),
        Additional::RinseMouth => "enjuáguese la boca después de usarlo".to_string(),
        Additional::SwishAndSwallow => "enjuáguese la boca y trague".to_string(),
        Additional::SwishAndSpit => "enjuáguese la boca y escupa".to_string(),
        Additional::OnOff { on, off } => {
            format!("{} puesto y {} sin él", times::hours(on), times::hours(off))
        }
        Additional::MayRepeat { after_minutes, times: 1 } => {
            format!("puede repetir una vez después de {} si es necesario", times::minutes(after_minutes))
        }
        Additional::MayRepeat { after_minutes, times } => {
            format!("puede repetir {times} veces cada {} si es necesario", times::minutes(after_minutes))
        }
    }
}

fn maximum_words(maximum: Maximum) -> String {
    let amount = amounts::amount(maximum.amount, maximum.unit);
    match maximum.hours {
        Some(hours) => format!("no más de {amount} en {}", times::hours(hours)),
        None => format!("no más de {amount}"),
    }
}
