/** The devnet whose nodes a test may stop: `TRIBUTARY_DEVNET` holds the options of scripts/devnet.sh that select it. */

import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ROOT } from "../../src/artifacts.js";
import { devnetOptions } from "../../src/devnet.js";

const SCRIPT = join(ROOT, "scripts/devnet.sh");

/** A node as scripts/devnet.sh shows it. */
interface Node {
  /** Absent while it is stopped. */
  pid?: number;
  rpc?: string;
}

/** A devnet. Nothing else of the test runs while a node stops: it stops exactly where the test says so. */
export class Devnet {
  private constructor(private readonly options: readonly string[]) {}

  /** The devnet that the environment names, if it names one. */
  static named(): Devnet | undefined {
    const options = devnetOptions();
    return options && options.length > 0 ? new Devnet(options) : undefined;
  }

  /** Starts every node that does not run, or one. */
  async start(node?: number): Promise<void> {
    this.run("start", node);
    // For this program to notice that its old connections are closed.
    await sleep(100);
  }

  /** Stops every node, or one, as an operator would. */
  stop(node?: number): void {
    this.run("stop", node);
  }

  /** Ends a node without a word to it. */
  kill(node: number): void {
    const pid = this.nodes()[node]?.pid;
    if (pid === undefined) throw new Error(`node${node} does not run`);
    process.kill(pid, "SIGKILL");
    // Takes its pid away, and waits until the process is gone.
    this.stop(node);
  }

  /** Its nodes, by number. */
  nodes(): Node[] {
    const { stdout } = spawnSync(SCRIPT, ["status", ...this.options], { encoding: "utf8" });
    return stdout.split("\n").flatMap((line) => {
      if (!/^ +node\d/.test(line)) return [];
      const [, pid] = /pid (\d+)/.exec(line) ?? [];
      const [, rpc] = /(http:\/\/\S+)$/.exec(line) ?? [];
      return [{ ...(pid !== undefined && { pid: Number(pid) }), ...(rpc !== undefined && { rpc }) }];
    });
  }

  private run(action: string, node: number | undefined): void {
    const one = node === undefined ? [] : ["--node", String(node)];
    execFileSync(SCRIPT, [action, ...this.options, ...one], { stdio: "pipe" });
  }
}

/** Why a test that stops nodes does not run, for the option `skip` of node's test runner; false if it can. */
export function without(devnet: Devnet | undefined, validators: 1 | 4): string | false {
  if (!devnet) return "TRIBUTARY_DEVNET does not name a devnet whose nodes may be stopped";
  const found = devnet.nodes().length;
  if (found === 0) throw new Error("TRIBUTARY_DEVNET names a devnet whose status cannot be read");
  return found === validators ? false : `TRIBUTARY_DEVNET has ${found} validators, not ${validators}`;
}

/** The words of an error and of what caused it. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? [error.message, error.cause && wordsOf(error.cause)].filter(Boolean).join(": ") : String(error);
}

/** Asks again until there is an answer. */
export async function eventually<Answer>(ask: () => Promise<Answer | undefined>, what: string, seconds = 60): Promise<Answer> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: not within ${seconds} s`);
}
