//! Cuts a chart down to a number of observations, for practices of a hundred thousand patients.

use std::collections::HashSet;

use yarrow_kernel::EncounterId;

use crate::chart::Chart;

/// Keeps the newest visits until `budget` observations are reached, and of the rest only what still is true:
/// the lists of problems, allergies and medications, without the visits they were written in.
pub(crate) fn thin(chart: &mut Chart, budget: usize) {
    chart.letters.clear();
    let before =
        |visit: &Option<EncounterId>, kept: &HashSet<EncounterId>| visit.is_some_and(|id| kept.contains(&id));
    let mut kept: HashSet<EncounterId> = HashSet::new();
    let mut count = 0;
    for encounter in chart.encounters.iter().rev() {
        if count >= budget && !kept.is_empty() {
            break;
        }
        kept.insert(encounter.id);
        count += chart.observations.iter().filter(|o| o.encounter_id == Some(encounter.id)).count();
    }
    chart.encounters.retain(|encounter| kept.contains(&encounter.id));
    chart.notes.retain(|note| kept.contains(&note.encounter_id));
    chart.observations.retain(|observation| before(&observation.encounter_id, &kept));
    let over = chart.observations.len().saturating_sub(budget);
    chart.observations.drain(..over);
    chart.medications.retain(|entry| entry.status.code() == "active" || before(&entry.encounter_id, &kept));
    for entry in &mut chart.medications {
        entry.encounter_id = entry.encounter_id.filter(|id| kept.contains(id));
    }
    // A chip in a kept note may point at any problem: all stay.
    for problem in &mut chart.problems {
        problem.encounter_id = problem.encounter_id.filter(|id| kept.contains(id));
    }
}
