import type { SigningConnection } from "tributary-client";

import { parseAmount } from "../words/amounts.js";

/** What the chain takes for a transaction. */
export type StdFee = Awaited<ReturnType<SigningConnection["estimateFee"]>>;

/** More gas than any one message needs (docs/gas.md), for as long as no trial says how much it is. */
const AMPLE_GAS = 1_000_000n;

/** Digits behind the point of a price of gas that are read. */
const PRICE_DIGITS = 18;

/** What a transaction takes of a denom: the fee that was shown, or without one an ample estimate, in base units. */
export function feeIn(denom: string, shown: StdFee | undefined, gasPrice: string): bigint {
  if (shown !== undefined)
    return shown.amount.reduce((sum, coin) => (coin.denom === denom ? sum + BigInt(coin.amount) : sum), 0n);
  const [, price = "", paid] = /^([\d.]+)(.+)$/.exec(gasPrice) ?? [];
  if (paid !== denom) return 0n;
  const scale = 10n ** BigInt(PRICE_DIGITS);
  return ((parseAmount(price, PRICE_DIGITS) ?? 0n) * AMPLE_GAS + scale - 1n) / scale;
}
