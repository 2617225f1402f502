/** Time on a devnet, whose clock can be put forward. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { ROOT } from "./artifacts.js";
import type { Block, Chain } from "./chain.js";
import { devnetOptions } from "./devnet.js";

/** What is waited for rather than skipped: locks of seconds are to be seen running out by themselves. */
const SHORT = 30;

/**
 * Lets time and blocks pass since a block. On a devnet of scripts/devnet.sh long times pass at once.
 *
 * @throws when that devnet is not there
 */
export async function advance(chain: Chain, since: Block, seconds: number, blocks = 0): Promise<Block> {
  const options = devnetOptions();
  if (options && seconds > SHORT) {
    execFileSync(join(ROOT, "scripts/devnet.sh"), ["advance", String(seconds), ...options], { stdio: "pipe" });
  }
  return chain.waitFor({ height: since.height + blocks, time: since.time + seconds * 1000 });
}
