/** What gas costs and what a bounty is worth, in whole base units: no number here is ever rounded in our favour. */

/** What one unit of gas costs: `numerator / denominator` base units of a denom. */
export interface GasPrice {
  readonly denom: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** So many base units of the fee's denom are worth so many of the staking denom. */
export interface Rate {
  readonly fee: bigint;
  readonly stake: bigint;
}

/** Units of the fee's denom. */
export type Fee = bigint;
/** Units of the staking denom. */
export type Stake = bigint;

/**
 * Reads a price such as `0.0025ufee`, exactly.
 *
 * @throws when it is none
 */
export function parseGasPrice(text: string): GasPrice {
  const [, whole, fraction = "", denom] = /^(\d{1,18})(?:\.(\d{1,18}))?([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(text) ?? [];
  if (whole === undefined || denom === undefined) throw new Error(`${text} is no gas price, which is like 0.0025ufee`);
  return { denom, numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}

/** What a transaction with this gas limit pays: chains charge the limit, not what was used, and round up. */
export function feeOf(gasLimit: bigint, price: GasPrice): Fee {
  return divideUp(gasLimit * price.numerator, price.denominator);
}

/** What a fee is worth in the staking denom, rounded up. */
export function costOf(fee: Fee, rate: Rate): Stake {
  return divideUp(fee * rate.stake, rate.fee);
}

/** What is left of a bounty when the fee is paid; a loss is negative. */
export function profitOf(bounty: Stake, fee: Fee, rate: Rate): Stake {
  return bounty - costOf(fee, rate);
}

/** `ceil(a / b)` of numbers that are not negative. */
export function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
