//! Offers, as owners make, change and take them back

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Event, Response, Storage, Uint128};
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_math::Bps;
use tributary_types::event::Fact;
use tributary_types::joint_staking::{
    OfferCancelled, OfferEdited, OfferMade, OfferOpened, OfferStatus, CONTRACT, MAX_OWNER_SHARE_BPS,
    MIN_OWNER_SHARE_BPS,
};

use crate::state::{next_id, Class, Config, Device, Offer, OfferTerms, CONFIG, DEVICES, OFFERS, TOTALS};
use crate::{listing, ContractError};

/// Terms as somebody wrote them.
pub struct Wanted {
    /// The owner's share of the rewards in basis points.
    pub owner_share_bps: u32,
    /// How much is to be staked.
    pub required_stake: Uint128,
    /// For how many days.
    pub lock_days: u32,
}

impl Wanted {
    /// Terms that are possible for devices of a class.
    fn checked(self, config: &Config, name: &str, class: &Class) -> Result<OfferTerms, ContractError> {
        let Self { owner_share_bps: given, required_stake, lock_days } = self;
        let (min, max) = (MIN_OWNER_SHARE_BPS, MAX_OWNER_SHARE_BPS);
        let share = Some(given).filter(|given| (min..=max).contains(given)).and_then(Bps::new);
        let owner_share = share.ok_or(ContractError::Share { min, max, given })?;
        config.tau_bps(lock_days)?;
        class.ensure_active(name, required_stake)?;
        Ok(OfferTerms { owner_share, required_stake, lock_days })
    }
}

/// Offers a device that is up, neither offered nor bound.
///
/// Writes: the offer and where it is listed, the device, the totals. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::OpenOffer`.
pub fn open_offer(
    deps: DepsMut,
    sender: Addr,
    id: String,
    wanted: Wanted,
) -> Result<Response, ContractError> {
    let mut device = Device::load(deps.storage, &id)?;
    device.ensure_owner(&sender)?;
    let class = Class::load(deps.storage, &device.class)?;
    let terms = wanted.checked(&CONFIG.load(deps.storage)?, &device.class, &class)?;
    device.ensure_up(&id)?;
    device.ensure_free()?;

    let mut totals = TOTALS.load(deps.storage)?;
    totals.last_offer_id = next_id(totals.last_offer_id)?;
    let offer_id = totals.last_offer_id;
    let class = device.class.clone();
    let offer = Offer { device: id, class, owner: sender, terms, status: OfferStatus::Open, revision: 0 };
    device.offer_id = Some(offer_id);
    DEVICES.save(deps.storage, &offer.device, &device)?;
    OFFERS.save(deps.storage, offer_id, &offer)?;
    listing::add(deps.storage, offer_id, &offer)?;
    TOTALS.save(deps.storage, &totals)?;

    let Offer { device, class, owner, .. } = offer;
    let OfferTerms { owner_share, required_stake, lock_days } = terms;
    let owner_share_bps = owner_share.value();
    let fact = OfferOpened { offer_id, device, class, owner, owner_share_bps, required_stake, lock_days };
    Ok(reported(CONTRACT, fact).set_data(to_json_binary(&OfferMade { offer_id })?))
}

/// What of an offer is to change.
pub struct Edit {
    /// The owner's share of the rewards in basis points.
    pub owner_share_bps: Option<u32>,
    /// How much is to be staked.
    pub required_stake: Option<Uint128>,
    /// For how many days.
    pub lock_days: Option<u32>,
}

/// Changes an open offer.
///
/// Writes: the offer and where it is listed. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::EditOffer`.
pub fn edit_offer(deps: DepsMut, sender: Addr, offer_id: u64, edit: Edit) -> Result<Response, ContractError> {
    let mut offer = own_open_offer(deps.storage, &sender, offer_id)?;
    let before = offer.terms;
    let wanted = Wanted {
        owner_share_bps: edit.owner_share_bps.unwrap_or_else(|| before.owner_share.value()),
        required_stake: edit.required_stake.unwrap_or(before.required_stake),
        lock_days: edit.lock_days.unwrap_or(before.lock_days),
    };
    let class = Class::load(deps.storage, &offer.class)?;
    let terms = wanted.checked(&CONFIG.load(deps.storage)?, &offer.class, &class)?;
    if terms == before {
        return Err(ControlError::EmptyChange.into());
    }

    listing::remove(deps.storage, offer_id, &offer);
    offer.terms = terms;
    offer.revision = next_id(offer.revision)?;
    OFFERS.save(deps.storage, offer_id, &offer)?;
    listing::add(deps.storage, offer_id, &offer)?;

    let OfferTerms { owner_share, required_stake, lock_days } = terms;
    let (revision, owner_share_bps) = (offer.revision, owner_share.value());
    let fact = OfferEdited { offer_id, revision, owner_share_bps, required_stake, lock_days };
    Ok(reported(CONTRACT, fact))
}

/// Takes an open offer back.
///
/// Writes: the offer and where it is listed, the device. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::CancelOffer`.
pub fn cancel_offer(deps: DepsMut, sender: Addr, offer_id: u64) -> Result<Response, ContractError> {
    let offer = own_open_offer(deps.storage, &sender, offer_id)?;
    let mut device = Device::load(deps.storage, &offer.device)?;

    device.offer_id = None;
    DEVICES.save(deps.storage, &offer.device, &device)?;
    let cancelled = withdraw_offer(deps.storage, offer_id)?;

    Ok(Response::new().add_event(cancelled))
}

/// Cancels an open offer that its device has forgotten.
///
/// # Errors
/// None that can happen: devices name open offers.
pub fn withdraw_offer(storage: &mut dyn Storage, offer_id: u64) -> Result<Event, ContractError> {
    let mut offer = Offer::load(storage, offer_id)?;
    listing::remove(storage, offer_id, &offer);
    offer.status = OfferStatus::Cancelled;
    OFFERS.save(storage, offer_id, &offer)?;
    Ok(OfferCancelled { offer_id, revision: offer.revision }.event(CONTRACT))
}

fn own_open_offer(storage: &dyn Storage, sender: &Addr, offer_id: u64) -> Result<Offer, ContractError> {
    let offer = Offer::load(storage, offer_id)?;
    if offer.owner != *sender {
        return Err(ContractError::NotDeviceOwner { owner: offer.owner });
    }
    offer.ensure_open(offer_id)?;
    Ok(offer)
}
