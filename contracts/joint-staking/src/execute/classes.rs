//! `set_class`

use cosmwasm_std::{DepsMut, Response};
use tributary_controls::parameter::{invalid, within};
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_math::joint::terms::{MAX_CLASS_AMOUNT, MAX_FACTOR_BPS};
use tributary_math::rate::BPS_SCALE;
use tributary_types::joint_staking::{ClassSet, KappaStep, CONTRACT, MAX_NAME, MAX_ROWS};

use crate::principal::lets_go_in_time;
use crate::state::{Class, CLASSES, CONFIG};
use crate::ContractError;

/// Creates or replaces a class. Running agreements keep their terms.
///
/// Writes: the class. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetClass`.
pub fn set_class(deps: DepsMut, name: String, class: Class) -> Result<Response, ContractError> {
    within("class", name.len(), 1..=MAX_NAME, "a name of 1 to 128 bytes")?;
    if class.capacity.is_zero() || class.capacity > MAX_CLASS_AMOUNT {
        return Err(ContractError::Capacity { max: MAX_CLASS_AMOUNT, given: class.capacity });
    }
    let amounts = ..=MAX_CLASS_AMOUNT;
    within("base_value", class.base_value, amounts, "10^30 or less")?;
    within("activation_stake", class.activation_stake, amounts, "10^30 or less")?;
    ensure_steps(&class.kappa_steps)?;
    ensure_pool(&deps, &class)?;

    CLASSES.save(deps.storage, &name, &class)?;

    let Class { base_value, capacity, activation_stake, kappa_steps, pool, enabled } = class;
    let fact = ClassSet { class: name, base_value, capacity, activation_stake, kappa_steps, pool, enabled };
    Ok(reported(CONTRACT, fact))
}

/// Fuller devices never earn less.
fn ensure_steps(steps: &[KappaStep]) -> Result<(), ControlError> {
    within("kappa_steps", steps.len(), ..=MAX_ROWS, "16 rows or less")?;
    let mut last = KappaStep { fill_bps: BPS_SCALE, kappa_bps: BPS_SCALE };
    for step in steps {
        if step.fill_bps <= last.fill_bps {
            return Err(invalid("fill_bps", "above 10000 and increasing", step.fill_bps));
        }
        let kappas = last.kappa_bps..=MAX_FACTOR_BPS;
        within("kappa_bps", step.kappa_bps, kappas, "10000 to 100000 and not falling")?;
        last = *step;
    }
    Ok(())
}

fn ensure_pool(deps: &DepsMut, class: &Class) -> Result<(), ContractError> {
    let Some(pool) = &class.pool else {
        return Ok(());
    };
    let Some(registry) = CONFIG.load(deps.storage)?.pool_registry else {
        return Err(invalid("pool", "none, where there is no pool-registry", pool).into());
    };
    if !registry.has_pool(&deps.querier, pool) {
        return Err(invalid("pool", "a pool of the pool-registry", pool).into());
    }
    if !lets_go_in_time(&deps.querier, &registry.delegator_terms(&deps.querier)?.staker_registry)? {
        return Err(invalid("pool", "one whose unbond lock counts seconds, 30 days at most", pool).into());
    }
    Ok(())
}
