//! A line as pieces: formatted text, breaks, pictures. Converts them to nested inlines.

use crate::{
    article::{Formula, Inline, InlineCode, InlineImage, Lang, LineBreak, Scope, Span, Style, Width},
    read::common::clean::{is_noise, spaced},
};

/// A line under construction.
pub(super) type Pieces<'a> = Vec<Piece<'a>>;

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) kind: Kind,
    pub(super) look: Look<'a>,
    pub(super) span: Span,
}

/// The kind of a piece.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Words(String),
    Break,
    /// A page break.
    Page,
    /// A task box, and whether it is ticked.
    Tick(bool),
    Picture {
        path: String,
        alt: String,
        width: Option<Width>,
    },
    Other(Inline),
    /// A display formula, if its paragraph contains nothing else.
    Display(Box<Formula>),
    /// The position of blocks outside the line: those of a text box, by index.
    Aside(usize),
}

/// The formatting of text that differs from its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look<'a> {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
    pub(super) small_caps: bool,
    pub(super) up: bool,
    pub(super) down: bool,
    pub(super) code: bool,
    /// The language, if it is not the article's.
    pub(super) lang: Option<&'a str>,
}

/// The styles, outermost first.
const STYLES: [Style; 6] = [Style::Strong, Style::Emphasis, Style::Strike, Style::SmallCaps, Style::Sup, Style::Sub];

impl Look<'_> {
    fn has(&self, style: Style) -> bool {
        match style {
            Style::Strong => self.bold,
            Style::Emphasis => self.italic,
            Style::Strike => self.strike,
            Style::SmallCaps => self.small_caps,
            Style::Sup => self.up,
            Style::Sub => self.down,
            Style::Keyboard => false,
        }
    }

    /// Returns the formatting that two looks share.
    fn shared(self, other: Self) -> Self {
        Self {
            bold: self.bold && other.bold,
            italic: self.italic && other.italic,
            strike: self.strike && other.strike,
            small_caps: self.small_caps && other.small_caps,
            up: self.up && other.up,
            down: self.down && other.down,
            code: self.code && other.code,
            lang: self.lang.filter(|_| self.lang == other.lang),
        }
    }
}

impl<'a> Piece<'a> {
    pub(super) fn words(words: impl Into<String>, look: Look<'a>, span: Span) -> Self {
        Self { kind: Kind::Words(words.into()), look, span }
    }

    pub(super) fn other(inline: Inline) -> Self {
        let span = inline.span();
        Self { kind: Kind::Other(inline), look: Look::default(), span }
    }

    /// Returns whether it is only white space.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Words(words) if words.chars().all(|c| c.is_whitespace() || is_noise(c)))
    }
}

/// Returns the text of pieces, as written.
pub(super) fn raw(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.kind {
            Kind::Words(words) => text.push_str(words),
            Kind::Break | Kind::Page => text.push('\n'),
            Kind::Other(inline) => text.push_str(&crate::article::plain_text(std::slice::from_ref(inline))),
            Kind::Display(formula) => text.push_str(&formula.in_line()),
            Kind::Tick(_) | Kind::Picture { .. } | Kind::Aside(_) => {}
        }
    }
    text
}

/// Returns a line as inlines, with single spaces, and without spaces and breaks at the ends.
pub(super) fn line(mut pieces: Vec<Piece<'_>>) -> Vec<Inline> {
    let first = pieces.iter().position(|piece| !is_edge(piece)).unwrap_or(pieces.len());
    pieces.drain(..first);
    while pieces.last().is_some_and(is_edge) {
        pieces.pop();
    }
    part(pieces, true)
}

/// Returns part of a line as inlines. Spaces at the ends are kept, unless it is a whole line.
pub(super) fn part(mut pieces: Vec<Piece<'_>>, whole: bool) -> Vec<Inline> {
    settle_blanks(&mut pieces);
    single_spaces(&mut pieces, whole);
    pieces.retain(|piece| !matches!(&piece.kind, Kind::Words(words) if words.is_empty()));
    by_language(pieces)
}

fn is_edge(piece: &Piece<'_>) -> bool {
    piece.is_blank() || matches!(piece.kind, Kind::Break)
}

/// Gives white space between words the formatting that both words share.
fn settle_blanks(pieces: &mut [Piece<'_>]) {
    let mut after = Look::default();
    for piece in pieces.iter_mut().rev() {
        if piece.is_blank() { piece.look = after } else { after = piece.look }
    }
    let mut before = Look::default();
    for piece in pieces {
        if piece.is_blank() {
            piece.look = piece.look.shared(before);
        }
        before = piece.look;
    }
}

/// Collapses white space and removes characters that are never displayed.
fn single_spaces(pieces: &mut [Piece<'_>], whole: bool) {
    let mut before = whole.then_some(' ');
    let mut last_words = None;
    for at in 0..pieces.len() {
        let next = pieces.get(at + 1).map(|piece| match &piece.kind {
            Kind::Words(words) => words.chars().find(|&c| !is_noise(c)).unwrap_or(' '),
            _ => '\u{fffc}',
        });
        let code = pieces[at].look.code;
        match &mut pieces[at].kind {
            Kind::Words(_) if code => before = Some('\u{fffc}'),
            Kind::Words(words) => {
                *words = spaced(words, &mut before, next);
                if !words.is_empty() {
                    last_words = Some(at);
                }
            }
            Kind::Break | Kind::Page => {
                trim_last(pieces, last_words.take());
                before = Some(' ');
            }
            Kind::Aside(_) => {}
            Kind::Tick(_) | Kind::Picture { .. } | Kind::Other(_) | Kind::Display(_) => {
                before = Some('\u{fffc}');
                last_words = None;
            }
        }
    }
    if whole {
        trim_last(pieces, last_words);
    }
}

fn trim_last(pieces: &mut [Piece<'_>], at: Option<usize>) {
    if let Some(Kind::Words(words)) = at.and_then(|at| pieces.get_mut(at)).map(|piece| &mut piece.kind) {
        words.truncate(words.trim_end_matches([' ', '\u{a0}']).len());
    }
}

/// Splits pieces into runs with the same value of `of`.
fn runs<'a, T: PartialEq>(pieces: Vec<Piece<'a>>, of: impl Fn(&Piece<'a>) -> T) -> Vec<(T, Vec<Piece<'a>>)> {
    let mut runs: Vec<(T, Vec<Piece<'a>>)> = Vec::new();
    for piece in pieces {
        let own = of(&piece);
        match runs.last_mut() {
            Some((known, run)) if *known == own => run.push(piece),
            _ => runs.push((own, vec![piece])),
        }
    }
    runs
}

fn by_language(pieces: Vec<Piece<'_>>) -> Vec<Inline> {
    let mut content = Vec::new();
    for (lang, run) in runs(pieces, |piece| piece.look.lang) {
        let inner = styled(run, &STYLES);
        match lang.and_then(|lang| Lang::new(lang).ok()) {
            Some(lang) if !inner.is_empty() => {
                let span = cover(&inner);
                content.push(Inline::Scope(Box::new(Scope {
                    lang: Some(lang),
                    content: inner,
                    span,
                    ..Scope::default()
                })));
            }
            _ => append(&mut content, inner),
        }
    }
    content
}

fn styled(pieces: Vec<Piece<'_>>, styles: &[Style]) -> Vec<Inline> {
    let Some((&style, rest)) = styles.split_first() else { return plain(pieces) };
    let mut content = Vec::new();
    for (has, run) in runs(pieces, |piece| piece.look.has(style)) {
        let shows = run.iter().any(|piece| !piece.is_blank());
        let marks =
            matches!(style, Style::Sup | Style::Sub) && run.iter().all(|piece| matches!(piece.kind, Kind::Other(_)));
        let inner = styled(run, rest);
        if has && shows && !marks {
            let span = cover(&inner);
            content.push(Inline::styled(style, inner, span));
        } else {
            append(&mut content, inner);
        }
    }
    content
}

fn plain(pieces: Vec<Piece<'_>>) -> Vec<Inline> {
    let mut content = Vec::new();
    for (code, run) in runs(pieces, |piece| piece.look.code && matches!(piece.kind, Kind::Words(_))) {
        if code {
            let span = run.iter().fold(Span::default(), |span, piece| span.cover(piece.span));
            let text = raw(&run).replace(['\t', '\u{a0}'], " ");
            if !text.trim().is_empty() {
                content.push(Inline::Code(InlineCode { text: text.trim().to_owned(), span }));
            }
            continue;
        }
        for Piece { kind, span, .. } in run {
            let inline = match kind {
                Kind::Words(words) => Inline::text(words, span),
                Kind::Break | Kind::Page => Inline::Break(LineBreak { span }),
                Kind::Tick(ticked) => Inline::text(if ticked { "☒" } else { "☐" }, span),
                Kind::Picture { path, alt, .. } => Inline::Image(InlineImage { path, alt, span }),
                Kind::Other(inline) => inline,
                Kind::Display(formula) => Inline::Formula(formula),
                Kind::Aside(_) => continue,
            };
            append(&mut content, vec![inline]);
        }
    }
    content
}

/// Appends inlines and merges adjacent text.
fn append(content: &mut Vec<Inline>, inner: Vec<Inline>) {
    for inline in inner {
        match (content.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => {
                before.text.push_str(&text.text);
                before.span = before.span.cover(text.span);
            }
            (_, inline) => content.push(inline),
        }
    }
}

/// Returns the span of inlines.
pub(super) fn cover(content: &[Inline]) -> Span {
    content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    fn bold(words: &str) -> Piece<'static> {
        Piece::words(words, Look { bold: true, ..Look::default() }, Span::default())
    }

    fn normal(words: &str) -> Piece<'static> {
        Piece::words(words, Look::default(), Span::default())
    }

    #[test]
    fn bold_words_with_plain_spaces_between_them_are_one_run() {
        let line = line(vec![bold("Drink"), normal(" "), bold("water"), bold(" "), normal("often "), normal(" now ")]);
        assert!(matches!(&line[0], Inline::Styled(x) if plain_text(&x.content) == "Drink water"));
        assert_eq!((line.len(), plain_text(&line).as_str()), (2, "Drink water often now"));
    }

    #[test]
    fn a_no_break_space_between_a_number_and_its_unit_stays_across_runs() {
        let text = |pieces| plain_text(&line(pieces));
        assert_eq!(text(vec![normal("take 5"), bold("\u{a0}"), normal("mg")]), "take 5\u{a0}mg");
        assert_eq!(text(vec![normal("take\u{a0}"), bold(" it")]), "take it");
    }
}
