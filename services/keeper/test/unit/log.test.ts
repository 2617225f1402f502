import assert from "node:assert/strict";
import { test } from "node:test";

import { clean } from "../../src/log.js";

test("what a contract or node says moves no cursor and makes no line of its own", () => {
  const said = "no\n2026-01-01T00:00:00.000Z ended\r\u001b[2J\u009b\u202e\u2028\ud800\u200bÄ 潮 👩";
  assert.equal(
    clean(said),
    "no\\u{a}2026-01-01T00:00:00.000Z ended\\u{d}\\u{1b}[2J\\u{9b}\\u{202e}\\u{2028}\\u{d800}\\u{200b}Ä 潮 👩",
  );
});
