//! `handout schema`: JSON Schemas of what handout reads and writes, for programs and for editors.

use super::{
    Exit,
    args::{Args, What},
    output,
    settings::Settings,
};
use clap::CommandFactory as _;
use handout::{
    article::{Organization, json},
    batch::REPORT_SCHEMA,
    check::rules,
    diagnostic::Code,
    read::FRONT_MATTER_KEYS,
    theme::Theme,
};
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

pub(crate) fn schema(what: What) -> Exit {
    let schema = match what {
        What::Article => return output::print(json::schema().as_bytes()),
        What::Report => return output::print(REPORT_SCHEMA.as_bytes()),
        What::Settings => object("handout.toml", settings(), false),
        What::Theme => object("A theme of handout", theme(), false),
        What::Book => object("book.toml", book(), true),
        What::FrontMatter => object("Front matter of an article", front_matter(), true),
    };
    output::print(format!("{schema:#}\n").as_bytes())
}

/// Returns the schema of an object with these properties, and whether it may have others.
fn object(title: &str, properties: Map<String, Value>, others: bool) -> Value {
    json!({
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": others,
    })
}

/// Returns the properties of settings, with their descriptions from the help.
fn settings() -> Map<String, Value> {
    let command = Args::command();
    let property = |name: &str| {
        let id = name.replace('-', "_");
        let arg = command.get_arguments().find(|arg| arg.get_id() == id.as_str());
        let help = arg.and_then(clap::Arg::get_help).map(ToString::to_string).unwrap_or_default();
        let mut property = match name {
            "greyscale" | "fillable" | "page-list" | "linear" | "ascii" | "bidi-marks" | "crlf" => {
                json!({ "type": "boolean" })
            }
            "to" | "bibliography" => {
                json!({ "type": ["string", "array"], "items": { "type": "string" } })
            }
            "fit" => json!({ "type": "integer", "minimum": 1, "maximum": 99 }),
            "width" => json!({ "type": ["integer", "string"] }),
            "organization" => json!({ "type": "object", "properties": organization(), "additionalProperties": false }),
            "check" => check(),
            "theme" => json!({ "type": "string", "examples": Theme::NAMES }),
            _ => json!({ "type": "string" }),
        };
        property["description"] = json!(help);
        (name.to_owned(), property)
    };
    let mut properties: Map<_, _> = Settings::NAMES.into_iter().map(property).collect();
    let root = json!({ "type": "boolean", "description": "Ignore the settings of parent folders" });
    properties.insert("root".to_owned(), root);
    properties
}

fn check() -> Value {
    let names: Vec<&str> = rules().map(|rule| rule.name).chain(Code::ALL.iter().map(|code| code.as_str())).collect();
    let words = || json!({ "type": "array", "items": { "type": "string" } });
    let number = |most: u8| json!({ "type": "integer", "minimum": 1, "maximum": most });
    let mut properties = json!({
        "reading-grade": number(20),
        "reading-ease": number(100),
        "sentence-words": number(100),
        "allow": words(),
        "off": { "type": "array", "items": { "enum": names } },
        "words": { "type": "object", "additionalProperties": { "type": "string" } },
    });
    let said = [
        ("reading-grade", "The maximum school grade of English text"),
        ("reading-ease", "The minimum reading ease of text in other languages, 0 to 100"),
        ("sentence-words", "The maximum number of words in a sentence"),
        ("allow", "Words that no rule objects to"),
        ("off", "Rules that are off"),
        ("words", "Further hard words, each with the plain words to use instead"),
    ];
    for (name, words) in said {
        properties[name]["description"] = json!(words);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn organization() -> Map<String, Value> {
    Organization::FIELDS.iter().map(|name| ((*name).to_owned(), json!({}))).collect()
}

/// Returns the properties of a theme, taken from the bundled ones, which have all keys.
fn theme() -> Map<String, Value> {
    let mut properties = Map::new();
    for name in Theme::NAMES {
        let source = Theme::source(name).unwrap_or_default();
        let table: toml::Table = toml::from_str(source).unwrap_or_default();
        for (key, value) in &table {
            properties.entry(key.clone()).or_insert_with(|| shape(value));
        }
    }
    let extends = json!({ "type": "string", "enum": Theme::NAMES, "description": "The theme from which all other keys are \
                 taken" });
    properties.insert("extends".to_owned(), extends);
    properties
}

/// Returns a schema for values shaped like this one.
fn shape(value: &toml::Value) -> Value {
    match value {
        toml::Value::Boolean(_) => json!({ "type": "boolean" }),
        toml::Value::Integer(_) | toml::Value::Float(_) => json!({ "type": "number" }),
        toml::Value::Array(items) => json!({ "type": "array", "items": items.first().map_or(json!({}), shape) }),
        toml::Value::Table(table) => {
            let properties: Map<_, _> = table.iter().map(|(key, value)| (key.clone(), shape(value))).collect();
            json!({ "type": "object", "properties": properties, "additionalProperties": false })
        }
        toml::Value::String(_) | toml::Value::Datetime(_) => json!({ "type": "string" }),
    }
}

fn front_matter() -> Map<String, Value> {
    FRONT_MATTER_KEYS.iter().map(|key| ((*key).to_owned(), json!({}))).collect()
}

fn book() -> Map<String, Value> {
    let articles = json!({ "type": "array", "items": { "type": "string" }, "description": "Files, in order" });
    let part = json!({
        "type": "object",
        "properties": { "title": { "type": "string" }, "articles": articles },
        "additionalProperties": false,
    });
    let mut properties = front_matter();
    properties.insert("articles".to_owned(), articles);
    properties.insert("parts".to_owned(), json!({ "type": "array", "items": part }));
    properties.insert("references-in".to_owned(), json!({ "enum": ["book", "article"] }));
    properties
}
