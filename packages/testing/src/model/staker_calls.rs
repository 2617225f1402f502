//! The messages of the staker-registry, one arm each (specification 6.1).

use cosmwasm_std::{Addr, Coin};
use tributary_types::staker_registry::ExecuteMsg;

use super::control::{due, no_migration, Role};
use super::refusals::{paid, Refusals};
use super::{Model, Verdict};

/// Who may send what, as far as the message says it (specification 6.1, D26).
fn rule(msg: &ExecuteMsg) -> (Role, bool, bool) {
    use ExecuteMsg as M;
    let (role, entry, payable) = (Role::Anyone, false, false);
    match msg {
        M::RegisterStaker { license, .. } => (role, true, license.is_none()),
        M::Bond { .. } => (role, true, true),
        M::TransferStake { .. } | M::ReceiveNft(_) => (role, true, payable),
        M::AnnounceConfig { .. }
        | M::CancelConfig {}
        | M::SetLicenseContract { .. }
        | M::SetGuardian { .. }
        | M::Unpause {} => (Role::Owner, entry, payable),
        M::Pause {} => (Role::Guardian, entry, payable),
        _ => (role, entry, payable),
    }
}

impl Model {
    /// A message to the staker-registry.
    pub(super) fn stakers_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        use ExecuteMsg as M;
        let (role, entry, payable) = rule(msg);
        let mut no = self.stakers.control.refusals(by, role, entry);
        let amount = paid(funds, &self.places.denom);
        no.when(if payable { amount.is_none() } else { !funds.is_empty() }, "funds");
        let address = |text: &String| Addr::unchecked(text);
        match msg {
            M::RegisterStaker { identity, signing_address, coinbase_address, license } => {
                let identity = identity.as_ref().map_or_else(|| by.clone(), address);
                self.addresses(&mut no, &[identity.as_str(), signing_address, coinbase_address])?;
                if let Some(id) = license {
                    let signing = address(signing_address);
                    return self.register_with_license(no, by, &identity, &signing, id);
                }
                self.register_staker(
                    no,
                    by,
                    identity,
                    address(signing_address),
                    address(coinbase_address),
                    amount,
                )
            }
            M::Bond { staker } => {
                self.addresses(&mut no, &[staker])?;
                self.bond(no, by, &address(staker), amount)
            }
            M::Unbond { staker, amount, fee, recipient, owner } => {
                let named: Vec<&str> = [owner, recipient].into_iter().flatten().map(String::as_str).collect();
                self.addresses(&mut no, &[&[staker.as_str()], named.as_slice()].concat())?;
                let (owner, recipient) = (owner.as_ref().map(address), recipient.as_ref().map(address));
                let fee = fee.unwrap_or_default().u128();
                self.unbond(no, by, &address(staker), owner, recipient, amount.u128(), fee)
            }
            M::TransferStake { from, to, amount, fee, owner } => {
                let named: Vec<&str> = owner.iter().map(String::as_str).collect();
                self.addresses(&mut no, &[&[from.as_str(), to], named.as_slice()].concat())?;
                let fee = fee.unwrap_or_default().u128();
                self.transfer_stake(
                    no,
                    by,
                    &address(from),
                    &address(to),
                    owner.as_ref().map(address),
                    amount.u128(),
                    fee,
                )
            }
            M::CancelTransfer { id } => self.cancel_stake_transfer(no, by, *id),
            M::FinalizeUnbond { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_unbond(no, *id, &to)
            }
            M::FinalizeTransfer { id, fee_recipient } => {
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_stake_transfer(no, by, *id, &to)
            }
            M::FinalizeMany { unbonds, transfers, fee_recipient } => {
                batch_refusals(&mut no, &[unbonds, transfers]);
                let to = self.fee_recipient(&mut no, by, fee_recipient.as_ref(), false)?;
                self.finalize_many_stakes(no, by, unbonds, transfers, &to)
            }
            M::Redirect { id, recipient } => {
                self.addresses(&mut no, &[recipient])?;
                no.when(recipient == self.places.stakers.as_str(), "recipient");
                self.redirect(no, by, *id, address(recipient))
            }
            M::SetState { staker, active } => {
                self.addresses(&mut no, &[staker])?;
                self.managed(no, by, &address(staker))?.flag = *active;
                Ok(None)
            }
            M::SetSigningAddress { staker, signing_address } => {
                self.addresses(&mut no, &[staker, signing_address])?;
                self.set_signing_address(no, by, &address(staker), address(signing_address))
            }
            M::SetCoinbaseAddress { staker, coinbase_address } => {
                self.addresses(&mut no, &[staker, coinbase_address])?;
                self.managed(no, by, &address(staker))?.coinbase = address(coinbase_address);
                Ok(None)
            }
            M::Liquidate { staker, amount, evidence_id, reason } => {
                no.when(self.stakers.config.slasher.as_ref() != Some(by), "unauthorized");
                self.addresses(&mut no, &[staker])?;
                no.when(evidence_id.is_empty() || evidence_id.len() > 128, "evidence");
                no.when(reason.len() > 128, "too long");
                self.liquidate(no, &address(staker), amount.u128(), evidence_id)
            }
            M::ReceiveNft(received) => {
                no.when(!self.counts_licenses_of(by), "unauthorized");
                self.addresses(&mut no, &[&received.sender])?;
                self.receive_nft(no, by, &address(&received.sender), &received.token_id, &received.msg)
            }
            M::UnbondLicense { token_id } => self.unbond_license(no, by, token_id),
            M::ReleaseLicense { token_id } => self.release_license(no, token_id),
            M::SetLicenseContract { license_nft } => {
                self.addresses(&mut no, &[license_nft])?;
                self.set_license_contract(no, address(license_nft))
            }
            M::ForwardRevenue {} => self.forward_revenue(no),
            M::AnnounceConfig { change } => self.announce_stakers(no, change),
            M::ApplyConfig {} => {
                let change = due(self.stakers.announced.as_ref(), no, self.now)?;
                self.change_stakers(&change);
                self.stakers.announced = None;
                Ok(None)
            }
            M::CancelConfig {} => {
                no.when(self.stakers.announced.is_none(), "nothing");
                no.finish()?;
                self.stakers.announced = None;
                Ok(None)
            }
            M::SetGuardian { guardian } => {
                self.stakers.control.set_guardian(no, guardian.as_ref()).map(|()| None)
            }
            M::Pause {} => self.stakers.control.set_paused(no, true).map(|()| None),
            M::Unpause {} => self.stakers.control.set_paused(no, false).map(|()| None),
            M::MigrateRecords { limit, .. } => no_migration(no, *limit).map(|()| None),
            M::UpdateOwnership(action) => {
                self.stakers.control.update_ownership(no, by, self.now, action).map(|()| None)
            }
        }
    }
}

/// What a batch of ids refuses: nothing in it, more than 20 together, an id not above the one before.
pub(super) fn batch_refusals(no: &mut Refusals, lists: &[&[u64]]) {
    let given: usize = lists.iter().map(|list| list.len()).sum();
    no.when(given == 0, "empty");
    no.when(given > 20, "at most");
    let ordered = lists.iter().all(|list| list.windows(2).all(|pair| pair[0] < pair[1]));
    no.when(!ordered, "increasing");
}
