import assert from "node:assert/strict";
import { test } from "node:test";

import { VersionInfo } from "cosmjs-types/cosmos/base/tendermint/v1beta1/query";

import { wasmdCheck } from "../../src/deploy/verify.js";
import { supported, wasmdIn } from "../../src/deploy/wasmd.js";

test("no wasmd on which a stranger can make hooks fail passes", () => {
  for (const wasmd of [
    "0.40.2",
    "0.53.0",
    "0.53.4",
    "0.54.2",
    "0.54.3-rc.1",
    "0.55.0",
    "0.55.9",
    "0.60.1",
    "0.61.5",
    "0.61.6-rc.0",
  ])
    assert.ok(!supported(wasmd), wasmd);
  for (const wasmd of [
    "0.54.3",
    "0.54.7",
    "0.60.2",
    "0.61.6",
    "0.61.7-0.20260101000000-0123456789ab",
    "0.61.14",
    "0.70.3",
    "1.0.0",
  ])
    assert.ok(supported(wasmd), wasmd);
});

test("the version is that of the library, or of wasmd itself", () => {
  const told = (appName: string, version: string, wasmd?: string): string | undefined => {
    const buildDeps = wasmd === undefined ? [] : [{ path: "github.com/CosmWasm/wasmd", version: wasmd }];
    return wasmdIn(VersionInfo.fromPartial({ appName, version, buildDeps }));
  };
  assert.equal(told("junod", "29.0.0", "v0.54.1"), "0.54.1");
  assert.equal(told("wasmd", "v0.61.14"), "0.61.14");
  assert.equal(told("junod", "29.0.0"), undefined);
  assert.equal(told("wasmd", ""), undefined);
});

test("a chain that is not supported differs, and one that does not tell is not passed in silence", () => {
  assert.deepEqual(wasmdCheck("0.61.14"), { what: "wasmd 0.61.14", differs: [] });
  assert.match(wasmdCheck("0.55.0").differs.join(), /0\.55\.0 is not supported/);
  assert.match(wasmdCheck(undefined).unknown ?? "", /does not tell its version/);
});
