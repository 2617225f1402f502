//! JS-01 to JS-15 for the escrow of the network.

use std::rc::Rc;

use anyhow::Result;

use super::joint::{self, Check, JointStep};
use super::{joint_steps, Context, Invariant, When};
use crate::model::{Call, Message};

/// The step of the escrow in a step of the network.
fn within<'a>(context: &'a Context) -> JointStep<'a> {
    let call = match context.step.calls.as_slice() {
        [Call { sender, message: Message::Joint(msg), .. }] => Some((sender, msg)),
        _ => None,
    };
    let world = context.world;
    let [quotes, present] = &context.step.joint_quotes;
    JointStep {
        chain: &world.net.chain,
        before: &context.before.joint,
        after: &context.after.joint,
        model: &world.model.joint,
        call,
        events: &context.step.events,
        donated: (world.model.donations(&world.places().joint), 0),
        back: world.model.principals_back(),
        ghost: &context.ghost.joint,
        quotes: quotes.as_ref(),
        present: present.as_ref(),
        end: context.step.end.is_some(),
    }
}

/// A check, unless nothing reached the escrow and nobody asked.
fn touched(context: &Context, check: Check) -> Result<()> {
    let same = Rc::ptr_eq(&context.before.joint, &context.after.joint);
    if same && context.step.joint_quotes[1].is_none() {
        return Ok(());
    }
    check(&within(context))
}

/// The same for checks that take a step as one message: not after transactions of several.
fn alone(context: &Context, check: Check) -> Result<()> {
    let ours = |call: &&Call| matches!(call.message, Message::Joint(_));
    if context.step.calls.iter().filter(ours).count() > 1 {
        return Ok(());
    }
    touched(context, check)
}

/// The same checks for the network.
macro_rules! checks {
    ($($id:literal $how:ident $check:path;)*) => {
        vec![$(Invariant { id: $id, when: When::Step, check: |context| $how(context, $check) },)*]
    };
}

/// The invariants of the escrow.
pub fn invariants() -> Vec<Invariant> {
    checks! {
        "JS-01" touched joint::js_01;
        "JS-02" touched joint::js_02;
        "JS-03" touched joint::js_03;
        "JS-04" touched joint::js_04;
        "JS-05" touched joint::js_05;
        "JS-06" touched joint::js_06;
        "JS-07" alone joint::js_07;
        "JS-08" touched joint::js_08;
        "JS-09" touched joint_steps::js_09;
        "JS-10" touched joint_steps::js_10;
        "JS-11" alone joint_steps::js_11;
        "JS-12" touched joint_steps::js_12;
        "JS-13" touched joint_steps::js_13;
        "JS-14" touched joint_steps::js_14;
        "JS-15" touched joint_steps::js_15;
    }
}
