//! Bad variants of a good message.

use serde_json::{json, Map, Value};

/// What stands in place of a good address.
pub fn bad_addresses(good: &str) -> Vec<(&'static str, String)> {
    let mut mixed = good.to_owned();
    mixed.replace_range(6..10, &good[6..10].to_uppercase());
    let mut typo = good.to_owned();
    let last = if good.ends_with('q') { "p" } else { "q" };
    typo.replace_range(good.len() - 1.., last);
    let (_, bytes) = bech32::decode(good).unwrap();
    let with_prefix =
        |prefix: &str| bech32::encode::<bech32::Bech32>(bech32::Hrp::parse(prefix).unwrap(), &bytes).unwrap();
    vec![
        ("in upper case", good.to_uppercase()),
        ("in mixed case", if mixed == good { format!("W{}", &good[1..]) } else { mixed }),
        ("after a blank", format!(" {good}")),
        ("before a blank", format!("{good} ")),
        ("empty", String::new()),
        ("of 300 characters", format!("wasm1{}", "q".repeat(295))),
        ("with a typo", typo),
        ("of another chain", with_prefix("cosmos")),
        ("of a validator", with_prefix("wasmvaloper")),
        ("a name", "alice".to_owned()),
    ]
}

/// Whether it is an account's or a contract's address.
pub fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("wasm1"))
}

/// Whether it is an amount of coins.
pub fn is_amount(value: &Value) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    value.as_str().is_some_and(digits)
}

/// Where in `value`, at any depth, something is that `wanted` wants, as JSON pointers.
pub fn pointers(value: &Value, wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let mut found = vec![];
    if wanted(value) {
        found.push(String::new());
    }
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, child)| (at.to_string(), child)).collect(),
        _ => vec![],
    };
    for (key, child) in children {
        found.extend(pointers(child, wanted).into_iter().map(|below| format!("/{key}{below}")));
    }
    found
}

/// `message` with something else in that place.
pub fn replaced(message: &Value, at: &str, with: Value) -> Value {
    let mut message = message.clone();
    *message.pointer_mut(at).unwrap() = with;
    message
}

fn with_key_twice(message: &Value, at: &str) -> String {
    let mut message = message.clone();
    let object: &mut Map<String, Value> = message.pointer_mut(at).unwrap().as_object_mut().unwrap();
    let (key, value) = object.iter().next().map(|(key, value)| (key.clone(), value.clone())).unwrap();
    object.insert(format!("TWICE {key}"), value);
    message.to_string().replace("TWICE ", "")
}

/// A message with an unknown field, in each of its objects; what it is, and the message as a text.
pub fn unknown_fields(message: &Value) -> Vec<(String, String)> {
    let with = |at: String| {
        let mut message = message.clone();
        let object = message.pointer_mut(&at).unwrap().as_object_mut().unwrap();
        object.insert("surprise".to_owned(), json!(1));
        (format!("unknown field in {at}"), message.to_string())
    };
    pointers(message, &Value::is_object).into_iter().map(with).collect()
}

/// A message with a key twice, in each of its objects.
pub fn keys_twice(message: &Value) -> Vec<(String, String)> {
    let objects = pointers(message, &|value| value.as_object().is_some_and(|map| !map.is_empty()));
    objects.iter().map(|at| (format!("a key of {at} twice"), with_key_twice(message, at))).collect()
}

/// A message with what is no amount and no number, in place of each of them.
pub fn wrong_numbers(message: &Value) -> Vec<(String, String)> {
    let bad_amounts = [
        json!(5),
        json!("1.5"),
        json!("-1"),
        json!(""),
        json!("1e3"),
        json!(" 5"),
        json!("0x5"),
        json!("340282366920938463463374607431768211456"),
        json!([]),
        json!({}),
        json!(true),
    ];
    let bad_numbers = [json!("5"), json!(1.5), json!(-1), json!("TOO BIG"), json!([]), json!(true)];
    let (amounts, numbers) = (pointers(message, &is_amount), pointers(message, &Value::is_number));
    let with = |at: &str, bad: &Value| {
        let text = replaced(message, at, bad.clone()).to_string();
        (format!("{at} {bad}"), text.replace("\"TOO BIG\"", "18446744073709551616"))
    };
    let amounts = amounts.iter().flat_map(|at| bad_amounts.iter().map(move |bad| with(at, bad)));
    let numbers = numbers.iter().flat_map(|at| bad_numbers.iter().map(move |bad| with(at, bad)));
    amounts.chain(numbers).collect()
}
