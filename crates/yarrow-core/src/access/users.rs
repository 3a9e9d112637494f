//! The people who can sign in: adding them, changing them, their passphrases.

use serde::Deserialize;
use yarrow_kernel::{PractitionerId, Secret, Timestamp};

use super::practice::{NewUser, Practice, check_passphrase};
use super::session::{Operation, Session};
use super::{Permission, Role};
use crate::error::{Error, Result};
use crate::people::{self, Practitioner};
use crate::store::{Actor, AuditNote, Written, new_id};

/// A person as typed in the settings.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SavePractitioner {
    /// Nothing for a new person.
    pub id: Option<PractitionerId>,
    /// Login; cannot be changed later.
    pub login: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// "MD".
    pub credentials: String,
    /// Role.
    pub role: Role,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// DEA registration number.
    pub dea: Option<String>,
    /// State licence number.
    pub license_number: Option<String>,
    /// State of the licence.
    pub license_state: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Whether this person may also do what an administrator may; nothing said leaves it as it is.
    #[ts(optional = nullable)]
    pub administrator: Option<bool>,
    /// Whether this person is the medication-safety lead; nothing said leaves it as it is.
    #[ts(optional = nullable)]
    pub safety_lead: Option<bool>,
    /// Whether this person may sign in.
    pub active: bool,
    /// A new person's first passphrase.
    pub passphrase: Option<Secret>,
}

/// A person changes their own passphrase.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ChangePassphrase {
    /// The one in use.
    pub current: Secret,
    /// The one from now on.
    pub next: Secret,
}

/// The administrator gives somebody a new passphrase.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ResetPassphrase {
    /// Whose.
    pub login: String,
    /// The new one.
    pub passphrase: Secret,
}

const SAVE: Operation = Operation::fresh("save_practitioner", Permission::SettingsUsers);
const RESET: Operation = Operation::fresh("reset_passphrase", Permission::SettingsUsers);

/// A checked practitioner from what the first-run screen asks.
pub(super) fn new_practitioner(user: &NewUser, now: Timestamp) -> Result<Practitioner> {
    people::checked(Practitioner {
        id: new_id(now),
        login: user.login.clone(),
        given: user.given.clone(),
        family: user.family.clone(),
        credentials: user.credentials.clone(),
        role: user.role,
        npi: user.npi.clone(),
        dea: None,
        license_number: None,
        license_state: None,
        phone: None,
        // The first person looks after the practice, whatever their role.
        administrator: true,
        safety_lead: user.role == Role::Physician,
        active: true,
    })
}

/// Adds or changes a person. A new person gets a key of their own; one who leaves loses it.
///
/// # Errors
/// Names the field; refuses to lock out the last administrator.
pub fn save_practitioner(session: &Session, request: SavePractitioner) -> Result<Written<Practitioner>> {
    session.require(&SAVE)?;
    let person = people::checked(Practitioner {
        id: request.id.unwrap_or_else(|| new_id(session.now())),
        login: request.login,
        given: request.given,
        family: request.family,
        credentials: request.credentials,
        role: request.role,
        npi: request.npi,
        dea: request.dea,
        license_number: request.license_number,
        license_state: request.license_state,
        phone: request.phone,
        administrator: request.administrator.unwrap_or(false),
        safety_lead: request.safety_lead.unwrap_or(false),
        active: request.active,
    })?;
    let (is_new, administrator) = (request.id.is_none(), request.administrator);
    let safety_lead = request.safety_lead;
    match (&request.passphrase, is_new) {
        (Some(passphrase), true) => check_passphrase("passphrase", passphrase)?,
        (None, true) => return Err(Error::invalid("passphrase", "Give the new person a first passphrase.")),
        _ => {}
    }
    let saved = person.clone();
    let written = session.write(&SAVE, move |tx| {
        let everybody = people::list(tx.db())?;
        let before = everybody.iter().find(|other| other.id == person.id);
        let person = Practitioner {
            administrator: administrator
                .unwrap_or(before.as_ref().is_some_and(|before| before.administrator)),
            safety_lead: safety_lead.unwrap_or(before.is_some_and(|before| before.safety_lead)),
            ..person
        };
        if everybody.iter().any(|other| other.login == person.login && other.id != person.id) {
            return Err(Error::invalid("login", "Somebody already has this login; logins are never reused."));
        }
        if before.is_some_and(|before| before.login != person.login) {
            return Err(Error::invalid("login", "A login stays with its person; add a new person instead."));
        }
        if !is_new && before.is_none() {
            return Err(Error::NotFound("This person"));
        }
        let may_add_users = |p: &Practitioner| p.active && p.may(Permission::SettingsUsers);
        if before.is_some_and(may_add_users)
            && !may_add_users(&person)
            && !everybody.iter().any(|other| other.id != person.id && may_add_users(other))
        {
            return Err(Error::Refused(
                "This is the last person who can add people. Make somebody else administrator first."
                    .to_owned(),
            ));
        }
        tx.save(&person)?;
        Ok(person)
    })?;
    let practice = session.practice();
    match (&request.passphrase, saved.active) {
        (Some(passphrase), true) if is_new => practice.wrap_for(&saved, passphrase)?,
        (_, true) => practice.rename_slot(&saved)?,
        (_, false) => practice.unwrap_for(&saved.login)?,
    }
    Ok(written)
}

/// Adds people when a practice is set up by a generator; nobody is asked.
///
/// # Errors
/// Names the field that is wrong.
pub fn add_users(practice: &Practice, actor: Actor, people: Vec<(Practitioner, Secret)>) -> Result<()> {
    let mut checked = Vec::with_capacity(people.len());
    for (person, passphrase) in people {
        check_passphrase("passphrase", &passphrase)?;
        checked.push((people::checked(person)?, passphrase));
    }
    let rows: Vec<Practitioner> = checked.iter().map(|(person, _)| person.clone()).collect();
    practice.store().write(actor, "add_users", move |tx| {
        for person in &rows {
            tx.save(person)?;
        }
        Ok(())
    })?;
    for (person, passphrase) in &checked {
        practice.wrap_for(person, passphrase)?;
    }
    Ok(())
}

/// Changes one's own passphrase.
///
/// # Errors
/// When the current one is wrong or the next one too weak.
pub fn change_passphrase(session: &Session, request: &ChangePassphrase) -> Result<()> {
    check_passphrase("next", &request.next)?;
    session.reauthenticate(&request.current)?;
    session.practice().wrap_for(session.user(), &request.next)?;
    note(session, "change passphrase", &session.user().login)
}

/// Gives another person a new passphrase.
///
/// # Errors
/// When the person is unknown or the passphrase too weak.
pub fn reset_passphrase(session: &Session, request: &ResetPassphrase) -> Result<()> {
    check_passphrase("passphrase", &request.passphrase)?;
    let login = request.login.clone();
    let person = session.read(&RESET, move |db| people::by_login(db, &login))?;
    let person = person.filter(|person| person.active).ok_or(Error::NotFound("This person"))?;
    session.practice().wrap_for(&person, &request.passphrase)?;
    note(session, "reset passphrase", &person.login)
}

fn note(session: &Session, action: &'static str, login: &str) -> Result<()> {
    let note = AuditNote::new(action, "access").reason(&format!("for {login}"));
    session.store().write(session.actor(), "passphrase", move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    Ok(())
}
