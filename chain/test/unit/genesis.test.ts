import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { toBech32 } from "@cosmjs/encoding";
import type { licenseNft } from "tributary-client";

import { withoutHeight } from "../../src/at.js";
import { digestOver, EMPTY } from "../../src/genesis/digest.js";
import { ensureNew, readSnapshot, recoded, writeSnapshot } from "../../src/genesis/snapshot.js";
import type { Snapshot } from "../../src/genesis/snapshot.js";

const folder = mkdtempSync(join(tmpdir(), "tributary-"));
const address = (byte: number, length = 20): string => toBech32("wasm", new Uint8Array(length).fill(byte));
const license = (token_id: string, byte: number, bond: Partial<licenseNft.License> = {}): licenseNft.License => ({
  token_id,
  owner: address(byte),
  token_uri: null,
  mining_pool: "pool-a",
  minted_at_secs: 1_700_000_000,
  role: null,
  node: null,
  ...bond,
});

/** The example of the specification, whose digests it names. */
const GOLDEN = [
  license("1", 0x11),
  license("10", 0x22, { role: "validator", node: address(0x33), token_uri: "https://pool.example/10" }),
  license("9", 0x11, { role: "resource_node", node: address(0x44) }),
];
const DIGEST = "a8a4740f0afe23e3f40f9ba1024bfaa0d85277b5489d6e3c32f276630986dbc0";
const SNAPSHOT: Snapshot = {
  chainId: "testnet-1",
  contract: address(0x55, 32),
  height: 7,
  digest: DIGEST,
  licenses: GOLDEN,
};

/** A file that holds the snapshot with one text replaced. */
function changed(from: string, to: string): string {
  const file = join(folder, "changed.json");
  writeSnapshot(file, SNAPSHOT);
  const written = readFileSync(file, "utf8");
  assert.ok(written.includes(from), from);
  writeFileSync(file, written.replace(from, to));
  return file;
}

test("the digest is that of the specification, at once and in parts", () => {
  assert.equal(EMPTY, "cc7683ab3d43f74d3fd8b5a9d8d5360dd28b48326ae9b4c8488a444515d27882");
  const first = digestOver(GOLDEN.slice(0, 1));
  assert.equal(first, "d11e309e1e32b9b56478889f09803615c3644e3e5f0eb58694679e929e2a1f68");
  assert.equal(digestOver(GOLDEN.slice(1), first), DIGEST);
  assert.equal(digestOver(GOLDEN), DIGEST);
});

test("another prefix changes the addresses and not the digest", () => {
  const elsewhere = recoded(SNAPSHOT, "osmo");
  assert.equal(elsewhere[1]?.owner, toBech32("osmo", new Uint8Array(20).fill(0x22)));
  assert.equal(elsewhere[1]?.node, toBech32("osmo", new Uint8Array(20).fill(0x33)));
  assert.equal(elsewhere[0]?.node, null);
  assert.equal(digestOver(elsewhere), DIGEST);
  assert.deepEqual(recoded({ licenses: elsewhere }, "wasm"), GOLDEN);
});

test("a file is read as it was written, also one without licences", () => {
  const file = join(folder, "licences.json");
  for (const snapshot of [SNAPSHOT, { ...SNAPSHOT, licenses: [], digest: EMPTY }]) {
    writeSnapshot(file, snapshot);
    assert.deepEqual(readSnapshot(file), snapshot);
  }
  assert.throws(() => ensureNew(file), /licences\.json is there already/);
  ensureNew(join(folder, "another.json"));
});

test("whatever was changed in a file is found", () => {
  const refused = (from: string, to: string, says: RegExp): void => assert.throws(() => readSnapshot(changed(from, to)), says);
  refused(address(0x22), address(0x23), /changed\.json: the file was changed: it says digest a8a4/);
  refused(`"validator"`, `"resource_node"`, /it says digest/);
  refused(`"mining_pool":"pool-a"`, `"mining_pool":"pool-b"`, /it says sha256/);
  refused("1700000000", "1700000001", /it says sha256/);
  refused("https://pool.example/10", "https://pool.example/11", /it says sha256/);
  refused(`"count": 3`, `"count": 2`, /it says licences 2, what stands in it gives 3/);
  refused(DIGEST, EMPTY, /it says digest cc76/);
  refused(`"height": 7,`, "", /file: height is missing/);
  refused(`"height"`, `"heigth"`, /unknown key heigth/);
  refused("1700000000", "9007199254740993", /licence 1, minted_at_secs: expected a whole number/);
  refused(`"token_id":"9"`, `"token_id":"09"`, /licence 09 stands behind 10/);
  refused(`"token_id":"9"`, `"token_id":"9 "`, /licence 3: the id "9 " is not/);
  refused(`"validator"`, "null", /licence 2: role and node come together/);
  refused(`"validator"`, `"miner"`, /licence 2: the role is/);
  refused(`,"role":"validator"`, "", /licence 2: role is missing/);
  refused(address(0x33), toBech32("osmo", new Uint8Array(20)), /licence 2: osmo1.* does not begin with wasm1/);
  refused(address(0x33), "wasm1nobody", /"wasm1nobody" is no address/);
  refused(SNAPSHOT.contract, "wasm1nobody", /"wasm1nobody" is no address/);
});

test("ids are ordered by their bytes", () => {
  const licenses = [license("10", 1), license("9", 1), license("A", 1), license("a", 1)];
  const file = join(folder, "ordered.json");
  writeSnapshot(file, { ...SNAPSHOT, licenses, digest: digestOver(licenses) });
  assert.deepEqual(readSnapshot(file).licenses, licenses);
});

test("a height that the node does not have is named", () => {
  const said = (log: string): string | undefined => withoutHeight(new Error(`Query failed with (18): ${log}`), 5)?.message;
  assert.match(
    said("failed to load state at height 5; version does not exist (latest height: 90): invalid request") ?? "",
    /pruned height 5/,
  );
  assert.match(
    said("cannot query with height in the future; please provide a valid height: invalid height") ?? "",
    /height 5 yet/,
  );
  assert.equal(said("no such contract"), undefined);
  assert.equal(withoutHeight(new Error("no answer"), 5), undefined);
});
