//! Opening charts, hot and cold, the longest one on its own.

use yarrow_core::chart::{OpenChart, open_chart};
use yarrow_kernel::PatientId;

use crate::cache;
use crate::failure::{Failure, Outcome};
use crate::measure::Samples;
use crate::plain::{Ask, Plain};
use crate::practice::Open;
use crate::report::{Budget, Row};

const HOT: Budget = Budget::P95(10.0);
const COLD: Budget = Budget::P95(25.0);
/// Charts of ordinary length that are opened.
const HOT_CHARTS: u64 = 300;
const COLD_CHARTS: u64 = 40;
const LONGEST_HOT: usize = 100;
const LONGEST_COLD: usize = 20;

/// Opens charts that were open a moment ago. Every opening is a new look, so its audit entry is written and waited for.
///
/// # Errors
/// When a chart does not open.
pub fn hot(open: &Open, plain: &mut Plain) -> Outcome<[Row; 2]> {
    let mut pair = Pair::default();
    for (n, patient) in open.some_patients(HOT_CHARTS, 1_000)?.into_iter().enumerate() {
        Pair::default().open(open, plain, patient, n)?;
        pair.open(open, plain, patient, n)?;
    }
    let (longest, _) = open.longest_chart()?;
    let mut long = Pair::default();
    Pair::default().open(open, plain, longest, 0)?;
    for n in 0..LONGEST_HOT {
        long.open(open, plain, longest, n)?;
    }
    Ok([pair.row("open a chart, hot", HOT), long.row("open the longest chart, hot", HOT)])
}

/// Opens charts as the first thing after the practice was opened, from a file that is not in memory.
///
/// # Errors
/// When a chart does not open.
pub fn cold(mut open: Open, plain: &mut Plain) -> Outcome<(Open, [Row; 2])> {
    let plain_file = crate::plain_file(&open.dir);
    let patients = open.some_patients(COLD_CHARTS, 9_000)?;
    let (longest, _) = open.longest_chart()?;
    let (mut pair, mut long) = (Pair::default(), Pair::default());
    let mut turn = |open: Open, patient, n, into: &mut Pair| -> Outcome<Open> {
        plain.ask(&Ask::Close)?;
        let open = open.again_cold()?;
        plain.ask(&Ask::Open)?;
        cache::drop_database(&plain_file)?;
        into.open(&open, plain, patient, n)?;
        Ok(open)
    };
    for (n, patient) in patients.into_iter().enumerate() {
        open = turn(open, patient, n, &mut pair)?;
    }
    for n in 0..LONGEST_COLD {
        open = turn(open, longest, n, &mut long)?;
    }
    Ok((open, [pair.row("open a chart, cold", COLD), long.row("open the longest chart, cold", COLD)]))
}

#[derive(Default)]
struct Pair {
    ours: Samples,
    plain: Samples,
}

impl Pair {
    /// One chart on both sides, in turns first here and first there.
    fn open(&mut self, open: &Open, plain: &mut Plain, patient: PatientId, turn: usize) -> Outcome {
        let user = open.session.user().id;
        let ask = Ask::Chart { patient: patient.as_bytes().to_vec(), user: user.as_bytes().to_vec() };
        let mut plainly = None;
        if turn.is_multiple_of(2) {
            plainly = Some(plain.ask(&ask)?);
        }
        open.clock.next_look();
        let chart = self.ours.time(|| open_chart(&open.session, OpenChart { patient_id: patient }))?;
        let (took, found) = match plainly {
            Some(answer) => answer,
            None => plain.ask(&ask)?,
        };
        self.plain.add(took);
        let lists = chart.problems.len() + chart.medications.len() + chart.allergies.len();
        if lists != found {
            return Err(Failure::said(format!(
                "A chart had {lists} entries on its lists here and {found} there."
            )));
        }
        Ok(())
    }

    fn row(&self, question: &'static str, budget: Budget) -> Row {
        Row::time(question, self.ours.figures(), Some(self.plain.figures()), Some(budget))
    }
}
