// Written by `cargo xtask bindings` from the Rust command table; a test fails when it is stale.
// Ids are UUIDs, Timestamp is RFC 3339 in UTC, LocalDate is YYYY-MM-DD, PartialDate also YYYY or YYYY-MM,
// Decimal is a number as text.

export type Id = string;
export type Timestamp = string;
export type LocalDate = string;
export type PartialDate = string;
export type Decimal = string;

export type AddAddendum = {
note_id: Id,
text: string, };
export type AddAllergy = {
patient_id: Id,
subject_kind: AllergySubjectKind,
subject: string,
display: string,
reactions: Array<string>,
severity: ReactionSeverity,
onset: PartialDate | null,
note: string | null, };
export type AddDocument = {
patient_id: Id,
encounter_id: Id | null,
title: string,
kind: string,
content_type: string,
base64: string, };
export type AddProblem = {
patient_id: Id,
encounter_id: Id | null,
code: string,
display: string,
onset: PartialDate | null,
note: string | null, };
export type AddTask = {
patient_id: Id,
description: string,
reason: string | null,
medication_id: Id | null,
due: LocalDate | null,
owner_id: Id | null, };
export type Addendum = {
id: Id,
note_id: Id,
author_id: Id,
author_name: string,
text: string,
recorded_at: Timestamp, };
export type Address = {
line: Array<string>,
city: string,
state: string,
postal_code: string, };
export type AdjustRule = {
rule: string,
tier_before: Tier,
tier: Tier,
reason: string, };
export type Adjusted = {
key: string,
from: Tier,
reason: string, };
export type AdjustmentView = {
id: Id,
rule: string,
title: string | null,
tier_before: Tier,
tier: Tier,
reason: string,
adjusted_at: Timestamp,
adjusted_by: string, };
export type AdministrativeGender = "female" | "male" | "other" | "unknown";
export type AlertReport = {
rows: Array<AlertRow>,
prescriptions: number,
interruptions: number, };
export type AlertReportRequest = {
from: Timestamp,
to: Timestamp,
practitioner_id: Id | null, };
export type AlertRow = {
rule: string,
title: string | null,
tier: Tier,
practitioner_id: Id,
practitioner: string,
shown: number,
changed: number,
overridden: number, };
export type AllergenHit = { kind: AllergySubjectKind, key: string, display: string,
hint: string | null, };
export type AllergyIntolerance = {
id: Id,
patient_id: Id,
subject_kind: AllergySubjectKind,
subject: string,
display: string,
reactions: Array<string>,
severity: ReactionSeverity,
status: AllergyStatus,
onset: PartialDate | null,
note: string | null,
recorded_at: Timestamp,
recorder_id: Id | null, };
export type AllergyStatus = "active" | "inactive" | "refuted" | "entered-in-error";
export type AllergySubjectKind = "ingredient" | "class" | "food_or_environment" | "free_text" | "no_known_allergies";
export type Alternative = {
ingredient: string,
text: string, };
export type ApiError = {
kind: ErrorKind,
message: string,
field?: string | null, };
export type AppState = "first_run" | "locked" | "unlocked" | "broken";
export type AppStatus = {
state: AppState,
version: string,
practice_name: string | null,
demo: boolean,
users: Array<SignInUser>,
problem: string | null,
session: SessionInfo | null,
time_zone: string,
today: LocalDate,
now: Timestamp,
keychain: KeychainState,
keychain_note: string | null,
demo_passphrase: string | null,
recovery_pending: boolean, };
export type ApproveOutcome = { "outcome": "approved",
prescription: MedicationRequest,
answer: Transmission, } | { "outcome": "needs_override",
draft: PrescriptionDraft,
report: CheckReport,
keys: Array<string>, };
export type ApproveRefills = {
ids: Array<Id>, };
export type ApproveRequest = {
id: Id,
draft: PrescriptionDraft | null,
on_paper: boolean, };
export type AssignRequest = {
id: Id,
patient_id: Id,
medication_request_id: Id | null, };
export type AuditEvent = {
seq: number,
at: Timestamp,
user: string,
role: string,
action: string,
category: string,
patient_id: Id | null,
patient_label: string | null,
entity: string | null,
entity_id: Id | null,
reason: string | null,
outcome: string, };
export type AuditRequest = {
patient_id: Id | null,
after: number | null,
limit: number, };
export type BreakGlass = {
patient_id: Id,
reason: string, };
export type CancelEncounter = {
encounter_id: Id,
reason: string, };
export type CancelPrescription = {
id: Id,
reason: string,
stop_code: string | null, };
export type Cancellation = {
transmission: Transmission,
cancellation: Transmission | null, };
export type Change = {
resource: string,
id: Id,
patient_id: Id | null, };
export type ChangePassphrase = {
current: string,
next: string, };
export type ChangedCourse = {
patient_id: Id,
findings: Array<ShownFinding>, };
export type Changes = {
cursor: number,
changes: Array<Change>, };
export type ChangesSince = {
cursor: number, };
export type Chart = {
patient: Patient,
age: string,
problems: Array<Condition>,
medications: Array<MedicationRequest>,
allergies: Array<AllergyIntolerance>,
vitals: Array<VitalRow>,
timeline: TimelinePage,
documents: Array<DocumentReference>,
key_facts: Array<KeyFact>,
open_encounter: Encounter | null,
note: Composition | null,
draft: NoteDraft | null,
staged: Array<MedicationRequest>,
pdmp: Array<PdmpQuery>,
practitioners: Record<Id, string>,
inactive_problem_count: number,
inactive_medication_count: number, };
export type CheckReport = {
findings: Array<Finding>,
clear: Array<string>,
not_checked: Array<NotChecked>,
remembered: Array<Remembered>,
adjusted: Array<Adjusted>,
checked_against: string,
data_date: string,
data_warning: string | null,
micros: number, };
export type ClinicalStatus = "active" | "inactive" | "resolved";
export type CloseTask = {
id: Id,
done: boolean,
outcome: string | null, };
export type Composition = {
addenda: Array<Addendum>,
id: Id,
patient_id: Id,
encounter_id: Id,
author_id: Id,
title: string,
status: CompositionStatus,
body: unknown,
text: string,
signed_at: Timestamp | null,
signed_by: Id | null, };
export type CompositionStatus = "preliminary" | "final" | "entered-in-error";
export type Condition = {
id: Id,
patient_id: Id,
encounter_id: Id | null,
code: string,
display: string,
clinical_status: ClinicalStatus,
onset: PartialDate | null,
abatement: PartialDate | null,
note: string | null,
recorded_at: Timestamp,
recorder_id: Id | null,
entered_in_error: boolean, };
export type Connection = "none" | "folder" | "https";
export type ControlledCheck = {
report: ControlledReport | null,
last_query: PdmpQuery | null, };
export type ControlledReport = {
schedule: Schedule,
federal: Schedule | null,
by_state: StateSchedule | null,
state: string | null,
state_name: string | null,
days_supply: number | null,
refills_most: number | null,
days_most: number | null,
last_fill: LocalDate | null,
refusals: Array<Refusal>,
limits: Array<LimitInForce>,
exceptions: Array<ExceptionChoice>,
print: Array<string>,
notices: Array<string>,
monitoring: Monitoring,
not_checked: Array<NotChecked>, };
export type CreatePractice = {
practice_name: string,
time_zone: string,
admin: NewUser,
passphrase: string,
use_keychain: boolean, };
export type DenialReason = {
code: string,
display: string,
renewal: boolean,
change: boolean, };
export type DenyRequest = {
id: Id,
code: string,
note: string, };
export type DiagnosisHit = {
code: string, display: string,
billable: boolean,
matched: string | null, };
export type DiscardPrescription = {
id: Id, };
export type DocumentBytes = {
document: DocumentReference,
base64: string, };
export type DocumentReference = {
id: Id,
patient_id: Id,
encounter_id: Id | null,
title: string,
kind: string,
content_type: string,
size: number,
created_at: Timestamp,
author_id: Id | null, };
export type DocumentRequest = {
id: Id, };
export type DraftSaved = {
saved_at: Timestamp, };
export type DrugHit = {
product: string | null,
display: string,
ingredients: Array<string>,
strength: string | null,
dose_form: string | null,
route: string | null,
brand: string | null,
generic: boolean,
dea_schedule: string | null,
otc: boolean,
rxcui: string | null,
matched: string, };
export type DuplicateCandidate = {
patient: PatientHit,
reasons: Array<string>, };
export type Duty = "required" | "reminder";
export type Encounter = {
id: Id,
patient_id: Id,
practitioner_id: Id | null,
status: EncounterStatus,
kind: string,
reason: string | null,
start: Timestamp,
end: Timestamp | null,
location_id: Id | null, };
export type EncounterStatus = "planned" | "in-progress" | "finished" | "cancelled" | "entered-in-error";
export type ErrorKind = "not_found" | "forbidden" | "refused" | "invalid" | "conflict" | "locked" | "reauthenticate" | "throttled" | "storage_full" | "internal";
export type ExceptionChoice = {
code: string,
display: string, };
export type ExploreDemo = {
patients: number | null, };
export type Favourite = {
product: string,
display: string,
ingredients: Array<string>,
strength: string | null,
dose_form: string | null,
dea_schedule: string | null,
sig: string,
sig_text: string,
quantity: Decimal | null,
quantity_unit: string | null,
days_supply: number | null,
refills: number,
times: number,
for_reason: boolean, };
export type FavouritesRequest = {
reason_code: string | null,
query: string,
limit: number, };
export type FieldHistory = {
field: string,
from: unknown,
to: unknown,
at: Timestamp,
who: string,
command: string, };
export type FileMessage = {
id: Id,
note: string, };
export type FileReport = {
name: string,
already_imported: boolean,
read: Record<string, number>,
stored: Record<string, number>,
already: Record<string, number>,
set_aside: Array<SetAside>,
set_aside_total: number,
partly: Array<SetAside>, };
export type FindPatients = {
query: string,
limit: number, };
export type FindPharmacies = {
query: string,
limit: number, };
export type Finding = {
kind: FindingKind,
tier: Tier,
key: string,
title: string,
mechanism: string,
management: string,
evidence: string | null,
source: string,
source_date: string,
rule: string,
facts: Array<string>,
would_change: Array<string>,
other_id: string | null,
alternatives: Array<Alternative>,
wide_net: boolean, };
export type FindingKind = "interaction" | "allergy" | "duplicate" | "dose" | "age" | "renal" | "hepatic" | "geriatric" | "pregnancy" | "lactation" | "condition" | "load";
export type HistoryRequest = {
resource: string,
id: Id,
field: string | null, };
export type HoldMedication = {
id: Id,
code: string | null,
reason: string,
until: LocalDate | null, };
export type ImportFhir = {
files: Array<NamedFile>, };
export type ImportPharmacies = {
file: NamedFile, };
export type ImportReport = {
files: Array<FileReport>,
read: Record<string, number>,
stored: Record<string, number>,
already: Record<string, number>,
set_aside: Record<string, number>, };
export type InboundKind = "rx_renewal_request" | "rx_change_request" | "rx_fill" | "cancel_rx_response" | "status" | "verify" | "error" | "unreadable";
export type InboundMessage = {
id: Id,
patient_id: Id | null,
medication_request_id: Id | null,
transmission_id: Id | null,
message_id: string,
relates_to: string | null,
kind: InboundKind,
state: InboundState,
matched_by: string | null,
problem: string | null,
text: string | null,
request: Json<InboundRequest | null>,
received_at: Timestamp,
closed_at: Timestamp | null,
closed_by: Id | null, };
export type InboundRequest = {
patient: RequestPatient,
order: string | null,
pharmacy: string,
ncpdp_id: string | null,
pharmacy_phone: string | null,
drug: RequestedDrug,
instead: Array<RequestedDrug>,
why: string | null, };
export type InboundState = "unmatched" | "waiting" | "answered" | "filed" | "refused";
export type InboundView = {
patient: NamedPatient | null,
candidates: Array<NamedPatient>,
id: Id,
patient_id: Id | null,
medication_request_id: Id | null,
transmission_id: Id | null,
message_id: string,
relates_to: string | null,
kind: InboundKind,
state: InboundState,
matched_by: string | null,
problem: string | null,
text: string | null,
request: Json<InboundRequest | null>,
received_at: Timestamp,
closed_at: Timestamp | null,
closed_by: Id | null, };
export type Job = {
id: Id,
kind: string,
title: string,
done: number,
total: number | null,
detail: string,
state: JobState,
error: ApiError | null,
result: unknown, };
export type JobRequest = {
id: Id, };
export type JobState = "running" | "finished" | "failed" | "cancelled";
export type Json<T> = T;
export type KeyFact = {
label: string,
value: string,
at: Timestamp | null, };
export type KeychainReply = {
state: KeychainState,
note: string | null, };
export type KeychainState = "on" | "off" | "unavailable";
export type KnowledgeManifest = {
version: string,
built_from: string, sources: Array<KnowledgeSource>,
warning: string | null, };
export type KnowledgeSource = { name: string, date: string, licence: string, rows: number, notice: string | null, };
export type Lacking = {
field: string,
message: string, };
export type Language = "en" | "es";
export type Limit = {
limit: number, };
export type LimitInForce = {
text: string,
place: string,
source: string,
as_of: string,
rule: string,
lifted_by: string | null, };
export type ListRequest = {
patient_id: Id,
all: boolean, };
export type Location = {
id: Id,
name: string,
address: Address,
phone: string,
fax: string,
active: boolean, };
export type MatchedBy = "name" | "birth_date" | "mrn" | "phone";
export type MedicationEvent = {
id: Id,
kind: MedicationEventKind,
at: Timestamp | null,
who: string,
display: string,
sig_text: string,
before: string | null,
reason: string | null,
on: LocalDate | null, };
export type MedicationEventKind = "prescribed" | "recorded" | "renewed" | "changed" | "held" | "resumed" | "stopped" | "completed" | "cancelled" | "struck";
export type MedicationListPdf = {
patient_id: Id,
language: Language, };
export type MedicationReconciliation = {
id: Id,
patient_id: Id,
source: string,
acts: Json<Array<ReconcileAct>>,
reconciled_at: Timestamp,
reconciled_by: Id,
undone_at: Timestamp | null,
undone_by: Id | null, };
export type MedicationRef = {
id: Id, };
export type MedicationRequest = {
id: Id,
patient_id: Id,
encounter_id: Id | null,
product: string | null,
display: string,
ingredients: Array<string>,
rxcui: string | null,
dose_form: string | null,
strength: string | null,
sig: string,
sig_text: string,
dose_checked: boolean,
quantity: Decimal | null,
quantity_unit: string | null,
days_supply: number | null,
refills: number,
start: LocalDate | null,
dispense_as_written: boolean,
pharmacy: string | null,
pharmacy_id: Id | null,
reason_code: string | null,
reason_display: string | null,
dea_schedule: string | null,
state_schedule: string | null,
earliest_fill: LocalDate | null,
supply_exception: string | null,
status: MedicationStatus,
reported: boolean,
over_the_counter: boolean,
informant: string | null,
status_reason: string | null,
status_reason_code: string | null,
hold_until: LocalDate | null,
ended_on: LocalDate | null,
prior_id: Id | null,
authored_at: Timestamp,
requester_id: Id | null,
signed_at: Timestamp | null,
overrides: Json<Array<Override>>,
substitution_note: string | null, };
export type MedicationStatus = "draft" | "active" | "on-hold" | "stopped" | "completed" | "cancelled" | "entered-in-error";
export type Monitoring = {
program: string | null,
duty: Duty | null,
done: boolean,
good_for_days: number | null,
days_ago: number | null,
text: string | null,
source: string | null,
as_of: string | null, };
export type NamedFile = {
name: string,
base64: string, };
export type NamedPatient = {
id: Id,
name: string,
birth_date: PartialDate,
mrn: string,
phone: string | null, };
export type NewUser = {
login: string,
given: string,
family: string,
credentials: string,
role: Role,
npi: string | null, };
export type NotChecked = {
check: string,
subject: string,
because: string, };
export type NoteDraft = {
note_id: Id,
body: unknown,
text: string,
caret: number,
saved_at: Timestamp, };
export type NoteRequest = {
note_id: Id, };
export type Observation = {
id: Id,
patient_id: Id,
encounter_id: Id | null,
category: ObservationCategory,
code: string,
display: string,
value: Decimal | null,
unit: string | null,
value_text: string | null,
interpretation: string | null,
reference_low: Decimal | null,
reference_high: Decimal | null,
effective_at: Timestamp,
status: ObservationStatus,
recorder_id: Id | null, };
export type ObservationCategory = "vital-signs" | "laboratory" | "social-history" | "survey" | "imaging" | "procedure" | "exam" | "therapy" | "activity";
export type ObservationStatus = "preliminary" | "final" | "amended" | "entered-in-error";
export type OneRequest = {
id: Id, };
export type OneTransmission = {
id: Id, };
export type OpenChart = {
patient_id: Id, };
export type OpenTask = {
patient_name: string,
birth_date: PartialDate,
id: Id,
patient_id: Id,
kind: TaskKind,
description: string,
reason: string | null,
medication_id: Id | null,
due: LocalDate | null,
owner_id: Id | null,
status: TaskStatus,
outcome: string | null,
authored_at: Timestamp,
author_id: Id,
closed_at: Timestamp | null,
closed_by: Id | null, };
export type OpenVisit = {
patient_id: Id,
patient_name: string,
kind: string,
start: Timestamp, };
export type Organization = {
id: Id,
name: string,
npi: string | null,
time_zone: string,
letterhead_note: string | null, };
export type OutboxCount = {
requests: number,
attention: number,
queued: number, };
export type OutboxPage = {
count: OutboxCount,
route: RouteState,
transmissions: Array<TransmissionView>,
inbound: Array<InboundView>, };
export type OutboxRequest = {
all: boolean,
limit: number, };
export type OutsideDrug = {
source: string,
line: number | null,
medication_id: Id | null,
display: string,
product: string | null,
ingredients: Array<string>,
mapped: boolean,
rxcui: string | null,
dea_schedule: string | null,
over_the_counter: boolean,
strength: string | null,
dose_form: string | null,
sig: string,
sig_text: string,
dose_checked: boolean, };
export type Override = {
finding_key: string,
code: string | null,
reason: string, };
export type OverrideReason = {
code: string,
display: string, };
export type Passphrase = {
passphrase: string, };
export type Patient = {
id: Id,
mrn: string,
family: string,
given: string,
middle: string | null,
suffix: string | null,
preferred_name: string | null,
previous_family: string | null,
birth_date: PartialDate,
gender: AdministrativeGender,
pronouns: string | null,
language: string | null,
phone: string | null,
phone_alt: string | null,
email: string | null,
address: Address | null,
pharmacy_id: Id | null,
deceased: LocalDate | null,
active: boolean,
demo: boolean,
created_at: Timestamp, };
export type PatientHit = {
id: Id,
mrn: string,
family: string,
given: string,
middle: string | null,
preferred_name: string | null,
birth_date: PartialDate,
age: string,
gender: AdministrativeGender,
phone: string | null,
last_visit: LocalDate | null,
similar: boolean,
matched: MatchedBy, };
export type PatientListRequest = {
filter: string,
offset: number,
limit: number,
sort: PatientSort,
descending: boolean, };
export type PatientPage = {
total: number,
offset: number,
rows: Array<PatientRow>, };
export type PatientRequest = {
id: Id, };
export type PatientRow = {
id: Id,
mrn: string,
name: string,
birth_date: PartialDate,
gender: AdministrativeGender,
phone: string | null,
last_visit: LocalDate | null, };
export type PatientSort = "name" | "mrn" | "birth_date" | "last_visit";
export type Pdf = {
file_name: string,
base64: string,
pages: number,
warnings: Array<string>, };
export type PdmpOutcome = "checked" | "not_possible";
export type PdmpQueries = {
patient_id: Id, };
export type PdmpQuery = {
id: Id,
patient_id: Id,
state: string | null,
outcome: PdmpOutcome,
found: string,
reference: string | null,
queried_at: Timestamp,
queried_by: Id,
entered_in_error: boolean, };
export type Permission = "patient_demographics_read" | "patient_demographics_write" | "chart_read" | "chart_write" | "note_write" | "note_sign" | "prescribe" | "document_read" | "document_write" | "print" | "pharmacy_directory" | "settings_practice" | "settings_users" | "audit_read" | "import" | "break_glass" | "safety_report" | "safety_adjust" | "demo_remove";
export type Pharmacy = {
id: Id,
ncpdp_id: string | null,
npi: string | null,
name: string,
address: Address,
phone: string | null,
fax: string | null,
services: Json<Array<PharmacyService>>,
transport: Transport,
script: PharmacyScript,
note: string | null,
active: boolean, };
export type PharmacyChoices = {
patient_id: Id, };
export type PharmacyImport = {
rows: number,
added: number,
updated: number,
unchanged: number,
set_aside: number,
faults: Array<PharmacyRowFault>,
ignored_columns: Array<string>, };
export type PharmacyRequest = {
id: Id, };
export type PharmacyRowFault = {
line: number,
column: string | null,
message: string, };
export type PharmacyScript = "2017071" | "2023011";
export type PharmacyService = "retail" | "24_hours" | "mail_order" | "specialty" | "long_term_care" | "compounding" | "delivery";
export type PracticeSettings = {
organization: Organization,
locations: Array<Location>, };
export type Practitioner = {
initials: string,
display_name: string,
id: Id,
login: string,
given: string,
family: string,
credentials: string,
role: Role,
npi: string | null,
dea: string | null,
license_number: string | null,
license_state: string | null,
phone: string | null,
administrator: boolean,
safety_lead: boolean,
active: boolean, };
export type PreferPharmacy = {
patient_id: Id,
pharmacy_id: Id | null, };
export type Preferences = Record<string, unknown>;
export type PrescriptionDraft = {
patient_id: Id,
encounter_id: Id | null,
id: Id | null,
product: string | null,
display: string,
ingredients: Array<string>,
sig: string,
quantity: Decimal | null,
quantity_unit: string | null,
days_supply: number | null,
refills: number,
start: LocalDate | null,
dispense_as_written: boolean,
pharmacy: string | null,
pharmacy_id: Id | null,
reason_code: string | null,
reason_display: string | null,
reported: boolean,
over_the_counter: boolean,
informant: string | null,
prior_id: Id | null,
earliest_fill: LocalDate | null,
supply_exception: string | null,
overrides: Array<Override>,
hold: Array<Id>, };
export type PrescriptionFax = {
ids: Array<Id>, };
export type PrescriptionMessage = {
text: string,
queued: boolean, };
export type PrescriptionPdf = {
ids: Array<Id>, };
export type PrescriptionRoutes = {
pharmacy: Pharmacy | null,
choices: Array<RouteChoice>,
suggested: Route,
sent: Array<TransmissionView>, };
export type PrescriptionRoutesRequest = {
prescription_id: Id,
pharmacy_id: Id | null, };
export type PreviewReconciliation = {
decisions: Array<RowDecision>,
patient_id: Id,
text: string,
source: string, };
export type ReactionSeverity = "mild" | "moderate" | "severe" | "unknown";
export type ReadSig = {
text: string,
product: string | null,
dose_form: string | null, };
export type ReadVitals = {
text: string,
patient_id: Id | null, };
export type Reconcile = {
overrides: Array<Override>,
decisions: Array<RowDecision>,
patient_id: Id,
text: string,
source: string, };
export type ReconcileAct = {
medication_id: Id,
display: string,
choice: RowChoice,
before: Standing | null,
after: Standing, };
export type ReconcileOutcome = { "outcome": "reconciled",
reconciliation: MedicationReconciliation, } | { "outcome": "refused",
rows: Array<RefusedRow>, } | { "outcome": "needs_answer",
preview: ReconcilePreview,
keys: Array<string>, };
export type ReconcilePreview = {
list: Array<ResultDrug>,
leaving: Array<string>,
skipped: number,
findings: Array<ResultFinding>,
not_checked: Array<NotChecked>,
refused: Array<RefusedRow>,
checked_against: string,
data_date: string,
data_warning: string | null, };
export type ReconcileRequest = {
patient_id: Id,
text: string,
source: string, };
export type ReconcileRow = {
key: string,
kind: RowKind,
here: MedicationRequest | null,
outside: Array<OutsideDrug>,
choices: Array<RowChoice>,
settled: RowChoice | null,
note: string | null, };
export type ReconcileRows = {
rows: Array<ReconcileRow>,
imported: number,
last: MedicationReconciliation | null, };
export type RecordPdmpQuery = {
patient_id: Id,
outcome: PdmpOutcome,
found: string,
reference: string | null,
queried_at: Timestamp | null,
queried_by: Id | null, };
export type RecordVitals = {
patient_id: Id,
encounter_id: Id | null,
text: string, };
export type RecoveryKey = {
words: Array<string>,
ask: [number, number], };
export type RecoveryWords = {
words: [string, string], };
export type RefillLab = {
label: string,
value: Decimal | null,
unit: string | null,
interpretation: string | null,
at: Timestamp | null,
in_date: boolean, };
export type RefillOutcome = { "outcome": "approved",
prescriptions: Array<MedicationRequest>, } | { "outcome": "needs_review",
rows: Array<RefillRow>, };
export type RefillQueueRequest = {
within_days: number,
mine: boolean, };
export type RefillRow = {
order: MedicationRequest,
patient_name: string,
birth_date: PartialDate,
mrn: string,
last_day: LocalDate | null,
last_visit: Timestamp | null,
labs: Array<RefillLab>,
findings: Array<string>,
worst: Tier | null,
reasons: Array<string>, };
export type Refusal = {
field: RefusedField,
text: string,
place: string,
source: string,
as_of: string,
rule: string,
exceptions: Array<ExceptionChoice>, };
export type RefusedField = "product" | "refills" | "days_supply" | "earliest_fill" | "supply_exception";
export type RefusedRow = {
key: string,
display: string,
because: string, };
export type RegisterPatient = {
family: string,
given: string,
middle: string | null,
suffix: string | null,
preferred_name: string | null,
previous_family: string | null,
birth_date: PartialDate,
gender: AdministrativeGender,
pronouns: string | null,
language: string | null,
phone: string | null,
phone_alt: string | null,
email: string | null,
address: Address | null, };
export type Remembered = {
key: string,
code: string | null,
reason: string,
by: string,
on: string, };
export type RemoveDemo = {
confirm: string, };
export type ReopenTask = {
id: Id, };
export type RequestDetail = {
view: InboundView,
order: MedicationRequest | null,
drafts: Array<PrescriptionDraft>,
doubts: Array<string>,
not_by_message: string | null,
answers: Array<Transmission>,
text: string, };
export type RequestPatient = {
family: string,
given: string,
birth_date: LocalDate | null,
phone: string | null, };
export type RequestRefill = {
patient_id: Id,
medication_id: Id | null,
asked_for: string,
note: string | null,
owner_id: Id, };
export type RequestedDrug = {
display: string,
ndc: string | null,
rxcui: string | null,
sig: string | null,
quantity: Decimal | null,
days_supply: number | null,
refills: number | null,
last_fill: LocalDate | null, };
export type ResetPassphrase = {
login: string,
passphrase: string, };
export type ResultDrug = {
display: string,
sig_text: string,
is_new: boolean, };
export type ResultFinding = {
finding: Finding,
display: string,
is_new: boolean,
needs_answer: boolean, };
export type ResumeMedication = {
id: Id, };
export type Role = "physician" | "nurse" | "front_desk" | "biller" | "practice_manager" | "administrator";
export type RoleRow = {
role: Role,
permission: Permission,
sentence: string,
allowed: boolean, };
export type Route = "electronic" | "fax" | "print";
export type RouteChoice = {
route: Route,
refusals: Array<Lacking>, };
export type RouteState = {
connection: Connection,
contact_at: Timestamp | null,
trouble: string | null,
trouble_since: Timestamp | null, };
export type RowChoice = "keep" | "add" | "stop" | "change" | "skip";
export type RowDecision = {
key: string,
choice: RowChoice, };
export type RowKind = "same" | "differs" | "only_here" | "only_outside";
export type RuleAdjustment = {
id: Id,
rule: string,
tier_before: string,
tier: string,
reason: string,
active: boolean,
adjusted_at: Timestamp,
adjusted_by: Id, };
export type SaveDraft = {
note_id: Id,
body: unknown,
text: string,
caret: number, };
export type SaveLocation = {
id: Id | null,
name: string,
address: Address,
phone: string,
fax: string,
active: boolean, };
export type SaveNote = {
note_id: Id,
body: unknown,
text: string, };
export type SavePharmacy = {
id: Id | null,
ncpdp_id: string | null,
npi: string | null,
name: string,
address: Address,
phone: string | null,
fax: string | null,
services: Array<PharmacyService>,
transport: Transport,
script: PharmacyScript,
note: string | null,
active: boolean, };
export type SavePractitioner = {
id: Id | null,
login: string,
given: string,
family: string,
credentials: string,
role: Role,
npi: string | null,
dea: string | null,
license_number: string | null,
license_state: string | null,
phone: string | null,
administrator?: boolean | null,
safety_lead?: boolean | null,
active: boolean,
passphrase: string | null, };
export type SavePreference = {
key: string,
value: unknown, };
export type SaveTransmissionRoute = {
route: TransmissionRoute,
token: string | null, };
export type Schedule = "CI" | "CII" | "CIII" | "CIV" | "CV";
export type SearchRequest = {
query: string,
limit: number, };
export type SendPrescription = {
prescription_id: Id,
route: Route,
pharmacy_id: Id | null,
again: string | null, };
export type SendPrescriptions = {
prescriptions: Array<SendPrescription>, };
export type Series = {
code: string,
display: string,
unit: string,
reference_low: Decimal | null,
reference_high: Decimal | null,
points: Array<SeriesPoint>, };
export type SeriesPoint = {
at: Timestamp,
value: number,
text: string,
interpretation: string, };
export type SeriesRequest = {
patient_id: Id,
code: string, };
export type SessionInfo = {
user_id: Id,
login: string,
display_name: string,
initials: string,
role: Role,
permissions: Array<Permission>,
auto_lock_seconds: number,
can_prescribe: boolean, };
export type SetAside = {
type: string,
location: string,
reason: string, };
export type SetKeychain = {
on: boolean, };
export type SettleTransmission = {
id: Id,
state: TransmissionState | null,
note: string, };
export type ShownFinding = {
key: string,
rule: string,
tier: Tier, };
export type SigReading = { text: string,
words: string, understood: boolean,
because: string | null,
doses_per_day: string | null,
days: number | null,
quantity: string | null,
quantity_unit: string | null,
days_supply: number | null, };
export type SignInUser = {
login: string,
display_name: string,
initials: string,
role: Role, };
export type SignOutcome = { "outcome": "signed",
note: Composition | null,
prescriptions: Array<MedicationRequest>,
encounter: Encounter | null,
sent: Array<Transmission>, } | { "outcome": "needs_override",
prescription_id: Id,
report: CheckReport,
keys: Array<string>, };
export type SignVisit = {
encounter_id: Id,
note_id: Id,
body: unknown,
text: string,
prescription_ids: Array<Id>,
finish: boolean,
send: Array<SendPrescription>, };
export type StageOutcome = { "outcome": "staged",
prescription: MedicationRequest,
report: CheckReport, } | { "outcome": "needs_override",
report: CheckReport,
keys: Array<string>, };
export type Standing = {
status: MedicationStatus,
status_reason: string | null,
status_reason_code: string | null,
hold_until: LocalDate | null,
ended_on: LocalDate | null,
prior_id: Id | null,
informant: string | null, };
export type StartEncounter = {
patient_id: Id,
kind: string,
reason: string | null, };
export type StartedVisit = {
encounter: Encounter,
note: Composition, };
export type StateSchedule = {
schedule: Schedule,
place: string,
source: string,
as_of: string, };
export type StatusReason = {
code: string,
display: string, };
export type StatusReasons = {
stop: Array<StatusReason>,
hold: Array<StatusReason>, };
export type StopMedication = {
id: Id,
code: string | null,
reason: string,
on: LocalDate | null, };
export type StrikeObservations = {
ids: Array<Id>,
reason: string, };
export type StrikePdmpQuery = {
id: Id, };
export type Task = {
id: Id,
patient_id: Id,
kind: TaskKind,
description: string,
reason: string | null,
medication_id: Id | null,
due: LocalDate | null,
owner_id: Id | null,
status: TaskStatus,
outcome: string | null,
authored_at: Timestamp,
author_id: Id,
closed_at: Timestamp | null,
closed_by: Id | null, };
export type TaskKind = "task" | "refill";
export type TaskStatus = "requested" | "completed" | "cancelled";
export type TasksRequest = {
patient_id: Id | null,
mine: boolean,
kind: TaskKind | null, };
export type Tier = "low" | "moderate" | "high" | "contraindicated";
export type TimelineItem = {
id: Id,
kind: TimelineItemKind,
at: Timestamp,
title: string,
detail: string,
byline: string,
encounter_id: Id | null,
note_id: Id | null,
signed: boolean | null,
values: Array<TimelineValue>, };
export type TimelineItemKind = "visit" | "vitals" | "result" | "medication" | "document";
export type TimelineKind = "all" | "visit" | "result" | "medication" | "document";
export type TimelinePage = {
items: Array<TimelineItem>,
next: string | null,
total: number, };
export type TimelineRequest = {
patient_id: Id,
kind: TimelineKind,
after: string | null,
limit: number, };
export type TimelineValue = {
code: string,
label: string,
value: string,
unit: string,
interpretation: string,
reference: string,
delta: string | null, };
export type Transmission = {
id: Id,
patient_id: Id | null,
medication_request_id: Id | null,
answers: Id | null,
cancels: Id | null,
kind: TransmissionKind,
route: Route,
message_id: string,
pharmacy_id: Id | null,
pharmacy: string,
display: string,
state: TransmissionState,
state_note: string | null,
state_at: Timestamp,
attention: string | null,
settled: boolean,
created_at: Timestamp,
created_by: Id | null,
expires_at: Timestamp, };
export type TransmissionDetail = {
view: TransmissionView,
replies: Array<InboundMessage>,
text: string | null, };
export type TransmissionKind = "new_rx" | "cancel_rx" | "rx_renewal_response" | "rx_change_response";
export type TransmissionRoute = {
connection: Connection,
folder: string,
url: string,
ca_pem: string,
sender_id: string,
give_up_hours: number,
poll_seconds: number, };
export type TransmissionRouteView = {
route: TransmissionRoute,
has_token: boolean,
ca_fingerprint: string | null,
state: RouteState,
still_needed: Array<string>, };
export type TransmissionState = "queued" | "sent" | "accepted" | "verified" | "rejected" | "expired" | "cancelled";
export type TransmissionView = {
patient: NamedPatient | null,
attempts: number,
next_try: Timestamp | null,
last_error: string | null,
elsewhere: boolean,
id: Id,
patient_id: Id | null,
medication_request_id: Id | null,
answers: Id | null,
cancels: Id | null,
kind: TransmissionKind,
route: Route,
message_id: string,
pharmacy_id: Id | null,
pharmacy: string,
display: string,
state: TransmissionState,
state_note: string | null,
state_at: Timestamp,
attention: string | null,
settled: boolean,
created_at: Timestamp,
created_by: Id | null,
expires_at: Timestamp, };
export type Transport = "print" | "fax" | "electronic";
export type TrendPoint = {
at: Timestamp,
value: number,
value2: number | null, };
export type UndoReconciliation = {
id: Id, };
export type Unlock = {
login: string,
passphrase: string, };
export type UnlockWithRecovery = {
login: string,
words: Array<string>,
new_passphrase: string, };
export type UpdateAllergy = {
id: Id,
reactions: Array<string>,
severity: ReactionSeverity,
status: AllergyStatus,
note: string | null, };
export type UpdatePatient = {
id: Id,
patient: RegisterPatient, };
export type UpdateProblem = {
id: Id,
clinical_status: ClinicalStatus,
onset: PartialDate | null,
abatement: PartialDate | null,
note: string | null,
entered_in_error: boolean, };
export type Verification = {
records: number,
audit_entries: number,
problems: Array<string>, };
export type VitalRow = {
code: string,
label: string,
value: string,
unit: string,
interpretation: string,
effective_at: Timestamp,
previous: string | null,
previous_at: Timestamp | null,
trend: Array<TrendPoint>, };
export type VitalsItem = {
code: string, label: string,
value: string,
value2: string | null,
unit: string,
interpretation: string,
read_as: string, };
export type VitalsProblem = { part: string, message: string, };
export type VitalsReading = { items: Array<VitalsItem>,
problems: Array<VitalsProblem>, };
export type WithdrawAdjustment = {
id: Id, };

/** Every command: request and response. */
export interface Commands {
  app_status: [Record<string, never>, AppStatus];
  create_practice: [CreatePractice, RecoveryKey];
  confirm_recovery_words: [RecoveryWords, Record<string, never>];
  new_recovery_key: [Record<string, never>, RecoveryKey];
  recovery_sheet_pdf: [Record<string, never>, Pdf];
  explore_demo: [ExploreDemo, Job];
  unlock: [Unlock, SessionInfo];
  unlock_with_recovery: [UnlockWithRecovery, SessionInfo];
  job: [JobRequest, Job];
  cancel_job: [JobRequest, Job];
  lock: [Record<string, never>, Record<string, never>];
  touch: [Record<string, never>, Record<string, never>];
  set_keychain: [SetKeychain, KeychainReply];
  import_fhir: [ImportFhir, Job];
  import_pharmacies: [ImportPharmacies, Job];
  remove_demo: [RemoveDemo, Record<string, never>];
  changes_since: [ChangesSince, Changes];
  session: [Record<string, never>, SessionInfo];
  reauthenticate: [Passphrase, Record<string, never>];
  change_passphrase: [ChangePassphrase, Record<string, never>];
  reset_passphrase: [ResetPassphrase, Record<string, never>];
  break_glass: [BreakGlass, Record<string, never>];
  role_table: [Record<string, never>, Array<RoleRow>];
  find_patients: [FindPatients, Array<PatientHit>];
  recent_patients: [Limit, Array<PatientHit>];
  patient_list: [PatientListRequest, PatientPage];
  patient: [PatientRequest, Patient];
  patient_duplicates: [RegisterPatient, Array<DuplicateCandidate>];
  register_patient: [RegisterPatient, Patient];
  update_patient: [UpdatePatient, Patient];
  open_chart: [OpenChart, Chart];
  timeline: [TimelineRequest, TimelinePage];
  observation_series: [SeriesRequest, Series];
  problem_list: [ListRequest, Array<Condition>];
  medication_list: [ListRequest, Array<MedicationRequest>];
  field_history: [HistoryRequest, Array<FieldHistory>];
  open_visits: [Record<string, never>, Array<OpenVisit>];
  start_encounter: [StartEncounter, StartedVisit];
  cancel_encounter: [CancelEncounter, Encounter];
  note: [NoteRequest, Composition];
  save_draft: [SaveDraft, DraftSaved];
  save_note: [SaveNote, Composition];
  add_addendum: [AddAddendum, Addendum];
  add_problem: [AddProblem, Condition];
  update_problem: [UpdateProblem, Condition];
  add_allergy: [AddAllergy, AllergyIntolerance];
  update_allergy: [UpdateAllergy, AllergyIntolerance];
  read_vitals: [ReadVitals, VitalsReading];
  record_vitals: [RecordVitals, Array<Observation>];
  strike_observations: [StrikeObservations, Array<Observation>];
  search_drugs: [SearchRequest, Array<DrugHit>];
  search_diagnoses: [SearchRequest, Array<DiagnosisHit>];
  search_allergens: [SearchRequest, Array<AllergenHit>];
  reaction_list: [Record<string, never>, Array<string>];
  read_sig: [ReadSig, SigReading];
  knowledge_manifest: [Record<string, never>, KnowledgeManifest];
  override_reasons: [Record<string, never>, Array<OverrideReason>];
  check_prescription: [PrescriptionDraft, CheckReport];
  stage_prescription: [PrescriptionDraft, StageOutcome];
  discard_prescription: [DiscardPrescription, Record<string, never>];
  check_controlled: [PrescriptionDraft, ControlledCheck];
  record_pdmp_query: [RecordPdmpQuery, PdmpQuery];
  strike_pdmp_query: [StrikePdmpQuery, PdmpQuery];
  pdmp_queries: [PdmpQueries, Array<PdmpQuery>];
  stop_medication: [StopMedication, MedicationRequest];
  hold_medication: [HoldMedication, MedicationRequest];
  resume_medication: [ResumeMedication, MedicationRequest];
  status_reasons: [Record<string, never>, StatusReasons];
  favourite_prescriptions: [FavouritesRequest, Array<Favourite>];
  refill_queue: [RefillQueueRequest, Array<RefillRow>];
  approve_refills: [ApproveRefills, RefillOutcome];
  medication_history: [MedicationRef, Array<MedicationEvent>];
  reconcile_lists: [ReconcileRequest, ReconcileRows];
  preview_reconciliation: [PreviewReconciliation, ReconcilePreview];
  reconcile_medications: [Reconcile, ReconcileOutcome];
  undo_reconciliation: [UndoReconciliation, MedicationReconciliation];
  sign_visit: [SignVisit, SignOutcome];
  medication_list_pdf: [MedicationListPdf, Pdf];
  prescription_fax_pdf: [PrescriptionFax, Pdf];
  prescription_pdf: [PrescriptionPdf, Pdf];
  outbox: [OutboxRequest, OutboxPage];
  outbox_count: [Record<string, never>, OutboxCount];
  transmission: [OneTransmission, TransmissionDetail];
  retry_transmission: [OneTransmission, Transmission];
  settle_transmission: [SettleTransmission, Transmission];
  prescription_routes: [PrescriptionRoutesRequest, PrescriptionRoutes];
  prescription_message: [PrescriptionRoutesRequest, PrescriptionMessage];
  send_prescriptions: [SendPrescriptions, Array<Transmission>];
  cancel_prescription: [CancelPrescription, Cancellation];
  denial_reasons: [Record<string, never>, Array<DenialReason>];
  pharmacy_request: [OneRequest, RequestDetail];
  assign_request: [AssignRequest, InboundMessage];
  approve_request: [ApproveRequest, ApproveOutcome];
  deny_request: [DenyRequest, Transmission];
  file_message: [FileMessage, InboundMessage];
  transmission_route: [Record<string, never>, TransmissionRouteView];
  save_transmission_route: [SaveTransmissionRoute, TransmissionRouteView];
  rule_adjustments: [Record<string, never>, Array<AdjustmentView>];
  adjust_rule: [AdjustRule, RuleAdjustment];
  withdraw_adjustment: [WithdrawAdjustment, RuleAdjustment];
  changed_course: [ChangedCourse, Record<string, never>];
  alert_report: [AlertReportRequest, AlertReport];
  open_tasks: [TasksRequest, Array<OpenTask>];
  add_task: [AddTask, Task];
  request_refill: [RequestRefill, Task];
  close_task: [CloseTask, Task];
  reopen_task: [ReopenTask, Task];
  add_document: [AddDocument, DocumentReference];
  document_content: [DocumentRequest, DocumentBytes];
  find_pharmacies: [FindPharmacies, Array<Pharmacy>];
  pharmacy: [PharmacyRequest, Pharmacy];
  pharmacy_choices: [PharmacyChoices, Array<Pharmacy>];
  save_pharmacy: [SavePharmacy, Pharmacy];
  prefer_pharmacy: [PreferPharmacy, Patient];
  practice_settings: [Record<string, never>, PracticeSettings];
  save_organization: [Organization, Organization];
  save_location: [SaveLocation, Location];
  practitioner_list: [Record<string, never>, Array<Practitioner>];
  save_practitioner: [SavePractitioner, Practitioner];
  preferences: [Record<string, never>, Preferences];
  save_preference: [SavePreference, Record<string, never>];
  audit_log: [AuditRequest, Array<AuditEvent>];
  verify_record: [Record<string, never>, Verification];
}
export type CommandName = keyof Commands;
export type Request<C extends CommandName> = Commands[C][0];
export type Response<C extends CommandName> = Commands[C][1];
