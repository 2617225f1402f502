import { afterEach, describe, expect, test, vi } from "vitest";

import { feeIn, type StdFee } from "../src/actions/fee.js";
import { linesOf } from "../src/actions/dialog/lines.js";
import { feeToSign, outcomeOf } from "../src/actions/dialog/outcome.js";
import { unitsOf } from "../src/actions/form/units.js";
import { ACTIONS, knownMessage } from "../src/actions/tables/index.js";
import { balanceOf } from "../src/actions/tables/poolConsequences.js";
import { AT_ONCE, type Consider } from "../src/actions/types.js";
import { balanceIn, readAssets, type Asset, type Assets } from "../src/data/assets.js";
import { parseNetwork } from "../src/network/network.js";
import { ensureChain } from "../src/wallet/chain.js";
import { keplrChain, keplrSigner } from "../src/wallet/keplr.js";
import { voiceOf } from "../src/words/voice.js";

const NETWORK = { denom: "ustake", unit: { symbol: "STAKE", decimals: 6 } };
const COINS: Asset = { unit: NETWORK.unit, denom: "ustake", token: undefined };
const TOKENS: Asset = { unit: { symbol: "TOK", decimals: 2 }, denom: undefined, token: "wasm1tok" };

describe("units", () => {
  const of = (code: "joint-staking" | "boosted-staking" | "pool-registry" | "treasury-decay", message: string, assets?: Assets) =>
    unitsOf(code, message, knownMessage(code, message), assets, NETWORK);
  const known: Assets = { stake: TOKENS, reward: COINS, problem: undefined };

  test("are unknown as long as what is typed is of something unknown", () => {
    for (const message of ["open_offer", "edit_offer", "set_class", "update_config", "accept_offer", "fund_rewards"])
      expect(of("joint-staking", message), message).toBeUndefined();
    for (const message of ["stake", "fund", "update_config"]) expect(of("boosted-staking", message), message).toBeUndefined();
    expect(of("joint-staking", "open_offer", { ...known, stake: undefined })).toBeUndefined();
    expect(of("joint-staking", "accept_offer", { ...known, reward: undefined })).toBeUndefined();
  });

  test("leave the ways out open", () => {
    for (const message of ["settle_agreement", "claim_rewards", "release_principal", "cancel_offer"])
      expect(of("joint-staking", message), message).toBeDefined();
    for (const message of ["withdraw", "claim", "withdraw_nft"]) expect(of("boosted-staking", message), message).toBeDefined();
  });

  test("are those of what the field is about", () => {
    const units = of("joint-staking", "accept_offer", known);
    expect(units?.coins).toBe(TOKENS);
    expect(units?.of("min_base_reward")).toEqual(COINS.unit);
    expect(of("joint-staking", "set_class", known)?.of("activation_stake")).toEqual(TOKENS.unit);
    expect(of("pool-registry", "undelegate")?.of("amount")).toEqual(NETWORK.unit);
    expect(of("treasury-decay", "spend_other")?.of("amount").decimals).toBe(0);
  });
});

describe("assets", () => {
  const config = async () => ({ stake_asset: { cw20: "wasm1tok" }, reward_asset: { native: "ustake" } });
  const saying = (answer: unknown) => ({ queryContractSmart: async () => answer }) as never;

  test("are read each on its own", async () => {
    const silent = { queryContractSmart: () => Promise.reject(new Error("silent")) } as never;
    expect(await readAssets(config, NETWORK, silent)).toMatchObject({
      stake: undefined,
      reward: COINS,
      problem: Error("silent"),
    });
    expect(await readAssets(config, NETWORK, saying(TOKENS.unit))).toEqual({ stake: TOKENS, reward: COINS, problem: undefined });
    const none = await readAssets(() => Promise.reject(new Error("silent")), NETWORK, silent);
    expect(none).toMatchObject({ stake: undefined, reward: undefined, problem: Error("silent") });
  });

  test("of tokens that talk nonsense stay unknown", async () => {
    for (const answer of [{ symbol: "T", decimals: 1e9 }, { symbol: "T", decimals: -1 }, { symbol: "T" }, { decimals: 6 }])
      expect((await readAssets(config, NETWORK, saying(answer))).stake).toBeUndefined();
  });

  test("are counted where they lie", async () => {
    const bank = { getBalance: async (_: string, denom: string) => ({ amount: denom === "ustake" ? "7" : "0" }) };
    expect(await balanceIn(COINS, "me", bank, saying({}))).toBe(7n);
    expect(await balanceIn(TOKENS, "me", bank, saying({ balance: "9" }))).toBe(9n);
  });
});

describe("all of it", () => {
  const having = (asset: Asset | undefined, fee: bigint) =>
    balanceOf({ sender: "me", asset, balance: async () => 100n, fee: () => fee } as unknown as Consider);

  test("leaves the fee where that is paid in the same coins", async () => {
    expect(await having(COINS, 30n)).toBe(70n);
    expect(await having(COINS, 300n)).toBe(0n);
    expect(await having(TOKENS, 30n)).toBe(100n);
    expect(await having(undefined, 0n)).toBeUndefined();
  });

  test("is not offered where the amount is exact", () => {
    expect(ACTIONS["joint-staking"]["accept_offer"]?.most).toBeUndefined();
  });

  test("counts the fee that was shown, or an ample one", () => {
    const shown: StdFee = { amount: [{ denom: "ustake", amount: "12" }], gas: "1" };
    expect(feeIn("ustake", shown, "0.0025ustake")).toBe(12n);
    expect(feeIn("ufee", shown, "0.0025ustake")).toBe(0n);
    expect(feeIn("ustake", undefined, "0.0025ustake")).toBe(2_500n);
    expect(feeIn("ustake", undefined, "0.0025ufee")).toBe(0n);
  });
});

describe("signing", () => {
  const fee: StdFee = { amount: [], gas: "1" };

  test("waits until it is said what will be done, and it was tried", () => {
    expect(feeToSign(true, { answer: [] }, { answer: fee })).toBe(fee);
    expect(feeToSign(false, { answer: [] }, { answer: fee })).toBeUndefined();
    expect(feeToSign(true, undefined, { answer: fee })).toBeUndefined();
    expect(feeToSign(true, { error: new Error() }, { answer: fee })).toBeUndefined();
    expect(feeToSign(true, { answer: [] }, undefined)).toBeUndefined();
    expect(feeToSign(true, { answer: [] }, { error: new Error() })).toBeUndefined();
  });

  test("takes a failure for an answer", async () => {
    expect(await outcomeOf(Promise.resolve(1))).toEqual({ answer: 1 });
    expect(await outcomeOf(Promise.reject(new Error("no")))).toEqual({ error: new Error("no") });
    expect((await outcomeOf(Promise.reject(undefined))).error).toBeDefined();
  });

  test("is for the chain that the page shows", async () => {
    const at = (found: string) =>
      ensureChain({ cosmwasm: { getChainId: async () => found } }, { chainId: "a-1", rpc: "http://n" });
    await expect(at("a-1")).resolves.toBeUndefined();
    await expect(at("b-1")).rejects.toThrow("runs b-1, not a-1");
  });
});

describe("lines of several messages", () => {
  test("are said once each, and so is that there may be more", () => {
    expect(linesOf([["a"], ["a", "b"]]).map(({ text }) => text)).toEqual(["a", "b"]);
    const full = linesOf(Array.from({ length: AT_ONCE }, (_, index) => [String(index)]));
    expect(full).toHaveLength(AT_ONCE + 1);
    expect(full.at(-1)?.text).toContain("takes 20 of these at most");
  });
});

describe("a voice", () => {
  const [me, other] = ["wasm1rzr0sm2dzrjq5q3karz3049dl2zccql0yr044x", "wasm1qqqqqq2dzrjq5q3karz3049dl2zccql0yr0zzzz"];
  const described = new Map([
    [me, { name: "Mine" }],
    [other, { name: "your account” (wasm1good) “" }],
  ]);
  const voice = voiceOf({
    unit: NETWORK.unit,
    assets: { v: { stake: TOKENS, reward: undefined, problem: 1 } },
    described,
    own: me,
  });

  test("calls one's own account so, and others by their address, whatever their pools are called", () => {
    expect(voice.who(me)).toBe("your account");
    expect(voice.who(other)).toBe("wasm1qqqqq…zzzz");
    expect(voice.whole(me)).toBe(`your account (${me})`);
    expect(voice.whole(other)).toBe(other);
  });

  test("calls pools by their name and address", () => {
    expect(voice.pool(me)).toBe("“\u2068Mine\u2069” (wasm1rzr0s…044x)");
    expect(voice.pool(other)).toBe('“\u2068your account" (wasm1good) "\u2069” (wasm1qqqqq…zzzz)');
    expect(voice.pool("wasm1none")).toBe("wasm1none");
  });

  test("names no amount of what nobody knows", () => {
    expect(voice.at("v").stake(150n)).toBe("1.5 TOK");
    expect(voice.at("v").reward(150n)).toBe("–");
    expect(voice.at("else").stake(150n)).toBe("–");
    expect(voice.amount(150n)).toBe("0.00015 STAKE");
  });
});

describe("test accounts", () => {
  const file = {
    chain_id: "a-1",
    rpc: "/",
    denom: "u",
    display_denom: "U",
    decimals: 0,
    gas_price: "0u",
    bech32_prefix: "wasm",
    contracts: {},
  };
  const wallets = (test_wallets: unknown) => parseNetwork({ ...file, test_wallets }, "http://x").testWallets;

  test("are those that are named, any, or none", () => {
    expect(wallets(["a"])).toEqual(["a"]);
    expect(wallets(true)).toEqual([]);
    for (const none of [[], false, undefined]) expect(wallets(none)).toBeUndefined();
  });
});

describe("Keplr", () => {
  const network = parseNetwork(
    {
      chain_id: "a-1",
      rpc: "/",
      denom: "u",
      display_denom: "U",
      decimals: 0,
      gas_price: "0.1u",
      bech32_prefix: "wasm",
      contracts: {},
    },
    "http://x",
  );
  afterEach(() => vi.unstubAllGlobals());

  test("is told a REST address or none of the chain", () => {
    expect(keplrChain({ ...network, rest: "http://rest" })).toMatchObject({ rest: "http://rest" });
    expect(() => keplrChain(network)).toThrow("names no REST address");
  });

  test("is waited for", async () => {
    const late = {} as { keplr?: object };
    vi.stubGlobal("window", late);
    await expect(keplrSigner(network, 0)).rejects.toThrow("not installed");
    setTimeout(() => {
      late.keplr = { enable: async () => undefined, getOfflineSignerAuto: async (id: string, options: object) => [id, options] };
    }, 50);
    expect(await keplrSigner(network, 2_000)).toEqual(["a-1", { preferNoSetFee: true }]);
  });
});
