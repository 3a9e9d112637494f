//! The chart as one person sees it: one read, one round trip, one audited event.

mod answers;
mod approve_request;
mod emergency;
mod facts;
mod history;
mod open;
mod sign_visit;
mod timeline;
mod visit;

pub use approve_request::{ApproveOutcome, ApproveRequest, approve_request};
pub use emergency::{BreakGlass, break_glass};
pub use facts::KeyFact;
pub use history::{FieldHistory, HistoryRequest, field_history};
pub use open::{Chart, ListRequest, OpenChart, medication_list, open_chart, problem_list};
pub use sign_visit::{SignOutcome, SignVisit, sign_visit};
pub use timeline::{
    TimelineItem, TimelineItemKind, TimelineKind, TimelinePage, TimelineRequest, TimelineValue, timeline,
};
pub use visit::{NoteRequest, OpenVisit, StartedVisit, note, open_visits, save_note, start_encounter};
