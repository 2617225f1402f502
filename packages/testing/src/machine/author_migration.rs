//! Random pages of a migration. No contract of a world is migrated, so none is taken.

use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::author::Author;
use crate::model::{Call, Message};

type Writer = fn(&mut Author) -> Option<Call>;

/// A page of each contract that can be migrated.
pub const MIGRATION: &[(u32, Writer)] = &[
    (1, |author| author.page(|cursor, limit| Message::Pools(PoolMsg::MigrateRecords { cursor, limit }))),
    (1, |author| author.page(|cursor, limit| Message::Stakers(StakerMsg::MigrateRecords { cursor, limit }))),
    (1, |author| {
        author.page(|cursor, limit| Message::Licenses(LicenseMsg::MigrateRecords { cursor, limit }))
    }),
    (1, |author| {
        author.page(|cursor, limit| Message::Treasury(TreasuryMsg::MigrateRecords { cursor, limit }))
    }),
    (1, |author| author.page(|cursor, limit| Message::Vault(VaultMsg::MigrateRecords { cursor, limit }))),
    (1, |author| author.page(|cursor, limit| Message::Joint(JointMsg::MigrateRecords { cursor, limit }))),
];

impl Author<'_> {
    fn page(&mut self, message: fn(u64, u32) -> Message) -> Option<Call> {
        let sender = self.person();
        let (cursor, limit) = (self.dice.below(3) as u64, self.dice.below(4) as u32);
        Some(Call { sender, message: message(cursor, limit), funds: vec![] })
    }
}
