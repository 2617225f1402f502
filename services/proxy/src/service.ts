/** The parts of a proxy, put together. */

import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";

import { AddressRule, rangeOf } from "./addresses.js";
import type { Endpoint } from "./addresses.js";
import type { Config } from "./config.js";
import { Fetcher } from "./fetcher.js";
import { Names } from "./names.js";
import { Registry } from "./registry.js";
import { serverOf } from "./server.js";
import { Store } from "./store.js";
import { Watcher } from "./watcher.js";

/** A proxy that runs. */
export interface Service {
  /** Where it answers. */
  url: string;
  /** Ends it; it can be started again with the same cache. */
  stop(): Promise<void>;
}

/**
 * Starts a proxy.
 *
 * @param forTests addresses that are reached although they are not public
 * @throws when it cannot listen, or cannot write its cache
 */
export async function start(config: Config, say: (line: string) => void, forTests: readonly Endpoint[] = []): Promise<Service> {
  const rule = new AddressRule(config.ports, config.deny.map(rangeOf), forTests);
  const authorities = config.ca.map((file) => readFileSync(file, "utf8"));
  const fetcher = new Fetcher(rule, new Names(config.dns), config.timeout_seconds, authorities);
  const watcher = new Watcher(config, new Registry(config), fetcher, await Store.open(config.cache), say);
  const server = serverOf(config, watcher);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(config.port, config.host, resolve);
  });
  const running = watcher.run();
  const { address, family, port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    watcher.stop();
    server.close();
    server.closeAllConnections();
    await running;
  };
  return { url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`, stop };
}
