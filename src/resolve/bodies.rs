//! Names of bodies, such as clinics: nobody says that an article is “by” them as by a person.

/// Words that are part of the names of bodies, in the languages of the locale that use Latin letters.
const WORDS: &[&str] = &[
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "bureau",
    "center",
    "centre",
    "charity",
    "clinic",
    "clinics",
    "college",
    "commission",
    "committee",
    "company",
    "consortium",
    "cooperative",
    "corporation",
    "council",
    "department",
    "dept",
    "division",
    "editors",
    "faculty",
    "federation",
    "foundation",
    "fund",
    "gmbh",
    "group",
    "healthcare",
    "hospital",
    "hospitals",
    "inc",
    "initiative",
    "institute",
    "institutes",
    "institution",
    "laboratory",
    "league",
    "library",
    "ltd",
    "ministry",
    "museum",
    "network",
    "nhs",
    "office",
    "organisation",
    "organization",
    "partnership",
    "pharmacy",
    "practice",
    "press",
    "program",
    "programme",
    "project",
    "school",
    "service",
    "services",
    "society",
    "staff",
    "surgery",
    "team",
    "trust",
    "union",
    "unit",
    "university",
    "ward",
    "who", //
    "abteilung",
    "amt",
    "apotheke",
    "bundesamt",
    "gesellschaft",
    "institut",
    "klinik",
    "klinikum",
    "krankenhaus",
    "ministerium",
    "praxis",
    "redaktion",
    "stiftung",
    "universität",
    "universitätsklinikum",
    "verband",
    "verein",
    "zentrum",
    "agencia",
    "asociación",
    "centro",
    "clínica",
    "departamento",
    "equipo",
    "facultad",
    "farmacia",
    "fundación",
    "grupo",
    "instituto",
    "ministerio",
    "organización",
    "servicio",
    "sociedad",
    "universidad", //
    "agence",
    "association",
    "clinique",
    "comité",
    "département",
    "fondation",
    "groupe",
    "hôpital",
    "ministère",
    "pharmacie",
    "société",
    "université",
    "équipe", //
    "associazione",
    "azienda",
    "clinica",
    "dipartimento",
    "fondazione",
    "istituto",
    "ministero",
    "ospedale",
    "società",
    "università",
    "associação",
    "fundação",
    "ministério",
    "sociedade",
    "universidade",
    "afdeling",
    "stichting",
    "universiteit",
    "vereniging",
    "ziekenhuis",
    "ministerstwo",
    "szpital",
    "uniwersytet",
    "hastanesi",
    "üniversitesi",
];

/// Whether a name is that of a body, by the words in it.
pub(super) fn is_body(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // A lone word in capitals is an abbreviation; others may be family names.
    words.clone().count() > 1 && words.map(str::to_lowercase).any(|word| WORDS.contains(&word.as_str()))
        || is_abbreviation(name)
}

/// `NHS`, `WHO`.
fn is_abbreviation(name: &str) -> bool {
    name.chars().count() > 1 && name.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_by_a_word_of_their_name_and_persons_are_none() {
        let bodies =
            ["Sleep Clinic, St. Anne’s Hospital", "NHS", "Universität Wien", "Handout Project", "Centro de Salud"];
        assert!(bodies.iter().all(|name| is_body(name)));
        let persons = ["Ana Ruiz", "Chi Wu, MD", "J. R. R. Tolkien", "Ward", "Madonna", "Li"];
        assert!(!persons.iter().any(|name| is_body(name)));
    }
}
