//! Names for fictional people: of many origins, compound, with and without marks, some nearly alike on purpose.

/// Given names mostly of women.
pub(crate) const FEMALE: &[&str] = &[
    "Ada", "Adunni", "Agnieszka", "Aiko", "Alejandra", "Amara", "Amina", "Ana", "Anaïs", "Aneta", "Anita",
    "Anna", "Anne-Marie", "Aoife", "Araceli", "Asha", "Astrid", "Aylin", "Beatriz", "Bianca", "Bronwyn",
    "Camila", "Carmen", "Catarina", "Chiara", "Chloé", "Ciara", "Claudia", "Daniela", "Delphine", "Dorota",
    "Eleni", "Elif", "Elżbieta", "Emi", "Esperanza", "Esther", "Eszter", "Fatima", "Faye", "Fiona", "Freya",
    "Gabriela", "Giulia", "Grace", "Hana", "Hannah", "Helga", "Ifeoma", "Ilse", "Imani", "Inés", "Ingrid",
    "Isabel", "Itzel", "Ivana", "Jasmine", "Jelena", "Joy", "Kalinda", "Katarzyna", "Keisha", "Khadija",
    "Lakshmi", "Leilani", "Lena", "Lia", "Linh", "Lola", "Lucía", "Mai", "Malika", "Margarita", "María",
    "Maria", "María José", "Marisol", "Mary Ann", "Mei", "Mina", "Mireille", "Nadia", "Naomi", "Ngozi",
    "Nia", "Niamh", "Noor", "Olena", "Oluwaseun", "Paloma", "Parvati", "Petra", "Priya", "Ramona", "Renée",
    "Rosa", "Roxana", "Rukhsana", "Saanvi", "Sakura", "Salma", "Shanice", "Siobhán", "Sofía", "Sofia",
    "Solveig", "Soo-jin", "Sunita", "Tamar", "Tatiana", "Thandiwe", "Uma", "Valentina", "Wanda", "Xiomara",
    "Yasmin", "Yelena", "Yuki", "Zainab", "Zoë",
];

/// Given names mostly of men.
pub(crate) const MALE: &[&str] = &[
    "Abdul", "Adrián", "Ahmed", "Alejandro", "Amir", "Anders", "André", "Andrzej", "Ángel", "Anil",
    "Antonio", "Arjun", "Arturo", "Babajide", "Bashir", "Ben", "Björn", "Bogdan", "Brandon", "Carlos",
    "Cedric", "Chidi", "Cormac", "Damián", "Dante", "Darnell", "David", "Dawit", "Dmitri", "Eamon",
    "Eduardo", "Elijah", "Emeka", "Enrique", "Erik", "Farid", "Felix", "Fernando", "Finn", "François",
    "Gabriel", "Giovanni", "Goran", "Gustavo", "Hamza", "Hans-Peter", "Haruto", "Hassan", "Hector",
    "Hiroshi", "Hugo", "Ibrahim", "Igor", "Ismail", "Ivan", "Jamal", "Jan", "Javier", "Jean-Paul", "Jerzy",
    "Jin-woo", "João", "Jonas", "Jorge", "José", "José Luis", "Juan Carlos", "Kacper", "Kai", "Kareem",
    "Kenji", "Khalid", "Kofi", "Kwame", "Lamar", "Lars", "László", "Leon", "Liam", "Luca", "Luis", "Łukasz",
    "Malik", "Manuel", "Marcus", "Mateo", "Matthias", "Miguel", "Miloš", "Minh", "Mohammed", "Nikolai",
    "Nils", "Obinna", "Omar", "Oscar", "Pablo", "Padraig", "Paolo", "Pedro", "Piotr", "Rafael", "Rajesh",
    "Ramón", "Ravi", "Reuben", "Ricardo", "Roberto", "Samir", "Santiago", "Sean", "Sergei", "Søren",
    "Stefan", "Tariq", "Terrence", "Theo", "Tomás", "Tomasz", "Tuan", "Tyrone", "Víctor", "Wei", "Yusuf",
    "Zoltán",
];

/// Given names used by anyone.
pub(crate) const ANY: &[&str] = &[
    "Alex", "Ariel", "Avery", "Casey", "Dakota", "Devon", "Emerson", "Jordan", "Jules", "Kit", "Morgan",
    "Quinn", "Reese", "Riley", "River", "Robin", "Rowan", "Sage", "Sam", "Skyler", "Taylor",
];

/// Family names.
pub(crate) const FAMILY: &[&str] = &[
    "Abara", "Abebe", "Acosta", "Adeyemi", "Agarwal", "Aguilar", "Ahmadi", "Åkesson", "Almeida", "Álvarez",
    "Amari", "Andersson", "Antonov", "Arslan", "Asante", "Bakker", "Banerjee", "Baptiste", "Barros",
    "Bauer", "Bélanger", "Bello", "Berg", "Bianchi", "Birch", "Blanchet", "Boateng", "Bondarenko",
    "Bouchard", "Brennan", "Brzęczek", "Byrne", "Cabrera", "Callahan", "Castellano", "Castillo", "Çelik",
    "Chanda", "Chatterjee", "Chen", "Choi", "Cisneros", "Clarke", "Contreras", "Cooper", "Côté", "Coyle",
    "Cruz", "Cruz-Medina", "D'Angelo", "Da Silva", "Dąbrowski", "De la Cruz", "Delacroix", "Demir", "Desai",
    "Diallo", "Díaz", "Diaz", "Doyle", "Dragomir", "Duarte", "Dubois", "Dvořák", "Edwards", "Eklund",
    "El-Amin", "Endo", "Espinoza", "Estrada", "Falk", "Farouk", "Feld", "Fernandes", "Fernández",
    "Fitzgerald", "Flores", "Fofanah", "Fontaine", "Fraser", "Fujimoto", "Gallagher", "García", "Garcia",
    "Gebremariam", "Ghosh", "Goldberg", "González", "Greene", "Grigoryan", "Guerrero", "Gupta", "Gutiérrez",
    "Haddad", "Halvorsen", "Hansen", "Harper", "Hayashi", "Hernández", "Hoang", "Hoffman", "Hoffmann",
    "Horváth", "Hussain", "Ibáñez", "Igwe", "Iqbal", "Ivanov", "Jackson", "Jankowski", "Jansen", "Jensen",
    "Jiménez", "Johansen", "Johnson-Reyes", "Jung", "Kaplan", "Kapoor", "Karimi", "Kaur", "Kebede", "Kelly",
    "Khalil", "Khan", "Kim", "Kimura", "Kobayashi", "Kovács", "Kowalczyk", "Kowalski", "Kozak", "Kumar",
    "Kuznetsova", "Lam", "Larsen", "Larsson", "Lefèvre", "Leung", "Levi", "Lewandowska", "Li", "Lindqvist",
    "Lopes", "López", "Lund", "MacDonald", "Mahmoud", "Malik", "Mancini", "Marchetti", "Mbeki",
    "McAllister", "McDonald", "Mehta", "Mendoza", "Mensah", "Miyazaki", "Moreau", "Moreno", "Morris",
    "Müller", "Muller", "Mwangi", "Nakagawa", "Nasser", "Navarro", "Ndiaye", "Nguyen", "Nielsen", "Novak",
    "Nowak", "O'Brien", "O'Connor", "O'Neill", "Obi", "Okafor", "Okonkwo", "Olofsson", "Olsen", "Olson",
    "Omar", "Ortega", "Ortiz", "Osborne", "Öztürk", "Pacheco", "Park", "Patel", "Pereira", "Petrov",
    "Petrović", "Pham", "Popescu", "Quist", "Rahman", "Ramírez", "Rao", "Reyes", "Ricci", "Rivera", "Rojas",
    "Romano", "Rosenberg", "Rossi", "Saint-Clair", "Salazar", "Sánchez", "Santos", "Sato", "Schmidt",
    "Schmitt", "Schneider", "Shah", "Sharma", "Shevchenko", "Silva", "Singh", "Słowik", "Sorensen",
    "Soto-Reyes", "St. James", "Steiner", "Suárez", "Suzuki", "Svensson", "Tadesse", "Takahashi", "Tanaka",
    "Tesfaye", "Thompson", "Thomson", "Tran", "Traoré", "Tremblay", "Turner", "Ueda", "Vale",
    "Van den Berg", "Van Dyke", "Vargas", "Vasquez", "Vázquez", "Velasco", "Villanueva", "Volkov", "Wagner",
    "Walsh", "Wang", "Watanabe", "Weber", "Whitlock", "Wójcik", "Wolff", "Wong", "Yamamoto", "Yang",
    "Yıldız", "Young", "Zając", "Zamora", "Zhang", "Zhou", "Zielińska", "Zimmermann",
];

/// What some people go by: (given name, preferred name).
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("Alejandra", "Ale"), ("Alejandro", "Alex"), ("Agnieszka", "Aga"), ("Antonio", "Tony"),
    ("Beatriz", "Bea"), ("Daniela", "Dani"), ("Eduardo", "Eddie"), ("Elżbieta", "Ela"),
    ("Esperanza", "Espe"), ("Fernando", "Nando"), ("Gabriel", "Gabe"), ("Gabriela", "Gaby"),
    ("Isabel", "Isa"), ("Katarzyna", "Kasia"), ("Margarita", "Rita"), ("Matthias", "Matt"),
    ("Mohammed", "Mo"), ("Oluwaseun", "Seun"), ("Rafael", "Rafa"), ("Ricardo", "Rick"), ("Roberto", "Beto"),
    ("Santiago", "Santi"), ("Terrence", "Terry"), ("Thandiwe", "Thandi"), ("Tomasz", "Tomek"),
];

/// Pairs of nearly the same given name, for people who must not be mistaken for one another.
pub(crate) const ALIKE: &[(&str, &str)] = &[
    ("Ana", "Anna"), ("Hana", "Hannah"), ("Jan", "Jonas"), ("María", "Maria"), ("Sofía", "Sofia"),
    ("Tomás", "Tomasz"), ("Erik", "Eric"), ("Lia", "Lea"), ("Mohammed", "Muhammad"), ("Stefan", "Stephan"),
    ("Yelena", "Elena"), ("Luca", "Lucas"), ("Mina", "Nina"), ("Omar", "Umar"),
];

/// Streets of a town that does not exist.
pub(crate) const STREETS: &[&str] = &[
    "Alder Lane", "Bittern Street", "Cooper's Row", "Damson Court", "Eider Road", "Fern Hollow",
    "Gannet Avenue", "Hazel Street", "Ironbark Drive", "Juniper Way", "Kestrel Street", "Larch Avenue",
    "Millrace Road", "Nettle Lane", "Osier Street", "Plover Court", "Quarry Road", "Rowan Street",
    "Sedge Lane", "Tansy Avenue", "Umber Street", "Vetch Road", "Willow Bank", "Yarrow Street",
];

/// Towns around it: (name, postal code).
pub(crate) const TOWNS: &[(&str, &str)] = &[
    ("Alderbrook", "12999"), ("Fernmere", "12997"), ("Old Sedgeley", "12995"), ("Port Tansy", "12993"),
    ("Vetchford", "12991"),
];

/// Preferred languages and how often they are named.
pub(crate) const LANGUAGES: &[(u32, &str)] = &[
    (66, "English"), (12, "Spanish, English"), (6, "Spanish"), (2, "Polish, English"),
    (2, "Mandarin, English"), (2, "Vietnamese"), (2, "Arabic, English"), (2, "Haitian Creole"),
    (1, "Portuguese"), (1, "Ukrainian"), (1, "Somali"), (1, "American Sign Language"),
    (1, "Korean, English"), (1, "French, English"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn there_are_names_enough_and_none_twice() {
        let given: Vec<_> = FEMALE.iter().chain(MALE).chain(ANY).collect();
        assert!(given.len() >= 150 && FAMILY.len() >= 200, "{} {}", given.len(), FAMILY.len());
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), given.len());
        assert_eq!(FAMILY.iter().collect::<HashSet<_>>().len(), FAMILY.len());
    }
}
