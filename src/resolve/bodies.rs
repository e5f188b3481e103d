//! Names of organizations such as clinics, which take no “by” in a byline.

/// Words in the names of organizations, in the supported languages with Latin script.
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

/// Returns whether a name is that of an organization, judged by its words.
pub(super) fn is_body(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // A single capitalized word may be a family name.
    words.clone().count() > 1 && words.map(str::to_lowercase).any(|word| WORDS.contains(&word.as_str()))
        || is_abbreviation(name)
}

/// Returns whether a name is an abbreviation: `NHS`, `WHO`.
fn is_abbreviation(name: &str) -> bool {
    name.chars().count() > 1 && name.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_are_recognized_by_a_word_in_their_name() {
        let bodies =
            ["Sleep Clinic, St. Anne’s Hospital", "NHS", "Universität Wien", "Handout Project", "Centro de Salud"];
        assert!(bodies.iter().all(|name| is_body(name)));
        let persons = ["Ana Ruiz", "Chi Wu, MD", "J. R. R. Tolkien", "Ward", "Madonna", "Li"];
        assert!(!persons.iter().any(|name| is_body(name)));
    }
}
