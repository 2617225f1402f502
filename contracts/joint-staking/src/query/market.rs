//! What owners offer and token holders look for

use cosmwasm_std::{Addr, Deps, Order, StdResult};
use cw_storage_plus::Bound;
use tributary_types::joint_staking::{
    ClassResponse, ClassesResponse, DeviceResponse, DevicesResponse, OfferFilter, OfferResponse,
    OffersResponse, ShareKey, StakeKey,
};
use tributary_types::paging::page_size;

use crate::listing;
use crate::state::{Class, Config, Device, Offer, CLASSES, CONFIG, DEVICES, DEVICES_BY_OWNER};
use crate::ContractError;

pub fn class(deps: Deps, name: String) -> Result<ClassResponse, ContractError> {
    let class = Class::load(deps.storage, &name)?;
    Ok(class_response(name, class))
}

pub fn classes(
    deps: Deps,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<ClassesResponse, ContractError> {
    let after = start_after.map(Bound::exclusive);
    let rows = CLASSES.range(deps.storage, after, None, Order::Ascending).take(page_size(limit));
    let classes = rows.map(|row| row.map(|(name, class)| class_response(name, class)));
    Ok(ClassesResponse { classes: classes.collect::<StdResult<_>>()? })
}

fn class_response(name: String, class: Class) -> ClassResponse {
    let Class { base_value, capacity, activation_stake, kappa_steps, pool, enabled } = class;
    ClassResponse { class: name, base_value, capacity, activation_stake, kappa_steps, pool, enabled }
}

pub fn device(deps: Deps, id: String) -> Result<DeviceResponse, ContractError> {
    let device = Device::load(deps.storage, &id)?;
    Ok(device_response(id, device))
}

pub fn devices(
    deps: Deps,
    owner: Option<&Addr>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<DevicesResponse, ContractError> {
    let limit = page_size(limit);
    let devices: Vec<DeviceResponse> = match owner {
        None => {
            let after = start_after.as_deref().map(Bound::exclusive);
            let rows = DEVICES.range(deps.storage, after, None, Order::Ascending).take(limit);
            rows.map(|row| row.map(|(id, device)| device_response(id, device))).collect::<StdResult<_>>()?
        }
        Some(owner) => {
            let after = start_after.map(Bound::exclusive);
            let ids = DEVICES_BY_OWNER.prefix(owner).keys(deps.storage, after, None, Order::Ascending);
            ids.take(limit).map(|id| device(deps, id?)).collect::<Result<_, _>>()?
        }
    };
    Ok(DevicesResponse { devices })
}

fn device_response(id: String, device: Device) -> DeviceResponse {
    let Device { owner, class, suspended, offer_id, agreement_id } = device;
    DeviceResponse { device: id, owner, class, suspended, offer_id, agreement_id }
}

pub fn offer(deps: Deps, offer_id: u64) -> Result<OfferResponse, ContractError> {
    offer_response(deps, &CONFIG.load(deps.storage)?, offer_id)
}

pub fn open_offers(
    deps: Deps,
    filter: Option<&OfferFilter<Addr>>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    offers(deps, listing::ids(deps.storage, filter, start_after, page_size(limit))?)
}

pub fn open_offers_by_share(
    deps: Deps,
    start_after: Option<ShareKey>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    offers(deps, listing::by_share(deps.storage, start_after, page_size(limit))?)
}

pub fn open_offers_by_stake(
    deps: Deps,
    start_after: Option<StakeKey>,
    limit: Option<u32>,
) -> Result<OffersResponse, ContractError> {
    offers(deps, listing::by_stake(deps.storage, start_after, page_size(limit))?)
}

fn offers(deps: Deps, ids: Vec<u64>) -> Result<OffersResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let offers = ids.into_iter().map(|offer_id| offer_response(deps, &config, offer_id));
    Ok(OffersResponse { offers: offers.collect::<Result<_, _>>()? })
}

fn offer_response(deps: Deps, config: &Config, offer_id: u64) -> Result<OfferResponse, ContractError> {
    let offer = Offer::load(deps.storage, offer_id)?;
    let base_reward = offer.base_reward(config, &Class::load(deps.storage, &offer.class)?)?;
    Ok(OfferResponse {
        offer_id,
        device: offer.device,
        class: offer.class,
        owner: offer.owner,
        owner_share_bps: offer.terms.owner_share.value(),
        required_stake: offer.terms.required_stake,
        lock_days: offer.terms.lock_days,
        status: offer.status,
        revision: offer.revision,
        base_reward,
    })
}
