//! Files that the build script packs into the program (`build.rs`).

/// A packed file as it was: its length in four bytes, the lowest first, then what it is deflated to.
///
/// # Panics
/// When the bytes are not what the build script wrote.
pub(crate) fn unpacked(packed: &[u8]) -> Vec<u8> {
    const BROKEN: &str = "the program's own files are whole";
    let (length, deflated) = packed.split_first_chunk().expect(BROKEN);
    let mut whole = vec![0; u32::from_le_bytes(*length) as usize];
    libdeflater::Decompressor::new().deflate_decompress(deflated, &mut whole).expect(BROKEN);
    whole
}
