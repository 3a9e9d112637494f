//! Clinicians: recognised by their National Provider Identifier, never made users of this practice.

use yarrow_codecs::fhir::{Practitioner, system};

use crate::interchange::import::{Import, Taken};
use crate::interchange::store;
use crate::interchange::words::{Halt, aside};
use crate::store::Tx;

/// Recognises a clinician of this practice.
pub(in crate::interchange) fn practitioner(
    import: &mut Import<'_>,
    tx: &mut Tx<'_>,
    index: usize,
    it: &Practitioner,
) -> Result<Taken, Halt> {
    import.links.number("Practitioner", &it.identifier, index);
    let npi = it.identifier.iter().find(|number| number.system.as_deref() == Some(system::NPI));
    if let Some(npi) = npi.and_then(|number| number.value.as_deref())
        && let Some(known) = store::practitioner_of_npi(tx.db(), npi)?
    {
        import.practitioners.insert(index, known);
        return Ok(Taken::Already(Some(known.0)));
    }
    aside("a clinician outside this practice; an import adds no users")
}
