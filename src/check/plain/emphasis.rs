//! Words in capitals, and blocks in bold or italics.

use crate::{
    article::{Inline, Span, Style, for_each_inline, plain_text},
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "all-capitals",
        family: Family::PlainLanguage,
        severity: Severity::Warning,
        summary: "four or more consecutive words are in capitals",
        reason: "Words in capitals all have the same rectangular shape: they are slower to read, and some screen \
                 readers spell them out. Use lower case, and make important words bold.",
        check: capitals,
    },
    Rule {
        name: "emphasis-block",
        family: Family::PlainLanguage,
        severity: Severity::Note,
        summary: "more than 25 consecutive words are bold or in italics",
        reason: "If everything is emphasized, nothing is. Blocks of italics are hard to read for people with low \
                 vision or dyslexia. Emphasize a few words, or put the paragraph into a box: `> [!IMPORTANT]`.",
        check: blocks,
    },
];

/// The minimum number of words in capitals to be reported, and their minimum number of letters.
const IN_A_ROW: usize = 4;
const LETTERS: usize = 14;

/// The maximum number of consecutive words in bold or italics.
const STRESSED: usize = 25;

fn capitals(subject: &Subject<'_>, found: &mut Found<'_>) {
    for passage in &subject.prose.passages {
        let mut run: Option<(usize, usize, usize, usize)> = None;
        let mut ended = Vec::new();
        for word in &passage.words {
            let written = passage.word(word);
            let letters = written.chars().filter(|c| c.is_alphabetic()).count();
            let is_capital = letters > 0 && written.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
            match (&mut run, is_capital) {
                (Some((_, end, words, all)), true) => (*end, *words, *all) = (word.end, *words + 1, *all + letters),
                (None, true) => run = Some((word.start, word.end, 1, letters)),
                (_, false) => ended.extend(run.take()),
            }
        }
        ended.extend(run);
        for (start, end, words, letters) in ended {
            if words >= IN_A_ROW && letters >= LETTERS {
                let message = format!("{words} consecutive words are in capitals");
                found.add(subject.place(passage, start..end), message, "use lower case, and make important words bold");
            }
        }
    }
}

fn blocks(subject: &Subject<'_>, found: &mut Found<'_>) {
    for body in subject.article().bodies() {
        let mut last = Span::default();
        for_each_inline(body, &mut |inline| {
            let Inline::Styled(styled) = inline else { return };
            let stresses = matches!(styled.style, Style::Strong | Style::Emphasis);
            let words = plain_text(&styled.content).split_whitespace().count();
            // bold inside italics is one block
            let inside = last.start <= styled.span.start && styled.span.end <= last.end && !last.is_unknown();
            if stresses && words > STRESSED && !inside {
                last = styled.span;
                let how = if styled.style == Style::Strong { "bold" } else { "in italics" };
                found.add(
                    styled.span,
                    format!("{words} consecutive words are {how}"),
                    "emphasize a few words, or \
                                                use a box",
                );
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn words_in_capitals_are_reported_and_names_are_not() {
        assert_eq!(found("all-capitals", "# A\n\nPlease DO NOT STOP TAKING THIS MEDICINE today.\n").len(), 1);
        assert_eq!(found("all-capitals", "# KEEP OUT OF REACH OF CHILDREN\n\nRest.\n").len(), 1);
        assert!(found("all-capitals", "# A\n\nDo NOT stop. The FDA, NIH, CDC and WHO agree. A B C D E.\n").is_empty());
    }

    #[test]
    fn a_block_of_bold_is_reported_once() {
        let long = "word ".repeat(30);
        assert_eq!(found("emphasis-block", &format!("# A\n\n***{}***\n", long.trim())).len(), 1);
        assert!(found("emphasis-block", "# A\n\n**Call us** if it hurts.\n").is_empty());
    }
}
