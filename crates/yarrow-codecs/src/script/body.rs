//! The messages themselves.

use super::medication::{Medication, Observation};
use super::part::{choice, element};
use super::party::{Parties, Patient, Pharmacy, Prescriber};

choice! {
    /// What a message says.
    Body is "one message" {
        /// A new prescription.
        NewRx(NewRx) = "NewRx";
        /// The pharmacy asks for more refills.
        RxRenewalRequest(RxRenewalRequest) = "RxRenewalRequest";
        /// The prescriber answers that.
        RxRenewalResponse(RxRenewalResponse) = "RxRenewalResponse";
        /// The pharmacy asks for another prescription.
        RxChangeRequest(RxChangeRequest) = "RxChangeRequest";
        /// The prescriber answers that.
        RxChangeResponse(RxChangeResponse) = "RxChangeResponse";
        /// The prescriber withdraws a prescription.
        CancelRx(CancelRx) = "CancelRx";
        /// The pharmacy answers that.
        CancelRxResponse(CancelRxResponse) = "CancelRxResponse";
        /// The pharmacy reports what it dispensed.
        RxFill(RxFill) = "RxFill";
        /// The message was accepted by whoever received it next.
        Status(Status) = "Status";
        /// The final receiver has the message.
        Verify(Verify) = "Verify";
        /// The message could not be processed.
        Error(ErrorMessage) = "Error";
    }
}

element! {
    /// A new prescription.
    NewRx is "a new prescription" {
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// A child's height and weight.
        observation: opt Observation = "Observation";
        /// What.
        medication_prescribed: one Medication = "MedicationPrescribed";
        /// The pharmacy must not ask for renewals.
        prohibit_renewal_request: opt bool = "ProhibitRenewalRequest";
    }
}

element! {
    /// A pharmacy's request for more refills.
    RxRenewalRequest is "a renewal request" {
        /// The sender's number of the request.
        request_reference_number: opt String = "RequestReferenceNumber" [35];
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// What was dispensed last, with the refills asked for.
        medication_dispensed: opt Medication = "MedicationDispensed";
        /// What had been prescribed.
        medication_prescribed: opt Medication = "MedicationPrescribed";
    }
}

element! {
    /// The answer to a renewal request.
    RxRenewalResponse is "a renewal response" {
        /// Number of the request.
        request_reference_number: opt String = "RequestReferenceNumber" [35];
        /// The decision.
        response: one RenewalDecision = "Response";
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// What may be dispensed.
        medication_response: opt Medication = "MedicationResponse";
    }
}

choice! {
    /// The decision on a renewal request.
    RenewalDecision is "a decision" {
        /// As asked.
        Approved(Decision) = "Approved";
        /// Approved, with another number of refills or other details.
        ApprovedWithChanges(Decision) = "ApprovedWithChanges";
        /// No.
        Denied(Decision) = "Denied";
        /// Another drug or other directions replace the prescription.
        Replace(Decision) = "Replace";
        /// Not decided yet.
        Pending(Decision) = "Pending" since V2023011;
    }
}

element! {
    /// A pharmacy's request for another prescription.
    RxChangeRequest is "a change request" {
        /// The sender's number of the request.
        request_reference_number: opt String = "RequestReferenceNumber" [35];
        /// Why: G generic, T therapeutic, D drug use evaluation, S clarification, P prior authorization, OS out of
        /// stock, U prescriber authorization.
        message_request_code: one String = "MessageRequestCode" [2];
        /// What of the prescriber's authorization is asked.
        message_request_sub_code: many String = "MessageRequestSubCode" [2];
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// What had been prescribed.
        medication_prescribed: one Medication = "MedicationPrescribed";
        /// What is proposed instead.
        medication_requested: many Medication = "MedicationRequested";
    }
}

element! {
    /// The answer to a change request.
    RxChangeResponse is "a change response" {
        /// Number of the request.
        request_reference_number: opt String = "RequestReferenceNumber" [35];
        /// What was asked.
        message_request_code: opt String = "MessageRequestCode" [2];
        /// The decision.
        response: one ChangeDecision = "Response";
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// What may be dispensed.
        medication_prescribed: opt Medication = "MedicationPrescribed";
    }
}

choice! {
    /// The decision on a change request.
    ChangeDecision is "a decision" {
        /// As asked.
        Approved(Decision) = "Approved";
        /// Approved, with changes.
        ApprovedWithChanges(Decision) = "ApprovedWithChanges";
        /// No.
        Denied(Decision) = "Denied";
        /// The authorization that was asked for is confirmed.
        Validated(Decision) = "Validated";
        /// Not decided yet.
        Pending(Decision) = "Pending" since V2023011;
    }
}

element! {
    /// Withdraws a prescription.
    CancelRx is "a cancellation" {
        /// For whom.
        patient: one Patient = "Patient";
        /// Where it was sent.
        pharmacy: opt Pharmacy = "Pharmacy";
        /// By whom.
        prescriber: one Prescriber = "Prescriber";
        /// What.
        medication_prescribed: one Medication = "MedicationPrescribed";
    }
}

element! {
    /// The answer to a cancellation.
    CancelRxResponse is "a cancellation response" {
        /// The decision.
        response: one CancelDecision = "Response";
    }
}

choice! {
    /// Whether the pharmacy cancelled.
    CancelDecision is "a decision" {
        /// Cancelled; nothing more will be dispensed.
        Approved(Decision) = "Approved";
        /// Not cancelled, for instance because it is dispensed.
        Denied(Decision) = "Denied";
    }
}

element! {
    /// What accompanies a decision.
    Decision is "a decision" {
        /// Coded reasons.
        reason_code: many String = "ReasonCode" [2];
        /// The answerer's number.
        reference_number: opt String = "ReferenceNumber" [35];
        /// Why not, in words.
        denial_reason: opt String = "DenialReason" [260];
        /// Remark.
        note: opt String = "Note" [260];
    }
}

element! {
    /// What the pharmacy dispensed.
    RxFill is "a fill notification" {
        /// How it ended.
        fill_status: one FillStatus = "FillStatus";
        /// For whom, at which pharmacy, by whom.
        #[serde(flatten)]
        parties: flat Parties;
        /// What was dispensed.
        medication_dispensed: opt Medication = "MedicationDispensed";
        /// What had been prescribed.
        medication_prescribed: opt Medication = "MedicationPrescribed";
    }
}

choice! {
    /// What became of a prescription at the pharmacy.
    FillStatus is "a fill status" {
        /// All of it.
        Dispensed(Decision) = "Dispensed";
        /// A part of it.
        PartiallyDispensed(Decision) = "PartiallyDispensed";
        /// Nothing.
        NotDispensed(Decision) = "NotDispensed";
        /// Another pharmacy has it now.
        Transferred(Decision) = "Transferred";
    }
}

element! {
    /// Accepted by whoever received it next.
    Status is "a status" {
        /// 000 and 010: accepted.
        code: one String = "Code" [3];
        /// Further codes.
        description_code: many String = "DescriptionCode" [5];
        /// In words.
        description: opt String = "Description" [260];
    }
}

element! {
    /// The final receiver has it.
    Verify is "a verification" {
        /// What it says.
        verify_status: one Status = "VerifyStatus";
    }
}

element! {
    /// It could not be processed.
    ErrorMessage is "an error" {
        /// 600 communication, 601 receiver cannot process, 602 receiver error, 900 rejected.
        code: one String = "Code" [3];
        /// What is wrong.
        description_code: many String = "DescriptionCode" [5];
        /// In words.
        description: opt String = "Description" [260];
    }
}

impl Body {
    /// The patient, where the message names one.
    pub fn patient(&self) -> Option<&Patient> {
        match self {
            Self::NewRx(body) => Some(&body.parties.patient),
            Self::RxRenewalRequest(body) => Some(&body.parties.patient),
            Self::RxRenewalResponse(body) => Some(&body.parties.patient),
            Self::RxChangeRequest(body) => Some(&body.parties.patient),
            Self::RxChangeResponse(body) => Some(&body.parties.patient),
            Self::CancelRx(body) => Some(&body.patient),
            Self::RxFill(body) => Some(&body.parties.patient),
            Self::CancelRxResponse(_) | Self::Status(_) | Self::Verify(_) | Self::Error(_) => None,
        }
    }

    /// The medication the message is about: the one prescribed, else the one answered or dispensed.
    pub fn medication(&self) -> Option<&Medication> {
        match self {
            Self::NewRx(body) => Some(&body.medication_prescribed),
            Self::RxRenewalRequest(body) => {
                body.medication_dispensed.as_ref().or(body.medication_prescribed.as_ref())
            }
            Self::RxRenewalResponse(body) => body.medication_response.as_ref(),
            Self::RxChangeRequest(body) => Some(&body.medication_prescribed),
            Self::RxChangeResponse(body) => body.medication_prescribed.as_ref(),
            Self::CancelRx(body) => Some(&body.medication_prescribed),
            Self::RxFill(body) => body.medication_dispensed.as_ref().or(body.medication_prescribed.as_ref()),
            Self::CancelRxResponse(_) | Self::Status(_) | Self::Verify(_) | Self::Error(_) => None,
        }
    }

    /// Whether the message only makes sense as the answer to another.
    pub fn is_answer(&self) -> bool {
        !matches!(
            self,
            Self::NewRx(_)
                | Self::RxRenewalRequest(_)
                | Self::RxChangeRequest(_)
                | Self::CancelRx(_)
                | Self::RxFill(_)
                | Self::Error(_)
        )
    }
}
