import { Button, List, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";

import { TimeChart, type Moment } from "../../charts/TimeChart.js";
import { useDates, useRegistryActivity } from "../../data/activity.js";
import { useContracts } from "../../data/contracts.js";
import { useWindowMs } from "../../data/pace.js";
import type { Pool, PoolConfig } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { Asked, ProblemAlert } from "../../parts/Asked.js";
import { Panel } from "../../parts/Panel.js";
import { Section } from "../../parts/Section.js";
import { useTeller } from "../../words/useTeller.js";
import { shortAmountText, shortDigits } from "../../words/amounts.js";
import { ppmText, shortPpmText } from "../../words/rates.js";
import { dateText } from "../../words/time.js";
import { poolHistory, type PoolHistory, type Step } from "./history.js";

/** How a pool came to where it is. */
export function PoolCharts({ pool, config }: { readonly pool: Pool; readonly config: PoolConfig | undefined }) {
  const window = useWindowMs(config?.performance_window);
  const blockMs = window.data === undefined || config === undefined ? undefined : window.data / config.performance_window;
  const { query, older } = useRegistryActivity(blockMs);
  const { pools } = useContracts();
  const history = useMemo(
    () => (query.data === undefined ? undefined : poolHistory(pool.pool, pools.contractAddress, query.data)),
    [query.data, pool.pool, pools],
  );
  const cut = query.data?.cut === true;
  return (
    <Section
      title="Over time"
      about={cut ? "From what happened lately; what is older was not read." : "From what the node remembers of the past."}
      actions={
        cut && (
          <Button size="xs" variant="default" loading={older.isPending} onClick={() => older.mutate()}>
            Read more of the past
          </Button>
        )
      }
    >
      {older.error !== null && <ProblemAlert error={older.error} />}
      <Asked query={query} what="the past">
        {() => history !== undefined && <Charts pool={pool} history={history} />}
      </Asked>
    </Section>
  );
}

function Charts({ pool, history }: { readonly pool: Pool; readonly history: PoolHistory }) {
  const { now } = useChain();
  const { unit } = useNetwork();
  const teller = useTeller();
  const { stake, rewards, fee, changes } = history;
  const heights = [...stake, ...rewards, ...fee, ...changes].map(({ height }) => height);
  const dates = useDates(heights).data;
  if (dates === undefined) return <Text c="dimmed">Nothing is known of the past.</Text>;
  const momentsOf = (steps: readonly Step[], last: bigint | undefined): Moment[] => {
    const moments = steps.map(({ height, value }) => ({ timeMs: dates(height), value }));
    return last === undefined || moments.length === 0 ? moments : [...moments, { timeMs: now.timeMs, value: last }];
  };
  const amount = (value: bigint): string => shortAmountText(value, unit);
  const digits = (value: bigint): string => shortDigits(value, unit.decimals);
  const charts = [
    { name: "Stake", unit: unit.symbol, moments: momentsOf(stake, BigInt(pool.total_stake)), text: amount, axis: digits },
    {
      name: "Rewards, added up",
      unit: unit.symbol,
      moments: momentsOf(rewards, rewards.at(-1)?.value),
      text: amount,
      axis: digits,
    },
    { name: "Fee", unit: "of rewards", moments: momentsOf(fee, BigInt(pool.commission_ppm)), text: ppmText, axis: shortPpmText },
  ];
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        {charts.map(({ name, unit: of, moments, text, axis }) => (
          <Panel key={name} p="md">
            <Title order={3} size="h6" mb="xs">
              {name}{" "}
              <Text span size="xs" c="dimmed">
                {of}
              </Text>
            </Title>
            <TimeChart label={`${name} over time`} name={name} moments={moments} text={text} axis={axis} steps />
          </Panel>
        ))}
      </SimpleGrid>
      {changes.length > 0 && (
        <List size="sm" spacing={4} aria-label="What changed">
          {changes.slice(0, 12).map((happened, index) => (
            <List.Item key={`${happened.transactionHash} ${index}`}>
              <Text span size="sm" c="dimmed">
                {dateText(dates(happened.height))}:
              </Text>{" "}
              {teller(happened.event)}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
