//! Stakes and rewards in tokens of a cw20

use anyhow::Result;
use cosmwasm_std::{coins, Addr};
use cw_utils::PaymentError;
use serde::Serialize;
use serde_json::json;
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{ExecuteMsg, InstantiateMsg, TokenAction};

use crate::moody::{kind, moody, received_tokens, Temper};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::{send_tokens, token, tokens_of};
use crate::world::{claim_of, opened, withdraw, World, CLAIM, DAY, TOTAL};

const FUND: TokenAction = TokenAction::Fund {};

const STAKE: TokenAction = TokenAction::Stake { days: 30 };

/// What each of alice, bob and the funder has of a token at first.
const PURSE: u128 = 1 << 40;

/// A token that people have.
fn minted(suite: &mut Suite, label: &str) -> Addr {
    let people = ["alice", "bob", "funder"].map(|name| suite.who(name));
    let owner = suite.owner.clone();
    let holders = people.each_ref().map(|person| (person, PURSE));
    let token = token(&mut suite.chain, &owner, label, &holders);
    suite.call(&token, label);
    token
}

/// A vault of tokens that is not funded.
fn vault_of(suite: Suite, stakes: Asset, rewards: Asset) -> World {
    World::empty_on(suite, |msg: &mut InstantiateMsg| {
        msg.stake_asset = stakes;
        msg.reward_asset = rewards;
    })
}

/// One token for both, or one for each.
fn pair(same: bool) -> (World, Addr, Addr) {
    let mut suite = Suite::default();
    let stakes = minted(&mut suite, "lp");
    let rewards = if same { stakes.clone() } else { minted(&mut suite, "agi") };
    let cw20 = |token: &Addr| Asset::Cw20(token.to_string());
    let (one, other) = (cw20(&stakes), cw20(&rewards));
    (vault_of(suite, one, other), stakes, rewards)
}

impl World {
    fn send_to_vault(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        purpose: &impl Serialize,
    ) -> Result<Outcome> {
        let vault = self.address.clone();
        send_tokens(&mut self.suite.chain, sender, token, &vault, (amount, purpose))
    }

    #[track_caller]
    fn refuses_tokens(&mut self, sender: &Addr, token: &Addr, purpose: &TokenAction, error: ContractError) {
        let vault = self.address.clone();
        self.suite
            .refuses(error, |suite| send_tokens(&mut suite.chain, sender, token, &vault, (1_000, purpose)));
    }

    fn tokens(&self, token: &Addr, who: &Addr) -> u128 {
        tokens_of(&self.suite.chain, token, who)
    }
}

/// From the first funding to the last claim, in one token for both or in two.
#[test]
fn tokens_are_staked_earned_and_paid() {
    for same in [false, true] {
        let (mut world, lp, agi) = pair(same);
        let (alice, funder, vault) = (world.alice.clone(), world.funder.clone(), world.address.clone());

        let outcome = world.send_to_vault(&funder, &agi, TOTAL, &FUND).unwrap();
        assert_eq!(world.told(&outcome), [format!("funded sender=funder amount={TOTAL} funded={TOTAL}")]);
        world.is_consistent();
        let outcome = world.send_to_vault(&alice, &lp, 1_000, &STAKE).unwrap();
        let staked = format!(
            "staked position_id=1 user=alice amount=1000 days=30 months=1 ends_at={} weight=400 total_weight=400",
            world.at(30 * DAY)
        );
        assert_eq!(world.told(&outcome), [staked]);
        assert_eq!(world.tokens(&lp, &alice), PURSE - 1_000);
        world.is_consistent();

        world.pass_days(90);
        world.tells(&alice, &withdraw(1));
        assert_eq!(world.tokens(&lp, &alice), PURSE);
        world.is_consistent();
        assert_eq!(world.claim(&alice), 30_000_005);
        assert_eq!(world.tokens(&agi, &alice), PURSE + 30_000_005);
        assert_eq!(world.tokens(&agi, &vault), TOTAL - 30_000_005);
        world.is_consistent();
    }
}

/// Coins are staked for tokens, and tokens for coins.
#[test]
fn one_asset_may_be_a_coin_and_the_other_a_token() {
    let mut suite = Suite::default();
    let agi = minted(&mut suite, "agi");
    let mut world = vault_of(suite, Asset::Native(DENOM.to_owned()), Asset::Cw20(agi.to_string()));
    let (alice, funder) = (world.alice.clone(), world.funder.clone());
    world.send_to_vault(&funder, &agi, TOTAL, &FUND).unwrap();
    world.stake(&alice, 1_000, 30);
    world.refuses_tokens(
        &alice,
        &agi,
        &STAKE,
        ContractError::Control(ControlError::UnknownToken { token: agi.clone() }),
    );
    let by_token = || ContractError::from(ControlError::SentByToken { token: agi.clone() });
    assert!(by_token().to_string().contains("funds"));
    world.refuses_payment(&funder, &ExecuteMsg::Fund {}, coins(5, DENOM), by_token());
    world.refuses_payment(&funder, &ExecuteMsg::Fund {}, vec![], by_token());
    world.pass_days(90);
    world.claim(&alice);
    assert_eq!(world.tokens(&agi, &alice), PURSE + 30_000_005);
    world.is_consistent();

    let mut suite = Suite::default();
    let lp = minted(&mut suite, "lp");
    let mut world = vault_of(suite, Asset::Cw20(lp.to_string()), Asset::Native(DENOM.to_owned()));
    world.fund(&funder, TOTAL).unwrap();
    let outcome = world.send_to_vault(&alice, &lp, 1_000, &STAKE).unwrap();
    assert_eq!(world.told(&outcome).len(), 1);
    world.refuses_stake(&alice, 1_000, 30, ControlError::SentByToken { token: lp.clone() }.into());
    world.refuses_tokens(
        &alice,
        &lp,
        &FUND,
        ContractError::Control(ControlError::UnknownToken { token: lp.clone() }),
    );
    world.is_consistent();
}

/// H-01, H-02: a stranger cannot say that tokens came, nor can a token that is not the one.
#[test]
fn tokens_are_those_of_the_asset() {
    let (mut world, lp, agi) = pair(false);
    let [alice, eve, funder] = [&world.alice, &world.eve, &world.funder].map(Clone::clone);
    let (owner, vault) = (world.suite.owner.clone(), world.address.clone());
    let junk = minted(&mut world.suite, "junk");
    let unknown = |token: &Addr| ContractError::Control(ControlError::UnknownToken { token: token.clone() });
    assert!(unknown(&eve).to_string().contains("token"));

    for purpose in [STAKE, FUND] {
        let forged = received_tokens(&alice, 1_000, &purpose);
        for liar in [&eve, &alice, &owner, &vault] {
            world.suite.refuses(unknown(liar), |suite| suite.chain.execute(liar, &vault, &forged, vec![]));
        }
        world.refuses_tokens(&funder, &junk, &purpose, unknown(&junk));
    }
    world.refuses_tokens(&funder, &lp, &FUND, unknown(&lp));
    world.refuses_tokens(&funder, &agi, &STAKE, unknown(&agi));

    let mut coins_alone = World::default();
    let forged = received_tokens(&alice, 1_000, &STAKE);
    let vault = coins_alone.address.clone();
    coins_alone.suite.refuses(unknown(&eve), |suite| suite.chain.execute(&eve, &vault, &forged, vec![]));
}

/// H-03: nothing, and messages that are none of those for tokens.
#[test]
fn tokens_come_for_a_purpose() {
    let (mut world, lp, agi) = pair(false);
    let (alice, funder, vault) = (world.alice.clone(), world.funder.clone(), world.address.clone());
    world.send_to_vault(&funder, &agi, TOTAL - 5, &FUND).unwrap();
    let none = ContractError::Funds(PaymentError::NoFunds {});
    world.suite.refuses(none, |suite| send_tokens(&mut suite.chain, &funder, &agi, &vault, (0, &FUND)));
    let below = ContractError::BelowMinimum { amount: uint(0), min_stake: uint(1) };
    world.suite.refuses(below, |suite| send_tokens(&mut suite.chain, &alice, &lp, &vault, (0, &STAKE)));
    let purposes = [
        json!(null),
        json!({}),
        json!("fund"),
        json!({"fund": {"for": "x"}}),
        json!({"stake": {"days": 30, "user": alice}}),
        json!({"stake": {}}),
        json!({"stake": {"days": "30"}}),
        json!({"pause": {}}),
        json!({"claim": {}}),
        json!({"fund": {}, "stake": {"days": 30}}),
    ];
    for purpose in purposes {
        for token in [&lp, &agi] {
            world.suite.refuses_with("Error parsing", |suite| {
                send_tokens(&mut suite.chain, &alice, token, &vault, (1_000, &purpose))
            });
        }
    }
    let error = ContractError::FundedInFull { missing: uint(5), given: uint(1_000) };
    world.refuses_tokens(&funder, &agi, &FUND, error);
    let error = ContractError::InvalidPeriod { days: 29, min_days: 30, max_days: 365 };
    world.refuses_tokens(&alice, &lp, &TokenAction::Stake { days: 29 }, error);
}

/// Whoever sends is the user: with an allowance the spender, who pays with another's tokens.
#[test]
fn whoever_sends_tokens_is_the_user() {
    let (mut world, lp, agi) = pair(false);
    let [alice, bob, funder] = [&world.alice, &world.bob, &world.funder].map(Clone::clone);
    let vault = world.address.clone();
    world.send_to_vault(&funder, &agi, TOTAL, &FUND).unwrap();
    let allow = json!({"increase_allowance": {"spender": bob, "amount": "1000", "expires": null}});
    world.suite.chain.execute(&alice, &lp, &allow, vec![]).unwrap();
    let msg = cosmwasm_std::to_json_binary(&STAKE).unwrap();
    let send = json!({"send_from": {"owner": alice, "contract": vault, "amount": "1000", "msg": msg}});

    world.suite.chain.execute(&bob, &lp, &send, vec![]).unwrap();

    assert_eq!((world.positions(&bob).len(), world.positions(&alice).len()), (1, 0));
    world.is_consistent();
}

/// Tokens that come without a message are nobody's.
#[test]
fn tokens_that_were_merely_transferred_change_nothing() {
    let (mut world, lp, agi) = pair(false);
    let (funder, vault) = (world.funder.clone(), world.address.clone());
    let before = world.vault();
    for token in [&lp, &agi] {
        let transfer = json!({"transfer": {"recipient": vault, "amount": "5"}});
        world.suite.chain.execute(&funder, token, &transfer, vec![]).unwrap();
    }
    assert_eq!(world.vault(), before);
}

/// H-04: a reward token that does not move for somebody: that claim fails and can be had later, nothing else does.
#[test]
fn a_token_that_reverts_stops_that_claim_alone() {
    let mut suite = Suite::default();
    let cross = moody(&mut suite);
    let mut world = vault_of(suite, Asset::Native(DENOM.to_owned()), Asset::Cw20(cross.to_string()));
    let (alice, bob, vault) = (world.alice.clone(), world.bob.clone(), world.address.clone());
    let funding = received_tokens(&bob, TOTAL, &FUND);
    world.suite.chain.execute(&cross, &vault, &funding, vec![]).unwrap();
    world.stake(&alice, 1_000, 30);
    world.stake(&bob, 1_000, 30);
    world.pass_days(40);
    world.set_temper(&cross, Temper::Cross(alice.to_string()));

    for msg in [CLAIM, claim_of(1)] {
        world.suite.refuses_with("cross today", |suite| suite.chain.execute(&alice, &vault, &msg, vec![]));
    }

    assert_eq!(world.claim(&bob), 2_500_000);
    let before = world.suite.holds(&alice);
    world.tells(&alice, &withdraw(1));
    assert_eq!(world.suite.holds(&alice), before + 1_000);
    world.stake(&alice, 1_000, 30);
    world.set_temper(&cross, kind(0));
    assert_eq!(world.claim(&alice), 2_500_000);
    assert_eq!(world.vault().claimed, uint(5_000_000));
}

/// H-04: a stake token that does not move for somebody: that principal waits, the reward does not.
#[test]
fn a_token_that_reverts_stops_that_withdrawal_alone() {
    let mut suite = Suite::default();
    let cross = moody(&mut suite);
    let mut world = vault_of(suite, Asset::Cw20(cross.to_string()), Asset::Native(DENOM.to_owned()));
    let [alice, bob, funder] = [&world.alice, &world.bob, &world.funder].map(Clone::clone);
    let vault = world.address.clone();
    world.fund(&funder, TOTAL).unwrap();
    for user in [&alice, &bob] {
        let staked = received_tokens(user, 1_000, &STAKE);
        world.suite.chain.execute(&cross, &vault, &staked, vec![]).unwrap();
    }
    world.pass_days(40);
    world.set_temper(&cross, Temper::Cross(alice.to_string()));

    let msg = withdraw(1);
    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&alice, &vault, &msg, vec![]));

    world.tells(&bob, &withdraw(2));
    assert_eq!((world.claim(&alice), world.claim(&bob)), (2_500_000, 2_500_000));
    world.set_temper(&cross, kind(0));
    world.tells(&alice, &withdraw(1));
    assert_eq!(world.vault().principal_held, uint(0));
}

/// Faults 9 and 10: a token that calls from inside of a payment finds everything booked.
#[test]
fn a_token_that_calls_from_inside_gains_nothing() {
    let mut suite = Suite::default();
    let sly = moody(&mut suite);
    let mut world = vault_of(suite, Asset::Cw20(sly.to_string()), Asset::Cw20(sly.to_string()));
    let vault = world.address.clone();
    for call in [received_tokens(&sly, TOTAL, &FUND), received_tokens(&sly, 1_000, &STAKE)] {
        world.suite.chain.execute(&sly, &vault, &call, vec![]).unwrap();
    }
    world.pass_days(40);
    let inside = [world.message(&CLAIM), world.message(&claim_of(1)), world.message(&withdraw(1))];

    world.set_temper(&sly, Temper::Sly(inside[..2].to_vec()));
    let outcome = world.send(&sly, &CLAIM).unwrap();
    let claims = outcome.events.iter().filter(|event| event.ty.ends_with("/claimed"));
    let amounts: Vec<&str> = claims
        .map(|event| event.attributes.iter().find(|it| it.key == "amount").unwrap().value.as_str())
        .collect();
    assert_eq!(amounts, ["5000000", "0", "0"]);
    assert_eq!(world.vault().claimed, uint(5_000_000));

    world.set_temper(&sly, Temper::Sly(inside[2..].to_vec()));
    world
        .suite
        .refuses_with("position not found", |suite| suite.chain.execute(&sly, &vault, &withdraw(1), vec![]));
    world.set_temper(&sly, kind(0));
    world.tells(&sly, &withdraw(1));
    assert_eq!(world.vault().principal_held, uint(0));
    let staked = received_tokens(&sly, 7, &STAKE);
    assert_eq!(opened(&world.suite.chain.execute(&sly, &vault, &staked, vec![]).unwrap()), 2);
}
