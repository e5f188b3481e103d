//! Commands that print a symbol, and the TeX classes of symbols.

use super::atom::Class;
use std::{collections::HashMap, sync::LazyLock};

/// Letters and symbols of the ordinary class.
const ORDINARY: &str = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ \
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ \
    varphi φ chi χ psi ψ omega ω digamma ϝ Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ \
    Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω varGamma Γ varDelta Δ \
    infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ imath ı jmath ȷ eth ð \
    emptyset ∅ varnothing ∅ mho ℧ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ \
    triangle △ square □ Box □ Diamond ◊ lozenge ◊ blacksquare ■ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ \
    spadesuit ♠ flat ♭ natural ♮ sharp ♯ checkmark ✓ prime ′ backprime ‵ degree ° celsius ℃ micro µ ohm Ω permil ‰ \
    perthousand ‰ textdegree ° textmu µ textohm Ω textperthousand ‰ pounds £ euro € yen ¥ cent ¢ S § P ¶ copyright © \
    dag † ddag ‡ ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ iddots ⋰ male ♂ female ♀ \
    therefore ∴ because ∵ QED ∎ vert | | ‖ Vert ‖ backslash \\ / / textmd — aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø ss ß \
    angstrom Å Angstrom Å complement ∁ surd √ textquestiondown ¿ slash / _ _ $ $ # # & & textasciitilde ~ \
    textendash – textemdash — textbar | textless < textgreater > texttimes × textpm ± textonehalf ½";

const CLOSING: &str = "% %";

const BINARY: &str = "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ \
    lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ \
    bigtriangleup △ bigtriangledown ▽ triangleleft ◃ triangleright ▹ dagger † ddagger ‡ boxplus ⊞ boxtimes ⊠ \
    boxminus ⊟ boxdot ⊡ ltimes ⋉ rtimes ⋊ dotplus ∔ bigcirc ◯ diamond ⋄ barwedge ⊼ veebar ⊻ divideontimes ⋇ intercal ⊺ \
    centerdot ⋅ And & bmod mod cdotp ⋅";

const RELATIONS: &str = "leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ approx ≈ approxeq ≊ \
    cong ≅ sim ∼ simeq ≃ propto ∝ varpropto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ \
    lessapprox ⪅ gtrapprox ⪆ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ \
    sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ owns ∋ notin ∉ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ \
    models ⊨ vDash ⊨ Vdash ⊩ asymp ≍ doteq ≐ bowtie ⋈ smile ⌣ frown ⌢ lt < gt > colon : coloneqq ≔ eqqcolon ≕ coloneq ≔ \
    triangleq ≜ circeq ≗ doteqdot ≑ between ≬ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nsim ≁ ncong ≇ rightarrow → to → leftarrow ← \
    gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ \
    longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ \
    uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ \
    hookrightarrow ↪ hookleftarrow ↩ rightleftharpoons ⇌ leftrightharpoons ⇋ rightharpoonup ⇀ rightharpoondown ⇁ \
    leftharpoonup ↼ leftharpoondown ↽ rightleftarrows ⇄ leftrightarrows ⇆ rightrightarrows ⇉ leadsto ⇝ rightsquigarrow ⇝ \
    nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ multimap ⊸ vartriangle △ trianglelefteq ⊴ trianglerighteq ⊵ eqsim ≂ \
    thicksim ∼ thickapprox ≈ risingdotseq ≓ fallingdotseq ≒ leqq ≦ geqq ≧ restriction ↾ textrightarrow → textleftarrow ←";

const LARGE: &str = "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ bigcup ⋃ bigcap ⋂ bigvee ⋁ \
    bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆ intop ∫ smallint ∫";

const OPEN: &str = "{ { lbrace { lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lparen ( ulcorner ⌜ llcorner ⌞ \
    lgroup ⟮ llbracket ⟦ lBrack ⟦";

const CLOSE: &str = "} } rbrace } rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rparen ) urcorner ⌝ lrcorner ⌟ \
    rgroup ⟯ rrbracket ⟧ rBrack ⟧";

const PUNCTUATION: &str = "comma , semicolon ;";

const FUNCTIONS: &str = "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arctg arcctg tg ctg cosec log ln lg exp \
    ker dim hom deg arg lim limsup liminf sup inf max min det gcd lcm Pr argmax argmin injlim projlim erf sgn Var Cov";

/// Rarely used relations, operators and symbols of amssymb.
const RARE_RELATIONS: &str = "Bumpeq ≎ bumpeq ≏ Doteq ≑ Join ⋈ Lleftarrow ⇚ Rrightarrow ⇛ Lsh ↰ Rsh ↱ Subset ⋐ Supset ⋑ Vvdash ⊪ \
    backepsilon ∍ backsim ∽ backsimeq ⋍ circlearrowleft ↺ circlearrowright ↻ curlyeqprec ⋞ curlyeqsucc ⋟ \
    curvearrowleft ↶ curvearrowright ↷ dashleftarrow ⇠ dashrightarrow ⇢ downdownarrows ⇊ downharpoonleft ⇃ \
    downharpoonright ⇂ eqcirc ≖ eqslantgtr ⪖ eqslantless ⪕ gggtr ⋙ gnapprox ⪊ gneq ⪈ gneqq ≩ gnsim ⋧ gtrdot ⋗ gtreqless ⋛ \
    gtreqqless ⪌ leftarrowtail ↢ leftleftarrows ⇇ leftrightsquigarrow ↭ lessdot ⋖ lesseqgtr ⋚ lesseqqgtr ⪋ llless ⋘ \
    lnapprox ⪉ lneq ⪇ lneqq ≨ lnsim ⋦ looparrowleft ↫ looparrowright ↬ nLeftarrow ⇍ nLeftrightarrow ⇎ nVDash ⊯ nVdash ⊮ \
    nleftrightarrow ↮ nprec ⊀ npreceq ⋠ nsucc ⊁ nsucceq ⋡ ntriangleleft ⋪ ntrianglelefteq ⋬ ntriangleright ⋫ \
    ntrianglerighteq ⋭ nvDash ⊭ nvdash ⊬ pitchfork ⋔ precapprox ⪷ preccurlyeq ≼ precnapprox ⪹ precneqq ⪵ precnsim ⋨ \
    precsim ≾ rightarrowtail ↣ shortmid ∣ shortparallel ∥ smallfrown ⌢ smallsmile ⌣ sqsubset ⊏ sqsupset ⊐ subseteqq ⫅ \
    subsetneqq ⫋ succapprox ⪸ succcurlyeq ≽ succnapprox ⪺ succneqq ⪶ succnsim ⋩ succsim ≿ supseteqq ⫆ supsetneqq ⫌ \
    twoheadleftarrow ↞ twoheadrightarrow ↠ upharpoonleft ↿ upharpoonright ↾ upuparrows ⇈ vartriangleleft ⊲ \
    vartriangleright ⊳ dblcolon ∷ xleftrightharpoon ⇋ origof ⊶ imageof ⊷";

const RARE_BINARY: &str = "Cap ⋒ Cup ⋓ doublecap ⋒ doublecup ⋓ circledast ⊛ circledcirc ⊚ circleddash ⊝ curlyvee ⋎ curlywedge ⋏ \
    doublebarwedge ⩞ leftthreetimes ⋋ rightthreetimes ⋌ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵";

const RARE_ORDINARY: &str = "Finv Ⅎ Game ⅁ blacklozenge ⧫ blacktriangle ▲ blacktriangledown ▼ blacktriangleleft ◀ \
    blacktriangleright ▶ circledR ® circledS Ⓢ daleth ℸ diagdown ╲ diagup ╱ maltese ✠ sphericalangle ∢ triangledown ▽ \
    varvdots ⋮ ldotp . mathellipsis … mathsterling £ textsterling £ textdollar $ textunderscore _ textbackslash \\ \
    textbraceleft { textbraceright } textdagger † textdaggerdbl ‡ textellipsis … textquoteleft ‘ textquoteright ’ \
    textquotedblleft “ textquotedblright ” textasciicircum ^ textbardbl ‖ textregistered ® texttrademark ™ \
    textcopyright © textparagraph ¶ textsection § textperiodcentered · textdiv ÷ textbullet • lmoustache ⎰ rmoustache ⎱";

static SYMBOLS: LazyLock<HashMap<&str, (&str, Class)>> = LazyLock::new(|| {
    let mut symbols = HashMap::new();
    let tables = [
        (ORDINARY, Class::Ordinary),
        (RARE_ORDINARY, Class::Ordinary),
        (RARE_BINARY, Class::Binary),
        (RARE_RELATIONS, Class::Relation),
        (CLOSING, Class::Close),
        (BINARY, Class::Binary),
        (RELATIONS, Class::Relation),
        (LARGE, Class::Large),
        (OPEN, Class::Open),
        (CLOSE, Class::Close),
        (PUNCTUATION, Class::Punctuation),
    ];
    for (table, class) in tables {
        let mut words = table.split_whitespace();
        while let (Some(name), Some(text)) = (words.next(), words.next()) {
            symbols.insert(name, (text, class));
        }
    }
    for name in FUNCTIONS.split_whitespace() {
        let text = match name {
            "limsup" => "lim sup",
            "liminf" => "lim inf",
            "argmax" => "arg max",
            "argmin" => "arg min",
            name => name,
        };
        symbols.insert(name, (text, Class::Function));
    }
    symbols
});

static CLASSES: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let mut classes: HashMap<&str, Class> = HashMap::new();
    for &(text, class) in SYMBOLS.values().filter(|(text, class)| *class != Class::Function && *text != "|") {
        let known = classes.entry(text).or_insert(class);
        // a symbol with two classes must get the same one in every run
        if (*known as u8) < class as u8 {
            *known = class;
        }
    }
    let own = [
        ("+-−*∗±", Class::Binary),
        ("=<>:", Class::Relation),
        (",;", Class::Punctuation),
        ("([", Class::Open),
        (")]!?%", Class::Close),
        ("/.|‖\\@\"&°′½", Class::Ordinary),
    ];
    for (texts, class) in own {
        let mut rest = texts;
        while let Some(c) = rest.chars().next() {
            let (one, after) = rest.split_at(c.len_utf8());
            classes.insert(one, class);
            rest = after;
        }
    }
    classes
});

/// Returns the symbol of a command, without its backslash.
pub(super) fn find(name: &str) -> Option<(&'static str, Class)> {
    SYMBOLS.get(name).copied()
}

/// Returns the TeX class of a symbol.
pub(super) fn class_of(text: &str) -> Class {
    CLASSES.get(text).copied().unwrap_or(Class::Ordinary)
}

/// Returns whether the limits of an operator or function are set over and under it.
pub(super) fn has_limits(text: &str) -> bool {
    let integral = text.starts_with(['∫', '∬', '∭', '⨌', '∮', '∯']);
    let function = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let limited = [
        "lim", "lim sup", "lim inf", "sup", "inf", "max", "min", "det", "gcd", "Pr", "arg max", "arg min", "injlim",
        "projlim",
    ];
    if function { limited.contains(&text) } else { !integral }
}

/// Returns a delimiter that is written as a plain character.
pub(super) fn bracket(written: &str) -> Option<&'static str> {
    const ITSELF: &[&str] = &["(", ")", "[", "]", "|", "/", "⟨", "⟩", "⌈", "⌉", "⌊", "⌋", "‖"];
    match written {
        "<" => Some("⟨"),
        ">" => Some("⟩"),
        _ => ITSELF.iter().find(|same| **same == written).copied(),
    }
}

/// Returns a delimiter by its command name.
pub(super) fn delimiter(name: &str) -> Option<&'static str> {
    let arrow = matches!(name, "uparrow" | "downarrow" | "updownarrow" | "Uparrow" | "Downarrow" | "Updownarrow");
    let line = matches!(name, "vert" | "Vert" | "|" | "backslash");
    let fits = |class| matches!(class, Class::Open | Class::Close) || arrow || line;
    find(name).filter(|(_, class)| fits(*class)).map(|(text, _)| text)
}

/// Returns the character of an accent, and whether it stretches.
pub(super) fn accent(name: &str) -> Option<(&'static str, bool)> {
    Some(match name {
        "hat" => ("^", false),
        "widehat" => ("^", true),
        "tilde" => ("~", false),
        "widetilde" => ("~", true),
        "bar" => ("¯", false),
        "vec" => ("→", false),
        "dot" => ("˙", false),
        "ddot" => ("¨", false),
        "dddot" => ("⃛", false),
        "acute" => ("´", false),
        "grave" => ("`", false),
        "widecheck" => ("ˇ", true),
        "check" => ("ˇ", false),
        "breve" => ("˘", false),
        "mathring" => ("˚", false),
        _ => return None,
    })
}

/// Returns a line, brace or arrow as wide as its base, and whether it is under it.
pub(super) fn line(name: &str) -> Option<(&'static str, bool)> {
    Some(match name {
        "overline" => ("‾", false),
        "underline" | "underbar" => ("_", true),
        "overbrace" => ("⏞", false),
        "underbrace" => ("⏟", true),
        "overparen" | "wideparen" | "overgroup" => ("⏜", false),
        "underparen" | "undergroup" => ("⏝", true),
        "overbracket" => ("⎴", false),
        "underbracket" => ("⎵", true),
        "overrightarrow" => ("→", false),
        "overleftarrow" => ("←", false),
        "overleftrightarrow" => ("↔", false),
        "underrightarrow" => ("→", true),
        "underleftarrow" => ("←", true),
        "underleftrightarrow" => ("↔", true),
        _ => return None,
    })
}

/// Returns an arrow as wide as its label.
pub(super) fn arrow(name: &str) -> Option<&'static str> {
    Some(match name {
        "xrightarrow" => "→",
        "xleftarrow" => "←",
        "xleftrightarrow" => "↔",
        "xRightarrow" => "⇒",
        "xLeftarrow" => "⇐",
        "xLeftrightarrow" => "⇔",
        "xrightleftharpoons" => "⇌",
        "xleftrightharpoons" => "⇋",
        "xmapsto" => "↦",
        "xhookrightarrow" => "↪",
        "xlongequal" => "=",
        _ => return None,
    })
}

/// Returns the size of `\big` and similar commands in ems, and the class that they give.
pub(super) fn size(name: &str) -> Option<(f32, Option<Class>)> {
    let (base, class) = match name.as_bytes() {
        [base @ .., b'l'] => (base, Some(Class::Open)),
        [base @ .., b'r'] => (base, Some(Class::Close)),
        [base @ .., b'm'] => (base, Some(Class::Relation)),
        base => (base, None),
    };
    let size = match base {
        b"big" => 1.2,
        b"Big" => 1.8,
        b"bigg" => 2.4,
        b"Bigg" => 3.0,
        _ => return None,
    };
    Some((size, class))
}
