//! Actions hidden in nouns.

use crate::{
    check::{
        findings::Found,
        prose::Word,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "nominalization",
    family: Family::PlainLanguage,
    severity: Severity::Note,
    summary: "an action is hidden in a noun",
    reason: "`The application of the cream` is an action: `put on the cream`. Verbs are shorter, and say who acts. \
             Only nouns on our list followed by `of` are reported, and phrases such as `make a decision`.",
    check: nouns,
}];

/// Nouns before `of`, with their verbs.
const OF: &[(&str, &str)] = &[
    ("administration", "give"),
    ("application", "put on"),
    ("utilization", "use"),
    ("consumption", "eat or drink"),
    ("evaluation", "check"),
    ("assessment", "check"),
    ("discontinuation", "stop"),
    ("initiation", "start"),
    ("cessation", "stop"),
    ("completion", "finish"),
    ("removal", "take out"),
    ("insertion", "put in"),
    ("avoidance", "avoid"),
    ("reduction", "lower"),
    ("elevation", "raise"),
    ("ingestion", "swallow"),
    ("inhalation", "breathe in"),
    ("implementation", "do"),
    ("modification", "change"),
    ("continuation", "go on"),
    ("commencement", "start"),
    ("maintenance", "keep"),
    ("monitoring", "watch"),
    ("verificación", "comprobar"),
    ("administración", "dar"),
    ("aplicación", "poner"),
    ("utilización", "usar"),
    ("realización", "hacer"),
    ("interrupción", "dejar"),
    ("eliminación", "quitar"),
    ("ingestión", "tragar"),
    ("reducción", "bajar"),
    ("modificación", "cambiar"),
    ("durchführung", "machen"),
    ("verabreichung", "geben"),
    ("anwendung", "anwenden"),
    ("einleitung", "anfangen"),
    ("entfernung", "entfernen"),
    ("beendigung", "aufhören"),
    ("vermeidung", "vermeiden"),
];

/// Empty verbs before a noun that names an action, with the verb for that noun.
const WITH: &[(&[&str], &str, &str)] = &[
    (&["make", "makes", "making"], "decision", "decide"),
    (&["make", "makes", "making"], "assessment", "assess"),
    (&["make", "makes", "making"], "recommendation", "recommend"),
    (&["perform", "performs", "conduct", "carry"], "assessment", "check"),
    (&["perform", "performs", "conduct", "carry"], "examination", "examine"),
    (&["perform", "performs", "conduct", "carry"], "evaluation", "check"),
    (&["give", "gives", "take"], "consideration", "think about"),
    (&["provide", "provides"], "assistance", "help"),
    (&["provide", "provides"], "information", "tell"),
    (&["realizar", "realice", "realiza"], "evaluación", "evaluar"),
    (&["tomar", "tome"], "decisión", "decidir"),
    (&["llevar"], "cabo", "hacer"),
];

fn nouns(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(language) = subject.language else { return };
    let of: &[&str] = match language.code {
        "en" => &["of"],
        "es" => &["de", "del"],
        "de" => &["von", "der", "des"],
        _ => return,
    };
    for passage in subject.own().filter(|passage| passage.is_prose()) {
        for sentence in &passage.sentences {
            let words = passage.words_in(sentence);
            for at in 0..words.len() {
                let Some((last, verb)) = noun_of(words, at, of).or_else(|| noun_after(words, at)) else { continue };
                let part = words[at].start..words[last].end;
                let written = &passage.text[part.clone()];
                let place = subject.place(passage, part);
                found.add(place, format!("“{written}” hides an action in a noun"), format!("use the verb: “{verb}”"));
            }
        }
    }
}

/// Finds `the application of`: returns the last word, and the verb.
fn noun_of(words: &[Word], at: usize, of: &[&str]) -> Option<(usize, &'static str)> {
    let (_, verb) = OF.iter().find(|(noun, _)| *noun == &*words[at].lower)?;
    let follows = words.get(at + 1).is_some_and(|next| of.contains(&&*next.lower));
    follows.then_some((at + 1, *verb))
}

/// Finds `make a decision`: returns the last word, and the verb.
fn noun_after(words: &[Word], at: usize) -> Option<(usize, &'static str)> {
    let next = |noun: &str| (at + 1..words.len().min(at + 4)).find(|next| &*words[*next].lower == noun);
    let own = WITH.iter().filter(|(verbs, _, _)| verbs.contains(&&*words[at].lower));
    own.filter_map(|(_, noun, verb)| Some((next(noun)?, *verb))).next()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn actions_in_nouns_are_reported_with_their_verbs() {
        let findings =
            |lang: &str, text: &str| found("nominalization", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n")).len();
        assert_eq!(findings("en", "The application of the cream. We make a decision."), 2);
        assert_eq!(findings("es", "La aplicación de la crema."), 1);
        assert_eq!(findings("de", "Die Verabreichung der Tropfen."), 1);
        assert_eq!(findings("en", "An application for a card. Make tea. The decision is yours."), 0);
    }
}
