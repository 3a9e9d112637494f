//! The table: one row per command. Adding a command is adding a row; the bindings and the terminal follow from it.

use serde_json::Value;
use yarrow_core::access::{self, CreatePractice, RecoveryKey, SessionInfo};
use yarrow_core::allergies::{self, AllergyIntolerance};
use yarrow_core::audit;
use yarrow_core::chart::{self, Chart};
use yarrow_core::documents::{self, DocumentReference};
use yarrow_core::encounters::{self, Encounter};
use yarrow_core::medications::{self, MedicationRequest};
use yarrow_core::notes::{self, AddendumView, CompositionView};
use yarrow_core::observations::{self, Observation};
use yarrow_core::patients::{self, Patient, PatientHit};
use yarrow_core::pharmacies::{self, Pharmacy};
use yarrow_core::problems::{self, Condition};
use yarrow_core::safety;
use yarrow_core::settings::{self, Location, Organization, PracticeSettings};
use yarrow_core::store::Verification;
use yarrow_core::tasks;
use yarrow_core::terminology::{self, SearchRequest};
use yarrow_core::transmission::{self, InboundMessage, Transmission};
use yarrow_knowledge::{AllergenHit, DiagnosisHit, DrugHit, KnowledgeManifest};
use yarrow_rules::CheckReport;
use yarrow_rules::sig::SigReading;
use yarrow_rules::vitals::VitalsReading;

use crate::bindings::Types;
use crate::dispatch::{Reply, run_app, run_read, run_write};
use crate::error::ApiError;
use crate::import::{ImportFhir, ImportPharmacies, decoded};
use crate::jobs::{Job, JobRequest};
use crate::state::{App, UnlockWithRecovery};
use crate::status::AppStatus;
use crate::{demo, import};

mod small;
pub use small::*;

/// One command.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// app (nobody needs to be signed in), read, or write.
    pub kind: &'static str,
    /// Whether running it shows that somebody is there.
    pub is_activity: bool,
    /// Runs it.
    pub run: fn(&App, Value) -> Result<Reply, ApiError>,
    /// Its request as TypeScript.
    pub request: fn(&mut Types) -> String,
    /// Its response as TypeScript.
    pub response: fn(&mut Types) -> String,
}

macro_rules! commands {
    ($($kind:ident $name:ident($request:ty) -> $response:ty = $run:expr;)+) => {
        /// Every command there is.
        pub static TABLE: &[Row] = &[$(Row {
            name: stringify!($name),
            kind: stringify!($kind),
            is_activity: !matches!(stringify!($name).as_bytes(), b"app_status" | b"changes_since" | b"job" | b"save_draft"),
            run: |app, value| commands!(@run $kind app, value, $request, $response, $run),
            request: |types| types.name::<$request>(),
            response: |types| types.name::<$response>(),
        }),+];
    };
    (@run app $app:ident, $value:ident, $q:ty, $a:ty, $run:expr) => { run_app::<$q, $a>($app, $value, $run) };
    (@run read $app:ident, $value:ident, $q:ty, $a:ty, $run:expr) => { run_read::<$q, $a>($app, $value, $run) };
    (@run write $app:ident, $value:ident, $q:ty, $a:ty, $run:expr) => { run_write::<$q, $a>($app, $value, $run) };
}

commands! {
    app app_status(Nothing) -> AppStatus = |app, _| Ok(app.status());
    app create_practice(CreatePractice) -> RecoveryKey = |app, r| Ok(app.create_practice(&r)?);
    app confirm_recovery_words(RecoveryWords) -> Nothing = |app, r| { app.confirm_recovery(&r.words)?; Ok(Nothing {}) };
    app new_recovery_key(Nothing) -> RecoveryKey = |app, _| Ok(app.new_recovery_key()?);
    app recovery_sheet_pdf(Nothing) -> medications::Pdf = |app, _| Ok(app.recovery_sheet()?);
    app explore_demo(demo::ExploreDemo) -> Job = |app, r| app.explore_demo(r);
    app unlock(Unlock) -> SessionInfo = |app, r| Ok(app.unlock(&r.login, &r.passphrase)?);
    app unlock_with_recovery(UnlockWithRecovery) -> SessionInfo = |app, r| Ok(app.unlock_with_recovery(&r)?);
    app job(JobRequest) -> Job = |app, r| app.jobs.get(r.id);
    app cancel_job(JobRequest) -> Job = |app, r| app.jobs.cancel(r.id);
    app lock(Nothing) -> Nothing = |app, _| { app.lock()?; Ok(Nothing {}) };
    app touch(Nothing) -> Nothing = |app, _| { app.session()?; Ok(Nothing {}) };
    app set_keychain(SetKeychain) -> KeychainReply = |app, r| {
        let session = app.session()?;
        let (on, note) = app.set_keychain(&session, r.on)?;
        Ok(KeychainReply::of(on, note))
    };
    app import_fhir(ImportFhir) -> Job = |app, r| { let session = app.session()?; app.import_fhir(session, r) };
    app import_pharmacies(ImportPharmacies) -> Job = |app, r| { let session = app.session()?; app.import_pharmacies(session, &r) };
    app remove_demo(demo::RemoveDemo) -> Nothing = |app, r| {
        app.remove_demo(&app.session()?, &r)?;
        app.remove_demo_files()?;
        Ok(Nothing {})
    };
    app changes_since(ChangesSince) -> Changes = |app, r| Ok(Changes::of(app.session()?.store().feed(), r.cursor));

    read session(Nothing) -> SessionInfo = |s, _| Ok(s.info());
    read reauthenticate(Passphrase) -> Nothing = |s, r| { s.reauthenticate(&r.passphrase)?; Ok(Nothing {}) };
    read change_passphrase(access::ChangePassphrase) -> Nothing = |s, r| { access::change_passphrase(s, &r)?; Ok(Nothing {}) };
    read reset_passphrase(access::ResetPassphrase) -> Nothing = |s, r| { access::reset_passphrase(s, &r)?; Ok(Nothing {}) };
    read break_glass(chart::BreakGlass) -> Nothing = |s, r| { chart::break_glass(s, r)?; Ok(Nothing {}) };
    read role_table(Nothing) -> Vec<RoleRow> = |_, _| Ok(RoleRow::all());

    read find_patients(patients::FindPatients) -> Vec<PatientHit> = |s, r| patients::find(s, r);
    read recent_patients(Limit) -> Vec<PatientHit> = |s, r| patients::recent(s, r.limit);
    read patient_list(patients::PatientListRequest) -> patients::PatientPage = |s, r| patients::list(s, r);
    read patient(PatientRequest) -> Patient = |s, r| patients::read(s, r.id);
    read patient_duplicates(patients::RegisterPatient) -> Vec<patients::DuplicateCandidate> = |s, r| patients::find_duplicates(s, r);
    write register_patient(patients::RegisterPatient) -> Patient = |s, r| patients::register(s, r);
    write update_patient(patients::UpdatePatient) -> Patient = |s, r| patients::update(s, r);

    read open_chart(chart::OpenChart) -> Chart = |s, r| chart::open_chart(s, r);
    read timeline(chart::TimelineRequest) -> chart::TimelinePage = |s, r| chart::timeline(s, r);
    read observation_series(observations::SeriesRequest) -> observations::Series = |s, r| observations::series(s, r);
    read problem_list(chart::ListRequest) -> Vec<Condition> = |s, r| chart::problem_list(s, r);
    read medication_list(chart::ListRequest) -> Vec<MedicationRequest> = |s, r| chart::medication_list(s, r);
    read field_history(chart::HistoryRequest) -> Vec<chart::FieldHistory> = |s, r| chart::field_history(s, r);

    read open_visits(Nothing) -> Vec<chart::OpenVisit> = |s, _| chart::open_visits(s);
    write start_encounter(encounters::StartEncounter) -> chart::StartedVisit = |s, r| chart::start_encounter(s, r);
    write cancel_encounter(encounters::CancelEncounter) -> Encounter = |s, r| encounters::cancel(s, r);
    read note(chart::NoteRequest) -> CompositionView = |s, r| chart::note(s, r);
    write save_draft(notes::SaveDraft) -> notes::DraftSaved = |s, r| notes::save_draft(s, r);
    write save_note(notes::SaveNote) -> CompositionView = |s, r| chart::save_note(s, r);
    write add_addendum(notes::AddAddendum) -> AddendumView = |s, r| notes::add_addendum(s, r);

    write add_problem(problems::AddProblem) -> Condition = |s, r| problems::add(s, r);
    write update_problem(problems::UpdateProblem) -> Condition = |s, r| problems::update(s, r);
    write add_allergy(allergies::AddAllergy) -> AllergyIntolerance = |s, r| allergies::add(s, r);
    write update_allergy(allergies::UpdateAllergy) -> AllergyIntolerance = |s, r| allergies::update(s, r);
    read read_vitals(observations::ReadVitals) -> VitalsReading = |s, r| observations::read_vitals(s, r);
    write record_vitals(observations::RecordVitals) -> Vec<Observation> = |s, r| observations::record_vitals(s, r);
    write strike_observations(observations::StrikeObservations) -> Vec<Observation> = |s, r| observations::strike(s, r);

    read search_drugs(SearchRequest) -> Vec<DrugHit> = |s, r| terminology::search_drugs(s, r);
    read search_diagnoses(SearchRequest) -> Vec<DiagnosisHit> = |s, r| terminology::search_diagnoses(s, r);
    read search_allergens(SearchRequest) -> Vec<AllergenHit> = |s, r| terminology::search_allergens(s, r);
    read reaction_list(Nothing) -> Vec<String> = |s, _| terminology::reaction_list(s);
    read read_sig(terminology::ReadSig) -> SigReading = |s, r| terminology::read_sig(s, r);
    read knowledge_manifest(Nothing) -> KnowledgeManifest = |s, _| terminology::knowledge_manifest(s);

    read override_reasons(Nothing) -> Vec<medications::OverrideReason> = |_, _| Ok(medications::OVERRIDE_REASONS.to_vec());
    read check_prescription(medications::PrescriptionDraft) -> CheckReport = |s, r| medications::check_prescription(s, r);
    write stage_prescription(medications::PrescriptionDraft) -> medications::StageOutcome = |s, r| medications::stage(s, r);
    write discard_prescription(medications::DiscardPrescription) -> Nothing = |s, r| Ok(nothing(medications::discard(s, r)?));
    read check_controlled(medications::PrescriptionDraft) -> medications::ControlledCheck = |s, r| medications::check_controlled(s, r);
    write record_pdmp_query(medications::RecordPdmpQuery) -> medications::PdmpQuery = |s, r| medications::record_pdmp_query(s, r);
    write strike_pdmp_query(medications::StrikePdmpQuery) -> medications::PdmpQuery = |s, r| medications::strike_pdmp_query(s, r);
    read pdmp_queries(medications::PdmpQueries) -> Vec<medications::PdmpQuery> = |s, r| medications::pdmp_queries(s, r);

    write stop_medication(medications::StopMedication) -> MedicationRequest = |s, r| medications::stop(s, r);
    write hold_medication(medications::HoldMedication) -> MedicationRequest = |s, r| medications::hold(s, r);
    write resume_medication(medications::ResumeMedication) -> MedicationRequest = |s, r| medications::resume(s, r);
    read status_reasons(Nothing) -> medications::StatusReasons = |_, _| Ok(medications::status_reasons());
    read favourite_prescriptions(medications::FavouritesRequest) -> Vec<medications::Favourite> = |s, r| medications::favourite_prescriptions(s, r);
    read refill_queue(medications::RefillQueueRequest) -> Vec<medications::RefillRow> = |s, r| medications::refill_queue(s, r);
    write approve_refills(medications::ApproveRefills) -> medications::RefillOutcome = |s, r| medications::approve_refills(s, r);
    read medication_history(medications::MedicationRef) -> Vec<medications::MedicationEvent> = |s, r| medications::medication_history(s, r);

    read reconcile_lists(medications::ReconcileRequest) -> medications::ReconcileRows = |s, r| medications::reconcile_lists(s, r);
    read preview_reconciliation(medications::PreviewReconciliation) -> medications::ReconcilePreview = |s, r| medications::preview_reconciliation(s, r);
    write reconcile_medications(medications::Reconcile) -> medications::ReconcileOutcome = |s, r| medications::reconcile(s, r);
    write undo_reconciliation(medications::UndoReconciliation) -> medications::MedicationReconciliation = |s, r| medications::undo_reconciliation(s, r);

    write sign_visit(chart::SignVisit) -> chart::SignOutcome = |s, r| chart::sign_visit(s, r);
    read medication_list_pdf(medications::MedicationListPdf) -> medications::Pdf = |s, r| medications::medication_list_pdf(s, r);
    read prescription_fax_pdf(medications::PrescriptionFax) -> medications::Pdf = |s, r| medications::prescription_fax_pdf(s, r);
    read prescription_pdf(medications::PrescriptionPdf) -> medications::Pdf = |s, r| medications::prescription_pdf(s, r);

    read outbox(transmission::OutboxRequest) -> transmission::OutboxPage = |s, r| transmission::outbox(s, r);
    read outbox_count(Nothing) -> transmission::OutboxCount = |s, _| transmission::outbox_count(s);
    read transmission(transmission::OneTransmission) -> transmission::TransmissionDetail = |s, r| transmission::transmission(s, r);
    write retry_transmission(transmission::OneTransmission) -> Transmission = |s, r| transmission::retry(s, r);
    write settle_transmission(transmission::SettleTransmission) -> Transmission = |s, r| transmission::settle(s, r);
    read prescription_routes(transmission::PrescriptionRoutesRequest) -> transmission::PrescriptionRoutes = |s, r| transmission::prescription_routes(s, r);
    read prescription_message(transmission::PrescriptionRoutesRequest) -> transmission::PrescriptionMessage = |s, r| transmission::prescription_message(s, r);
    write send_prescriptions(transmission::SendPrescriptions) -> Vec<Transmission> = |s, r| transmission::send_prescriptions(s, r);
    write cancel_prescription(transmission::CancelPrescription) -> transmission::Cancellation = |s, r| transmission::cancel_prescription(s, r);
    read denial_reasons(Nothing) -> Vec<transmission::DenialReason> = |_, _| Ok(transmission::DENIAL_REASONS.to_vec());
    read pharmacy_request(transmission::OneRequest) -> transmission::RequestDetail = |s, r| transmission::pharmacy_request(s, r);
    write assign_request(transmission::AssignRequest) -> InboundMessage = |s, r| transmission::assign_request(s, r);
    write approve_request(chart::ApproveRequest) -> chart::ApproveOutcome = |s, r| chart::approve_request(s, r);
    write deny_request(transmission::DenyRequest) -> Transmission = |s, r| transmission::deny_request(s, r);
    write file_message(transmission::FileMessage) -> InboundMessage = |s, r| transmission::file_message(s, r);
    read transmission_route(Nothing) -> transmission::TransmissionRouteView = |s, _| transmission::transmission_route(s);
    write save_transmission_route(transmission::SaveTransmissionRoute) -> transmission::TransmissionRouteView = |s, r| transmission::save_transmission_route(s, r);

    read rule_adjustments(Nothing) -> Vec<safety::AdjustmentView> = |s, _| safety::adjustments(s);
    write adjust_rule(safety::AdjustRule) -> safety::RuleAdjustment = |s, r| safety::adjust(s, r);
    write withdraw_adjustment(safety::WithdrawAdjustment) -> safety::RuleAdjustment = |s, r| safety::withdraw(s, r);
    write changed_course(safety::ChangedCourse) -> Nothing = |s, r| Ok(nothing(safety::changed_course(s, r)?));
    read alert_report(safety::AlertReportRequest) -> safety::AlertReport = |s, r| safety::alert_report(s, r);

    read open_tasks(tasks::TasksRequest) -> Vec<tasks::OpenTask> = |s, r| tasks::open_tasks(s, r);
    write add_task(tasks::AddTask) -> tasks::Task = |s, r| tasks::add(s, r);
    write request_refill(tasks::RequestRefill) -> tasks::Task = |s, r| tasks::request_refill(s, r);
    write close_task(tasks::CloseTask) -> tasks::Task = |s, r| tasks::close(s, r);
    write reopen_task(tasks::ReopenTask) -> tasks::Task = |s, r| tasks::reopen(s, r);

    write add_document(import::AddDocument) -> DocumentReference = |s, r| documents::add(s, documents::AddDocument {
        patient_id: r.patient_id,
        encounter_id: r.encounter_id,
        title: r.title,
        kind: r.kind,
        content_type: r.content_type,
        content: decoded("base64", &r.base64)?,
        created_at: None,
    });
    read document_content(DocumentRequest) -> DocumentBytes = |s, r| Ok(DocumentBytes::of(documents::read(s, r.id)?));

    read find_pharmacies(pharmacies::FindPharmacies) -> Vec<Pharmacy> = |s, r| pharmacies::find(s, r);
    read pharmacy(pharmacies::PharmacyRequest) -> Pharmacy = |s, r| pharmacies::read(s, r.id);
    read pharmacy_choices(medications::PharmacyChoices) -> Vec<Pharmacy> = |s, r| medications::pharmacy_choices(s, r);
    write save_pharmacy(pharmacies::SavePharmacy) -> Pharmacy = |s, r| pharmacies::save(s, r);
    write prefer_pharmacy(patients::PreferPharmacy) -> Patient = |s, r| patients::prefer_pharmacy(s, r);

    read practice_settings(Nothing) -> PracticeSettings = |s, _| settings::practice_settings(s);
    write save_organization(Organization) -> Organization = |s, r| settings::save_organization(s, r);
    write save_location(settings::SaveLocation) -> Location = |s, r| settings::save_location(s, r);
    read practitioner_list(Nothing) -> Vec<PractitionerView> = |s, _| PractitionerView::all(s);
    write save_practitioner(access::SavePractitioner) -> PractitionerView = |s, r| PractitionerView::saved(s, r);
    read preferences(Nothing) -> Preferences = |s, _| settings::preferences(s).map(Preferences);
    read save_preference(settings::SavePreference) -> Nothing = |s, r| { settings::save_preference(s, r)?; Ok(Nothing {}) };

    read audit_log(audit::AuditRequest) -> Vec<audit::AuditEvent> = |s, r| audit::audit_log(s, r);
    read verify_record(Nothing) -> Verification = |s, _| audit::verify_record(s);
}
