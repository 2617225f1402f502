//! The contract behind its entry points, with few users or with many.

use anyhow::{ensure, Context, Result};
use cosmwasm_std::testing::{MockApi, MockQuerier};
use cosmwasm_std::{
    coins, from_json, to_json_binary, Addr, Coin, ContractResult, Deps, Order, QuerierWrapper, SystemResult,
    Timestamp, Uint128, Uint256,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use tributary_boosted_staking::contract::{execute, instantiate, query};
use tributary_boosted_staking::state::{EMISSION, LEAVING, TOTALS};
use tributary_math::emission::{OpenStake, DAY};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BoostCollection, CountedBy, ExecuteMsg, InstantiateMsg, LoyaltyScore, NftAction, QueryMsg,
    UnusedRewardsTo, VaultResponse,
};
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::ReceiveNft;

use super::crowd::{address, Crowded, Original};
use crate::accounts::PREFIX;
use crate::computed::counting::{Counted, Touched};
use crate::programme::rules::Rules;

/// How many kinds of users there are. Those of a kind differ by their address and the id of their position.
pub(super) const KINDS: u64 = 10;

/// Between the numbers of the first users of two kinds.
const APART: u64 = 1 << 32;

/// Somebody whose address lies amid those of the others.
pub(super) const VISITOR: u64 = (KINDS / 2) * APART - 1;

/// When the programme starts.
const STARTS_AT: u64 = 1_000_000_000;

/// The day on which users come: every period is possible.
const DAY_OF_STAKES: u64 = 20;

/// What somebody who comes stakes: enough to earn something beside everybody.
const STAKE: u128 = 100_000_000_000;

/// What is left to be funded.
pub(super) const UNFUNDED: u128 = 1_000_000;

/// How many NFTs the collection says everybody has.
const HELD: u64 = 9;

const DENOM: &str = "uagi";

/// Seconds of a minute.
pub(super) const MINUTE: u64 = 60;

/// A vault.
#[derive(Clone)]
pub(super) struct Vault {
    contract: Counted<Crowded>,
}

impl Vault {
    /// On the noon of a day, with so many users, each of whom staked a day ago: the first of every kind by messages, all others
    /// as their copies.
    pub(super) fn of(users: u64, counted_by: CountedBy) -> Result<Self> {
        let mut vault = Self::empty(counted_by)?;
        for kind in 0..KINDS {
            let original = vault.enter(kind, 1)?;
            vault.copy(Original { copies: of_kind(users, kind).saturating_sub(1), ..original })?;
        }
        let found: VaultResponse = vault.ask(QueryMsg::Vault {})?;
        let staked = (0..KINDS).map(|kind| u128::from(of_kind(users, kind)).saturating_mul(amount(kind)));
        ensure!(found.open_positions == users, "{} positions of {users} users", found.open_positions);
        ensure!(found.total_staked.u128() == staked.sum::<u128>(), "{} staked", found.total_staked);
        vault.wait(DAY)?;
        Ok(vault)
    }

    /// Without users.
    fn empty(counted_by: CountedBy) -> Result<Self> {
        let api = MockApi::default().with_prefix(PREFIX);
        let mut vault = Self { contract: Counted::new(api, STARTS_AT, querier) };
        let msg = InstantiateMsg {
            owner: None,
            stake_asset: Asset::Native(DENOM.to_owned()),
            reward_asset: Asset::Native(DENOM.to_owned()),
            total_rewards: Rules::SOURCE.schedule.total,
            starts_at: Timestamp::from_seconds(STARTS_AT),
            duration_days: None,
            phase1_days: None,
            phase1_min_months: None,
            min_days: None,
            max_days: None,
            weights: None,
            nft_cap: None,
            loyalty_cap: None,
            vesting_days: None,
            min_stake: None,
            boost_collection: Some(BoostCollection { address: vault.named("collection").into(), counted_by }),
            loyalty_oracle: None,
            guardian: None,
            unused_rewards_to: UnusedRewardsTo::Account(vault.named("treasury").into()),
        };
        let owner = vault.named("owner");
        vault.contract.send(owner, vec![], |deps, env, info| instantiate(deps, env, info, msg))?;
        vault.fund(Rules::SOURCE.schedule.total.u128().saturating_sub(UNFUNDED))?;
        vault.wait(DAY_OF_STAKES.saturating_mul(DAY).saturating_add(DAY / 2))?;
        Ok(vault)
    }

    fn named(&self, name: &str) -> Addr {
        self.contract.api.addr_make(name)
    }

    /// Lets users of a kind in by messages, and answers the first.
    fn enter(&mut self, kind: u64, users: u64) -> Result<Original> {
        let first = kind.saturating_mul(APART);
        let position = self.newest_position()?.saturating_add(1);
        for number in 0..users {
            let user = first.saturating_add(number);
            self.set_loyalty(user, kind.saturating_mul(400))?;
            self.stake_amount(user, period(kind), amount(kind))?;
        }
        Ok(Original { user: first, position, copies: 0 })
    }

    /// Lets users in like one who was the last to come and has staked a moment ago.
    fn copy(&mut self, of: Original) -> Result<()> {
        let storage = &mut self.contract.storage;
        let mut totals = TOTALS.load(storage)?;
        ensure!(totals.last_position_id == of.position, "somebody came later");
        let end = LEAVING.range(storage, None, None, Order::Descending).next();
        let (day, last) = end.context("nobody has a position")??;
        // The user is alone on its day.
        ensure!(last.positions == 1, "somebody else's position ends on that day");

        let added = times(last, of.copies)?;
        let mut emission = EMISSION.load(storage)?;
        emission.open = emission.open.with(added)?;
        totals.principal_held = totals.principal_held.checked_add(added.amount)?;
        totals.last_position_id = totals.last_position_id.saturating_add(of.copies);
        LEAVING.save(storage, day, &last.with(added)?)?;
        EMISSION.save(storage, &emission)?;
        TOTALS.save(storage, &totals)?;
        storage.rows.copy(of);
        Ok(())
    }

    /// Lets time pass, and all days be counted that have passed then.
    pub(super) fn wait(&mut self, secs: u64) -> Result<()> {
        self.contract.wait(secs);
        self.advance()?;
        Ok(())
    }

    /// Lets time pass in which nobody calls.
    pub(super) fn silence(&mut self, secs: u64) {
        self.contract.wait(secs);
    }

    /// What a message does that comes a minute later.
    pub(super) fn then(&self, message: impl FnOnce(&mut Self) -> Result<Touched>) -> Result<(Self, Touched)> {
        let mut after = self.clone();
        after.contract.wait(MINUTE);
        let touched = message(&mut after)?;
        Ok((after, touched))
    }

    fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> Result<T> {
        let querier = querier();
        let deps = Deps {
            storage: &self.contract.storage,
            api: &self.contract.api,
            querier: QuerierWrapper::new(&querier),
        };
        Ok(from_json(query(deps, self.contract.env(), msg)?)?)
    }

    fn send(&mut self, sender: Addr, funds: Vec<Coin>, msg: ExecuteMsg) -> Result<Touched> {
        self.contract.send(sender, funds, |deps, env, info| execute(deps, env, info, msg))
    }

    /// The id of the position that came last.
    pub(super) fn newest_position(&self) -> Result<u64> {
        Ok(TOTALS.load(&self.contract.storage)?.last_position_id)
    }

    /// Opens a position.
    pub(super) fn stake(&mut self, user: u64, days: u32) -> Result<Touched> {
        self.stake_amount(user, days, STAKE)
    }

    fn stake_amount(&mut self, user: u64, days: u32, amount: u128) -> Result<Touched> {
        self.send(address(user), coins(amount, DENOM), ExecuteMsg::Stake { days })
    }

    /// Takes a principal.
    pub(super) fn withdraw(&mut self, user: u64, position_id: u64) -> Result<Touched> {
        self.send(address(user), vec![], ExecuteMsg::Withdraw { position_id })
    }

    /// Takes what has vested.
    pub(super) fn claim(&mut self, user: u64) -> Result<Touched> {
        let claim = ExecuteMsg::Claim { position_id: None, start_after: None, limit: None };
        self.send(address(user), vec![], claim)
    }

    /// Sets a score.
    pub(super) fn set_loyalty(&mut self, user: u64, score: u64) -> Result<Touched> {
        let scores = vec![LoyaltyScore { user: address(user).into(), score }];
        self.send(self.named("owner"), vec![], ExecuteMsg::SetLoyalty { scores })
    }

    /// Tells how many NFTs somebody has.
    pub(super) fn set_holdings(&mut self, user: u64, balance: u64) -> Result<Touched> {
        let told = HoldingsChanged { owner: address(user).into(), balance };
        self.send(self.named("collection"), vec![], ExecuteMsg::HoldingsChanged(told))
    }

    /// Counts somebody's NFTs.
    pub(super) fn refresh(&mut self, user: u64) -> Result<Touched> {
        self.send(self.named("anyone"), vec![], ExecuteMsg::RefreshBoost { user: address(user).into() })
    }

    /// Deposits an NFT.
    pub(super) fn deposit(&mut self, user: u64, token_id: &str) -> Result<Touched> {
        let msg = to_json_binary(&NftAction::DepositBoost {})?;
        let received = ReceiveNft { sender: address(user).into(), token_id: token_id.to_owned(), msg };
        self.send(self.named("collection"), vec![], ExecuteMsg::ReceiveNft(received))
    }

    /// Takes a deposited NFT.
    pub(super) fn take(&mut self, user: u64, token_id: &str) -> Result<Touched> {
        let token_id = token_id.to_owned();
        self.send(address(user), vec![], ExecuteMsg::WithdrawNft { token_id })
    }

    /// Adds rewards.
    pub(super) fn fund(&mut self, amount: u128) -> Result<Touched> {
        self.send(self.named("anyone"), coins(amount, DENOM), ExecuteMsg::Fund {})
    }

    /// Counts the days that have passed.
    pub(super) fn advance(&mut self) -> Result<Touched> {
        self.send(self.named("anyone"), vec![], ExecuteMsg::Advance {})
    }
}

/// A collection that answers.
fn querier() -> MockQuerier {
    let mut querier = MockQuerier::new(&[]);
    querier.update_wasm(|_| {
        let answer = to_json_binary(&json!({ "balance": HELD }));
        SystemResult::Ok(ContractResult::from(answer.map_err(|error| error.to_string())))
    });
    querier
}

/// How many of all users are of a kind.
fn of_kind(users: u64, kind: u64) -> u64 {
    users.saturating_add(KINDS).saturating_sub(kind).saturating_sub(1).checked_div(KINDS).unwrap_or_default()
}

/// What each user of a kind stakes.
fn amount(kind: u64) -> u128 {
    u128::from(kind).saturating_add(1).saturating_mul(100_000_000)
}

/// For how many days: each kind for longer than the ones before.
fn period(kind: u64) -> u32 {
    u32::try_from(kind).unwrap_or_default().saturating_mul(30).saturating_add(60)
}

fn times(stake: OpenStake, count: u64) -> Result<OpenStake> {
    Ok(OpenStake {
        weight: stake.weight.checked_mul(Uint256::from(count))?,
        amount: stake.amount.checked_mul(Uint128::from(count))?,
        positions: stake.positions.saturating_mul(count),
    })
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{Api, Record, Storage};
    use tributary_types::boosted_staking::{PositionResponse, PositionsResponse};

    use super::*;

    const USERS: u64 = 70;

    fn rows(vault: &Vault, order: Order) -> Vec<Record> {
        vault.contract.storage.rows.range(None, None, order).collect()
    }

    fn by_messages(counted_by: CountedBy) -> Vault {
        let mut vault = Vault::empty(counted_by).unwrap();
        for kind in 0..KINDS {
            vault.enter(kind, of_kind(USERS, kind)).unwrap();
        }
        vault.wait(DAY).unwrap();
        vault
    }

    #[test]
    fn copies_are_what_messages_write() {
        for counted_by in [CountedBy::Balance, CountedBy::Deposit] {
            let (copied, sent) = (Vault::of(USERS, counted_by).unwrap(), by_messages(counted_by));

            let (copied, sent) = (&copied.contract.storage.rows, rows(&sent, Order::Ascending));
            assert!(sent.len() > 4 * usize::try_from(USERS).unwrap());
            for (key, value) in &sent {
                assert_eq!(copied.get(key).as_ref(), Some(value), "{}", String::from_utf8_lossy(key));
            }
            assert_eq!(copied.range(None, None, Order::Ascending).collect::<Vec<_>>(), sent);
        }
    }

    #[test]
    fn copies_act_like_everybody() {
        let mut vaults = [Vault::of(USERS, CountedBy::Balance).unwrap(), by_messages(CountedBy::Balance)];
        for vault in &mut vaults {
            // A copy of the third user's position ends on day 141.
            let copy = 2 * APART + 4;
            vault.set_loyalty(copy, 5).unwrap();
            vault.wait(120 * DAY).unwrap();
            vault.claim(copy).unwrap();
            vault.withdraw(copy, 2 * USERS / KINDS + 5).unwrap();
            vault.wait(100 * DAY).unwrap();
            vault.claim(copy).unwrap();
        }

        let [copied, sent] = vaults;
        assert_eq!(rows(&copied, Order::Ascending), rows(&sent, Order::Ascending));
        assert_eq!(rows(&copied, Order::Descending), rows(&sent, Order::Descending));
        let bounds: [&[u8]; 3] = [b"\0\x01o", b"\0\x01p", b"\0\x01u\xff"];
        for start in bounds {
            for end in bounds {
                let within = |vault: &Vault| -> Vec<Record> {
                    vault.contract.storage.rows.range(Some(start), Some(end), Order::Ascending).collect()
                };
                assert_eq!(within(&copied), within(&sent));
            }
        }
    }

    #[test]
    fn a_large_vault_agrees_with_its_users() {
        let users = 1_000_003;
        let vault = Vault::of(users, CountedBy::Balance).unwrap();
        let only = |user| {
            let (user, start_after) = (address(user).into(), None);
            let answer = vault.ask(QueryMsg::Positions { user, start_after, limit: None });
            let PositionsResponse { mut positions } = answer.unwrap();
            assert_eq!(positions.len(), 1);
            positions.remove(0)
        };

        let mut weight = Uint256::zero();
        for kind in 0..KINDS {
            let (first, last) = (kind * APART, kind * APART + of_kind(users, kind) - 1);
            let (original, copy) = (only(first), only(last));
            assert_eq!((copy.amount, copy.weight), (original.amount, original.weight));
            assert_eq!(copy.position_id - original.position_id, last - first);
            let found: PositionResponse =
                vault.ask(QueryMsg::Position { position_id: copy.position_id }).unwrap();
            assert_eq!(found, copy);
            weight += original.weight * Uint256::from(of_kind(users, kind));
        }
        let found: VaultResponse = vault.ask(QueryMsg::Vault {}).unwrap();
        assert_eq!(found.open_positions, users);
        // Each was rounded down, by less than a unit.
        assert!(found.total_weight >= weight && found.total_weight - weight < Uint256::from(users));
        assert_eq!(vault.newest_position().unwrap(), users);
    }

    #[test]
    fn addresses_are_in_the_order_of_the_numbers() {
        let api = MockApi::default().with_prefix(PREFIX);
        let numbers = [0, 1, 31, 32, 1_000, VISITOR, VISITOR + 1, u64::MAX];
        let addresses = numbers.map(address);

        assert!(addresses.windows(2).all(|pair| pair[0] < pair[1]), "{addresses:?}");
        for address in addresses {
            assert_eq!(api.addr_validate(address.as_str()).unwrap(), address);
            assert_eq!(api.addr_canonicalize(address.as_str()).unwrap().len(), 20);
        }
    }
}
