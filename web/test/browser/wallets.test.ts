/** Wallets: Keplr that signs, Keplr whose owner refuses, a test account. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startChain, type TestChain } from "./support/chain.js";
import { dialogOf, fill, openAction, signAndSend } from "./support/dialog.js";
import { fakeKeplr } from "./support/keplr.js";
import { Site } from "./support/site.js";
import { stake, WORLD } from "./support/world.js";

let [chain, site]: [TestChain?, Site?] = [];
beforeAll(async () => {
  [chain, site] = [await startChain(WORLD), await Site.open()];
});
afterAll(async () => {
  await chain?.stop();
  await site?.close();
});

function world(): { chain: TestChain; site: Site } {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  return { chain, site };
}

async function connectKeplr(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await (await dialogOf(page, "Connect a wallet")).getByRole("button", { name: "Keplr", exact: true }).click();
}

async function heldByBob(pool: string): Promise<string> {
  const { contracts, as } = world().chain;
  return (await contracts.pools.delegation({ pool, delegator: (await as("bob")).address })).weight;
}

test("Keplr learns of the chain, signs, and the chain takes it", async () => {
  const { chain, site } = world();
  const pool = (await chain.as("anna")).address;
  // Keplr reads accounts by REST, which the local server does not speak and this Keplr does not need.
  const page = await site.visit({ ...chain, file: { rest: chain.url, ...chain.file } }, "/actions");
  const keplr = await fakeKeplr(page, "bob", { known: false });
  await connectKeplr(page);
  const { address } = await chain.as("bob");
  await page.getByRole("button", { name: new RegExp(`^Account ${address.slice(0, 8)}`) }).waitFor();
  expect(keplr.suggested).toEqual([chain.network.chainId]);
  const dialog = await openAction(page, "Pools", "Delegate");
  await fill(dialog, { Pool: pool, Coins: "3" });
  expect(await signAndSend(dialog)).toMatch(/3 STAKE work in/);
  expect(await heldByBob(pool)).toBe(stake(3));
});

test("a refused signature is said in words, and changes nothing", async () => {
  const { chain, site } = world();
  const pool = (await chain.as("bert")).address;
  const page = await site.visit(chain, "/actions");
  await fakeKeplr(page, "bob", { signs: false });
  await connectKeplr(page);
  const dialog = await openAction(page, "Pools", "Delegate");
  await fill(dialog, { Pool: pool, Coins: "3" });
  await dialog.getByRole("button", { name: "Sign and send" }).click();
  await dialog.getByText("You did not sign. Nothing was sent, nothing changed.").first().waitFor();
  expect(await heldByBob(pool)).toBe("0");
});

test("a refused connection is said in words", async () => {
  const { chain, site } = world();
  const page = await site.visit(chain, "/");
  await fakeKeplr(page, "bob", { opens: false });
  await connectKeplr(page);
  await page.getByText("The wallet was not opened to this page.").waitFor();
  expect(await page.getByRole("button", { name: "Connect", exact: true }).count()).toBe(1);
});

test("the test accounts are those of the chain, and one is remembered", async () => {
  const { chain, site } = world();
  const page = await site.visit(chain, "/stake");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const dialog = await dialogOf(page, "Connect a wallet");
  await dialog.getByLabel("Test account").fill("dav");
  await page.getByRole("option", { name: "dave" }).click();
  await dialog.getByRole("button", { name: "Use the test account" }).click();
  await page.getByText("500 STAKE").first().waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Account dave" }).waitFor();
});
