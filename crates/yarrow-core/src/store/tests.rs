//! The gate, the log and the file, without any domain's rules.

use std::path::Path;
use std::sync::Arc;

use yarrow_kernel::{Timestamp, Uuid};

use super::record::{Op, decode_body};
use super::*;
use crate::Error;

crate::entity! {
    /// Something with a name; the gate needs to know no more.
    pub struct Place: "organization" of none {
        /// Identity.
        pub id: yarrow_kernel::OrganizationId,
        /// Name.
        pub name: String,
        /// Not used.
        pub npi: Option<String>,
        /// Zone.
        pub time_zone: String,
        /// Not used.
        pub letterhead_note: Option<String>,
    }
}

struct Kept {
    dir: tempfile::TempDir,
    key: DatabaseKey,
    clock: Arc<FixedClock>,
    store: Option<Store>,
}

impl Kept {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = DatabaseKey::generate();
        let clock = Arc::new(FixedClock::at(Timestamp(1_000_000)));
        let store = Store::create(dir.path(), &key, clock.clone(), Uuid::from_u128(7), false).unwrap();
        Self { dir, key, clock, store: Some(store) }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn save(&self, organization: &Place) -> Vec<Change> {
        let organization = organization.clone();
        self.store().write(Actor::system(), "test", move |tx| tx.save(&organization)).unwrap().changes
    }

    #[cfg(unix)]
    fn permissions(&self) -> Vec<(String, u32)> {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let files = std::fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap());
        files.map(|file| (file.file_name().into_string().unwrap(), mode(&file.path()))).collect()
    }

    fn ops(&self) -> Vec<Op> {
        let bodies = self.store().read(|db| {
            let mut statement = db.prepare("SELECT body FROM record ORDER BY no")?;
            let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        bodies.unwrap().iter().flat_map(|body| decode_body(body).unwrap()).collect()
    }

    fn run(&self, sql: &'static str) -> Result<(), Error> {
        self.store().maintain(move |db| Ok(db.execute_batch(sql)?))
    }

    fn reopen(&mut self) -> Result<(), Error> {
        self.store = None;
        self.store = Some(Store::open(self.dir.path(), &self.key, self.clock.clone())?);
        Ok(())
    }
}

fn practice(name: &str) -> Place {
    Place {
        id: yarrow_kernel::OrganizationId(Uuid::from_u128(1)),
        name: name.to_owned(),
        npi: None,
        time_zone: "America/New_York".to_owned(),
        letterhead_note: None,
    }
}

#[test]
fn saving_what_is_stored_already_writes_nothing_at_all() {
    let kept = Kept::new();
    assert_eq!(kept.save(&practice("Alder")).len(), 1);
    assert_eq!(kept.save(&practice("Alder")), []);
    assert_eq!(kept.ops().len(), 1, "one insert and no record for the second save");
    let audited: i64 = kept
        .store()
        .read(|db| Ok(db.query_row("SELECT count(*) FROM audit_event", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!(audited, 1);
}

#[test]
fn a_later_change_names_the_operation_it_knowingly_replaces() {
    let kept = Kept::new();
    for name in ["Alder", "Birch", "Cedar"] {
        kept.save(&practice(name));
    }
    let ops = kept.ops();
    let [Op::Insert { .. }, Op::Set { base: first, .. }, Op::Set { base: second, from, value, field, .. }] =
        &ops[..]
    else {
        panic!("an insert and two sets, not {ops:?}");
    };
    assert!(first.is_empty(), "the first change replaces the insert's value");
    assert_eq!((second[0].seq, second[0].index), (2, 0), "the second replaces the first change");
    assert_eq!(
        (field.as_str(), from, value),
        ("name", &Scalar::Text("Birch".into()), &Scalar::Text("Cedar".into()))
    );
    let heads: i64 =
        kept.store().read(|db| Ok(db.query_row("SELECT count(*) FROM head", [], |row| row.get(0))?)).unwrap();
    assert_eq!(heads, 1, "one field was changed, and one operation stands for it");
}

#[test]
fn a_field_set_twice_in_one_command_names_the_first_time_and_only_the_last_stands_for_it() {
    let kept = Kept::new();
    kept.save(&practice("Alder"));
    kept.save(&practice("Birch"));
    let outcome = kept.store().write(Actor::system(), "test", |tx| {
        tx.save(&practice("Cedar"))?;
        tx.save(&practice("Elm"))
    });
    outcome.unwrap();
    let bases: Vec<_> = kept
        .ops()
        .into_iter()
        .filter_map(|op| match op {
            Op::Set { base, .. } => Some(base.iter().map(|id| (id.seq, id.index)).collect::<Vec<_>>()),
            _ => None,
        })
        .collect();
    assert_eq!(bases, [vec![], vec![(2, 0)], vec![(3, 0)]]);
    let heads = kept.store().read(|db| {
        let mut statement = db.prepare("SELECT record_no, op_index FROM head")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    assert_eq!(heads.unwrap(), [(3, 1)]);
}

#[test]
fn a_command_that_fails_half_way_leaves_nothing() {
    let kept = Kept::new();
    let outcome = kept.store().write(Actor::system(), "test", |tx| {
        tx.save(&practice("Alder"))?;
        Err::<(), _>(Error::Refused("half way".to_owned()))
    });
    assert!(matches!(outcome, Err(Error::Refused(_))));
    let panicked = kept.store().write(Actor::system(), "test", |tx| {
        tx.save(&practice("Alder"))?;
        if tx.now().0 > 0 {
            panic!("a defect");
        }
        Ok(())
    });
    assert!(matches!(panicked, Err(Error::Internal("write-panicked"))));
    assert_eq!(kept.ops(), []);
    assert_eq!(kept.save(&practice("Alder")).len(), 1, "the writer goes on after a defect");
    assert_eq!(kept.store().read(verify).unwrap().problems, [] as [&str; 0]);
}

#[test]
fn log_and_audit_refuse_to_be_changed_or_shortened_in_sql() {
    let kept = Kept::new();
    kept.save(&practice("Alder"));
    for sql in [
        "UPDATE record SET hlc = 1",
        "DELETE FROM record",
        "UPDATE audit_event SET login = 'x'",
        "DELETE FROM audit_event",
    ] {
        assert!(kept.run(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_reader_cannot_write() {
    let kept = Kept::new();
    let written = kept.store().read(|db| Ok(db.execute("DELETE FROM head", [])?));
    assert!(written.is_err());
}

#[test]
fn what_was_written_is_there_after_reopening_and_the_chain_goes_on() {
    let mut kept = Kept::new();
    kept.save(&practice("Alder"));
    kept.reopen().unwrap();
    kept.save(&practice("Birch"));
    let found = kept.store().read(verify).unwrap();
    assert_eq!((found.records, found.audit_entries), (2, 2));
    assert_eq!(found.problems, [] as [&str; 0]);
}

#[test]
fn a_second_process_is_told_that_the_practice_is_open() {
    let kept = Kept::new();
    let second = Store::open(kept.dir.path(), &kept.key, kept.clock.clone());
    assert!(matches!(second, Err(Error::InUse)));
}

#[test]
fn a_newer_record_is_refused_and_left_as_it_is() {
    let mut kept = Kept::new();
    kept.run("PRAGMA user_version = 9999").unwrap();
    let refused = kept.reopen();
    assert!(matches!(refused, Err(Error::Newer { found: 9999, .. })), "{:?}", refused.err());
}

#[test]
fn a_wrong_key_and_a_damaged_first_page_are_not_called_a_wrong_passphrase() {
    let mut kept = Kept::new();
    kept.key = DatabaseKey::generate();
    assert!(matches!(kept.reopen(), Err(Error::Damaged(_))));
}

#[test]
fn a_window_that_slept_too_long_is_told_to_read_everything_again() {
    let kept = Kept::new();
    let (start, _) = kept.store().feed().since(0);
    for n in 0..3 {
        kept.save(&practice(&n.to_string()));
    }
    let (end, changes) = kept.store().feed().since(start);
    assert_eq!(changes.unwrap().len(), 3);
    assert_eq!(kept.store().feed().since(end).1.unwrap(), []);
    assert!(kept.store().feed().since(end + 1).1.is_none(), "a cursor from another run");
}

#[test]
fn every_question_in_a_sql_file_fits_the_schema() {
    let kept = Kept::new();
    let mut files = Vec::new();
    sql_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() >= 3, "found {}", files.len());
    for (name, sql) in files {
        let prepared = kept.store().read(move |db| Ok(db.prepare(&sql).map(drop)?));
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}

fn sql_files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sql_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_computer_can_read_even_the_encrypted_file() {
    let kept = Kept::new();
    let files = kept.permissions();
    let database = files.iter().filter(|(name, _)| name.starts_with("practice.db")).collect::<Vec<_>>();
    assert!(database.len() >= 2, "the database and its log: {files:?}");
    assert!(database.iter().all(|(_, mode)| *mode == 0o600), "{files:?}");
}
