//! Suggestions for missing keys.

use crate::value::changes;

/// Returns up to three keys similar to `key`, most similar first.
pub(super) fn nearest<'a>(key: &str, keys: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = key.to_lowercase();
    let limit = (key.chars().count() / 3).min(4);
    let mut near: Vec<(usize, &str)> =
        keys.filter_map(|other| Some((changes(&lower, &other.to_lowercase(), limit)?, other))).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, key)| key).collect()
}

/// Returns help text that suggests similar keys, or another remedy.
pub(super) fn help<'a>(key: &str, keys: impl Iterator<Item = &'a str>) -> String {
    let near: Vec<String> = nearest(key, keys).iter().map(|key| format!("`{key}`")).collect();
    match near.as_slice() {
        [] => "check the key, or add the record to the bibliography".to_owned(),
        [one] => format!("did you mean {one}?"),
        [others @ .., last] => format!("did you mean {} or {last}?", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_keys_come_first() {
        let keys = ["smith2020", "smith2021", "jones1999", "Smyth2020"];
        assert_eq!(nearest("smith202", keys.into_iter()), ["smith2020", "smith2021", "Smyth2020"]);
        assert_eq!(help("zzz", keys.into_iter()), "check the key, or add the record to the bibliography");
    }
}
