//! EPUBs, as the command makes them.

use crate::command::Desk;
use std::{fs, io::Read as _};

/// The files of an EPUB that the command made.
struct Epub(zip::ZipArchive<fs::File>);

impl Epub {
    fn open(desk: &Desk, path: &str) -> Self {
        Self(zip::ZipArchive::new(fs::File::open(desk.path(path)).unwrap()).unwrap())
    }

    /// Returns the bytes of a file below `OEBPS/`.
    fn bytes(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.0.by_name(&format!("OEBPS/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.0.file_names().any(|file| file == format!("OEBPS/{name}"))
    }
}

fn covered(title: &str, cover: &str) -> String {
    format!("---\ntitle: {title}\nlang: en\ncover: {cover}\n---\n\nBoil it.\n")
}

#[test]
fn a_cover_is_of_pixels_and_still_as_stores_ask_for() {
    let leaf = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 16'><path d='M1 1H9V15H1Z'/></svg>";
    let desk = Desk::new(&[("a.md", &covered("Tea", "leaf.svg")), ("leaf.svg", leaf)]);
    let said = [
        "a.md:4:8: note[loss]: the cover `leaf.svg` is a drawing (SVG), which stores reject",
        "replaced by one with the title",
    ];
    desk.run(&["a.md", "--to", "epub"]).says(0, &said);
    let mut epub = Epub::open(&desk, "a.epub");
    let cover = image::load_from_memory(&epub.bytes("cover.png")).unwrap();
    assert_eq!((cover.width(), cover.height()), (1200, 1920));
    assert!(!epub.has("cover.svg"));

    image::RgbImage::from_pixel(30, 48, image::Rgb([200, 0, 0])).save(desk.path("leaf.gif")).unwrap();
    desk.put("a.md", covered("Tea", "leaf.gif").as_bytes());
    desk.run(&["a.md", "--to", "epub"]).says(0, &[]);
    let package = Epub::open(&desk, "a.epub").text("content.opf");
    assert!(package.contains("href=\"cover.png\"") && package.contains("properties=\"cover-image\""), "{package}");
}

#[test]
fn a_drawing_is_the_cover_where_none_can_be_drawn_of_the_words() {
    let leaf = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 16'><path d='M1 1H9V15H1Z'/></svg>";
    let desk = Desk::new(&[("a.md", &covered("茶と睡眠", "leaf.svg")), ("leaf.svg", leaf)]);
    desk.run(&["a.md", "--to", "epub", "--no-system-fonts"])
        .says(0, &["a.md:4:8: note[loss]: the cover `leaf.svg` is a drawing"]);
    assert!(Epub::open(&desk, "a.epub").has("cover.svg"));
}

/// Returns the number of fonts of an EPUB, and whether both settings that make Apple Books use them are present.
fn fonts(desk: &Desk, path: &str) -> (usize, bool, bool) {
    let mut epub = Epub::open(desk, path);
    let count = epub.0.file_names().filter(|name| name.ends_with(".ttf")).count();
    let apart = epub.0.file_names().any(|name| name.ends_with("com.apple.ibooks.display-options.xml"));
    let package = epub.text("content.opf");
    assert_eq!(package.matches("media-type=\"font/ttf\"").count(), count);
    assert_eq!(epub.text("stylesheet.css").matches("src: url(font-").count(), count);
    (count, package.contains("\"ibooks:specified-fonts\">true<"), apart)
}

#[test]
fn fonts_come_along_only_where_the_script_needs_one_or_the_theme_asks() {
    let article = |lang: &str, words: &str| format!("---\ntitle: {words}\nlang: {lang}\n---\n\n{words}\n");
    let desk = Desk::new(&[("en.md", &article("en", "Tea")), ("he.md", &article("he", "תה חם"))]);
    desk.run(&["en.md", "he.md", "--to", "epub", "-o", "plain"]).says(0, &[]);
    assert_eq!(fonts(&desk, "plain/en.epub"), (0, false, false));
    assert_eq!(fonts(&desk, "plain/he.epub"), (2, true, true));

    let theme = desk.run(&["themes", "show", "book"]).output();
    assert!(theme.contains("\nembed = false "), "{theme}");
    desk.put("mine.toml", theme.replace("embed = false", "embed = true ").as_bytes());
    for out in ["one", "two"] {
        let ran = desk.run(&["en.md", "he.md", "--to", "epub", "--theme", "mine.toml", "-o", out]);
        ran.says(0, &[]);
        assert!(!ran.said().contains("embed"), "{}", ran.said());
    }
    assert_eq!(fonts(&desk, "one/en.epub"), (2, true, true));
    assert_eq!(fonts(&desk, "one/he.epub"), (2, true, true), "the theme's face has none of its letters");
    for name in ["en.epub", "he.epub"] {
        let bytes = |folder: &str| fs::read(desk.path(&format!("{folder}/{name}"))).unwrap();
        assert!(bytes("one") == bytes("two"), "{name}: the same bytes each time");
        assert!(bytes("one").len() < 250_000, "{name}: {} bytes", bytes("one").len());
    }
}

#[test]
fn transparent_pictures_get_a_white_background_for_dark_pages() {
    let article =
        "---\ntitle: Tea\nlang: en\n---\n\nBoil.\n\n![A cup](cup.svg)\n\n![A pot](pot.png)\n\n![Red](red.png)\n";
    let cup = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1H8' stroke='#000'/></svg>";
    let desk = Desk::new(&[("a.md", article), ("cup.svg", cup)]);
    let line = image::RgbaImage::from_fn(40, 40, |_, y| image::Rgba([0, 0, 0, if y == 20 { 255 } else { 0 }]));
    line.save(desk.path("pot.png")).unwrap();
    image::RgbImage::from_pixel(40, 40, image::Rgb([200, 0, 0])).save(desk.path("red.png")).unwrap();
    desk.run(&["a.md", "--to", "epub"]).says(0, &[]);
    let mut epub = Epub::open(&desk, "a.epub");
    assert!(epub.text("picture-01.svg").contains("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path"));
    let pot = image::load_from_memory(&epub.bytes("picture-02.png")).unwrap();
    assert!(!pot.color().has_alpha());
    assert_eq!([0, 20].map(|y| pot.to_rgb8().get_pixel(5, y).0), [[255; 3], [0; 3]]);
    assert_eq!(epub.bytes("picture-03.png"), fs::read(desk.path("red.png")).unwrap(), "what is opaque is not touched");
}

#[test]
fn backlinks_are_on_note_numbers_for_kindles_and_at_the_end_of_entries() {
    let article = "---\ntitle: Tea\nlang: en\nreviewed: 2026-03-01\n---\n\nOne.[^a] Two.[^b] Two again.[^b] See [1].\n\n\
        [^a]: First.\n[^b]: Second.\n\n## References\n\n1. A work.\n";
    let desk = Desk::new(&[("a.md", article)]);
    desk.run(&["a.md", "--to", "epub,text,html", "--verify"]).says(0, &[]);
    let mut epub = Epub::open(&desk, "a.epub");
    let text = epub.text("text.xhtml");
    let parts = |class: &str| text.split(class).skip(1).map(str::to_owned).collect::<Vec<_>>();
    let notes = parts("<aside ");
    assert!(notes[0].contains("href=\"#noteref-1\" aria-label=\"1. Back to the text\">1.</a></span>"), "{text}");
    for (note, words) in [(&notes[0], "First."), (&notes[1], "Second.")] {
        assert!(note.rfind("doc-backlink") < note.find(words), "{note}");
    }
    assert_eq!(notes[1].matches("doc-backlink").count(), 1, "to the first place");
    assert!(text.contains("<span class=\"entry\">A work.</span>\u{a0}<a class=\"back\""), "{text}");
    assert!(epub.text("content.opf").contains("<meta property=\"schema:lastReviewed\">2026-03-01</meta>"));
    assert!(desk.read("a.html").contains("First.\u{a0}<a class=\"back\""), "a page of the web has them behind");
}

#[test]
fn each_article_of_a_book_is_a_text_of_its_own_and_a_picture_that_all_show_is_there_once() {
    let article = |title: &str| {
        format!("---\ntitle: {title}\nlang: en\n---\n\nOne.\n\n![A leaf](leaf.png)\n\n## Two\n\nThree.\n")
    };
    let desk = Desk::new(&[("a.md", &article("Tea")), ("b.md", &article("Light"))]);
    image::RgbImage::from_pixel(300, 300, image::Rgb([0, 200, 0])).save(desk.path("leaf.png")).unwrap();
    desk.run(&["book", "a.md", "b.md", "--title", "Nights", "-o", "n.epub", "-o", "n.pdf", "--page-list", "--verify"])
        .says(0, &[]);
    let mut epub = Epub::open(&desk, "n.epub");
    assert!(epub.has("title.xhtml") && epub.has("section-2.xhtml") && !epub.has("section-3.xhtml"));
    assert!(epub.has("picture-01.png") && !epub.has("picture-02.png"));
    let title = epub.text("title.xhtml");
    assert!(title.contains("<body epub:type=\"frontmatter titlepage\">"), "{title}");
    let texts = ["title.xhtml", "section-1.xhtml"].map(|name| epub.text(name)).concat();
    assert!(!texts.contains("class=\"page-break\""), "the end of a text is the page break: {texts}");
    let nav = epub.text("nav.xhtml");
    for link in ["section-2.xhtml#article-2\">Light", "epub:type=\"bodymatter\" href=\"section-1.xhtml\""] {
        assert!(nav.contains(link), "{nav}");
    }
    for page in nav.split("href=\"").skip(1).filter_map(|rest| rest.split_once("#page-")) {
        let id = format!("id=\"page-{}\"", page.1.split('"').next().unwrap());
        assert!(epub.text(page.0).contains(&id), "{id} is not in {}", page.0);
    }
}

#[test]
fn items_without_a_check_box_keep_their_bullet_among_tasks() {
    let text = "---\ntitle: Tea\nlang: en\n---\n\n- cup\n- [ ] pot\n\nThen:\n\n- [x] lid\n";
    let desk = Desk::new(&[("a.md", text)]);
    desk.run(&["a.md", "--to", "epub", "--verify"]).says(0, &[]);
    let mut epub = Epub::open(&desk, "a.epub");
    let text = epub.text("text.xhtml");
    assert!(text.contains("<ul>\n<li>cup</li>\n<li class=\"task\">☐ pot</li>"), "{text}");
    assert!(text.contains("<ul class=\"tasks\">\n<li class=\"task\">☑ lid</li>"), "{text}");
    assert!(epub.text("stylesheet.css").contains("ul > .task { list-style: none; }"));
}

#[test]
fn adjacent_note_marks_are_separated_and_the_words_on_a_cover_are_sentences() {
    let text = "---\ntitle: Is it tea?\nauthor: Ana\nlang: en\n---\n\nTea[^a][^b].\n\n[^a]: One.\n[^b]: Two[^c].\n[^c]: Three.\n";
    let desk = Desk::new(&[("a.md", text)]);
    desk.run(&["a.md", "--verify"]).says(0, &[]);
    let mut epub = Epub::open(&desk, "a.epub");
    let text = epub.text("text.xhtml");
    assert!(text.contains("</sup><sup class=\"between\">,</sup><sup class=\"note-ref\">"), "{text}");
    assert!(epub.text("cover.xhtml").contains("alt=\"Is it tea? Ana\""));
}

#[test]
fn a_book_has_the_authors_that_it_names_else_those_of_its_articles() {
    let desk = Desk::new(&[("a.md", "---\ntitle: A\nlang: en\nauthor: Ana\n---\n\nOne.\n")]);
    let creators = |flags: &[&str]| {
        desk.run(&[&["book", "a.md", "-o", "b.epub", "--title", "B"], flags].concat()).says(0, &[]);
        let package = Epub::open(&desk, "b.epub").text("content.opf");
        let names = package.split("<dc:creator ").skip(1).map(|part| part.split(['>', '<']).nth(1).unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(creators(&[]), ["Ana"]);
    assert_eq!(creators(&["--author", "Bo", "--author", "Cy"]), ["Bo", "Cy"]);
}

#[test]
fn what_is_counted_has_the_digits_of_the_language_in_every_format() {
    let text = "---\ntitle: خواب\nlang: LANG\nnumber-headings: true\n---\n\n## شب {#sec:b}\n\nنگاه کنید به [](#tip:rest) و [](#sec:b).\n\n\
        1. **آرام بگیرید.** {#tip:rest} نور را کم کنید.\n2. **قهوه ننوشید.** پس از ظهر.\n\n\
        Table: اندازه‌ها\n\n| چه | چند |\n| --- | --- |\n| آب | ۲ |\n";
    let files = [("a.md", text.replace("LANG", "fa")), ("b.md", text.replace("LANG", "fa-u-nu-latn"))];
    let desk = Desk::new(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    desk.run(&["a.md", "b.md", "--to", "pdf,epub,text,html", "--verify"]).says(0, &[]);
    let plain = fs::read_to_string(desk.path("a.txt")).unwrap();
    for words in ["۱ شب", "توصیهٔ ۱ و بخش ۱", "۲. قهوه ننوشید.", "جدول ۱. "] {
        assert!(plain.contains(words), "{words}: {plain}");
    }
    assert!(fs::read_to_string(desk.path("b.txt")).unwrap().contains("2. قهوه ننوشید."));
    let ordered = |name: &str| Epub::open(&desk, name).text("text.xhtml").contains("<ol class=\"tips persian\">");
    assert_eq!((ordered("a.epub"), ordered("b.epub")), (true, false));
    assert!(Epub::open(&desk, "a.epub").text("stylesheet.css").contains(".persian { list-style-type: persian; }"));
}
