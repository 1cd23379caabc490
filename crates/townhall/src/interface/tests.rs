//! The description of all addresses, as programs read it, and that it tells the truth about itself.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use super::{document, page};
use crate::{goals, indicators, installation::Installation, territories};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn capabilities() -> [OpenApiRouter<Installation>; 3] {
    [territories::api(), goals::api(), indicators::api::api()]
}

fn described() -> Result<Value> {
    let all = capabilities()
        .into_iter()
        .fold(OpenApiRouter::new(), OpenApiRouter::merge);
    Ok(serde_json::to_value(document::complete(all.into_openapi()))?)
}

fn operations(described: &Value) -> Vec<(&str, &Value)> {
    let paths = described["paths"].as_object().into_iter().flatten();
    paths.map(|(path, item)| (path.as_str(), &item["get"])).collect()
}

#[test]
fn the_description_is_reviewed_line_by_line() -> Result {
    insta::assert_json_snapshot!("openapi", described()?);
    Ok(())
}

#[test]
fn every_address_says_what_it_is_for_and_what_may_go_wrong() -> Result {
    let described = described()?;
    let operations = operations(&described);
    assert!(operations.len() > 10, "{}", operations.len());
    let mut names = BTreeMap::new();
    for (path, operation) in operations {
        for part in ["summary", "description", "operationId"] {
            assert!(
                operation[part].as_str().is_some_and(|text| !text.is_empty()),
                "{path} has no {part}"
            );
        }
        assert_eq!(names.insert(operation["operationId"].to_string(), path), None, "{path}");
        let responses = &operation["responses"];
        for status in ["200", "304", "400", "406", "500", "503"] {
            assert!(responses.get(status).is_some(), "{path} does not say {status}");
        }
        assert_eq!(responses.get("404").is_some(), path.contains('{'), "{path}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = &parameter["name"];
            assert!(parameter["description"].is_string(), "{path}: {name} is not explained");
            let needs_example = !["limit", "cursor", "count"].iter().any(|known| name == known);
            assert!(
                !needs_example || parameter.get("example").is_some(),
                "{path}: {name} has no example"
            );
        }
    }
    Ok(())
}

#[test]
fn no_two_capabilities_give_one_name_to_two_things() -> Result {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for capability in capabilities() {
        let described = serde_json::to_value(capability.into_openapi())?;
        for (name, schema) in described["components"]["schemas"].as_object().into_iter().flatten() {
            let before = known.insert(name.clone(), schema.clone());
            assert!(before.is_none_or(|before| before == *schema), "{name} means two things");
        }
    }
    Ok(())
}

#[test]
fn the_page_names_every_address_and_no_other() -> Result {
    let described = described()?;
    let mut all: Vec<&str> = operations(&described).into_iter().map(|(path, _)| path).collect();
    let mut named = page::ADDRESSES.map(|(_, pattern, _)| pattern);
    all.sort_unstable();
    named.sort_unstable();
    assert_eq!(named[..], all[..]);
    Ok(())
}
