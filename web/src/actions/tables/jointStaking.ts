import { warning, type ActionTable } from "../types.js";
import { accepting, claiming, consenting, offering, releasing, settling, terminating } from "./jointConsequences.js";
import { balanceOf } from "./poolConsequences.js";
import { always, classing } from "./powers.js";
import { guardian, OWNERSHIP, pauses } from "./shared.js";

const ANYONE = "anyone";
const REGISTRAR = "the registrar";
const OWNER = "the owner";
const PARTY = "a party of the agreement";

/** The messages of joint-staking: devices, offers, agreements. */
export const JOINT_STAKING: ActionTable<"joint-staking"> = {
  ...OWNERSHIP,
  ...guardian(false),
  ...pauses("the guardian, the owner", "offering and accepting"),
  set_class: {
    title: "Set a class of devices",
    who: REGISTRAR,
    says: "Says what devices of a class earn, can use and need; running agreements keep their terms.",
    consequences: classing,
  },
  register_device: {
    title: "Record a device",
    who: REGISTRAR,
    says: "Records whose a device is and of which class.",
    consequences: always("From now on its owner can offer it."),
  },
  update_device: {
    title: "Change a device",
    who: REGISTRAR,
    says: "Notes that a device was sold or is of another class.",
    consequences: async () => ["An open offer of it is taken back. A running agreement keeps its parties and terms."],
  },
  remove_device: {
    title: "Forget a device",
    who: REGISTRAR,
    says: "Forgets a device that is neither on offer nor in an agreement.",
    consequences: always("It can be offered no more, until it is recorded again. Nobody’s money lies with it."),
  },
  suspend_device: {
    title: "Suspend a device",
    who: REGISTRAR,
    says: "Notes that a device is down: nothing accrues meanwhile, the lock goes on.",
    consequences: always(
      warning(
        "Its owner and whoever staked for it earn nothing until you resume it, and their lock goes on. The principal is not touched, and both can still end the agreement.",
      ),
    ),
  },
  resume_device: {
    title: "Resume a device",
    who: REGISTRAR,
    says: "Notes that a device is up again.",
    consequences: always("It earns again from this second on; what it missed does not come back."),
  },
  open_offer: {
    title: "Offer a device",
    who: "the owner of the device",
    says: "Offers a device for a stake, a time and a share of its rewards.",
    consequences: offering,
  },
  edit_offer: {
    title: "Change an offer",
    who: "the owner of the offer",
    says: "Changes the terms of an open offer; what is left empty stays.",
    consequences: offering,
  },
  cancel_offer: {
    title: "Take an offer back",
    who: "the owner of the offer",
    says: "Takes an open offer back; it costs nothing.",
  },
  accept_offer: {
    title: "Accept an offer",
    who: "anyone but its owner",
    says: "Stakes what an offer asks for; from then on both parties share what the device earns.",
    coins: "stake",
    consequences: accepting,
  },
  claim_rewards: {
    title: "Claim rewards",
    who: PARTY,
    says: "Pays your share of an agreement’s rewards.",
    consequences: claiming,
  },
  settle_agreement: {
    title: "Settle an agreement",
    who: "anyone, from the end on",
    says: "Closes an agreement after its lock; the principal goes back.",
    consequences: settling,
  },
  terminate_agreement: {
    title: "End an agreement early",
    who: PARTY,
    says: "Ends an agreement before its lock is over, for a penalty.",
    coins: "reward",
    coinsOptional: true,
    consequences: terminating,
  },
  consent_exit: {
    title: "Consent to end it",
    who: PARTY,
    says: "Agrees to end an agreement without penalty; it ends when both have agreed.",
    consequences: consenting,
  },
  revoke_exit_consent: { title: "Take the consent back", who: PARTY, says: "Takes the consent to end an agreement back." },
  fund_rewards: {
    title: "Fund the reward pool",
    who: ANYONE,
    says: "Adds coins to what agreements earn from.",
    coins: "reward",
    most: { coins: balanceOf },
    consequences: async ({ coins, voice }) => [
      warning(`${voice.reward(coins)} are given to the agreements. They do not come back to you.`),
    ],
  },
  advance: { title: "Work off ended agreements", who: ANYONE, says: "Works off ends of agreements that nobody has looked at." },
  forward_revenue: { title: "Forward penalties", who: ANYONE, says: "Sends penalties to the treasury." },
  release_principal: {
    title: "Release a principal",
    who: ANYONE,
    says: "Takes the next step of a principal out of its pool.",
    consequences: releasing,
  },
  collect_pool_rewards: {
    title: "Collect a pool’s rewards",
    who: ANYONE,
    says: "Adds to the reward pool what principals have earned in a pool.",
  },
  receive: { title: "Receive tokens", who: "the token", says: "Takes tokens that somebody sent with a message.", internal: true },
  update_config: {
    title: "Change parameters",
    who: OWNER,
    says: "Changes parameters of new agreements; running ones keep theirs.",
    consequences: always(
      "Penalties and multipliers of running agreements stay as they are. A lower cap for a day lowers what all of them earn on that day.",
    ),
  },
  set_treasury: {
    title: "Set the treasury",
    who: OWNER,
    says: "Names who gets penalties; the reward pool if it is left empty.",
    consequences: always("It concerns penalties alone: neither principals nor rewards."),
  },
};
