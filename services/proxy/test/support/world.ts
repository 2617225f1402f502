/** A proxy with all that is around it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { metadataHash } from "tributary-client";

import type { HealthAnswer, PoolAnswer, PoolsAnswer } from "../../src/answers.js";
import { readConfig } from "../../src/config.js";
import type { Config } from "../../src/config.js";
import type { Pool } from "../../src/registry.js";
import { start } from "../../src/service.js";
import type { Service } from "../../src/service.js";
import { CERTIFICATE } from "./certificate.js";
import type { Answer } from "./files.js";
import { FileServer } from "./files.js";
import { NameServer } from "./names.js";
import { FakeNode, REGISTRY } from "./node.js";

/** Waits until something is so. */
export async function until<T>(what: () => Promise<T | undefined | false> | T | undefined | false, seconds = 30): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    const found = await what();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`not within ${seconds} s: ${what.toString()}`);
}

export class World {
  readonly said: string[] = [];
  private service: Service | undefined;

  private constructor(
    readonly folder: string,
    readonly files: FileServer,
    readonly names: NameServer,
    readonly node: FakeNode,
  ) {}

  static async create(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "tributary-proxy-"));
    writeFileSync(join(folder, "ca.pem"), CERTIFICATE);
    const names = await NameServer.start();
    names.names.set("files.test", ["127.0.0.1"]);
    return new World(folder, await FileServer.start(), names, await FakeNode.start());
  }

  /** The options of a proxy that looks often. */
  options(given: Record<string, string> = {}): Record<string, string> {
    return {
      "chain-id": this.node.chainId,
      rpc: this.node.url,
      registry: REGISTRY,
      cache: join(this.folder, "cache"),
      port: "0",
      "poll-seconds": "1",
      "retry-seconds": "1",
      "recheck-seconds": "3600",
      "timeout-seconds": "5",
      dns: this.names.address,
      ca: join(this.folder, "ca.pem"),
      ...given,
    };
  }

  /** A pool whose file is there; its hash is that of another file if one is given. */
  add(pool: string, answer: Answer | Buffer, named = answer, host?: string): Pool {
    const file = Buffer.isBuffer(named) ? named : Buffer.from("nothing");
    return this.name({ pool, url: this.files.put(`/${pool}.json`, answer, host), hash: metadataHash(file) });
  }

  /** Says on chain which file a pool names. */
  name(pool: Pool): Pool {
    this.node.pools = [...this.node.pools.filter((known) => known.pool !== pool.pool), pool];
    this.node.height += 1;
    return pool;
  }

  async start(given: Record<string, string> = {}): Promise<Config> {
    const config = readConfig(undefined, this.options(given));
    this.service = await start(config, (line) => this.said.push(line), [{ address: "127.0.0.1", port: this.files.port }]);
    return config;
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    this.service = undefined;
  }

  /** Ends all of it. */
  async end(): Promise<void> {
    await this.stop();
    await this.files.stop();
    await this.node.close();
    this.names.stop();
    rmSync(this.folder, { recursive: true });
  }

  async get(path: string, options: RequestInit = {}): Promise<Response> {
    if (this.service === undefined) throw new Error("the proxy does not run");
    return fetch(this.service.url + path, options);
  }

  async pools(): Promise<PoolsAnswer> {
    return (await (await this.get("/v1/pools")).json()) as PoolsAnswer;
  }

  async health(): Promise<HealthAnswer> {
    return (await (await this.get("/v1/health")).json()) as HealthAnswer;
  }

  /** A pool, once it was looked at. */
  async seen(pool: string, is = (row: PoolAnswer): boolean => row.status !== "pending"): Promise<PoolAnswer> {
    return until(async () => (await this.pools()).pools.find((row) => row.pool === pool && is(row)));
  }
}
