//! How this workstation reaches pharmacies, and what still stands between it and a real network.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use yarrow_kernel::{Secret, TextRule, Timestamp, clean_line, clean_text};

use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Db, Store, Written};

crate::codes! {
    /// How messages leave.
    pub enum Connection {
        /// Not at all: paper and fax only.
        None = "none",
        /// Into a folder that a bridge empties.
        Folder = "folder",
        /// Over HTTPS to a bridge or a network.
        Https = "https",
    }
}

/// How messages leave this workstation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TransmissionRoute {
    /// How.
    pub connection: Connection,
    /// The folder, for a bridge that works with files.
    pub folder: String,
    /// The address, such as `https://bridge.example:8443/script`.
    pub url: String,
    /// Certificates in PEM that the other side's certificate must come from; empty for the public ones.
    pub ca_pem: String,
    /// The number by which the network knows this practice or prescriber.
    pub sender_id: String,
    /// Hours until a message without an answer is given up.
    pub give_up_hours: u32,
    /// Seconds between two looks for new messages.
    pub poll_seconds: u32,
}

impl Default for TransmissionRoute {
    fn default() -> Self {
        Self {
            connection: Connection::None,
            folder: String::new(),
            url: String::new(),
            ca_pem: String::new(),
            sender_id: String::new(),
            give_up_hours: 24,
            poll_seconds: 60,
        }
    }
}

/// A route to keep.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SaveTransmissionRoute {
    /// The route.
    pub route: TransmissionRoute,
    /// The bridge's token; nothing keeps the one before, an empty one removes it.
    pub token: Option<Secret>,
}

/// The route as the settings show it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TransmissionRouteView {
    /// The route.
    pub route: TransmissionRoute,
    /// Whether a token is kept; it is never shown.
    pub has_token: bool,
    /// SHA-256 of the first of the certificates, to compare with what the bridge's maker says.
    pub ca_fingerprint: Option<String>,
    /// How it goes.
    pub state: RouteState,
    /// What is still needed before prescriptions reach real pharmacies, in sentences.
    pub still_needed: Vec<&'static str>,
}

/// How it goes with the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RouteState {
    /// How messages leave.
    pub connection: Connection,
    /// When the other side last answered.
    pub contact_at: Option<Timestamp>,
    /// What is wrong, in words.
    pub trouble: Option<String>,
    /// Since when.
    pub trouble_since: Option<Timestamp>,
}

/// What a transport needs.
#[derive(Clone, Debug)]
pub struct OpenRoute {
    /// The route.
    pub route: TransmissionRoute,
    /// The bridge's token.
    pub token: Option<Secret>,
}

const READ: Operation = Operation::new("transmission_route", Permission::SettingsPractice);
// Whoever changes the address decides who reads prescriptions.
const SAVE: Operation = Operation::fresh("save_transmission_route", Permission::SettingsPractice);

/// What no program can bring along: agreements and certifications (as of the rules of 2024: 45 CFR 170.315(b)(3), 42 CFR
/// 423.160, 21 CFR part 1311).
pub const STILL_NEEDED: &[&str] = &[
    "A contract with a prescription network, or with a bridge that has one. Yarrow speaks the messages; the network decides who may send them.",
    "The network's own certification of this version of Yarrow, for each SCRIPT version and each message that is used.",
    "Proof of each prescriber's identity, done by the network, and the routing number it gives out.",
    "For controlled substances: an application certified under 21 CFR part 1311, with two-factor signing. Yarrow is not, and refuses to send them.",
    "The network's pharmacy directory; without it, only pharmacies entered or imported here can be chosen.",
];

/// The route.
///
/// # Errors
/// When the role may not see the practice's settings.
pub fn transmission_route(session: &Session) -> Result<TransmissionRouteView> {
    session.read(&READ, view)
}

/// Keeps the route. It belongs to this workstation; the audit notes who changed it.
///
/// # Errors
/// Names the field that is wrong.
pub fn save_transmission_route(
    session: &Session,
    request: SaveTransmissionRoute,
) -> Result<Written<TransmissionRouteView>> {
    let route = checked(request.route)?;
    if session.practice().is_demo() && route.connection == Connection::Https && !is_loopback(&route.url) {
        return Err(Error::invalid(
            "route.url",
            "The demo practice sends to this computer only: its patients are fictional. Use an address on 127.0.0.1.",
        ));
    }
    let token = request.token;
    if let Some(token) = &token
        && (token.expose().len() > 4096 || token.expose().chars().any(char::is_control))
    {
        return Err(Error::invalid("token", "A token is one line of at most 4096 characters."));
    }
    session.write(&SAVE, move |tx| {
        let before = open_route(tx.db())?;
        let token = match &token {
            None => before.token.map(|token| token.expose().to_owned()),
            Some(token) => Some(token.expose().trim().to_owned()).filter(|token| !token.is_empty()),
        };
        let settings = serde_json::to_string(&route).map_err(|_| Error::Internal("route"))?;
        tx.db()
            .prepare_cached(
                "INSERT INTO transmission_route (only, settings, token) VALUES (1, ?1, ?2)
                 ON CONFLICT (only) DO UPDATE SET settings = ?1, token = ?2, contact_at = NULL, trouble = NULL, trouble_since = NULL",
            )?
            .execute((&settings, token))?;
        let what = match route.connection {
            Connection::None => "paper and fax only".to_owned(),
            Connection::Folder => format!("folder {}", route.folder),
            Connection::Https => format!("address {}", route.url),
        };
        tx.audit(AuditNote::new("change", "pharmacy transmission").reason(&what));
        tx.changed("TransmissionRoute", yarrow_kernel::Uuid::nil(), None);
        view(tx.db())
    })
}

fn checked(mut route: TransmissionRoute) -> Result<TransmissionRoute> {
    let line = |max| TextRule { max, required: false };
    route.folder = clean_line("route.folder", &route.folder, line(1000))?;
    route.url = clean_line("route.url", &route.url, line(500))?.trim_end_matches('/').to_owned();
    route.sender_id = clean_line("route.sender_id", &route.sender_id, line(35))?;
    route.ca_pem = clean_text("route.ca_pem", &route.ca_pem, line(200_000))?;
    if !(1..=168).contains(&route.give_up_hours) {
        return Err(Error::invalid("route.give_up_hours", "Give up after 1 to 168 hours."));
    }
    if !(5..=3600).contains(&route.poll_seconds) {
        return Err(Error::invalid("route.poll_seconds", "Look for messages every 5 to 3600 seconds."));
    }
    match route.connection {
        Connection::None => {}
        Connection::Folder if !std::path::Path::new(&route.folder).is_absolute() => {
            return Err(Error::invalid("route.folder", "Give the whole path of the folder."));
        }
        Connection::Https if !is_https(&route.url) => {
            return Err(Error::invalid(
                "route.url",
                "Give an address that begins with https:// and names a host. Prescriptions are not sent unencrypted.",
            ));
        }
        _ if route.sender_id.is_empty() => {
            return Err(Error::invalid(
                "route.sender_id",
                "Enter the number by which the network knows you.",
            ));
        }
        _ => {}
    }
    if !route.ca_pem.is_empty() && fingerprint(&route.ca_pem).is_none() {
        return Err(Error::invalid(
            "route.ca_pem",
            "Paste certificates in PEM: they begin with -----BEGIN CERTIFICATE-----.",
        ));
    }
    Ok(route)
}

fn is_loopback(url: &str) -> bool {
    let host = url.trim_start_matches("https://").split(['/', ':']).next().unwrap_or_default();
    matches!(host, "127.0.0.1" | "localhost")
}

fn is_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        !host.is_empty() && !rest.contains(['@', '?', '#', ' ', '\\'])
    })
}

fn view(db: &Db) -> Result<TransmissionRouteView> {
    let OpenRoute { route, token } = open_route(db)?;
    Ok(TransmissionRouteView {
        has_token: token.is_some(),
        ca_fingerprint: fingerprint(&route.ca_pem),
        state: route_state(db)?,
        still_needed: STILL_NEEDED.to_vec(),
        route,
    })
}

/// SHA-256 over the first certificate's DER, in pairs of hexadecimal digits.
fn fingerprint(pem: &str) -> Option<String> {
    use base64::Engine as _;
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let base64: String = body.split_whitespace().collect();
    let der = base64::engine::general_purpose::STANDARD.decode(base64).ok()?;
    let pairs: Vec<String> = Sha256::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect();
    Some(pairs.join(":"))
}

/// The route with its secret, for the transport.
///
/// # Errors
/// When the database cannot be read.
pub fn open_route(db: &Db) -> Result<OpenRoute> {
    use rusqlite::OptionalExtension as _;
    let row: Option<(String, Option<String>)> = db
        .prepare_cached("SELECT settings, token FROM transmission_route")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((settings, token)) = row else {
        return Ok(OpenRoute { route: TransmissionRoute::default(), token: None });
    };
    let route = serde_json::from_str(&settings).map_err(|_| Error::Db("an unreadable route".to_owned()))?;
    Ok(OpenRoute { route, token: token.map(Secret::new) })
}

/// How it goes.
pub(super) fn route_state(db: &Db) -> Result<RouteState> {
    use rusqlite::OptionalExtension as _;
    let connection = open_route(db)?.route.connection;
    let row = db
        .prepare_cached("SELECT contact_at, trouble, trouble_since FROM transmission_route")?
        .query_row([], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get(1)?, row.get::<_, Option<i64>>(2)?)))
        .optional()?;
    let (contact_at, trouble, trouble_since) = row.unwrap_or_default();
    Ok(RouteState {
        connection,
        contact_at: contact_at.map(Timestamp),
        trouble,
        trouble_since: trouble_since.map(Timestamp),
    })
}

/// Notes how the other side was reached, or what is wrong. Only a change of that is announced; contact alone is written at
/// most once in a minute.
///
/// # Errors
/// When the database cannot be written.
pub fn note_contact(store: &Store, trouble: Option<String>) -> Result<()> {
    let before = store.read(route_state)?;
    let now = store.now();
    let recent = before.contact_at.is_some_and(|at| (0..60_000).contains(&(now.0 - at.0)));
    if before.trouble == trouble && (trouble.is_some() || recent) {
        return Ok(());
    }
    store.write(crate::store::Actor::system(), "note_contact", move |tx| {
        let since = match (&before.trouble, &trouble) {
            (_, None) => None,
            (Some(_), Some(_)) => before.trouble_since,
            (None, Some(_)) => Some(tx.now()),
        };
        let contact = if trouble.is_none() { Some(tx.now()) } else { before.contact_at };
        tx.db()
            .prepare_cached(
                "UPDATE transmission_route SET contact_at = ?1, trouble = ?2, trouble_since = ?3",
            )?
            .execute((contact.map(|at| at.0), &trouble, since.map(|at| at.0)))?;
        if before.trouble != trouble {
            tx.changed("TransmissionRoute", yarrow_kernel::Uuid::nil(), None);
        }
        Ok(())
    })?;
    Ok(())
}
