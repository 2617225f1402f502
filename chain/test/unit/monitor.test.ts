import assert from "node:assert/strict";
import { test } from "node:test";

import { TributaryError } from "tributary-client";

import type { State } from "../../src/at.js";
import { holds, lineOf, monitor, reportOf } from "../../src/deploy/monitor.js";
import type { Json, JsonObject } from "../../src/json.js";

/** An answer, or what makes it of the arguments; nothing is a refusal: not found. */
type Answer = Json | ((args: JsonObject) => Json | undefined);

/** A small suite whose books are in order: answers by contract and query, balances by owner and denom. */
const books = () => ({
  answers: {
    stakers: {
      config: { denom: "ustake" },
      totals: { tokens: "1000", thawing: "50", transferring: "20", surplus: "5", revenue_due: "7" },
      stakers: {
        stakers: [
          { staker: "ada", tokens: "600" },
          { staker: "bob", tokens: "400" },
        ],
      },
      licenses: ({ staker }) => ({ licenses: staker === "ada" ? [{ token_id: "a-1", surplus: "5" }] : [] }),
      unbonds: { unbonds: [{ id: 1, amount: "30" }, { id: 2, amount: "20" }], last: null }, // prettier-ignore
      transfers: { transfers: [{ id: 3, amount: "20" }], last: null },
    },
    pools: {
      config: { denom: "ustake" },
      pools: {
        pools: [
          { pool: "ada", coinbase: "coins-ada", unreleased: "30" },
          { pool: "bob", coinbase: "coins-bob", unreleased: "0" },
        ],
      },
      outstanding_rewards: ({ pool }) => ({ amount: pool === "ada" ? "100" : "0" }),
      unbooked_rewards: ({ pool }) => ({ amount: pool === "ada" ? "10" : "0" }),
      rewards: ({ pool }) => ({ amount: pool === "ada" ? "40" : "0" }),
      delegators: ({ pool }) => ({
        delegators: [
          { delegator: pool ?? null, rewards: "40" },
          ...(pool === "ada" ? [{ delegator: "dora", rewards: "39" }] : []),
        ],
      }),
    },
    "coins-ada": { config: { registry: "pools", pool: "ada", denom: "ustake" } },
    "coins-bob": { config: { registry: "pools", pool: "bob", denom: "ustake" } },
    licences: {
      config: { denom: "ustake" },
      status: { stage: "mainnet", reserve: "2000", reserve_required: "2000", coins_per_license: "1000" },
      all_tokens: { tokens: ["a-1", "b-1"] },
    },
    treasury: {
      config: { denom: "ustake" },
      revenue: {
        received: "500",
        distributed: "450",
        burned: "50",
        paid_to_pools: "100",
        paid_to_users: "10",
        spent: "40",
        treasury: "150",
        unreleased: "60",
        unsettled: "90",
      },
      pools: { pools: [{ pool: "ada", pending: "70", paid: "100" }] },
      users: { users: [{ user: "dora" }] },
      share: { claimable: "15" },
    },
    vault: {
      config: { stake_asset: { native: "ulp" }, reward_asset: { cw20: "token" } },
      vault: { principal_held: "800", last_position_id: 12_000, funded: "300", claimed: "90", swept: "10" },
      position: ({ position_id: id }) => (id === 1 ? { amount: "300" } : id === 12_000 ? { amount: "500" } : undefined),
    },
    token: { balance: { balance: "200" } },
    escrow: {
      config: { stake_asset: { native: "ustake" }, reward_asset: { native: "ustake" } },
      totals: { reward_pool: "70", revenue_due: "3" },
      offer: ({ offer_id: id }) => (id === 1 || id === 2 ? {} : undefined),
      agreement: ({ agreement_id: id }) =>
        id === 2
          ? { principal_state: "held", principal: "400", owner_rewards: { claimable: "6" }, staker_rewards: { claimable: "4" } }
          : undefined,
    },
  } as Record<string, Record<string, Answer>>,
  balances: {
    stakers: { ustake: "1082" },
    "coins-ada": { ustake: "110" },
    licences: { ustake: "2000" },
    treasury: { ustake: "300" },
    vault: { ulp: "800" },
    escrow: { ustake: "483" },
  } as Record<string, Record<string, string>>,
});

const CONTRACTS = Object.entries({
  stakers: "staker-registry",
  pools: "pool-registry",
  licences: "license-nft",
  treasury: "treasury-decay",
  vault: "boosted-staking",
  escrow: "joint-staking",
}).map(([name, code]) => ({ name, code, address: name }));

function stateOf({ answers, balances }: ReturnType<typeof books>): State {
  return {
    balance: async (address, denom) => balances[address]?.[denom] ?? "0",
    queryContractSmart: async <T>(address: string, query: object): Promise<T> => {
      const [[name, args] = ["", {}]] = Object.entries(query) as [string, JsonObject][];
      const answer = answers[address]?.[name];
      const given = typeof answer === "function" ? answer(args) : answer;
      if (given === undefined) throw new TributaryError(`${name} not found: query wasm contract failed`);
      return given as T;
    },
  };
}

/** The ids of what does not hold once the books were changed. */
async function broken(change: (state: ReturnType<typeof books>) => void): Promise<string[]> {
  const changed = books();
  change(changed);
  const bad = (await monitor(stateOf(changed), CONTRACTS)).filter((invariant) => !holds(invariant));
  return [...new Set(bad.map(({ id }) => id))].sort();
}

/** Puts fields into an answer. */
const answers =
  (contract: string, query: string, fields: JsonObject) =>
  (state: ReturnType<typeof books>): void => {
    const all = state.answers[contract] ?? {};
    all[query] = { ...(all[query] as JsonObject), ...fields };
  };
const has =
  (owner: string, denom: string, amount: string) =>
  ({ balances }: ReturnType<typeof books>): void => {
    balances[owner] = { [denom]: amount };
  };
const position =
  (amount: string) =>
  ({ answers }: ReturnType<typeof books>): void => {
    answers["vault"] = { ...answers["vault"], position: ({ position_id: id }) => (id === 1 ? { amount } : undefined) };
  };

test("books in order hold, all of them, and a gift breaks nothing", async () => {
  const invariants = await monitor(stateOf(books()), CONTRACTS);
  assert.deepEqual(invariants.filter((invariant) => !holds(invariant)).map(lineOf), []);
  const ids = new Set(invariants.map(({ id }) => id));
  assert.deepEqual([...ids].sort(), ["BV-01", "G-02", "JS-01", "LN-03", "PC-02", "PR-03", "PR-04", "SR-01", "TD-05"]);
  for (const { left, right } of invariants.filter(({ id }) => id === "G-02")) assert.equal(left[1], right[1]);
  assert.deepEqual(await broken(has("pools", "ustake", "5")), []);
  assert.deepEqual(await broken(has("stakers", "ustake", "2000")), []);
});

test("each invariant is broken by an answer or a balance that does not fit", async () => {
  const cases: [(state: ReturnType<typeof books>) => void, string[]][] = [
    [has("stakers", "ustake", "1081"), ["G-02", "SR-01"]],
    [answers("stakers", "totals", { revenue_due: "8" }), ["G-02", "SR-01"]],
    [answers("stakers", "totals", { tokens: "999" }), ["SR-01"]],
    [answers("stakers", "totals", { surplus: "4" }), ["SR-01"]],
    [answers("stakers", "stakers", { stakers: [{ staker: "ada", tokens: "1001" }] }), ["SR-01"]],
    [answers("stakers", "unbonds", { unbonds: [{ id: 1, amount: "51" }] }), ["SR-01"]],
    [answers("stakers", "transfers", { transfers: [] }), ["SR-01"]],
    [has("coins-ada", "ustake", "109"), ["G-02", "PC-02"]],
    [answers("pools", "pools", { pools: [{ pool: "ada", coinbase: "coins-ada", unreleased: "32" }] }), ["PR-04"]],
    [(state) => (state.answers["pools"] = { ...state.answers["pools"], rewards: { amount: "42" } }), ["PR-04"]],
    [
      (state) =>
        (state.answers["pools"] = {
          ...state.answers["pools"],
          unbooked_rewards: ({ pool }) => ({ amount: pool === "ada" ? "8" : "0" }),
        }),
      ["PR-04"],
    ],
    [has("licences", "ustake", "1999"), ["G-02", "LN-03"]],
    [answers("licences", "all_tokens", { tokens: ["a-1", "b-1", "c-1"] }), ["LN-03"]],
    [answers("licences", "status", { reserve: "1999" }), ["LN-03"]],
    [answers("licences", "status", { stage: "testnet", reserve: "0", reserve_required: "1000" }), ["LN-03"]],
    [has("treasury", "ustake", "299"), ["G-02", "TD-05"]],
    [answers("treasury", "revenue", { received: "501" }), ["TD-05"]],
    [answers("treasury", "pools", { pools: [{ pool: "ada", pending: "76", paid: "100" }] }), ["TD-05"]],
    [answers("treasury", "pools", { pools: [{ pool: "ada", pending: "70", paid: "99" }] }), ["TD-05"]],
    [answers("treasury", "share", { claimable: "21" }), ["TD-05"]],
    [has("vault", "ulp", "799"), ["BV-01", "G-02"]],
    [answers("token", "balance", { balance: "199" }), ["BV-01", "G-02"]],
    [position("801"), ["BV-01"]],
    [position("799"), ["BV-01"]],
    [has("escrow", "ustake", "482"), ["G-02", "JS-01"]],
    [answers("escrow", "totals", { reward_pool: "71" }), ["G-02", "JS-01"]],
  ];
  for (const [index, [change, expected]] of cases.entries()) assert.deepEqual(await broken(change), expected, `case ${index}`);
  // The pool-registry owes nothing: no balance is too small.
  const all = new Set(cases.flatMap(([, ids]) => ids));
  assert.deepEqual([...all].sort(), ["BV-01", "G-02", "JS-01", "LN-03", "PC-02", "PR-04", "SR-01", "TD-05"]);
});

test("of many of a kind those are named that do not hold", async () => {
  const state = books();
  const pools = state.answers["pools"];
  assert.ok(pools);
  pools["rewards"] = ({ pool }) => ({ amount: pool === "bob" ? "1" : "40" });
  const bad = (await monitor(stateOf(state), CONTRACTS)).filter((invariant) => !holds(invariant));
  assert.deepEqual(bad.map(lineOf), ["BROKEN  PR-04  pools, pool bob: rewards booked and arrived 0 >= claims and unreleased 1"]);
});

test("what cannot be asked is an error, not nothing", async () => {
  const state = books();
  const escrow = state.answers["escrow"];
  assert.ok(escrow);
  escrow["agreement"] = () => {
    throw new TributaryError("advance: 60 ends were passed: query wasm contract failed");
  };
  await assert.rejects(monitor(stateOf(state), CONTRACTS), /advance/);
});

test("programs read the same", async () => {
  const report = reportOf("chain-1", 7, (await monitor(stateOf(books()), CONTRACTS)).slice(-1));
  assert.deepEqual(report, {
    chain_id: "chain-1",
    height: 7,
    holds: true,
    invariants: [
      {
        id: "BV-01",
        contract: "vault",
        left: { what: "principal held", amount: "800" },
        relation: "=",
        right: { what: "position by position", amount: "800" },
        holds: true,
      },
    ],
  });
});
