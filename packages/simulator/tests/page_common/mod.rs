//! Reads pages that the simulator wrote.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

/// Reads a page as XML: every element is closed, in order, every attribute is quoted, every `&` begins a known entity.
/// Answers all elements with their attributes.
pub fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = vec![];
    let mut open: Vec<String> = vec![];
    let mut rest = page.strip_prefix("<!doctype html>").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        text_is_plain(text, open.last().map(String::as_str));
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, attributes) =
            tag.trim_end_matches('/').split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric()), "{tag}");
        found.push((name.to_owned(), attributes_of(attributes)));
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(rest.trim(), "");
    found
}

fn attributes_of(mut rest: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    while !rest.trim().is_empty() {
        let (key, value) = rest.trim_start().split_once("=\"").unwrap();
        let (value, after) = value.split_once('"').unwrap();
        text_is_plain(value, None);
        found.push((key.to_owned(), value.to_owned()));
        rest = after;
    }
    found
}

fn text_is_plain(text: &str, inside: Option<&str>) {
    if inside == Some("style") {
        return;
    }
    for after in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|entity| after.starts_with(entity));
        assert!(known, "&{after}");
    }
    assert!(!text.contains('>'), "{text}");
}

/// Makes sure that a page is well-formed and refers to nothing outside it; answers its style sheet.
pub fn style_of_one_piece<'a>(page: &'a str, file: &str) -> &'a str {
    for (name, attributes) in elements(page) {
        assert!(
            !["script", "link", "img", "iframe", "object", "embed", "use", "image"].contains(&name.as_str()),
            "{file}: {name}"
        );
        for (key, value) in attributes {
            assert!(
                !["src", "srcset", "style", "xmlns"].contains(&key.as_str()) && !key.starts_with("on"),
                "{file}: {key}"
            );
            assert!(key != "href" || value.starts_with('#'), "{file}: {value}");
            assert!(!value.contains("://"), "{file}: {key}={value}");
        }
    }
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"));
    style
}
