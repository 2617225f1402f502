import { describe, expect, test } from "vitest";
import { REFUSAL_WORDS, TributaryError } from "tributary-client";

import { isAddress, shortAddress } from "../src/words/addresses.js";
import {
  amountProblem,
  amountText,
  digitsText,
  inputText,
  parseAmount,
  shortAmountText,
  shortDigits,
} from "../src/words/amounts.js";
import { isSilence, said, SigningRefused } from "../src/words/errors.js";
import { bpsText, decimalPpm, decimalText, parsePercent, percentInput, ppmText, shortPpmText } from "../src/words/rates.js";
import { EXPLAINED } from "../src/words/refusalWords.js";
import { performanceClass } from "../src/words/states.js";
import { after, counted, durationText, leftText, pointOf, reached, secondsText } from "../src/words/time.js";

const STAKE = { symbol: "STAKE", decimals: 6 };

describe("amounts", () => {
  test("keep every digit, however large", () => {
    expect(amountText(1_234_567_890_123_456_789_012_345_678n, STAKE)).toBe("1,234,567,890,123,456,789,012.345678 STAKE");
    expect(amountText(1_500_000n, STAKE)).toBe("1.5 STAKE");
    expect(amountText(1n, STAKE)).toBe("0.000001 STAKE");
    expect(amountText(0n, STAKE)).toBe("0 STAKE");
    expect(digitsText(-1_000_001n, 6)).toBe("−1.000001");
    expect(digitsText(1_234n, 0)).toBe("1,234");
  });

  test("are cut in narrow places, never rounded up", () => {
    expect(shortDigits(1_999_999n, 6)).toBe("1.99");
    expect(shortDigits(999_999_999n, 6)).toBe("999.9");
    expect(shortDigits(1_234_999_999n, 6)).toBe("1,234");
    expect(shortDigits(1_999_999_999_999n, 6)).toBe("1.99 M");
    expect(shortDigits(12_050_000_000_000_000n, 6)).toBe("12.05 B");
    expect(shortDigits(1n, 6)).toBe("<0.001");
    expect(shortAmountText(0n, STAKE)).toBe("0 STAKE");
  });

  test("are read as they are written", () => {
    expect(parseAmount("1,234.5", 6)).toBe(1_234_500_000n);
    expect(parseAmount(".5", 6)).toBe(500_000n);
    expect(parseAmount("5.", 6)).toBe(5_000_000n);
    expect(parseAmount("0.1234560", 6)).toBe(123_456n);
    expect(parseAmount("9007199254740993", 6)).toBe(9_007_199_254_740_993_000_000n);
    expect(parseAmount("1,234,567", 0)).toBe(1_234_567n);
    expect(parseAmount("1 234.5", 6)).toBe(1_234_500_000n);
    for (const wrong of ["1,5", "0,5", "1,2345", "1234,567", ",123", "1,234,56", "1.234,5", "1 5"])
      expect(parseAmount(wrong, 6), wrong).toBeUndefined();
    for (const wrong of ["", ".", "1e6", "-1", "0.1234567", "1.2.3", "abc"]) expect(parseAmount(wrong, 6)).toBeUndefined();
  });

  test("with a decimal comma are refused in words", () => {
    expect(amountProblem("1,5", 6)).toContain("write a point");
    expect(amountProblem("1.2345678", 6)).toBe("A number with at most 6 digits behind the point");
    expect(amountProblem("1.5", 0)).toBe("A whole number");
  });

  test("come back unchanged through an input", () => {
    for (const base of [0n, 1n, 999_999n, 1_000_000n, 123_456_789_012_345_678_901n])
      expect(parseAmount(inputText(base, 6), 6)).toBe(base);
  });
});

describe("rates", () => {
  test("read in per cent", () => {
    expect(ppmText(52_500)).toBe("5.25\u00a0%");
    expect(ppmText(1)).toBe("0.0001\u00a0%");
    expect(ppmText(1_000_000)).toBe("100\u00a0%");
    expect(bpsText(6_000)).toBe("60\u00a0%");
    expect(shortPpmText(33_333)).toBe("3.33\u00a0%");
    expect(shortPpmText(333_399)).toBe("33.3\u00a0%");
    expect(shortPpmText(99)).toBe("<0.01\u00a0%");
    expect(shortPpmText(12_345_678_900n)).toBe("1,234,567\u00a0%");
  });

  test("are read without a float between", () => {
    expect(parsePercent("5.25", 4)).toBe(52_500);
    expect(parsePercent("0.0001 %", 4)).toBe(1);
    expect(parsePercent("60", 2)).toBe(6_000);
    expect(parsePercent("0.00001", 4)).toBeUndefined();
    expect(parsePercent("-1", 4)).toBeUndefined();
    for (const ppm of [0, 1, 290_000, 999_999, 1_000_000]) expect(parsePercent(percentInput(ppm, 4), 4)).toBe(ppm);
  });

  test("decimals of the chain are cut", () => {
    expect(decimalText("1.434294481903251827")).toBe("1.434");
    expect(decimalText("2.0000")).toBe("2");
    expect(decimalPpm("0.4512349")).toBe(451_234n);
  });

  test("classes of performance are those of the guide", () => {
    expect([990_000, 989_999, 950_001, 950_000, null].map(performanceClass)).toEqual([
      "excellent",
      "good",
      "good",
      "poor",
      "unknown",
    ]);
  });
});

describe("time", () => {
  const now = { height: 100, timeMs: 1_700_000_000_000 };

  test("durations read in two units", () => {
    expect(secondsText(183_600)).toBe("2 days 3 hours");
    expect(secondsText(86_400)).toBe("1 day");
    expect(secondsText(59.2)).toBe("1 minute");
    expect(secondsText(0)).toBe("no time");
    expect(durationText({ height: 1 })).toBe("1 block");
    expect(counted(1_000, "pool")).toBe("1,000 pools");
  });

  test("points are measured by the chain's clock", () => {
    expect(leftText({ at_height: 140 }, now)).toBe("in 40 blocks");
    expect(leftText({ at_time: "1700000090000000000" }, now)).toBe("in 1 minute 30 seconds");
    expect(leftText({ at_time: "1700000000000000000" }, now)).toBe("now");
    expect(leftText({ never: {} }, now)).toBe("never");
    expect(reached({ at_height: 100 }, now)).toBe(true);
    expect(reached({ never: {} }, now)).toBe(false);
    expect(after({ time: 10 }, now)).toEqual({ at_time: "1700000010000000000" });
    expect(after({ height: 10 }, now)).toEqual({ at_height: 110 });
    expect(pointOf(5n, { height: 1 })).toEqual({ at_height: 5 });
  });
});

describe("addresses", () => {
  const alice = "wasm1rzr0sm2dzrjq5q3karz3049dl2zccql0yr044x";

  test("are shortened and told from other texts", () => {
    expect(shortAddress(alice)).toBe("wasm1rzr0s…044x");
    expect(isAddress(alice, "wasm")).toBe(true);
    expect(isAddress(alice.toUpperCase(), "wasm")).toBe(false);
    expect(isAddress(alice, "cosmos")).toBe(false);
  });
});

describe("errors", () => {
  const refused = (log: string, facts = {}): TributaryError =>
    new TributaryError(`failed to execute message; message index: 0: ${log}: execute wasm contract failed`, facts);

  test("every word of the contracts is explained, and no other", () => {
    expect(Object.keys(EXPLAINED).sort()).toEqual([...REFUSAL_WORDS].sort());
  });

  test("a contract's refusal is said by its first word, with what it cost", () => {
    const text = "pool wasm1abc is broken";
    expect(said(refused(text))).toMatchObject({ says: "The pool is broken and takes no stake. Nothing changed.", detail: text });
    expect(said(refused(text, { height: 5 })).says).toContain("Nothing changed but the fee.");
  });

  test("other refusals are said by their kind", () => {
    expect(said(new TributaryError("out of gas in location")).says).toContain("ran out of gas");
    expect(said(new TributaryError("transaction AB was not seen in a block", { transactionHash: "AB" }))).toMatchObject({
      transactionHash: "AB",
    });
  });

  test("a refused signature and a silent node are no mysteries", () => {
    expect(said(new SigningRefused()).says).toContain("You did not sign");
    expect(said(new Error("no answer from http://127.0.0.1:1: fetch failed")).says).toBe("The node does not answer.");
    expect(isSilence(new Error("something else"))).toBe(false);
  });
});
