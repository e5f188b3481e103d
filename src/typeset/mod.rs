//! Typesetting: boxes in, pages of positioned glyphs out.
//!
//! Fonts, shaping, bidirectional text, line breaking, hyphenation and page breaking. It knows nothing of PDF.
