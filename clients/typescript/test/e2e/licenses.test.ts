import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  all,
  eventOf,
  licenseMessage,
  LicenseNftClient,
  licenseNftLists,
  refusalIn,
  stakerRegistryLists,
  type SigningConnection,
} from "../../src/index.js";
import { newAccounts, waitFor } from "../support/devnet.js";
import { clients, deploy, deployLicenses, openPool, type Suite } from "../support/suite.js";

const COINS_PER_LICENSE = "2000";

let suite: Suite;
let bob: SigningConnection;
let eve: SigningConnection;
let pool: string;
/** As bob and eve call it. */
let bobs: LicenseNftClient;
let eves: LicenseNftClient;

before(async () => {
  const { owner, ada, ...others } = await newAccounts("owner", "ada", "bob", "eve");
  ({ bob, eve } = others);
  suite = await deploy(owner);
  pool = await openPool(ada, suite, 0);
  const licenses = await deployLicenses(owner, suite, COINS_PER_LICENSE);
  const minted = (token_id: string, to: SigningConnection) => ({
    token_id,
    owner: to.address,
    extension: { mining_pool: "pool-a" },
  });
  await licenses.mintMany({ licenses: [minted("1", bob), minted("10", bob), minted("9", eve)] });
  bobs = new LicenseNftClient(bob, bob.address, licenses.contractAddress);
  eves = new LicenseNftClient(eve, eve.address, licenses.contractAddress);
});

async function collect<Row, T>(rows: AsyncIterable<Row>, map: (row: Row) => T): Promise<T[]> {
  const collected: T[] = [];
  for await (const row of rows) collected.push(map(row));
  return collected;
}

test("a licence is bonded to a pool, listed, and comes back", async () => {
  const { pools, stakers } = clients(bob, suite);
  const msg = licenseMessage({ bond_license: { staker: pool, role: "validator" } });

  const { events } = await bobs.sendNft({ contract: suite.stakerRegistry, tokenId: "10", msg });

  const bonded = eventOf(events, "staker-registry", "license_bonded", suite.stakerRegistry).attributes;
  assert.deepEqual([bonded.token_id, bonded.staker, bonded.licenses], ["10", pool, 1]);
  const { tokens, licenses, weight } = await pools.delegation({ pool, delegator: bob.address });
  assert.deepEqual([tokens, licenses, weight], ["0", 1, COINS_PER_LICENSE]);
  const inCustody = stakerRegistryLists(stakers).licenses({ staker: pool, owner: bob.address });
  assert.deepEqual(await collect(all(inCustody, 1), ({ token_id, state }) => [token_id, state]), [["10", "bonded"]]);
  const lists = licenseNftLists(bobs);
  assert.deepEqual(await collect(all(lists.licensesByHolder({ owner: bob.address }), 1), ({ token_id }) => token_id), [
    "1",
    "10",
  ]);
  assert.deepEqual(await collect(all(lists.tokens({ owner: bob.address }), 1), (id) => id), ["1"]);
  assert.deepEqual(await collect(all(lists.allTokens(), 2), (id) => id), ["1", "10", "9"]);
  assert.deepEqual(await collect(all(lists.allLicenses(), 2), ({ node }) => node), [null, pool, null]);

  const unbonded = await stakers.unbondLicense({ tokenId: "10" });
  await waitFor(bob, eventOf(unbonded.events, "staker-registry", "license_unbonded").attributes.release);
  await clients(eve, suite).stakers.releaseLicense({ tokenId: "10" });
  assert.equal((await bobs.ownerOf({ tokenId: "10" })).owner, bob.address);
});

test("a licence makes a staker, and its refusals have their words", async () => {
  const msg = licenseMessage({
    register_staker: { signing_address: eve.address, coinbase_address: eve.address, role: "resource_node" },
  });
  await eves.sendNft({ contract: suite.stakerRegistry, tokenId: "9", msg });
  assert.equal((await clients(eve, suite).stakers.staker({ staker: eve.address })).weight, COINS_PER_LICENSE);

  const words = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return refusalIn(error)?.words;
  };
  const role = licenseMessage({ bond_license: { staker: pool, role: "resource_node" } });
  assert.ok((await words(bobs.sendNft({ contract: suite.stakerRegistry, tokenId: "1", msg: role })))?.includes("role"));
  assert.ok((await words(bobs.transferNft({ recipient: eve.address, tokenId: "1" })))?.includes("testnet"));
  assert.ok((await words(eves.transferNft({ recipient: bob.address, tokenId: "9" })))?.includes("bonded"));
});
