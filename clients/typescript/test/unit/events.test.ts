import assert from "node:assert/strict";
import { test } from "node:test";

import { chainEventType, decodeEvents, eventsOf, type ChainEvent } from "../../src/index.js";

const REGISTRY = "wasm1registry";

function chainEvent(type: string, attributes: Record<string, string>): ChainEvent {
  return { type, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}

const undelegated = {
  _contract_address: REGISTRY,
  id: "18446744073709551615",
  delegator: "wasm1bob",
  pool: "wasm1ada",
  amount: "340282366920938463463374607431768211455",
  fee: "0",
  release: "1700086400000000000",
  stake: "0",
  pool_stake: "5",
  msg_index: "1",
};

test("an event is decoded with its types", () => {
  const [event, ...others] = decodeEvents([chainEvent("wasm-tributary_pool_registry/undelegated", undelegated)]);

  assert.deepEqual(others, []);
  assert.deepEqual(event, {
    type: "pool-registry/undelegated",
    contract: "pool-registry",
    name: "undelegated",
    address: REGISTRY,
    message: 1,
    attributes: {
      id: 18446744073709551615n,
      delegator: "wasm1bob",
      pool: "wasm1ada",
      amount: 340282366920938463463374607431768211455n,
      fee: 0n,
      release: 1700086400000000000n,
      stake: 0n,
      pool_stake: 5n,
    },
  });
});

test("the type of an event tells its attributes", () => {
  const [event] = decodeEvents([chainEvent("wasm-tributary_pool_registry/undelegated", undelegated)]);

  assert.ok(event?.type === "pool-registry/undelegated");
  const release: bigint = event.attributes.release;
  assert.equal(release, 1700086400000000000n);
});

test("booleans and small numbers are what they are", () => {
  const [state, weights] = decodeEvents([
    chainEvent("wasm-tributary_staker_registry/state_changed", {
      _contract_address: REGISTRY,
      staker: "wasm1ada",
      active: "false",
    }),
    chainEvent("wasm-tributary_pool_registry/score_weights_set", {
      _contract_address: REGISTRY,
      fee: "1",
      performance: "0",
      capacity: "4294967295",
    }),
  ]);

  assert.deepEqual(state?.attributes, { staker: "wasm1ada", active: false });
  assert.deepEqual(weights?.attributes, { fee: 1, performance: 0, capacity: 4294967295 });
});

test("an optional attribute can be absent", () => {
  const [event] = decodeEvents([chainEvent("wasm-tributary_staker_registry/config_announced", { _contract_address: REGISTRY })]);

  assert.deepEqual(event?.attributes, { release: undefined });
  assert.equal(event?.message, undefined);
});

test("an empty text is absent on chain and empty here", () => {
  const [event] = decodeEvents([
    chainEvent("wasm-tributary_pool_registry/metadata_updated", {
      _contract_address: REGISTRY,
      pool: "wasm1ada",
      metadata_hash: "00",
    }),
  ]);

  assert.deepEqual(event?.attributes, { pool: "wasm1ada", metadata_url: "", metadata_hash: "00" });
});

test("an empty list is absent on chain and empty here", () => {
  const set = {
    _contract_address: REGISTRY,
    class: "basic",
    base_value: "20",
    capacity: "10",
    activation_stake: "1",
    enabled: "true",
  };
  const [event] = decodeEvents([chainEvent("wasm-tributary_joint_staking/class_set", set)]);

  assert.deepEqual(event?.attributes, {
    class: "basic",
    base_value: 20n,
    capacity: 10n,
    activation_stake: 1n,
    kappa_steps: "",
    pool: undefined,
    enabled: true,
  });
});

test("what is not ours is left out", () => {
  const strangers = [
    chainEvent("transfer", { amount: "5ustake" }),
    chainEvent("wasm", { _contract_address: REGISTRY, action: "delegate" }),
    chainEvent("wasm-tributary_pool_registry/constructor", { _contract_address: REGISTRY }),
    chainEvent("wasm-tributary_to_string/delegated", { _contract_address: REGISTRY }),
    chainEvent("wasm-tributary_pool_registry/of_tomorrow", { _contract_address: REGISTRY }),
  ];

  assert.deepEqual(decodeEvents(strangers), []);
});

test("what is named like ours but has not its attributes is left out", () => {
  const type = "wasm-tributary_pool_registry/undelegated";
  const { id: _id, ...withoutId } = undelegated;
  const { _contract_address: _address, ...withoutAddress } = undelegated;
  const imitations = [withoutId, withoutAddress, { ...undelegated, amount: "-5" }, { ...undelegated, amount: "0x10" }];

  assert.deepEqual(decodeEvents(imitations.map((attributes) => chainEvent(type, attributes))), []);
});

test("events are picked by contract, name and address", () => {
  const type = chainEventType("pool-registry", "undelegated");
  const events = decodeEvents([
    chainEvent(type, undelegated),
    chainEvent(type, { ...undelegated, _contract_address: "wasm1imitation" }),
    chainEvent("wasm-tributary_pool_registry/paused", { _contract_address: REGISTRY, guardian: "wasm1ada" }),
    chainEvent("wasm-tributary_staker_registry/paused", { _contract_address: REGISTRY, guardian: "wasm1ada" }),
  ]);

  assert.equal(eventsOf(events, "pool-registry", "undelegated").length, 2);
  assert.deepEqual(eventsOf(events, "pool-registry", "undelegated", REGISTRY), [events[0]]);
  assert.deepEqual(eventsOf(events, "staker-registry", "paused"), [events[3]]);
});
