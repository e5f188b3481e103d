//! The integration tests, in one binary.

mod command;
mod dump;
mod pasted;
