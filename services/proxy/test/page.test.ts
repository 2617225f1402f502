import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { readConfig } from "../src/config.js";
import { readFile } from "../src/rules.js";
import { STATUSES } from "../src/status.js";
import { fileOf, LOGO } from "./support/files.js";
import { until, World } from "./support/world.js";

const PAGE = readFileSync(new URL("../../../../docs/proxy.md", import.meta.url), "utf8");

const CHAIN = "tributary-1";
const HEIGHT = 4711;
const ZEROS = "0".repeat(64);

/** The blocks with these words behind the fence. */
function blocks(info: string): string[] {
  const found = [...PAGE.matchAll(/^```(.*)\n([^]*?)^```$/gm)];
  return found.filter(([, words]) => words === info).map(([, , text = ""]) => text);
}

/** The text of the only block with these words. */
function block(info: string): string {
  const [text, ...others] = blocks(info);
  assert.ok(text !== undefined && others.length === 0, info);
  return text;
}

test("the file of the page keeps the rules", () => {
  const { description } = readFile(Buffer.from(block("jsonc file").replace(/iVBOR[^"]*/, LOGO)));
  assert.equal(description.name, "Ada's pool");
});

test("the configuration of the page is one, and its table has each key with what is taken if it is left out", () => {
  const folder = mkdtempSync(join(tmpdir(), "tributary-proxy-page-"));
  const file = join(folder, "proxy.json");
  writeFileSync(file, block("jsonc config"));
  const config = readConfig(file);
  rmSync(folder, { recursive: true });
  const [, section = ""] = /\n## Running it\n([^]*?)\n## /.exec(PAGE) ?? [];
  const rows = [...section.matchAll(/^\| `(\w+)` \|(?: `(.*?)`)? \|/gm)].map(([, key, fallback]) => [key, fallback]);
  const needed = Object.keys(JSON.parse(block("jsonc config")) as object);
  const expected = Object.entries(config).map(([key, value]) => [key, needed.includes(key) ? undefined : asInTable(value)]);
  assert.deepEqual(rows, expected);
});

function asInTable(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

test("the page explains each status", () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+)` \| /gm)].map(([, word = ""]) => word);
  assert.deepEqual(
    rows.filter((word) => (STATUSES as readonly string[]).includes(word)),
    [...STATUSES],
  );
});

test("every answer of the page is what the proxy answers", async () => {
  const world = await World.create();
  world.node.chainId = CHAIN;
  const file = fileOf();
  const { hash } = world.add("wasm1ada", file);
  world.name({ pool: "wasm1bob", url: world.files.put("/wasm1bob.json", file), hash: ZEROS });
  world.node.height = HEIGHT;
  await world.start();
  for (const pool of ["wasm1ada", "wasm1bob"]) await world.seen(pool);

  const answers = blocks("http").map((text) => /^GET (\S+)\n\n([^]*)$/.exec(text) ?? []);
  const [first] = answers;
  const [shown = ""] = /[0-9a-f]{64}/.exec(first?.[2] ?? "") ?? [];
  const asOnPage = (text: string): string =>
    text.replaceAll(hash, shown).replaceAll(`${world.files.url("/wasm1")}`, "https://pools.example.org/");
  const paths: string[] = [];
  for (const [, path = "", text = ""] of answers) {
    paths.push(path);
    if (path === "/v1/health") {
      world.node.catchingUp = true;
      await until(async () => (await world.health()).status === "stale");
    }
    const found = JSON.parse(asOnPage(await (await world.get(path)).text())) as object;
    const expected = JSON.parse(text) as object;
    assert.deepEqual(timeless(found), timeless(expected), path);
    assert.deepEqual(Object.keys(found), Object.keys(expected), path);
  }
  assert.deepEqual(paths, ["/v1/pools", "/v1/pools/wasm1bob", "/v1/health", "/v1/pools/wasm1nobody"]);
  await world.end();
});

/** The same without what a clock says. */
function timeless(answer: object): object {
  const { checked_at: checked, age_seconds: age, ...rest } = answer as { checked_at?: string; age_seconds?: number };
  if (checked !== undefined) assert.ok(!Number.isNaN(Date.parse(checked)));
  return { ...rest, ...(age !== undefined && { age_seconds: typeof age }) };
}
