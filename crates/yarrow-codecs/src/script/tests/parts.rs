//! Random people, drugs and directions, of which `random.rs` makes messages.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use yarrow_kernel::{Decimal, LocalDate, Timestamp};

use crate::script::*;

pub(super) fn text(max: usize) -> impl Strategy<Value = String> {
    // Markup characters, accents and non-Latin letters; no blanks at the ends, as the kernel cleans them.
    proptest::string::string_regex(&format!(
        "[A-Za-z0-9<>&\"'éß→薬]([ A-Za-z0-9<>&\"',.;éß薬-]{{0,{}}}[A-Za-z0-9>&é])?",
        max - 2
    ))
    .expect("a regex")
}

pub(super) fn short() -> impl Strategy<Value = String> {
    "[A-Z0-9]{1,8}"
}

pub(super) fn decimal() -> impl Strategy<Value = Decimal> {
    (1_i64..10_000_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

pub(super) fn date() -> impl Strategy<Value = LocalDate> {
    (1900_i32..2100, 1_u32..=12, 1_u32..=28).prop_map(|(y, m, d)| LocalDate::of(y, m, d).expect("a date"))
}

pub(super) fn instant() -> impl Strategy<Value = Timestamp> {
    (0_i64..4_000_000_000_000).prop_map(Timestamp)
}

pub(super) fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![date().prop_map(Moment::Date), instant().prop_map(Moment::DateTime)]
}

pub(super) fn message_id() -> impl Strategy<Value = MessageId> {
    "[A-Za-z0-9-]{1,35}".prop_map(|id| MessageId::new(&id).expect("an id"))
}

pub(super) fn name() -> impl Strategy<Value = Name> {
    (text(35), text(35), of(text(35)), of(short()), of(short())).prop_map(
        |(last_name, first_name, middle_name, suffix, prefix)| Name {
            last_name,
            first_name,
            middle_name,
            suffix,
            prefix,
        },
    )
}

pub(super) fn address() -> impl Strategy<Value = Address> {
    (text(40), of(text(40)), of(text(35)), of("[A-Z]{2}"), of("[0-9]{5}|[0-9]{9}"), of(Just("US".to_owned())))
        .prop_map(|(line1, address_line2, city, state_province, postal_code, country_code)| Address {
            address_line1: Some(line1),
            address_line2,
            city,
            state_province,
            postal_code,
            country_code,
        })
}

pub(super) fn telephone() -> impl Strategy<Value = Telephone> {
    ("[0-9]{10}", of("[0-9]{1,8}")).prop_map(|(number, extension)| Telephone { number, extension })
}

pub(super) fn numbers() -> impl Strategy<Value = CommunicationNumbers> {
    (telephone(), of(text(60)), of(telephone()), of(telephone()), of(telephone())).prop_map(
        |(primary, electronic_mail, fax, home_telephone, work_telephone)| CommunicationNumbers {
            primary_telephone: Some(primary),
            electronic_mail,
            fax,
            home_telephone,
            work_telephone,
        },
    )
}

pub(super) fn patient() -> impl Strategy<Value = Patient> {
    (of(short()), name(), prop_oneof!["F", "M", "N", "U"], date(), of(address()), of(numbers())).prop_map(
        |(number, name, gender, date, address, communication_numbers)| Patient {
            human_patient: HumanPatient {
                identification: number
                    .map(|number| PatientIdentification { medical_record_number: Some(number) }),
                name,
                gender: Gender::new(&gender).expect("a gender"),
                date_of_birth: BirthDate { date },
                address,
                communication_numbers,
            },
        },
    )
}

pub(super) fn pharmacy() -> impl Strategy<Value = Pharmacy> {
    (("[0-9]{7}", of(short()), of("[0-9]{10}")), text(70), of(address()), of(numbers())).prop_map(
        |((ncpdp_id, state_license_number, npi), business_name, address, communication_numbers)| Pharmacy {
            identification: PharmacyIdentification { ncpdp_id: Some(ncpdp_id), state_license_number, npi },
            business_name,
            address,
            communication_numbers,
        },
    )
}

pub(super) fn prescriber() -> impl Strategy<Value = Prescriber> {
    ((of(short()), of(short()), "[0-9]{10}"), of(short()), of(text(70)), name(), of(address()), of(numbers()))
        .prop_map(
            |(
                (state_license_number, dea_number, npi),
                specialty,
                practice,
                name,
                address,
                communication_numbers,
            )| {
                Prescriber {
                    non_veterinarian: NonVeterinarian {
                        identification: Some(PrescriberIdentification {
                            state_license_number,
                            dea_number,
                            npi: Some(npi),
                        }),
                        specialty,
                        practice_location: practice
                            .map(|name| PracticeLocation { business_name: Some(name) }),
                        name,
                        address,
                        communication_numbers,
                        place_of_service: None,
                    },
                }
            },
        )
}

pub(super) fn qualified() -> impl Strategy<Value = QualifiedCode> {
    (short(), short()).prop_map(|(code, qualifier)| QualifiedCode { code, qualifier })
}

pub(super) fn coded() -> impl Strategy<Value = Coded> {
    short().prop_map(|code| Coded { code })
}

pub(super) fn sig_code() -> impl Strategy<Value = SigCode> {
    (text(60), of(short()), of(short())).prop_map(|(text, qualifier, code)| SigCode { text, qualifier, code })
}

pub(super) fn timing() -> impl Strategy<Value = TimingAndDuration> {
    (sig_code(), decimal(), of((decimal(), sig_code())), of((decimal(), sig_code())), of(sig_code()))
        .prop_map(|(units, value, interval, duration, event)| TimingAndDuration {
            administration_timing: event.map(|event| AdministrationTiming {
                administration_timing_modifier: None,
                administration_timing_event: Some(event),
            }),
            frequency: Some(Frequency { frequency_numeric_value: value, frequency_units: units }),
            interval: interval
                .map(|(value, units)| Interval { interval_numeric_value: value, interval_units: units }),
            duration: duration
                .map(|(value, text)| Duration { duration_numeric_value: value, duration_text: text }),
        })
}

pub(super) fn sig() -> impl Strategy<Value = Sig> {
    let instruction = (of(sig_code()), decimal(), sig_code(), of(sig_code()), vec(timing(), 0..3)).prop_map(
        |(method, amount, unit, route, timing_and_duration)| Instruction {
            dose_administration: Some(DoseAdministration {
                dose_delivery_method: method,
                dosage: Some(Dosage { dose_quantity: amount, dose_unit_of_measure: unit }),
                route_of_administration: route,
            }),
            timing_and_duration,
            multiple_instruction_modifier: None,
        },
    );
    (text(300), vec(instruction, 0..2)).prop_map(|(sig_text, instruction)| Sig {
        sig_text,
        code_system: None,
        instruction,
    })
}

pub(super) fn drug_coded() -> impl Strategy<Value = DrugCoded> {
    (qualified(), of((text(20), coded(), coded())), of(qualified()), of(coded())).prop_map(
        |(product, strength, drug_db_code, dea_schedule)| DrugCoded {
            product_code: Some(product),
            strength: strength.map(|(value, form, unit)| Strength {
                strength_value: Some(value),
                strength_form: Some(form),
                strength_unit_of_measure: Some(unit),
            }),
            drug_db_code,
            dea_schedule,
        },
    )
}

prop_compose! {
    pub(super) fn medication()(
        (drug_description, drug_coded, value, unit) in (text(105), of(drug_coded()), decimal(), coded()),
        (days_supply, written, last_fill_date) in (of(1_u32..400), moment(), of(moment())),
        (substitutions, refills, requested) in ("[01]", 1_u32..12, of(1_u32..12)),
        (diagnosis, note, coverage) in (vec((short(), of(text(80))), 0..3), of(text(200)), vec("[A-Z]{2}", 0..3)),
        (sig, dates) in (sig(), vec((moment(), short()), 0..3)),
    ) -> Medication {
        Medication {
            drug_description,
            drug_coded,
            quantity: Some(Quantity { value, code_list_qualifier: "38".into(), quantity_unit_of_measure: unit }),
            days_supply,
            written_date: Some(written),
            last_fill_date,
            substitutions: Substitutions::new(&substitutions),
            reason_for_substitution: None,
            number_of_refills: Some(refills),
            diagnosis: diagnosis.into_iter().map(|(code, description)| Diagnosis {
                clinical_information_qualifier: "1".into(),
                primary: DiagnosisCode { code, qualifier: "ABF".into(), description },
                secondary: None,
            }).collect(),
            prior_authorization: None,
            note,
            drug_coverage_status_code: coverage,
            sig: Some(sig),
            other_medication_date: dates.into_iter().map(|(date, qualifier)| OtherMedicationDate { date, qualifier }).collect(),
            pharmacy_requested_refills: requested,
        }
    }
}

pub(super) fn observation() -> impl Strategy<Value = Observation> {
    vec((decimal(), of(date())), 1..3).prop_map(|measured| Observation {
        measurement: measured
            .into_iter()
            .map(|(value, date)| Measurement {
                vital_sign: "Weight".into(),
                loinc_version: Some("2.66".into()),
                value,
                unit_of_measure: "kg".into(),
                ucum_version: None,
                observation_date: date.map(|date| ObservationDate { date }),
            })
            .collect(),
        observation_notes: None,
    })
}
