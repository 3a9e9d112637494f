//! Messages of each kind, written for these tests in the layout people exchange. People and numbers are fictional.

use serde_json::json;

use crate::script::{Body, ChangeDecision, Message, Received, RenewalDecision, ScriptVersion};

pub(super) const PATIENT: &str = "<Patient><HumanPatient><Name><LastName>Fontaine</LastName><FirstName>Odile</FirstName></Name>\
     <Gender>F</Gender><DateOfBirth><Date>1954-12-25</Date></DateOfBirth><Address><AddressLine1>45 East Road</AddressLine1>\
     <City>Clancy</City><StateProvince>WI</StateProvince><PostalCode>54999</PostalCode><CountryCode>US</CountryCode></Address>\
     <CommunicationNumbers><PrimaryTelephone><Number>6515550122</Number></PrimaryTelephone></CommunicationNumbers>\
     </HumanPatient></Patient>";
pub(super) const PHARMACY: &str = "<Pharmacy><Identification><NCPDPID>1234567</NCPDPID><NPI>1234567893</NPI></Identification>\
     <BusinessName>Main Street Pharmacy</BusinessName></Pharmacy>";
pub(super) const PRESCRIBER: &str = "<Prescriber><NonVeterinarian><Identification><NPI>1245319599</NPI></Identification>\
     <Name><LastName>Allen</LastName><FirstName>Aaron</FirstName><Suffix>MD</Suffix></Name>\
     <Address><AddressLine1>211 Central Road</AddressLine1><City>Jonesville</City><StateProvince>TN</StateProvince>\
     <PostalCode>37777</PostalCode></Address></NonVeterinarian></Prescriber>";
pub(super) const DRUG: &str = "<DrugDescription>Verapamil SR 240 mg tablet</DrugDescription><DrugCoded><ProductCode>\
     <Code>00025189131</Code><Qualifier>ND</Qualifier></ProductCode><Strength><StrengthValue>240</StrengthValue>\
     <StrengthForm><Code>C42998</Code></StrengthForm><StrengthUnitOfMeasure><Code>C28253</Code></StrengthUnitOfMeasure>\
     </Strength><DrugDBCode><Code>897618</Code><Qualifier>SCD</Qualifier></DrugDBCode></DrugCoded><Quantity>\
     <Value>60</Value><CodeListQualifier>38</CodeListQualifier><QuantityUnitOfMeasure><Code>C48542</Code>\
     </QuantityUnitOfMeasure></Quantity><DaysSupply>30</DaysSupply><WrittenDate><Date>2026-10-01</Date></WrittenDate>\
     <Substitutions>0</Substitutions><NumberOfRefills>1</NumberOfRefills><Sig><SigText>Take 1 tablet by mouth twice a \
     day.</SigText></Sig>";

/// A message around `body`.
pub(super) fn message(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message DatatypesVersion=\"20170715\" TransportVersion=\"20170715\" \
         TransactionDomain=\"SCRIPT\" TransactionVersion=\"20170715\" StructuresVersion=\"20170715\" \
         ECLVersion=\"20170715\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"transport.xsd\">\n  <Header><To Qualifier=\"P\">1234567</To>\
         <From Qualifier=\"D\">9258399725001</From><MessageID>a249afd334b944255863f11e08d234a0</MessageID>\
         <RelatesToMessageID>b0</RelatesToMessageID><SentTime>2026-10-01T14:35:20.5304856Z</SentTime><SenderSoftware>\
         <SenderSoftwareDeveloper>Someone</SenderSoftwareDeveloper><SenderSoftwareProduct>Else</SenderSoftwareProduct>\
         <SenderSoftwareVersionRelease>1.15.0</SenderSoftwareVersionRelease></SenderSoftware>\
         <PrescriberOrderNumber>110088</PrescriberOrderNumber></Header>\n  <Body>{body}</Body>\n</Message>"
    )
}

pub(super) fn new_rx(drug: &str) -> String {
    message(&format!(
        "<NewRx>{PATIENT}{PHARMACY}{PRESCRIBER}<MedicationPrescribed>{drug}</MedicationPrescribed></NewRx>"
    ))
}

pub(super) fn read(text: &str) -> Received {
    Message::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

#[test]
fn a_new_prescription_is_read_with_its_drug_its_directions_and_its_people() {
    let read = read(&new_rx(DRUG)).to_json();
    assert_eq!(read["version"], "2017071");
    assert_eq!(read["message_type"], "NewRx");
    assert_eq!(read["header"]["message_id"], "a249afd334b944255863f11e08d234a0");
    assert_eq!(read["header"]["sent_time"], "2026-10-01T14:35:20.530Z");
    assert_eq!(read["header"]["to"], json!({"qualifier": "P", "id": "1234567"}));
    assert_eq!(read["patient"]["name"], json!({"last_name": "Fontaine", "first_name": "Odile"}));
    assert_eq!(read["patient"]["date_of_birth"], "1954-12-25");
    assert_eq!(read["pharmacy"]["identification"]["ncpdp_id"], "1234567");
    assert_eq!(read["prescriber"]["identification"]["npi"], "1245319599");
    assert_eq!(read["drug"]["drug_description"], "Verapamil SR 240 mg tablet");
    assert_eq!(read["drug"]["drug_coded"]["product_code"], json!({"code": "00025189131", "qualifier": "ND"}));
    assert_eq!(read["drug"]["quantity"]["value"], "60");
    assert_eq!(read["drug"]["quantity"]["quantity_unit_of_measure"]["code"], "C48542");
    assert_eq!(read["drug"]["written_date"], json!({"date": "2026-10-01"}));
    assert_eq!(read["sig"], json!({"sig_text": "Take 1 tablet by mouth twice a day."}));
    assert_eq!(read["not_read"], json!([]));
}

#[test]
fn what_is_not_understood_is_listed_by_its_place_and_the_rest_is_read() {
    let drug = format!("{DRUG}<CompoundInformation><X>1</X></CompoundInformation>");
    let text = new_rx(&drug).replace(
        "<SenderSoftware>",
        "<Security><UsernameToken><Username>u</Username></UsernameToken></Security><SenderSoftware>",
    );
    let text = text
        .replace("<Gender>", "stray<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/><Gender>");
    let read = read(&text);
    assert_eq!(read.message.body.tag(), "NewRx");
    assert_eq!(
        read.not_read,
        [
            "/Message/Header/Security",
            "/Message/Body/NewRx/Patient/HumanPatient/Signature",
            "/Message/Body/NewRx/Patient/HumanPatient/text()",
            "/Message/Body/NewRx/MedicationPrescribed/CompoundInformation",
        ]
    );
    let json = read.to_json();
    assert!(!json.to_string().contains("UsernameToken"), "{json}");
}

#[test]
fn a_structured_sig_is_read_with_its_parts() {
    let sig = "<Sig><SigText>Take 1 tablet by mouth at bedtime for 30 days.</SigText><CodeSystem>\
        <SNOMEDVersion>20170131</SNOMEDVersion><FMTVersion>16.03d</FMTVersion></CodeSystem><Instruction>\
        <DoseAdministration><DoseDeliveryMethod><Text>Take</Text><Qualifier>SNOMED</Qualifier><Code>0</Code>\
        </DoseDeliveryMethod><Dosage><DoseQuantity>0.50</DoseQuantity><DoseUnitOfMeasure><Text>tablet</Text>\
        <Qualifier>DoseUnitOfMeasure</Qualifier><Code>C48542</Code></DoseUnitOfMeasure></Dosage></DoseAdministration>\
        <TimingAndDuration><Frequency><FrequencyNumericValue>1</FrequencyNumericValue><FrequencyUnits><Text>day</Text>\
        </FrequencyUnits></Frequency></TimingAndDuration><TimingAndDuration><Duration><DurationNumericValue>30\
        </DurationNumericValue><DurationText><Text>day</Text></DurationText></Duration></TimingAndDuration></Instruction></Sig>";
    let drug = DRUG.split("<Sig>").next().map(|before| format!("{before}{sig}")).unwrap_or_default();
    let json = read(&new_rx(&drug)).to_json();
    let instruction = &json["sig"]["instruction"][0];
    assert_eq!(instruction["dose_administration"]["dosage"]["dose_quantity"], "0.5");
    assert_eq!(instruction["timing_and_duration"][0]["frequency"]["frequency_units"]["text"], "day");
    assert_eq!(instruction["timing_and_duration"][1]["duration"]["duration_numeric_value"], "30");
    assert_eq!(json["not_read"], json!([]));
}

#[test]
fn a_renewal_request_says_what_was_dispensed_and_how_many_refills_are_asked_for() {
    let dispensed = format!("{DRUG}<PharmacyRequestedRefills>4</PharmacyRequestedRefills>")
        .replace("<WrittenDate>", "<LastFillDate><Date>2026-09-01</Date></LastFillDate><WrittenDate>");
    let text = message(&format!(
        "<RxRenewalRequest>{PATIENT}{PHARMACY}{PRESCRIBER}<MedicationDispensed>{dispensed}</MedicationDispensed>\
         <MedicationPrescribed>{DRUG}</MedicationPrescribed></RxRenewalRequest>"
    ));
    let Body::RxRenewalRequest(request) = read(&text).message.body else { panic!("not a renewal request") };
    let dispensed = request.medication_dispensed.expect("dispensed");
    assert_eq!(dispensed.pharmacy_requested_refills, Some(4));
    assert!(dispensed.last_fill_date.is_some());
    assert_eq!(request.medication_prescribed.expect("prescribed").number_of_refills, Some(1));
}

#[test]
fn each_decision_on_a_renewal_is_read_as_that_decision() {
    for (decision, with_drug) in [
        ("<Approved/>", true),
        ("<ApprovedWithChanges><Note>fewer</Note></ApprovedWithChanges>", true),
        ("<Denied><ReasonCode>AA</ReasonCode><DenialReason>See me first.</DenialReason></Denied>", false),
        ("<Replace/>", true),
    ] {
        let drug = if with_drug {
            format!("<MedicationResponse>{DRUG}</MedicationResponse>")
        } else {
            String::new()
        };
        let text = message(&format!(
            "<RxRenewalResponse><Response>{decision}</Response>{PATIENT}{PHARMACY}{PRESCRIBER}{drug}</RxRenewalResponse>"
        ));
        let Body::RxRenewalResponse(answer) = read(&text).message.body else { panic!("not an answer") };
        assert!(decision[1..].starts_with(answer.response.tag()), "{decision}");
        if let RenewalDecision::Denied(denied) = &answer.response {
            assert_eq!(denied.denial_reason.as_deref(), Some("See me first."));
            assert_eq!(denied.reason_code, ["AA"]);
        }
    }
}

#[test]
fn a_change_request_says_why_and_what_is_proposed() {
    let text = message(&format!(
        "<RxChangeRequest><MessageRequestCode>G</MessageRequestCode>{PATIENT}{PHARMACY}{PRESCRIBER}<MedicationPrescribed>\
         {DRUG}</MedicationPrescribed><MedicationRequested>{DRUG}</MedicationRequested><MedicationRequested>{DRUG}\
         </MedicationRequested></RxChangeRequest>"
    ));
    let Body::RxChangeRequest(request) = read(&text).message.body else { panic!("not a change request") };
    assert_eq!((request.message_request_code.as_str(), request.medication_requested.len()), ("G", 2));

    let text = message(&format!(
        "<RxChangeResponse><Response><Validated/></Response>{PATIENT}{PHARMACY}{PRESCRIBER}</RxChangeResponse>"
    ));
    let Body::RxChangeResponse(answer) = read(&text).message.body else { panic!("not an answer") };
    assert!(matches!(answer.response, ChangeDecision::Validated(_)));
}

#[test]
fn cancellations_fills_and_acknowledgements_are_read() {
    for (text, tag) in [
        (format!("<CancelRx>{PATIENT}{PRESCRIBER}<MedicationPrescribed>{DRUG}</MedicationPrescribed></CancelRx>"), "CancelRx"),
        ("<CancelRxResponse><Response><Denied><DenialReason>Picked up.</DenialReason></Denied></Response></CancelRxResponse>".into(), "CancelRxResponse"),
        (format!("<RxFill><FillStatus><PartiallyDispensed><Note>out of stock</Note></PartiallyDispensed></FillStatus>{PATIENT}{PHARMACY}{PRESCRIBER}<MedicationDispensed>{DRUG}</MedicationDispensed></RxFill>"), "RxFill"),
        ("<Status><Code>010</Code></Status>".into(), "Status"),
        ("<Verify><VerifyStatus><Code>010</Code><Description>Accepted.</Description></VerifyStatus></Verify>".into(), "Verify"),
        ("<Error><Code>900</Code><DescriptionCode>144</DescriptionCode><Description>Number of refills invalid</Description></Error>".into(), "Error"),
    ] {
        let read = read(&message(&text));
        assert_eq!(read.message.body.tag(), tag);
        assert_eq!(read.not_read, [] as [&str; 0], "{tag}");
    }
}

#[test]
fn a_message_is_written_the_same_way_every_time_and_read_back_as_it_was() {
    for version in ScriptVersion::ALL {
        let message = Message { version, ..read(&new_rx(DRUG)).message };
        let bytes = message.write().expect("writes");
        assert_eq!(bytes, message.write().expect("writes"));
        let back = Message::read(&bytes).expect("reads");
        assert_eq!(back.message, message);
        assert_eq!(back.not_read, [] as [&str; 0]);
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains(&format!("TransactionVersion=\"{}\"", version.stamp())), "{text}");
    }
}

#[test]
fn the_declared_namespace_of_some_senders_is_read_and_prefixes_are_looked_through() {
    let text = new_rx(DRUG).replace("<Message ", "<Message xmlns=\"http://www.ncpdp.org/schema/SCRIPT\" ");
    assert_eq!(read(&text).message, read(&new_rx(DRUG)).message);
    let prefixed = new_rx(DRUG)
        .replace("</", "\u{1}")
        .replace('<', "<s:")
        .replace('\u{1}', "</s:")
        .replace("<s:?xml", "<?xml")
        .replace("<s:Message ", "<s:Message xmlns:s=\"http://www.ncpdp.org/schema/SCRIPT\" ");
    assert_eq!(read(&prefixed).message, read(&new_rx(DRUG)).message);
}
