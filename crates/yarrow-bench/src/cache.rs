//! Making a file cold: its pages leave the memory of the operating system.

use std::path::Path;

use crate::failure::Outcome;

/// What "cold" means on this system, for the notes under the table.
pub const MEANS: &str = if cfg!(target_os = "linux") {
    "cold: connections just opened, and the file's pages dropped from the page cache (posix_fadvise DONTNEED); what the disk itself keeps stays"
} else {
    "cold: connections just opened; the page cache of this system cannot be dropped here, so the file itself may still be in memory"
};

/// Drops a file's pages from the page cache. Pages not yet on disk would stay, so the file is flushed first.
pub fn drop_pages(path: &Path) -> Outcome {
    let file = match std::fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    file.sync_all()?;
    #[cfg(target_os = "linux")]
    rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed).map_err(std::io::Error::from)?;
    Ok(())
}

/// Drops a database with its log beside it.
pub fn drop_database(path: &Path) -> Outcome {
    drop_pages(path)?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    drop_pages(Path::new(&log))
}
