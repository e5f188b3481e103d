//! Reads CBOR (RFC 8949), as much of it as the archive uses: no tags, no byte strings, no half floats.
//!
//! The words of a language are tried as one kind of term after the other, and errors that nobody sees are a third of
//! what a general reader takes for that. Here an error says nothing, and text is not copied.

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::StrDeserializer,
    },
    forward_to_deserialize_any,
};
use std::fmt;

/// What bytes stand for; none where they are broken, or of another shape.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    T::deserialize(&mut Reader { bytes }).ok()
}

/// The bytes are broken, or of another shape.
#[derive(Debug)]
pub(super) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken CBOR")
    }
}

impl std::error::Error for Broken {}

impl serde::de::Error for Broken {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Reader<'de> {
    bytes: &'de [u8],
}

impl<'de> Reader<'de> {
    fn take(&mut self, count: usize) -> Result<&'de [u8], Broken> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Broken)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// The head of an item (RFC 8949, 3): its major type, and its argument; none where its end will be marked.
    fn head(&mut self) -> Result<(u8, Option<u64>), Broken> {
        let first = self.take(1)?[0];
        let argument = match first & 0x1f {
            argument @ 0..24 => Some(argument.into()),
            more @ 24..28 => {
                let bytes = self.take(1 << (more - 24))?;
                Some(bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
            }
            31 => None,
            _ => return Err(Broken),
        };
        Ok((first >> 5, argument))
    }

    /// The items of an array or a map.
    fn items(&mut self, count: Option<u64>) -> Items<'_, 'de> {
        Items { reader: self, left: count }
    }

    fn text(&mut self, length: u64) -> Result<&'de str, Broken> {
        let length = usize::try_from(length).map_err(|_| Broken)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Broken)
    }

    /// Takes a byte, if it comes next.
    fn comes(&mut self, byte: u8) -> bool {
        let comes = self.bytes.first() == Some(&byte);
        if comes {
            self.bytes = &self.bytes[1..];
        }
        comes
    }
}

/// The simple value null, and what ends items of an unknown number (RFC 8949, 3.2.1 and 3.3).
const NULL: u8 = 0xf6;
const BREAK: u8 = 0xff;

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Broken;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        const DOUBLE: u8 = 0xfb;
        let is_double = self.bytes.first() == Some(&DOUBLE);
        match self.head()? {
            (0, Some(number)) => visitor.visit_u64(number),
            (1, Some(number)) => visitor.visit_i64(-1 - i64::try_from(number).map_err(|_| Broken)?),
            (3, Some(length)) => visitor.visit_borrowed_str(self.text(length)?),
            (4, count) => visitor.visit_seq(self.items(count)),
            (5, count) => visitor.visit_map(self.items(count)),
            (7, Some(bits)) if is_double => visitor.visit_f64(f64::from_bits(bits)),
            (7, Some(20)) => visitor.visit_bool(false),
            (7, Some(21)) => visitor.visit_bool(true),
            (7, Some(22)) => visitor.visit_unit(),
            _ => Err(Broken),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        if self.comes(NULL) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_newtype_struct(self)
    }

    /// A variant without content is its name, one with content a map of one pair.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        match self.head()? {
            (3, Some(length)) => visitor.visit_enum(StrDeserializer::<Broken>::new(self.text(length)?)),
            (5, Some(1)) => visitor.visit_enum(Variant(self)),
            _ => Err(Broken),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// What is left of an array or a map; without a number it goes on up to a mark.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: Option<u64>,
}

impl Items<'_, '_> {
    /// Whether there is one more.
    fn go_on(&mut self) -> bool {
        match &mut self.left {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            None => !self.reader.comes(BREAK),
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Broken> {
        self.go_on().then(|| seed.deserialize(&mut *self.reader)).transpose()
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Broken> {
        self.go_on().then(|| seed.deserialize(&mut *self.reader)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Broken> {
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant with content.
struct Variant<'a, 'de>(&'a mut Reader<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Broken;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Broken> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Broken;

    fn unit_variant(self) -> Result<(), Broken> {
        serde::Deserialize::deserialize(self.0)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Broken> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Broken> {
        self.0.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Broken> {
        self.0.deserialize_any(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde::{Deserialize, Serialize, de::DeserializeOwned};
    use std::{collections::BTreeMap, fmt::Debug};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Point,
        Line(Vec<i64>),
        Box { width: Option<f64>, named: bool },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Any {
        Number(u64),
        Words(BTreeMap<String, Shape>),
    }

    fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
        let mut bytes = Vec::new();
        ciborium::ser::into_writer(&value, &mut bytes).expect("CBOR");
        assert_eq!(read::<T>(&bytes).as_ref(), Some(&value));
        for end in 0..bytes.len() {
            assert_eq!(read::<T>(&bytes[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn what_is_written_comes_back_and_what_is_cut_off_does_not() {
        comes_back(vec![Shape::Point, Shape::Line(vec![0, -1, 23, 24, 300, -70_000, 1 << 40])]);
        comes_back(vec![Some(Shape::Box { width: Some(0.1), named: true }), None]);
        let words = BTreeMap::from([("a".to_owned(), Shape::Point), ("é".repeat(200), Shape::Line(Vec::new()))]);
        comes_back((Any::Number(7), Any::Words(words)));
    }

    #[test]
    fn items_of_an_unknown_number_end_at_their_mark() {
        assert_eq!(read::<Vec<u8>>(b"\x9f\x01\x02\xff"), Some(vec![1, 2]));
        assert_eq!(read::<BTreeMap<String, bool>>(b"\xbf\x61a\xf5\xff"), Some([("a".to_owned(), true)].into()));
        assert_eq!(read::<Vec<u8>>(b"\x9f\x01"), None);
    }
}
