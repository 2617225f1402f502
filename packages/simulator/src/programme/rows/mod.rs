//! How many rows of storage each message of the contract touches, with few and with many positions and users.

mod crowd;
mod vault;
mod visits;

use anyhow::Result;
use tributary_types::boosted_staking::{CountedBy, MAX_POSITIONS};

use crate::computed::counting::{table, Cost, Touched};
use crate::computed::Section;
use crate::story::money::grouped;
use vault::Vault;
use visits::{of_anyone, of_user};

/// How many users there are when the messages are counted.
pub const CROWDS: [u64; 2] = [10, 1_000_000];

/// The cost of each message, for somebody with one position and with as many as there can be.
///
/// # Errors
/// None: nothing of it is refused.
pub fn costs(crowds: &[u64]) -> Result<Vec<Cost>> {
    let mut costs = vec![];
    for users in crowds {
        let (counted, deposited) =
            (Vault::of(*users, CountedBy::Balance)?, Vault::of(*users, CountedBy::Deposit)?);
        let few = of_user(&counted, &deposited, 1)?;
        let most = of_user(&counted, &deposited, MAX_POSITIONS)?;
        let pairs = few.into_iter().zip(most).flat_map(<[_; 2]>::from);
        Cost::add(&mut costs, pairs.chain(of_anyone(&counted)?).collect());
    }
    Ok(costs)
}

/// The subject.
pub fn section(costs: &[Cost]) -> Section {
    let gas = |touched: &Touched| grouped(&touched.gas.to_string());
    Section {
        id: "cost",
        title: "Cost of messages",
        notes: vec![
            "The contract itself, on storage that counts. Of ten kinds of users one each came by messages and has a position; all \
             others are copies of them, and the sums are what they would be. Then somebody comes whose positions all end on \
             other days. `ended since`: nobody has touched them. Gas is what the store of a chain charges for these rows, with \
             the digits of the sums; docs/gas.md measures whole transactions."
                .to_owned(),
        ],
        tables: vec![table(
            "Rows read / written / removed, and gas for them",
            (&CROWDS, "users"),
            costs,
            gas,
        )],
        charts: vec![],
    }
}
