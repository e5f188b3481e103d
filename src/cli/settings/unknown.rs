//! Suggestions for unknown keys.

/// Returns a suggestion for an unknown key.
pub(super) fn unknown_of(name: &str, known: &[&str]) -> String {
    let similarity = |known: &str| strsim::jaro(name, known);
    let near = known.iter().copied().max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
    match near.filter(|near| similarity(near) > 0.7) {
        Some(near) => format!("unknown key `{name}`: did you mean `{near}`?"),
        None => format!("unknown key `{name}`: expected one of {}", known.join(", ")),
    }
}
