import { describe, expect, test } from "vitest";

import { estimatesOf, type Estimate, type Wish } from "../src/data/vault.js";
import { hasAny } from "../src/pages/stake/Elsewhere.js";
import { othersOf } from "../src/pages/vault/Calculator.js";
import { longestPeriod, periodProblem, phaseRule, shortestPeriod } from "../src/pages/vault/period.js";
import { readWish } from "../src/pages/vault/WishInputs.js";

const DAY = 86_400_000;
const START = 1_700_000_000_000;
const PROGRAMME = {
  starts_at: `${START}000000`,
  duration_days: 548,
  min_days: 30,
  max_days: 365,
  phase1_days: 14,
  phase1_min_months: 6,
  nft_cap: 100,
  loyalty_cap: 35_000,
};
const at = (days: number, more = 0) => ({ height: 1, timeMs: START + days * DAY + more });
const WISH: Wish = { amount: 1_000n, days: 90, nfts: 0, loyalty: 0 };

describe("periods", () => {
  test("end with a day of the programme, and in it", () => {
    expect(longestPeriod(PROGRAMME, at(100))).toBe(365);
    expect(longestPeriod(PROGRAMME, at(200))).toBe(348);
    expect(longestPeriod(PROGRAMME, at(200, 999))).toBe(348);
    expect(longestPeriod(PROGRAMME, at(200, 1_000))).toBe(347);
    expect(longestPeriod(PROGRAMME, at(518))).toBe(30);
    expect(longestPeriod(PROGRAMME, at(600))).toBe(0);
    expect(longestPeriod(PROGRAMME, at(-1))).toBe(0);
  });

  test("are long in the first phase", () => {
    expect(shortestPeriod(PROGRAMME, at(13))).toBe(180);
    expect(phaseRule(PROGRAMME, at(13))).toContain("only periods of 180 days or more");
    expect(shortestPeriod(PROGRAMME, at(14))).toBe(30);
    expect(phaseRule(PROGRAMME, at(14))).toBeUndefined();
  });

  test("that are not possible are named", () => {
    expect(periodProblem(29, PROGRAMME, at(0))).toBe("30 to 365 days");
    expect(periodProblem(365, PROGRAMME, at(0))).toBeUndefined();
    expect(periodProblem(365, PROGRAMME, at(400))).toBe("At most 148 days: the programme ends then");
  });

  test("that are not possible any more are not asked for", () => {
    const names = (days: number) => othersOf(WISH, PROGRAMME, at(days)).map(({ name }) => name);
    expect(names(0)).toEqual(["30 days", "180 days", "365 days", "one more NFT", "100 more of loyalty"]);
    expect(names(400)).toEqual(["30 days", "one more NFT", "100 more of loyalty"]);
  });
});

describe("estimates", () => {
  const client = {
    estimate: async ({ days }: { days: number }) => {
      if (days > 100) throw new Error("programme");
      return { months: days / 30 } as Estimate;
    },
  };

  test("one that is refused says nothing of the others", async () => {
    const outcomes = await estimatesOf(client, [WISH, { ...WISH, days: 365 }, { ...WISH, days: 30 }]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("where none is answered there is a reason", async () => {
    await expect(estimatesOf(client, [{ ...WISH, days: 365 }])).rejects.toThrow("programme");
    expect(await estimatesOf(client, [])).toEqual([]);
  });
});

describe("the inputs", () => {
  const typed = { amount: "1000", days: "90", nfts: "0", loyalty: "0" };

  test("are read as those of forms", () => {
    expect(readWish(typed, 6)).toEqual({ wish: { ...WISH, amount: 1_000_000_000n }, problems: {} });
  });

  test("that are empty or wrong are named and count for nothing", () => {
    expect(readWish({ ...typed, days: "" }, 6)).toEqual({ wish: undefined, problems: { days: "This is needed" } });
    const wrong = readWish({ amount: "1.2345678", days: "9x", nfts: "-1", loyalty: "many" }, 6);
    expect(wrong.wish).toBeUndefined();
    expect(Object.keys(wrong.problems)).toEqual(["amount", "days", "nfts", "loyalty"]);
    expect(readWish({ ...typed, amount: "0" }, 6).problems).toEqual({ amount: "More than nothing" });
  });
});

test("deposited NFTs alone are something too", () => {
  const nothing = { positions: [], batches: [], deposits: [] };
  expect(hasAny(nothing)).toBe(false);
  expect(hasAny({ ...nothing, deposits: ["7"] })).toBe(true);
});
