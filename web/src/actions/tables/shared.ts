import type { Action } from "../types.js";
import { always, announcing, guarding, owning } from "./powers.js";

const OWNER = "the owner";

/** What every contract with an owner has. */
export const OWNERSHIP: { readonly update_ownership: Action; readonly migrate_records: Action } = {
  update_ownership: {
    title: "Ownership",
    who: "the owner, or whom it was offered to",
    says: "Offers the ownership of the contract to another account, or accepts it; it changes hands only when it is accepted.",
    consequences: owning,
  },
  migrate_records: {
    title: "Migrate records",
    who: "anyone, after a migration",
    says: "After a migration writes up to 100 more records as the new version does.",
  },
};

/** A pause and its end. */
export function pauses(who: string, stops: string): { readonly pause: Action; readonly unpause: Action } {
  return {
    pause: {
      title: "Pause",
      who,
      says: `Stops ${stops} at once. Leaving and being paid always work.`,
      consequences: async () => [`Nobody can use ${stops} until the owner ends the pause.`],
    },
    unpause: {
      title: "End the pause",
      who: OWNER,
      says: `Opens ${stops} again.`,
      consequences: always("It counts for everybody, at once."),
    },
  };
}

/** The guardian of a contract: who alone may pause in the registries, and beside the owner elsewhere. */
export function guardian(alone: boolean): { readonly set_guardian: Action } {
  return {
    set_guardian: {
      title: "Set the guardian",
      who: OWNER,
      says: `Names who may pause; nobody ${alone ? "may" : "but the owner"} if it is left empty.`,
      consequences: guarding(alone),
    },
  };
}

/** Parameters that change after an announcement. */
export function announced(of: string): {
  readonly announce_config: Action;
  readonly apply_config: Action;
  readonly cancel_config: Action;
} {
  return {
    announce_config: {
      title: "Announce new parameters",
      who: OWNER,
      says: `Announces other parameters of ${of}; what is left empty stays as it is.`,
      consequences: announcing,
    },
    apply_config: {
      title: "Apply the announced parameters",
      who: "anyone, when they are due",
      says: "Puts the announced parameters in force.",
      consequences: always("They count for everybody from this block on. What is on its way keeps its date."),
    },
    cancel_config: {
      title: "Take back the announcement",
      who: OWNER,
      says: "Takes the announced parameters back; nothing changes.",
    },
  };
}
