//! Integration tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod batch;
mod binary;
mod boxes;
mod check;
mod clinic;
mod command;
mod docx;
mod dump;
mod epub;
mod fonts;
mod form;
mod glyphs;
mod habits;
mod harmless;
mod html;
mod impose;
mod kindle;
mod looks;
mod markdown;
mod messages;
mod outside;
mod panics;
mod parity;
mod pasted;
mod pipe;
mod poppler;
mod reproducible;
mod ruby;
mod safety;
mod saved;
mod schema;
mod scripts;
#[cfg(feature = "serve")]
mod serve;
mod surroundings;
mod tagged;
mod words;
mod workers;
mod writing;
