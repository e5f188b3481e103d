//! Citation Style Language (CSL) 1.0.2: bibliographic items in, formatted citations and a bibliography out.
//!
//! This module follows the chapters of the [CSL specification](https://docs.citationstyles.org/en/stable/specification.html)
//! and depends on nothing else in this crate. It neither reads files nor looks anything up: the caller supplies the style
//! and the locales as XML text and the items as [`Item`]s or CSL-JSON.
//!
//! ```text
//! let style = csl::Style::parse(&xml)?;                       // once per style
//! let locales = csl::Locales::new(&style, "en-GB", |tag| …);  // once per style and language
//! let items = csl::item::from_json(&json)?.items;
//! let output = csl::Processor::new(&style, &locales, &items).uncited(&["doe"]).render(&clusters);
//! output.citations[0].runs; output.bibliography[0].runs;
//! ```
//!
//! - Input: [`item`] (works) and [`cite`] (what the text cites).
//! - Output: [`Output`], whose text is a small tree of [`Run`]s.
//! - Styles and locales: [`style`] and [`locale`], parsed from XML with bounded depth.

mod attributes;
mod bibliography;
mod citations;
pub mod cite;
mod collate;
mod disambiguate;
mod elements;
mod error;
mod finish;
pub mod item;
pub mod locale;
pub mod locales;
mod markup;
mod node;
mod number;
pub mod output;
mod page_range;
mod position;
mod processor;
mod render;
mod sort;
pub mod style;
mod text_case;
mod xml;

pub use cite::{Cite, CiteForm, Cluster};
pub use error::Error;
pub use item::{Date, DateParts, Item, Name};
pub use locale::Locale;
pub use locales::Locales;
pub use output::{Align, Citation, Display, Entry, Font, Output, Run};
pub use processor::Processor;
pub use style::{Class, Style};

#[cfg(test)]
mod tests;
