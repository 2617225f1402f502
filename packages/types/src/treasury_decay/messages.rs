//! What accounts and contracts send to treasury-decay.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Uint128;

use super::answers::{
    CheckpointsResponse, ConfigResponse, DelegationResponse, DelegationsResponse, EfficiencyAtResponse,
    EfficiencyResponse, EpochResponse, IdentitiesResponse, IdentityResponse, PoolResponse, PoolsResponse,
    RevenueResponse, ShareResponse, ThresholdResponse, TreasuryResponse, UsersResponse,
};
use crate::asset::Asset;
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;
use crate::stake_hook::DelegationChanged;

/// How users are known to be different people. `A` is an address, checked or not.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum IdentityRule<A = String> {
    /// Everyone counts as identified: whoever splits a stake over accounts evades the friction.
    Off {},
    /// Those whom the registrar has identified.
    List {
        /// Who keeps the list.
        registrar: A,
    },
    /// The members of a cw4 group, whatever their weight, as read at each change of a stake and by `refresh_identity`.
    Cw4 {
        /// The group.
        group: A,
    },
}

impl<A> IdentityRule<A> {
    /// The same rule with each address as `map` makes it.
    ///
    /// # Errors
    /// Those of `map`.
    pub fn try_map<B, E>(self, map: impl Fn(A) -> Result<B, E>) -> Result<IdentityRule<B>, E> {
        Ok(match self {
            Self::Off {} => IdentityRule::Off {},
            Self::List { registrar } => IdentityRule::List { registrar: map(registrar)? },
            Self::Cw4 { group } => IdentityRule::Cw4 { group: map(group)? },
        })
    }

    /// How the rule is called in messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Off {} => "off",
            Self::List { .. } => "list",
            Self::Cw4 { .. } => "cw4",
        }
    }
}

/// What happens to the part of a revenue that stands for coins that are not staked.
#[cw_serde]
#[derive(Copy, Eq, Default)]
#[serde(deny_unknown_fields)]
pub enum UnstakedShare {
    /// It is burned.
    #[default]
    Burn,
    /// It goes to the treasury.
    Treasury,
    /// There is none: all of a revenue is for the stakes.
    None,
}

/// How many coins circulate. `A` is an address, checked or not.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum CirculatingSupply<A = String> {
    /// So many.
    Fixed {
        /// In base units, at least 1.
        amount: Uint128,
    },
    /// All that the bank knows.
    BankSupply {
        /// But for the balances of these accounts, at most 16, none twice.
        exclude: Vec<A>,
    },
}

/// Everything that is fixed or starts with the contract. No coins. The first epoch begins now, without friction.
///
/// Errors: **config** (a value out of its range, an address that cannot be), **duplicate** and **at most** (excluded accounts).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The owner, who spends the treasury; the sender if omitted.
    pub owner: Option<String>,
    /// The denom of revenue, for ever.
    pub denom: String,
    /// Who tells of stakes, for ever.
    pub pool_registry: String,
    /// How users are identified; its kind for ever.
    pub identity: IdentityRule,
    /// The length of an epoch in seconds, 86,400 to 31,536,000; 604,800 if omitted.
    pub epoch_secs: Option<u64>,
    /// Over how many seconds a revenue is released, 0 (at once) to 31,536,000; 604,800 if omitted.
    pub release_secs: Option<u64>,
    /// The base of the decay for ever: 2, 3, 5, 10, 20 or 100; 10 if omitted.
    pub decay_base: Option<u64>,
    /// The smallest stake that is counted in the threshold, in base units; 1 if omitted.
    pub min_stake: Option<Uint128>,
    /// A new threshold whose binary logarithm differs by at most `2^-tolerance_bits` is not put in force, 0 to 48; 8 if omitted.
    pub tolerance_bits: Option<u32>,
    /// What happens to the unstaked share; it is burned if omitted.
    pub unstaked_share: Option<UnstakedShare>,
    /// How many coins circulate; the supply of the bank if omitted.
    pub circulating_supply: Option<CirculatingSupply>,
}

/// Everything that changes treasury-decay. No coins unless said, else **funds**.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Takes over the stake of a delegator in a pool; its rewards so far are settled under what was known. After a missed change
    /// the time since the last settlement is paid for the lower of both stakes, the difference is friction. Attributes: the
    /// user's and the total stake, `forfeited` (what a missed change cost the user's pools).
    ///
    /// Who: the pool-registry. Errors: **unauthorized**, **coinbase** (another than known), **checkpoints** (more than 512
    /// behind: `settle` first).
    DelegationChanged(DelegationChanged),
    /// Takes the attached coins as revenue: to the stakes, released over time; for the coins that are not staked burned; all to
    /// the treasury while nothing is staked. Attributes: `amount`, and what became of it.
    ///
    /// Who: anyone. Coins: above zero. Errors: **funds**.
    DistributeRevenue {},
    /// Settles a user up to now, or as far as `limit` goes.
    ///
    /// Who: anyone. Errors: **limit** (zero).
    Settle {
        /// Whom.
        user: String,
        /// Checkpoints to pass at most, from 1; 64 if omitted or more.
        limit: Option<u32>,
    },
    /// Settles users, credits a pool with what they earned for it, and sends it to the pool's coinbase.
    ///
    /// Who: anyone. Errors: **not found** (the pool), **duplicate**, **at most**, **limit** (zero).
    Collect {
        /// The pool (its operator).
        pool: String,
        /// Whom, at most 20, none twice.
        users: Vec<String>,
        /// Checkpoints to pass at most in all, from 1; 64 if omitted, 256 if more.
        limit: Option<u32>,
    },
    /// Pays the sender what was credited to it directly; nothing is no error.
    ///
    /// Who: anyone.
    ClaimShare {},
    /// Credits a part of what is credited from now on, whenever it was earned, to the very users instead of the pool.
    ///
    /// Who: the pool's operator. Errors: **not found** (the sender is no pool), **bps** (over 10000 or lower than now).
    SetUserShare {
        /// The part, in hundredths of a per cent.
        share_bps: u32,
    },
    /// Puts the next threshold in force once the epoch is over, as every message does that touches revenue or stakes.
    ///
    /// Who: anyone. Errors: **epoch** (not over).
    RollEpoch {},
    /// Identifies users; each one's stake so far is settled first. An event for each whose state changed.
    ///
    /// Who: the registrar. Errors: **unauthorized**, **identity** (there is no list), **duplicate**, **at most**, **checkpoints**.
    Identify {
        /// Whom, at most 20, none twice.
        users: Vec<String>,
    },
    /// Takes identities back; each one's stake so far is settled first. An event for each whose state changed.
    ///
    /// Who: the registrar. Errors: as `identify`.
    RevokeIdentity {
        /// Whose, at most 20, none twice.
        users: Vec<String>,
    },
    /// Reads again whether a user is a member of the group.
    ///
    /// Who: anyone. Errors: **identity** (there is no group), **checkpoints**, those of the group.
    RefreshIdentity {
        /// Who.
        user: String,
    },
    /// Pays out of the treasury.
    ///
    /// Who: the owner. Errors: **owner**, **treasury** (more than it holds), **zero**, **recipient** (this contract).
    Spend {
        /// To whom.
        to: String,
        /// How much, in base units of the denom.
        amount: Uint128,
    },
    /// Pays out what lies here of anything else.
    ///
    /// Who: the owner. Errors: **owner**, **denom** (that of revenue), **zero**, **recipient** (this contract), those of the
    /// bank or the token.
    SpendOther {
        /// Of what.
        asset: Asset,
        /// To whom.
        to: String,
        /// How much, in base units.
        amount: Uint128,
    },
    /// Changes parameters; what is omitted stays. They count from now on: `epoch_secs` from the end of the running epoch,
    /// `min_stake` for a user from the next change of its stake or identity.
    ///
    /// Who: the owner. Errors: **owner**, **nothing** (would change), **config** (out of range), **identity** (a registrar where
    /// there is no list), **duplicate** and **at most** (excluded accounts).
    UpdateConfig {
        /// Who keeps the list.
        registrar: Option<String>,
        /// The length of the epochs after the running one, in seconds.
        epoch_secs: Option<u64>,
        /// Over how many seconds a coming revenue is released.
        release_secs: Option<u64>,
        /// The smallest stake that is counted.
        min_stake: Option<Uint128>,
        /// What happens to the unstaked share.
        unstaked_share: Option<UnstakedShare>,
        /// How many coins circulate.
        circulating_supply: Option<CirculatingSupply>,
    },
    /// Writes the next records as this version writes them, after a migration (query `migration`). A row that cannot be read is
    /// passed as it is.
    ///
    /// Who: anyone. Errors: **nothing** (to migrate), **cursor** (another than the query says), **limit** (zero).
    MigrateRecords {
        /// How many rows were passed so far.
        cursor: u64,
        /// Rows to pass at most, from 1; 100 if more.
        limit: u32,
    },
    /// Hands the ownership over in two steps; it cannot be renounced.
    ///
    /// Who: the owner, the pending owner. Errors: **owner**, **renounce**, **nothing** (offered), **expired** (the offer).
    UpdateOwnership(OwnershipAction),
}

/// What treasury-decay answers: as of now, as if the contract had just been touched. Lists take `start_after` (exclusive) and
/// `limit` (10 if omitted, at most 100) and ascend.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// The running epoch.
    #[returns(EpochResponse)]
    Epoch {},
    /// The threshold, and what it is made of.
    #[returns(ThresholdResponse)]
    Threshold {},
    /// Thresholds under which revenue was released, and the one in force.
    #[returns(CheckpointsResponse)]
    Checkpoints {
        /// After which index.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// How much of a user's stake is effective.
    #[returns(EfficiencyResponse)]
    Efficiency {
        /// Whose.
        user: String,
    },
    /// How much of a stake would be effective.
    #[returns(EfficiencyAtResponse)]
    EfficiencyAt {
        /// The stake of an identified user, in base units.
        stake: Uint128,
    },
    /// Everybody with a stake, pools together.
    #[returns(UsersResponse)]
    Users {
        /// After which user.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// Where all revenue is.
    #[returns(RevenueResponse)]
    Revenue {},
    /// What the owner can spend.
    #[returns(TreasuryResponse)]
    Treasury {},
    /// A pool's account. Errors: **not found**.
    #[returns(PoolResponse)]
    Pool {
        /// The pool (its operator).
        pool: String,
    },
    /// All pools that ever had a stake.
    #[returns(PoolsResponse)]
    Pools {
        /// After which pool.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// A user's stake in a pool, and what collecting it now would add to the pool.
    #[returns(DelegationResponse)]
    Delegation {
        /// The user.
        user: String,
        /// The pool.
        pool: String,
    },
    /// A user's stakes by pool.
    #[returns(DelegationsResponse)]
    Delegations {
        /// The user.
        user: String,
        /// After which pool.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// What is credited to a user directly.
    #[returns(ShareResponse)]
    Share {
        /// The user.
        user: String,
    },
    /// Whether a user counts as identified here.
    #[returns(IdentityResponse)]
    Identity {
        /// The user.
        user: String,
    },
    /// Who is identified; nobody is named where everyone is.
    #[returns(IdentitiesResponse)]
    Identities {
        /// After whom.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// The owner and a pending one.
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
    /// How far a migration is whose records are not all written anew; nothing if there is none.
    #[returns(Option<MigrationResponse>)]
    Migration {},
}

/// A migration to newer code of the same contract: writes the single records anew and opens the walk over the others, which
/// `migrate_records` goes on with. Takes only what the code cannot know: nothing. Errors: **migrate**, **open** (the walk of the one
/// before is not over).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
