/** What pools say of themselves: files that are good, have vanished, break the rules; proxies that lie, differ, or are none. */

import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metadataHash } from "tributary-client";

import { png } from "../png.js";
import { startChain, type TestChain } from "./support/chain.js";
import { Site } from "./support/site.js";
import { message, stake } from "./support/world.js";

/** Whatever else is in a file. */
const REST = { description: "Two servers in two places.", tags: ["green"], url: "https://mill.example/" };

/** A file of metadata with that name. */
const fileOf = (name: string, description = REST.description): Buffer =>
  Buffer.from(JSON.stringify({ schema_version: 1, ...REST, name, description, logo: Buffer.from(png()).toString("base64") }));

/** What somebody might try to have a reader's browser run. */
const SCRIPT = `<img src=x onerror="document.title='taken'"> and <b>bold</b>`;

const GOOD = fileOf("Mill", SCRIPT);
const VANISHED = fileOf("Old mill");

/** What a proxy says of each pool, by docs/proxy.md; `file` is what the chain's hash is of. */
const POOLS: Readonly<Record<string, { readonly file: Buffer; readonly row: object; readonly shown: RegExp }>> = {
  anna: { file: GOOD, row: { status: "ok", ...REST, name: "Mill", description: SCRIPT }, shown: /^Mill$/m },
  bert: {
    file: VANISHED,
    row: { status: "unreachable", reason: "status 404", ...REST, name: "Old mill" },
    shown: /^Old mill$[^]*description not reachable/m,
  },
  carl: { file: fileOf("Carl"), row: { status: "wrong_hash" }, shown: /description is another file/ },
  dora: {
    file: fileOf("Dora"),
    row: { status: "malformed", reason: "the name is too long" },
    shown: /description breaks the rules/,
  },
  emil: { file: fileOf("Emil"), row: { status: "too_large" }, shown: /description too large/ },
  fred: { file: fileOf("Fred"), row: { status: "slow" }, shown: /description too slow/ },
};

const hashOf = (name: string): string => metadataHash(POOLS[name]?.file ?? Buffer.of());

const WORLD = {
  name: "web/descriptions",
  about: "Pools that describe themselves well and badly.",
  clock: { block_seconds: 1 },
  accounts: Object.fromEntries(Object.keys(POOLS).map((name) => [name, { ustake: stake(2_000) }])),
  steps: Object.keys(POOLS).map((name) =>
    message(
      name,
      "pool-registry",
      {
        register_pool: {
          signing_address: `@${name}`,
          commission_ppm: 10_000,
          metadata_url: `https://${name}.example/pool.json`,
          metadata_hash: hashOf(name),
        },
      },
      stake(1_500),
    ),
  ),
};

const servers: Server[] = [];

/** A server of its own, and its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    answer(request, response);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy: what it says of the pools by name, and the files that it has by hash. */
async function proxy(
  chain: TestChain,
  rows: Readonly<Record<string, object>>,
  files: ReadonlyMap<string, Buffer>,
): Promise<string> {
  const pools = await Promise.all(
    Object.entries(rows).map(async ([name, row]) => ({
      pool: (await chain.as(name)).address,
      metadata_hash: hashOf(name),
      ...row,
    })),
  );
  return serve(({ url = "" }, response) => {
    const file = files.get(url.replace("/v1/files/", ""));
    if (url === "/v1/pools") response.end(JSON.stringify({ chain_id: "", registry: "", height: 1, pools }));
    else if (file !== undefined) response.end(file);
    else response.writeHead(404).end('{"error":"there is none"}');
  });
}

let [chain, site]: [TestChain?, Site?] = [];
/** One that tells the truth, one that calls a pool otherwise and serves another file in its place, one that is none, one that is silent. */
let [honest, liar, nonsense, silent] = ["", "", "", ""];
beforeAll(async () => {
  [chain, site] = [await startChain(WORLD), await Site.open()];
  const kept = new Map(["anna", "bert"].map((name) => [hashOf(name), POOLS[name]?.file ?? Buffer.of()]));
  honest = await proxy(chain, Object.fromEntries(Object.entries(POOLS).map(([name, { row }]) => [name, row])), kept);
  const free = { ...REST, status: "ok", name: "Free money", description: "Send me your coins." };
  liar = await proxy(chain, { anna: free }, new Map([[hashOf("anna"), fileOf("Free money")]]));
  nonsense = await serve((_, response) => response.end("<h1>It works!</h1>"));
  silent = await serve(() => undefined);
  servers.pop()?.close();
});
afterAll(async () => {
  await chain?.stop();
  await site?.close();
  for (const server of servers) server.close().closeAllConnections();
});

/** Opens a page of the application with those proxies. */
async function visit(path: string, proxies: readonly string[]): Promise<Page> {
  if (chain === undefined || site === undefined) throw new Error("nothing runs");
  return site.visit({ ...chain, file: { ...chain.file, proxies } }, path);
}

const addressOf = async (name: string): Promise<string> => (await chain?.as(name))?.address ?? "";

/** The row of a pool on the page of all pools. */
async function rowOf(page: Page, name: string): Promise<Locator> {
  return page.getByRole("row").filter({ has: page.locator(`a[href="/pools/${await addressOf(name)}"]`) });
}

test("every pool is listed, and what is wrong with a file is said", async () => {
  const page = await visit("/", [honest]);
  await page.getByRole("link", { name: "Mill", exact: true }).waitFor();
  for (const [name, { shown }] of Object.entries(POOLS)) expect(await (await rowOf(page, name)).innerText(), name).toMatch(shown);
  expect(await (await rowOf(page, "anna")).innerText()).not.toMatch(/description/);
});

test("a good file is checked against the chain and shown as text", async () => {
  const page = await visit(`/pools/${await addressOf("anna")}`, [honest]);
  await page.getByText("Checked against the chain").waitFor();
  await page.getByRole("heading", { name: "Mill", exact: true }).waitFor();
  await page.getByText(SCRIPT, { exact: true }).waitFor();
  expect(await page.title()).not.toContain("taken");
});

test("a vanished file is shown as such, with what it was", async () => {
  const page = await visit(`/pools/${await addressOf("bert")}`, [honest]);
  await page.getByText("Two servers in two places.").waitFor();
  await page
    .getByText("the file cannot be fetched from its server: status 404; kept it from before and calls it “Old mill”")
    .waitFor();
});

test("a file that breaks the rules is not shown, and which one", async () => {
  const page = await visit(`/pools/${await addressOf("dora")}`, [honest]);
  await page.getByText("the file breaks the rules: the name is too long").waitFor();
  await page.getByText("The figures come from the chain and are complete.").waitFor();
});

test("where proxies differ the reader is told, and the file decides", async () => {
  const page = await visit("/", [liar, honest]);
  await page.getByText("proxies disagree on its name").waitFor();
  const row = await rowOf(page, "anna");
  expect(await row.innerText()).not.toMatch(/Free money|Mill/);
  await row.getByRole("link").first().click();
  await page.getByRole("heading", { name: "Mill", exact: true }).waitFor();
  await page.getByText("The proxies say different things of the same file.").waitFor();
  await page.getByText("calls it “Free money”, which the file does not").waitFor();
});

test("what a lying proxy alone says is not believed on the page of the pool", async () => {
  const address = await addressOf("anna");
  const page = await visit(`/pools/${address}`, [liar]);
  await page.getByText("No proxy has the description that the chain names.").waitFor();
  await page.getByRole("heading", { name: `Pool ${address.slice(0, 8)}` }).waitFor();
  expect(await page.getByText("Checked against the chain").count()).toBe(0);
});

test("proxies that are silent or talk nonsense harm nothing; more can be added", async () => {
  const page = await visit("/settings", [silent, nonsense]);
  const proxies = page.getByRole("listitem");
  await expect.poll(() => proxies.filter({ hasText: "no answer" }).count(), { timeout: 30_000 }).toBe(2);
  await page.getByLabel("Another proxy").fill(honest);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await proxies.filter({ hasText: honest }).getByText("6 pools").waitFor();
  await page.getByRole("link", { name: "Pools", exact: true }).click();
  await page.getByRole("link", { name: "Mill", exact: true }).waitFor();
  await (await rowOf(page, "anna")).getByRole("link").first().click();
  await page.getByText("Checked against the chain").waitFor();
  await page.getByText(`${new URL(silent).host}: does not answer`).waitFor();
});
