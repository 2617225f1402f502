import { bpsText } from "../../words/rates.js";
import { counted, leftText, pointText } from "../../words/time.js";
import { warning, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";

type Lines = Promise<readonly (Line | string)[]>;

/** What offering a device, or changing the offer, means. */
export async function offering(consider: Consider): Lines {
  const { fields, voice } = consider;
  const market = marketOf(consider);
  if (market === undefined) return [];
  const share = fields.number("owner_share_bps");
  const device = fields.text("device");
  const found = device === undefined ? undefined : await ifAny(market.device({ device }));
  const type = found === undefined ? undefined : await ifAny(market._class({ class: found.class }));
  return [
    ...(share === undefined
      ? []
      : [
          share < 3_000 || share > 7_000
            ? warning("The owner keeps 30 to 70 %.")
            : `You keep ${bpsText(share)} of the rewards, the staker gets ${bpsText(10_000 - share)}.`,
        ]),
    ...(type === undefined
      ? []
      : [
          `A device of class ${type.class} needs at least ${voice.stake(BigInt(type.activation_stake))} and can use ${voice.stake(BigInt(type.capacity))}.`,
        ]),
    "Locks of 30, 60, 90, 180 and 365 days are possible. You can change the offer or take it back until somebody accepts it.",
    "Once it is accepted, ending it early costs you a part of what you received.",
  ];
}

/** What accepting an offer means. */
export async function accepting(consider: Consider): Lines {
  const { fields, coins, voice } = consider;
  const [market, id] = [marketOf(consider), fields.number("offer_id")];
  if (market === undefined || id === undefined) return [];
  const [offer, config] = await Promise.all([ifAny(market.offer({ offerId: id })), market.config()]);
  if (offer === undefined) return [warning("There is no offer of that number.")];
  const type = await ifAny(market._class({ class: offer.class }));
  const required = BigInt(offer.required_stake);
  return [
    ...(offer.status === "open" ? [] : [warning(`The offer is ${offer.status}.`)]),
    ...(coins === required ? [] : [warning(`Exactly ${voice.stake(required)} must come along.`)]),
    `${voice.stake(required)} are locked for ${counted(offer.lock_days, "day")}. You get ${bpsText(10_000 - offer.owner_share_bps)} of what the device earns: of ${voice.reward(BigInt(offer.base_reward))} a day before scaling.`,
    warning(
      `Leaving early costs up to ${bpsText(config.penalty_bps)} of what you received by then, at least ${bpsText(config.min_penalty_bps)} of the principal.`,
    ),
    "While the device is down it earns nothing, and the lock goes on.",
    ...working(type?.pool ?? undefined, consider),
  ];
}

/** How a principal comes back that works in a pool. */
const BY_BATCH =
  "The principal works in a pool and leaves it with a batch, at most one a pool and day. Somebody must send “Release a principal” to begin the batch, and again to pay it after the pool’s unbond lock: anyone can.";

/** What it means that a class names a pool. */
function working(pool: string | undefined, { voice }: Consider): (Line | string)[] {
  return pool === undefined
    ? []
    : [
        `Meanwhile the principal is delegated to ${voice.pool(pool)}, if that takes it, and what it earns there goes to the reward pool. It does not come back at once then: it leaves with a batch, at most one a pool and day, and is paid after the pool’s unbond lock.`,
      ];
}

/** What can be claimed. */
export async function claiming(consider: Consider): Lines {
  const agreement = await agreementOf(consider);
  if (agreement === undefined) return [warning("There is no agreement of that number.")];
  const { sender, voice } = consider;
  const mine = sender === agreement.owner ? agreement.owner_rewards : agreement.staker_rewards;
  return [
    ...strangers(agreement, consider),
    `${voice.reward(BigInt(mine.claimable))} can be claimed now. Claiming often or seldom changes nothing.`,
  ];
}

/** What settling does. */
export async function settling(consider: Consider): Lines {
  const agreement = await agreementOf(consider);
  if (agreement === undefined) return [warning("There is no agreement of that number.")];
  const { voice, now } = consider;
  const end = secondsPoint(agreement.end_secs);
  if (agreement.status === "active") return [warning(`Its lock is over ${leftText(end, now)} (${pointText(end)}).`)];
  const slow = isAway(agreement);
  return [
    `${voice.stake(BigInt(agreement.principal))} go back to ${voice.who(agreement.staker)}${slow ? ", after the pool’s unbond lock" : " at once"}. Rewards are claimed apart, at any time.`,
    ...(slow ? [BY_BATCH] : []),
  ];
}

/** What ending early costs now. */
export async function terminating(consider: Consider): Lines {
  const { sender, fields, voice, coins } = consider;
  const [market, id] = [marketOf(consider), fields.number("agreement_id")];
  const agreement = await agreementOf(consider);
  if (market === undefined || id === undefined || agreement === undefined)
    return [warning("There is no agreement of that number.")];
  const preview = await ifAny(market.terminationPreview({ agreementId: id }));
  if (preview === undefined) return [warning("It is closed.")];
  const terms = sender === agreement.owner ? preview.by_owner : preview.by_staker;
  const needed = BigInt(terms.coins_needed);
  return [
    ...strangers(agreement, consider),
    warning(
      `It costs you a penalty of ${voice.reward(BigInt(terms.penalty))}: ${voice.reward(BigInt(terms.from_rewards))} of your rewards, ${voice.stake(BigInt(terms.from_principal))} of the principal, ${voice.reward(needed)} to attach.`,
    ),
    ...(coins < needed ? [warning(`Attach ${voice.reward(needed)}; what is not needed comes back.`)] : []),
    `The staker gets ${voice.stake(BigInt(terms.principal_returned))} of the principal back${isAway(agreement) ? ", but not at once" : " at once"}, and you can still claim ${voice.reward(BigInt(terms.claimable_left))}.`,
    ...(isAway(agreement) ? [BY_BATCH] : []),
    `${counted(preview.remaining_days, "day")} of the lock are left. The other party pays nothing.`,
  ];
}

/** What a consent does. */
export async function consenting(consider: Consider): Lines {
  const agreement = await agreementOf(consider);
  return [
    ...(agreement === undefined ? [] : strangers(agreement, consider)),
    ...(agreement !== undefined && isAway(agreement) ? [BY_BATCH] : []),
    "If the other party has agreed already it ends at once, without a penalty. Until then you can take the consent back.",
  ];
}

/** Where a principal is on its way back. */
export async function releasing(consider: Consider): Lines {
  const agreement = await agreementOf(consider);
  if (agreement === undefined) return [warning("There is no agreement of that number.")];
  const step = {
    held: [warning("The principal is in the escrow and needs no release.")],
    delegated: [warning("It works in a pool, and can leave that once the agreement is closed.")],
    unbonding: [
      "If the batch with which it leaves the pool has not begun, this begins it: at most one a pool and day.",
      "It is paid when the pool’s unbond lock is over, counted from there: send this again then.",
    ],
    returned: [warning("It is back already.")],
  };
  return step[agreement.principal_state];
}

function marketOf({ contracts, address }: Consider) {
  return contracts.markets.find((market) => market.address === address)?.client;
}

async function agreementOf(consider: Consider) {
  const id = consider.fields.number("agreement_id");
  return id === undefined ? undefined : ifAny(marketOf(consider)?.agreement({ agreementId: id }));
}

/** Whether a principal is in a pool, or on its way out of one. */
function isAway({ principal_state: state }: { readonly principal_state: string }): boolean {
  return state === "delegated" || state === "unbonding";
}

function strangers(agreement: { readonly owner: string; readonly staker: string }, { sender }: Consider): Line[] {
  return sender === agreement.owner || sender === agreement.staker ? [] : [warning("Only its two parties can do that.")];
}

function secondsPoint(seconds: number): { readonly at_time: string } {
  return { at_time: `${seconds}000000000` };
}
