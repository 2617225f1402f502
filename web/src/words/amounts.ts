/** Amounts of coins. Money is a bigint of base units everywhere; text is made and read here alone. */

/** How a denom is shown. */
export interface Unit {
  /** What people call it, for example `STAKE`. */
  readonly symbol: string;
  /** How many decimal digits its base unit lies below it. */
  readonly decimals: number;
}

/** An amount with every digit that counts and its symbol: `1,234.5 STAKE`. */
export function amountText(base: bigint, unit: Unit): string {
  return `${digitsText(base, unit.decimals)} ${unit.symbol}`;
}

/** An amount for a narrow place, cut (never rounded up) to three digits or so: `1.23 M STAKE`. */
export function shortAmountText(base: bigint, unit: Unit): string {
  return `${shortDigits(base, unit.decimals)} ${unit.symbol}`;
}

/** The digits of an amount alone, with every digit that counts. */
export function digitsText(base: bigint, decimals: number): string {
  const sign = base < 0n ? "−" : "";
  const { whole, fraction } = split(base < 0n ? -base : base, decimals);
  const tail = fraction.replace(/0+$/, "");
  return `${sign}${grouped(whole)}${tail === "" ? "" : `.${tail}`}`;
}

const LARGE: readonly (readonly [bigint, string])[] = [
  [1_000_000_000_000n, "T"],
  [1_000_000_000n, "B"],
  [1_000_000n, "M"],
];

/** The digits of an amount, cut for a narrow place. What is not nothing does not look like nothing: `<0.001`. */
export function shortDigits(base: bigint, decimals: number): string {
  if (base < 0n) return `−${shortDigits(-base, decimals)}`;
  const { whole, fraction } = split(base, decimals);
  const large = LARGE.find(([size]) => whole >= size);
  if (large !== undefined) {
    const [size, letter] = large;
    return `${cut(whole / size, String(whole % size).padStart(size.toString().length - 1, "0"))} ${letter}`;
  }
  const text = cut(whole, fraction);
  return text === "0" && base > 0n ? "<0.001" : text;
}

/** Digits with or without thousands set apart. Whatever sets them apart stands before three digits each time: `1,5` is no number, not 15. */
const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ '_\u00a0\u202f]\d{3})+|\d*)(?:\.(\d*))?$/;

/** The amount that somebody typed, in base units; undefined if it is none, or has more digits than there are. */
export function parseAmount(text: string, decimals: number): bigint | undefined {
  const match = NUMBER.exec(text.trim());
  const [, grouped = "", fraction = ""] = match ?? [];
  const whole = grouped.replaceAll(/\D/g, "");
  if (match === null || whole + fraction === "" || fraction.replace(/0+$/, "").length > decimals) return undefined;
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}

/** What is wrong with a text that is no amount. */
export function amountProblem(text: string, decimals: number): string {
  if (text.includes(",") && !NUMBER.test(text.trim()))
    return "A comma only sets thousands apart, as in 1,000: write a point before the decimals";
  return decimals === 0 ? "A whole number" : `A number with at most ${decimals} digits behind the point`;
}

/** An amount as an input shows it: no grouping, every digit that counts. */
export function inputText(base: bigint, decimals: number): string {
  return digitsText(base, decimals).replaceAll(",", "");
}

/** A whole number with its thousands set apart. */
export function grouped(whole: bigint | number): string {
  return String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function split(base: bigint, decimals: number): { whole: bigint; fraction: string } {
  const scale = 10n ** BigInt(decimals);
  return { whole: base / scale, fraction: decimals === 0 ? "" : String(base % scale).padStart(decimals, "0") };
}

function cut(whole: bigint, fraction: string): string {
  const kept = whole >= 1000n ? 0 : whole >= 100n ? 1 : whole >= 1n ? 2 : 3;
  const tail = fraction.slice(0, kept).replace(/0+$/, "");
  return `${grouped(whole)}${tail === "" ? "" : `.${tail}`}`;
}
