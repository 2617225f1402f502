/** Whether what is tried in the browser is everything that can be done. */

import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { ContractCode } from "../src/actions/act.js";
import { ACTIONS, CONTRACT_NAMES } from "../src/actions/tables/index.js";
import { STORIES } from "./browser/deeds/index.js";
import { NEVER_DONE } from "./browser/deeds/refused.js";

const ROWS = Object.entries(ACTIONS).flatMap(([code, table]) =>
  Object.values(table).map(({ title, internal = false }) => ({
    row: `${CONTRACT_NAMES[code as ContractCode]}: ${title}`,
    internal,
  })),
);
const DEEDS = Object.values(STORIES).flatMap(({ deeds }) => deeds.map((deed) => ({ row: `${deed.on}: ${deed.title}`, ...deed })));
const DONE = new Set(DEEDS.filter(({ done }) => done !== undefined).map(({ row }) => row));
const REFUSED = new Set(DEEDS.filter(({ refused }) => refused !== undefined).map(({ row }) => row));

describe("every action once", () => {
  test("what is no message between contracts is done, or there is a reason why not", () => {
    const open = ROWS.filter(({ internal }) => !internal).map(({ row }) => row);
    expect(open.filter((row) => !DONE.has(row)).sort()).toEqual(Object.keys(NEVER_DONE).sort());
  });

  test("what is never done is refused in words", () => {
    const closed = [...ROWS.filter(({ internal }) => internal).map(({ row }) => row), ...Object.keys(NEVER_DONE)];
    expect(closed.filter((row) => !REFUSED.has(row))).toEqual([]);
    expect(closed.filter((row) => DONE.has(row))).toEqual([]);
  });

  test("nothing is tried that is no action", () => {
    const known = new Set(ROWS.map(({ row }) => row));
    expect(DEEDS.map(({ row }) => row).filter((row) => !known.has(row))).toEqual([]);
  });

  const FOLDER = new URL("./browser/", import.meta.url);
  const played = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".test.ts"))
    .flatMap((name) => {
      const story = /^playStory\(STORIES\.(\w+)\);$/m.exec(readFileSync(new URL(name, FOLDER), "utf8"))?.[1];
      return story === undefined ? [] : [[name.replace(".test.ts", ""), story]];
    });

  test("every story is played, by the file of its name, on devnets too", () => {
    const names = Object.keys(STORIES).sort();
    expect(played.sort()).toEqual(names.map((name) => [name, name]));
    const script = readFileSync(new URL("../../scripts/web-test.sh", import.meta.url), "utf8");
    const onDevnet = /^ON_DEVNET=\((.*)\)$/m.exec(script)?.[1]?.split(" ") ?? [];
    expect(onDevnet).toEqual(expect.arrayContaining(names));
  });
});
