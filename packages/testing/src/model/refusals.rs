//! Which rules a call breaks.

use cosmwasm_std::Coin;

/// The bank's word when a sender lacks coins.
pub const BANK: &str = "Cannot Sub";

/// Stands for "an address that is none", whatever the chain says of it.
pub const ADDRESS: &str = "<address>";

/// Stands for "nothing there answers such a query", whatever the chain says of it.
pub const SILENT: &str = "<no such answer>";

/// The words of all rules that a call breaks. The specification orders no tests, so a contract may name any of them; it
/// must name one, and with none broken it must succeed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals(pub Vec<&'static str>);

impl Refusals {
    /// Exactly one broken rule.
    pub fn one(word: &'static str) -> Self {
        Self(vec![word])
    }

    /// Notes that a rule is broken if it is.
    pub fn when(&mut self, broken: bool, word: &'static str) {
        if broken && !self.0.contains(&word) {
            self.0.push(word);
        }
    }

    /// All that both found.
    pub fn join(&mut self, other: Self) {
        for word in other.0 {
            self.when(true, word);
        }
    }

    /// An error if any rule is broken.
    ///
    /// # Errors
    /// Itself.
    pub fn finish(self) -> Result<(), Self> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(self)
    }
}

/// Whether a text is an address in its one normal form.
pub fn is_address(text: &str) -> bool {
    text.starts_with("wasm1") && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The one coin of `denom`, if the funds are exactly that.
pub fn paid(funds: &[Coin], denom: &str) -> Option<u128> {
    match funds {
        [coin] if coin.denom == denom && !coin.amount.is_zero() => Some(coin.amount.u128()),
        _ => None,
    }
}
