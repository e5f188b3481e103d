//! Tests of the processor as a whole.

mod html;
mod peers;
mod suite;
