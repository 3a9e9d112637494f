//! The list's own words in each language.

use super::PaperLanguage;

pub(super) struct Labels {
    pub title: &'static str,
    pub valid: &'static str,
    pub patient: &'static str,
    pub born: &'static str,
    pub record: &'static str,
    pub allergies: &'static str,
    pub none_known: &'static str,
    pub not_asked: &'static str,
    pub take: &'static str,
    pub nothing: &'static str,
    pub medicine: &'static str,
    /// Morning, noon, evening, bedtime, as needed.
    pub columns: [&'static str; 5],
    pub reason: &'static str,
    pub see: &'static str,
    pub suggested: &'static str,
    pub held: &'static str,
    pub held_advice: &'static str,
    pub stopped: &'static str,
    pub stopped_advice: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub phone: &'static str,
    pub keep: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub replaced: &'static str,
    pub demo: &'static str,
}

pub(super) fn of(language: PaperLanguage) -> &'static Labels {
    match language {
        PaperLanguage::English => &ENGLISH,
        PaperLanguage::Spanish => &SPANISH,
    }
}

const ENGLISH: Labels = Labels {
    title: "Medication list",
    valid: "As of",
    patient: "Medicines of",
    born: "Born",
    record: "Record number",
    allergies: "Allergies",
    none_known: "No known allergies",
    not_asked: "Not recorded. Please tell us about any allergy.",
    take: "What you take",
    nothing: "No medicines are recorded. Please tell us about everything you take, also without a prescription.",
    medicine: "Medicine and directions",
    columns: ["Morning", "Noon", "Evening", "Bedtime", "As needed"],
    reason: "For",
    see: "See the directions",
    suggested: "* The directions do not name a time of day. This is a suggestion; ask us before you change it.",
    held: "Paused",
    held_advice: "Do not take these until the day named here, or until we tell you to.",
    stopped: "Stopped",
    stopped_advice: "Do not take these any more.",
    since: "since",
    until: "until",
    phone: "Phone",
    keep: "Keep this list with you and show it at every visit, in the pharmacy and in the hospital. Do not stop or change a \
           medicine without asking. Throw away older lists.",
    page: "Page",
    of: "of",
    replaced: "“�” stands for a character that cannot be printed.",
    demo: "DEMO. Not a real list. All people are fictional.",
};

const SPANISH: Labels = Labels {
    title: "Lista de medicamentos",
    valid: "Al",
    patient: "Medicamentos de",
    born: "Fecha de nacimiento",
    record: "Número de expediente",
    allergies: "Alergias",
    none_known: "Ninguna alergia conocida",
    not_asked: "Sin registrar. Díganos si tiene alguna alergia.",
    take: "Lo que usted toma",
    nothing: "No hay medicamentos registrados. Díganos todo lo que toma, también lo que compra sin receta.",
    medicine: "Medicamento e instrucciones",
    columns: ["Mañana", "Mediodía", "Tarde", "Al acostarse", "Si es necesario"],
    reason: "Para",
    see: "Vea las instrucciones",
    suggested: "* Las instrucciones no indican la hora del día. Esta es una sugerencia; pregúntenos antes de cambiarla.",
    held: "En pausa",
    held_advice: "No los tome hasta el día indicado aquí, o hasta que le avisemos.",
    stopped: "Suspendidos",
    stopped_advice: "Ya no los tome.",
    since: "desde el",
    until: "hasta el",
    phone: "Teléfono",
    keep: "Lleve esta lista consigo y muéstrela en cada consulta, en la farmacia y en el hospital. No suspenda ni cambie un \
           medicamento sin preguntar. Tire las listas anteriores.",
    page: "Página",
    of: "de",
    replaced: "“�” está en lugar de un carácter que no se puede imprimir.",
    demo: "DEMO. No es una lista real. Todas las personas son ficticias.",
};
