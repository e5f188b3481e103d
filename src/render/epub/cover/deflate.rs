//! Deflates a drawn cover (RFC 1950, 1951), nearly all of whose bytes are zeros.
//!
//! A compressor for any bytes would look at each of two million zeros; here they are counted by who draws. Bytes are
//! written by one code that is made for covers, zeros side by side as what repeats the byte before.

use std::sync::LazyLock;

/// The bits of each symbol of the code, as hexadecimal digits: 256 bytes, the end, and 29 lengths of repetitions
/// (RFC 1951, 3.2.5). A Huffman code by how often each stands in the covers of some ninety articles.
const LENGTHS: [&[u8]; 9] = [
    b"265789aeffaabcdf68999a9affddddde",
    b"798aaaaaefeeeeee7998aaaadfeeeeed",
    b"8aaa9aaacfeddedc9aaaa9aabffddddd",
    b"99aaba87adefffeedaaaaaa889abcdef",
    b"dfedcba989aaaaabeffffffda99abaa9",
    b"9ddedefebaaaaaaa9dddedefcaaaaaaa",
    b"8ddddeffdaaaa8a97eeeeeffeaaaa999",
    b"7eddddeefb9aa9986eddbaafeda98776",
    b"f78888888667878887889788888892",
];
/// The symbol after the last byte.
const END: usize = 256;
/// The shortest and the longest repetition.
const SHORTEST: usize = 3;
const LONGEST: usize = 258;
/// The sums of Adler-32 are taken modulo this prime (RFC 1950, 8.2).
const ADLER: u64 = 65_521;

/// Bits, the first one lowest, and how many there are.
type Bits = (u32, u32);

struct Code {
    /// Of bytes and the end.
    literals: [Bits; END + 1],
    /// Of repetitions by their length, with their extra bits and that of the distance, which is always one byte.
    repetitions: [Bits; LONGEST + 1],
    /// What tells the code to a reader.
    head: Vec<Bits>,
}

static CODE: LazyLock<Code> = LazyLock::new(Code::new);

impl Code {
    fn new() -> Self {
        let lengths: Vec<u32> = LENGTHS.concat().iter().filter_map(|digit| char::from(*digit).to_digit(16)).collect();
        let symbols = canonical(&lengths);
        let mut literals = [(0, 0); END + 1];
        literals.copy_from_slice(&symbols[..=END]);
        let mut repetitions = [(0, 0); LONGEST + 1];
        let mut length = SHORTEST;
        for (at, (bits, count)) in symbols[END + 1..].iter().enumerate() {
            let extra = if at < 8 || at == 28 { 0 } else { at as u32 / 4 - 1 };
            // The last symbol is for the longest repetition alone, which the one before it could say as well.
            let last = if at == 28 { LONGEST } else { (length + (1 << extra)).min(LONGEST) - 1 };
            for (more, repetition) in (0..).zip(&mut repetitions[length..=last]) {
                *repetition = (bits | (more << count), count + extra + 1);
            }
            length = last + 1;
        }
        Self { literals, repetitions, head: head(&lengths) }
    }
}

/// The code that lengths stand for (RFC 1951, 3.2.2).
fn canonical(lengths: &[u32]) -> Vec<Bits> {
    let mut next = [0u32; 17];
    for length in 1..=15 {
        next[length + 1] = (next[length] + lengths.iter().filter(|l| **l == length as u32).count() as u32) << 1;
    }
    let code = |&length: &u32| {
        let bits = next[length as usize];
        next[length as usize] += 1;
        (bits.reverse_bits() >> (32 - length), length)
    };
    lengths.iter().map(code).collect()
}

/// A block's head (RFC 1951, 3.2.7): the last block, by a code of its own, whose lengths follow, each in four bits.
fn head(lengths: &[u32]) -> Vec<Bits> {
    // 286 symbols and one distance; the lengths of codes of lengths are in a fixed order, that of 0 to 15 after three others
    let mut head = vec![(1, 1), (2, 2), (lengths.len() as u32 - 257, 5), (0, 5), (19 - 4, 4)];
    head.extend((0..19).map(|at| (if at < 3 { 0 } else { 4 }, 3)));
    let four = canonical(&[4; 16]);
    head.extend(lengths.iter().map(|&length| four[length as usize]));
    head.push(four[1]);
    head
}

/// Compresses bytes one after another.
pub(super) struct Packer {
    out: Vec<u8>,
    code: &'static Code,
    /// Bits that fill no four bytes yet.
    held: u64,
    count: u32,
    /// Zeros that are not written yet.
    zeros: usize,
    /// The sums of Adler-32, not yet taken modulo its prime: a hundred megabytes do not fill them.
    sums: (u64, u64),
}

impl Packer {
    pub(super) fn new() -> Self {
        let mut packer = Self { out: vec![0x78, 0x01], code: &CODE, held: 0, count: 0, zeros: 0, sums: (1, 0) };
        CODE.head.iter().for_each(|bits| packer.put(*bits));
        packer
    }

    /// So many zeros.
    pub(super) fn zeros(&mut self, count: usize) {
        self.zeros += count;
        self.sums.1 += self.sums.0 * count as u64;
    }

    /// Bytes, zeros among them.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            match u64::from_le_bytes(*eight) {
                0 => self.zeros(8),
                _ => self.few(eight),
            }
        }
        self.few(rest);
    }

    fn few(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if byte == 0 {
                self.zeros(1);
                continue;
            }
            if self.zeros > 0 {
                self.flush();
            }
            self.put(self.code.literals[usize::from(byte)]);
            self.sums.0 += u64::from(byte);
            self.sums.1 += self.sums.0;
        }
    }

    /// Writes the zeros that wait.
    fn flush(&mut self) {
        let Some(mut left) = self.zeros.checked_sub(1) else { return };
        self.zeros = 0;
        self.put(self.code.literals[0]);
        while left >= SHORTEST {
            let length = left.min(LONGEST);
            self.put(self.code.repetitions[length]);
            left -= length;
        }
        (0..left).for_each(|_| self.put(self.code.literals[0]));
    }

    fn put(&mut self, (bits, count): Bits) {
        self.held |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.out.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// All that was compressed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.flush();
        self.put(self.code.literals[END]);
        let rest = self.count.div_ceil(8) as usize;
        self.out.extend(&self.held.to_le_bytes()[..rest]);
        let sum = ((self.sums.1 % ADLER) << 16) | (self.sums.0 % ADLER);
        self.out.extend((sum as u32).to_be_bytes());
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use proptest::prelude::*;
    use std::io::Read as _;

    fn unpacked(packed: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut bytes).expect("deflated bytes");
        bytes
    }

    #[test]
    fn the_code_leaves_no_bits_unused() {
        let lengths = LENGTHS.concat();
        assert_eq!(lengths.len(), 286);
        let share = |digit: &u8| 1 << (15 - char::from(*digit).to_digit(16).expect("a digit"));
        assert_eq!(lengths.iter().map(share).sum::<u32>(), 1 << 15);
        assert!(CODE.repetitions[SHORTEST..].iter().all(|(_, count)| *count > 0));
    }

    #[test]
    fn every_byte_and_every_number_of_zeros_reads_back() {
        let (mut packer, mut given) = (Packer::new(), Vec::new());
        for count in 0..=600 {
            packer.zeros(count);
            packer.bytes(&[count as u8]);
            given.resize(given.len() + count, 0);
            given.push(count as u8);
        }
        packer.zeros(1_000_000);
        given.resize(given.len() + 1_000_000, 0);
        assert!(unpacked(&packer.finish()) == given);
        assert!(unpacked(&Packer::new().finish()).is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_read_back(parts in prop::collection::vec((0usize..40, prop::collection::vec(0u8..4, 0..40)), 0..40)) {
            let (mut packer, mut given) = (Packer::new(), Vec::new());
            for (zeros, bytes) in parts {
                packer.zeros(zeros);
                packer.bytes(&bytes);
                given.resize(given.len() + zeros, 0);
                given.extend(bytes);
            }
            prop_assert_eq!(unpacked(&packer.finish()), given);
        }
    }
}
