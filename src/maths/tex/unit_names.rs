//! Names of units.
