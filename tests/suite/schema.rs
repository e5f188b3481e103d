//! The JSON Schema of the AST, checked against the ASTs of all samples and against invalid ones.

use handout::{
    Converter,
    article::json,
    batch::{Batch, Input, Request, plan},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path};

/// Validates values against a schema, supporting the part of JSON Schema that ours uses; any other keyword fails the
/// test.
struct Validator(Value);

impl Validator {
    fn new() -> Self {
        Self(serde_json::from_str(json::schema()).unwrap())
    }

    fn is_valid(&self, value: &Value) -> bool {
        self.faults(value).is_empty()
    }

    fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.0, value, "", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else {
            assert_eq!(schema, &Value::Bool(true), "{at}");
            return;
        };
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false))
            || schema.get("unevaluatedProperties") == Some(&Value::Bool(false));
        if closed && let Some(object) = value.as_object() {
            let known = self.properties(&Value::Object(schema.clone()), value);
            let unknown = object.keys().filter(|key| !known.contains(*key));
            faults.extend(unknown.map(|key| format!("{at}: `{key}` is not known")));
        }
        for (keyword, rule) in schema {
            if !self.holds(keyword, rule, value, at, faults) {
                faults.push(format!("{at}: {keyword} {rule}: {value}"));
            }
        }
    }

    fn holds(&self, keyword: &str, rule: &Value, value: &Value, at: &str, faults: &mut Vec<String>) -> bool {
        let number = |compare: fn(&f64, &f64) -> bool| {
            value.as_f64().zip(rule.as_f64()).is_none_or(|(value, rule)| compare(&value, &rule))
        };
        match keyword {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" | "unevaluatedProperties" => true,
            "$ref" => {
                self.check(self.definition(rule), value, at, faults);
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is_of_type(value, name)),
                name => is_of_type(value, name),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => number(f64::ge),
            "maximum" => number(f64::le),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "required" => {
                let has = |key: &Value| value.get(key.as_str().unwrap()).is_some();
                !value.is_object() || rule.as_array().unwrap().iter().all(has)
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(key) {
                        self.check(rule, inner, &format!("{at}/{key}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                assert!(rule.is_boolean(), "{at}: {rule}");
                true
            }
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(rule, item, &format!("{at}/{n}"), faults);
                }
                true
            }
            "oneOf" => self.matching(rule, value).len() == 1,
            "anyOf" => !self.matching(rule, value).is_empty(),
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }

    /// Returns the alternatives that a value matches.
    fn matching<'a>(&self, rules: &'a Value, value: &Value) -> Vec<&'a Value> {
        let follows = |rule: &&Value| {
            let mut faults = Vec::new();
            self.check(rule, value, "", &mut faults);
            faults.is_empty()
        };
        candidates(rules, value).into_iter().filter(follows).collect()
    }

    /// Returns the properties that a schema allows for a value, including those of references and of the matching
    /// alternative.
    fn properties(&self, schema: &Value, value: &Value) -> BTreeSet<String> {
        let own = schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|map| map.keys().cloned());
        let mut known: BTreeSet<_> = own.collect();
        if let Some(rule) = schema.get("$ref") {
            known.extend(self.properties(self.definition(rule), value));
        }
        for rules in ["oneOf", "anyOf"].iter().filter_map(|keyword| schema.get(keyword)) {
            for rule in candidates(rules, value) {
                known.extend(self.properties(rule, value));
            }
        }
        known
    }

    fn definition(&self, reference: &Value) -> &Value {
        let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
        self.0.pointer(pointer).unwrap()
    }
}

/// Returns the alternatives that a value's `type` leaves; trying each on every level would take forever.
fn candidates<'a>(rules: &'a Value, value: &Value) -> Vec<&'a Value> {
    let kind = |rule: &'a Value| rule.pointer("/properties/type/const");
    rules
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| kind(rule).is_none_or(|kind| value.get("type") == Some(kind)))
        .collect()
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("no such type: {other}"),
    }
}

#[test]
fn the_ast_of_every_sample_follows_the_schema_and_reads_back() {
    let (validator, batch) = (Validator::new(), Batch::new(Converter::default()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["sources", "tests/cases/pasted", "tests/cases/html", "tests/cases/languages"];
    let inputs = folders.map(|folder| Input::Path(root.join(folder))).to_vec();
    let plan = plan(Request {
        inputs,
        folder: None,
        files: Vec::new(),
        syntax: None,
        force: false,
        choose: &|_| Ok(Default::default()),
    })
    .unwrap();
    assert!(plan.jobs.len() >= 40);
    for job in &plan.jobs {
        let prepared = batch.with_source(job, |source, syntax, env| batch.converter().prepare(source, syntax, env));
        let (_, (resolved, diagnostics)) = prepared.unwrap();
        let resolved = resolved.unwrap_or_else(|| panic!("{}: {diagnostics:?}", job.name()));
        let text = json::to_string(resolved.article());
        let value = serde_json::from_str(&text).unwrap();
        let faults = validator.faults(&value);
        assert!(faults.is_empty(), "{}: {faults:#?}", job.name());
        assert_eq!(json::to_string(&json::from_str(&text).unwrap()), text, "{}", job.name());
    }
}

#[test]
fn invalid_asts_violate_the_schema() {
    let validator = Validator::new();
    let with_body = |body: Value| json!({"handout-ast": 1, "article": {"meta": {}, "body": body}});
    assert!(validator.is_valid(&with_body(json!([{"type": "rule"}]))));
    assert!(!validator.is_valid(&with_body(json!([{"type": "riddle"}]))));
    assert!(!validator.is_valid(&with_body(json!([{"type": "rule", "colour": "red"}]))));
    assert!(!validator.is_valid(&json!({"handout-ast": 2, "article": {"meta": {}, "body": []}})));
}
