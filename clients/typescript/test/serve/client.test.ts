import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "../support/server.js";

/** Here a transaction is in a block before anybody can be impatient. */
const NOT_HERE = "a transaction that is in no block in time is named";

test("the tests of the devnet pass on the embedded chain", async (context) => {
  const server = await serve("--state", "nothing", "--block-time", "0.2");
  context.after(() => server.stop());
  const folder = fileURLToPath(new URL("../e2e/", import.meta.url));
  const files = (await readdir(folder)).filter((name) => name.endsWith(".test.js")).map((name) => folder + name);
  // Otherwise the tests report to this test's own runner.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const child = spawn(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=tap", ...files], {
    env: { ...environment, TRIBUTARY_RPC: server.url },
    stdio: ["ignore", "pipe", "inherit"],
  });

  let report = "";
  child.stdout.on("data", (text: Buffer) => (report += text.toString()));
  await once(child, "close");

  const failed = [...report.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name);
  assert.deepEqual(failed, [NOT_HERE], report);
  assert.ok(Number(/^# pass (\d+)$/m.exec(report)?.[1]) >= 23, report);
});
