//! Who the patients are: names, birth dates, addresses. Twins and near-namesakes are made on purpose, because a
//! practice has them and a search must tell them apart.

use chrono::Datelike;
use yarrow_core::patients::Patient;
use yarrow_kernel::{Address, AdministrativeGender, LocalDate, PartialDate, PatientId};

use crate::names::{ALIKE, ANY, FAMILY, FEMALE, LANGUAGES, MALE, SHORT, STREETS, TOWNS};
use crate::rng::{Ids, Rng, at};

/// Sex at birth, which body and risks follow; the chart's gender may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sex {
    Female,
    Male,
}

/// A person before anything happened to them.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub patient: Patient,
    pub birth: LocalDate,
    pub sex: Sex,
    /// When the person came to the practice.
    pub joined: LocalDate,
}

impl Person {
    /// Age in whole years on a day.
    pub fn age(&self, on: LocalDate) -> i64 {
        years_between(self.birth, on)
    }

    /// Age in months on a day.
    pub fn months(&self, on: LocalDate) -> f64 {
        crate::rng::days_between(self.birth, on) as f64 / 30.44
    }
}

/// Whole years between two days.
pub(crate) fn years_between(from: LocalDate, to: LocalDate) -> i64 {
    i64::from(yarrow_kernel::age_in_years(PartialDate::from(from), to).unwrap_or(0))
}

/// The record number of the n-th patient: "200-000" upwards, unique for a million patients. The first patient has
/// 204-118; whoever would have had that gets 200-000.
pub(crate) fn mrn(index: u32) -> String {
    let number = match index {
        0 => 204_118,
        4_118 => 200_000,
        n => (200_000 + n) % 1_000_000,
    };
    format!("{:03}-{:03}", number / 1000, number % 1000)
}

/// The n-th person of the practice.
pub(crate) fn person(seed: u64, index: u32, today: LocalDate) -> Person {
    let mut person = alone(seed, index, today);
    if index < 3 {
        return person;
    }
    let mut rng = Rng::of(seed, index, 0x7717);
    let other = || alone(seed, index - 1, today);
    match index % 41 {
        // A twin: same family name, birth date, home and telephone.
        7 => {
            let twin = other();
            let given = if twin.sex == person.sex && rng.chance(0.5) {
                alike(&twin.patient.given).unwrap_or(&person.patient.given).to_owned()
            } else {
                person.patient.given.clone()
            };
            person.birth = twin.birth;
            person.patient.family = twin.patient.family;
            person.patient.birth_date = twin.birth.into();
            person.patient.address = twin.patient.address;
            person.patient.phone = twin.patient.phone;
            person.patient.suffix = None;
            person.patient.given = given;
        }
        // A namesake of another age.
        19 => {
            let same = other();
            person.patient.family = same.patient.family;
            person.patient.given = same.patient.given;
            person.sex = same.sex;
            person.patient.gender = same.patient.gender;
            person.patient.preferred_name = None;
        }
        // Nearly the same name and nearly the same birth date.
        31 => {
            let near = other();
            let moved = LocalDate::of(near.birth.0.year(), near.birth.0.day().min(12), near.birth.0.month());
            person.birth = moved.filter(|day| *day <= today).unwrap_or(near.birth);
            person.patient.birth_date = person.birth.into();
            person.patient.given = alike(&near.patient.given).unwrap_or(&near.patient.given).to_owned();
            person.patient.family = near.patient.family;
            person.sex = near.sex;
            person.patient.gender = near.patient.gender;
            person.patient.preferred_name = None;
        }
        _ => {}
    }
    if person.joined < person.birth {
        person.joined = person.birth;
        person.patient.created_at = at(person.birth, 8 * 60);
    }
    person
}

fn alike(given: &str) -> Option<&'static str> {
    ALIKE.iter().find_map(|(a, b)| match given {
        name if name == *a => Some(*b),
        name if name == *b => Some(*a),
        _ => None,
    })
}

fn alone(seed: u64, index: u32, today: LocalDate) -> Person {
    let rng = &mut Rng::of(seed, index, 0x9e0);
    let sex = if rng.chance(0.53) { Sex::Female } else { Sex::Male };
    let birth = birth_date(rng, today);
    let age = years_between(birth, today);
    let given = match sex {
        _ if rng.chance(0.06) => *rng.pick(ANY),
        Sex::Female => *rng.pick(FEMALE),
        Sex::Male => *rng.pick(MALE),
    };
    let family = *rng.pick(FAMILY);
    let compound = rng.chance(0.06);
    let other_family = *rng.pick(FAMILY);
    let plain = |name: &str| !name.contains(['-', ' ', '.']);
    let family = if compound && plain(family) && plain(other_family) && family != other_family {
        format!("{family}-{other_family}")
    } else {
        family.to_owned()
    };
    let (gender, pronouns) = gender_of(rng, sex, age);
    let short = SHORT.iter().find(|(long, _)| *long == given).map(|(_, short)| (*short).to_owned());
    let preferred_name = short.filter(|_| rng.chance(0.6));
    let middle = rng
        .chance(0.3)
        .then(|| (if sex == Sex::Female { rng.pick(FEMALE) } else { rng.pick(MALE) }).to_string());
    let suffix =
        (sex == Sex::Male && rng.chance(0.03)).then(|| (*rng.pick(&["Jr.", "Sr.", "III"])).to_owned());
    let previous_family =
        (sex == Sex::Female && age > 25 && rng.chance(0.12)).then(|| (*rng.pick(FAMILY)).to_owned());
    // A birth year alone is what some people know of themselves.
    let birth_date = match rng.between(0, 399) {
        0 if age > 30 => PartialDate { year: birth.0.year(), month: None, day: None },
        1 if age > 30 => PartialDate { year: birth.0.year(), month: Some(birth.0.month()), day: None },
        _ => birth.into(),
    };
    let phone = phone(rng);
    let phone_alt = rng.chance(0.2).then(|| self::phone(rng));
    let email = (age >= 16 && rng.chance(0.45)).then(|| {
        let name: String = yarrow_kernel::fold(&format!("{given}.{family}")).replace(' ', ".");
        format!("{name}{}@example.org", index % 97)
    });
    let town = *rng.pick(TOWNS);
    let mut line = vec![format!("{} {}", rng.between(1, 480), rng.pick(STREETS))];
    if rng.chance(0.25) {
        line.push(format!("Apt {}{}", rng.between(1, 12), rng.pick(&["A", "B", "C", "D"])));
    }
    let address =
        Address { line, city: town.0.to_owned(), state: "NY".to_owned(), postal_code: town.1.to_owned() };
    let language = (*rng.weighted(LANGUAGES)).to_owned();
    let years_here = if rng.chance(0.55) { 10 } else { rng.between(0, 9) };
    let joined = today.plus_days(-(years_here * 365 + rng.between(1, 200))).max(birth);
    let patient = Patient {
        id: Ids::of(seed, index, today).next::<PatientId>(),
        mrn: mrn(index),
        family,
        given: given.to_owned(),
        middle: middle.filter(|name| name != given),
        suffix,
        preferred_name,
        previous_family,
        birth_date,
        gender,
        pronouns,
        language: Some(language),
        phone: Some(phone),
        phone_alt,
        email,
        address: rng.chance(0.98).then_some(address),
        pharmacy_id: None,
        deceased: None,
        active: true,
        demo: true,
        created_at: at(joined, 8 * 60),
    };
    Person { patient, birth, sex, joined }
}

/// Birth dates as a family practice sees them: a fifth children, a fifth over 65.
fn birth_date(rng: &mut Rng, today: LocalDate) -> LocalDate {
    let (low, high) = *rng.weighted(&[
        (8, (0, 4)),
        (13, (5, 17)),
        (28, (18, 39)),
        (30, (40, 64)),
        (17, (65, 84)),
        (4, (85, 99)),
    ]);
    today.plus_days(-(rng.between(low * 365 + 20, high * 365 + 340) + (high / 4)))
}

fn gender_of(rng: &mut Rng, sex: Sex, age: i64) -> (AdministrativeGender, Option<String>) {
    let words = |text: &str| Some(text.to_owned());
    match rng.between(0, 199) {
        0 if age > 14 => (AdministrativeGender::Other, words("they/them")),
        1 => (AdministrativeGender::Unknown, None),
        n => match sex {
            Sex::Female => (AdministrativeGender::Female, if n < 70 { words("she/her") } else { None }),
            Sex::Male => (AdministrativeGender::Male, if n < 70 { words("he/him") } else { None }),
        },
    }
}

fn phone(rng: &mut Rng) -> String {
    format!("(555) 01{}-{:04}", rng.between(0, 9), rng.between(0, 9999))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_million_record_numbers_are_a_million_different_ones() {
        let all: HashSet<String> = (0..1_000_000).map(mrn).collect();
        assert_eq!(all.len(), 1_000_000);
        assert_eq!(mrn(0), "204-118");
    }

    #[test]
    fn the_practice_has_twins_and_people_with_the_same_name() {
        let today = LocalDate::of(2026, 11, 20).unwrap();
        let people: Vec<Person> = (0..250).map(|n| person(1, n, today)).collect();
        let twins = people
            .windows(2)
            .filter(|p| p[0].birth == p[1].birth && p[0].patient.family == p[1].patient.family);
        assert!(twins.count() >= 5);
        let names: HashSet<_> = people.iter().map(|p| (&p.patient.family, &p.patient.given)).collect();
        assert!(names.len() < people.len());
    }
}
