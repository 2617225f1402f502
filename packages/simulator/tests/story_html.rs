//! The page: well-formed, of one piece, and nothing in it but text where text is meant.

#![allow(clippy::unwrap_used)]

mod page_common;
mod story_common;

use page_common::{elements, style_of_one_piece};
use serde_json::{json, Value};
use story_common::{files, story};
use tributary_simulator::accounts::account;
use tributary_simulator::report::Action;
use tributary_simulator::step::Step;
use tributary_simulator::story::html::html;
use tributary_simulator::story::suite::Contract;
use tributary_simulator::{Scenario, Story};

#[test]
fn the_page_of_every_scenario_is_well_formed_and_of_one_piece() {
    for file in files() {
        let page = html(&story(&file));

        let style_free = page.replace(style_of_one_piece(&page, &file), "");
        // Addresses on the network occur as words of the story and in messages, as text.
        for (at, _) in style_free.match_indices("http") {
            let before = &style_free[..at];
            assert!(style_free[at..].starts_with("https://"), "{file}");
            assert!(
                before.ends_with("describes itself at ") || before.ends_with("_url&quot;: &quot;"),
                "{file}"
            );
        }
    }
}

#[test]
fn the_page_shows_charts_tables_and_the_account() {
    let page = html(&story("delegation/three-weeks.json"));

    assert_eq!(page.matches("<figure class=\"chart\">").count(), 4);
    assert_eq!(page.matches("<svg class=\"wide\"").count(), 4);
    assert_eq!(page.matches("<svg class=\"narrow\"").count(), 4);
    assert!(page.matches("<title>").count() > 100, "places that can be pointed at");
    for text in [
        "pool ben with pending",
        "ben broken",
        "ada broken",
        "time since the start",
        "Both sides are equal",
        "pool ben, redelegated",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn the_story_has_a_page_for_each_contract() {
    let story = story("story.json");
    let page = html(&story);

    for contract in Contract::ALL {
        let code = contract.code();
        let (section, _) =
            cut(&page, &format!("<section class=\"page\" id=\"{code}\">"), "</section>").unwrap();
        assert!(page.contains(&format!("<a href=\"#{code}\">")), "{code} is in the menu");
        assert!(section.contains(contract.purpose()), "{code}");
        assert!(section.contains("What it holds at the end, and why"), "{code}");
        assert!(section.matches("<a href=\"#step-").count() > 10, "{code}: what happened there");
    }
}

#[test]
fn the_closing_account_covers_each_contract_and_denom() {
    let page = html(&story("story.json"));

    let (overview, _) = cut(&page, "id=\"overview\">", "</section>").unwrap();
    let (matrix, _) = cut(overview, "<figure class=\"table matrix\">", "</figure>").unwrap();
    let of_code = ["staker-registry", "pool-registry", "license-nft", "treasury-decay"];
    for name in of_code.into_iter().chain(["coinbase:ada", "coinbase:mona", "vault", "escrow"]) {
        assert!(matrix.contains(&format!("<td>{name}</td><td>STAKE</td>")), "{name}");
    }
    assert!(matrix.contains("<td>coinbase:ada</td><td>ufee</td>"));
    assert!(!matrix.contains("<td>NO</td>"));
    for denom in ["All STAKE", "All ufee"] {
        assert!(overview.contains(&format!("<h3>{denom}</h3>")), "{denom}");
    }
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    let page = html(&story("story.json"));

    let links: Vec<_> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 200, "{}", links.len());
    for link in links {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

#[test]
fn the_chart_of_the_threshold_is_on_the_page_of_the_treasury() {
    let page = html(&story("story.json"));

    let (section, _) = cut(&page, "id=\"treasury-decay\">", "</section>").unwrap();
    assert!(section.contains("What stakes count for in treasury-decay"));
    assert!(section.contains("</i>threshold</li>"));
    assert!(section.contains("5,060.788802 STAKE"), "the mean of six stakes");
}

/// What stands between the first `begin` and the `end` behind it, and what is left.
fn cut<'a>(page: &'a str, begin: &str, end: &str) -> Option<(&'a str, &'a str)> {
    page.split_once(begin)?.1.split_once(end)
}

/// Text of an element as a browser shows it, without the elements in it.
fn shown(html: &str) -> String {
    let texts = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(texts.collect(), |text: String, (entity, letter)| text.replace(entity, letter))
}

#[test]
fn every_step_unfolds_to_the_very_message_that_was_sent() {
    for file in files() {
        let story = story(&file);
        let page = html(&story);

        let mut rest = page.as_str();
        for step in story.report.steps.iter().filter(|step| step.message.is_some()) {
            let sent = step.message.as_ref().unwrap();
            let (details, after) = cut(rest, "<details>", "</details>").unwrap();
            rest = after;
            let (json, _) = cut(details, "<pre>", "</pre>").unwrap();
            assert_eq!(serde_json::from_str::<Value>(&shown(json)).unwrap(), *sent, "{file}");
            let (funds, from) = match &step.action {
                Action::Step(Step::Execute(step)) => (Some(&step.funds), Some(&step.from)),
                Action::Step(Step::Send(step)) => (None, Some(&step.send.from)),
                Action::Deploy(deployment) => (Some(&deployment.funds), Some(&deployment.from)),
                _ => (None, None),
            };
            for (denom, amount) in funds.into_iter().flatten() {
                assert!(details.contains(&format!("{amount}{denom}")), "{file}: {details}");
            }
            if let Some(from) = from {
                let address = account(from).unwrap().address;
                let from = format!("<dt>from</dt><dd>{from} <code>{address}</code></dd>");
                assert!(details.contains(&from), "{file}: {details}");
            }
        }
        assert!(!rest.contains("<details>"), "{file}");
    }
}

#[test]
fn names_stand_behind_addresses_and_are_not_copied() {
    let page = html(&story("delegation/three-weeks.json"));
    let ada = account("ada").unwrap().address;

    let line = format!("&quot;pool&quot;: &quot;{ada}&quot;<span data-name=\"ada\"></span>");
    assert!(page.contains(&line), "{line}");
    assert!(page.contains("<dt>contract</dt><dd>pool-registry <code>wasm1"));
    assert!(page.contains("<dt>coins</dt><dd><code>40000000000ustake</code></dd>"));
    assert!(page.contains("<dt>to</dt><dd>the bank</dd>"));
    assert!(page.contains("<dt>code</dt><dd>staker-registry</dd>"));
}

#[test]
fn text_of_a_scenario_is_never_markup() {
    let evil = "<script>alert('x')</script> & \"quoted\"";
    let text = json!({
        "name": format!("test/{evil}"),
        "about": evil,
        "deploy": [{"name": "token", "code": "cw20-base", "init": {
            "name": evil, "symbol": "TOK", "decimals": 6, "initial_balances": []}}],
        "steps": [
            {"from": "ada", "contract": "token", "execute": {"transfer": {"recipient": evil, "amount": "1"}}, "fails": true},
            {"contract": "token", "query": {"token_info": {}}, "equals": {"name": "<b>"}},
        ],
    });
    let story = Story::of(&Scenario::parse("test.json", &text.to_string()).unwrap());
    let page = html(&story);

    assert!(!story.holds(), "the name is another one");
    assert!(elements(&page).iter().all(|(name, _)| name != "script"));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"));
}
