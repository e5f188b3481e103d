//! Compares pages, rendered at 50 dots per inch, with the reference pictures in `tests/looks/`.
//!
//! Cells of 4 × 4 pixels are compared, so that differences in anti-aliasing between versions of poppler pass, and a
//! line that moves by a pixel does not. `tests/accept looks` updates the pictures: look at them first.

use image::GrayImage;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The side of a cell in pixels.
const CELL: u32 = 4;
/// The maximum difference of a cell's gray level from the reference, of 255.
const TOLERANCE: u32 = 40;

/// A name for the pictures, an article, the arguments, and the first and last page.
const PAGES: [(&str, &str, &[&str], u32, u32); 9] = [
    ("clinic-a4", "sources/kratom-and-opioids.md", &["--theme", "clinic", "--paper", "a4"], 1, 3),
    ("book-a5", "sources/kratom-and-opioids.md", &["--theme", "book", "--paper", "a5"], 2, 3),
    ("large-print-letter", "sources/kratom-and-opioids.md", &["--theme", "large-print", "--paper", "letter"], 1, 2),
    ("pasted", "sources/caffeine-and-sleep.txt", &[], 1, 1),
    ("arabic", "sources/languages/hand-washing.ar.md", &[], 1, 1),
    ("hindi", "sources/languages/hand-washing.hi.md", &[], 1, 1),
    ("formulas-clinic", "tests/maths/formulas.md", &["--theme", "clinic", "--paper", "a4"], 4, 4),
    ("formulas-book", "tests/maths/formulas.md", &["--theme", "book", "--paper", "a4"], 4, 4),
    ("thai", "sources/languages/hand-washing.th.md", &[], 1, 1),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder with this extension, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|known| known == ending));
    files.sort();
    files
}

/// Returns pictures of an article's pages, in order.
fn drawn(article: &str, arguments: &[&str], first: u32, last: u32) -> Vec<GrayImage> {
    let folder = tempfile::tempdir().unwrap();
    let mut convert = Command::new(env!("CARGO_BIN_EXE_handout"));
    convert.arg(root().join(article)).args(["--to", "pdf", "--quiet"]).args(arguments).arg("-o").arg(folder.path());
    assert!(convert.status().unwrap().success(), "{article}");
    let pdf = files(folder.path(), "pdf").pop().unwrap();
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", "50", "-gray", "-png", "-f", &first.to_string(), "-l", &last.to_string()]);
    let status =
        draw.arg(&pdf).arg(folder.path().join("page")).status().expect("pdftoppm is installed (poppler-utils)");
    assert!(status.success(), "{article}");
    let pictures = files(folder.path(), "png");
    assert_eq!(pictures.len() as u32, last - first + 1, "{article} has too few pages");
    pictures.iter().map(|path| image::open(path).unwrap().into_luma8()).collect()
}

/// Returns the mean gray of each cell, row by row.
fn cells(picture: &GrayImage) -> Vec<u32> {
    let (columns, rows) = (picture.width() / CELL, picture.height() / CELL);
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column * CELL, row * CELL)));
    let mean = |(left, top): (u32, u32)| {
        let pixels = (0..CELL * CELL).map(|at| u32::from(picture.get_pixel(left + at % CELL, top + at / CELL).0[0]));
        pixels.sum::<u32>() / (CELL * CELL)
    };
    places.map(mean).collect()
}

/// Returns the first cell in which two pictures differ by more than the tolerance, in pixels.
fn difference(one: &GrayImage, other: &GrayImage) -> Option<(u32, u32)> {
    if one.dimensions() != other.dimensions() {
        return Some((0, 0));
    }
    let columns = one.width() / CELL;
    let at = cells(one).iter().zip(cells(other)).position(|(a, b)| a.abs_diff(b) > TOLERANCE)? as u32;
    Some((at % columns * CELL, at / columns * CELL))
}

#[test]
#[ignore = "needs pdftoppm (poppler-utils): tests/run runs it"]
fn pages_look_like_their_reference_pictures() {
    let accept = std::env::var_os("HANDOUT_ACCEPT").is_some();
    let mut changed = Vec::new();
    for (name, article, arguments, first, last) in PAGES {
        for (page, picture) in (first..).zip(drawn(article, arguments, first, last)) {
            let reference = root().join(format!("tests/looks/{name}-{page}.png"));
            if accept {
                picture.save(&reference).unwrap();
                continue;
            }
            let known = image::open(&reference).unwrap_or_else(|_| panic!("{} is missing", reference.display()));
            if let Some((x, y)) = difference(&picture, &known.into_luma8()) {
                let seen = root().join(format!("target/looks/{name}-{page}.png"));
                std::fs::create_dir_all(seen.parent().unwrap()).unwrap();
                picture.save(&seen).unwrap();
                changed.push(format!("{} differs from {} at {x}, {y}", seen.display(), reference.display()));
            }
        }
    }
    assert!(changed.is_empty(), "look at them, and accept them with `tests/accept looks`:\n{}", changed.join("\n"));
}

#[test]
fn a_line_that_moves_by_a_pixel_is_a_difference_and_smoothing_is_not() {
    let line = |top: u32, ink: u8| {
        GrayImage::from_fn(40, 40, |_, y| [if (top..top + 2).contains(&y) { ink } else { 255 }].into())
    };
    assert_eq!(difference(&line(8, 0), &line(8, 30)), None);
    assert_eq!(difference(&line(7, 0), &line(8, 0)), Some((0, 4)));
}
