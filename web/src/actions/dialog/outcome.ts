import type { StdFee } from "../fee.js";
import type { Line } from "../types.js";

/** What came of asking. */
export type Outcome<Answer> =
  { readonly answer: Answer; readonly error?: undefined } | { readonly answer?: undefined; readonly error: unknown };

/** What comes of asking; it never fails. */
export async function outcomeOf<Answer>(asked: Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await asked };
  } catch (error) {
    return { error: error ?? new Error("unknown") };
  }
}

/** The fee with which a transaction may be signed; undefined unless it was tried, and what it will do is said. */
export function feeToSign(
  ready: boolean,
  lines: Outcome<readonly Line[]> | undefined,
  trial: Outcome<StdFee> | undefined,
): StdFee | undefined {
  return ready && lines?.answer !== undefined ? trial?.answer : undefined;
}
