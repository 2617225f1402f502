import { capacityOf, partPpm, yearlyPpm } from "../../data/estimates.js";
import { useWindowMs } from "../../data/pace.js";
import type { Pool, PoolConfig } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Facts } from "../../parts/Facts.js";
import { Panel } from "../../parts/Panel.js";
import { Performance } from "../../parts/PoolBits.js";
import { grouped } from "../../words/amounts.js";
import { ppmText, shortPpmText } from "../../words/rates.js";
import { PERFORMANCE_CLASSES, performanceClass } from "../../words/states.js";
import { leftText, secondsText } from "../../words/time.js";

/** The figures of a pool. */
export function PoolFigures({ pool, config }: { readonly pool: Pool; readonly config: PoolConfig | undefined }) {
  const { now } = useChain();
  const windowMs = useWindowMs(config?.performance_window).data;
  const yearly = yearlyPpm(pool, windowMs);
  const self = BigInt(pool.self_stake);
  const least = BigInt(config?.min_self_stake ?? 0);
  const capacity = config === undefined ? undefined : capacityOf(pool, config);
  const taken = BigInt(pool.total_stake) + BigInt(pool.pending_stake);
  const waits = BigInt(pool.unreleased) > 0n && pool.release_end !== null && pool.release_end !== undefined;
  const window = windowMs === undefined ? "the last window" : `the last ${secondsText(windowMs / 1000)}`;
  return (
    <Panel>
      <Facts
        facts={[
          { name: "Fee", value: ppmText(pool.commission_ppm), note: "of each reward, before it is shared" },
          {
            name: "Estimated reward a year",
            value: yearly === undefined ? "–" : shortPpmText(yearly),
            note: `after the fee, by ${window}; no promise`,
          },
          {
            name: "Performance",
            value: <Performance ppm={pool.performance_ppm} />,
            note: `over ${window}. ${PERFORMANCE_CLASSES[performanceClass(pool.performance_ppm)].meaning}`,
          },
          { name: "Attractiveness", value: `${Math.floor(pool.score_ppm / 10_000)} of 100` },
          { name: "Size", value: <Amount base={pool.total_stake} short />, note: `${shortPpmText(pool.share_ppm)} of all pools` },
          {
            name: "Operator’s own stake",
            value: <Amount base={self} short />,
            note:
              self < least ? (
                <>
                  below the minimum of <Amount base={least} short />
                </>
              ) : undefined,
          },
          {
            name: "Room left",
            value: <Amount base={pool.capacity_left} short />,
            note: capacity === undefined ? undefined : `${shortPpmText(partPpm(taken, capacity))} of the capacity is taken`,
          },
          { name: "On the way in", value: <Amount base={pool.pending_stake} short />, note: "by transfers" },
          { name: "Delegators", value: grouped(pool.delegators), note: "the operator too" },
          { name: "Rewards in the window", value: <Amount base={pool.window_rewards} short />, note: "before the fee" },
          { name: "Rewards ever", value: <Amount base={pool.lifetime_rewards} short />, note: "before the fee" },
          {
            name: "Waiting to be released",
            value: <Amount base={pool.unreleased} short />,
            note: waits && pool.release_end ? `the last of it ${leftText(pool.release_end, now)}` : undefined,
          },
        ]}
      />
    </Panel>
  );
}
