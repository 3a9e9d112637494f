//! A pharmacy that misbehaves on purpose. It speaks HTTPS with a certificate of its own making, reads and writes NCPDP
//! SCRIPT, keeps a ledger of what reached it, and answers late, twice, garbled, contradictorily or not at all, as a seed
//! says. For tests and for trying the outbox by hand; no part of what is shipped.
//!
//! In its folder: `ca.pem` (what to trust), `ledger.tsv` (one line for each thing that happened), `inject/` (files put here
//! are delivered into the mailbox as they are).

mod answers;
mod faults;
mod http;
mod ledger;
mod mailbox;
mod pharmacy;
mod tls;

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use pharmacy::{Habits, PharmacyDesk};

/// A pharmacy that misbehaves on purpose.
#[derive(Parser)]
struct Arguments {
    /// Folder for certificate, ledger and injected messages; made when missing.
    #[arg(long)]
    dir: PathBuf,
    /// Port on loopback; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Which message meets which fault.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many of a hundred tries meet a fault.
    #[arg(long, default_value_t = 0)]
    faults: u8,
    /// The token that callers must show; none, when there is none.
    #[arg(long)]
    token: Option<String>,
    /// Ask for a renewal of every prescription that is confirmed.
    #[arg(long)]
    renew: bool,
    /// Take prescriptions without ever confirming them.
    #[arg(long)]
    silent: bool,
}

fn main() -> ExitCode {
    match serve(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(arguments.dir.join("inject"))?;
    let (tls, ca) = tls::certified()?;
    std::fs::write(arguments.dir.join("ca.pem"), ca)?;
    let habits = Habits {
        seed: arguments.seed,
        faults: arguments.faults.min(100),
        token: arguments.token,
        renew: arguments.renew,
        silent: arguments.silent,
    };
    let desk = Arc::new(PharmacyDesk::open(&arguments.dir, habits)?);
    let listener = TcpListener::bind(("127.0.0.1", arguments.port))?;
    // What a test or a person waits for.
    println!(
        "https://127.0.0.1:{} {}",
        listener.local_addr()?.port(),
        arguments.dir.join("ca.pem").display()
    );
    for stream in listener.incoming() {
        let (desk, tls) = (Arc::clone(&desk), Arc::clone(&tls));
        let stream = stream?;
        std::thread::spawn(move || {
            // A caller that breaks off is the caller's affair.
            drop(http::converse(stream, &tls, &desk));
        });
    }
    Ok(())
}
