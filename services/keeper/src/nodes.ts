/** Several nodes of one chain: the next one is asked when one does not answer, is behind, or is of another chain. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Connection } from "tributary-client";
import { connect, refusalIn } from "tributary-client";

import { Refused } from "./config.js";
import type { Say } from "./log.js";
import { wordsOf } from "./log.js";

/** How long a node may take for all that is asked in one go, and how long its fitness is taken for granted. */
const PATIENCE_MS = 20_000;
const FIT_MS = 5_000;
/** The first pause of a node that failed, doubled each time, and the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A node may be so many blocks behind what we have seen. */
const BLOCKS_BEHIND = 3;

/** No node answers now. */
export class NoNode extends Error {
  override readonly name = "NoNode";
}

/** A question that a node could not answer, though it answers. */
class Unfit extends Error {}

interface Endpoint {
  readonly url: string;
  /** What is said of it: an address may hold a password. */
  readonly name: string;
  connection: Connection | undefined;
  /** When it was last found fit to be asked. */
  checkedAt: number;
  failures: number;
  pauseUntil: number;
  /** It is of another chain: never asked again. */
  foreign: boolean;
}

/** What can be shown of a node. */
export interface NodeState {
  readonly name: string;
  readonly up: boolean;
  readonly failures: number;
}

/** Settings that tests change. */
export interface NodeSettings {
  readonly patienceMs?: number;
  readonly open?: (url: string) => Promise<Connection>;
}

/** The nodes of the configuration. */
export class Nodes {
  /** The highest block that was seen. */
  height = 0;
  private readonly endpoints: Endpoint[];
  private readonly patienceMs: number;
  private readonly open: (url: string) => Promise<Connection>;

  constructor(
    urls: readonly string[],
    private readonly chainId: string,
    private readonly say: Say,
    { patienceMs = PATIENCE_MS, open = connect }: NodeSettings = {},
  ) {
    const fresh = { connection: undefined, checkedAt: 0, failures: 0, pauseUntil: 0, foreign: false };
    this.endpoints = urls.map((url, index) => ({ ...fresh, url, name: `node ${index + 1} (${new URL(url).host})` }));
    this.patienceMs = patienceMs;
    this.open = open;
  }

  /** How they are. */
  get states(): NodeState[] {
    return this.endpoints.map(({ name, pauseUntil, failures, foreign }) => {
      return { name, failures, up: !foreign && pauseUntil === 0 };
    });
  }

  /**
   * The answer of the first node that gives one, the earlier ones in the configuration before the later. What a chain or a contract
   * refuses is an answer.
   *
   * @throws NoNode when none answers now, Refused when all are of another chain
   */
  async ask<Answer>(question: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    const failed: string[] = [];
    for (const endpoint of this.endpoints) {
      if (endpoint.foreign || endpoint.pauseUntil > Date.now()) continue;
      try {
        const answer = await this.withinPatience(this.askOne(endpoint, question));
        [endpoint.failures, endpoint.pauseUntil] = [0, 0];
        return answer;
      } catch (error) {
        if (!(error instanceof Unfit) && refusalIn(error)) throw error;
        failed.push(this.note(endpoint, error));
      }
    }
    if (this.endpoints.every(({ foreign }) => foreign)) throw new Refused(`no node is of the chain ${this.chainId}`);
    throw new NoNode(failed.length > 0 ? failed.join("; ") : "all nodes are being left alone for a moment");
  }

  private async askOne<Answer>(endpoint: Endpoint, question: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    endpoint.connection ??= await this.open(endpoint.url);
    if (Date.now() - endpoint.checkedAt > FIT_MS) await this.check(endpoint, endpoint.connection);
    return question(endpoint.connection);
  }

  private async check(endpoint: Endpoint, connection: Connection): Promise<void> {
    const { nodeInfo, syncInfo } = await connection.comet.status();
    if (nodeInfo.network !== this.chainId) {
      endpoint.foreign = true;
      throw new Unfit(`it is of the chain ${nodeInfo.network}, not ${this.chainId}, and will not be asked again`);
    }
    if (syncInfo.catchingUp) throw new Unfit("it is catching up");
    if (syncInfo.latestBlockHeight < this.height - BLOCKS_BEHIND) {
      throw new Unfit(`it is at height ${syncInfo.latestBlockHeight}, ${this.height} was seen already`);
    }
    this.height = Math.max(this.height, syncInfo.latestBlockHeight);
    endpoint.checkedAt = Date.now();
  }

  private async withinPatience<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const timer = new AbortController();
    const late = sleep(this.patienceMs, undefined, { signal: timer.signal }).then(() => {
      throw new Unfit(`no answer within ${this.patienceMs / 1000} s`);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      late.catch(() => undefined);
      timer.abort();
    }
  }

  private note(endpoint: Endpoint, error: unknown): string {
    endpoint.connection?.disconnect();
    endpoint.connection = undefined;
    endpoint.checkedAt = 0;
    endpoint.pauseUntil = Date.now() + Math.min(FIRST_PAUSE_MS * 2 ** endpoint.failures, LONGEST_PAUSE_MS);
    endpoint.failures += 1;
    const line = `${endpoint.name}: ${wordsOf(error).replaceAll(endpoint.url, endpoint.name)}`;
    // Once, and then each time that it has become much longer.
    if (Number.isInteger(Math.log2(endpoint.failures))) this.say(line);
    return line;
  }
}
