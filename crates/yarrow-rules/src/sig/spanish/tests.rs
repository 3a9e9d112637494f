use crate::sig::{Language, error_prone, read_dosages, words_in};

fn dicho(typed: &str) -> String {
    let sig = read_dosages(typed, None).unwrap_or_else(|because| panic!("{typed}: {because}"));
    words_in(&sig.dosages, Language::Spanish)
}

#[test]
fn usual_directions_are_said_in_natural_spanish() {
    let cases = [
        ("1 tab po bid x7d", "Tome 1 tableta por la boca dos veces al día por 7 días"),
        (
            "1-2 tabs po q4-6h prn pain",
            "Tome de 1 a 2 tabletas por la boca cada 4 a 6 horas según sea necesario para el dolor",
        ),
        ("5 mL po tid", "Tome 5 mL por la boca tres veces al día"),
        ("½ tab po qam", "Tome media tableta por la boca todas las mañanas"),
        ("1 1/2 tabs po daily", "Tome 1 tableta y media por la boca una vez al día"),
        ("½ patch to skin daily", "Aplique medio parche en la piel una vez al día"),
        ("½-1 tab po daily", "Tome de media tableta a 1 tableta por la boca una vez al día"),
        ("1 gtt OD bid", "Ponga 1 gota en el ojo derecho dos veces al día"),
        ("10 units subq at bedtime", "Inyecte 10 unidades debajo de la piel al acostarse"),
        (
            "2 puffs inh q4h prn wheeze",
            "Haga 2 inhalaciones cada 4 horas según sea necesario para la respiración silbante",
        ),
        ("1 tab po qod", "Tome 1 tableta por la boca un día sí y otro no"),
        ("1 tab po weekly", "Tome 1 tableta por la boca una vez a la semana"),
        ("1 tab po mon wed fri", "Tome 1 tableta por la boca los lunes, miércoles y viernes"),
        ("500 mg po tid with meals", "Tome 500 mg por la boca tres veces al día con las comidas"),
        (
            "1 tab po bid with breakfast and dinner",
            "Tome 1 tableta por la boca con el desayuno y con la cena",
        ),
        (
            "1 tab po 30 min before breakfast",
            "Tome 1 tableta por la boca una vez al día 30 minutos antes del desayuno",
        ),
        ("1 tab po at 8am and 1 pm", "Tome 1 tableta por la boca a las 8 de la mañana y a la 1 de la tarde"),
        (
            "1-2 tabs po q4h prn pain max 8/day",
            "Tome de 1 a 2 tabletas por la boca cada 4 horas según sea necesario para el dolor, no más de 8 tabletas en 24 horas",
        ),
        (
            "1 supp pr q6h prn n/v",
            "Introduzca 1 supositorio por el recto cada 6 horas según sea necesario para las náuseas o los vómitos",
        ),
        (
            "apply thin layer to affected area bid",
            "Aplique una capa fina en la zona afectada dos veces al día",
        ),
        ("apply to both knees tid", "Aplique en ambas rodillas tres veces al día"),
        ("apply to left upper arm daily", "Aplique en el brazo superior izquierdo una vez al día"),
        (
            "40 mg po daily x5d, then 20 mg daily x5d",
            "Tome 40 mg por la boca una vez al día por 5 días, luego tome 20 mg por la boca una vez al día por 5 días",
        ),
        (
            "1 tab po qam and 2 tabs qhs x 7 days",
            "Tome 1 tableta por la boca todas las mañanas y 2 tabletas al acostarse por 7 días",
        ),
        (
            "1 tab po prn temp >101F q6h",
            "Tome 1 tableta por la boca cada 6 horas según sea necesario para la temperatura mayor de 101 F",
        ),
        (
            "1 tab po bid until gone",
            "Tome 1 tableta por la boca dos veces al día, hasta terminar todo el medicamento",
        ),
    ];
    for (typed, words) in cases {
        assert_eq!(dicho(typed), words, "{typed}");
    }
}

#[test]
fn a_reason_the_word_list_does_not_know_stays_in_the_prescribers_words() {
    assert_eq!(
        dicho("1 tab po daily for polycythemia"),
        "Tome 1 tableta por la boca una vez al día para “polycythemia”"
    );
    assert!(dicho("apply to itchy plaques bid").contains("“itchy plaques”"));
}

#[test]
fn spanish_words_hold_no_error_prone_abbreviation() {
    for typed in
        ["2 sprays each nostril daily", "50000 units po weekly", ".5 mL IM once", "10 mL swish and spit qid"]
    {
        assert_eq!(error_prone(&dicho(typed)), None, "{typed}");
    }
}
