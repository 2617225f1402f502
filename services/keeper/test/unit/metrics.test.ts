import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { Counters, metricsOf, nodeMetrics } from "../../src/counters.js";
import { label, render, serve } from "../../src/metrics.js";
import { newBook } from "../../src/spending.js";

const moment = {
  book: newBook("chain", "me"),
  limits: { feePerTransaction: 1n, feePerDay: 10n ** 30n, balanceFloor: 3n },
  now: 0,
  height: 7,
  balance: 12n,
  aside: 0,
};

test("metrics are in the text format of Prometheus, amounts without loss", () => {
  const text = render({ ...metricsOf(new Counters(), moment), ...nodeMetrics([{ name: 'a "b"', up: false, failures: 2 }]) });
  for (const line of text.trimEnd().split("\n")) {
    assert.match(
      line,
      /^(# (HELP|TYPE) tributary_keeper_[a-z_]+ .+|tributary_keeper_[a-z_]+(\{[a-z]+="([^"\\\n]|\\.)*"\})? -?\d+)$/,
    );
  }
  assert.ok(text.includes(`tributary_keeper_fees_limit_day ${10n ** 30n}\n`));
  assert.ok(text.includes('tributary_keeper_node_up{node="a \\"b\\""} 0\n'));
  assert.equal(label("name", 'x"\\\n'), '{name="x\\"\\\\\\n"}');
});

test("/metrics is served, nothing else", async () => {
  const server = await serve({ host: "127.0.0.1", port: 0 }, () => metricsOf(new Counters(), moment));
  const { port } = server.address() as AddressInfo;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /^tributary_keeper_height 7$/m);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
    assert.equal((await fetch(`http://127.0.0.1:${port}//`)).status, 404);
    assert.equal((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status, 404);
    await assert.rejects(
      serve({ host: "127.0.0.1", port }, () => ({})),
      { name: "Refused", message: /^metrics: / },
    );
  } finally {
    server.close();
  }
});
