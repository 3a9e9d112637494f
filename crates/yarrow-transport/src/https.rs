//! HTTPS to a bridge or a network. The interface is in docs/guide/pharmacy-bridge.md: POST /messages, GET /mailbox,
//! DELETE /mailbox/{delivery}, POST /mailbox/{delivery}/refused.

use std::time::Duration;

use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, http::Response};
use yarrow_core::transmission::{Handover, MAX_MESSAGE, Outgoing, too_large};
use yarrow_kernel::Secret;

use crate::carrier::{Carrier, Mail, Trouble};
use crate::words;

/// The longest that connecting may take.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest that one request may take, answer included. Below the minute after which a try is begun again.
const WHOLE: Duration = Duration::from_secs(30);
const XML: &str = "application/xml";
/// The header by which the other side names a delivery.
const DELIVERY: &str = "X-Delivery";

/// A bridge or a network behind an address.
pub struct Https {
    agent: Agent,
    url: String,
    token: Option<Secret>,
}

impl Https {
    /// A way over HTTPS. With certificates in PEM, only what they signed is trusted; without, what the public ones signed.
    ///
    /// # Errors
    /// When the certificates cannot be read.
    pub fn new(url: &str, ca_pem: &str, token: Option<Secret>) -> Result<Self, Trouble> {
        Self::with_patience(url, ca_pem, token, WHOLE)
    }

    /// As [`Https::new`], with another limit for a whole request.
    ///
    /// # Errors
    /// As [`Https::new`].
    pub fn with_patience(
        url: &str,
        ca_pem: &str,
        token: Option<Secret>,
        whole: Duration,
    ) -> Result<Self, Trouble> {
        let roots = if ca_pem.trim().is_empty() {
            RootCerts::WebPki
        } else {
            RootCerts::new_with_certs(&certificates(ca_pem)?)
        };
        let config = Agent::config_builder()
            .https_only(true)
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(whole))
            .user_agent(concat!("Yarrow/", env!("CARGO_PKG_VERSION")))
            .accept(XML)
            .build();
        Ok(Self { agent: config.into(), url: url.trim_end_matches('/').to_owned(), token })
    }

    fn authorization(&self) -> Option<String> {
        self.token.as_ref().map(|token| format!("Bearer {}", token.expose()))
    }

    fn at_mailbox(&self, delivery: &str, more: &str) -> String {
        format!("{}/mailbox/{delivery}{more}", self.url)
    }
}

fn certificates(pem: &str) -> Result<Vec<Certificate<'static>>, Trouble> {
    let unreadable =
        || Trouble("The certificate to trust cannot be read. Choose it again in the settings.".to_owned());
    let mut found = Vec::new();
    for item in parse_pem(pem.as_bytes()) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| unreadable())? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err(unreadable()) } else { Ok(found) }
}

/// The body, if it is not larger than a message may be.
fn body_of(response: Response<Body>) -> Result<Vec<u8>, String> {
    if let Some(length) = response.body().content_length()
        && length > MAX_MESSAGE as u64
    {
        return Err(too_large(usize::try_from(length).unwrap_or(usize::MAX)));
    }
    let limited = response.into_body().into_with_config().limit(MAX_MESSAGE as u64).read_to_vec();
    limited.map_err(|error| words::of_error(&error))
}

/// A delivery's name as it may stand in an address.
fn is_plain(delivery: &str) -> bool {
    (1..=100).contains(&delivery.len())
        && delivery.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn accepted(response: Result<Response<Body>, ureq::Error>) -> Result<(), Trouble> {
    let response = response.map_err(|error| Trouble(words::of_error(&error)))?;
    match response.status().as_u16() {
        // Gone already: an acknowledgement that was lost on its way back.
        200..=299 | 404 | 410 => Ok(()),
        status => Err(Trouble(words::of_status(status).0)),
    }
}

impl Carrier for Https {
    fn send(&self, message: &Outgoing) -> Handover {
        let mut request = self
            .agent
            .post(format!("{}/messages", self.url))
            .content_type(XML)
            .header("X-Message-ID", &message.message_id);
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        let failed = |words: String, lasting: bool| Handover::Failed { words, lasting };
        let response = match request.send(&message.bytes[..]) {
            Ok(response) => response,
            Err(error) => return failed(words::of_error(&error), false),
        };
        let status = response.status().as_u16();
        if !(200..=299).contains(&status) {
            let (words, lasting) = words::of_status(status);
            return failed(words, lasting);
        }
        match body_of(response) {
            Ok(body) => Handover::Delivered { reply: Some(body).filter(|body| !body.is_empty()) },
            Err(words) => failed(words, false),
        }
    }

    fn mail(&self, after: Option<&str>) -> Result<Option<Mail>, Trouble> {
        let mut request = self.agent.get(format!("{}/mailbox", self.url));
        if let Some(after) = after {
            request = request.query("after", after);
        }
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        let response = request.call().map_err(|error| Trouble(words::of_error(&error)))?;
        match response.status().as_u16() {
            204 => return Ok(None),
            200 => {}
            status => return Err(Trouble(words::of_status(status).0)),
        }
        let delivery =
            response.headers().get(DELIVERY).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !is_plain(delivery) {
            return Err(Trouble("The pharmacy network's mailbox gives no delivery number.".to_owned()));
        }
        let delivery = delivery.to_owned();
        let too_big = response.body().content_length().is_none_or(|length| length > MAX_MESSAGE as u64);
        match body_of(response) {
            Ok(message) => Ok(Some(Mail { delivery, message: Ok(message) })),
            // Too large stays too large; a broken connection may carry it the next time.
            Err(words) if too_big => Ok(Some(Mail { delivery, message: Err(words) })),
            Err(words) => Err(Trouble(words)),
        }
    }

    fn acknowledge(&self, delivery: &str) -> Result<(), Trouble> {
        let mut request = self.agent.delete(self.at_mailbox(delivery, ""));
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        accepted(request.call())
    }

    fn refuse(&self, delivery: &str, why: &str) -> Result<(), Trouble> {
        let mut request =
            self.agent.post(self.at_mailbox(delivery, "/refused")).content_type("text/plain; charset=utf-8");
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        accepted(request.send(why))
    }
}
