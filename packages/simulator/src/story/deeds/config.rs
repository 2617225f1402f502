//! What the contracts have in common.

use cw_utils::Expiration;
use tributary_types::ownership::OwnershipAction as Action;

use crate::story::teller::Teller;
use crate::story::when::counted;

pub(super) fn apply(contract: &str) -> String {
    format!("put the announced parameters of the {contract} in force")
}

pub(super) fn cancel(contract: &str) -> String {
    format!("withdraw the announced parameters of the {contract}")
}

pub(super) fn pause(contract: &str) -> String {
    format!("pause the {contract}")
}

pub(super) fn unpause(contract: &str) -> String {
    format!("open the {contract} again")
}

pub(super) fn guardian(teller: &Teller, contract: &str, guardian: Option<&String>) -> String {
    match guardian {
        Some(guardian) => format!("make {} the guardian of the {contract}", teller.who(guardian)),
        None => format!("leave the {contract} without guardian"),
    }
}

pub(super) fn records(contract: &str, cursor: u64, limit: u32) -> String {
    let limit = counted(limit.into(), "record");
    format!(
        "write {limit} of {contract} at most as its new version does, behind the {cursor} that were passed"
    )
}

pub(super) fn ownership(teller: &Teller, contract: &str, action: &Action) -> String {
    match action {
        Action::TransferOwnership { new_owner, expiry } => {
            let until = match expiry {
                None | Some(Expiration::Never {}) => String::new(),
                Some(point) => format!(" until {}", teller.calendar.point(point)),
            };
            format!("offer {} the {contract}{until}", teller.who(new_owner))
        }
        Action::AcceptOwnership => format!("accept the ownership of the {contract}"),
        Action::RenounceOwnership => format!("give the {contract} up"),
    }
}
