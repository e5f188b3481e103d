//! Tests of the processor as a whole.

mod html;
mod suite;
