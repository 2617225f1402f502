//! Random messages of the vault.

use cosmwasm_std::{to_json_binary, Addr, Coin};
use tributary_types::asset::ReceiveTokens;
use tributary_types::boosted_staking::{ExecuteMsg, LoyaltyScore, NftAction, TokenAction};
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::ReceiveNft;

use super::author::Author;
use super::author_stories::alone;
use super::handover::handover;
use super::op::Op;
use crate::model::vault::Position;
use crate::model::{Call, Message};
use crate::world::{stake, FOREIGN};

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of the vault, with how often they are written.
pub const VAULT: &[(u32, Writer)] = &[
    (36, |author| author.vault_stake()),
    (13, |author| author.vault_withdraw()),
    (15, |author| author.vault_claim()),
    (9, |author| author.vault_fund()),
    (7, |author| author.loyalty()),
    (5, |author| author.refresh_boost()),
    (4, |author| author.holdings_told()),
    (3, |author| author.advance_days()),
    (5, |author| author.sweep_unused()),
    (4, |author| author.vault_received()),
    (3, |author| author.withdraw_nft()),
    (8, |author| author.vault_pause()),
    (6, |author| author.vault_config()),
    (7, |author| author.vault_ownership()),
];

impl Author<'_> {
    pub(super) fn vault(&self, by: &Addr, msg: ExecuteMsg, funds: u128) -> Option<Call> {
        Some(Call { sender: by.clone(), message: Message::Vault(msg), funds: stake(funds) })
    }

    fn vault_owner(&mut self) -> Addr {
        let owner = self.model.vault.control.owner.clone();
        if self.dice.chance(94) {
            return owner;
        }
        self.person()
    }

    fn vault_days(&mut self) -> u32 {
        let terms = &self.model.vault.terms;
        let left = terms.days.saturating_sub(terms.day(self.model.now.seconds));
        match self.dice.below(24) {
            0 => terms.min_days - 1,
            1 => terms.max_days + 1,
            2 => left,
            3 => left + 1,
            4 => left.saturating_sub(1),
            5..=8 => terms.max_days.min(left.saturating_sub(1).max(terms.min_days)),
            9..=11 => self.dice.between(terms.min_days.into(), terms.max_days.into()) as u32,
            _ => terms.min_days,
        }
    }

    fn vault_stake(&mut self) -> Option<Call> {
        let (by, days, least) = (self.person(), self.vault_days(), self.model.vault.terms.min_stake);
        let amount = match self.dice.below(14) {
            0 => least.saturating_sub(1),
            1 => least,
            _ => least + self.spread(self.scale),
        };
        self.vault(&by, ExecuteMsg::Stake { days }, amount)
    }

    /// A position that is as it should be, rarely any other, and whose it is.
    fn vault_position(&mut self, good: impl Fn(&Position) -> bool) -> (u64, Addr) {
        let row = |(id, position): (&u64, &Position)| (*id, position.user.clone());
        let all: Vec<(u64, Addr)> = self.model.vault.positions.iter().map(row).collect();
        let fit = self.model.vault.positions.iter().filter(|(_, position)| good(position));
        let fit: Vec<(u64, Addr)> = fit.map(row).collect();
        let found = if self.dice.chance(85) { self.dice.maybe(&fit) } else { self.dice.maybe(&all) };
        let unknown = self.dice.between(0, u128::from(self.model.vault.next_id) + 1) as u64;
        found.cloned().unwrap_or_else(|| (unknown, self.person()))
    }

    fn vault_withdraw(&mut self) -> Option<Call> {
        let now = self.model.now.seconds;
        let (position_id, by) = self.vault_position(|it| it.ends <= now && !it.withdrawn);
        self.vault(&by, ExecuteMsg::Withdraw { position_id }, 0)
    }

    fn vault_claim(&mut self) -> Option<Call> {
        let now = self.model.now.seconds;
        let (id, by) =
            self.vault_position(|it| it.ends <= now && it.reward.is_some_and(|all| it.claimed < all));
        let limit = *self.dice.pick(&[None, None, None, Some(1), Some(0), Some(101)]);
        let start_after = self.dice.chance(20).then(|| id.saturating_sub(1));
        let position_id = self.dice.chance(40).then_some(id);
        self.vault(&by, ExecuteMsg::Claim { position_id, start_after, limit }, 0)
    }

    fn vault_fund(&mut self) -> Option<Call> {
        let missing = self.model.vault.terms.total - self.model.vault.funded;
        let (by, part) = (self.person(), self.spread(missing.max(1)));
        let amount = *self.dice.pick(&[missing, part, part, missing + 1]);
        self.vault(&by, ExecuteMsg::Fund {}, amount)
    }

    fn loyalty(&mut self) -> Option<Call> {
        let cap = self.model.vault.terms.loyalty_cap;
        let any = self.dice.below(u128::from(cap)) as u64;
        let scores = [0, 100, any, cap, cap + 1, u64::MAX];
        let users = self.users().into_iter();
        let scores = users.map(|user| LoyaltyScore { user, score: *self.dice.pick(&scores) }).collect();
        let oracle = self.model.vault.terms.oracle.clone();
        let by = if self.dice.chance(94) { oracle } else { self.person() };
        self.vault(&by, ExecuteMsg::SetLoyalty { scores }, 0)
    }

    fn refresh_boost(&mut self) -> Option<Call> {
        let (by, user) = (self.person(), self.person().into_string());
        self.vault(&by, ExecuteMsg::RefreshBoost { user }, 0)
    }

    /// What the licence contract alone may tell, by others, or as it would never tell it.
    fn holdings_told(&mut self) -> Option<Call> {
        let (stranger, mut owner) = (self.person(), self.person().into_string());
        let balance = self.dice.below(9) as u64;
        let licenses = self.model.places.licenses.clone();
        let (by, funds) = match self.dice.below(3) {
            0 => (stranger, vec![]),
            1 if self.model.bank.balance(&licenses, FOREIGN) > 0 => {
                (licenses, vec![Coin::new(1u128, FOREIGN)])
            }
            _ => {
                owner = owner.to_uppercase();
                (licenses, vec![])
            }
        };
        let msg = ExecuteMsg::HoldingsChanged(HoldingsChanged { owner, balance });
        Some(Call { sender: by, message: Message::Vault(msg), funds })
    }

    fn advance_days(&mut self) -> Option<Call> {
        let by = self.person();
        self.vault(&by, ExecuteMsg::Advance {}, 0)
    }

    fn sweep_unused(&mut self) -> Option<Call> {
        let by = self.person();
        self.vault(&by, ExecuteMsg::SweepUnused {}, 0)
    }

    /// Tokens or an NFT that never came.
    fn vault_received(&mut self) -> Option<Call> {
        let (by, sender) = (self.person(), self.person().into_string());
        let msg = if self.dice.chance(50) {
            let msg = to_json_binary(&TokenAction::Stake { days: 30 }).ok()?;
            ExecuteMsg::Receive(ReceiveTokens { sender, amount: self.scale.into(), msg })
        } else {
            let msg = to_json_binary(&NftAction::DepositBoost {}).ok()?;
            ExecuteMsg::ReceiveNft(ReceiveNft { sender, token_id: "1".to_owned(), msg })
        };
        self.vault(&by, msg, 0)
    }

    fn withdraw_nft(&mut self) -> Option<Call> {
        let by = self.person();
        self.vault(&by, ExecuteMsg::WithdrawNft { token_id: "1".to_owned() }, 0)
    }

    fn vault_pause(&mut self) -> Option<Call> {
        let control = self.model.vault.control.clone();
        let guardian = control.guardian.filter(|_| self.dice.chance(50));
        let pauser = guardian.unwrap_or_else(|| self.vault_owner());
        if control.paused && self.dice.chance(85) || self.dice.chance(15) {
            let by = self.vault_owner();
            return self.vault(&by, ExecuteMsg::Unpause {}, 0);
        }
        self.vault(&pauser, ExecuteMsg::Pause {}, 0)
    }

    fn vault_config(&mut self) -> Option<Call> {
        let (mut loyalty_oracle, mut min_stake, mut guardian) = (None, None, None);
        match self.dice.below(7) {
            0 => {}
            1 => loyalty_oracle = Some(self.person().into_string()),
            2 => loyalty_oracle = Some(self.cast.oracle.to_string()),
            3 => guardian = Some(self.cast.guardian.to_string()),
            4 => guardian = Some(self.person().into_string()),
            5 => min_stake = Some(0u128.into()),
            _ => min_stake = Some(self.spread(self.scale).into()),
        }
        let by = self.vault_owner();
        self.vault(&by, ExecuteMsg::UpdateConfig { loyalty_oracle, min_stake, guardian }, 0)
    }

    fn vault_ownership(&mut self) -> Option<Call> {
        let (next, now) = (self.person(), self.model.now.seconds);
        let (by, action) = handover(self.dice, &self.model.vault.control, now, next);
        self.vault(&by, ExecuteMsg::UpdateOwnership(action), 0)
    }

    /// All positions that somebody can have, and one more.
    pub(super) fn vault_crowd(&mut self) -> Vec<Op> {
        let (by, terms) = (self.person(), self.model.vault.terms.clone());
        let calls = (0..33).filter_map(|_| {
            let amount = terms.min_stake + self.spread(self.scale);
            self.vault(&by, ExecuteMsg::Stake { days: terms.min_days }, amount)
        });
        calls.map(alone).collect()
    }
}
