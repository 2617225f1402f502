/** What the keeper shows, in the text format of Prometheus. */

import type { Server } from "node:http";
import { createServer } from "node:http";

import { Refused } from "./config.js";

/** A metric: its type, what it says, and its values by labels (`""` for none). */
export interface Metric {
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly values: Readonly<Record<string, number | bigint>>;
}

/** Metrics by name. */
export type Metrics = Readonly<Record<string, Metric>>;

/** A label as a key of `values`. */
export function label(name: string, value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${name}="${escaped}"}`;
}

/** The text that a Prometheus reads. */
export function render(metrics: Metrics): string {
  const blocks = Object.entries(metrics).map(([name, { type, help, values }]) => {
    const lines = Object.entries(values).map(([labels, value]) => `${name}${labels} ${value}\n`);
    return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
  });
  return blocks.join("");
}

/**
 * Serves `/metrics`.
 *
 * @throws Refused when the port is taken
 */
export async function serve(where: { host: string; port: number }, metrics: () => Metrics): Promise<Server> {
  const server = createServer((request, response) => {
    const found = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
    response.writeHead(found ? 200 : 404, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(found ? render(metrics()) : "there is /metrics only\n");
  });
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => reject(new Refused(`metrics: ${where.host}:${where.port}: ${error.message}`));
    server.once("error", refuse);
    server.listen(where.port, where.host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return server;
}
