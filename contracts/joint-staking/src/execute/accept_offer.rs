//! `accept_offer`, by coins or tokens

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_math::joint::terms::Lock;
use tributary_types::joint_staking::{AgreementMade, AgreementStarted, OfferStatus, CONTRACT};

use crate::agreement::{Agreement, AGREEMENTS, AGREEMENTS_BY_OWNER, AGREEMENTS_BY_STAKER};
use crate::books::Books;
use crate::principal::{delegate, DELEGATION_GAS};
use crate::reply::ReplyTask;
use crate::state::{Class, Config, Device, Offer, DEVICES, OFFERS};
use crate::{listing, ContractError};

/// Which offer somebody accepts, and what that one has seen of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptance {
    /// Which.
    pub offer_id: u64,
    /// The revision that the sender has seen.
    pub revision: Option<u64>,
    /// The least base reward a day that the sender agrees to.
    pub min_base_reward: Option<Uint128>,
}

impl Acceptance {
    fn ensure_fits(&self, offer: &Offer, sender: &Addr, base_reward: Uint128) -> Result<(), ContractError> {
        if offer.owner == *sender {
            return Err(ContractError::OwnOffer { offer_id: self.offer_id });
        }
        let present = offer.revision;
        if let Some(expected) = self.revision.filter(|expected| *expected != present) {
            return Err(ContractError::Revision { present, expected });
        }
        if let Some(expected) = self.min_base_reward.filter(|expected| *expected > base_reward) {
            return Err(ContractError::BaseReward { present: base_reward, expected });
        }
        Ok(())
    }
}

/// Starts the agreement of an offer with `amount`, which has come; its terms are fixed.
///
/// Writes: the books, the offer and where it is listed, the device, the agreement and its lists. Sends: the principal to the pool
/// of the class, if there is one.
///
/// # Errors
/// See `ExecuteMsg::AcceptOffer`.
pub fn accept_offer(
    mut deps: DepsMut,
    env: Env,
    config: Config,
    sender: Addr,
    amount: Uint128,
    acceptance: Acceptance,
) -> Result<Response, ContractError> {
    let Acceptance { offer_id, .. } = acceptance;
    let mut books = Books::with(deps.storage, &env, config)?;
    let mut offer = Offer::load(deps.storage, offer_id)?;
    offer.ensure_open(offer_id)?;
    let class = Class::load(deps.storage, &offer.class)?;
    let base_reward = offer.base_reward(&books.config, &class)?;
    acceptance.ensure_fits(&offer, &sender, base_reward)?;
    class.ensure_active(&offer.class, offer.terms.required_stake)?;
    let mut device = Device::load(deps.storage, &offer.device)?;
    device.ensure_up(&offer.device)?;
    offer.ensure_stake(amount)?;

    let lock =
        Lock { started_at: books.now, days: offer.terms.lock_days, day_secs: books.calendar().day_secs };
    let earner = books.join(deps.storage, base_reward, lock.ends_at()?)?;
    books.totals.principal = books.totals.principal.checked_add(amount)?;
    let (place, work) = delegate(&mut deps, &books.config, class.pool.as_ref(), amount)?;
    let task = ReplyTask::DelegationRefused { agreement_id: offer_id };
    let work = work.map(|message| task.on_error(message, DELEGATION_GAS)).transpose()?;
    let agreement = Agreement {
        device: offer.device.clone(),
        class: offer.class.clone(),
        owner: offer.owner.clone(),
        staker: sender,
        owner_share: offer.terms.owner_share,
        principal: amount,
        kappa: class.kappa(amount)?.floor()?,
        tau_bps: books.config.tau_bps(lock.days)?,
        lock,
        penalty: books.config.penalty,
        mutual_exit_free: books.config.mutual_exit_free,
        earner,
        owner_claimed: Uint128::zero(),
        staker_claimed: Uint128::zero(),
        consent: None,
        closed: None,
        place,
    };
    AGREEMENTS.save(deps.storage, offer_id, &agreement)?;
    AGREEMENTS_BY_OWNER.save(deps.storage, (&agreement.owner, offer_id), &())?;
    AGREEMENTS_BY_STAKER.save(deps.storage, (&agreement.staker, offer_id), &())?;
    listing::remove(deps.storage, offer_id, &offer);
    offer.status = OfferStatus::Taken;
    OFFERS.save(deps.storage, offer_id, &offer)?;
    (device.offer_id, device.agreement_id) = (None, Some(offer_id));
    DEVICES.save(deps.storage, &offer.device, &device)?;

    let fact = started(offer_id, agreement, books.weight());
    books.save(deps.storage)?;
    let data = to_json_binary(&AgreementMade { agreement_id: offer_id })?;
    Ok(reported(CONTRACT, fact).set_data(data).add_submessages(work))
}

fn started(agreement_id: u64, agreement: Agreement, weight: Uint128) -> AgreementStarted {
    AgreementStarted {
        agreement_id,
        device: agreement.device,
        owner: agreement.owner,
        staker: agreement.staker,
        principal: agreement.principal,
        owner_share_bps: agreement.owner_share.value(),
        base_reward: agreement.earner.weight,
        end_secs: agreement.earner.ends_at,
        pool: agreement.place.pool().cloned(),
        weight,
    }
}
