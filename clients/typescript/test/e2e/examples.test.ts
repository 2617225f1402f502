import assert from "node:assert/strict";
import { test } from "node:test";

import { play } from "../../examples/play.js";

test("every example works, with the numbers of its story", async () => {
  const answers = new Map<string, unknown>();
  await play((call, answer) => answers.set(call, answer));

  assert.equal(answers.get("delegate"), 50_000n);
  assert.deepEqual(answers.get("getTotalStake"), [60_000n, 0n]);
  // 12,000 less 5 % for 50,000 of 60,000.
  assert.equal(answers.get("getRewards"), 9_500n);
  assert.equal(answers.get("withdrawRewards"), 9_500n);
  assert.equal(answers.get("redelegateRewards"), 9_500n);
  // A tenth of 11,400 for 59,500 of 69,500.
  assert.equal(answers.get("autoRedelegate"), 975n);
  assert.equal(answers.get("finalizeUndelegate"), 990n);
  assert.equal(answers.get("finalizeMatured"), 1);
  assert.equal(answers.get("isMetadataOf"), true);
  assert.equal((answers.get("getPastDelegations") as unknown[]).length, 3);
  assert.equal((answers.get("getLifeCycleNotices") as unknown[]).length, 2);
  // One of two pools had all rewards, with most of the stake.
  const performance = answers.get("getApparentPerformance");
  assert.ok(typeof performance === "number" && performance > 1 && performance < 1.3, String(performance));
});
