import { coinsOf, type Asset, type Assets } from "../../data/assets.js";
import type { Network } from "../../network/network.js";
import type { Unit } from "../../words/amounts.js";
import type { ContractCode } from "../act.js";
import type { Known } from "../tables/index.js";
import type { Shape } from "./shape.js";

/** Fields of a market that are amounts of what it pays; its other amounts are of what it stakes, as are those of a vault. */
const PAID: ReadonlySet<string> = new Set(["base_value", "min_base_reward", "daily_caps"]);

/** Whose decimals nobody knows. */
const BASE: Unit = { symbol: "base units", decimals: 0 };

/** In what the amounts of a message are typed. */
export interface Units {
  /** Those of a field; what a field without amounts answers counts for nothing. */
  readonly of: (field: string) => Unit;
  /** The coins or tokens that come along; undefined if the message takes none. */
  readonly coins: Asset | undefined;
}

/** In what the amounts of a message are typed; undefined as long as one of them is not known: nothing may be typed or signed then. */
export function unitsOf(
  code: ContractCode,
  message: string,
  { action, fields }: Known,
  assets: Assets | undefined,
  network: Pick<Network, "denom" | "unit">,
): Units | undefined {
  const unitOf = (field: string): Unit | undefined => {
    if (message === "spend_other") return BASE;
    if (code !== "joint-staking" && code !== "boosted-staking") return network.unit;
    return assets?.[PAID.has(field) ? "reward" : "stake"]?.unit;
  };
  const { coins } = action;
  const asset = coins === undefined ? undefined : coins === "denom" ? coinsOf(network.denom, network) : assets?.[coins];
  if (coins !== undefined && asset === undefined) return undefined;
  const units = new Map<string, Unit>();
  for (const { name, shape } of fields) {
    const unit = hasAmounts(shape) ? unitOf(name) : BASE;
    if (unit === undefined) return undefined;
    units.set(name, unit);
  }
  return { of: (field) => units.get(field) ?? BASE, coins: asset };
}

function hasAmounts(shape: Shape): boolean {
  switch (shape.kind) {
    case "amount":
      return true;
    case "list":
      return hasAmounts(shape.of);
    case "object":
      return shape.fields.some((field) => hasAmounts(field.shape));
    case "variants":
      return shape.options.some((option) => option.shape !== undefined && hasAmounts(option.shape));
    default:
      return false;
  }
}
