//! Printing a PDF without leaving a readable copy behind.
//!
//! The document goes to CUPS's `lp` through a pipe, so no file of ours ever holds it. CUPS keeps its own spool, which
//! only the print system may read. The job's title is the same for every document: print queues show titles to everyone
//! in the building.

use std::io::{self, Write};
use std::process::{Command, Stdio};

const JOB_TITLE: &str = "Yarrow document";

/// Why nothing was printed, as a sentence for the screen.
#[derive(Debug, PartialEq, Eq)]
pub enum NotPrinted {
    /// This computer has no `lp`.
    NoPrintSystem,
    /// `lp` refused; its own words, which name printers, never patients.
    Refused(String),
}

impl std::fmt::Display for NotPrinted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoPrintSystem => {
                f.write_str("This computer has no print system that Yarrow can use (the lp command of CUPS). Save the PDF instead and print it from there.")
            }
            Self::Refused(reason) => {
                write!(f, "The print system refused the document: {reason}. Check the printer, or save the PDF instead.")
            }
        }
    }
}

/// Sends the PDF to the default printer.
///
/// # Errors
/// [`NotPrinted`], which says what to do instead.
pub fn print_pdf(pdf: &[u8]) -> Result<(), NotPrinted> {
    print_with(Command::new("lp"), pdf)
}

/// Whether this computer has a print system; not whether a printer is switched on.
pub fn is_available() -> bool {
    Command::new("lp")
        .arg("--help")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

fn print_with(mut lp: Command, pdf: &[u8]) -> Result<(), NotPrinted> {
    let started =
        lp.args(["-t", JOB_TITLE]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut printing = match started {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NotPrinted::NoPrintSystem),
        Err(error) => return Err(NotPrinted::Refused(error.to_string())),
    };
    // lp may give up before it has read everything; its own message then says more than the broken pipe.
    let sent = printing.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(pdf));
    let ended = printing.wait_with_output().map_err(|error| NotPrinted::Refused(error.to_string()))?;
    if !ended.status.success() {
        return Err(NotPrinted::Refused(words_of(&ended.stderr)));
    }
    sent.map_err(|error| NotPrinted::Refused(error.to_string()))
}

fn words_of(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let text = text
        .trim()
        .trim_start_matches("lp:")
        .trim()
        .trim_start_matches("Error -")
        .trim()
        .trim_end_matches('.');
    if text.is_empty() { "it gave no reason".to_owned() } else { text.to_owned() }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    fn script(text: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", text, "lp"]);
        command
    }

    #[test]
    fn a_printed_document_arrives_whole_and_under_a_title_that_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let (document, arguments) = (folder.path().join("document"), folder.path().join("arguments"));
        let pdf = vec![7_u8; 300_000];
        let lp = format!("echo \"$*\" > '{}'; cat > '{}'", arguments.display(), document.display());
        print_with(script(&lp), &pdf).unwrap();
        assert_eq!(fs::read(document).unwrap(), pdf);
        // Two arguments and no file name: the document is nowhere but in the pipe.
        assert_eq!(fs::read_to_string(arguments).unwrap().trim(), "-t Yarrow document");
    }

    #[test]
    fn without_a_printer_the_print_systems_own_words_are_shown() {
        let lp = "cat > /dev/null; echo 'lp: Error - no default destination available.' >&2; exit 1";
        let error = print_with(script(lp), b"%PDF").unwrap_err();
        assert_eq!(error, NotPrinted::Refused("no default destination available".to_owned()));
    }

    #[test]
    fn a_print_system_that_gives_up_early_is_not_called_a_success() {
        let error = print_with(script("exit 3"), &vec![0; 1_000_000]).unwrap_err();
        assert_eq!(error, NotPrinted::Refused("it gave no reason".to_owned()));
    }

    #[test]
    fn without_a_print_system_the_person_is_told_to_save() {
        let error = print_with(Command::new("/nonexistent/lp"), b"%PDF").unwrap_err();
        assert_eq!(error, NotPrinted::NoPrintSystem);
        assert!(error.to_string().contains("Save the PDF"));
    }
}
