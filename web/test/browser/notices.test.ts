/** What a delegator is told of its pools, also of what happened while the page was closed. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PoolRegistryClient, StakerRegistryClient } from "tributary-client";

import { startChain, type TestChain } from "./support/chain.js";
import { Site } from "./support/site.js";
import { WORLD } from "./support/world.js";

let [chain, site]: [TestChain?, Site?] = [];
let page: Page;

beforeAll(async () => {
  [chain, site] = [await startChain(WORLD), await Site.open()];
  page = await site.visit(chain, "/notices", { account: "dave" });
  await page.getByText("Nothing has changed in your pools.").waitFor();
  // What was seen is kept once the pools have been read.
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("tributary/notices/")));
});
afterAll(async () => {
  await chain?.stop();
  await site?.close();
});

async function anna() {
  if (chain === undefined) throw new Error("nothing runs");
  const connection = await chain.as("anna");
  return {
    chain,
    connection,
    pools: new PoolRegistryClient(connection, connection.address, chain.contracts.pools.contractAddress),
  };
}

const notice = (text: RegExp) => page.getByRole("listitem").filter({ hasText: text });

test("an announced fee and a new description are told while the page is open", async () => {
  const { pools } = await anna();
  await pools.requestCommissionChange({ commissionPpm: 500_000 });
  await pools.updateMetadata({ metadataUrl: "https://anna.example/2.json", metadataHash: "ab".repeat(32) });
  await notice(/announced a fee of 50\s% instead of 5\s%/).waitFor({ timeout: 30_000 });
  await notice(/describes itself anew/).waitFor();
  await page.getByRole("link", { name: /Notices \(2\)/ }).waitFor();
});

test("what happens while the page is closed is told when it is opened: a higher fee, a lower score and why", async () => {
  const { chain, pools } = await anna();
  await page.goto("about:blank");
  await chain.advance(604_800);
  await pools.finalizeCommissionChange();
  await page.goBack();
  await notice(/takes 50\s% now, before it was 5\s%/).waitFor({ timeout: 30_000 });
  await notice(/fell in attractiveness from \d+ to \d+ of 100: .*its fee rose to 50\s%/).waitFor();
});

test("a broken pool is told, and what can be done", async () => {
  const { chain } = await anna();
  const slasher = await chain.as("slasher");
  const stakers = new StakerRegistryClient(slasher, slasher.address, chain.contracts.stakers.contractAddress);
  const { address } = await chain.as("anna");
  await stakers.liquidate({ staker: address, amount: "9900000000", evidenceId: "1", reason: "signed twice" });
  await notice(/is broken: your stake earns nothing there now; you can move it to another pool/).waitFor({ timeout: 30_000 });
});

test("they stay over a reload until they are read and cleared", async () => {
  await page.reload();
  await notice(/is broken/).waitFor();
  expect(await page.getByRole("listitem").filter({ hasText: "New" }).count()).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByRole("link", { name: "Notices", exact: true }).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("Nothing has changed in your pools.").waitFor();
});
