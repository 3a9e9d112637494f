//! Applies the rows to one prescription.

use super::facts::{ControlledFacts, InSeries};
use super::monitoring::monitoring;
use super::report::{ControlledReport, ExceptionChoice, LimitInForce, Refusal, RefusedField, StateSchedule};
use super::rows::{ControlledTable, FEDERAL, LimitRow, Schedule, exception_words};
use crate::book::RuleBook;
use crate::report::NotChecked;

/// What federal law and the state's law say of a prescription; nothing when the drug is controlled under neither.
pub fn check_controlled(book: &RuleBook, facts: &ControlledFacts) -> Option<ControlledReport> {
    let table = book.controlled();
    let by_state = state_schedule(book, facts.state.as_deref(), &facts.ingredients, facts.schedule);
    let schedule = match (&by_state, facts.schedule) {
        (Some(state), Some(federal)) => state.schedule.min(federal),
        (Some(state), None) => state.schedule,
        (None, federal) => federal?,
    };
    let state = facts.state.as_deref().and_then(|code| table.state(code));
    let mut run = Run {
        book,
        facts,
        report: ControlledReport {
            schedule,
            federal: facts.schedule,
            state: facts.state.clone(),
            state_name: state.map(|row| row.name.clone()),
            days_supply: facts.days_supply,
            refills_most: None,
            days_most: None,
            last_fill: None,
            refusals: Vec::new(),
            limits: Vec::new(),
            exceptions: Vec::new(),
            print: Vec::new(),
            notices: Vec::new(),
            monitoring: monitoring(book, facts, schedule),
            not_checked: Vec::new(),
            by_state,
        },
        days_unknown: false,
        exception_fits: facts.exception.is_none(),
    };
    if schedule == Schedule::CI {
        run.no_medical_use();
        return Some(run.report);
    }
    for row in table.limits.iter().map(|row| &row.row) {
        run.limit(table, row);
    }
    run.state_rows(table);
    run.dates();
    run.unfit_exception();
    if let Some(row) = state
        && let (Some(notice), Some(source)) = (&row.notice, &row.notice_source)
    {
        run.report.notices.push(format!("{notice} ({source})"));
    }
    Some(run.report)
}

/// Whether the drug is controlled by federal law (`schedule`) or by that of the state; two letters.
pub fn is_controlled(
    book: &RuleBook,
    state: Option<&str>,
    ingredients: &[String],
    schedule: Option<Schedule>,
) -> bool {
    schedule.is_some() || state_schedule(book, state, ingredients, schedule).is_some()
}

fn state_schedule(
    book: &RuleBook,
    state: Option<&str>,
    ingredients: &[String],
    schedule: Option<Schedule>,
) -> Option<StateSchedule> {
    let (table, state) = (book.controlled(), state?);
    let here = table.schedules.iter().map(|row| &row.row).filter(|row| row.state == state);
    let of_drug = here
        .filter(|row| ingredients.iter().any(|name| book.canonical(name) == book.canonical(&row.ingredient)));
    let strictest = of_drug.min_by_key(|row| row.schedule)?;
    // A state cannot loosen what federal law holds.
    if schedule.is_some_and(|federal| federal <= strictest.schedule) {
        return None;
    }
    Some(StateSchedule {
        schedule: strictest.schedule,
        place: table.state(state).map_or_else(|| state.to_owned(), |row| row.name.clone()),
        source: strictest.source.clone(),
        as_of: strictest.as_of.clone(),
    })
}

struct Run<'a> {
    book: &'a RuleBook,
    facts: &'a ControlledFacts,
    report: ControlledReport,
    /// Whether the missing days' supply was already asked for.
    days_unknown: bool,
    /// Whether the named exception sets any limit aside.
    exception_fits: bool,
}

/// "Federal law", "New York".
fn place_of(table: &ControlledTable, state: &str) -> String {
    if state == FEDERAL {
        return "Federal law".to_owned();
    }
    table.state(state).map_or_else(|| state.to_owned(), |row| row.name.clone())
}

fn least(known: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (known, other) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// "1 refill", "0 refills", "30 days".
fn counted(number: u32, one: &str, more: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
}

impl Run<'_> {
    fn no_medical_use(&mut self) {
        self.report.refusals.push(Refusal {
            field: RefusedField::Product,
            text: "A Schedule I substance has no accepted medical use and cannot be prescribed.".to_owned(),
            place: "Federal law".to_owned(),
            source: "21 U.S.C. 812(b)(1), 829".to_owned(),
            as_of: "2025".to_owned(),
            rule: "us-ci".to_owned(),
            exceptions: Vec::new(),
        });
    }

    fn limit(&mut self, table: &ControlledTable, row: &LimitRow) {
        let federal = row.state == FEDERAL;
        if !federal && self.facts.state.as_deref() != Some(row.state.as_str()) {
            return;
        }
        // Federal rows speak of federal schedules: a drug that only a state controls is under the state's rows alone.
        let schedule = if federal { self.facts.schedule } else { Some(self.report.schedule) };
        if !schedule.is_some_and(|schedule| row.schedules.contains(&schedule)) || !self.speaks_of(row) {
            return;
        }
        let place = place_of(table, &row.state);
        if !self.age_fits(row, &place) || !self.is_first(row) {
            return;
        }
        let named = row.exceptions.iter().find(|one| Some(&one.code) == self.facts.exception.as_ref());
        if let Some(named) = named {
            self.exception_fits = true;
            self.report.print.extend(named.print.clone());
        }
        self.report.limits.push(LimitInForce {
            text: row.text.clone(),
            place: place.clone(),
            source: row.source.clone(),
            as_of: row.as_of.clone(),
            rule: row.id.clone(),
            lifted_by: named.and_then(|named| exception_words(&named.code)).map(str::to_owned),
        });
        for exception in &row.exceptions {
            if !self.report.exceptions.iter().any(|known| known.code == exception.code) {
                self.report.exceptions.push(choice(&exception.code));
            }
        }
        let days_most = named.map_or(row.days_most, |named| row.days_most.and(named.days_most));
        let refills_most = named.map_or(row.refills_most, |named| named.refills_most);
        self.days(row, &place, days_most);
        self.refills(row, &place, refills_most);
        self.series(row, &place);
        if let Some(last) = row.months_valid.and_then(|months| self.facts.written.plus_months(months)) {
            self.report.last_fill = Some(self.report.last_fill.map_or(last, |known| known.min(last)));
        }
    }

    fn speaks_of(&self, row: &LimitRow) -> bool {
        let names = &self.facts.ingredients;
        self.book.names_any(&row.classes, &row.ingredients, names)
            && !row.except.iter().any(|except| names.iter().any(|name| self.book.canonical(name) == except))
    }

    fn age_fits(&mut self, row: &LimitRow, place: &str) -> bool {
        match (self.facts.age_years, row.under_age, row.from_age) {
            (_, None, None) => true,
            (Some(age), Some(under), _) => age < under,
            (Some(age), _, Some(from)) => age >= from,
            (None, ..) => {
                self.report.not_checked.push(NotChecked {
                    check: "Controlled substance".to_owned(),
                    subject: format!("{place}, limit by age"),
                    because: "the patient's age is not known".to_owned(),
                });
                false
            }
        }
    }

    /// Whether the patient is new to the drugs the row speaks of; a row that does not ask holds for everybody.
    fn is_first(&self, row: &LimitRow) -> bool {
        let Some(within) = row.first_within_days else { return true };
        let recent = |last: yarrow_kernel::LocalDate| last.plus_days(i64::from(within)) >= self.facts.written;
        !self.facts.taken.iter().any(|drug| {
            recent(drug.last) && self.book.names_any(&row.classes, &row.ingredients, &drug.ingredients)
        })
    }

    fn days(&mut self, row: &LimitRow, place: &str, most: Option<u32>) {
        let Some(most) = most else { return };
        self.report.days_most = least(self.report.days_most, Some(most));
        match self.facts.days_supply {
            Some(days) if days > most => {
                let right = format!(
                    "{} is {} too many: write at most {}.",
                    counted(days, "day", "days"),
                    days - most,
                    counted(most, "day", "days")
                );
                self.refuse(row, place, RefusedField::DaysSupply, &right);
            }
            Some(_) => {}
            None if self.days_unknown => {}
            None => {
                self.days_unknown = true;
                self.refuse(
                    row,
                    place,
                    RefusedField::DaysSupply,
                    "Give the days' supply, so that this can be checked.",
                );
            }
        }
    }

    fn refills(&mut self, row: &LimitRow, place: &str, most: Option<u32>) {
        if let Some(most) = most {
            self.report.refills_most = least(self.report.refills_most, Some(most));
            if self.facts.refills > most {
                let right = match most {
                    0 => "Set the refills to 0.".to_owned(),
                    most => format!("Write at most {}.", counted(most, "refill", "refills")),
                };
                self.refuse(row, place, RefusedField::Refills, &right);
            }
        }
        if let (Some(most), Some(days)) = (row.refill_days_most, self.facts.days_supply)
            && days > 0
        {
            let fit = most / days;
            self.report.refills_most = least(self.report.refills_most, Some(fit));
            if self.facts.refills > fit {
                let right =
                    format!("With {days} days a fill, write at most {}.", counted(fit, "refill", "refills"));
                self.refuse(row, place, RefusedField::Refills, &right);
            }
        }
    }

    fn series(&mut self, row: &LimitRow, place: &str) {
        let Some(most) = row.series_days_most else { return };
        let others: &[InSeries] = &self.facts.series;
        if others.is_empty() {
            return;
        }
        if most == 0 {
            let right = "Write one prescription and the next one when it is due.";
            return self.refuse(row, place, RefusedField::EarliestFill, right);
        }
        if self.facts.earliest_fill.is_none() && others.iter().any(|other| other.earliest_fill.is_none()) {
            let right = "Give the earliest day on which this one may be filled.";
            return self.refuse(row, place, RefusedField::EarliestFill, right);
        }
        let days = self.facts.days_supply.into_iter().chain(others.iter().filter_map(|other| other.days));
        let sum: u32 = days.fold(0, u32::saturating_add);
        if self.facts.days_supply.is_none() || others.iter().any(|other| other.days.is_none()) {
            if !self.days_unknown {
                self.days_unknown = true;
                self.refuse(
                    row,
                    place,
                    RefusedField::DaysSupply,
                    "Give the days' supply of each prescription.",
                );
            }
        } else if sum > most {
            let right = format!("Together they last {sum} days; write at most {most}.");
            self.refuse(row, place, RefusedField::DaysSupply, &right);
        }
    }

    fn refuse(&mut self, row: &LimitRow, place: &str, field: RefusedField, right: &str) {
        // An exception that was named and still does not allow it is no way out.
        let open = |code: &str| self.facts.exception.as_deref() != Some(code);
        let lifts = field == RefusedField::DaysSupply && self.facts.days_supply.is_some();
        let exceptions = row.exceptions.iter().filter(|one| lifts && open(&one.code));
        self.report.refusals.push(Refusal {
            field,
            text: format!("{} {right}", row.text),
            place: place.to_owned(),
            source: row.source.clone(),
            as_of: row.as_of.clone(),
            rule: row.id.clone(),
            exceptions: exceptions.map(|one| choice(&one.code)).collect(),
        });
    }

    fn state_rows(&mut self, table: &ControlledTable) {
        let because = match self.facts.state.as_deref() {
            None => "no state is known: record the prescriber's licence or the site's address".to_owned(),
            Some(code) if table.state(code).is_none() => format!("there are no rows for {code} in the data"),
            Some(_) => return,
        };
        self.report.not_checked.push(NotChecked {
            check: "Controlled substance".to_owned(),
            subject: "the state's own limits and its monitoring programme".to_owned(),
            because,
        });
    }

    fn dates(&mut self) {
        let Some(earliest) = self.facts.earliest_fill else { return };
        let text = if earliest < self.facts.written {
            "The earliest day of filling lies before the prescription. Choose today or a later day."
        } else if self.report.last_fill.is_some_and(|last| earliest > last) {
            "The earliest day of filling lies after the last day on which this may be filled. Choose an earlier one."
        } else {
            return;
        };
        self.report.refusals.push(Refusal {
            field: RefusedField::EarliestFill,
            text: text.to_owned(),
            place: "Federal law".to_owned(),
            source: "21 CFR 1306.05(a), 1306.12(b), 1306.22(a)".to_owned(),
            as_of: "2025".to_owned(),
            rule: "us-earliest-fill".to_owned(),
            exceptions: Vec::new(),
        });
    }

    /// A named exception that no rule knows is said, not swallowed: the prescriber believes it does something.
    fn unfit_exception(&mut self) {
        let Some(code) = self.facts.exception.as_deref().filter(|_| !self.exception_fits) else { return };
        let words = exception_words(code).unwrap_or(code);
        self.report.notices.push(format!("“{words}” sets no limit aside here; it is not kept."));
    }
}

fn choice(code: &str) -> ExceptionChoice {
    ExceptionChoice { code: code.to_owned(), display: exception_words(code).unwrap_or(code).to_owned() }
}
