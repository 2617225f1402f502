/** What readers of the page's frame get, whoever serves it. */

import { readFileSync } from "node:fs";

import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { Rows } from "../src/parts/Rows.js";

const INDEX = readFileSync(new URL("../index.html", import.meta.url), "utf8");

describe("the policy of the page", () => {
  const content = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(INDEX)?.[1] ?? "";
  const policy = new Map(
    content.split("; ").map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]),
  );

  test("lets scripts come from here alone, and nothing be embedded", () => {
    for (const [name, value] of [
      ["default-src", "'none'"],
      ["script-src", "'self'"],
      ["object-src", "'none'"],
      ["base-uri", "'none'"],
      ["img-src", "'self' data:"],
    ] as const)
      expect(policy.get(name), name).toBe(value);
  });

  test("stands before everything that is loaded", () => {
    expect(INDEX.indexOf("Content-Security-Policy")).toBeLessThan(Math.min(INDEX.indexOf("<link"), INDEX.indexOf("<script")));
  });
});

test("what a column means is reached by the keyboard", () => {
  const rows = createElement(Rows<number>, {
    label: "Numbers",
    rows: [1],
    keyOf: (row) => row,
    columns: [
      { name: "Plain", cell: (row) => row },
      { name: "Meant", meaning: "What it means", cell: (row) => row },
    ],
  });
  const html = renderToStaticMarkup(createElement(MantineProvider, { children: rows }));
  expect(html).toMatch(/<span[^>]*tabindex="0"[^>]*>Meant<\/span>/i);
  expect(html).not.toMatch(/tabindex="0"[^>]*>Plain/i);
});
