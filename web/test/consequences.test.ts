import { describe, expect, test } from "vitest";
import { TributaryError } from "tributary-client";

import type { ContractCode, Values } from "../src/actions/act.js";
import { ACTIONS } from "../src/actions/tables/index.js";
import { Fields, type Consider } from "../src/actions/types.js";
import type { Contracts } from "../src/data/contracts.js";
import type { Pool } from "../src/data/poolRegistry.js";
import { amountText } from "../src/words/amounts.js";
import { tellEvents } from "../src/words/events/index.js";
import type { Voice } from "../src/words/events/tell.js";
import { pool } from "./fakes.js";

const UNIT = { symbol: "STAKE", decimals: 6 };
const TOKEN = { symbol: "TOK", decimals: 2 };
const VOICE: Voice = {
  amount: (base) => amountText(base, UNIT),
  stake: (base) => amountText(base, TOKEN),
  reward: (base) => amountText(base, TOKEN),
  at: () => VOICE,
  who: (account) => account,
  whole: (account) => `whole ${account}`,
  pool: (pool) => `pool ${pool}`,
  when: (point) => `point ${point}`,
};

interface Chain {
  readonly pools?: readonly Pool[];
  readonly tokens?: string;
  readonly rewards?: string;
  /** What else contracts answer. */
  readonly contracts?: object;
}

/** How a contract says no. */
const refusal = (reason: string) => new TributaryError(`${reason}: query wasm contract failed`);
const silence = () => new Error("no answer from http://127.0.0.1:1: fetch failed");

/** A chain that knows some pools and what the sender holds in each. */
function consider(
  values: Values,
  { pools = [pool("a"), pool("b")], tokens = "100000000", rewards = "0", contracts: others = {} }: Chain = {},
  coins = 0n,
  sender = "me",
): Consider {
  const found = async (name: string): Promise<Pool> =>
    pools.find((entry) => entry.pool === name) ?? Promise.reject(refusal("unknown pool"));
  const fake = {
    pools: {
      pool: ({ pool: name }: { pool: string }) => found(name),
      delegation: async ({ pool: name }: { pool: string }) => ({
        pool: name,
        tokens,
        weight: tokens,
        locked: "0",
        rewards,
        licenses: 0,
        auto_fee_ppm: null,
      }),
      config: async () => ({
        min_self_stake: "1000000",
        min_self_stake_percentage: 1,
        min_delegation: "1000",
        paused: false,
        commission_lock: { time: 604_800 },
      }),
    },
    stakers: {
      config: async () => ({
        unbond_lock: { time: 1_814_400 },
        transfer_lock: { time: 600 },
        signing_cooldown: { time: 604_800 },
        min_self_stake: "1000000",
      }),
    },
    markets: [],
    vaults: [],
    ...others,
  };
  const contracts = fake as unknown as Contracts;
  const network = { denom: "ustake", unit: UNIT, contracts: {} } as unknown as Consider["network"];
  return {
    contracts,
    network,
    now: { height: 5, timeMs: 1_700_000_000_000 },
    sender,
    address: "registry",
    fields: new Fields(values),
    coins,
    asset: undefined,
    balance: async () => 0n,
    fee: () => 0n,
    voice: VOICE,
  };
}

async function told(message: string, given: Consider, code: ContractCode = "pool-registry"): Promise<string> {
  const lines = (await ACTIONS[code][message]?.consequences?.(given)) ?? [];
  return lines.map((line) => (typeof line === "string" ? line : `! ${line.text}`)).join("\n");
}

describe("before signing", () => {
  test("delegating says what is held, the fee, and how to leave", async () => {
    const text = await told("delegate", consider({ pool: "a" }, {}, 50_000_000n));
    expect(text).toContain("You hold 150 STAKE in pool a then");
    expect(text).toContain("fee is 5\u00a0%");
    expect(text).toContain("paid after 21 days");
    expect(text).not.toContain("!");
  });

  test("delegating warns of a full or broken pool and of an announced fee", async () => {
    expect(
      await told("delegate", consider({ pool: "a" }, { pools: [pool("a", { capacity_left: "5000000" })] }, 6_000_000n)),
    ).toContain("! The pool has room for 5 STAKE only.");
    expect(await told("delegate", consider({ pool: "a" }, { pools: [pool("a", { state: "broken" })] }, 1n))).toContain(
      "! pool a is broken",
    );
    const request = { commission_ppm: 200_000, release: { at_height: 10 }, expires: { at_height: 20 } };
    expect(
      await told("delegate", consider({ pool: "a" }, { pools: [pool("a", { commission_request: request })] }, 1n)),
    ).toContain("20\u00a0% is announced and possible in 5 blocks");
  });

  test("undelegating says the lock, the bounty and what stays", async () => {
    const text = await told("undelegate", consider({ pool: "a", amount: "40000000", fee: "1000000" }, { rewards: "7000000" }));
    expect(text).toContain("You still hold 60 STAKE");
    expect(text).toContain("paid after 21 days");
    expect(text).toContain("earns 1 STAKE out of the amount: 39 STAKE remain");
    expect(text).toContain("rewards of 7 STAKE stay yours");
  });

  test("undelegating warns of too much, of dust that would stay, and an operator of breaking its pool", async () => {
    expect(await told("undelegate", consider({ pool: "a", amount: "100000001" }))).toContain("! You do not hold that much");
    expect(await told("undelegate", consider({ pool: "a", amount: "99999500" }))).toContain("less than the minimum");
    const own = pool("me", { self_stake: "100000000" });
    expect(await told("undelegate", consider({ pool: "me", amount: "99500000" }, { pools: [own] }))).toContain(
      "! Your pool breaks",
    );
  });

  test("an operator's pool breaks by its share too, with the stake as it is then", async () => {
    // 1 % of 9,900 + self: below 100 the part of the others is too large.
    const own = pool("me", { self_stake: "110000000", total_stake: "10010000000" });
    const after = (amount: string) => told("undelegate", consider({ pool: "me", amount }, { pools: [own], tokens: "110000000" }));
    expect(await after("10000000")).not.toContain("breaks");
    expect(await after("10000001")).toContain("! Your pool breaks");
    expect(await after("10000001")).toContain("for its delegators too, and they must leave or move by themselves");
    expect(await after("110000000")).toContain("! Your pool retires");
    expect(await after("1")).toContain("Until it is paid it answers for faults of your node.");
  });

  test("a delegator's undelegation answers for nothing", async () => {
    expect(await told("undelegate", consider({ pool: "a", amount: "1" }))).not.toContain("faults");
  });

  test("a silent node is no missing pool", async () => {
    const pools = {
      pool: () => Promise.reject(silence()),
      delegation: () => Promise.reject(silence()),
      config: async () => ({}),
    };
    await expect(told("withdraw_rewards", consider({ pool: "a" }, { contracts: { pools } }))).rejects.toThrow("no answer from");
    const stakers = { unbondItem: () => Promise.reject(silence()) };
    await expect(told("finalize_undelegate", consider({ id: 1 }, { contracts: { stakers } }))).rejects.toThrow("no answer");
    const gone = { unbondItem: () => Promise.reject(refusal("unknown unbond")) };
    expect(await told("finalize_undelegate", consider({ id: 1 }, { contracts: { stakers: gone } }))).toContain(
      "There is no open undelegation of that number",
    );
  });

  test("rewards of several pools are told apart", async () => {
    expect(await told("withdraw_rewards", consider({ pool: "a" }, { rewards: "7000000" }))).toBe(
      "7 STAKE of pool a are paid to you by now; your stake stays as it is.",
    );
  });

  test("a fee that was announced too long ago has lapsed", async () => {
    const request = { commission_ppm: 200_000, release: { at_height: 2 }, expires: { at_height: 4 } };
    const lapsed = await told(
      "finalize_commission_change",
      consider({}, { pools: [pool("me", { commission_request: request })] }),
    );
    expect(lapsed).toBe("! The announced fee of 20\u00a0% lapsed on height 4.");
  });

  test("undelegating warns of rewards that are not released", async () => {
    expect(
      await told("undelegate", consider({ pool: "a", amount: "1" }, { pools: [pool("a", { unreleased: "9000000" })] })),
    ).toContain("! 9 STAKE of the pool’s rewards are not released yet");
  });

  test("moving says when it arrives and what the new pool takes", async () => {
    const text = await told("transfer_delegation", consider({ from_pool: "a", to_pool: "b", amount: "100000000" }));
    expect(text).toContain("You leave the pool with all your coins.");
    expect(text).toContain("It can arrive in pool b after 10 minutes");
    expect(text).toContain("On the way it earns nothing");
    expect(text).toContain("it can arrive once the pool takes it again");
    expect(text).toContain("which means the unbond lock of 21 days");
  });

  test("a message that is not filled in says nothing wrong", async () => {
    for (const [message, action] of Object.entries(ACTIONS["pool-registry"])) {
      if (action.consequences === undefined) continue;
      await expect(told(message, consider({})), message).resolves.toBeTypeOf("string");
    }
  });
});

describe("after signing", () => {
  const event = (contract: string, name: string, attributes: object) => ({
    type: `${contract}/${name}`,
    contract,
    name,
    address: "x",
    message: 0,
    attributes,
  });

  test("what both registries report is told once, in the pools' words", () => {
    const events = [
      event("staker-registry", "unbonded", { id: 3n, amount: 5_000_000n, release: 9n }),
      event("pool-registry", "undelegated", {
        id: 3n,
        delegator: "me",
        pool: "a",
        amount: 5_000_000n,
        fee: 0n,
        release: 9n,
        stake: 1n,
        pool_stake: 1n,
      }),
      event("pool-registry", "rewards_booked", { pool: "a", amount: 1n }),
    ] as unknown as Parameters<typeof tellEvents>[0];
    expect(tellEvents(events, VOICE)).toEqual([
      "5 STAKE are on the way out of pool a (number 3). They can be paid out from point 9 on.",
    ]);
  });

  test("and speaks of what a vault stakes and pays in that asset", () => {
    const events = [event("boosted-staking", "claimed", { user: "me", amount: 1_234n })] as unknown as Parameters<
      typeof tellEvents
    >[0];
    expect(tellEvents(events, VOICE)).toEqual(["12.34 TOK of rewards were paid to you."]);
  });
});

describe("a licence", () => {
  const status = async () => ({ stage: "mainnet", coins_per_license: "1000000", cap: 9, live: 1 });
  const licences = { status };
  const staker = async () => ({ weight: "3000000", tokens: "2000000", licenses: 1 });
  const bonded = (bonder: string, by: string, pools: readonly Pool[] = []) => {
    const contracts = {
      stakers: {
        config: async () => ({ unbond_lock: { time: 1_814_400 }, min_self_stake: "2500000" }),
        licenseBond: async () => ({ token_id: "1", staker: by, bonder }),
        staker,
      },
    };
    return told("unbond_license", consider({ token_id: "1" }, { pools, contracts }), "staker-registry");
  };

  test("of a delegator answers for no faults, of an operator or a solo staker it does until it is back", async () => {
    expect(await bonded("me", "a", [pool("a")])).toContain("It answers for no faults.");
    const own = pool("me", { self_stake: "1500000", total_stake: "1500000" });
    expect(await bonded("me", "me", [own])).toContain(
      "Until it is back it answers for faults of your node, from the mainnet stage on.",
    );
    expect(await bonded("me", "me", [own])).toContain("! Your pool breaks");
    expect(await bonded("me", "me", [])).toContain("! 2 STAKE would stay, below the minimum");
    expect(await bonded("me", "me", [])).toContain("Until it is back it answers for faults");
  });

  test("that is transferred to a contract is warned of, and to an account is not", async () => {
    const to = (recipient: string) => {
      const given = consider({ token_id: "1", recipient }, { contracts: { licences } });
      const network = { ...given.network, contracts: { "vault-a": { code: "boosted-staking", address: "wasm1vault" } } };
      return told("transfer_nft", { ...given, network }, "license-nft");
    };
    expect(await to("wasm1vault")).toContain("! That is the address of the contract vault-a of this network.");
    expect(await to("wasm1vault")).toContain("use “Send a licence to a contract”");
    expect(await to(`wasm1${"q".repeat(58)}`)).toContain("! That is the address of a contract.");
    expect(await to(`wasm1${"q".repeat(38)}`)).toBe(
      `The licence belongs to whole wasm1${"q".repeat(38)} then; its approvals end.`,
    );
  });

  test("is burned for nothing in the testnet, where it cannot be redeemed", async () => {
    const testnet = { status: async () => ({ ...(await status()), stage: "testnet" }) };
    const given = consider({ token_id: "1" }, { contracts: { licences: testnet } });
    expect(await told("burn", given, "license-nft")).toContain("nothing is paid");
    expect(await told("redeem", given, "license-nft")).toBe("! In the testnet stage that is not possible.");
  });
});

describe("who may pause", () => {
  test("without a guardian is nobody in the registries, and the owner elsewhere", async () => {
    expect(await told("set_guardian", consider({}))).toBe("! Nobody can stop entries then, the owner neither.");
    expect(await told("set_guardian", consider({}), "staker-registry")).toContain("the owner neither");
    expect(await told("set_guardian", consider({}), "joint-staking")).toBe("Nobody but the owner can stop entries then.");
  });
});

describe("an agreement", () => {
  const market = (principal: string, pool: string | null = null) => ({
    markets: [
      {
        address: "registry",
        client: {
          offer: async () => ({
            ...{ status: "open", required_stake: "200", lock_days: 30, owner_share_bps: 4_000, base_reward: "5", class: "c" },
          }),
          _class: async () => ({ pool }),
          config: async () => ({ penalty_bps: 1, min_penalty_bps: 1 }),
          agreement: async () => ({
            ...{ owner: "o", staker: "me", principal: "200", principal_state: principal, status: "matured", end_secs: 1 },
          }),
          terminationPreview: async () => {
            const terms = { penalty: "0", from_rewards: "0", from_principal: "0", coins_needed: "0", principal_returned: "200" };
            return { by_owner: terms, by_staker: { ...terms, claimable_left: "0" }, remaining_days: 3 };
          },
        },
      },
    ],
  });
  const says = (message: string, contracts: object) =>
    told(message, consider({ agreement_id: 1, offer_id: 1 }, { contracts }, 200n), "joint-staking");

  test("says when its principal works in a pool", async () => {
    expect(await says("accept_offer", market("held", "p"))).toContain("the principal is delegated to pool p");
    expect(await says("accept_offer", market("held"))).not.toContain("delegated");
  });

  test("gives it back at once, or by the batches of the pool", async () => {
    expect(await says("terminate_agreement", market("held"))).toContain("2 TOK of the principal back at once");
    const text = await says("terminate_agreement", market("delegated"));
    expect(text).toContain("back, but not at once");
    expect(text).toContain("at most one a pool and day");
    expect(await says("settle_agreement", market("delegated"))).toContain("Somebody must send “Release a principal”");
    expect(await says("settle_agreement", market("held"))).not.toContain("batch");
    expect(await says("release_principal", market("unbonding"))).toContain("has not begun, this begins it");
  });

  test("that nobody can be asked about is not missing", async () => {
    const contracts = { markets: [{ address: "registry", client: { agreement: () => Promise.reject(silence()) } }] };
    await expect(says("claim_rewards", contracts)).rejects.toThrow("no answer");
  });
});

describe("what a vault pays", () => {
  test("is the sum of as many positions as one claim takes", async () => {
    const asked: unknown[] = [];
    const batches = (query: { limit: number }) => {
      asked.push(query);
      return { batches: Array.from({ length: query.limit }, (_, index) => ({ position_id: index, claimable: "100" })) };
    };
    const vaults = [{ address: "registry", client: { batches } }];
    const text = await told("claim", consider({}, { contracts: { vaults } }), "boosted-staking");
    expect(text).toContain("32 TOK have vested");
    expect(text).toContain("Claim again after number 31");
    expect(await told("claim", consider({ limit: 2, start_after: 7 }, { contracts: { vaults } }), "boosted-staking")).toContain(
      "2 TOK",
    );
    expect(asked).toEqual([
      { user: "me", limit: 32 },
      { user: "me", limit: 2, startAfter: 7 },
    ]);
  });
});
