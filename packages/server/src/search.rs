//! The query language of `tx_search`: conditions joined by `AND`.

use thiserror::Error;

use crate::history::{History, Included};

/// What is no query.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("failed to parse query: {0}")]
pub(crate) struct Malformed(String);

/// One condition.
#[derive(Debug, PartialEq, Eq)]
struct Condition {
    /// `tx.height`, `tx.hash`, or an event's type and the key of one of its attributes, joined by a dot.
    key: String,
    /// None: it must be there, whatever it is.
    comparison: Option<(Comparison, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

/// In the order in which they are looked for: what another begins with comes later.
const COMPARISONS: [(&str, Comparison); 5] = [
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

/// The transactions for which a query holds, oldest first.
///
/// # Errors
/// When it is no query.
pub(crate) fn found<'a>(history: &'a History, query: &str) -> Result<Vec<&'a Included>, Malformed> {
    let conditions = parsed(query)?;
    let candidates = conditions.iter().find_map(|condition| match condition {
        Condition { key, comparison: Some((Comparison::Equal, hash)) } if key == "tx.hash" => {
            Some(hex::decode(hash).ok().and_then(|hash| history.transaction(&hash)).into_iter().collect())
        }
        Condition { key, comparison: Some((Comparison::Equal, value)) } if key != "tx.height" => {
            Some(history.with_attribute(key, value))
        }
        _ => None,
    });
    let candidates: Vec<_> = candidates.unwrap_or_else(|| history.all().iter().collect());
    let holds = |included: &&Included| conditions.iter().all(|condition| condition.holds(included));
    Ok(candidates.into_iter().filter(holds).collect())
}

impl Condition {
    fn holds(&self, included: &Included) -> bool {
        match self.key.as_str() {
            "tx.height" => self.compares(&included.height.to_string()),
            "tx.hash" => self.compares(&hex::encode_upper(included.hash)),
            _ => included.result.events.iter().any(|event| {
                let key = self.key.strip_prefix(event.ty.as_str()).and_then(|rest| rest.strip_prefix('.'));
                let Some(key) = key else { return false };
                event
                    .attributes
                    .iter()
                    .any(|attribute| attribute.key == key && self.compares(&attribute.value))
            }),
        }
    }

    fn compares(&self, value: &str) -> bool {
        let Some((comparison, wanted)) = &self.comparison else { return true };
        let number = |text: &str| text.parse::<u128>().ok();
        let order = number(value).zip(number(wanted)).map(|(value, wanted)| value.cmp(&wanted));
        match comparison {
            Comparison::Equal => {
                value.eq_ignore_ascii_case(wanted) && (self.key == "tx.hash" || value == wanted)
            }
            Comparison::Contains => value.contains(wanted.as_str()),
            Comparison::Less => order.is_some_and(|order| order.is_lt()),
            Comparison::LessOrEqual => order.is_some_and(|order| order.is_le()),
            Comparison::Greater => order.is_some_and(|order| order.is_gt()),
            Comparison::GreaterOrEqual => order.is_some_and(|order| order.is_ge()),
        }
    }
}

fn parsed(query: &str) -> Result<Vec<Condition>, Malformed> {
    let mut rest = query.trim();
    let mut conditions = vec![];
    loop {
        let (condition, behind) = condition(rest)?;
        conditions.push(condition);
        rest = behind.trim_start();
        if rest.is_empty() {
            return Ok(conditions);
        }
        rest = word(rest, "AND").ok_or_else(|| Malformed(format!("`AND` is expected before `{rest}`")))?;
    }
}

/// What stands behind a word, if it stands here.
fn word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

fn condition(text: &str) -> Result<(Condition, &str), Malformed> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '=')).unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if !key.contains('.') || !key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return Err(Malformed(format!("`{key}` is no key")));
    }
    let (key, rest) = (key.to_owned(), rest.trim_start());
    if let Some(rest) = word(rest, "EXISTS") {
        return Ok((Condition { key, comparison: None }, rest));
    }
    let by_sign = COMPARISONS.iter().find_map(|(sign, is)| Some((*is, rest.strip_prefix(sign)?)));
    let comparison = by_sign.or_else(|| Some((Comparison::Contains, word(rest, "CONTAINS")?)));
    let Some((comparison, rest)) = comparison else {
        return Err(Malformed(format!("no comparison stands behind `{key}`")));
    };
    let (value, rest) = value(rest.trim_start())?;
    Ok((Condition { key, comparison: Some((comparison, value)) }, rest))
}

/// A text in single quotes, or a number.
fn value(text: &str) -> Result<(String, &str), Malformed> {
    if let Some(quoted) = text.strip_prefix('\'') {
        let (value, rest) =
            quoted.split_once('\'').ok_or_else(|| Malformed("a quote is not closed".to_owned()))?;
        return Ok((value.to_owned(), rest));
    }
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    match text.split_at_checked(end) {
        Some((number, rest)) if !number.is_empty() => Ok((number.to_owned(), rest)),
        _ => Err(Malformed(format!("`{text}` is neither a number nor a text in single quotes"))),
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::Event;

    use super::*;
    use crate::history::TxResult;

    fn history() -> History {
        let mut history = History::default();
        for (height, who, amount) in [(5, "ada", "10"), (6, "bob", "20"), (7, "ada", "30")] {
            let event =
                Event::new("wasm").add_attribute("_contract_address", who).add_attribute("amount", amount);
            history.begin(height, 0);
            let result = TxResult { events: vec![event], ..TxResult::default() };
            history.include(amount.as_bytes().to_vec(), result);
        }
        history
    }

    fn heights(query: &str) -> Vec<u64> {
        found(&history(), query).unwrap().into_iter().map(|included| included.height).collect()
    }

    #[test]
    fn conditions_are_joined() {
        assert_eq!(heights("tx.height>=0"), [5, 6, 7]);
        assert_eq!(heights("tx.height = 6"), [6]);
        assert_eq!(heights("wasm._contract_address='ada'"), [5, 7]);
        assert_eq!(heights("wasm._contract_address = 'ada' AND tx.height > 5 AND tx.height <= 7"), [7]);
        assert!(heights("wasm._contract_address='ada' AND wasm.amount='20'").is_empty());
        assert_eq!(heights("wasm.amount < 30 AND wasm.amount EXISTS"), [5, 6]);
        assert_eq!(heights("wasm._contract_address CONTAINS 'o'"), [6]);
        assert!(heights("execute._contract_address='ada'").is_empty());
    }

    #[test]
    fn a_hash_is_found_in_either_case() {
        let history = history();
        let hash = hex::encode(history.all()[1].hash);
        for hash in [hash.to_uppercase(), hash] {
            assert_eq!(found(&history, &format!("tx.hash='{hash}'")).unwrap()[0].height, 6);
        }
        assert!(found(&history, "tx.hash='zz'").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_query_is_refused() {
        let queries = [
            "",
            "tx.height",
            "tx.height >",
            "height=1",
            "tx.height=1 OR tx.height=2",
            "a.b='x",
            "é.b='x'",
            "a.b=x",
        ];
        for query in queries {
            assert!(found(&history(), query).is_err(), "{query}");
        }
    }
}
