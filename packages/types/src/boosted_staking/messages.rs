//! What accounts and contracts send to boosted-staking.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Decimal, Timestamp, Uint128};

use super::answers::{
    AccountResponse, BatchResponse, BatchesResponse, BoostResponse, ConfigResponse, DepositsResponse,
    EmissionResponse, EmissionsResponse, EstimateResponse, PositionResponse, PositionsResponse,
    VaultResponse,
};
use crate::asset::{Asset, ReceiveTokens};
use crate::holdings_hook::HoldingsChanged;
use crate::license_nft::ReceiveNft;
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;

/// How much each factor weighs: a unit of stake counts `w1 + w2·(months/2)·(b0 + w3·√nfts + w4·√(loyalty/100)/2)`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The stake itself, above 0, at most 10.
    pub w1: Decimal,
    /// The period, at most 10.
    pub w2: Decimal,
    /// The NFTs, at most 10.
    pub w3: Decimal,
    /// The loyalty score, at most 10.
    pub w4: Decimal,
    /// A boost that everybody has, at most 10. At 0 a longer period alone weighs nothing.
    pub b0: Decimal,
}

/// Where the NFTs that boost a user are counted.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum CountedBy {
    /// Where they are: by the collection's query `balance {owner}`, and live by its hook `holdings_changed`.
    Balance,
    /// In the vault: those that a user has deposited here.
    Deposit,
}

/// The NFTs that boost. `A` is an address, checked or not.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct BoostCollection<A = String> {
    /// The cw721 contract.
    pub address: A,
    /// How its NFTs are counted.
    pub counted_by: CountedBy,
}

impl<A> BoostCollection<A> {
    /// The same collection with its address as `map` makes it.
    ///
    /// # Errors
    /// Those of `map`.
    pub fn try_map<B, E>(self, map: impl Fn(A) -> Result<B, E>) -> Result<BoostCollection<B>, E> {
        Ok(BoostCollection { address: map(self.address)?, counted_by: self.counted_by })
    }
}

/// Where rewards go that nobody earned. `A` is an address, checked or not.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum UnusedRewardsTo<A = String> {
    /// To this account.
    Account(A),
    /// To the treasury-decay of this address as revenue, in coins of its denom.
    Revenue(A),
}

impl<A> UnusedRewardsTo<A> {
    /// The same destination with its address as `map` makes it.
    ///
    /// # Errors
    /// Those of `map`.
    pub fn try_map<B, E>(self, map: impl Fn(A) -> Result<B, E>) -> Result<UnusedRewardsTo<B>, E> {
        Ok(match self {
            Self::Account(address) => UnusedRewardsTo::Account(map(address)?),
            Self::Revenue(address) => UnusedRewardsTo::Revenue(map(address)?),
        })
    }

    /// Its address.
    pub const fn address(&self) -> &A {
        match self {
            Self::Account(address) | Self::Revenue(address) => address,
        }
    }
}

/// The programme, for ever but for `loyalty_oracle`, `min_stake` and `guardian`. No coins.
///
/// Errors: **config** (a value out of its range, an address that cannot be).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The owner; the sender if omitted.
    pub owner: Option<String>,
    /// What is staked.
    pub stake_asset: Asset,
    /// What is earned; it can be the same.
    pub reward_asset: Asset,
    /// All rewards of the programme, in base units of the reward asset, above zero.
    pub total_rewards: Uint128,
    /// When the programme starts, in whole seconds; it may have started, but must not be over.
    pub starts_at: Timestamp,
    /// How many days it lasts, `min_days` to 3650; 548 if omitted.
    pub duration_days: Option<u32>,
    /// For how many days from the start only long periods are possible, at most `duration_days`; 14 if omitted.
    pub phase1_days: Option<u32>,
    /// How many months the periods of the first phase have at least, 0 to 12; 6 if omitted.
    pub phase1_min_months: Option<u32>,
    /// The shortest period in days, 30 to `max_days`; 30 if omitted.
    pub min_days: Option<u32>,
    /// The longest period in days, at most 365; 365 if omitted.
    pub max_days: Option<u32>,
    /// How much each factor weighs; 0.4, 0.6, 0.6, 0.4 and 0 if omitted.
    pub weights: Option<Weights>,
    /// NFTs of a user above this many boost no more, at most 1000; also the most that a user can deposit; 100 if omitted.
    pub nft_cap: Option<u64>,
    /// A loyalty score above this one boosts no more, at most 10^12; 35000 if omitted.
    pub loyalty_cap: Option<u64>,
    /// Over how many days a reward vests at the base speed, at most 3650; 60 if omitted.
    pub vesting_days: Option<u32>,
    /// The smallest stake, in base units of the stake asset, above `total_rewards/2^95`; 1 if omitted.
    pub min_stake: Option<Uint128>,
    /// The NFTs that boost; none if omitted.
    pub boost_collection: Option<BoostCollection>,
    /// Who sets loyalty scores; the owner if omitted.
    pub loyalty_oracle: Option<String>,
    /// Who, beside the owner, may pause; the owner if omitted.
    pub guardian: Option<String>,
    /// Where rewards go that nobody earned; not this contract; a treasury of the same denom.
    pub unused_rewards_to: UnusedRewardsTo,
}

/// A user's loyalty score.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LoyaltyScore {
    /// Whose.
    pub user: String,
    /// The new score.
    pub score: u64,
}

/// What a cw20 sends its tokens for, in the `msg` of its `send`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum TokenAction {
    /// As the message `stake`; from the stake token.
    Stake {
        /// For how many days.
        days: u32,
    },
    /// As the message `fund`; from the reward token.
    Fund {},
}

/// What the collection sends an NFT for, in the `msg` of its `send_nft`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum NftAction {
    /// It boosts its sender as long as it lies here.
    DepositBoost {},
}

/// Everything that changes boosted-staking. No coins unless said, else **funds**.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Stakes the attached coins for a period, which ends at the first boundary of a day of the programme that is `days` days or
    /// more away. The user's NFTs are counted anew if the collection answers.
    ///
    /// Who: anyone, while not paused. Coins: of the stake asset. Errors: **funds**, **minimum**, **period**, **phase**,
    /// **programme** (not begun, over, or over before the period), **positions** (32 are open), **funded** (the rewards up to the
    /// end are not), **paused**.
    Stake {
        /// For how many days.
        days: u32,
    },
    /// Takes tokens that were sent here, for what the sender says.
    ///
    /// Who: the cw20 of the stake asset for `stake`, that of the reward asset for `fund`. Errors: **token** (another contract),
    /// those of `stake` and `fund`.
    Receive(ReceiveTokens),
    /// Pays a matured position's principal back. Its reward vests on.
    ///
    /// Who: its user. Errors: **not found**, **unauthorized**, **locked** (until its end).
    Withdraw {
        /// Which.
        position_id: u64,
    },
    /// Pays what has vested of one batch, or of the sender's batches; nothing is no error.
    ///
    /// Who: the user. Errors: **not found**, **unauthorized**.
    Claim {
        /// This one alone.
        position_id: Option<u64>,
        /// Those after this one, if none is named.
        start_after: Option<u64>,
        /// At most so many; 32 if omitted, 100 if more.
        limit: Option<u32>,
    },
    /// Adds the attached coins to the rewards.
    ///
    /// Who: anyone. Coins: of the reward asset. Errors: **funds**, **funded** (more than the schedule needs), **programme** (over).
    Fund {},
    /// Deposits an NFT for its sender.
    ///
    /// Who: the boost collection, if it is counted by deposit. Errors: **collection** (another contract, counted by balance, or
    /// an NFT that lies here already), **at most** (the cap of NFTs).
    ReceiveNft(ReceiveNft),
    /// Gives a deposited NFT back.
    ///
    /// Who: its depositor, at any time. Errors: **not found**, **unauthorized**, those of the collection.
    WithdrawNft {
        /// Which.
        token_id: String,
    },
    /// Counts a user's NFTs anew.
    ///
    /// Who: anyone. Errors: **collection** (none, counted by deposit, or no answer).
    RefreshBoost {
        /// Whose.
        user: String,
    },
    /// Takes over how many NFTs a user has.
    ///
    /// Who: the boost collection, if it is counted by balance. Errors: **unauthorized**.
    HoldingsChanged(HoldingsChanged),
    /// Sets loyalty scores, which hold until they are set again.
    ///
    /// Who: the loyalty oracle. Errors: **unauthorized**, **duplicate**, **at most** (20).
    SetLoyalty {
        /// Whose, none twice.
        scores: Vec<LoyaltyScore>,
    },
    /// Counts the days up to now and nothing else, as every message does by itself.
    ///
    /// Who: anyone.
    Advance {},
    /// Sends the rewards that nobody earned where they belong.
    ///
    /// Who: anyone, once the programme is over. Errors: **programme** (not over), **nothing** (is left).
    SweepUnused {},
    /// Stops `stake` alone.
    ///
    /// Who: the guardian or the owner. Errors: **unauthorized**, **paused** (already).
    Pause {},
    /// Lets stakes in again.
    ///
    /// Who: the owner. Errors: **owner**, **not paused**.
    Unpause {},
    /// Changes what can be changed; what is omitted stays.
    ///
    /// Who: the owner. Errors: **owner**, **nothing** (would change), **config**.
    UpdateConfig {
        /// Who sets loyalty scores.
        loyalty_oracle: Option<String>,
        /// The smallest stake.
        min_stake: Option<Uint128>,
        /// Who, beside the owner, may pause.
        guardian: Option<String>,
    },
    /// Writes the next records as this version writes them, after a migration (query `migration`). A row that cannot be read is
    /// passed as it is.
    ///
    /// Who: anyone, also while paused. Errors: **nothing** (to migrate), **cursor** (another than the query says), **limit** (zero).
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

/// What boosted-staking answers: as of now, as if the vault and its users had just been touched. Lists take `start_after`
/// (exclusive) and `limit` (10 if omitted, at most 100) and ascend.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The programme.
    #[returns(ConfigResponse)]
    Config {},
    /// Sums over all users.
    #[returns(VaultResponse)]
    Vault {},
    /// A position whose principal is still here. Errors: **not found**.
    #[returns(PositionResponse)]
    Position {
        /// Which.
        position_id: u64,
    },
    /// A user's positions.
    #[returns(PositionsResponse)]
    Positions {
        /// Whose.
        user: String,
        /// After which.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// A reward that vests or was not claimed in full. Errors: **not found**.
    #[returns(BatchResponse)]
    Batch {
        /// That of this position.
        position_id: u64,
    },
    /// A user's batches.
    #[returns(BatchesResponse)]
    Batches {
        /// Whose.
        user: String,
        /// After which.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// What boosts a user.
    #[returns(BoostResponse)]
    Boost {
        /// Whom.
        user: String,
    },
    /// The NFTs that a user has deposited, by their bytes.
    #[returns(DepositsResponse)]
    Deposits {
        /// Whose.
        user: String,
        /// After which token id.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// How fast a user's batches vest.
    #[returns(AccountResponse)]
    Account {
        /// Whose.
        user: String,
    },
    /// What a stake would weigh and earn now, were its period possible in the present phase. Errors: **period**, **programme**,
    /// **minimum** (an amount of zero).
    #[returns(EstimateResponse)]
    Estimate {
        /// How much, in base units of the stake asset.
        amount: Uint128,
        /// For how many days.
        days: u32,
        /// How many NFTs the user has.
        nfts: u64,
        /// The user's loyalty score.
        loyalty: u64,
    },
    /// What a day emits. Errors: **programme** (it has no such day).
    #[returns(EmissionResponse)]
    Emission {
        /// Which, from 0.
        day: u32,
    },
    /// What the days emit.
    #[returns(EmissionsResponse)]
    Emissions {
        /// After which day.
        start_after: Option<u32>,
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
