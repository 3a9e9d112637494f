//! The command table: every command's name, request, response and function; dispatch; TypeScript bindings.
//!
//! Architecture invariant: a shell (desktop, terminal, loopback HTTP) adds nothing to a command and knows none by name,
//! except those that only a window can answer. What a person may do is decided in the core, never here.

pub mod bindings;
mod courier;
mod demo;
mod dispatch;
mod error;
pub mod host;
mod import;
mod jobs;
pub mod paths;
mod state;
mod status;
pub mod table;

pub use demo::{DEMO_PASSPHRASE, DemoSize, demo_logins, make_demo};
pub use dispatch::Reply;
pub use error::{ApiError, ErrorKind};
pub use jobs::{Job, JobState};
pub use state::{App, AppConfig};
pub use status::{AppState, AppStatus, SignInUser};
pub use yarrow_core::access::table_as_markdown as permission_table;
