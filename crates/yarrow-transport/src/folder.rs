//! A folder that a bridge empties and fills: `out/<MessageID>.xml` and `in/*.xml`. A file appears whole or not at all.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use yarrow_core::transmission::{Handover, MAX_MESSAGE, Outgoing, too_large};

use crate::carrier::{Carrier, Mail, Trouble};

/// A folder with `out`, `in` and `refused` in it.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A way through a folder that exists.
    ///
    /// # Errors
    /// When it is not there: a drive that is not connected must not become a folder on the disk.
    pub fn new(root: &Path) -> Result<Self, Trouble> {
        if !root.is_dir() {
            return Err(Trouble(
                "The folder for pharmacy messages is not there. Is its drive connected?".to_owned(),
            ));
        }
        Ok(Self { root: root.to_owned() })
    }

    fn inside(&self, name: &str) -> std::io::Result<PathBuf> {
        let path = self.root.join(name);
        fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// Writes beside the place, makes sure of the disk, then moves: a bridge never sees half a file.
    fn drop_in(&self, message: &Outgoing) -> std::io::Result<()> {
        let out = self.inside("out")?;
        let part = out.join(format!("{}.part", message.message_id));
        let mut file = File::create(&part)?;
        file.write_all(&message.bytes)?;
        file.sync_all()?;
        fs::rename(&part, out.join(format!("{}.xml", message.message_id)))?;
        sync_folder(&out)
    }
}

/// The new name is on disk, where the system can be asked for that.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn trouble(error: &std::io::Error) -> Trouble {
    Trouble(format!("The folder for pharmacy messages cannot be used ({}).", error.kind()))
}

/// The bytes of a file, if it is not larger than a message may be.
fn read_limited(path: &Path) -> std::io::Result<Result<Vec<u8>, String>> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    if length > MAX_MESSAGE {
        return Ok(Err(too_large(length)));
    }
    let mut bytes = Vec::with_capacity(length);
    file.take(MAX_MESSAGE as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_MESSAGE { Ok(Err(too_large(bytes.len()))) } else { Ok(Ok(bytes)) }
}

impl Carrier for Folder {
    fn send(&self, message: &Outgoing) -> Handover {
        match self.drop_in(message) {
            Ok(()) => Handover::Delivered { reply: None },
            Err(error) => Handover::Failed { words: trouble(&error).0, lasting: false },
        }
    }

    fn mail(&self, after: Option<&str>) -> Result<Option<Mail>, Trouble> {
        let look = || -> std::io::Result<Option<Mail>> {
            let inside = self.inside("in")?;
            let mut names = Vec::new();
            for entry in fs::read_dir(&inside)? {
                let entry = entry?;
                if let Ok(name) = entry.file_name().into_string()
                    && name.to_ascii_lowercase().ends_with(".xml")
                    && after.is_none_or(|after| name.as_str() > after)
                    && entry.file_type()?.is_file()
                {
                    names.push(name);
                }
            }
            let Some(delivery) = names.into_iter().min() else { return Ok(None) };
            let message = read_limited(&inside.join(&delivery))?;
            Ok(Some(Mail { delivery, message }))
        };
        look().map_err(|error| trouble(&error))
    }

    fn acknowledge(&self, delivery: &str) -> Result<(), Trouble> {
        match fs::remove_file(self.root.join("in").join(delivery)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(trouble(&error)),
            _ => Ok(()),
        }
    }

    fn refuse(&self, delivery: &str, _why: &str) -> Result<(), Trouble> {
        let moved = self
            .inside("refused")
            .and_then(|refused| fs::rename(self.root.join("in").join(delivery), refused.join(delivery)));
        moved.map_err(|error| trouble(&error))
    }
}

#[cfg(test)]
mod tests {
    use yarrow_core::transmission::TransmissionKind;
    use yarrow_kernel::{TransmissionId, Uuid};

    use super::*;

    fn message(id: &str) -> Outgoing {
        Outgoing {
            id: TransmissionId(Uuid::from_u128(1)),
            kind: TransmissionKind::NewRx,
            message_id: id.to_owned(),
            bytes: b"<Message/>".to_vec(),
        }
    }

    #[test]
    fn a_message_dropped_twice_is_one_whole_file() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path()).unwrap();
        for _ in 0..2 {
            assert_eq!(folder.send(&message("a1")), Handover::Delivered { reply: None });
        }
        let names: Vec<_> =
            fs::read_dir(dir.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["a1.xml"]);
        assert_eq!(fs::read(dir.path().join("out/a1.xml")).unwrap(), b"<Message/>");
    }

    #[test]
    fn mail_is_taken_in_the_order_of_its_names_and_only_when_acknowledged() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path()).unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        for (name, text) in [("2.xml", "two"), ("1.xml", "one"), ("3.part", "not yet")] {
            fs::write(dir.path().join("in").join(name), text).unwrap();
        }
        let first = folder.mail(None).unwrap().unwrap();
        assert_eq!((first.delivery.as_str(), first.message), ("1.xml", Ok(b"one".to_vec())));
        assert_eq!(folder.mail(None).unwrap().unwrap().delivery, "1.xml", "not acknowledged yet");
        assert_eq!(folder.mail(Some("1.xml")).unwrap().unwrap().delivery, "2.xml");
        folder.acknowledge("1.xml").unwrap();
        folder.acknowledge("1.xml").unwrap();
        assert_eq!(folder.mail(None).unwrap().unwrap().delivery, "2.xml");
        assert_eq!(folder.mail(Some("2.xml")).unwrap(), None);
    }

    #[test]
    fn a_file_over_the_limit_is_put_aside_unread() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path()).unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        File::create(dir.path().join("in/big.xml")).unwrap().set_len(50 << 20).unwrap();
        let mail = folder.mail(None).unwrap().unwrap();
        assert!(mail.message.unwrap_err().contains("50 MB"));
        folder.refuse("big.xml", "too large").unwrap();
        assert!(dir.path().join("refused/big.xml").exists());
        assert_eq!(folder.mail(None).unwrap(), None);
    }

    #[test]
    fn a_drive_that_is_not_connected_is_said_and_not_made() {
        let dir = tempfile::tempdir().unwrap();
        let missing = dir.path().join("usb");
        assert!(Folder::new(&missing).is_err());
        assert!(!missing.exists());
    }
}
