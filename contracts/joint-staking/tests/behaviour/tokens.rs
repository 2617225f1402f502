//! Stakes and rewards in tokens of a cw20

use anyhow::Result;
use cosmwasm_std::{coins, Addr};
use cw_utils::PaymentError;
use serde::Serialize;
use serde_json::json;
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{AgreementStatus, InstantiateMsg, TokenAction};

use crate::moody::{kind, moody, received_tokens, Temper};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::{send_tokens, token, tokens_of};
use crate::world::{accept, claim, settle, terminate, World, DAY, FUND, POOL, REWARD, START};

/// What each of the parties and the funder has of a token at first.
const PURSE: u128 = 1 << 40;

const FUNDING: TokenAction = TokenAction::FundRewards {};

fn acceptance(offer_id: u64) -> TokenAction {
    TokenAction::AcceptOffer { offer_id, revision: None, min_base_reward: None }
}

fn termination(agreement_id: u64) -> TokenAction {
    TokenAction::TerminateAgreement { agreement_id }
}

/// A token that people have.
fn minted(suite: &mut Suite, label: &str) -> Addr {
    let people = ["olga", "sam", "sue", "funder"].map(|name| suite.who(name));
    let owner = suite.owner.clone();
    let holders = people.each_ref().map(|person| (person, PURSE));
    let token = token(&mut suite.chain, &owner, label, &holders);
    suite.call(&token, label);
    token
}

fn escrow_of(suite: Suite, stakes: Asset, rewards: Asset) -> World {
    World::on(suite, |msg: &mut InstantiateMsg| {
        msg.stake_asset = stakes;
        msg.reward_asset = rewards;
    })
}

fn cw20(token: &Addr) -> Asset {
    Asset::Cw20(token.to_string())
}

/// One token for both, or one for each.
fn pair(same: bool) -> (World, Addr, Addr) {
    let mut suite = Suite::default();
    let stakes = minted(&mut suite, "lp");
    let rewards = if same { stakes.clone() } else { minted(&mut suite, "agi") };
    (escrow_of(suite, cw20(&stakes), cw20(&rewards)), stakes, rewards)
}

impl World {
    fn send_to_escrow(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        purpose: &impl Serialize,
    ) -> Result<Outcome> {
        let escrow = self.address.clone();
        send_tokens(&mut self.suite.chain, sender, token, &escrow, (amount, purpose))
    }

    #[track_caller]
    fn refuses_tokens(
        &mut self,
        (sender, token, amount): (&Addr, &Addr, u128),
        purpose: &impl Serialize,
        error: ContractError,
    ) {
        let escrow = self.address.clone();
        let suite = &mut self.suite;
        suite
            .refuses(error, |suite| send_tokens(&mut suite.chain, sender, token, &escrow, (amount, purpose)));
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
        let [olga, sam, funder] = [&world.olga, &world.sam, &world.funder].map(Clone::clone);
        let outcome = world.send_to_escrow(&funder, &agi, POOL, &FUNDING).unwrap();
        assert_eq!(
            world.told(&outcome),
            [format!("rewards_funded sender=funder amount={POOL} funded={POOL}")]
        );
        world.is_consistent();
        let id = world.open("d1", 4_000, 1_000, 30);
        let outcome = world.send_to_escrow(&sam, &lp, 1_000, &acceptance(id)).unwrap();
        let end = START + 30 * DAY;
        let told = format!("agreement_started agreement_id=1 device=d1 owner=olga staker=sam principal=1000 owner_share_bps=4000 base_reward=86400 end_secs={end} weight=86400");
        assert_eq!(world.told(&outcome), [told]);
        assert_eq!(world.tokens(&lp, &sam), PURSE - 1_000);
        world.is_consistent();

        world.pass_days(30);
        world.settle(id);
        assert_eq!(world.tokens(&lp, &sam), PURSE);
        world.is_consistent();
        assert_eq!(world.claims(id), (1_036_800, 1_555_200));
        assert_eq!(world.tokens(&agi, &olga), PURSE + 1_036_800);
        assert_eq!(world.tokens(&agi, &sam), PURSE + 1_555_200);
        world.nothing_is_left_but_the_pool();
    }
}

/// H-03: a penalty is paid in tokens of the reward, and what is beyond it comes back in the same call.
#[test]
fn a_penalty_is_brought_in_tokens() {
    for same in [false, true] {
        let (mut world, lp, agi) = pair(same);
        let [olga, sam, funder] = [&world.olga, &world.sam, &world.funder].map(Clone::clone);
        world.send_to_escrow(&funder, &agi, POOL, &FUNDING).unwrap();
        let id = world.open("d1", 4_000, 1_000, 30);
        world.send_to_escrow(&sam, &lp, 1_000, &acceptance(id)).unwrap();
        world.pass_days(10);
        world.claim(&olga, id);
        let before = world.tokens(&agi, &olga);
        let missing = |missing| ContractError::Missing { missing: uint(missing), penalty: uint(69_120) };
        world.refuses(&olga, &terminate(id), missing(69_120));
        world.refuses_tokens((&olga, &agi, 69_119), &termination(id), missing(1));
        let by_token = ContractError::from(ControlError::SentByToken { token: agi.clone() });
        world.refuses_payment(&olga, &terminate(id), coins(69_120, DENOM), by_token);

        let outcome = world.send_to_escrow(&olga, &agi, 70_000, &termination(id)).unwrap();

        let told = "agreement_terminated agreement_id=1 ended_by=owner rewards_total=864000 penalty=69120 from_rewards=0 from_principal=0 from_coins=69120 principal_returned=1000";
        assert_eq!(world.told(&outcome), [told]);
        assert_eq!(world.tokens(&agi, &olga), before - 69_120);
        world.is_consistent();
        assert_eq!(world.claim(&sam, id), 518_400);
        world.nothing_is_left_but_the_pool();
    }
}

/// A penalty out of the rewards needs no tokens.
#[test]
fn a_termination_without_tokens_is_a_plain_message() {
    for same in [false, true] {
        let (mut world, lp, agi) = pair(same);
        let [sam, funder] = [&world.sam, &world.funder].map(Clone::clone);
        world.send_to_escrow(&funder, &agi, POOL, &FUNDING).unwrap();
        let id = world.open("d1", 4_000, 200_000, 30);
        world.send_to_escrow(&sam, &lp, 200_000, &acceptance(id)).unwrap();
        world.pass_days(10);
        if same {
            world.claim(&sam, id);
        }
        world.tells(&sam, &terminate(id));
        let returned = if same { 200_000 - 103_680 + 518_400 } else { 200_000 };
        assert_eq!(world.tokens(&lp, &sam), PURSE - 200_000 + returned);
        assert_eq!(world.totals().penalties, uint(103_680));
        world.is_consistent();
    }
}

/// Coins are staked for tokens.
#[test]
fn coins_may_be_staked_for_tokens() {
    let mut suite = Suite::default();
    let agi = minted(&mut suite, "agi");
    let mut world = escrow_of(suite, Asset::Native(DENOM.to_owned()), cw20(&agi));
    let [olga, sam, funder] = [&world.olga, &world.sam, &world.funder].map(Clone::clone);
    let by_token = || ContractError::from(ControlError::SentByToken { token: agi.clone() });
    assert!(by_token().to_string().contains("funds"));
    for funds in [coins(5, DENOM), coins(5, REWARD), vec![]] {
        world.refuses_payment(&funder, &FUND, funds, by_token());
    }
    world.send_to_escrow(&funder, &agi, POOL, &FUNDING).unwrap();
    let offer = world.open("d1", 4_000, 200_000, 30);
    let unknown = || ContractError::Control(ControlError::UnknownToken { token: agi.clone() });
    world.refuses_tokens((&sam, &agi, 200_000), &acceptance(offer), unknown());
    world.accept(&sam, offer);
    world.pass_days(10);
    world.is_consistent();
    let before = world.purse(&sam).0;
    world.claim(&sam, offer);
    // The principal is no tokens: the penalty has to be brought.
    let missing = ContractError::Missing { missing: uint(103_680), penalty: uint(103_680) };
    world.refuses(&sam, &terminate(offer), missing);
    world.send_to_escrow(&sam, &agi, 103_680, &termination(offer)).unwrap();
    assert_eq!(world.purse(&sam).0, before + 200_000);
    assert_eq!(world.tokens(&agi, &sam), PURSE + 518_400 - 103_680);
    world.claim(&olga, offer);
    world.nothing_is_left_but_the_pool();
}

/// Tokens are staked for coins.
#[test]
fn tokens_may_be_staked_for_coins() {
    let mut suite = Suite::default();
    let lp = minted(&mut suite, "lp");
    let mut world = escrow_of(suite, cw20(&lp), Asset::Native(REWARD.to_owned()));
    let [olga, sam] = [&world.olga, &world.sam].map(Clone::clone);
    world.fund(POOL);
    let offer = world.open("d1", 4_000, 200_000, 30);
    let by_token = || ContractError::from(ControlError::SentByToken { token: lp.clone() });
    for funds in [coins(200_000, DENOM), vec![]] {
        world.refuses_payment(&sam, &accept(offer), funds, by_token());
    }
    let unknown = || ContractError::Control(ControlError::UnknownToken { token: lp.clone() });
    world.refuses_tokens((&sam, &lp, 5), &FUNDING, unknown());
    world.send_to_escrow(&sam, &lp, 200_000, &acceptance(offer)).unwrap();
    world.pass_days(10);
    world.refuses_tokens((&sam, &lp, 5), &termination(offer), unknown());
    world.claim(&olga, offer);
    let before = world.purse(&olga);
    world.pay(&olga, &terminate(offer), coins(69_121, REWARD)).unwrap();
    assert_eq!(world.purse(&olga), (before.0, before.1 - 69_120));
    assert_eq!(world.tokens(&lp, &sam), PURSE);
    world.claim(&sam, offer);
    world.nothing_is_left_but_the_pool();
}

/// J-04: exactly the stake, the revision and the base reward, as with coins.
#[test]
fn an_acceptance_by_tokens_is_checked_as_one_by_coins() {
    let (mut world, lp, _) = pair(true);
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.open("d1", 4_000, 500, 30);
    for given in [0, 1, 499, 501] {
        let error = ContractError::StakeDiffers { required: uint(500), given: uint(given) };
        world.refuses_tokens((&sam, &lp, given), &acceptance(id), error);
    }
    world.refuses_tokens((&olga, &lp, 500), &acceptance(id), ContractError::OwnOffer { offer_id: id });
    let pinned = |revision, least: Option<u128>| TokenAction::AcceptOffer {
        offer_id: id,
        revision,
        min_base_reward: least.map(uint),
    };
    let revision = ContractError::Revision { present: 0, expected: 1 };
    world.refuses_tokens((&sam, &lp, 500), &pinned(Some(1), None), revision);
    let reward = ContractError::BaseReward { present: uint(43_200), expected: uint(43_201) };
    world.refuses_tokens((&sam, &lp, 500), &pinned(None, Some(43_201)), reward);
    world.send_to_escrow(&sam, &lp, 500, &pinned(Some(0), Some(43_200))).unwrap();
    world.refuses_tokens((&sam, &lp, 500), &acceptance(id), ContractError::Taken { offer_id: id });
    world.is_consistent();
}

/// H-01, H-02: a stranger cannot say that tokens came, nor can a token that is not the one.
#[test]
fn tokens_are_those_of_the_asset() {
    let (mut world, lp, agi) = pair(false);
    let [olga, sam, eve] = [&world.olga, &world.sam, &world.eve].map(Clone::clone);
    let (owner, escrow) = (world.suite.owner.clone(), world.address.clone());
    let junk = minted(&mut world.suite, "junk");
    let unknown = |token: &Addr| ContractError::Control(ControlError::UnknownToken { token: token.clone() });
    assert!(unknown(&eve).to_string().contains("token"));
    let id = world.open("d1", 4_000, 1_000, 30);

    for purpose in [acceptance(id), FUNDING, termination(id)] {
        let forged = received_tokens(&sam, 1_000, &purpose);
        for liar in [&eve, &sam, &owner, &escrow] {
            world.suite.refuses(unknown(liar), |suite| suite.chain.execute(liar, &escrow, &forged, vec![]));
        }
        world.refuses_tokens((&sam, &junk, 1_000), &purpose, unknown(&junk));
    }
    // What another token says is not even read.
    world.refuses_tokens((&sam, &junk, 1_000), &json!("nonsense"), unknown(&junk));
    world.refuses_tokens((&sam, &lp, 1_000), &FUNDING, unknown(&lp));
    world.refuses_tokens((&sam, &lp, 1_000), &termination(id), unknown(&lp));
    world.refuses_tokens((&sam, &agi, 1_000), &acceptance(id), unknown(&agi));
    world.send_to_escrow(&sam, &lp, 1_000, &acceptance(id)).unwrap();
    for stranger in [&world.sue.clone(), &world.funder.clone()] {
        let error = ContractError::NotParty { agreement_id: id, owner: olga.clone(), staker: sam.clone() };
        world.refuses_tokens((stranger, &agi, 1_000), &termination(id), error);
    }

    let mut coins_alone = World::default();
    let forged = received_tokens(&sam, 1_000, &FUNDING);
    let escrow = coins_alone.address.clone();
    coins_alone.suite.refuses(unknown(&eve), |suite| suite.chain.execute(&eve, &escrow, &forged, vec![]));
}

/// H-03, J-12: nothing, and messages that are none of those for tokens.
#[test]
fn tokens_come_for_a_purpose() {
    let (mut world, lp, agi) = pair(false);
    let (sam, funder) = (world.sam.clone(), world.funder.clone());
    let escrow = world.address.clone();
    let none = ContractError::Funds(PaymentError::NoFunds {});
    world.refuses_tokens((&funder, &agi, 0), &FUNDING, none);
    let purposes = [
        json!(null),
        json!({}),
        json!("fund_rewards"),
        json!({"fund_rewards": {"for": "x"}}),
        json!({"accept_offer": {}}),
        json!({"accept_offer": {"offer_id": "1"}}),
        json!({"accept_offer": {"offer_id": 1, "staker": sam}}),
        json!({"accept_offer": {"offer_id": 1, "min_base_reward": 5}}),
        json!({"terminate_agreement": {}}),
        json!({"terminate_agreement": {"agreement_id": -1}}),
        json!({"claim_rewards": {"agreement_id": 1}}),
        json!({"pause": {}}),
        json!({"fund_rewards": {}, "terminate_agreement": {"agreement_id": 1}}),
    ];
    for purpose in purposes {
        for token in [&lp, &agi] {
            world.suite.refuses_with("Error parsing", |suite| {
                send_tokens(&mut suite.chain, &sam, token, &escrow, (1_000, &purpose))
            });
        }
    }
}

/// Whoever sends is the staker: with an allowance the spender, who pays with another's tokens.
#[test]
fn whoever_sends_tokens_is_the_staker() {
    let (mut world, lp, _) = pair(false);
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let escrow = world.address.clone();
    let id = world.open("d1", 4_000, 1_000, 30);
    let allow = json!({"increase_allowance": {"spender": sue, "amount": "1000", "expires": null}});
    world.suite.chain.execute(&sam, &lp, &allow, vec![]).unwrap();
    let msg = cosmwasm_std::to_json_binary(&acceptance(id)).unwrap();
    let send = json!({"send_from": {"owner": sam, "contract": escrow, "amount": "1000", "msg": msg}});

    world.suite.chain.execute(&sue, &lp, &send, vec![]).unwrap();

    assert_eq!(world.agreement(id).staker, sue);
    world.is_consistent();
}

/// Tokens that come without a message are nobody's.
#[test]
fn tokens_that_were_merely_transferred_change_nothing() {
    let (mut world, lp, agi) = pair(false);
    let (funder, escrow) = (world.funder.clone(), world.address.clone());
    let before = world.totals();
    for token in [&lp, &agi] {
        let transfer = json!({"transfer": {"recipient": escrow, "amount": "5"}});
        world.suite.chain.execute(&funder, token, &transfer, vec![]).unwrap();
    }
    assert_eq!(world.totals(), before);
}

/// H-04: a reward token that does not move for somebody: that claim fails and can be had later, nothing else does.
#[test]
fn a_token_that_reverts_stops_that_claim_alone() {
    let mut suite = Suite::default();
    let cross = moody(&mut suite);
    let mut world = escrow_of(suite, Asset::Native(DENOM.to_owned()), cw20(&cross));
    let [olga, sam, funder] = [&world.olga, &world.sam, &world.funder].map(Clone::clone);
    let escrow = world.address.clone();
    let funding = received_tokens(&funder, POOL, &FUNDING);
    world.suite.chain.execute(&cross, &escrow, &funding, vec![]).unwrap();
    let id = world.bind_d1();
    world.pass_days(30);
    world.set_temper(&cross, Temper::Cross(sam.to_string()));

    let msg = claim(id);
    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&sam, &escrow, &msg, vec![]));

    assert_eq!(world.claim(&olga, id), 1_036_800);
    let before = world.purse(&sam).0;
    world.settle(id);
    assert_eq!(world.purse(&sam).0, before + 1_000);
    world.bind_d1();
    world.set_temper(&cross, kind(0));
    assert_eq!(world.claim(&sam, id), 1_555_200);
}

/// H-04, JS-13: a stake token that does not move for the staker: that principal waits, the rewards do not.
#[test]
fn a_token_that_reverts_stops_that_settlement_alone() {
    let mut suite = Suite::default();
    let cross = moody(&mut suite);
    let mut world = escrow_of(suite, cw20(&cross), Asset::Native(REWARD.to_owned()));
    let [sam, sue, eve] = [&world.sam, &world.sue, &world.eve].map(Clone::clone);
    let escrow = world.address.clone();
    world.fund(POOL);
    for (device, staker) in [("d1", &sam), ("d3", &sue)] {
        let id = world.open(device, 4_000, 1_000, 30);
        let accepted = received_tokens(staker, 1_000, &acceptance(id));
        world.suite.chain.execute(&cross, &escrow, &accepted, vec![]).unwrap();
    }
    world.pass_days(30);
    world.set_temper(&cross, Temper::Cross(sam.to_string()));

    let msg = settle(1);
    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&eve, &escrow, &msg, vec![]));

    world.settle(2);
    assert_eq!((world.claims(1), world.claims(2)), ((1_036_800, 1_555_200), (1_036_800, 1_555_200)));
    world.set_temper(&cross, kind(0));
    world.settle(1);
    assert_eq!(world.totals().principal, uint(0));
}

/// Faults 9 and 10: a token that calls from inside of a payment finds everything booked.
#[test]
fn a_token_that_calls_from_inside_gains_nothing() {
    let mut suite = Suite::default();
    let sly = moody(&mut suite);
    let mut world = escrow_of(suite, cw20(&sly), cw20(&sly));
    let escrow = world.address.clone();
    let funding = received_tokens(&sly, POOL, &FUNDING);
    world.suite.chain.execute(&sly, &escrow, &funding, vec![]).unwrap();
    for device in ["d1", "d2", "d3"] {
        let id = world.open(device, 4_000, 1_000, 30);
        let accepted = received_tokens(&sly, 1_000, &acceptance(id));
        world.suite.chain.execute(&sly, &escrow, &accepted, vec![]).unwrap();
    }
    world.pass_days(10);

    world.set_temper(&sly, Temper::Sly(vec![world.message(&claim(1)), world.message(&claim(1))]));
    assert_eq!(world.claim(&sly, 1), 518_400);
    assert_eq!(world.totals().claimed, uint(518_400));

    // Leaving pays the principal first and what is too much behind it.
    world.set_temper(&sly, Temper::Sly(vec![world.message(&claim(2)), world.message(&claim(1))]));
    let leaving = received_tokens(&sly, 7, &termination(2));
    world.suite.chain.execute(&sly, &escrow, &leaving, vec![]).unwrap();
    assert_eq!(world.totals().claimed, uint(518_400 + 414_720));
    for msg in [terminate(3), settle(3)] {
        world.set_temper(&sly, Temper::Sly(vec![world.message(&msg)]));
        let word = if msg == terminate(3) { "closed" } else { "closed: agreement 3" };
        world.suite.refuses_with(word, |suite| suite.chain.execute(&sly, &escrow, &terminate(3), vec![]));
    }
    assert_eq!(world.agreement(3).status, AgreementStatus::Active);
    world.set_temper(&sly, kind(0));
    world.pass_days(20);
    world.settle(3);
    world.settle(1);
    assert_eq!(world.totals().principal, uint(0));
}
