//! What went wrong on the wire, as sentences. None repeats an address with its path, a header or a body.

use ureq::Error;

/// A failed request in words.
pub fn of_error(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "The pharmacy network did not answer in time.".to_owned(),
        Error::HostNotFound => "The address of the pharmacy network was not found. Is this computer online?".to_owned(),
        Error::Io(io) => of_io(io),
        Error::ConnectionFailed => "The pharmacy network cannot be reached.".to_owned(),
        Error::BodyExceedsLimit(_) => "The answer was too large and was not read.".to_owned(),
        Error::TooManyRedirects | Error::RedirectFailed => {
            "The pharmacy network sends elsewhere; another address is not followed.".to_owned()
        }
        Error::Tls(_) | Error::Pem(_) | Error::Rustls(_) => {
            "The pharmacy network could not prove who it is: its certificate is not from the one that is trusted here.".to_owned()
        }
        _ => "The pharmacy network's answer was not HTTP that can be read.".to_owned(),
    }
}

fn of_io(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    // rustls reports a certificate it does not trust as InvalidData.
    let certificate = error.kind() == K::InvalidData && error.to_string().contains("certificate");
    match error.kind() {
        _ if certificate => {
            "The pharmacy network could not prove who it is: its certificate is not from the one that is trusted here."
        }
        K::ConnectionRefused | K::HostUnreachable | K::NetworkUnreachable | K::AddrNotAvailable => {
            "The pharmacy network cannot be reached."
        }
        K::TimedOut | K::WouldBlock => "The pharmacy network did not answer in time.",
        _ => "The connection to the pharmacy network broke.",
    }
    .to_owned()
}

/// An HTTP status that is no success, in words, and whether another try would end the same way.
pub fn of_status(status: u16) -> (String, bool) {
    match status {
        400 | 413 | 415 | 422 => {
            (format!("The pharmacy network refuses this message (HTTP {status})."), true)
        }
        401 | 403 => (format!("The pharmacy network does not accept the token (HTTP {status})."), false),
        404 | 405 | 410 => {
            (format!("There is nothing at the address of the pharmacy network (HTTP {status})."), false)
        }
        300..=399 => {
            ("The pharmacy network sends elsewhere; another address is not followed.".to_owned(), false)
        }
        429 => ("The pharmacy network asks to wait (HTTP 429).".to_owned(), false),
        _ => (format!("The pharmacy network has a fault of its own (HTTP {status})."), false),
    }
}
