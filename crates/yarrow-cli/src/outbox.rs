//! `yarrow-cli outbox`: messages to and from pharmacies, for a workstation whose window is closed.

use clap::Subcommand;
use serde_json::json;

use crate::{DataDir, Failure, open};

/// Look after the messages to and from pharmacies.
#[derive(clap::Args)]
pub struct Outbox {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Hand over what waits and take in what has come, once. Prints what was done.
    Send(Send),
    /// Print what is open.
    List(List),
}

#[derive(clap::Args)]
struct Send {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who sends; else the first who may.
    #[arg(long)]
    user: Option<String>,
    /// Also what is not due yet because it failed a moment ago.
    #[arg(long)]
    now: bool,
}

#[derive(clap::Args)]
struct List {
    #[command(flatten)]
    data: DataDir,
    /// Login of the person who looks; else the first who may.
    #[arg(long)]
    user: Option<String>,
}

impl Outbox {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Send(send) => {
                let app = open::signed_in(&send.data, send.user.as_deref(), "chart_write")?;
                let round = app.send_messages(send.now)?;
                open::print(&json!({
                    "sent": round.sent, "failed": round.failed, "expired": round.expired, "received": round.received,
                    "known": round.known, "refused": round.refused, "trouble": round.trouble,
                }))
            }
            What::List(list) => {
                let app = open::signed_in(&list.data, list.user.as_deref(), "chart_read")?;
                open::print(&open::run(&app, "outbox", json!({ "all": false, "limit": 500 }))?)
            }
        }
    }
}
