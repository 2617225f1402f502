//! Things of which there may be one or more.

/// `1 licence`, `3 licences`, `no licence`.
pub fn licenses(count: &str) -> String {
    match count {
        "0" => "no licence".to_owned(),
        "1" => "1 licence".to_owned(),
        _ => format!("{count} licences"),
    }
}

/// The same with its verb: `1 licence is`, `3 licences are`.
pub fn licenses_are(count: &str) -> String {
    let verb = if count == "1" { "is" } else { "are" };
    format!("{} {verb}", licenses(count))
}

/// `a`, `a and b`, `a, b and c`; `nobody` if there is none.
pub fn listed(items: &[String]) -> String {
    match items.split_last() {
        None => "nobody".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
