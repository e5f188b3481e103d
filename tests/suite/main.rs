//! The integration tests, in one binary.

mod dump;
mod pasted;
