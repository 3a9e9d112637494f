//! What a message must have beyond its shape, the same whether it is read or about to be written.

use super::body::{Body, ChangeDecision, RenewalDecision};
use super::fault::Fault;
use super::medication::Medication;
use super::message::Message;

/// The first thing that is wrong.
pub(super) fn check(message: &Message) -> Result<(), Fault> {
    if message.body.is_answer() && message.header.relates_to_message_id.is_none() {
        return Err(Fault::at(
            "/Message/Header/RelatesToMessageID",
            format!("is missing. A {} should name the MessageID it answers.", message.body.tag()),
        ));
    }
    let body = |path: &str| format!("/Message/Body/{}/{path}", message.body.tag());
    match &message.body {
        Body::NewRx(new) => whole_prescription(&new.medication_prescribed, &body("MedicationPrescribed")),
        Body::RxRenewalRequest(request) => {
            if request.medication_dispensed.is_none() && request.medication_prescribed.is_none() {
                return Err(Fault::at(
                    body("MedicationDispensed"),
                    "is missing. A renewal request should say what was dispensed.",
                ));
            }
            Ok(())
        }
        Body::RxRenewalResponse(answer) => {
            let place = body("MedicationResponse");
            let Some(medication) = &answer.medication_response else {
                return match answer.response {
                    RenewalDecision::Denied(_) | RenewalDecision::Pending(_) => Ok(()),
                    _ => Err(Fault::at(
                        place,
                        format!("is missing. {} should say what may be dispensed.", answer.response.tag()),
                    )),
                };
            };
            let granted = matches!(
                answer.response,
                RenewalDecision::Approved(_) | RenewalDecision::ApprovedWithChanges(_)
            );
            if granted && medication.number_of_refills.is_none_or(|fills| fills == 0) {
                return Err(Fault::at(
                    format!("{place}/NumberOfRefills"),
                    "grants nothing. An approval should have 1 or more: it counts the fill asked for as well.",
                ));
            }
            Ok(())
        }
        Body::RxChangeResponse(answer) => match (&answer.response, &answer.medication_prescribed) {
            (ChangeDecision::Approved(_) | ChangeDecision::ApprovedWithChanges(_), None) => Err(Fault::at(
                body("MedicationPrescribed"),
                format!("is missing. {} should say what may be dispensed.", answer.response.tag()),
            )),
            (ChangeDecision::Approved(_) | ChangeDecision::ApprovedWithChanges(_), Some(medication)) => {
                whole_prescription(medication, &body("MedicationPrescribed"))
            }
            _ => Ok(()),
        },
        Body::CancelRx(_)
            if message.header.relates_to_message_id.is_none()
                && message.header.prescriber_order_number.is_none() =>
        {
            Err(Fault::at(
                "/Message/Header/RelatesToMessageID",
                "is missing. A cancellation should name the message or the PrescriberOrderNumber it withdraws.",
            ))
        }
        _ => Ok(()),
    }
}

/// A prescription a pharmacy can fill: how much, when written, how often, how taken.
fn whole_prescription(medication: &Medication, place: &str) -> Result<(), Fault> {
    let missing = |tag: &str, right: &str| {
        Err(Fault::at(format!("{place}/{tag}"), format!("is missing. It should be {right}.")))
    };
    match &medication.quantity {
        None => return missing("Quantity", "how much to dispense"),
        Some(quantity) if quantity.value.is_zero() => {
            return Err(Fault::at(
                format!("{place}/Quantity/Value"),
                "is 0. A prescription should be for more than 0.",
            ));
        }
        Some(_) => {}
    }
    if medication.days_supply == Some(0) {
        return Err(Fault::at(
            format!("{place}/DaysSupply"),
            "is 0. It should be 1 or more days, or left out.",
        ));
    }
    if medication.written_date.is_none() {
        return missing("WrittenDate", "a Date or a DateTime");
    }
    if medication.substitutions.is_none() {
        return missing("Substitutions", "0 where the pharmacy may substitute, 1 where not");
    }
    if medication.number_of_refills.is_none() {
        return missing("NumberOfRefills", "a whole number, 0 for none");
    }
    if medication.sig.is_none() {
        return missing("Sig", "the directions");
    }
    Ok(())
}
