//! From a SCRIPT message to what Yarrow needs to know of it.

use yarrow_codecs::script::{self, Body, CancelDecision, Decision, FillStatus, Message};
use yarrow_kernel::{LocalDate, Timestamp};

use super::InboundKind;
use super::matching::order_of;
use super::wire::{Content, Filled, InboundRequest, Received, Reply, RequestPatient, RequestedDrug};

/// Reads a message.
///
/// # Errors
/// A sentence that names the element at fault and repeats no value of the message.
pub(super) fn read(bytes: &[u8]) -> Result<Received, String> {
    let message = Message::read(bytes)
        .map_err(|fault| format!("It is not a message that can be read: {fault}"))?
        .message;
    let header = &message.header;
    let text = |text: &Option<String>| text.clone();
    let content = match &message.body {
        Body::Status(status) => {
            Content::Reply(Reply::Status { code: status.code.clone(), text: text(&status.description) })
        }
        Body::Verify(verify) => Content::Reply(Reply::Verify {
            code: verify.verify_status.code.clone(),
            text: text(&verify.verify_status.description),
        }),
        Body::Error(error) => {
            Content::Reply(Reply::Error { code: error.code.clone(), text: text(&error.description) })
        }
        Body::CancelRxResponse(response) => {
            let (approved, decision) = match &response.response {
                CancelDecision::Approved(decision) => (true, decision),
                CancelDecision::Denied(decision) => (false, decision),
            };
            Content::Reply(Reply::Cancel { approved, text: words(decision) })
        }
        Body::RxFill(fill) => {
            let (filled, decision) = match &fill.fill_status {
                FillStatus::Dispensed(decision) => (Filled::Dispensed, decision),
                FillStatus::PartiallyDispensed(decision) => (Filled::Partly, decision),
                FillStatus::NotDispensed(decision) => (Filled::Not, decision),
                FillStatus::Transferred(decision) => (Filled::Transferred, decision),
            };
            Content::Reply(Reply::Fill { filled, text: words(decision) })
        }
        Body::RxRenewalRequest(asked) => {
            let dispensed = asked.medication_dispensed.as_ref();
            let drug = dispensed.or(asked.medication_prescribed.as_ref()).map(drug).unwrap_or_default();
            let request = request(header, &asked.parties, drug);
            Content::Request(InboundKind::RenewalRequest, Box::new(request))
        }
        Body::RxChangeRequest(asked) => {
            let mut request = request(header, &asked.parties, drug(&asked.medication_prescribed));
            request.instead = asked.medication_requested.iter().map(drug).collect();
            request.why = Some(why(&asked.message_request_code).to_owned());
            Content::Request(InboundKind::ChangeRequest, Box::new(request))
        }
        Body::NewRx(_) | Body::CancelRx(_) | Body::RxRenewalResponse(_) | Body::RxChangeResponse(_) => {
            return Err(format!(
                "It is a {}, which only a prescriber sends. It was not acted upon.",
                message.body.tag()
            ));
        }
    };
    Ok(Received {
        message_id: header.message_id.as_str().to_owned(),
        relates_to: header.relates_to_message_id.as_ref().map(|id| id.as_str().to_owned()),
        order: header.prescriber_order_number.as_deref().and_then(order_of),
        content,
    })
}

/// Why a change is asked for (MessageRequestCode).
fn why(code: &str) -> &'static str {
    match code {
        "G" => "A generic instead of the brand",
        "T" => "Another drug of the same use",
        "D" => "A problem found when the drug use was reviewed",
        "S" => "A question about the prescription",
        "P" => "A prior authorization is needed",
        "OS" => "Out of stock",
        "U" => "The prescriber's authorization is to be confirmed",
        _ => "A change",
    }
}

fn words(decision: &Decision) -> Option<String> {
    let all: Vec<&str> =
        [&decision.denial_reason, &decision.note].into_iter().flatten().map(String::as_str).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn request(header: &script::Header, parties: &script::Parties, drug: RequestedDrug) -> InboundRequest {
    let pharmacy = &parties.pharmacy;
    let person = &parties.patient.human_patient;
    let phone = |numbers: &Option<script::CommunicationNumbers>| {
        let numbers = numbers.as_ref()?;
        let first = numbers.primary_telephone.as_ref().or(numbers.home_telephone.as_ref())?;
        Some(first.number.clone())
    };
    InboundRequest {
        patient: RequestPatient {
            family: person.name.last_name.clone(),
            given: person.name.first_name.clone(),
            birth_date: Some(person.date_of_birth.date),
            phone: phone(&person.communication_numbers),
        },
        order: header.prescriber_order_number.clone(),
        pharmacy: pharmacy.business_name.clone(),
        ncpdp_id: pharmacy.identification.ncpdp_id.clone(),
        pharmacy_phone: phone(&pharmacy.communication_numbers),
        drug,
        instead: Vec::new(),
        why: None,
    }
}

fn drug(medication: &script::Medication) -> RequestedDrug {
    let coded = medication.drug_coded.as_ref();
    let db_code = coded.and_then(|coded| coded.drug_db_code.as_ref());
    RequestedDrug {
        display: medication.drug_description.clone(),
        ndc: coded.and_then(|coded| coded.product_code.as_ref()).map(|code| code.code.clone()),
        rxcui: db_code.filter(|code| code.qualifier.starts_with('S')).map(|code| code.code.clone()),
        sig: medication.sig.as_ref().map(|sig| sig.sig_text.clone()),
        quantity: medication.quantity.as_ref().map(|quantity| quantity.value),
        days_supply: medication.days_supply,
        refills: medication.pharmacy_requested_refills.or(medication.number_of_refills),
        last_fill: medication.last_fill_date.as_ref().map(day),
    }
}

fn day(moment: &script::Moment) -> LocalDate {
    match moment {
        script::Moment::Date(date) => *date,
        script::Moment::DateTime(at) => day_of(*at),
    }
}

fn day_of(at: Timestamp) -> LocalDate {
    crate::settings::local_date("UTC", at)
}
