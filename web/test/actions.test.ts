import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { messagesFile } from "../generate/messages.js";
import type { ContractCode } from "../src/actions/act.js";
import { draftOf, emptyDraft, readDraft, readFields } from "../src/actions/form/draft.js";
import type { Shape } from "../src/actions/form/shape.js";
import { ACTIONS, knownMessage, messageJson } from "../src/actions/tables/index.js";

const SCHEMA = new URL("../../schema/", import.meta.url);

interface Contract {
  readonly contract_name: string;
  readonly execute: { readonly oneOf: readonly { readonly required: readonly [string] }[] };
}

const CONTRACTS = readdirSync(SCHEMA)
  .filter((name) => name.endsWith(".json") && name !== "events.json")
  .map((name) => JSON.parse(readFileSync(new URL(name, SCHEMA), "utf8")) as Contract);

describe("the table of actions", () => {
  test.each(CONTRACTS.map(({ contract_name: name, execute }) => [name, execute] as const))(
    "has a row for each message of %s, and no other",
    (name, execute) => {
      const messages = execute.oneOf.map(({ required: [message] }) => message).sort();
      expect(Object.keys(ACTIONS[name as ContractCode]).sort()).toEqual(messages);
    },
  );

  test("has 148 rows, each with a title of its own in its contract, and a sentence", () => {
    const rows = Object.values(ACTIONS).flatMap((table) => Object.values(table));
    expect(rows).toHaveLength(148);
    for (const { title, says, who } of rows) {
      expect(title).not.toBe("");
      expect(who).not.toBe("");
      expect(says).toMatch(/^[A-Z].*\.$/);
    }
    for (const table of Object.values(ACTIONS)) {
      const titles = Object.values(table).map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });

  test("knows the fields of every row", () => {
    for (const [code, table] of Object.entries(ACTIONS)) {
      for (const message of Object.keys(table)) expect(knownMessage(code as ContractCode, message).fields).toBeInstanceOf(Array);
    }
  });

  test("was generated from the present schemas", async () => {
    const committed = readFileSync(new URL("../src/actions/generated.ts", import.meta.url), "utf8");
    expect(await messagesFile(SCHEMA.pathname)).toBe(committed);
  });
});

describe("the form", () => {
  const fieldsOf = (code: ContractCode, message: string) => knownMessage(code, message).fields;

  test("reads a message as the contract wants it", () => {
    const fields = fieldsOf("pool-registry", "undelegate");
    const { values, problems } = readFields(fields, { pool: "wasm1pool", amount: "1,000.5", fee: "" }, () => 6);
    expect(problems).toEqual({});
    expect(messageJson("undelegate", values)).toEqual({ undelegate: { pool: "wasm1pool", amount: "1000500000" } });
  });

  test("says what is missing and what is wrong", () => {
    const fields = fieldsOf("pool-registry", "undelegate");
    expect(readFields(fields, { pool: "", amount: "x", fee: "1" }, () => 6).problems).toEqual({
      pool: "This is needed",
      amount: "A number with at most 6 digits behind the point",
    });
  });

  test("writes rates as whole millionths and basis points", () => {
    expect(readDraft({ kind: "ppm" }, "5.25", 6)).toEqual({ value: 52_500 });
    expect(readDraft({ kind: "bps" }, "60", 6)).toEqual({ value: 6_000 });
  });

  test("writes a message without fields, and one that is a word", () => {
    expect(messageJson("pause", {})).toEqual({ pause: {} });
    const fields = fieldsOf("pool-registry", "update_ownership");
    const { values } = readFields(fields, { "": { variant: "accept_ownership", value: "" } }, () => 6);
    expect(messageJson("update_ownership", values)).toEqual({ update_ownership: "accept_ownership" });
  });

  test("writes nested fields, lists, durations and points", () => {
    const hooks = readFields(
      fieldsOf("pool-registry", "set_hooks"),
      { hooks: [{ contract: "wasm1a", gas_limit: "2000000" }] },
      () => 6,
    );
    expect(hooks.values).toEqual({ hooks: [{ contract: "wasm1a", gas_limit: 2_000_000 }] });
    expect(readDraft({ kind: "duration" }, { count: "3", unit: "hours" }, 6)).toEqual({ value: { time: 10_800 } });
    expect(readDraft({ kind: "duration" }, { count: "3", unit: "blocks" }, 6)).toEqual({ value: { height: 3 } });
    expect(readDraft({ kind: "point" }, { count: "2026-01-01T00:00:00Z", unit: "time" }, 6)).toEqual({
      value: { at_time: "1767225600000000000" },
    });
    expect(readDraft({ kind: "point" }, { count: "", unit: "never" }, 6)).toEqual({ value: { never: {} } });
  });

  test("packs a message inside a message", () => {
    expect(readDraft({ kind: "binary" }, '{"fund":{}}', 6)).toEqual({ value: "eyJmdW5kIjp7fX0=" });
    expect(readDraft({ kind: "binary" }, "{fund}", 6)).toEqual({ problem: "JSON is expected" });
  });

  /** What can be sent with nothing in it. */
  const EMPTY: ReadonlySet<string | undefined> = new Set(["object", "list"]);

  test("leaves out what nobody filled in, in every message", () => {
    for (const [code, table] of Object.entries(ACTIONS)) {
      for (const message of Object.keys(table)) {
        const fields = fieldsOf(code as ContractCode, message);
        const drafts = Object.fromEntries(fields.map(({ name, shape }) => [name, emptyDraft(shape)]));
        const { values, problems } = readFields(fields, drafts, () => 6);
        const needed = fields.filter(({ required, shape }) => required && !EMPTY.has(shape.kind)).map(({ name }) => name);
        expect(Object.keys(problems)).toEqual(expect.arrayContaining(needed));
        for (const name of Object.keys(values)) expect(EMPTY).toContain(fields.find((field) => field.name === name)?.shape.kind);
      }
    }
  });

  test("begins with what is known and keeps it", () => {
    const known: readonly (readonly [Shape, string | number])[] = [
      [{ kind: "amount" }, "123456789012345678901234567890"],
      [{ kind: "ppm" }, 52_501],
      [{ kind: "bps" }, 3_333],
      [{ kind: "integer" }, 7],
      [{ kind: "binary" }, "eyJmdW5kIjp7fX0="],
    ];
    for (const [shape, value] of known) expect(readDraft(shape, draftOf(shape, value, 6), 6)).toEqual({ value });
  });
});
