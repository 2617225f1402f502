/** The gas table: `docs/gas.json` for programs, `docs/gas.md` for people. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../artifacts.js";
import type { Gas } from "./measure.js";

/** Gas of a message, with codes that are not pinned and with pinned ones. Native messages run no code. */
export interface Row {
  unpinned: number;
  pinned?: number;
}

/** By message. */
export type Table = Record<string, Row>;

/** What growth of a message is a change on purpose, in percent. */
const TOLERANCE = 3;

const JSON_FILE = join(ROOT, "docs/gas.json");
const PAGE = join(ROOT, "docs/gas.md");

/** What we aim at, the native message that does the same, and the best of comparable contracts, all measured with rewards waiting. */
const COMPARED: readonly [string, number, number, string, string][] = [
  ["pool-registry.delegate", 255_000, 140_000, "x/staking.MsgDelegate", "279,700 / 163,600"],
  ["pool-registry.undelegate", 240_000, 125_000, "x/staking.MsgUndelegate", "272,900 / 156,900"],
  ["pool-registry.transfer_delegation", 255_000, 140_000, "x/staking.MsgBeginRedelegate", "-"],
  ["pool-registry.withdraw_rewards", 215_000, 102_000, "x/distribution.MsgWithdrawDelegatorReward", "256,200 / 140,200"],
];

/** Puts the runs together. */
export function tableOf(unpinned: Gas, pinned: Gas, native: Gas): Table {
  const row = ([name, gas]: [string, bigint]): [string, Row] => {
    const inMemory = pinned.get(name);
    return [name, { unpinned: Number(gas), ...(inMemory !== undefined && { pinned: Number(inMemory) }) }];
  };
  return Object.fromEntries([...unpinned, ...native].map(row));
}

/** Writes both files. */
export function write(table: Table): void {
  writeFileSync(JSON_FILE, `${JSON.stringify(table, undefined, 2)}\n`);
  const page = readFileSync(PAGE, "utf8");
  const [head = "", rest = ""] = page.split("<!-- table -->");
  const tail = rest.split("<!-- end of table -->")[1] ?? "";
  writeFileSync(PAGE, `${head}<!-- table -->\n${render(table)}<!-- end of table -->${tail}`);
}

/** Messages that are missing or grew, against the committed table. */
export function grown(table: Table): string[] {
  const committed = JSON.parse(readFileSync(JSON_FILE, "utf8")) as Table;
  const names = new Set([...Object.keys(committed), ...Object.keys(table)]);
  return [...names].flatMap((name) => {
    const [before, now] = [committed[name], table[name]];
    if (before === undefined || now === undefined) return [`${name}: ${before ? "no longer measured" : "not in docs/gas.json"}`];
    return (["unpinned", "pinned"] as const).flatMap((kind) => {
      const [was, is] = [before[kind], now[kind]];
      const same = was === undefined || is === undefined ? was === is : is * 100 <= was * (100 + TOLERANCE);
      return same ? [] : [`${name}, ${kind}: ${is ?? "none"}, ${was ?? "none"} in docs/gas.json`];
    });
  });
}

function render(table: Table): string {
  const figure = (value: number | undefined): string => (value === undefined ? "-" : value.toLocaleString("en"));
  const beyond = (value: number | undefined, aim: number): string => {
    const percent = (((value ?? 0) - aim) * 100) / aim;
    return `${percent > 0 ? "+" : ""}${percent.toFixed(1)} %`;
  };
  const compared = COMPARED.map(([name, unpinned, pinned, native, others]) => {
    const row = table[name];
    const found = `${figure(row?.unpinned)} / ${figure(row?.pinned)}`;
    const aim = `${figure(unpinned)} / ${figure(pinned)} (${beyond(row?.unpinned, unpinned)} / ${beyond(row?.pinned, pinned)})`;
    return `| \`${name}\` | ${found} | ${aim} | ${figure(table[native]?.unpinned)} | ${others} |`;
  });
  const rows = Object.entries(table).map(([name, row]) => `| \`${name}\` | ${figure(row.unpinned)} | ${figure(row.pinned)} |`);
  return [
    "| message | gas | aim (how far off) | native message | best comparable contract |",
    "|---|---:|---:|---:|---:|",
    ...compared,
    "",
    "| message | unpinned | pinned |",
    "|---|---:|---:|",
    ...rows,
    "",
  ].join("\n");
}
