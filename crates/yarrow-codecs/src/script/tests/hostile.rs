//! Input made to hurt: it is refused quickly, by a sentence, and never by a panic.

use std::time::Duration;

use proptest::prelude::*;

use super::samples::{DRUG, message, new_rx};
use crate::script::{MAX_DEPTH, MAX_ELEMENTS, MAX_MESSAGE, Message};

fn refused(bytes: &[u8]) -> String {
    Message::read(bytes).map(|_| ()).expect_err("was read").to_string()
}

#[test]
fn fifty_megabytes_are_refused_before_they_are_parsed() {
    let mut text = new_rx(DRUG).into_bytes();
    text.resize(50_000_000, b' ');
    // A debug build needs more than a second to parse that much; looking at the length takes none.
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(refused(&text)));
    let says = receiver.recv_timeout(Duration::from_secs(1)).expect("answers at once");
    assert!(says.contains("more than 1024 kB"), "{says}");
}

#[test]
fn entities_and_document_types_are_refused_wherever_they_stand() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE Message [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
    let text = new_rx(DRUG);
    let body = text.split_once("?>").map(|(_, body)| body).unwrap_or_default();
    assert!(refused(format!("{bomb}{body}").as_bytes()).contains("document type declaration"));
    for entity in ["&b;", "&nbsp;", "&xxe;", "&#0;", "&#x1F;", "&#xFFFFFF;"] {
        let says = refused(text.replace("twice", entity).as_bytes());
        assert!(says.contains("line ") && says.contains("entity"), "{entity}: {says}");
        let in_attribute = text.replace("Qualifier=\"P\"", &format!("Qualifier=\"{entity}\""));
        assert!(Message::read(in_attribute.as_bytes()).is_err(), "{entity}");
    }
    let read =
        Message::read(text.replace("twice", "&lt;&amp;&#65;&gt;&quot;&apos;").as_bytes()).expect("reads");
    assert!(read.to_json()["sig"]["sig_text"].as_str().is_some_and(|sig| sig.contains("<&A>\"'")));
}

#[test]
fn nesting_and_numbers_of_elements_are_bounded() {
    let deep = message(&format!("{}{}", "<NewRx>".repeat(100_000), "</NewRx>".repeat(100_000)));
    assert!(refused(deep.as_bytes()).contains("1024 kB"));
    let deep = message(&format!("{}{}", "<X>".repeat(MAX_DEPTH), "</X>".repeat(MAX_DEPTH)));
    assert!(refused(deep.as_bytes()).contains(&format!("deeper than {MAX_DEPTH} levels")));
    let many = message(&"<X/>".repeat(MAX_ELEMENTS));
    assert!(refused(many.as_bytes()).contains(&format!("more than {MAX_ELEMENTS} elements")));
    let attributes: String = (0..60_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(refused(format!("<Message{attributes}/>").as_bytes()).contains("attributes"));
    let drugs = format!("<MedicationRequested>{DRUG}</MedicationRequested>").repeat(51);
    let text = new_rx(DRUG)
        .replace("<NewRx>", "<RxChangeRequest><MessageRequestCode>G</MessageRequestCode>")
        .replace("</NewRx>", &format!("{drugs}</RxChangeRequest>"));
    assert!(refused(text.as_bytes()).contains("occurs 51 times; at most 50 are read"));
}

#[test]
fn a_long_list_of_unknown_elements_is_counted_and_not_repeated() {
    let drug = format!("{DRUG}{}", "<Z/>".repeat(1000));
    let read = Message::read(new_rx(&drug).as_bytes()).expect("reads");
    assert_eq!((read.not_read.len(), read.more_not_read), (200, 800));
    assert_eq!(read.to_json()["more_not_read"], 800);
}

#[test]
fn other_encodings_and_broken_text_are_refused_by_a_sentence() {
    let text = new_rx(DRUG);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!refused(&wide).is_empty());
    assert!(refused(text.replace("utf-8", "ISO-8859-1").as_bytes()).contains("encoding"));
    assert!(refused(text.replace("twice", "\u{1}").as_bytes()).contains("XML 1.0 does not allow"));
    assert!(refused(format!("{text}{text}").as_bytes()).contains("line "));
    assert!(refused(format!("{text}tail").as_bytes()).contains("outside the message"));
    assert!(refused(text.replace("</Header>", "</Heade>").as_bytes()).contains("line "));
    let with_mark = format!("\u{feff}{text}");
    assert!(Message::read(with_mark.as_bytes()).is_ok());
}

#[test]
fn a_message_cut_off_anywhere_is_refused_and_never_read_in_part() {
    let text = new_rx(DRUG);
    let whole = text.trim_end().len();
    for end in (0..whole).filter(|end| text.is_char_boundary(*end)) {
        assert!(Message::read(&text.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn the_limit_leaves_room_for_real_messages() {
    assert!(new_rx(DRUG).len() * 100 < MAX_MESSAGE);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Message::read(&bytes);
    }

    #[test]
    fn no_change_to_a_message_makes_the_reader_panic(
        at in 0_usize..3000, length in 0_usize..40, with in "[<>/&;=\"' A-Za-z0-9\\-\\[\\]!#]{0,12}",
    ) {
        let mut bytes = new_rx(DRUG).into_bytes();
        let at = at.min(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, with.bytes());
        let _ = Message::read(&bytes);
    }
}
