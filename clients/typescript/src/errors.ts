import { BroadcastTxError, TimeoutError, type IndexedTx } from "@cosmjs/stargate";

/** The words by which our contracts' refusals can be told apart; docs/errors.md says when each comes. */
export const REFUSAL_WORDS = [
  "activation",
  "advance",
  "agreement",
  "approval",
  "at most",
  "base reward",
  "bonded",
  "bonder",
  "bps",
  "broken",
  "burned",
  "cancelled",
  "cap",
  "capacity",
  "checkpoints",
  "closed",
  "coinbase",
  "collection",
  "config",
  "consent",
  "cool-down",
  "count",
  "cursor",
  "custody",
  "denom",
  "digest",
  "duplicate",
  "empty",
  "enabled",
  "ended",
  "epoch",
  "evidence",
  "expired",
  "fee",
  "funded",
  "funds",
  "holder",
  "holds",
  "identity",
  "import",
  "in use",
  "increasing",
  "insufficient",
  "kind",
  "licences a call",
  "limit",
  "lock",
  "locked",
  "mainnet",
  "managed",
  "metadata",
  "migrate",
  "minimum",
  "missing",
  "mutual",
  "not bonded",
  "not closed",
  "not ended",
  "not found",
  "not paused",
  "not suspended",
  "nothing",
  "offer",
  "open",
  "operator",
  "opted",
  "own",
  "owner",
  "paused",
  "percentage",
  "period",
  "phase",
  "positions",
  "programme",
  "rate",
  "recipient",
  "reclaim",
  "registered",
  "registrar",
  "renounce",
  "reserve",
  "revision",
  "role",
  "same",
  "send_nft",
  "set",
  "share",
  "stable",
  "stage",
  "stake",
  "suspended",
  "taken",
  "testnet",
  "token",
  "token_id",
  "too little",
  "too long",
  "treasury",
  "unauthorized",
  "unbonding",
  "unknown",
  "used",
  "zero",
] as const;

/** A word of our contracts' refusals. */
export type RefusalWord = (typeof REFUSAL_WORDS)[number];

/**
 * Who refused, and why:
 *
 * - `contract`: a contract, see `words`
 * - `out of gas`: the gas limit was too low; nothing but the fee is gone
 * - `sequence`: another transaction of this account came first; send again
 * - `signature`: wrong key, chain id or account number
 * - `balance`: the account does not have the coins
 * - `fee`: the fee is below what the node wants
 * - `timeout`: the transaction was sent but not seen in a block in time; look `transactionHash` up before sending again
 * - `chain`: anything else
 */
export type RefusalKind = "contract" | "out of gas" | "sequence" | "signature" | "balance" | "fee" | "timeout" | "chain";

/** What is known of a refusal beside its text. */
export interface RefusalFacts {
  /** The chain's code, which counts per codespace. */
  readonly code?: number;
  readonly codespace?: string;
  readonly gasUsed?: bigint;
  readonly gasWanted?: bigint;
  /** Present if the transaction reached the chain. */
  readonly transactionHash?: string;
  /** Present if the transaction is in a block, where it failed and cost its fee. */
  readonly height?: number;
}

/** A refusal by a contract or by the chain. */
export class TributaryError extends Error implements RefusalFacts {
  override readonly name = "TributaryError";
  readonly kind: RefusalKind;
  /** What was said, without what the chain puts around it. */
  readonly reason: string;
  /**
   * The words in a contract's reason, in their order there. What a caller wrote, an evidence id for example, can contain words
   * too: ask whether the one you expect is among them.
   */
  readonly words: readonly RefusalWord[];
  /** Which message of the transaction was refused, from 0. */
  readonly messageIndex: number | undefined;
  readonly code?: number;
  readonly codespace?: string;
  readonly gasUsed?: bigint;
  readonly gasWanted?: bigint;
  readonly transactionHash?: string;
  readonly height?: number;

  /**
   * @param log the refusal as the chain words it.
   * @param facts what else is known; gas is read from the log where it says it.
   */
  constructor(log: string, facts: RefusalFacts = {}, options?: ErrorOptions) {
    const reason = unwrap(log);
    super(reason, options);
    this.kind = kindOf(log);
    this.reason = reason;
    this.words = this.kind === "contract" ? wordsIn(reason) : [];
    this.messageIndex = numberIn(log, /message index: (\d+)/);
    Object.assign(this, gasIn(log), facts);
  }
}

/** The refusal in what a call has thrown, of ours or of CosmJS; undefined if it is none, for example a failure of the network. */
export function refusalIn(error: unknown): TributaryError | undefined {
  if (error instanceof TributaryError) return error;
  if (!(error instanceof Error)) return undefined;
  const cause = { cause: error };
  if (error instanceof BroadcastTxError) {
    return new TributaryError(error.log ?? "", { code: error.code, codespace: error.codespace }, cause);
  }
  if (error instanceof TimeoutError) return overdue(error.txId, cause);
  for (const pattern of COSMJS_MESSAGES) {
    const { log, code, transactionHash, height } = pattern.exec(error.message)?.groups ?? {};
    if (log === undefined) continue;
    return new TributaryError(
      log,
      {
        code: Number(code),
        ...(transactionHash !== undefined && { transactionHash, height: Number(height) }),
      },
      cause,
    );
  }
  return undefined;
}

/** The refusal of a transaction that failed in its block. */
export function refusalOf({ rawLog, code, gasUsed, gasWanted, hash, height }: IndexedTx): TributaryError {
  return new TributaryError(rawLog, { code, gasUsed, gasWanted, transactionHash: hash, height });
}

/** The refusal to wait longer for a transaction. */
export function overdue(transactionHash: string, options?: ErrorOptions): TributaryError {
  return new TributaryError(`transaction ${transactionHash} was not seen in a block`, { transactionHash }, options);
}

/** How CosmJS words a refused query or simulation, and a transaction that failed. */
const COSMJS_MESSAGES = [
  /^Query failed with \((?<code>\d+)\): (?<log>.*)$/s,
  /^Error when broadcasting tx (?<transactionHash>\w+) at height (?<height>\d+)\. Code: (?<code>\d+); Raw log: (?<log>.*)$/s,
];

const CONTRACT = /: (?:execute|query|instantiate|migrate) wasm contract failed/;

const KINDS: readonly (readonly [RegExp, RefusalKind])[] = [
  [/out of gas/, "out of gas"],
  [/account sequence mismatch/, "sequence"],
  [CONTRACT, "contract"],
  [/signature verification failed/, "signature"],
  [/insufficient fees/, "fee"],
  [/insufficient funds/, "balance"],
  [/was not seen in a block$/, "timeout"],
];

function kindOf(log: string): RefusalKind {
  return KINDS.find(([pattern]) => pattern.test(log))?.[1] ?? "chain";
}

/** What chains put around a reason: each pattern is taken off as often as it is there. */
const WRAPPINGS = [
  /^rpc error: code = \w+ desc = /,
  /^failed to execute message; message index: \d+: /,
  /^dispatch: /,
  /: unknown request$/,
  / with gas used: '\d+'$/,
  / \[[^\]]*\.go:\d+\]$/,
  new RegExp(`${CONTRACT.source}$`),
];

function unwrap(log: string): string {
  let text = log;
  for (let before = ""; before !== text;) {
    before = text;
    text = WRAPPINGS.reduce((rest, wrapping) => rest.replace(wrapping, ""), text);
  }
  return text;
}

/** What the contracts' libraries say, of messages that cannot be read and addresses that are none. */
const BELOW_CONTRACTS = /^(?:Error parsing|Generic error)/;

/** Whole words only, since addresses are letters too; `renounce` comes as `renounced`. */
function wordsIn(reason: string): RefusalWord[] {
  if (BELOW_CONTRACTS.test(reason)) return [];
  const places = REFUSAL_WORDS.map((word) => ({ word, at: reason.search(new RegExp(`\\b${word}d?\\b`)) }));
  return places
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word);
}

function gasIn(log: string): RefusalFacts {
  const used = /(?:gasUsed: |with gas used: ')(\d+)/.exec(log)?.[1];
  const wanted = /gasWanted: (\d+)/.exec(log)?.[1];
  return {
    ...(used !== undefined && { gasUsed: BigInt(used) }),
    ...(wanted !== undefined && { gasWanted: BigInt(wanted) }),
  };
}

function numberIn(log: string, pattern: RegExp): number | undefined {
  const digits = pattern.exec(log)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
