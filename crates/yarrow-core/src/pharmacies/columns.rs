//! The columns of a list of pharmacies, under the names that lists give them.

use yarrow_kernel::fold;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    NcpdpId,
    Npi,
    Street,
    Street2,
    City,
    State,
    Zip,
    Phone,
    Fax,
    Services,
    Transport,
    Script,
}

/// Each column with the field it fills and the headings it goes by, folded.
const KNOWN: &[(Column, &str, &[&str])] = &[
    (Column::Name, "name", &["name", "pharmacy", "pharmacy name", "business name", "store name"]),
    (
        Column::NcpdpId,
        "ncpdp_id",
        &["ncpdp id", "ncpdp", "ncpdpid", "ncpdp provider id", "ncpdp number", "nabp", "nabp number"],
    ),
    (Column::Npi, "npi", &["npi", "npi number"]),
    (
        Column::Street,
        "address.line",
        &["address", "address 1", "address1", "address line 1", "addressline1", "street", "street address"],
    ),
    (Column::Street2, "address.line", &["address 2", "address2", "address line 2", "addressline2", "suite"]),
    (Column::City, "address.city", &["city", "town"]),
    (Column::State, "address.state", &["state", "state code", "stateprovince"]),
    (Column::Zip, "address.postal_code", &["zip", "zip code", "zipcode", "postal code", "postalcode"]),
    (Column::Phone, "phone", &["phone", "telephone", "phone number", "primarytelephone"]),
    (Column::Fax, "fax", &["fax", "fax number"]),
    (Column::Services, "services", &["services", "service"]),
    (Column::Transport, "transport", &["transport", "reached by"]),
    (Column::Script, "script", &["script", "script version", "version"]),
];

/// Where each column is in a file.
pub(super) struct Columns {
    at: Vec<(Column, usize, String)>,
    /// Headings nobody reads.
    pub ignored: Vec<String>,
}

impl Columns {
    /// Reads the heading.
    ///
    /// # Errors
    /// In a sentence: no column for the name, or a column twice.
    pub fn of(heading: &[String]) -> Result<Self, String> {
        let mut columns = Self { at: Vec::new(), ignored: Vec::new() };
        for (at, title) in heading.iter().enumerate() {
            let key = fold(title);
            match KNOWN.iter().find(|(_, _, titles)| titles.contains(&key.as_str())) {
                Some((column, _, _)) if columns.at.iter().any(|(other, _, _)| other == column) => {
                    return Err(format!("Two columns are read as “{}”; rename one of them.", title.trim()));
                }
                Some((column, _, _)) => columns.at.push((*column, at, title.trim().to_owned())),
                None if key.is_empty() => {}
                None => columns.ignored.push(title.trim().chars().take(80).collect()),
            }
        }
        if !columns.at.iter().any(|(column, _, _)| *column == Column::Name) {
            return Err(
                "The first line should name the columns, and one of them “name”. Read are: name, ncpdp_id, \
                        npi, address, address2, city, state, zip, phone, fax, services, transport, script."
                    .to_owned(),
            );
        }
        Ok(columns)
    }

    /// What a row says in a column; nothing where it is blank.
    pub fn value<'f>(&self, column: Column, fields: &'f [String]) -> Option<&'f str> {
        let (_, at, _) = self.at.iter().find(|(known, _, _)| *known == column)?;
        fields.get(*at).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The heading over a field, for a fault.
    pub fn name_for(&self, field: &str) -> Option<String> {
        let column = KNOWN.iter().find(|(_, name, _)| *name == field).map(|(column, _, _)| *column)?;
        self.at.iter().find(|(known, _, _)| *known == column).map(|(_, _, title)| title.clone())
    }
}
