/** A thousand pools and ten thousand delegations: the first view comes quickly, and no row costs a query. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startChain, type TestChain } from "./support/chain.js";
import { Site } from "./support/site.js";
import { message, pool, stake } from "./support/world.js";

const POOLS = 1_000;
const HOLDERS = 10;
/** How long the first view may take, in milliseconds, where that is asked for: what else a machine does decides too. */
const PATIENCE = process.env["TRIBUTARY_TIMED"] === undefined ? Infinity : 2_000;

const names = Array.from({ length: POOLS }, (_, index) => `pool-${index}`);
const holders = Array.from({ length: HOLDERS }, (_, index) => `holder-${index}`);

/** Each holder is in each pool. */
const CROWD = {
  name: "web/crowd",
  about: "Many pools and many delegations.",
  clock: { block_seconds: 1 },
  accounts: Object.fromEntries([...names, ...holders].map((name) => [name, { ustake: stake(10_000_000) }])),
  steps: [
    ...names.map((name, index) => pool(name, stake(2_000 + index), (index * 7_919) % 200_000)),
    ...holders.flatMap((from, place) =>
      names.map((name, index) => ({
        ...message(from, "pool-registry", { delegate: { pool: `@${name}` } }, stake(1 + ((index * 31 + place * 17) % 900))),
        // A block for each hundred: who would read ten thousand blocks?
        same_block: index % 100 !== 0,
      })),
    ),
  ],
};

let [chain, site]: [TestChain?, Site?] = [];
beforeAll(async () => {
  const begun = Date.now();
  [chain, site] = [await startChain(CROWD), await Site.open()];
  console.log(`the crowd was there after ${Math.round((Date.now() - begun) / 1000)} s`);
}, 400_000);
afterAll(async () => {
  await chain?.stop();
  await site?.close();
});

/** Counts what the page asks the node. */
function countRequests(page: Page, url: string): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url().startsWith(url)) count += 1;
  });
  return () => count;
}

/** Milliseconds in which the page itself was at work since it was opened: what a busy machine does not lengthen as much. */
async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Math.round((metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000);
  };
}

test.each([
  ["/", "1,000", 40],
  ["/stake", "Delegations", 60],
])("%s", async (path, sign, most) => {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  // What the second visit of a browser costs: its files are there, the chain is read anew.
  const page = await site.visit(chain, "/settings", { account: "holder-1" });
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.goto("about:blank");
  const requests = countRequests(page, chain.url);
  const work = await workOf(page);
  const begun = Date.now();
  await page.goto(site.url + path);
  await page.getByText(sign).first().waitFor();
  await page.getByRole("link", { name: /wasm1/ }).first().waitFor();
  const spent = Date.now() - begun;
  const worked = await work();
  await page.waitForTimeout(1_000);
  console.log(`${path}: ${spent} ms to the first view, ${worked} ms of them work of the page, ${requests()} requests`);
  expect(spent).toBeLessThan(PATIENCE);
  expect(requests()).toBeLessThan(most);
});
