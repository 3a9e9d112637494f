//! Writes a chart visit by visit: what is recorded, prescribed and decided in a visit ends up in its signed note.

use yarrow_core::allergies::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use yarrow_core::encounters::{Encounter, EncounterStatus};
use yarrow_core::medications::{MedicationRequest, MedicationStatus};
use yarrow_core::notes::{Composition, CompositionStatus};
use yarrow_core::observations::{Observation, ObservationStatus};
use yarrow_core::problems::{ClinicalStatus, Condition};
use yarrow_core::store::Json;
use yarrow_kernel::{Decimal, EncounterId, LocalDate, PartialDate, PractitionerId, Timestamp};

use crate::chart::{Assessment, Cast, Chart, Soap};
use crate::codes::Dx;
use crate::drugs::{Rx, conflicts};
use crate::measures::Measure;
use crate::people::Person;
use crate::rng::{Ids, Rng, at, days_between};
use crate::staff::PRACTICE_PHARMACY;

/// A medication being taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// Place in the chart's list.
    pub index: usize,
    pub rx: &'static Rx,
    pub since: LocalDate,
}

/// The visit being written.
#[derive(Debug)]
pub(crate) struct Visit {
    pub id: EncounterId,
    pub date: LocalDate,
    pub start: Timestamp,
    pub kind: &'static str,
    pub reason: String,
    pub physician: PractitionerId,
    pub physician_name: String,
    pub soap: Soap,
    /// "HbA1c 7.2 %", for the objective part.
    pub results: Vec<String>,
}

/// Writes one chart.
pub(crate) struct Scribe<'a> {
    pub cast: &'a Cast,
    pub rng: Rng,
    pub ids: Ids,
    pub person: Person,
    pub chart: Chart,
    pub visit: Visit,
    pub takes: Vec<Taken>,
    pharmacy: &'static str,
    usual: usize,
}

impl<'a> Scribe<'a> {
    /// An empty chart for a person; `visit` is a blank until [`Scribe::open`].
    pub fn new(cast: &'a Cast, seed: u64, index: u32, today: LocalDate, person: Person) -> Self {
        let mut rng = Rng::of(seed, index, 0xcafe);
        let mut ids = Ids::of(seed, index, today);
        let mut patient = person.patient.clone();
        patient.id = ids.next();
        let usual = rng.between(0, cast.physicians.len() as i64 - 1) as usize;
        let pharmacy =
            *rng.weighted(&[(6, PRACTICE_PHARMACY), (3, "Fernmere Drugs"), (2, "Sedge Lane Pharmacy")]);
        patient.pharmacy_id = cast.pharmacy(pharmacy);
        let visit = blank(cast, usual, &mut ids, person.joined);
        Self { cast, rng, ids, chart: Chart::of(patient), person, visit, takes: Vec::new(), pharmacy, usual }
    }

    /// Begins a visit, minutes after midnight at the practice.
    pub fn open(&mut self, date: LocalDate, minutes: i64, kind: &'static str, reason: &str) {
        let who = if self.rng.chance(0.85) {
            self.usual
        } else {
            self.rng.between(0, self.cast.physicians.len() as i64 - 1) as usize
        };
        self.visit = blank(self.cast, who, &mut self.ids, date);
        self.visit.start = at(date, minutes);
        self.visit.kind = kind;
        reason.clone_into(&mut self.visit.reason);
    }

    /// Has this visit seen by a certain physician.
    pub fn seen_by(&mut self, who: usize) {
        if let Some((id, name)) = self.cast.physicians.get(who) {
            self.visit.physician = *id;
            name.clone_into(&mut self.visit.physician_name);
        }
    }

    /// Ends the visit: finished, its note signed.
    pub fn close(&mut self) {
        let minutes = self.rng.between(14, 36);
        let next = blank(self.cast, self.usual, &mut self.ids, self.visit.date);
        let mut visit = std::mem::replace(&mut self.visit, next);
        if !visit.results.is_empty() {
            visit.soap.objective.push(format!("{}.", visit.results.join(", ")));
        }
        let end = visit.start.plus_millis(minutes * 60_000);
        let signed = end.plus_millis(self.rng.between(1, 40) * 60_000);
        let patient_id = self.chart.patient.id;
        self.chart.encounters.push(Encounter {
            id: visit.id,
            patient_id,
            practitioner_id: Some(visit.physician),
            status: EncounterStatus::Finished,
            kind: visit.kind.to_owned(),
            reason: Some(visit.reason),
            start: visit.start,
            end: Some(end),
            location_id: self.cast.location,
        });
        self.chart.notes.push(Composition {
            id: self.ids.next(),
            patient_id,
            encounter_id: visit.id,
            author_id: visit.physician,
            title: visit.kind.to_owned(),
            status: CompositionStatus::Final,
            body: visit.soap.body(),
            text: visit.soap.text(),
            signed_at: Some(signed),
            signed_by: Some(visit.physician),
        });
    }

    /// Adds to what the patient says.
    pub fn says(&mut self, line: impl Into<String>) {
        self.visit.soap.subjective.push(line.into());
    }

    /// Adds to what is found.
    pub fn finds(&mut self, line: impl Into<String>) {
        self.visit.soap.objective.push(line.into());
    }

    /// Adds to the plan, about a problem of the list.
    pub fn plans(&mut self, problem: Option<usize>, text: impl Into<String>) {
        let about =
            problem.map(|n| &self.chart.problems[n]).map(|p| (p.id, p.display.clone(), p.code.clone()));
        self.visit.soap.assessment.push(Assessment { about, text: text.into() });
    }

    /// Records a value of this visit, `minutes` after its begin. Answers the value as stored.
    pub fn record(&mut self, measure: &'static Measure, value: f64, minutes: i64) -> f64 {
        let at = self.visit.start.plus_millis(minutes * 60_000);
        let visit = Some(self.visit.id);
        self.observe(measure, value, at, visit)
    }

    /// Records a laboratory value and quotes it in the note.
    pub fn result(&mut self, measure: &'static Measure, value: f64) -> f64 {
        let value = self.record(measure, value, 12);
        let mark =
            self.chart.observations.last().and_then(|o| o.interpretation.as_deref()).map_or("", |mark| {
                match mark {
                    "H" => " H",
                    "L" => " L",
                    _ => "",
                }
            });
        self.visit.results.push(format!(
            "{} {} {}{mark}",
            measure.label,
            measure.decimal(value),
            measure.said
        ));
        value
    }

    /// Records a value at any time.
    pub fn observe(
        &mut self,
        measure: &'static Measure,
        value: f64,
        at: Timestamp,
        visit: Option<EncounterId>,
    ) -> f64 {
        let stored = measure.decimal(value);
        let value = crate::measures::rounded(value, measure.places);
        // Ranges are those of adults; a child's values carry none rather than a wrong one.
        let adult = days_between(self.person.birth, self.visit.date) >= 18 * 365;
        let (low, high) = if adult { measure.range_of(self.person.sex) } else { (None, None) };
        let interpretation = match (low, high) {
            (None, None) => None,
            (Some(low), _) if value < low => Some("L"),
            (_, Some(high)) if value > high => Some("H"),
            _ => Some("N"),
        };
        self.chart.observations.push(Observation {
            id: self.ids.next(),
            patient_id: self.chart.patient.id,
            encounter_id: visit,
            category: measure.category,
            code: measure.code.to_owned(),
            display: measure.display.to_owned(),
            value: Some(stored),
            unit: Some(measure.unit.to_owned()),
            value_text: None,
            interpretation: interpretation.map(str::to_owned),
            reference_low: low.map(|value| measure.decimal(value)),
            reference_high: high.map(|value| measure.decimal(value)),
            effective_at: at,
            status: ObservationStatus::Final,
            recorder_id: self.cast.nurse,
        });
        value
    }

    /// Puts a problem on the list in this visit. Answers its place.
    pub fn diagnose(&mut self, dx: Dx, onset: PartialDate) -> usize {
        self.chart.problems.push(Condition {
            id: self.ids.next(),
            patient_id: self.chart.patient.id,
            encounter_id: Some(self.visit.id),
            code: dx.0.to_owned(),
            display: dx.1.to_owned(),
            clinical_status: ClinicalStatus::Active,
            onset: Some(onset),
            abatement: None,
            note: None,
            recorded_at: self.visit.start.plus_millis(10 * 60_000),
            recorder_id: Some(self.visit.physician),
            entered_in_error: false,
        });
        self.chart.problems.len() - 1
    }

    /// A problem is over since a day.
    pub fn resolve(&mut self, problem: usize, on: LocalDate) {
        let problem = &mut self.chart.problems[problem];
        problem.clinical_status = ClinicalStatus::Resolved;
        problem.abatement = Some(on.into());
    }

    /// Records an allergy.
    pub fn allergic(
        &mut self,
        kind: AllergySubjectKind,
        subject: &str,
        display: &str,
        reaction: &str,
        severity: ReactionSeverity,
        at: Timestamp,
    ) {
        self.chart.allergies.push(AllergyIntolerance {
            id: self.ids.next(),
            patient_id: self.chart.patient.id,
            subject_kind: kind,
            subject: subject.to_owned(),
            display: display.to_owned(),
            reactions: if reaction.is_empty() { Vec::new() } else { vec![reaction.to_owned()] },
            severity,
            status: AllergyStatus::Active,
            onset: None,
            note: None,
            recorded_at: at,
            recorder_id: self.cast.nurse,
        });
    }

    /// Whether no recorded allergy speaks against a drug.
    pub fn may_take(&self, rx: &Rx) -> bool {
        !self
            .chart
            .allergies
            .iter()
            .any(|allergy| rx.ingredients.iter().any(|i| conflicts(&allergy.subject, i)))
    }

    /// Whether something with this ingredient is being taken.
    pub fn takes(&self, ingredient: &str) -> bool {
        self.takes.iter().any(|taken| taken.rx.ingredients.contains(&ingredient))
    }

    /// The first of these that the patient may take is prescribed.
    pub fn prescribe_first(
        &mut self,
        choices: &[&'static Rx],
        problem: Option<usize>,
    ) -> Option<&'static Rx> {
        let rx = choices.iter().copied().find(|rx| self.may_take(rx))?;
        self.prescribe(rx, problem);
        Some(rx)
    }

    /// Prescribes and signs; the same drug in another dose is stopped, in the same dose it is a renewal.
    pub fn prescribe(&mut self, rx: &'static Rx, problem: Option<usize>) {
        let visit_date = self.visit.date;
        let mut prior_id = None;
        while let Some(place) = self.takes.iter().position(|taken| same_place(taken.rx, rx)) {
            let old = self.takes.remove(place);
            let old_entry = &mut self.chart.medications[old.index];
            if std::ptr::eq(old.rx, rx) {
                over(old_entry, MedicationStatus::Completed, "renewed", "Renewed", visit_date);
            } else {
                over(old_entry, MedicationStatus::Stopped, "changed", "Dose changed", visit_date);
            }
            prior_id = Some(old_entry.id);
        }
        let reading = rx.read();
        let reason = problem.map(|n| &self.chart.problems[n]);
        let authored = self.visit.start.plus_millis(13 * 60_000);
        let entry = MedicationRequest {
            id: self.ids.next(),
            patient_id: self.chart.patient.id,
            encounter_id: Some(self.visit.id),
            product: Some(reading.product.clone()),
            display: reading.display.clone(),
            ingredients: rx.ingredients.iter().map(|key| (*key).to_owned()).collect(),
            rxcui: None,
            dose_form: Some(rx.form.to_owned()),
            strength: Some(rx.strength.to_owned()),
            sig: rx.sig.to_owned(),
            sig_text: reading.words.clone(),
            dose_checked: reading.understood,
            quantity: Some(Decimal::from(rx.quantity)),
            quantity_unit: Some(rx.unit.to_owned()),
            days_supply: Some(rx.days),
            refills: rx.refills,
            start: Some(visit_date),
            dispense_as_written: false,
            pharmacy: Some(self.pharmacy.to_owned()),
            pharmacy_id: self.cast.pharmacy(self.pharmacy),
            reason_code: reason.map(|p| p.code.clone()),
            reason_display: reason.map(|p| p.display.clone()),
            dea_schedule: None,
            state_schedule: None,
            earliest_fill: None,
            supply_exception: None,
            status: MedicationStatus::Active,
            reported: false,
            over_the_counter: false,
            informant: None,
            status_reason: None,
            status_reason_code: None,
            hold_until: None,
            ended_on: None,
            prior_id,
            authored_at: authored,
            requester_id: Some(self.visit.physician),
            signed_at: Some(authored.plus_millis(4 * 60_000)),
            overrides: Json(Vec::new()),
            substitution_note: None,
        };
        self.chart.medications.push(entry);
        self.takes.push(Taken { index: self.chart.medications.len() - 1, rx, since: visit_date });
    }

    /// Stops everything taken with this ingredient.
    pub fn stop(&mut self, ingredient: &str, why: &str) {
        while let Some(place) = self.takes.iter().position(|taken| taken.rx.ingredients.contains(&ingredient))
        {
            let old = self.takes.remove(place);
            let entry = &mut self.chart.medications[old.index];
            entry.status = MedicationStatus::Stopped;
            entry.status_reason = Some(why.to_owned());
            entry.ended_on = Some(self.visit.date);
        }
    }

    /// Courses without refills end when their days are over.
    pub fn end_courses(&mut self, on: LocalDate) {
        let medications = &mut self.chart.medications;
        self.takes.retain(|taken| {
            let is_over = taken.rx.refills == 0 && days_between(taken.since, on) > i64::from(taken.rx.days);
            if is_over {
                let last = taken.since.plus_days(i64::from(taken.rx.days) - 1);
                over(
                    &mut medications[taken.index],
                    MedicationStatus::Completed,
                    "course_completed",
                    "Course completed",
                    last,
                );
            }
            !is_over
        });
    }

    /// Renews what was last written more than eleven months ago. Answers how many.
    pub fn renew(&mut self) -> usize {
        let date = self.visit.date;
        let due: Vec<Taken> = self
            .takes
            .iter()
            .copied()
            .filter(|t| t.rx.refills > 0 && days_between(t.since, date) > 330)
            .collect();
        for taken in &due {
            let reason = self.chart.medications[taken.index].reason_code.clone();
            let problem = self.chart.problems.iter().position(|p| Some(&p.code) == reason.as_ref());
            self.prescribe(taken.rx, problem);
        }
        due.len()
    }
}

/// A medication is over since a day.
fn over(entry: &mut MedicationRequest, status: MedicationStatus, code: &str, reason: &str, on: LocalDate) {
    entry.status = status;
    entry.status_reason_code = Some(code.to_owned());
    entry.status_reason = Some(reason.to_owned());
    entry.ended_on = Some(on);
}

/// Two prescriptions of the same drug for the same place of action: tablets of any release, or one local form.
pub(crate) fn same_place(a: &Rx, b: &Rx) -> bool {
    let local = |rx: &Rx| matches!(rx.form, "inhaler" | "nasal spray" | "gel");
    a.ingredients == b.ingredients && (a.form == b.form || (!local(a) && !local(b)))
}

fn blank(cast: &Cast, who: usize, ids: &mut Ids, date: LocalDate) -> Visit {
    let (physician, name) = &cast.physicians[who.min(cast.physicians.len() - 1)];
    Visit {
        id: ids.next(),
        date,
        start: at(date, 9 * 60),
        kind: "Office visit",
        reason: String::new(),
        physician: *physician,
        physician_name: name.clone(),
        soap: Soap::default(),
        results: Vec::new(),
    }
}
