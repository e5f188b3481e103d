//! Maps entry types to CSL types, and to the genre that they imply.

/// Returns the CSL type of an entry. `has` returns whether the entry has a field.
pub(super) fn csl(kind: &str, subtype: &str, has: &dyn Fn(&str) -> bool) -> &'static str {
    let is_preprint = has("eprint") || has("archiveprefix") || has("eprinttype");
    match kind {
        "article" => match subtype {
            "magazine" => "article-magazine",
            "newspaper" => "article-newspaper",
            _ => "article-journal",
        },
        "suppperiodical" | "periodical" => "article-journal",
        "book" | "mvbook" | "collection" | "mvcollection" | "reference" | "mvreference" | "proceedings"
        | "mvproceedings" | "manual" | "commentary" => "book",
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => "chapter",
        "inreference" => "entry-encyclopedia",
        "inproceedings" | "conference" => "paper-conference",
        "report" | "techreport" => "report",
        "thesis" | "phdthesis" | "mastersthesis" | "mathesis" => "thesis",
        "online" | "electronic" | "www" => "webpage",
        "patent" => "patent",
        "dataset" => "dataset",
        "software" => "software",
        "standard" => "standard",
        "booklet" => "pamphlet",
        "artwork" | "image" => "graphic",
        "audio" | "music" => "song",
        "video" | "movie" => "motion_picture",
        "performance" => "performance",
        "jurisdiction" => "legal_case",
        "legislation" | "legal" => "legislation",
        "letter" => "personal_communication",
        "review" => "review",
        "unpublished" if has("eventtitle") => "speech",
        "unpublished" if !is_preprint => "manuscript",
        _ if is_preprint => "article",
        "misc" if has("url") || has("howpublished") => "webpage",
        _ => "document",
    }
}

/// Returns the genre from an entry's `type` field, which may be a biblatex identifier, or from the entry type itself.
pub(super) fn genre(kind: &str, written: &str) -> String {
    // what databases call every article
    const PLAIN: [&str; 6] =
        ["article", "conference paper", "journal article", "proceedings paper", "research article", "review"];
    if PLAIN.contains(&written.to_lowercase().as_str()) && matches!(kind, "article" | "inproceedings" | "conference") {
        return String::new();
    }
    let words = match if written.is_empty() { kind } else { written } {
        "phdthesis" => "PhD thesis",
        "mastersthesis" | "mathesis" => "Master’s thesis",
        "bathesis" => "Bachelor’s thesis",
        "candthesis" => "Candidate thesis",
        "techreport" if !written.is_empty() => "Technical report",
        "resreport" => "Research report",
        "software" if !written.is_empty() => "Computer software",
        "datacd" => "Data CD",
        "audiocd" => "Audio CD",
        "patent" if !written.is_empty() => "Patent",
        "patentus" => "U.S. Patent",
        "patentuk" => "British patent",
        "patenteu" => "European patent",
        "patentde" => "German patent",
        "patentfr" => "French patent",
        "patreq" => "Patent request",
        "patrequs" => "U.S. patent request",
        "patrequk" => "British patent request",
        "patreqeu" => "European patent request",
        "patreqde" => "German patent request",
        "patreqfr" => "French patent request",
        _ => written,
    };
    words.to_owned()
}

/// Returns the text of a `series`, which may be a biblatex identifier or, in a journal, a number.
pub(super) fn series(kind: &str, written: &str) -> String {
    match written {
        "newseries" => "New series".to_owned(),
        "oldseries" => "Old series".to_owned(),
        number if kind == "article" => match number.parse::<u32>() {
            Ok(number) => format!("{number}{} series", ordinal_ending(number)),
            Err(_) => written.to_owned(),
        },
        _ => written.to_owned(),
    }
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// Returns the text of a `location`, in which biblatex has identifiers for the countries of patents.
pub(super) fn location(written: &str) -> String {
    const COUNTRIES: [(&str, &str); 6] = [
        ("countryde", "Germany"),
        ("countryep", "European Union"),
        ("countryeu", "European Union"),
        ("countryfr", "France"),
        ("countryuk", "United Kingdom"),
        ("countryus", "United States"),
    ];
    if !written.contains("country") {
        return written.to_owned();
    }
    let named = |part: &str| {
        COUNTRIES.iter().find(|(own, _)| *own == part).map_or(part.to_owned(), |(_, name)| (*name).to_owned())
    };
    written.split(" and ").map(named).collect::<Vec<_>>().join(" and ")
}

/// Returns the text of a `pubstate`.
pub(super) fn status(written: &str) -> &str {
    match written {
        "inpress" => "in press",
        "inpreparation" => "in preparation",
        "prepublished" => "pre-published",
        other => other,
    }
}

/// Returns the CSL role of an editor with a biblatex `editortype`.
pub(super) fn editor_role(written: &str, default: &'static str) -> &'static str {
    match written {
        "editor" => "editor",
        "compiler" => "compiler",
        "translator" => "translator",
        "director" => "director",
        // CSL's organizers are those of events, and styles do not print them with books
        "organizer" => "editor",
        "illustrator" => "illustrator",
        "producer" => "producer",
        "founder" | "continuator" | "redactor" | "reviser" | "collaborator" => "contributor",
        _ => default,
    }
}
