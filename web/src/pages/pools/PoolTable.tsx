import { Badge, Text } from "@mantine/core";

import { openRequest, yearlyPpm } from "../../data/estimates.js";
import type { Described } from "../../data/metadataRules.js";
import type { Pool } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Performance, PoolName } from "../../parts/PoolBits.js";
import { Rows, type RowColumn } from "../../parts/Rows.js";
import { ppmText, shortPpmText } from "../../words/rates.js";
import { PERFORMANCE_CLASSES } from "../../words/states.js";
import { dayText, millisOf, pointText, reached, type Point } from "../../words/time.js";

interface Props {
  readonly pools: readonly Pool[];
  readonly described: ReadonlyMap<string, Described>;
  readonly windowMs: number | undefined;
}

/** Pools as rows, on narrow screens as cards. */
export function PoolTable({ pools, described, windowMs }: Props) {
  const columns = useColumns(windowMs);
  return (
    <Rows
      label="Pools"
      rows={pools}
      keyOf={({ pool }) => pool}
      columns={[{ name: "Pool", cell: ({ pool }) => <PoolName pool={pool} described={described.get(pool)} /> }, ...columns]}
    />
  );
}

const CLASSES = Object.values(PERFORMANCE_CLASSES)
  .map(({ name, meaning }) => `${name}: ${meaning}`)
  .join(" ");

function useColumns(windowMs: number | undefined): readonly RowColumn<Pool>[] {
  const { unit } = useNetwork();
  return [
    { name: "Fee", right: true, meaning: "The operator’s commission on rewards", cell: (pool) => <Fee pool={pool} /> },
    {
      name: "Est. reward",
      right: true,
      meaning: "A year’s reward after the fee, by what the pool earned in the last window: a look back, no promise",
      cell: (pool) => <Reward ppm={yearlyPpm(pool, windowMs)} />,
    },
    {
      name: "Performance",
      right: true,
      meaning: `Rewards earned over rewards expected. ${CLASSES}`,
      cell: ({ performance_ppm: ppm }) => <Performance ppm={ppm} />,
    },
    {
      name: "Own stake",
      right: true,
      meaning: `The operator’s own stake, in ${unit.symbol}`,
      cell: (pool) => <Amount base={pool.self_stake} short bare />,
    },
    {
      name: "Size",
      right: true,
      meaning: `All stake in the pool, in ${unit.symbol}, and its part of the stake of all pools`,
      cell: (pool) => (
        <>
          <Amount base={pool.total_stake} short bare />{" "}
          <Text span size="xs" c="dimmed">
            {shortPpmText(pool.share_ppm)}
          </Text>
        </>
      ),
    },
    {
      name: "Room left",
      right: true,
      meaning: `What others may still add, in ${unit.symbol}`,
      cell: (pool) => <Amount base={pool.capacity_left} short bare />,
    },
    { name: "Score", right: true, meaning: "Attractiveness, of 100", cell: ({ score_ppm: score }) => Math.floor(score / 10_000) },
  ];
}

function Reward({ ppm }: { readonly ppm: bigint | undefined }) {
  return ppm === undefined ? (
    <Text span c="dimmed">
      –
    </Text>
  ) : (
    <span className="figures">{shortPpmText(ppm)}</span>
  );
}

/** The fee, and the one that is announced. */
function Fee({ pool }: { readonly pool: Pool }) {
  const { now } = useChain();
  const { commission_ppm: fee } = pool;
  const request = openRequest(pool, now);
  if (request === undefined) return <>{ppmText(fee)}</>;
  const rises = request.commission_ppm > fee;
  return (
    <>
      {ppmText(fee)}{" "}
      <Badge size="sm" color={rises ? "orange" : "teal"}>
        → {ppmText(request.commission_ppm)}
      </Badge>
      <Text size="xs" c="dimmed">
        {reached(request.release, now) ? "possible now" : `from ${dayOf(request.release)}`}
      </Text>
    </>
  );
}

/** The day of a point, for a narrow place; the hour is on the pool's page. */
function dayOf(point: Point): string {
  return "at_time" in point ? dayText(millisOf(point.at_time)) : pointText(point);
}
