/** Rates: whole millionths (ppm) or hundredths of a per cent (bps) inside, per cent for people. */

/** Millionths of the whole. */
export const PPM = 1_000_000n;

/** The sign never stands alone on a line. */
const PERCENT = "\u00a0%";

/** `52,500` millionths as `5.25 %`. */
export function ppmText(ppm: bigint | number): string {
  return percentText(BigInt(ppm), 4);
}

/** `6,000` basis points as `60 %`. */
export function bpsText(bps: bigint | number): string {
  return percentText(BigInt(bps), 2);
}

/** Millionths for a narrow place, cut to three digits or so; never 0 % for what is more. */
export function shortPpmText(ppm: bigint | number): string {
  const value = BigInt(ppm);
  if (value > 0n && value < 100n) return `<0.01${PERCENT}`;
  const grain = value >= PPM ? 10_000n : value >= PPM / 10n ? 1_000n : 100n;
  return ppmText(value - (value % grain));
}

/** What somebody typed in per cent; `digits` behind the point: 4 for millionths, 2 for basis points. Undefined if it is no rate. */
export function parsePercent(text: string, digits: number): number | undefined {
  const match = /^(\d{1,4})(?:\.(\d*))?\s*%?$/.exec(text.trim());
  const [, whole = "", fraction = ""] = match ?? [];
  if (match === null || fraction.replace(/0+$/, "").length > digits) return undefined;
  return Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
}

/** A rate as an input shows it. */
export function percentInput(value: number, digits: number): string {
  return percentText(BigInt(value), digits).replace(PERCENT, "").replaceAll(",", "");
}

/** A decimal of the chain, `1.434294481903251827`, with at most `digits` behind the point, cut. */
export function decimalText(decimal: string, digits = 3): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const tail = fraction.slice(0, digits).replace(/0+$/, "");
  return tail === "" ? whole : `${whole}.${tail}`;
}

/** A decimal of the chain as a part of the whole, in millionths, cut. */
export function decimalPpm(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole) * PPM + BigInt(fraction.slice(0, 6).padEnd(6, "0"));
}

function percentText(value: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const tail = String(value % scale)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return `${String(value / scale).replaceAll(/\B(?=(\d{3})+$)/g, ",")}${tail === "" ? "" : `.${tail}`}${PERCENT}`;
}
