//! Tests of whole files, read back with `lopdf`.
