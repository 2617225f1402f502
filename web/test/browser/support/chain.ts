/** A chain for the application that a scenario has prepared: an embedded one, or the devnet. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { connect, type SigningConnection } from "tributary-client";
import { testAccount } from "tributary-client/testing";

import { networkOfServer } from "../../../serve/network.js";
import { contractsOf, type Contracts } from "../../../src/data/contracts.js";
import { parseNetwork, type Network } from "../../../src/network/network.js";
import { DEVNET, playedOnDevnet } from "./devnet.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const PROGRAM = process.env["TRIBUTARY_SIM"] ?? join(ROOT, "target/debug/tributary-sim");

/** A chain on which the application is tried. */
export interface TestChain {
  readonly url: string;
  /** `network.json`. */
  readonly file: object;
  readonly network: Network;
  /** The contracts, to compare what the application says with what the chain says. */
  readonly contracts: Contracts;
  /** Signs for a test account. */
  as(name: string): Promise<SigningConnection>;
  /** Puts the clock forward. */
  advance(seconds: number): Promise<void>;
  /** Ends it, unless it is the devnet. */
  stop(): Promise<void>;
}

/** What differs between the embedded chain and a devnet. */
type Begun = Pick<TestChain, "url" | "file" | "advance" | "stop">;

/** Starts an embedded chain after a scenario, at a port or at one that is free; or plays the scenario on the devnet. */
export async function startChain(scenario: object, port = 0): Promise<TestChain> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-web-test-"));
  const path = join(folder, "scenario.json");
  await writeFile(path, JSON.stringify(scenario));
  try {
    return await known(
      DEVNET === undefined ? await served(path, port) : { ...(await playedOnDevnet(DEVNET, path)), stop: async () => {} },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function known(begun: Begun): Promise<TestChain> {
  const { url, file } = begun;
  const network = parseNetwork(file, url);
  const contracts = contractsOf(await connect(url), network);
  const as: TestChain["as"] = async (name) =>
    connect(url, (await testAccount(name)).wallet, { gasPrice: network.gasPrice, broadcastPollIntervalMs: 50 });
  return { ...begun, network, contracts, as };
}

async function served(scenario: string, port: number): Promise<Begun> {
  const options = ["serve", "--port", String(port), "--scenario", scenario];
  const child = spawn(PROGRAM, options, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => String(text)),
    ended.then(([status]) => `exit status ${status}`),
  ]);
  const url = /http:\/\/\S+?(?=,)/.exec(line)?.[0];
  if (url === undefined) throw new Error(`${PROGRAM} serve does not start: ${line}`);
  return {
    url,
    file: await networkOfServer(url),
    advance: async (seconds) => {
      const answer = await fetch(`${url}/clock`, { method: "POST", body: JSON.stringify({ advance_seconds: seconds }) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
}
