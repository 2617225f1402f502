/** How the pages are built: for narrow screens, for the keyboard alone, for readers of screens, light and dark. */

import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startChain, type TestChain } from "./support/chain.js";
import { dialogOf, openAction } from "./support/dialog.js";
import { pagesOf } from "./support/pages.js";
import { Site } from "./support/site.js";
import { stake, WORLD } from "./support/world.js";

let [chain, site]: [TestChain?, Site?] = [];
let pool = "";
beforeAll(async () => {
  [chain, site] = [await startChain(WORLD), await Site.open()];
  pool = (await chain.as("anna")).address;
});
afterAll(async () => {
  await chain?.stop();
  await site?.close();
});

function world(): { chain: TestChain; site: Site } {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  return { chain, site };
}

/** Everything that a page loads by itself is there. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .mantine-Loader-root") === null);
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const NARROW = { width: 360, height: 740 };

test("no page scrolls sideways on a narrow screen", async () => {
  const { chain, site } = world();
  const page = await site.visit(chain, "/", { account: "dave", viewport: NARROW, isMobile: true, hasTouch: true });
  for (const path of pagesOf(pool)) {
    await page.goto(site.url + path);
    await settled(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, path).toBeLessThanOrEqual(0);
  }
});

describe.each(["light", "dark"] as const)("axe, %s", (colorScheme) => {
  test("finds nothing serious on any page", async () => {
    const { chain, site } = world();
    const page = await site.visit(chain, "/", { account: "dave", colorScheme, reducedMotion: "reduce" });
    for (const path of pagesOf(pool)) {
      await page.goto(site.url + path);
      await settled(page);
      expect(await findings(page), path).toEqual([]);
    }
  });

  test("finds nothing serious in dialogs", async () => {
    const { chain, site } = world();
    const page = await site.visit(chain, "/actions", { account: "dave", colorScheme, reducedMotion: "reduce" });
    for (const [contract, title] of DIALOGS) {
      const dialog = await openAction(page, contract, title);
      await page.waitForTimeout(500);
      expect(await findings(page), title).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
  });
});

/** Dialogs with every kind of input. */
const DIALOGS = [
  ["Pools", "Delegate"],
  ["Pools", "Undelegate"],
  ["Pools", "Finish everything that is due"],
  ["Pools", "Announce new parameters"],
  ["Pools", "Ownership"],
  ["Pools", "Open a pool with a licence"],
  ["Joint staking", "Set a class of devices"],
  ["Vault", "Set loyalty scores"],
  ["Licences", "Approve for a licence"],
  ["Licences", "Send a licence to a contract"],
  ["Treasury", "Change parameters"],
] as const;

test("a delegation by the keyboard alone", async () => {
  const { chain, site } = world();
  const page = await site.visit(chain, "/", { account: "alice" });
  await settled(page);
  await page.getByRole("link", { name: /wasm1/ }).first().waitFor();
  await tabTo(page, (name) => name.startsWith("wasm1"));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delegate", exact: true }).waitFor();
  await tabTo(page, (name) => name === "Delegate");
  await page.keyboard.press("Enter");
  const dialog = await dialogOf(page, "Delegate");
  await tabTo(page, (name) => name.startsWith("Coins"));
  await page.keyboard.type("12");
  await dialog.getByText(/You hold 12 STAKE/).waitFor();
  await dialog.locator("button[type=submit]:not([disabled])").waitFor();
  await tabTo(page, (name) => name === "Sign and send");
  await page.keyboard.press("Enter");
  await dialog.getByRole("status").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const held = await chain.contracts.pools.delegations({ delegator: (await chain.as("alice")).address });
  expect(held.delegations.map(({ weight }) => weight)).toEqual([stake(12)]);
});

/** Presses the tab key until something of that name has the focus. */
async function tabTo(page: Page, wanted: (name: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
      return (element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "").trim();
    });
    if (wanted(name)) return;
  }
  throw new Error("the tab key does not lead there");
}
