//! Keeps finished charts: one record and one audit entry for a handful of patients, written while the next are made.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use yarrow_core::documents::{AddDocument, add_in};
use yarrow_core::error::{Error, Result};
use yarrow_core::patients::insert_in;
use yarrow_core::store::{Actor, AuditNote, Entity, Store, Tx, Written};
use yarrow_kernel::PatientId;

use crate::chart::{Chart, Letter};

/// Entities in one transaction. The gate's list of changes is searched for every insert, so bigger is slower.
const BATCH: usize = 360;
/// Transactions that may wait for the writer: enough that it never idles, few enough that memory stays small.
const AHEAD: usize = 3;

/// What one transaction keeps. Patients come before what refers to them.
type Part = (Vec<Chart>, usize);

/// Hands charts to the writer thread.
pub(crate) struct Keeper<'a> {
    store: &'a Store,
    actor: &'a Actor,
    batch: Vec<Chart>,
    entities: usize,
    waiting: VecDeque<(Receiver<Result<Written<()>>>, u64)>,
    /// Patients whose charts are committed.
    pub done: u64,
}

impl<'a> Keeper<'a> {
    /// A keeper that writes as `actor`.
    pub fn new(store: &'a Store, actor: &'a Actor) -> Self {
        Self { store, actor, batch: Vec::new(), entities: 0, waiting: VecDeque::new(), done: 0 }
    }

    /// Takes a chart; writes when enough has come together.
    pub fn take(&mut self, chart: Chart) -> Result<()> {
        if chart.len() > 4 * BATCH {
            self.flush()?;
            return self.take_long(chart);
        }
        self.entities += chart.len();
        self.batch.push(chart);
        if self.entities >= BATCH { self.flush() } else { Ok(()) }
    }

    /// A very long chart goes in slices, each its own transaction: first who and the visits, then the rest.
    fn take_long(&mut self, mut chart: Chart) -> Result<()> {
        let rest = |from: &Chart| Chart::of(from.patient.clone());
        let mut slices: Vec<Chart> = Vec::new();
        macro_rules! slice {
            ($($field:ident),+) => {$(
                while !chart.$field.is_empty() {
                    let mut slice = rest(&chart);
                    let end = chart.$field.len().min(BATCH);
                    slice.$field = chart.$field.drain(..end).collect();
                    slices.push(slice);
                }
            )+};
        }
        slice!(encounters, notes, problems, allergies, observations, medications, letters);
        let count = slices.len();
        for (n, slice) in slices.into_iter().enumerate() {
            // Every slice but the first belongs to a patient who is already kept.
            self.send((vec![slice], usize::from(n > 0)), u64::from(n + 1 == count))?;
        }
        Ok(())
    }

    /// Sends what has come together.
    pub fn flush(&mut self) -> Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.entities = 0;
        let charts = std::mem::take(&mut self.batch);
        let patients = charts.len() as u64;
        self.send((charts, 0), patients)
    }

    fn send(&mut self, part: Part, patients: u64) -> Result<()> {
        while self.waiting.len() >= AHEAD {
            self.wait_for_one()?;
        }
        let receiver =
            self.store.begin_write(self.actor.clone(), "generate_demo", move |tx| keep(tx, &part))?;
        self.waiting.push_back((receiver, patients));
        Ok(())
    }

    /// Waits until everything sent is committed.
    pub fn finish(&mut self) -> Result<()> {
        while !self.waiting.is_empty() {
            self.wait_for_one()?;
        }
        Ok(())
    }

    fn wait_for_one(&mut self) -> Result<()> {
        if let Some((receiver, patients)) = self.waiting.pop_front() {
            receiver.recv().unwrap_or(Err(Error::Internal("writer-gone")))?;
            self.done += patients;
        }
        Ok(())
    }
}

fn keep(tx: &mut Tx<'_>, (charts, known): &Part) -> Result<()> {
    tx.audit_as_one(AuditNote::new("create", "Demo"));
    for (n, chart) in charts.iter().enumerate() {
        if n >= *known {
            insert_in(tx, &chart.patient)?;
        }
        insert_all(tx, &chart.encounters)?;
        insert_all(tx, &chart.notes)?;
        insert_all(tx, &chart.problems)?;
        insert_all(tx, &chart.allergies)?;
        insert_all(tx, &chart.observations)?;
        insert_all(tx, &chart.medications)?;
        for letter in &chart.letters {
            add_letter(tx, chart.patient.id, letter)?;
        }
    }
    Ok(())
}

fn insert_all<E: Entity>(tx: &mut Tx<'_>, entities: &[E]) -> Result<()> {
    entities.iter().try_for_each(|entity| tx.insert(entity))
}

fn add_letter(tx: &mut Tx<'_>, patient_id: PatientId, letter: &Letter) -> Result<()> {
    let request = AddDocument {
        patient_id,
        encounter_id: None,
        title: letter.title.clone(),
        kind: letter.kind.to_owned(),
        content_type: "text/plain".to_owned(),
        content: letter.content.clone().into_bytes(),
        created_at: Some(letter.created_at),
    };
    add_in(tx, request).map(drop)
}
