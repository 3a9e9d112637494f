//! The signed operation log: one record per commit, chained by hash, signed by the device.
//!
//! The body holds operations by logical names that never change meaning, in CBOR (RFC 8949), zstd-compressed when
//! that is shorter. Record hash = SHA-256 over all header fields and the body; signature = Ed25519 (RFC 8032) over it.

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use super::field::Scalar;
use crate::error::{Error, Result};

/// Version of the body's encoding.
pub const SCHEMA: i64 = 1;

/// Names one operation for ever: the device, its record, the place in the record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct OpId {
    /// The writing device's id.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub device: Vec<u8>,
    /// Its record's sequence number.
    #[n(1)]
    pub seq: i64,
    /// Place in the record, from 0.
    #[n(2)]
    pub index: u32,
}

/// One thing that was done to one entity.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
pub enum Op {
    /// The entity came to be, with these fields; fields not named are empty.
    #[n(0)]
    Insert {
        /// Resource name.
        #[n(0)]
        resource: String,
        /// The entity.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        id: Vec<u8>,
        /// Field names and values.
        #[n(2)]
        fields: Vec<(String, Scalar)>,
    },
    /// One field was given a value, knowingly replacing the operations in `base`; an empty base replaces the insert's value.
    #[n(1)]
    Set {
        /// Resource name.
        #[n(0)]
        resource: String,
        /// The entity.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        id: Vec<u8>,
        /// The field.
        #[n(2)]
        field: String,
        /// The heads the author saw.
        #[n(3)]
        base: Vec<OpId>,
        /// The value before, for the chart's history.
        #[n(4)]
        from: Scalar,
        /// The new value.
        #[n(5)]
        value: Scalar,
    },
    /// The entity was signed: its content is fixed from here on.
    #[n(2)]
    Sign {
        /// Resource name.
        #[n(0)]
        resource: String,
        /// The entity.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        id: Vec<u8>,
        /// SHA-256 of the signed text.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        content: Vec<u8>,
    },
}

impl Op {
    /// Resource name and id of the entity touched.
    pub fn target(&self) -> (&str, &[u8]) {
        match self {
            Self::Insert { resource, id, .. }
            | Self::Set { resource, id, .. }
            | Self::Sign { resource, id, .. } => (resource, id),
        }
    }
}

/// The clear header of a record; all of it is hashed.
#[derive(Clone, Debug)]
pub struct Header {
    /// The writing device's id.
    pub device: Vec<u8>,
    /// 1, 2, 3, … per device, without a gap.
    pub seq: i64,
    /// Hybrid logical clock.
    pub hlc: i64,
    /// Body encoding.
    pub schema: i64,
    /// Who acted, empty for the system.
    pub user: Vec<u8>,
    /// The command.
    pub command: String,
    /// Hash of the device's previous record; 32 zero bytes for the first.
    pub prev: Vec<u8>,
}

impl Header {
    /// SHA-256 of header and body, each field preceded by its length so that no two records share an image.
    pub fn hash(&self, body: &[u8]) -> [u8; 32] {
        let mut sha = Sha256::new();
        sha.update(b"yarrow-record-1");
        let numbers = [self.seq.to_be_bytes(), self.hlc.to_be_bytes(), self.schema.to_be_bytes()];
        for part in [
            &self.device[..],
            &numbers[0],
            &numbers[1],
            &numbers[2],
            &self.user,
            self.command.as_bytes(),
            &self.prev,
            body,
        ] {
            sha.update((part.len() as u64).to_be_bytes());
            sha.update(part);
        }
        sha.finalize().into()
    }
}

/// Signs a hash with the device's key.
pub fn sign(key: &SigningKey, hash: &[u8; 32]) -> [u8; 64] {
    key.sign(hash).to_bytes()
}

/// Whether the signature over the hash is the device's.
pub fn is_signed_by(public_key: &[u8], hash: &[u8], signature: &[u8]) -> bool {
    let key = public_key.try_into().ok().and_then(|bytes: [u8; 32]| VerifyingKey::from_bytes(&bytes).ok());
    match (key, Signature::from_slice(signature)) {
        (Some(key), Ok(signature)) => key.verify(hash, &signature).is_ok(),
        _ => false,
    }
}

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
/// The largest body accepted when reading, against a hostile compression ratio: 256 MiB.
const MAX_BODY: usize = 256 << 20;

/// Makes record bodies. It keeps its compressor: making one takes longer than using it.
pub struct BodyEncoder(zstd::bulk::Compressor<'static>);

impl BodyEncoder {
    /// A new one.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new() -> Result<Self> {
        let compressor = zstd::bulk::Compressor::new(3).map_err(|_| Error::Internal("record-compressor"))?;
        Ok(Self(compressor))
    }

    /// The operations as a record body.
    ///
    /// # Errors
    /// When they cannot be written down.
    pub fn encode(&mut self, ops: &[Op]) -> Result<Vec<u8>> {
        let cbor = minicbor::to_vec(ops).map_err(|_| Error::Internal("record-encode"))?;
        // Below this it fits on the page that is written anyway.
        if cbor.len() > 1_024 {
            let packed = self.0.compress(&cbor).map_err(|_| Error::Internal("record-compress"))?;
            if packed.len() + 1 < cbor.len() {
                return Ok([&[ZSTD], &packed[..]].concat());
            }
        }
        Ok([&[PLAIN], &cbor[..]].concat())
    }
}

/// The operations of a record body.
///
/// # Errors
/// When the body is damaged or of an unknown encoding.
pub fn decode_body(body: &[u8]) -> Result<Vec<Op>> {
    let unreadable =
        || Error::Damaged("A record of the log is unreadable; run `yarrow-cli verify`.".to_owned());
    let (kind, rest) = body.split_first().ok_or_else(unreadable)?;
    let unpacked;
    let cbor = match *kind {
        PLAIN => rest,
        ZSTD => {
            let mut decoder = zstd::stream::Decoder::new(rest).map_err(|_| unreadable())?;
            let mut out = Vec::new();
            std::io::copy(&mut std::io::Read::take(&mut decoder, MAX_BODY as u64), &mut out)
                .map_err(|_| unreadable())?;
            unpacked = out;
            &unpacked[..]
        }
        _ => return Err(unreadable()),
    };
    minicbor::decode(cbor).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_survive_being_written_and_read() {
        let ops: Vec<Op> = (0..200)
            .map(|n| Op::Set {
                resource: "Condition".to_owned(),
                id: vec![n as u8; 16],
                field: "clinical_status".to_owned(),
                base: vec![OpId { device: vec![1; 16], seq: n, index: 0 }],
                from: Scalar::Null,
                value: Scalar::Text("resolved".to_owned()),
            })
            .collect();
        let body = BodyEncoder::new().unwrap().encode(&ops).unwrap();
        assert!(body.len() < 2_000, "repeated operations compress: {}", body.len());
        assert_eq!(decode_body(&body).unwrap(), ops);
        assert!(decode_body(&body[..body.len() - 9]).is_err());
    }

    #[test]
    fn moving_a_byte_between_two_header_fields_changes_the_hash() {
        let header = |user: &[u8], command: &str| Header {
            device: vec![1; 16],
            seq: 1,
            hlc: 1,
            schema: 1,
            user: user.to_vec(),
            command: command.to_owned(),
            prev: vec![0; 32],
        };
        assert_ne!(header(b"ab", "c").hash(b""), header(b"a", "bc").hash(b""));
    }
}
