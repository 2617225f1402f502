//! A user as of now: what matured has earned its reward and vests, the rest is settled.

use cosmwasm_std::{
    Addr, Decimal, Event, Order, OverflowError, OverflowOperation, Response, StdResult, Storage, Timestamp,
    Uint128, Uint256,
};
use cw_storage_plus::Bound;
use tributary_math::emission::Principal;
use tributary_types::boosted_staking::{BoostChanged, PositionMatured, CONTRACT};
use tributary_types::event::Fact;

use crate::books::Books;
use crate::state::{
    Batch, Earning, Period, Position, User, BATCHES, HOLDERS, OPEN, POSITIONS, TOTALS, USERS,
};
use crate::ContractError;

/// A user, settled up to now. Whoever changes something of a user opens it first, and saves it before touching rows of positions or
/// batches that matured.
pub struct Account {
    /// Who.
    pub user: Addr,
    /// Its boost and progress.
    pub record: User,
    matured: Vec<Matured>,
}

/// A position that matured since its user was touched last.
struct Matured {
    id: u64,
    position: Position,
    batch: Batch,
}

impl Account {
    /// The account of `user` as of the books.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn open(storage: &dyn Storage, books: &Books, user: Addr) -> Result<Self, ContractError> {
        let record = match USERS.may_load(storage, &user)? {
            Some(record) => record,
            None => User::newcomer(&books.config.weights)?,
        };
        let mut account = Self { user, record, matured: vec![] };
        let tomorrow = Some(Bound::exclusive((books.today.saturating_add(1), 0)));
        for row in OPEN.prefix(&account.user).range(storage, None, tomorrow, Order::Ascending) {
            let ((day, id), earning) = row?;
            let position = POSITIONS.load(storage, (&account.user, id))?;
            let index = books.index_at(storage, day)?;
            let matured = account.mature(books, id, position, &earning, index)?;
            account.matured.push(matured);
        }
        books.settle(&mut account.record.booster)?;
        Ok(account)
    }

    /// Lets a position end where the index was `index`.
    fn mature(
        &mut self,
        books: &Books,
        id: u64,
        mut position: Position,
        earning: &Earning,
        index: Uint256,
    ) -> Result<Matured, ContractError> {
        let Earning { principal, since } = *earning;
        let started_at = books.config.schedule.boundary(position.end_day);
        let record = &mut self.record;
        let until = record.booster.end(principal, index)?;
        record.vesting.mature(started_at, principal.amount)?;
        record.open = record.open.saturating_sub(1);
        let total = principal.reward(books.config.weights.w1, since, until)?;
        position.reward = Some(total);
        let (claimed, progress) = (Uint128::zero(), record.vesting.progress);
        Ok(Matured { id, position, batch: Batch { total, claimed, started_at, progress } })
    }

    /// Counts NFTs and a score, and answers whether that changed anything.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn set_boost(
        &mut self,
        storage: &dyn Storage,
        books: &mut Books,
        nfts: u64,
        loyalty: u64,
    ) -> Result<bool, ContractError> {
        let changed = (self.record.nfts, self.record.loyalty) != (nfts, loyalty);
        let slope = books.config.weights.slope(books.config.boost(nfts, loyalty)?)?;
        books.set_slope(storage, &self.user, &mut self.record.booster, slope)?;
        self.record.nfts = nfts;
        self.record.loyalty = loyalty;
        Ok(changed)
    }

    /// Opens a position.
    ///
    /// # Errors
    /// Overflow if a sum of principals leaves 128 bits.
    pub fn stake(
        &mut self,
        storage: &mut dyn Storage,
        books: &mut Books,
        amount: Uint128,
        period: &Period,
    ) -> Result<Opened, ContractError> {
        let mut totals = TOTALS.load(storage)?;
        totals.last_position_id = next(totals.last_position_id)?;
        totals.principal_held = totals.principal_held.checked_add(amount)?;
        let (id, since) = (totals.last_position_id, self.record.booster.mark);
        let principal = Principal { amount, months: period.months };
        let weight = books.join(storage, &mut self.record.booster, principal, period.end_day)?;
        self.record.vesting.stake(books.now, amount)?;
        self.record.open = self.record.open.saturating_add(1);

        let position = Position {
            amount,
            days: period.days,
            started_at: books.now,
            end_day: period.end_day,
            reward: None,
        };
        POSITIONS.save(storage, (&self.user, id), &position)?;
        OPEN.save(storage, (&self.user, (period.end_day, id)), &Earning { principal, since })?;
        HOLDERS.save(storage, id, &self.user)?;
        TOTALS.save(storage, &totals)?;
        Ok(Opened { id, weight })
    }

    /// Stores the user, its matured positions and their batches, and tells of them.
    ///
    /// # Errors
    /// None; see [`tributary_controls::packed::PackedMap::save`].
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<Response> {
        let mut response = Response::new();
        for Matured { id, position, batch } in &self.matured {
            OPEN.remove(storage, (&self.user, (position.end_day, *id)));
            POSITIONS.save(storage, (&self.user, *id), position)?;
            if !batch.total.is_zero() {
                BATCHES.save(storage, (&self.user, *id), batch)?;
            }
            response = response.add_event(matured(&self.user, *id, batch));
        }
        USERS.save(storage, &self.user, &self.record)?;
        Ok(response)
    }

    /// What boosts the user.
    ///
    /// # Errors
    /// None that can happen.
    pub fn boost(&self, books: &Books) -> Result<Decimal, ContractError> {
        Ok(Decimal::new(books.config.boost(self.record.nfts, self.record.loyalty)?))
    }

    /// That the user's boost was counted.
    ///
    /// # Errors
    /// None that can happen.
    pub fn boost_changed(&self, books: &Books) -> Result<Event, ContractError> {
        let (user, nfts, loyalty) = (self.user.clone(), self.record.nfts, self.record.loyalty);
        Ok(BoostChanged { user, nfts, loyalty, boost: self.boost(books)? }.event(CONTRACT))
    }

    /// A position of the user, as of now.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn position(&self, storage: &dyn Storage, id: u64) -> StdResult<Option<Position>> {
        let stored = POSITIONS.may_load(storage, (&self.user, id))?;
        Ok(stored.map(|stored| self.as_of_now(id, stored)))
    }

    /// Positions of the user, as of now.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn positions(
        &self,
        storage: &dyn Storage,
        start_after: Option<u64>,
        limit: usize,
    ) -> StdResult<Vec<(u64, Position)>> {
        let after = start_after.map(Bound::exclusive);
        let rows = POSITIONS.prefix(&self.user).range(storage, after, None, Order::Ascending);
        rows.take(limit).map(|row| row.map(|(id, stored)| (id, self.as_of_now(id, stored)))).collect()
    }

    fn as_of_now(&self, id: u64, stored: Position) -> Position {
        let matured = self.matured.iter().find(|matured| matured.id == id);
        matured.map_or(stored, |matured| matured.position.clone())
    }

    /// A batch of the user, as of now.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn batch(&self, storage: &dyn Storage, id: u64) -> StdResult<Option<Batch>> {
        match self.new_batches().find(|(new, _)| *new == id) {
            Some((_, batch)) => Ok(Some(batch)),
            None => BATCHES.may_load(storage, (&self.user, id)),
        }
    }

    /// Batches of the user, as of now.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn batches(
        &self,
        storage: &dyn Storage,
        start_after: Option<u64>,
        limit: usize,
    ) -> StdResult<Vec<(u64, Batch)>> {
        let after = start_after.map(Bound::exclusive);
        let stored = BATCHES.prefix(&self.user).range(storage, after, None, Order::Ascending);
        let mut batches = stored.take(limit).collect::<StdResult<Vec<_>>>()?;
        batches.extend(self.new_batches().filter(|(id, _)| start_after.map_or(true, |after| *id > after)));
        batches.sort_by_key(|(id, _)| *id);
        batches.truncate(limit);
        Ok(batches)
    }

    fn new_batches(&self) -> impl Iterator<Item = (u64, Batch)> + '_ {
        let matured = self.matured.iter().filter(|matured| !matured.batch.total.is_zero());
        matured.map(|matured| (matured.id, matured.batch.clone()))
    }

    /// When the user's open positions end, and what is staked no more then.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn maturities(&self, storage: &dyn Storage, books: &Books) -> StdResult<Vec<(u64, Uint128)>> {
        let positions = books.open_positions(storage, &self.user);
        let maturity = |row: StdResult<((u32, u64), Earning)>| {
            row.map(|((day, _), earning)| (books.config.schedule.boundary(day), earning.principal.amount))
        };
        positions.map(maturity).collect()
    }

    /// When all of a batch has vested, if the user stakes nothing more: it slows down with each of `maturities`.
    ///
    /// # Errors
    /// None that can happen.
    pub fn fully_vested_at(
        &self,
        books: &Books,
        maturities: &[(u64, Uint128)],
        batch: &Batch,
    ) -> Result<Timestamp, ContractError> {
        let target = batch.progress.checked_add(books.config.full_vesting()?)?;
        let slowest = batch.started_at.saturating_add(books.config.vesting_secs());
        let mut vesting = self.record.vesting;
        for (ends_at, amount) in maturities {
            if vesting.reached_at(target)? <= *ends_at {
                break;
            }
            vesting.mature(*ends_at, *amount)?;
        }
        Ok(Timestamp::from_seconds(vesting.reached_at(target)?.min(slowest)))
    }
}

/// A position that was opened.
pub struct Opened {
    /// Its id.
    pub id: u64,
    /// What it weighs, in units of 1/(2·10^18).
    pub weight: Uint256,
}

/// The id behind `last`: none is ever given twice.
fn next(last: u64) -> Result<u64, ContractError> {
    let exhausted = || OverflowError::new(OverflowOperation::Add);
    Ok(last.checked_add(1).ok_or_else(exhausted)?)
}

fn matured(user: &Addr, position_id: u64, batch: &Batch) -> Event {
    let (user, ended_at) = (user.clone(), Timestamp::from_seconds(batch.started_at));
    PositionMatured { position_id, user, ended_at, reward: batch.total }.event(CONTRACT)
}
