/** What a look at a pool's file can come to. */

/** All of them; docs/proxy.md says what each means. */
export const STATUSES = [
  "ok",
  "pending",
  "none",
  "unreachable",
  "refused",
  "too_large",
  "slow",
  "wrong_hash",
  "malformed",
] as const;

export type Status = (typeof STATUSES)[number];

/** Why a pool's file was not taken. The message is shown to everybody: it repeats nothing that a server said. */
export class Fault extends Error {
  constructor(
    readonly status: Exclude<Status, "ok" | "pending" | "none">,
    reason: string,
  ) {
    super(reason);
  }
}
