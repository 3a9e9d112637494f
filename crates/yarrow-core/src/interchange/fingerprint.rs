//! How an imported resource is recognised again.

use sha2::{Digest, Sha256};
use yarrow_codecs::fhir::Entry;
use yarrow_kernel::Uuid;

/// What a resource is recognised by.
pub(super) struct Fingerprint {
    /// Where it came from: "Observation/<uuid>", an address, or the digest itself when the source gave nothing unique.
    pub key: String,
    /// Digest of what it says, without `meta` and narrative, which change from export to export.
    pub digest: String,
}

impl Fingerprint {
    /// The fingerprint of an entry. An id such as "Patient/1" is not unique in the world and never serves alone: taking
    /// one clinic's Patient/1 for another's would put a result into the wrong chart.
    pub fn of(entry: &Entry<'_>) -> Self {
        let digest = digest(entry.raw);
        let named = entry.id.as_deref().and_then(|id| global(&entry.kind, id));
        let key = named.or_else(|| global(&entry.kind, entry.full_url.as_deref()?));
        Self { key: key.unwrap_or_else(|| format!("{}/sha256:{digest}", entry.kind)), digest }
    }
}

/// The name under which a reference to a resource of type `kind` would have been remembered, where it is unique in the
/// world: a UUID or a web address.
pub(super) fn global(kind: &str, reference: &str) -> Option<String> {
    let reference = reference.split_once("/_history/").map_or(reference, |(before, _)| before).trim();
    let last = reference.rsplit(['/', ':']).next().unwrap_or_default();
    if let Ok(uuid) = Uuid::parse_str(last)
        && !uuid.is_nil()
    {
        return Some(format!("{kind}/{uuid}"));
    }
    let rest = reference.strip_prefix("https://").or_else(|| reference.strip_prefix("http://"))?;
    let host = rest.split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    (is_public(&host) && reference.len() <= 512).then(|| reference.to_owned())
}

/// Whether a host name means the same machine everywhere. "localhost", numbers and documentation names do not.
fn is_public(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let documentation = host.split('.').any(|part| part == "example")
        || matches!(last, "localhost" | "local" | "lan" | "internal");
    host.contains('.') && !documentation && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn digest(raw: &str) -> String {
    let canonical = match serde_json::from_str::<serde_json::Value>(raw) {
        Ok(serde_json::Value::Object(mut fields)) => {
            fields.remove("meta");
            fields.remove("text");
            serde_json::Value::Object(fields).to_string()
        }
        _ => raw.to_owned(),
    };
    let hash = Sha256::digest(canonical.as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_or_an_address_is_unique_in_the_world_and_a_number_is_not() {
        let uuid = "6f6f9f1e-8f0b-4c6e-9d41-1f0f6c6d7a10";
        let named = Some(format!("Patient/{uuid}"));
        assert_eq!(global("Patient", &format!("urn:uuid:{uuid}")), named);
        assert_eq!(global("Patient", &format!("Patient/{}/_history/3", uuid.to_uppercase())), named);
        let address = "https://fhir.hospital.org/Patient/1";
        assert_eq!(global("Patient", address).as_deref(), Some(address));
        for nowhere in
            ["http://localhost:8080/Patient/1", "http://10.0.0.1/Patient/1", "http://example.org/Patient/1"]
        {
            assert_eq!(global("Patient", nowhere), None, "{nowhere}");
        }
        assert_eq!(global("Patient", "Patient/1"), None);
        assert_eq!(global("Patient", "urn:uuid:00000000-0000-0000-0000-000000000000"), None);
    }

    #[test]
    fn layout_and_meta_do_not_change_a_digest_and_a_value_does() {
        let one = digest(r#"{"id":"1","meta":{"versionId":"1"},"status":"final"}"#);
        assert_eq!(one, digest("{ \"status\": \"final\",\n \"id\": \"1\" }"));
        assert_ne!(one, digest(r#"{"id":"1","status":"amended"}"#));
    }
}
