//! What news sites and blogs put around and into their articles: readers' comments, frames, repeated standfirsts.

use crate::dump::dump;
use handout::{
    Converter, Format, Source, Syntax,
    env::MemoryEnv,
    read::{Reading, read},
    verify::verify_source,
};

/// Reads a page whose words are all in the article or in the account.
fn page(html: &str) -> Reading {
    let source = Source::new("page.html", html);
    let reading = read(&source, Syntax::Html);
    assert_eq!(verify_source(&source, Syntax::Html, &reading).differences, [], "{html}");
    reading
}

fn text(html: &str) -> String {
    dump(&page(html).article)
}

const TEXT: &str = "<p>Warm tea before bed helps many people to fall asleep, as the nurse said in May. It has to be \
                    weak, and a cup of it is enough for one night. Those who wake up often should drink it an hour \
                    earlier, and not at all if they take water tablets.</p>";

#[test]
fn comments_of_readers_are_left_out_even_if_they_are_longer_than_the_article() {
    let said = "<li><article class=comment><p>I drink two cups of it each night, and sleep until the sun is up.</p>\
                </article></li>";
    let comments = format!("<div id=comments><h2>Comments</h2><ol>{}</ol></div>", said.repeat(12));
    let html = format!("<nav><a href=a>Home</a></nav><div id=x><h1>Tea</h1><article>{TEXT}</article>{comments}</div>");
    let text = text(&html);
    assert!(text.contains("Warm tea") && !text.contains("two cups"), "{text}");
    let numbered = |from: u32| {
        let said = |number| {
            format!(
                "<p><a name=comment-{number}></a>I drink two cups of it each night, and sleep until the sun is up.</p>"
            )
        };
        let said: String = (from..from + 12).map(said).collect();
        self::text(&format!("<div><h1>Tea</h1><div>{TEXT}</div><div id=comment-box>{said}</div></div>"))
    };
    assert!(!numbered(5042).contains("two cups"));
    let alone = format!("<div id=comments>{TEXT}</div>");
    assert!(self::text(&alone).contains("Warm tea"), "sentences without any others are the article");
}

#[test]
fn text_behind_a_paywall_and_sections_named_by_their_heading_are_text() {
    let paid = format!(
        "<nav><a href=a>Home</a></nav><article><h1>Tea</h1>{TEXT}<p class=paywall>It calms the nerves, says Ruiz.</p></article>"
    );
    assert!(text(&paid).contains("It calms"));
    let section = |id: &str| {
        let section =
            format!("<section id='{id}'><h2>Cookies</h2><p>Bake them for ten minutes, not more.</p></section>");
        text(&format!("<nav><a href=a>Home</a></nav><main><h1>Tea</h1>{TEXT}{section}</main>"))
    };
    assert!(section("cookies").contains("Bake them") && !section("cookie-banner").contains("Bake them"));
}

#[test]
fn lists_of_other_articles_are_left_out_by_their_heading() {
    let teaser = "<li><a href='/b'>Ten cups</a><p>How much of it is too much? A doctor gives an answer.</p></li>";
    let list = |heading: &str| format!("<div><h3>{heading}</h3><ul>{}</ul></div>", teaser.repeat(3));
    let page = |heading: &str| text(&format!("<article><h1>Tea</h1>{TEXT}{TEXT}{}</article>", list(heading)));
    assert!(!page("Related articles").contains("Ten cups"));
    assert!(page("Further reading").contains("Ten cups"), "authors write that, too");
    let own = format!("<article><h1>Tea</h1>{TEXT}<div><h3>Related</h3>{TEXT}<p><a href=a>A</a><a href=b>B</a></div>");
    assert_eq!(text(&own).matches("Warm tea").count(), 2, "sentences with a few links are text");
}

#[test]
fn a_description_that_the_text_contains_is_metadata_but_not_printed_again() {
    let count = |description: &str, words: &str| {
        let html = format!("<title>Tea</title><meta name=description content='{description}'><h1>Tea</h1>{TEXT}");
        assert!(!page(&html).article.meta.description.is_empty());
        let source = Source::new("page.html", html);
        let made = Converter::default().convert(&source, Syntax::Html, &MemoryEnv::default(), &[Format::TEXT]);
        String::from_utf8(made.outputs[0].bytes.clone()).unwrap().matches(words).count()
    };
    assert_eq!(count("Warm tea before bed helps many people to fall asleep, as the…", "Warm tea"), 1);
    assert_eq!(count("Warm tea before bed helps many people to fall asleep, as the nurse said in May.", "Warm tea"), 1);
    assert_eq!(count("What the nurse says about tea before bed.", "What the nurse"), 1);
}

#[test]
fn frames_as_low_as_a_button_are_left_out_and_others_are_links() {
    let like = "<iframe src='https://a.example/like?u=b' style='border:none; width:90px; height:21px'></iframe>";
    let film = "<iframe src='https://a.example/film' width=560 height=315></iframe>";
    let text = text(&format!("<h1>Tea</h1>{TEXT}<p>{like}</p><p>{film}</p>"));
    assert!(text.contains("https://a.example/film") && !text.contains("like"), "{text}");
}

#[test]
fn frames_and_numbers_of_comments_are_words_of_their_own() {
    let frame = "<iframe src='https://a.example/film5' height=300></iframe>";
    let text = text(&format!("<h1>Tea</h1>{TEXT}<p>{frame}{frame}</p><p><a href='#said'>76</a><b>Remarks</b></p>"));
    assert!(text.contains("film5> <https"), "{text}");
}

#[test]
fn descriptions_of_pictures_do_not_adjoin_words() {
    let picture = "<img src='https://a.example/a.jpg' alt='Ana Ruiz'>";
    let text =
        text(&format!("<h1>Tea</h1>{TEXT}<p>{picture}<span>Ana</span> of <b>Rome</b>{picture}, and ({picture}).</p>"));
    let link = "<Ana Ruiz -> https://a.example/a.jpg>";
    assert!(text.contains(&format!("p {link} Ana of **Rome** {link}, and ({link}).")), "{text}");
}

#[test]
fn no_space_follows_a_picture_that_ends_a_line() {
    let html = format!("<h1>Tea</h1>{TEXT}<p><img src='https://a.example/a.jpg' alt='Ana Ruiz'><br>Ana of Rome</p>");
    let reading = page(&html);
    let words = format!("{:?}", reading.article.body);
    assert!(words.contains("\"Ana of Rome\""), "{words}");
}

#[test]
fn a_picture_with_the_name_of_its_file_as_description_has_none() {
    let html = format!("<h1>Tea</h1>{TEXT}<p><img src='https://a.example/b.jpg' alt='IMG_8299.jpeg'></p>");
    assert!(!text(&html).contains("IMG"));
}

#[test]
fn only_pictures_are_described_by_alt() {
    let html =
        format!("<h1>Tea</h1>{TEXT}<div alt='Cup'><a href='https://a.example/' alt='A cup of tea'>Cups</a></div>");
    assert!(text(&html).contains("Cups"));
}

#[test]
fn authors_named_above_the_article_are_its_authors() {
    let html = format!(
        "<nav><a href=a>Home</a></nav><div><span>By Franziska Dully</span></div><main><h1>Tea</h1>{TEXT}</main>"
    );
    assert_eq!(page(&html).article.meta.authors.len(), 1);
}

#[test]
fn links_next_to_one_another_are_separate_words_of_the_account() {
    let links = "<a href='/a'>Imprint</a><a href='/b'>Contact</a><a href='/c'>Letter</a>";
    let html = format!("<h1>Tea</h1><main>{TEXT}<p>Contact us.</p></main><footer>{links}</footer><nav>{links}</nav>");
    let reading = page(&html);
    assert!(reading.account.left_out().iter().any(|left| left.words == "Imprint Contact Letter"));
}

#[test]
fn a_picture_without_words_is_not_part_of_a_title() {
    let reading = page(&format!("<title>Tea</title><h1><img src=a.png alt=''>Tea</h1>{TEXT}"));
    assert_eq!(reading.article.meta.title.len(), 1, "{:?}", reading.article.meta.title);
}

#[test]
fn columns_of_other_articles_are_left_out_even_if_they_are_longer_than_the_text() {
    let teaser =
        "<li><a href='/b'>Ten cups of tea are too much for one night</a> A doctor says why, and how many.</li>";
    let column = |tag: &str| format!("<{tag}><ul>{}</ul></{}>", teaser.repeat(9), tag.split(' ').next().unwrap());
    let page = |column: &str| text(&format!("<nav><a href=a>Home</a></nav><main><h1>Tea</h1>{TEXT}{column}</main>"));
    for tag in ["aside", "div role=complementary", "div class=recommended-stories"] {
        assert!(!page(&column(tag)).contains("Ten cups"), "{tag}");
    }
    assert!(page(&column("section")).contains("Ten cups"), "a list of the author's");
    let note =
        format!("<aside>{TEXT}<p>See <a href=a>sleep</a>, <a href=b>tea</a> and <a href=c>water</a>.</p></aside>");
    assert_eq!(page(&note).matches("Warm tea").count(), 2, "sentences with a few links are text");
}

#[test]
fn teasers_next_to_the_article_with_the_title_are_left_out() {
    let teaser = "<article><h2><a href='/b'>Ten cups of tea are too much for one night</a></h2><p>A doctor says \
                  why, and how many a child may drink.</p></article>";
    let page = |beside: &str| {
        text(&format!(
            "<nav><a href=a>Home</a></nav><div><article><h1>Tea</h1>{TEXT}</article><div>{beside}</div></div>"
        ))
    };
    assert!(!page(&teaser.repeat(5)).contains("Ten cups"));
    assert!(
        page("<p>A letter from a reader who drinks ten cups of tea, and sleeps until noon.</p>").contains("ten cups")
    );
}

#[test]
fn a_link_to_more_about_the_subject_is_text_whatever_its_class() {
    let link = |words: &str| {
        let nav = "<nav><a href=a>Home</a></nav>";
        text(&format!("{nav}<main><h1>Tea</h1>{TEXT}<a class=more href='/b'>{words}</a></main>"))
    };
    assert!(link("Learn more about dreams").contains("dreams"));
    assert!(!link("Read more").contains("Read more"));
}

#[test]
fn what_is_displayed_as_a_box_is_separate_from_the_words_next_to_it() {
    let page =
        |style: &str, line: &str| text(&format!("<style>.b {{ {style} }}</style><h1>Tea</h1>{TEXT}<p>{line}</p>"));
    let line = "Warm <span class=b>photo</span>Tea helps many people to fall asleep, they say.";
    assert!(page("position: absolute; width: 1px", line).contains("photo Tea helps"));
    assert!(page("display: inline-block; padding: 0 4px", line).contains("photo Tea helps"));
    assert!(page("display: inline-block; padding: 4px 0", line).contains("photoTea"));
    let initial = "<span class=b>T</span>ea helps many people to fall asleep, they say.";
    assert!(page("position: absolute", initial).contains("Tea helps many"));
    let buttons = "Press <button>Save</button><button>OK</button>, and then wait for the end of the show.";
    assert!(page("", buttons).contains("Press Save OK, and"));
}

#[test]
fn a_description_that_was_escaped_twice_has_no_character_references() {
    let html =
        format!("<meta name=description content='Today&amp;#039;s tea &amp;amp; bread&amp;hellip;'><h1>Tea</h1>{TEXT}");
    assert_eq!(page(&html).article.meta.description_text().as_deref(), Some("Today's tea & bread…"));
    let unknown = format!("<meta name=description content='What &amp;unknown; is'><h1>Tea</h1>{TEXT}");
    assert_eq!(page(&unknown).article.meta.description_text().as_deref(), Some("What &unknown; is"));
}

#[test]
fn a_page_that_is_hidden_until_its_scripts_run_is_read_like_any_other() {
    let page = |style: &str| {
        let script = "<script>window.messages = 1</script>";
        text(&format!("<body style='{style}'><nav><a href=a>Home</a></nav><main><h1>Tea</h1>{TEXT}</main>{script}"))
    };
    assert_eq!(page("display: none"), page(""));
    assert_eq!(page("visibility: hidden"), page(""));
}
