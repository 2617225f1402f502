/** What people type: one command that builds, serves the story of the network and ends without a trace. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** What runs scripts/web.sh, or is it. */
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ["scripts/demo.sh", "--web"],
  ["scripts/web.sh", "--serve"],
];

test.each(COMMANDS)("%s %s shows pools, and ends without a trace", { timeout: 600_000 }, async (program, ...options) => {
  const port = await freePort();
  const command = spawn(program, [...options, "--port", String(port)], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(command, "exit");
  let said = "";
  const url = `http://127.0.0.1:${port}`;
  const ready = new Promise<void>((resolve) => {
    const listen = (text: Buffer): void => {
      said += String(text);
      if (said.includes(`the web application is at ${url}`)) resolve();
    };
    command.stdout.on("data", listen);
    command.stderr.on("data", listen);
  });
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(`it ended: ${said}`)))]);

  const browser = await chromium.launch({ executablePath: process.env["TRIBUTARY_CHROMIUM"] ?? "/usr/bin/chromium" });
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole("heading", { name: "Pools", exact: true }).waitFor({ timeout: 60_000 });
  if (options.includes("--web")) await page.getByRole("row").nth(2).waitFor({ timeout: 60_000 });
  const chain = /the chain is at (http:\/\/[\d.:]+\d)/.exec(said)?.[1];
  expect(chain).toBeDefined();
  await browser.close();

  command.kill("SIGINT");
  await ended;
  await expect(fetch(url)).rejects.toThrow();
  await expect(fetch(`${chain}/health`)).rejects.toThrow();
});
