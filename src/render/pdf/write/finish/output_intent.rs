//! The output intent: colors are sRGB (ISO 19005-2, 6.2.3).

use super::{name, string};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Adds the profile; returns the catalog's `OutputIntents`.
pub(super) fn add(file: &mut Document) -> Object {
    let profile = Stream::new(dictionary! { "N" => 3 }, srgb());
    let intent: Dictionary = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => string::text("sRGB IEC61966-2.1"),
        "Info" => string::text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => file.add_object(profile),
    };
    Object::Array(vec![intent.into()])
}

/// Returns an ICC profile of sRGB (IEC 61966-2-1), version 4.2 (ICC.1:2004-10): primaries and white point adapted to
/// D50, and the exact transfer curve. It is generated here, so that no profile under another license is shipped.
fn srgb() -> Vec<u8> {
    /// The XYZ values of the primaries, adapted from D65 to D50 by the Bradford transform, and of D50 itself.
    const RED: [f64; 3] = [0.436_065_7, 0.222_488_4, 0.013_916_0];
    const GREEN: [f64; 3] = [0.385_147_1, 0.716_873_2, 0.097_076_4];
    const BLUE: [f64; 3] = [0.143_066_4, 0.060_607_9, 0.714_096_1];
    const D50: [f64; 3] = [0.964_202_9, 1.0, 0.824_905_4];
    /// The adaptation from D65 to D50.
    const ADAPTATION: [f64; 9] =
        [1.047_882, 0.022_919, -0.050_201, 0.029_586, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678];
    /// y = (a x + b)^g from d on, c x below: g, a, b, c, d.
    const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    let curve = [b"para\0\0\0\0\0\x03\0\0".as_slice(), &fixed(&CURVE)].concat();
    let xyz = |values: [f64; 3]| [b"XYZ \0\0\0\0".as_slice(), &fixed(&values)].concat();
    let tags: [(&[u8; 4], Vec<u8>); 8] = [
        (b"desc", localized("sRGB")),
        (b"cprt", localized("CC0")),
        (b"wtpt", xyz(D50)),
        (b"chad", [b"sf32\0\0\0\0".as_slice(), &fixed(&ADAPTATION)].concat()),
        (b"rXYZ", xyz(RED)),
        (b"gXYZ", xyz(GREEN)),
        (b"bXYZ", xyz(BLUE)),
        (b"rTRC", curve),
    ];
    assemble(&tags, [b"gTRC", b"bTRC"], &fixed(&D50))
}

/// Returns numbers in 16.16 fixed point.
fn fixed(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| ((value * 65536.0).round() as i32).to_be_bytes()).collect()
}

/// Returns an ASCII text as a `multiLocalizedUnicodeType` with one record in English.
fn localized(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = u32::try_from(units.len()).unwrap_or(0).to_be_bytes();
    [b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".as_slice(), &length, &28_u32.to_be_bytes(), &units].concat()
}

/// Returns the header, the tag table, and the data; `same` are tags that share the data of the last one.
fn assemble(tags: &[(&[u8; 4], Vec<u8>)], same: [&[u8; 4]; 2], illuminant: &[u8]) -> Vec<u8> {
    const HEADER: usize = 128;
    let count = tags.len() + same.len();
    let word = |value: usize| u32::try_from(value).unwrap_or(0).to_be_bytes();
    let (mut table, mut data) = (word(count).to_vec(), Vec::new());
    let start = HEADER + 4 + 12 * count;
    for (at, (signature, value)) in tags.iter().enumerate() {
        let offset = start + data.len();
        let shared = if at + 1 == tags.len() { same.as_slice() } else { &[] };
        for signature in [signature].into_iter().chain(shared) {
            table.extend(signature.iter().copied().chain(word(offset)).chain(word(value.len())));
        }
        data.extend(value);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = word(start + data.len()).to_vec();
    // version 4.2, a display profile from RGB to XYZ, dated 2000-01-01
    profile.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ \x07\xd0\0\x01\0\x01\0\0\0\0\0\0acsp");
    profile.resize(68, 0);
    profile.extend(illuminant);
    profile.resize(HEADER, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}
