import { refusalIn, type RefusalKind, type TributaryError } from "tributary-client";

import { EXPLAINED } from "./refusalWords.js";

/** A failure as a person reads it. */
export interface Said {
  /** What happened. */
  readonly says: string;
  /** What helps. */
  readonly advice?: string;
  /** What the contract, the node or the wallet said of itself. */
  readonly detail?: string;
  /** Present if the transaction is known: it may be in a block. */
  readonly transactionHash?: string;
}

/** The wallet's owner did not sign. */
export class SigningRefused extends Error {
  override readonly name = "SigningRefused";
}

const KINDS: Readonly<Record<Exclude<RefusalKind, "contract">, Omit<Said, "detail">>> = {
  "out of gas": {
    says: "The transaction ran out of gas. Nothing changed but the fee.",
    advice: "Send it again: gas is estimated anew.",
  },
  sequence: { says: "Another transaction of this account came first.", advice: "Send it again." },
  signature: { says: "The chain does not take this signature.", advice: "Check that the wallet is on the right chain." },
  balance: { says: "This account does not have the coins.", advice: "Choose a smaller amount, and leave something for fees." },
  fee: { says: "The fee is below what the node wants." },
  timeout: {
    says: "The transaction was sent but not seen in a block in time.",
    advice: "Look it up before you send it again: it may still arrive.",
  },
  chain: { says: "The chain refused it." },
};

/** What a call has thrown, in words. */
export function said(error: unknown): Said {
  if (error instanceof SigningRefused) return { says: "You did not sign. Nothing was sent, nothing changed." };
  const refusal = refusalIn(error);
  if (refusal !== undefined) return saidOf(refusal);
  const detail = error instanceof Error ? error.message : String(error);
  if (isSilence(error)) return { says: "The node does not answer.", advice: "Try again in a moment.", detail };
  return { says: "That did not work.", detail };
}

/** Whether a call failed because nobody answered. */
export function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof TypeError ||
    /no answer from|fetch failed|Failed to fetch|NetworkError|Bad status on response: 50/.test(error.message)
  );
}

function saidOf(refusal: TributaryError): Said {
  const { kind, reason, transactionHash, height } = refusal;
  const rest = { detail: reason, ...(transactionHash !== undefined && { transactionHash }) };
  if (kind !== "contract") return { ...KINDS[kind], ...rest };
  const [word] = refusal.words;
  const explained = word === undefined ? { says: "A contract refused it." } : EXPLAINED[word];
  const cost = height === undefined ? "Nothing changed." : "Nothing changed but the fee.";
  return { ...explained, says: `${explained.says} ${cost}`, ...rest };
}
