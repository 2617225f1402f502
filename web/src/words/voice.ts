import type { Assets } from "../data/assets.js";
import { shortAddress } from "./addresses.js";
import { amountText, type Unit } from "./amounts.js";
import type { Voice } from "./events/tell.js";
import { pointText } from "./time.js";

/** From here on a number is nanoseconds, below it a height. */
const FIRST_NANOSECOND = 1_000_000_000_000_000n;

/** What a voice knows. */
export interface Knowledge {
  /** How the staking denom is shown. */
  readonly unit: Unit;
  /** What vaults and markets stake and pay, by address. */
  readonly assets: Readonly<Record<string, Assets>>;
  /** What pools call themselves, by address. */
  readonly described: ReadonlyMap<string, { readonly name: string | undefined }>;
  /** The reader's account. */
  readonly own: string | undefined;
}

/** How values read to somebody. What is paid in a unit that nobody knows reads as `–`, never as another amount. */
export function voiceOf({ unit, assets, described, own }: Knowledge): Voice {
  const inUnit = (base: bigint, known: Unit | undefined): string => (known === undefined ? "–" : amountText(base, known));
  const at = (contract: string): Voice => ({
    amount: (base) => amountText(base, unit),
    stake: (base) => inUnit(base, assets[contract]?.stake?.unit),
    reward: (base) => inUnit(base, assets[contract]?.reward?.unit),
    at,
    who: (account) => (account === own ? "your account" : shortAddress(account)),
    whole: (account) => (account === own ? `your account (${account})` : account),
    pool: (pool) => {
      const name = described.get(pool)?.name;
      return name === undefined ? shortAddress(pool) : `${quoted(name)} (${shortAddress(pool)})`;
    },
    when: (point) => pointText(BigInt(point) < FIRST_NANOSECOND ? { at_height: Number(point) } : { at_time: String(point) }),
  });
  return at("");
}

/** A foreign name that can neither end its quotation marks nor turn the text around it. */
function quoted(name: string): string {
  return `“\u2068${name.replaceAll(/[“”]/g, '"')}\u2069”`;
}
