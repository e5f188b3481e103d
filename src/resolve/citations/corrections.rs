//! Corrections of bundled styles that lag behind the manuals they implement. An author's own `.csl` file is used
//! unchanged.

/// A passage in a style's XML and its replacement.
struct Correction {
    style: &'static str,
    from: &'static str,
    to: &'static str,
}

const CORRECTIONS: [Correction; 3] = [
    // ranges of numbers are joined: `[1]–[3]` (IEEE Reference Guide, II.A)
    Correction {
        style: "institute-of-electrical-and-electronics-engineers",
        from: "<citation>",
        to: "<citation collapse=\"citation-number\">",
    },
    // "Retrieved" is printed only with the day (APA 7, 9.16)
    Correction {
        style: "american-psychological-association",
        from: r#"<text term="retrieved" text-case="capitalize-first"/>
              <group delimiter=", ">
                <date form="text" variable="accessed"/>
                <text term="from"/>
              </group>"#,
        to: r#"<group delimiter=" "><text term="retrieved" text-case="capitalize-first"/>
              <group delimiter=", ">
                <date form="text" variable="accessed"/>
                <text term="from"/>
              </group></group>"#,
    },
    // a report's number follows the year (AMA 11, 3.13.3)
    Correction {
        style: "american-medical-association",
        from: r#"<text variable="page"/>
              </group>
            </if>
            <else-if match="any" type="chapter"#,
        to: r#"<text variable="page"/>
              </group>
              <choose><if type="report"><text variable="number"/></if></choose>
            </if>
            <else-if match="any" type="chapter"#,
    },
];

/// Returns the XML of a bundled style with corrections applied.
pub(super) fn correct(style: &str, xml: String) -> String {
    let of_style = CORRECTIONS.iter().filter(|correction| correction.style == style);
    of_style.fold(xml, |xml, correction| xml.replacen(correction.from, correction.to, 1))
}

/// Returns the XML of the NLM style with citations in square brackets.
pub(super) fn in_brackets(xml: &str) -> Option<String> {
    const ROUND: &str = r#"<layout delimiter="," prefix="(" suffix=")">"#;
    xml.contains(ROUND).then(|| xml.replacen(ROUND, r#"<layout delimiter="," prefix="[" suffix="]">"#, 1))
}

#[cfg(test)]
mod tests {
    use super::{super::archive::Bundled, *};

    #[test]
    fn every_correction_is_still_needed() {
        for correction in CORRECTIONS {
            let xml = Bundled::by_name(correction.style).and_then(Bundled::xml).expect("a bundled style");
            assert_eq!(xml.matches(correction.from).count(), 1, "{}: {}", correction.style, correction.from);
        }
    }

    #[test]
    fn the_default_style_can_be_built() {
        let xml = Bundled::by_name("nlm-citation-sequence").and_then(Bundled::xml).expect("a bundled style");
        assert!(in_brackets(&xml).is_some());
    }
}
