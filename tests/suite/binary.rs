//! Properties of the linked program, which parses untrusted files.

#![cfg(target_os = "linux")]

use std::fs;

const ET_DYN: u16 = 3;
const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const PT_GNU_STACK: u32 = 0x6474_e551;
const PT_GNU_RELRO: u32 = 0x6474_e552;
const PF_X: u32 = 1;
const DT_FLAGS: u64 = 30;
const DT_FLAGS_1: u64 = 0x6fff_fffb;
const DF_BIND_NOW: u64 = 8;
const DF_1_NOW: u64 = 1;
const DF_1_PIE: u64 = 0x0800_0000;

/// A 64-bit little-endian ELF file.
struct Elf(Vec<u8>);

/// A program header.
struct Segment {
    kind: u32,
    flags: u32,
    offset: usize,
    size: usize,
}

impl Elf {
    fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        self.0[at..at + N].try_into().unwrap()
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_le_bytes(self.bytes(at))
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.bytes(at))
    }

    fn u64(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.bytes(at))
    }

    fn segments(&self) -> Vec<Segment> {
        let (start, size, count) = (self.u64(32) as usize, self.u16(54) as usize, self.u16(56) as usize);
        let segment = |at: usize| Segment {
            kind: self.u32(at),
            flags: self.u32(at + 4),
            offset: self.u64(at + 8) as usize,
            size: self.u64(at + 32) as usize,
        };
        (0..count).map(|index| segment(start + index * size)).collect()
    }

    /// Returns the value of an entry of the dynamic section; 0 if there is none.
    fn dynamic(&self, tag: u64) -> u64 {
        let section = self.segments().into_iter().find(|segment| segment.kind == PT_DYNAMIC).unwrap();
        let mut entries = (section.offset..section.offset + section.size).step_by(16);
        entries.find(|&at| self.u64(at) == tag).map_or(0, |at| self.u64(at + 8))
    }
}

#[test]
fn the_program_is_position_independent_with_full_relro_and_without_an_executable_stack() {
    let elf = Elf(fs::read(env!("CARGO_BIN_EXE_handout")).unwrap());
    assert_eq!(elf.bytes(0), *b"\x7fELF\x02\x01", "not a 64-bit little-endian ELF file");
    assert_eq!(elf.u16(16), ET_DYN, "not position-independent");
    assert!(elf.dynamic(DT_FLAGS_1) & DF_1_PIE != 0, "not a position-independent executable");
    let segments = elf.segments();
    assert!(segments.iter().any(|segment| segment.kind == PT_GNU_RELRO), "no RELRO");
    let bound_at_start = elf.dynamic(DT_FLAGS) & DF_BIND_NOW != 0 || elf.dynamic(DT_FLAGS_1) & DF_1_NOW != 0;
    assert!(bound_at_start, "symbols are bound lazily: RELRO is partial");
    let stack = segments.iter().find(|segment| segment.kind == PT_GNU_STACK).unwrap();
    assert_eq!(stack.flags & PF_X, 0, "executable stack");
    let writable_code = |segment: &&Segment| segment.kind == PT_LOAD && segment.flags & 3 == 3;
    assert_eq!(segments.iter().filter(writable_code).count(), 0, "a segment is both writable and executable");
}

/// Rust checks every access; the C code among the dependencies is compiled with the flags of `.cargo/config.toml`.
#[test]
fn the_c_code_of_the_program_checks_its_stack() {
    let program = fs::read(env!("CARGO_BIN_EXE_handout")).unwrap();
    let check = b"__stack_chk_fail";
    assert!(program.windows(check.len()).any(|bytes| bytes == check), "no stack protector");
}
