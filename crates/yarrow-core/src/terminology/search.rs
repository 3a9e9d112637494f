//! Searching the reference data per keystroke, and reading what a clinician types in shorthand.

use serde::Deserialize;
use yarrow_knowledge::{AllergenHit, DiagnosisHit, DrugHit, KnowledgeManifest};
use yarrow_rules::sig::{self, SigReading};

use crate::access::Session;
use crate::error::{Error, Result};

/// What was typed, and how many answers fit the screen.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SearchRequest {
    /// Words or codes.
    pub query: String,
    /// At most this many, up to 50.
    pub limit: u32,
}

/// Directions to read back.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ReadSig {
    /// As typed.
    pub text: String,
    /// Product key, which lends the form.
    pub product: Option<String>,
    /// Form, when there is no product.
    pub dose_form: Option<String>,
}

fn bounded(request: &SearchRequest) -> (String, usize) {
    (request.query.chars().take(200).collect(), request.limit.min(50) as usize)
}

/// Drugs by generic, brand, strength or form.
///
/// # Errors
/// Never; the signature is that of every command.
pub fn search_drugs(session: &Session, request: SearchRequest) -> Result<Vec<DrugHit>> {
    let (query, limit) = bounded(&request);
    Ok(session.knowledge().search_drugs(&query, limit))
}

/// Diagnoses by code, words or inclusion terms.
///
/// # Errors
/// When the reference data cannot be read.
pub fn search_diagnoses(session: &Session, request: SearchRequest) -> Result<Vec<DiagnosisHit>> {
    let (query, limit) = bounded(&request);
    session.knowledge().search_diagnoses(&query, limit).map_err(|_| Error::Internal("diagnosis-search"))
}

/// Allergens: drugs, classes, foods, environment.
///
/// # Errors
/// Never; the signature is that of every command.
pub fn search_allergens(session: &Session, request: SearchRequest) -> Result<Vec<AllergenHit>> {
    let (query, limit) = bounded(&request);
    Ok(session.knowledge().search_allergens(&query, limit))
}

/// Reactions to choose from.
///
/// # Errors
/// Never; the signature is that of every command.
pub fn reaction_list(session: &Session) -> Result<Vec<String>> {
    Ok(session.knowledge().reactions())
}

/// Directions in plain words.
///
/// # Errors
/// When the text is longer than directions can be.
pub fn read_sig(session: &Session, request: ReadSig) -> Result<SigReading> {
    if request.text.chars().count() > 500 {
        return Err(Error::invalid("text", "Directions have at most 500 characters."));
    }
    let product = request.product.as_deref().and_then(|key| session.knowledge().product(key));
    let form = product.map(|product| product.dose_form.clone()).or(request.dose_form);
    Ok(sig::read_sig(&request.text, form.as_deref()))
}

/// Sources, dates, licences and counts of the reference data.
///
/// # Errors
/// Never; the signature is that of every command.
pub fn knowledge_manifest(session: &Session) -> Result<KnowledgeManifest> {
    Ok(session.knowledge().manifest().clone())
}
