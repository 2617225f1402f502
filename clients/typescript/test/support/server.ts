import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { repositoryFile } from "./repository.js";

/** The command; `TRIBUTARY_SIM` names another. */
const PROGRAM = process.env["TRIBUTARY_SIM"] ?? fileURLToPath(repositoryFile("target/debug/tributary-sim"));

/** A `tributary-sim serve` of a test's own. */
export interface LocalServer {
  readonly url: string;
  /** Sends JSON to one of the server's own paths, or asks it without; throws what is refused. */
  ask(path: string, body?: object): Promise<unknown>;
  /** Ends it and answers its exit status. */
  stop(): Promise<number | null>;
}

/** Starts the embedded chain as a server on a free port. */
export async function serve(...options: string[]): Promise<LocalServer> {
  const child = spawn(PROGRAM, ["serve", "--port", "0", ...options], {
    cwd: fileURLToPath(repositoryFile("")),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => String(text)),
    ended.then(([status]) => `exit status ${status}`),
  ]);
  const url = /http:\/\/\S+?(?=,)/.exec(line)?.[0];
  if (url === undefined) throw new Error(`${PROGRAM} serve does not start: ${line}`);
  return {
    url,
    async ask(path, body) {
      const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const answer = await fetch(url + path, request);
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    async stop() {
      child.kill("SIGINT");
      const [status] = await ended;
      return status as number | null;
    },
  };
}
