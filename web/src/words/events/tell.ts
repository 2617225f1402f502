import type { ContractName, EventName, EventOf } from "tributary-client";

/** How the values of an event read. */
export interface Voice {
  /** An amount of the staking denom, in base units. */
  readonly amount: (base: bigint) => string;
  /** An amount of what the contract that is spoken of stakes. */
  readonly stake: (base: bigint) => string;
  /** An amount of what it pays. */
  readonly reward: (base: bigint) => string;
  /** The voice that speaks of another contract. */
  readonly at: (contract: string) => Voice;
  /** An account: the reader's own as such, others by their shortened address. What a pool calls itself never stands for an account. */
  readonly who: (address: string) => string;
  /** An account where money or rights go: with every letter of its address. */
  readonly whole: (address: string) => string;
  /** A pool: by its name with the shortened address behind it, as anybody may take any name. */
  readonly pool: (address: string) => string;
  /** When something is possible: a height or nanoseconds. */
  readonly when: (point: bigint | string) => string;
}

/** A sentence for an event; an empty one for what only machines need. */
export type Teller<C extends ContractName, N extends EventName<C>> = (
  attributes: EventOf<C, N>["attributes"],
  voice: Voice,
) => string;

/** A sentence for every event of a contract. */
export type Tellers<C extends ContractName> = { readonly [N in EventName<C>]: Teller<C, N> };

/** For events that stand beside another one that says all. */
export const unsaid = (): string => "";

/** The events that all contracts with an owner have. */
export const OWNED = {
  config_announced: ({ release }: { release: bigint | undefined }, { when }: Voice) =>
    release === undefined
      ? "The new parameters are in force."
      : `The change was announced. Anyone can apply it from ${when(release)} on.`,
  config_applied: () => "The announced change is in force.",
  config_cancelled: () => "The announced change was taken back.",
  guardian_set: ({ guardian }: { guardian: string | undefined }, { who }: Voice) =>
    guardian === undefined ? "Nobody but the owner may pause now." : `${who(guardian)} may pause now.`,
  paused: () => "Entries are stopped.",
  unpaused: () => "Entries are open again.",
  ownership_updated: ({ pending_owner: pending }: { pending_owner: string | undefined }, { whole }: Voice) =>
    pending === undefined
      ? "The ownership has changed hands."
      : `The ownership was offered to ${whole(pending)}, who must accept it.`,
  migrated: ({ to_version: version }: { to_version: string }) => `The contract runs version ${version}.`,
  records_migrated: ({ passed, complete }: { passed: number; complete: boolean }) =>
    `${passed} records were passed${complete ? "; the migration is over" : ""}.`,
} as const;

/** In the registries nobody pauses but the guardian. */
export const GUARDED = {
  guardian_set: ({ guardian }: { guardian: string | undefined }, { who }: Voice) =>
    guardian === undefined ? "Nobody may pause now, the owner included." : `${who(guardian)} may pause now.`,
} as const;

const SKIPPED: Readonly<Record<string, string>> = {
  unknown: "it is not there any more",
  locked: "it is still locked",
  destination: "the pool does not take it now",
};

/** What a batch did not finish; both registries say it. */
export const skipped = ({ kind, id, reason }: { kind: string; id: bigint | number; reason: string }): string =>
  `${kind === "transfer" ? "Transfer" : "Number"} ${id} was passed over: ${SKIPPED[reason] ?? reason}.`;
