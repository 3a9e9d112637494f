//! Patient, Pharmacy, Prescriber and what they are described with.

use yarrow_kernel::LocalDate;

use super::part::element;
use super::value::Gender;

element! {
    /// The three that nearly every message names.
    Parties is "patient, pharmacy and prescriber" {
        /// For whom.
        patient: one Patient = "Patient";
        /// At which pharmacy.
        pharmacy: one Pharmacy = "Pharmacy";
        /// By whom.
        prescriber: one Prescriber = "Prescriber";
    }
}

element! {
    /// A patient. SCRIPT also knows animals (NonHumanPatient); those prescriptions are not read.
    #[serde(transparent)]
    Patient is "the patient" {
        /// The person.
        human_patient: one HumanPatient = "HumanPatient";
    }
}

element! {
    /// A person who is a patient.
    HumanPatient is "the patient as a person (HumanPatient)" {
        /// Numbers.
        identification: opt PatientIdentification = "Identification";
        /// Name.
        name: one Name = "Name";
        /// Gender.
        gender: one Gender = "Gender";
        /// Birth date.
        date_of_birth: one BirthDate = "DateOfBirth";
        /// Home.
        address: opt Address = "Address";
        /// Telephones.
        communication_numbers: opt CommunicationNumbers = "CommunicationNumbers";
    }
}

element! {
    /// Numbers of a patient.
    PatientIdentification is "numbers of the patient" {
        /// The prescriber's medical record number.
        medical_record_number: opt String = "MedicalRecordIdentificationNumberEHR" [35];
    }
}

element! {
    /// A day of birth.
    #[serde(transparent)]
    BirthDate is "a Date such as 1954-12-25" {
        /// The day.
        date: one LocalDate = "Date";
    }
}

element! {
    /// A person's name.
    Name is "a name" {
        /// Family name.
        last_name: one String = "LastName" [35];
        /// First given name.
        first_name: one String = "FirstName" [35];
        /// Further given names.
        middle_name: opt String = "MiddleName" [35];
        /// "Jr", "MD".
        suffix: opt String = "Suffix" [10];
        /// "Dr".
        prefix: opt String = "Prefix" [10];
    }
}

element! {
    /// A postal address.
    Address is "an address" {
        /// Street.
        address_line1: opt String = "AddressLine1" [40];
        /// Suite, floor.
        address_line2: opt String = "AddressLine2" [40];
        /// Town.
        city: opt String = "City" [35];
        /// State: "NC".
        state_province: opt String = "StateProvince" [35];
        /// ZIP code, five or nine digits.
        postal_code: opt String = "PostalCode" [11];
        /// "US".
        country_code: opt String = "CountryCode" [2];
    }
}

element! {
    /// How to reach someone.
    CommunicationNumbers is "telephone numbers" {
        /// Main telephone.
        primary_telephone: opt Telephone = "PrimaryTelephone";
        /// E-mail.
        electronic_mail: opt String = "ElectronicMail" [80];
        /// Fax.
        fax: opt Telephone = "Fax";
        /// Home telephone.
        home_telephone: opt Telephone = "HomeTelephone";
        /// Work telephone.
        work_telephone: opt Telephone = "WorkTelephone";
    }
}

element! {
    /// A telephone or fax number.
    Telephone is "a telephone number" {
        /// Digits.
        number: one String = "Number" [25];
        /// Extension.
        extension: opt String = "Extension" [8];
    }
}

element! {
    /// A pharmacy.
    Pharmacy is "the pharmacy" {
        /// Numbers.
        identification: one PharmacyIdentification = "Identification";
        /// Its name.
        business_name: one String = "BusinessName" [70];
        /// Where it is.
        address: opt Address = "Address";
        /// Telephone and fax.
        communication_numbers: opt CommunicationNumbers = "CommunicationNumbers";
    }
}

element! {
    /// Numbers of a pharmacy.
    PharmacyIdentification is "the numbers of the pharmacy" {
        /// NCPDP provider id, seven digits.
        ncpdp_id: opt String = "NCPDPID" [7];
        /// State licence.
        state_license_number: opt String = "StateLicenseNumber" [35];
        /// National Provider Identifier.
        npi: opt String = "NPI" [10];
    }
}

element! {
    /// A prescriber. SCRIPT also knows veterinarians; those prescriptions are not read.
    #[serde(transparent)]
    Prescriber is "the prescriber" {
        /// The clinician.
        non_veterinarian: one NonVeterinarian = "NonVeterinarian";
    }
}

element! {
    /// A clinician who prescribes for people.
    NonVeterinarian is "the prescriber as a clinician (NonVeterinarian)" {
        /// Numbers.
        identification: opt PrescriberIdentification = "Identification";
        /// NUCC taxonomy code.
        specialty: opt String = "Specialty" [35];
        /// The practice.
        practice_location: opt PracticeLocation = "PracticeLocation";
        /// Name.
        name: one Name = "Name";
        /// Where they prescribe.
        address: opt Address = "Address";
        /// Telephone and fax.
        communication_numbers: opt CommunicationNumbers = "CommunicationNumbers";
        /// CMS place of service: "11" is an office.
        place_of_service: opt String = "PrescriberPlaceOfService" [2];
    }
}

element! {
    /// Numbers of a prescriber.
    PrescriberIdentification is "the numbers of the prescriber" {
        /// State licence.
        state_license_number: opt String = "StateLicenseNumber" [35];
        /// DEA registration.
        dea_number: opt String = "DEANumber" [35];
        /// National Provider Identifier.
        npi: opt String = "NPI" [10];
    }
}

element! {
    /// A practice.
    PracticeLocation is "the practice" {
        /// Its name.
        business_name: opt String = "BusinessName" [70];
    }
}
