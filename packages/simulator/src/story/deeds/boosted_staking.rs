//! What people do with vaults. Every message of boosted-staking has its words here.

use cosmwasm_std::{from_json, Binary, Uint128};
use tributary_types::asset::ReceiveTokens;
use tributary_types::boosted_staking::{ExecuteMsg, LoyaltyScore, NftAction, TokenAction};

use super::{coins, config, contract, quoted, Call};
use crate::story::money::{grouped, Unit};
use crate::story::teller::{listed, Teller};
use crate::story::when::counted;

/// A message to boosted-staking. A story can have several: each is called by its name.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::Stake { .. }
        | M::Receive(_)
        | M::Withdraw { .. }
        | M::Claim { .. }
        | M::Fund {}
        | M::SweepUnused {} => stakes(teller, call, message),
        M::ReceiveNft(_)
        | M::WithdrawNft { .. }
        | M::RefreshBoost { .. }
        | M::HoldingsChanged(_)
        | M::SetLoyalty { .. } => boost(teller, message),
        M::Advance {}
        | M::Pause {}
        | M::Unpause {}
        | M::UpdateConfig { .. }
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

fn stakes(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::Stake { days } => paid(&name, &coins(call.funds), &TokenAction::Stake { days }),
        ExecuteMsg::Fund {} => paid(&name, &coins(call.funds), &TokenAction::Fund {}),
        ExecuteMsg::Receive(received) => told(teller, &received),
        ExecuteMsg::Withdraw { position_id } => {
            format!("withdraw the principal of position {position_id} from {name}")
        }
        ExecuteMsg::Claim { position_id: Some(id), .. } => {
            format!("claim what has vested of the reward of position {id} in {name}")
        }
        ExecuteMsg::Claim { position_id: None, start_after, limit } => {
            let after = start_after.map(|id| format!(" behind position {id}")).unwrap_or_default();
            let most = limit.map(|limit| format!(", of {} at most", counted(limit.into(), "position")));
            format!("claim what has vested in {name}{after}{}", most.unwrap_or_default())
        }
        ExecuteMsg::SweepUnused {} => format!("send the rewards away that nobody earned in {name}"),
        other => unnamed(&other),
    }
}

/// What coins or tokens are paid into a vault for.
pub(super) fn paid(vault: &str, what: &str, action: &TokenAction) -> String {
    match action {
        TokenAction::Stake { days } => {
            format!("stake {what} in {vault} for {}", counted((*days).into(), "day"))
        }
        TokenAction::Fund {} => format!("put {what} into the rewards of {vault}"),
    }
}

/// What only the token may say.
fn told(teller: &Teller, received: &ReceiveTokens) -> String {
    let ReceiveTokens { sender, amount, msg } = received;
    let what = match from_json(msg) {
        Ok(TokenAction::Stake { days }) => format!("to be staked for {}", counted(days.into(), "day")),
        Ok(TokenAction::Fund {}) => "for its rewards".to_owned(),
        Err(_) => format!("for {}", quoted(teller, msg)),
    };
    let units = Unit::named("units", 0).coins(*amount);
    format!("tell {} that {} sent it {units} {what}", contract(teller), teller.who(sender))
}

/// An NFT that comes to lie in a vault, if it is sent for that.
pub(super) fn deposited(vault: &str, nft: &str, msg: &Binary) -> Option<String> {
    let deposit = |NftAction::DepositBoost {}| format!("deposit {nft} in {vault}");
    from_json(msg).map(deposit).ok()
}

fn boost(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::ReceiveNft(received) => {
            let (id, sender) = (&received.token_id, teller.who(&received.sender));
            let what = match deposited("it", "NFT", &received.msg) {
                Some(_) => "to boost its stake".to_owned(),
                None => format!("for {}", quoted(teller, &received.msg)),
            };
            format!("tell {name} that {sender} sent NFT {id} {what}")
        }
        ExecuteMsg::WithdrawNft { token_id } => format!("take NFT {token_id} out of {name}"),
        ExecuteMsg::RefreshBoost { user } => {
            format!("let {name} count again how many NFTs {} has", teller.who(&user))
        }
        ExecuteMsg::HoldingsChanged(told) => {
            let nfts = counted(told.balance, "NFT");
            format!("tell {name} that {} has {nfts}", teller.who(&told.owner))
        }
        ExecuteMsg::SetLoyalty { scores } => format!("set scores in {name}: {}", scored(teller, &scores)),
        other => unnamed(&other),
    }
}

fn scored(teller: &Teller, scores: &[LoyaltyScore]) -> String {
    let each = |of: &LoyaltyScore| format!("{} for {}", grouped(&of.score.to_string()), teller.who(&of.user));
    match scores {
        [] => "none".to_owned(),
        _ => listed(&scores.iter().map(each).collect::<Vec<_>>()),
    }
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::Advance {} => format!("count the days of {name} up to now"),
        ExecuteMsg::Pause {} => config::pause(&name),
        ExecuteMsg::Unpause {} => config::unpause(&name),
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records(&name, cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, &name, &action),
        ExecuteMsg::UpdateConfig { loyalty_oracle, min_stake, guardian } => {
            let least = |amount: Uint128| format!("a stake has {} or more", teller.coins(amount));
            let changes = [
                loyalty_oracle.map(|oracle| format!("{} sets the scores", teller.who(&oracle))),
                min_stake.map(least),
                guardian.map(|guardian| format!("{} may pause", teller.who(&guardian))),
            ];
            match changes.into_iter().flatten().collect::<Vec<_>>().as_slice() {
                [] => format!("change nothing of {name}"),
                changes => format!("change {name}: {}", listed(changes)),
            }
        }
        other => unnamed(&other),
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
