/** A node that dies and returns, and one that was never there. */

import { afterAll, beforeAll, expect, test } from "vitest";

import { startChain, type TestChain } from "./support/chain.js";
import { Site } from "./support/site.js";
import { WORLD } from "./support/world.js";

let site: Site | undefined;
let chain: TestChain | undefined;
beforeAll(async () => {
  [chain, site] = [await startChain(WORLD), await Site.open()];
});
afterAll(async () => {
  await chain?.stop();
  await site?.close();
});

test("what was read stays visible while the node is away, and goes on when it is back", async () => {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  const page = await site.visit(chain, "/stake", { account: "dave" });
  await page.getByText("500 STAKE").first().waitFor();
  const port = Number(new URL(chain.url).port);
  await chain.stop();
  await page.getByRole("alert").filter({ hasText: "The node does not answer" }).waitFor({ timeout: 30_000 });
  expect(await page.getByText("500 STAKE").count()).toBeGreaterThan(0);
  chain = await startChain(WORLD, port);
  await page.getByRole("alert").filter({ hasText: "The node does not answer" }).waitFor({ state: "hidden", timeout: 30_000 });
  expect(await page.getByText("500 STAKE").count()).toBeGreaterThan(0);
});

test("a node that does not answer from the start is named, and tried again", async () => {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  const port = Number(new URL(chain.url).port);
  await chain.stop();
  const page = await site.visit(chain, "/");
  await page.getByRole("heading", { name: "The node does not answer" }).waitFor({ timeout: 30_000 });
  chain = await startChain(WORLD, port);
  await page.getByRole("heading", { name: "Pools", exact: true }).waitFor({ timeout: 30_000 });
});
