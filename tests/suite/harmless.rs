//! What no output may contain, whatever the article says: scripts, active or leaking addresses, references to external
//! files, entities.

use super::command::Desk;
use lopdf::{Dictionary, Object};
use quick_xml::{Reader, events::Event};
use std::io::Read as _;

/// Schemes that a link may have; everything else is shown as text.
const SCHEMES: [&str; 6] = ["http:", "https:", "mailto:", "tel:", "doi:", "urn:"];
const ELEMENTS: [&str; 12] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "form",
    "input",
    "animate",
    "set",
    "handler",
];

const DRAWING: &str = r##"<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY boat "ship"><!ENTITY leak SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90" onload="go()">
<?xml-stylesheet href="http://bad.example/a.css"?>
<style>@import url(http://bad.example/b.css); rect { fill: url(http://bad.example/c.svg#d) }</style>
<script>go()</script><script xlink:href="http://bad.example/e.js"/>
<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><b onclick="go()">word</b></body></foreignObject>
<a xlink:href="javascript:go()"><rect width="9" height="9" onclick="go()"/></a>
<image xlink:href="file:///etc/passwd" width="9" height="9"/><image href="http://bad.example/f.png" width="9" height="9"/>
<use href="http://bad.example/g.svg#h"/><text y="20">&boat;</text>
<set attributeName="href" to="javascript:go()"/><animate attributeName="x" from="0" to="1"/></svg>"##;

const MARKDOWN: &str = r#"---
title: "Harbor <script>go()</script>"
author: "Ann \"><img src=x onerror=go()>"
publisher: "&leak; <!ENTITY x SYSTEM 'file:///etc/passwd'>"
url: "javascript:go()"
doi: "javascript:go()"
lang: en
---

[a](javascript:go()) [b](JaVaScRiPt&colon;go()) [c](vbscript:go()) [d](data:text/html,<script>go()</script>)
[e](file:///etc/passwd) [f](<java	script:go()>) [g](//bad.example) <javascript:go()> [h](view-source:x) [i](blob:x)
![j](javascript:go()) ![k](file:///etc/passwd) ![l](http://bad.example/p.png) ![m](boat.svg) ![n](data:text/html,hi)

<a href="javascript:go()" onclick="go()">o</a> <b onmouseover="go()">p</b> <iframe src="http://bad.example"></iframe>

<svg><foreignObject><p>q</p></foreignObject></svg> <style>@import "http://bad.example/r.css";</style>

| a | b |
|---|---|
| [s](javascript:go()) | ![t](boat.svg) |

$$\href{javascript:go()}{w} \input{/etc/passwd} x$$

$$\text{<script>go()</script>} + x$$

<math><mi href="javascript:go()" onclick="go()">y</mi><mtext><b onclick="go()">z</b></mtext></math>

Word[^1] ends.

[^1]: [u](javascript:go()) and [v](data:text/html;base64,PGI+)
"#;

const PAGE: &str = r#"<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html lang="en"><head><title>Pier</title>
<base href="javascript:go()//"><link rel="stylesheet" href="http://bad.example/a.css"><meta http-equiv="refresh" content="0;url=javascript:go()">
<script>go()</script></head><body onload="go()"><article><h1>Pier</h1><p>Ships <a href=" java
script:go()">a</a> <a href="&#106;avascript:go()">b</a> <a href="\x01javascript:go()">c</a> wait at noon.</p>
<p><img src="x" onerror="go()" alt="d"> <object data="e.swf">f</object> <embed src="g"> <math><maction actiontype="statusline" xlink:href="javascript:go()">h</maction></math></p>
<form action="javascript:go()"><input value="i"><button formaction="javascript:go()">j</button></form>
<p style="background:url(javascript:go())">k</p><template><script>go()</script></template></article></body></html>"#;

fn is_allowed(address: &str) -> bool {
    let address: String =
        address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
    let scheme = address.find(':').filter(|at| !address[..*at].contains(['/', '#', '?']));
    scheme.is_none() || SCHEMES.iter().any(|scheme| address.starts_with(scheme))
}

/// Checks XML or XHTML.
#[track_caller]
fn check_xml(name: &str, text: &str) {
    assert!(!text.contains("<!ENTITY"), "{name} has entities");
    let mut reader = Reader::from_str(text);
    let mut in_style = false;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{text}")) {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let local = String::from_utf8_lossy(element.local_name().as_ref()).to_lowercase();
                assert!(!ELEMENTS.contains(&local.as_str()), "{name} has <{local}>");
                in_style = local == "style";
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).to_lowercase();
                    let value = attribute.unescape_value().unwrap().into_owned();
                    assert!(!key.starts_with("on"), "{name}: <{local} {key}>");
                    match (local.as_str(), key.as_str()) {
                        ("a", "href") | ("reference", "href") | ("relationship", "target") => {
                            assert!(is_allowed(&value), "{name}: {value}")
                        }
                        (_, "href" | "src" | "data" | "poster" | "full-path") => {
                            let inside =
                                is_allowed(&value) && !value.contains("//") || value.starts_with("data:image/");
                            assert!(inside, "{name}: <{local} {key}={value}> is outside");
                        }
                        (_, "style") => check_css(name, &value),
                        ("meta", "http-equiv") => assert!(!value.eq_ignore_ascii_case("refresh"), "{name}: refresh"),
                        _ => assert!(!value.trim_start().to_lowercase().starts_with("url(http"), "{name}: {value}"),
                    }
                }
            }
            Event::Text(text) if in_style => check_css(name, &String::from_utf8_lossy(&text)),
            Event::DocType(kind) => assert!(!kind.contains(&b'['), "{name} declares something"),
            Event::PI(instruction) => panic!("{name}: <?{}?>", String::from_utf8_lossy(&instruction)),
            _ => {}
        }
    }
}

#[track_caller]
fn check_css(name: &str, text: &str) {
    let text = text.to_lowercase();
    for bad in ["@import", "javascript:", "expression(", "url(http", "url(\"http", "url(//", "file:"] {
        assert!(!text.contains(bad), "{name}: {bad} in a style");
    }
}

#[track_caller]
fn check_pdf(bytes: &[u8]) {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    for object in pdf.objects.values() {
        check_object(object);
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"XML")
        {
            check_xmp(&stream.get_plain_content().unwrap_or(stream.content.clone()));
        }
    }
}

fn check_xmp(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let body = text.split_once("?>").map_or(&*text, |(_, rest)| rest);
    let body = body.rsplit_once("<?xpacket").map_or(body, |(body, _)| body);
    check_xml("XMP", body);
}

fn check_object(object: &Object) {
    match object {
        Object::Array(items) => items.iter().for_each(check_object),
        Object::Dictionary(dictionary) => check_dictionary(dictionary),
        Object::Stream(stream) => check_dictionary(&stream.dict),
        _ => {}
    }
}

fn check_dictionary(dictionary: &Dictionary) {
    for (key, value) in dictionary {
        let key = String::from_utf8_lossy(key);
        let bad = ["JS", "JavaScript", "AA", "OpenAction", "EmbeddedFiles", "RichMedia", "XFA", "Launch"];
        assert!(!bad.contains(&&*key), "the PDF has /{key}");
        if key == "URI"
            && let Ok(address) = value.as_str()
        {
            assert!(is_allowed(&String::from_utf8_lossy(address)), "{address:?}");
        }
        if key == "S"
            && let Ok(kind) = value.as_name()
        {
            let kinds: [&[u8]; 7] =
                [b"JavaScript", b"Launch", b"GoToR", b"GoToE", b"SubmitForm", b"ImportData", b"Movie"];
            assert!(!kinds.contains(&kind), "an action {}", String::from_utf8_lossy(kind));
        }
        check_object(value);
    }
}

#[test]
fn no_output_has_scripts_or_leads_anywhere_else() {
    let desk = Desk::new(&[("harbor.md", MARKDOWN), ("pier.html", PAGE), ("boat.svg", DRAWING)]);
    desk.put("harbor.txt", MARKDOWN.replace("---\n", "").as_bytes());
    for (article, name) in [("harbor.md", "harbor"), ("pier.html", "pier"), ("harbor.txt", "harbor")] {
        let out = format!("out-{article}/");
        let ran = desk.run(&[article, "-o", &out, "--to", "pdf,epub,html,docx", "-q"]);
        assert_eq!(ran.code(), 0, "{article}: {}", ran.said());
        let read = |ending: &str| std::fs::read(desk.path(&format!("{out}/{name}.{ending}"))).unwrap();
        check_pdf(&read("pdf"));
        let page = String::from_utf8(read("html")).unwrap();
        check_xml("HTML", page.trim_start_matches("<!DOCTYPE html>"));
        check_zip(read("epub"));
        check_zip(read("docx"));
    }
}

#[track_caller]
fn check_zip(bytes: Vec<u8>) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().to_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = text.split_once("?>").map_or(text.clone(), |(_, rest)| rest.to_owned());
        match name.rsplit('.').next().unwrap() {
            "xhtml" | "opf" | "ncx" | "svg" | "xml" | "rels" => check_xml(&name, &text),
            "css" => check_css(&name, &text),
            "js" | "swf" | "bin" | "ole" => panic!("{name}"),
            _ => {}
        }
        // fields of Word that read other files or run programs
        for field in ["INCLUDE", "DDE", "LINK ", "IMPORT", "MACROBUTTON", "altChunk", "attachedTemplate"] {
            assert!(!(name.starts_with("word/") && text.contains(field)), "{name} has {field}");
        }
    }
}
