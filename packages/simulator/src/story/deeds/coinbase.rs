//! What the registry has a coinbase do; anybody else is refused.

use tributary_types::coinbase::ExecuteMsg;

use crate::story::teller::{listed, Teller};

/// A message to a coinbase.
pub(super) fn words(teller: &Teller, message: ExecuteMsg) -> String {
    let wallet = teller.who(teller.called.as_str());
    match message {
        ExecuteMsg::Pay { payments } => {
            let each = |payment: &tributary_types::coinbase::Payment| {
                format!("{} to {}", teller.coins(payment.amount), teller.who(&payment.recipient))
            };
            let payments: Vec<_> = payments.iter().map(each).collect();
            let what = if payments.is_empty() { "nothing".to_owned() } else { listed(&payments) };
            format!("make {wallet} pay {what}")
        }
        ExecuteMsg::Recover { denom, recipient } => {
            format!("make {wallet} send all {denom} to {}", teller.who(&recipient))
        }
    }
}
