//! Who may do what. The table denies by default: a role may do exactly what is listed for it.

crate::codes! {
    /// What a person is here.
    pub enum Role {
        /// Physician or another prescriber.
        Physician = "physician",
        /// Nurse or medical assistant.
        Nurse = "nurse",
        /// Front desk.
        FrontDesk = "front_desk",
        /// Biller.
        Biller = "biller",
        /// Practice manager.
        PracticeManager = "practice_manager",
        /// Administrator of the computers.
        Administrator = "administrator",
    }
}

crate::codes! {
    /// One thing a role may be allowed to do.
    pub enum Permission {
        /// See who a patient is and how to reach them.
        PatientDemographicsRead = "patient_demographics_read",
        /// Register patients and change their details.
        PatientDemographicsWrite = "patient_demographics_write",
        /// Open a chart.
        ChartRead = "chart_read",
        /// Record problems, allergies, vitals and medications taken.
        ChartWrite = "chart_write",
        /// Write notes and start visits.
        NoteWrite = "note_write",
        /// Sign notes.
        NoteSign = "note_sign",
        /// Prescribe.
        Prescribe = "prescribe",
        /// Read documents.
        DocumentRead = "document_read",
        /// Add documents.
        DocumentWrite = "document_write",
        /// Print and save papers.
        Print = "print",
        /// Keep the directory of pharmacies.
        PharmacyDirectory = "pharmacy_directory",
        /// Change the practice's letterhead and sites.
        SettingsPractice = "settings_practice",
        /// Add people and change their roles.
        SettingsUsers = "settings_users",
        /// Read the audit.
        AuditRead = "audit_read",
        /// Import records.
        Import = "import",
        /// Open one chart in an emergency, with a reason.
        BreakGlass = "break_glass",
        /// See what became of safety alerts, counted, and what the practice adjusted.
        SafetyReport = "safety_report",
        /// Set the tier of a safety rule for the practice; belongs to the medication-safety lead, not to a role.
        SafetyAdjust = "safety_adjust",
        /// Remove the demo practice.
        DemoRemove = "demo_remove",
    }
}

use Permission as P;

/// The permission table: every role with everything it may do. What is not listed is denied.
pub const TABLE: &[(Role, &[Permission])] = &[
    (
        Role::Physician,
        &[
            P::PatientDemographicsRead,
            P::PatientDemographicsWrite,
            P::ChartRead,
            P::ChartWrite,
            P::NoteWrite,
            P::NoteSign,
            P::Prescribe,
            P::DocumentRead,
            P::DocumentWrite,
            P::Print,
            P::PharmacyDirectory,
            P::Import,
            P::SafetyReport,
            P::DemoRemove,
        ],
    ),
    (
        Role::Nurse,
        &[
            P::PatientDemographicsRead,
            P::PatientDemographicsWrite,
            P::ChartRead,
            P::ChartWrite,
            P::NoteWrite,
            P::DocumentRead,
            P::DocumentWrite,
            P::Print,
            P::PharmacyDirectory,
        ],
    ),
    (Role::FrontDesk, &[P::PatientDemographicsRead, P::PatientDemographicsWrite, P::PharmacyDirectory]),
    (Role::Biller, &[P::PatientDemographicsRead]),
    (
        Role::PracticeManager,
        &[
            P::PatientDemographicsRead,
            P::PharmacyDirectory,
            P::SettingsPractice,
            P::AuditRead,
            P::SafetyReport,
            P::BreakGlass,
        ],
    ),
    (
        Role::Administrator,
        &[
            P::PatientDemographicsRead,
            P::PharmacyDirectory,
            P::SettingsPractice,
            P::SettingsUsers,
            P::AuditRead,
            P::Import,
            P::BreakGlass,
            P::DemoRemove,
        ],
    ),
];

impl Role {
    /// The role in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Physician => "Physician",
            Self::Nurse => "Nurse or medical assistant",
            Self::FrontDesk => "Front desk",
            Self::Biller => "Biller",
            Self::PracticeManager => "Practice manager",
            Self::Administrator => "Administrator",
        }
    }

    /// What this role may do.
    pub fn permissions(self) -> &'static [Permission] {
        TABLE.iter().find(|(role, _)| *role == self).map_or(&[], |(_, allowed)| allowed)
    }

    /// Whether this role may do that.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

impl Permission {
    /// The permission as a plain sentence after "may".
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PatientDemographicsRead => "see who a patient is and how to reach them",
            Self::PatientDemographicsWrite => "register patients and change their details",
            Self::ChartRead => "open charts",
            Self::ChartWrite => "record problems, allergies, vitals and medications taken",
            Self::NoteWrite => "start visits and write notes",
            Self::NoteSign => "sign notes",
            Self::Prescribe => "prescribe",
            Self::DocumentRead => "read documents",
            Self::DocumentWrite => "add documents",
            Self::Print => "print and save papers",
            Self::PharmacyDirectory => "add and change pharmacies",
            Self::SettingsPractice => "change the practice's letterhead and sites",
            Self::SettingsUsers => "add people and change their roles",
            Self::AuditRead => "read the audit",
            Self::Import => "import records",
            Self::BreakGlass => "open one chart in an emergency, read-only, with a reason",
            Self::SafetyReport => "see what became of safety alerts and what the practice adjusted",
            Self::SafetyAdjust => "set the tier of a safety rule for the practice",
            Self::DemoRemove => "remove the demo practice",
        }
    }
}

/// The table as Markdown, for `docs/permissions.md`.
pub fn table_as_markdown() -> String {
    let mut page = String::from(
        "# Who may do what\n\nWritten from the code (`crates/yarrow-core/src/access/permission.rs`); a test fails when this page is stale.\n\
         What has no mark is denied. A person marked as one who also looks after the practice may in addition do what an\n\
         administrator may; the first person of a practice is marked so. Setting the tier of a safety rule belongs to whoever\n\
         is marked as the practice's medication-safety lead, whatever their role.\n\n|  |",
    );
    for role in Role::ALL {
        page.push_str(&format!(" {} |", role.title()));
    }
    page.push_str("\n|---|");
    page.push_str(&":-:|".repeat(Role::ALL.len()));
    page.push('\n');
    for permission in Permission::ALL {
        page.push_str(&format!("| {} |", permission.sentence()));
        for role in Role::ALL {
            page.push_str(if role.may(*permission) { " yes |" } else { "  |" });
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_desk_sees_no_clinical_content() {
        for denied in
            [P::ChartRead, P::DocumentRead, P::NoteWrite, P::Prescribe, P::Print, P::AuditRead, P::BreakGlass]
        {
            assert!(!Role::FrontDesk.may(denied), "{denied:?}");
        }
        assert!(Role::FrontDesk.may(P::PatientDemographicsWrite));
    }

    #[test]
    fn only_physicians_sign_and_prescribe_and_every_role_is_in_the_table() {
        for role in Role::ALL {
            assert_eq!(role.may(P::Prescribe), *role == Role::Physician);
            assert_eq!(role.may(P::NoteSign), *role == Role::Physician);
            assert!(TABLE.iter().any(|(listed, _)| listed == role), "{role:?} is missing from the table");
        }
    }

    #[test]
    fn the_page_of_permissions_in_the_docs_is_what_the_code_does() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(page, table_as_markdown(), "docs/permissions.md is stale: run `cargo xtask bindings`");
    }
}
