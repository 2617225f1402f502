import { metadataHash } from "../src/index.js";
import { newAccounts, reward, STAKE, waitFor } from "../test/support/devnet.js";
import { clients, deploy, openPool, type Suite } from "../test/support/suite.js";
import * as aion from "./aion.js";

/** Plays every example; `say` is told each call and its answer. */
export async function play(say: (call: string, answer: unknown) => void): Promise<void> {
  const accounts = await newAccounts("owner", "ada", "eve", "bob", "seeker");
  const { owner, ada, eve, bob, seeker } = accounts;
  const suite = deployed() ?? (await deploy(owner));
  const adas = clients(ada, suite);
  const bobs = clients(bob, suite);
  const seekers = clients(seeker, suite);
  const begin = await ada.cosmwasm.getHeight();
  const pool = await openPool(ada, suite, 50_000);
  const other = await openPool(eve, suite, 0);
  const { coinbase } = await adas.pools.pool({ pool });

  const run = async <Answer>(call: string, answer: Promise<Answer>): Promise<Answer> => {
    say(call, await answer);
    return answer;
  };

  await run("delegate", aion.delegate(bobs.pools, pool, { denom: STAKE, amount: "50000" }));
  await run("getStake", aion.getStake(bobs.pools, pool, bob.address));
  await run("getTotalStake", aion.getTotalStake(bobs.pools, pool));

  await reward(seeker, coinbase, "12000");
  await run("getRewards", aion.getRewards(bobs.pools, pool, bob.address));
  await run("withdrawRewards", aion.withdrawRewards(bobs.pools, pool));
  await reward(seeker, coinbase, "12000");
  await run("redelegateRewards", aion.redelegateRewards(bobs.pools, pool));

  await run("enableAutoRewardsDelegation", aion.enableAutoRewardsDelegation(bobs.pools, pool, 100_000));
  await reward(seeker, coinbase, "12000");
  await run("autoRedelegate", aion.autoRedelegate(seekers.pools, 1n));
  await run("disableAutoRewardsDedelegation", aion.disableAutoRewardsDelegation(bobs.pools, pool));

  const undelegation = await run("undelegate", aion.undelegate(bobs.pools, pool, "1000", "10"));
  const transfer = await run("transferDelegation", aion.transferDelegation(bobs.pools, pool, other, "1000", "10"));
  await waitFor(bob, undelegation.release);
  await waitFor(bob, transfer.release);
  await run("finalizeUndelegate", aion.finalizeUndelegate(seekers.pools, undelegation.id));
  await run("finalizeTransfer", aion.finalizeTransfer(seekers.pools, transfer.id));

  const { release } = await run("undelegate", aion.undelegate(bobs.pools, pool, "2000", "20"));
  await waitFor(bob, release);
  await run("finalizeMatured", aion.finalizeMatured(seekers.stakers, seekers.pools));

  const inForce = await run("requestCommissionChange", aion.requestCommissionChange(adas.pools, 60_000));
  await waitFor(ada, inForce);
  await run("finalizeCommissionChange", aion.finalizeCommissionChange(adas.pools));

  const file = new TextEncoder().encode('{"schema_version":1,"name":"Ada"}');
  const description = { metadataUrl: "https://ada.example/meta.json", metadataHash: metadataHash(file) };
  await adas.pools.updateMetadata(description);
  await run("isMetadataOf", aion.isMetadataOf(bobs.pools, pool, file));
  await reward(seeker, coinbase, "12000");
  await aion.withdrawRewards(bobs.pools, pool);
  await run("getPoolInfo", aion.getPoolInfo(bobs.pools, pool));
  await run("getApparentPerformance", aion.getApparentPerformance(bobs.pools, pool));
  await run("listPools", aion.listPools(bobs.pools, "active"));
  await run("poolsByAttractiveness", aion.poolsByAttractiveness(bobs.pools));
  await run("getDashboard", aion.getDashboard(bobs.pools, bob.address));
  await run("getPastDelegations", aion.getPastDelegations(bob, suite.poolRegistry, pool, begin));
  await run("getLifeCycleNotices", aion.getLifeCycleNotices(bob, suite.poolRegistry, pool, begin));
}

function deployed(): Suite | undefined {
  const { TRIBUTARY_POOL_REGISTRY: poolRegistry, TRIBUTARY_STAKER_REGISTRY: stakerRegistry } = process.env;
  return poolRegistry !== undefined && stakerRegistry !== undefined ? { poolRegistry, stakerRegistry } : undefined;
}
