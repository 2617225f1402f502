import type { Offer } from "../../data/market.js";

/** By what offers can be ordered. */
export type OfferOrder = "yield" | "share" | "stake" | "lock";

/** What the staker of an offer would get a day before scaling, in base units, cut. */
export function dailyPart({ base_reward: base, owner_share_bps: share }: Offer): bigint {
  return (BigInt(base) * BigInt(10_000 - share)) / 10_000n;
}

/** The same in a year of 365 days, without adding up what is cut each day. */
export function yearlyParts({ base_reward: base, owner_share_bps: share }: Offer): bigint {
  return (BigInt(base) * BigInt(10_000 - share) * 365n) / 10_000n;
}

/** The offers in the order that was asked for; the number decides between equals. */
export function arrangeOffers(offers: readonly Offer[], order: OfferOrder): Offer[] {
  return [...offers].sort((a, b) => difference(a, b, order) || a.offer_id - b.offer_id);
}

function difference(a: Offer, b: Offer, order: OfferOrder): number {
  switch (order) {
    case "yield":
      return sign(yearlyParts(b) * BigInt(a.required_stake) - yearlyParts(a) * BigInt(b.required_stake));
    case "share":
      return a.owner_share_bps - b.owner_share_bps;
    case "stake":
      return sign(BigInt(a.required_stake) - BigInt(b.required_stake));
    case "lock":
      return a.lock_days - b.lock_days;
  }
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}
