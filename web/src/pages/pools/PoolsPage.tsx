import { Group, Pagination, Stack, Tabs, Text } from "@mantine/core";
import { useMemo, useState } from "react";

import { useDescriptions } from "../../data/metadata.js";
import { usePoolConfig, usePools, type Pool } from "../../data/poolRegistry.js";
import { useWindowMs } from "../../data/pace.js";
import { useChain } from "../../network/ChainProvider.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Empty } from "../../parts/Panel.js";
import { PageHead } from "../../parts/PageHead.js";
import { RegistryAlerts } from "../../parts/RegistryAlerts.js";
import { grouped } from "../../words/amounts.js";
import { POOL_STATES } from "../../words/states.js";
import { counted } from "../../words/time.js";
import { arrangePools, type PoolFilter, type PoolGroup, type PoolOrder } from "./order.js";
import { PoolFilters } from "./PoolFilters.js";
import { PoolTable } from "./PoolTable.js";
import { ScoreExplained } from "./ScoreExplained.js";

const ROWS = 25;
const MINUTE_MS = 60_000;
const EVERYTHING: PoolFilter = { text: "", maxFeePpm: undefined, room: undefined };

const GROUPS: Readonly<Record<PoolGroup, { name: string; about: string }>> = {
  active: { name: "Active", about: "Pools that take part and have done so long enough to be compared." },
  new: { name: "New", about: "Pools that take part but are too young to say how well: nothing is known of their performance." },
  broken: { name: POOL_STATES.broken.name, about: POOL_STATES.broken.meaning },
  retired: { name: POOL_STATES.retired.name, about: POOL_STATES.retired.meaning },
};

/** All pools, the most attractive first. */
export default function PoolsPage() {
  const pools = usePools();
  return (
    <Stack gap="lg">
      <PageHead
        title="Pools"
        about="Delegate to a pool and share its rewards by your stake. You can leave or move whenever you like."
      />
      <RegistryAlerts />
      <Asked query={pools} what="the pools">
        {(all) => <PoolLists pools={all} />}
      </Asked>
    </Stack>
  );
}

function PoolLists({ pools }: { readonly pools: readonly Pool[] }) {
  const config = usePoolConfig();
  const windowMs = useWindowMs(config.data?.performance_window);
  const { now } = useChain();
  // To the minute: with every block the lists would be arranged anew.
  const since = windowMs.data === undefined ? undefined : Math.floor((now.timeMs - windowMs.data) / MINUTE_MS) * MINUTE_MS;
  const described = useDescriptions(pools);
  const [filter, setFilter] = useState(EVERYTHING);
  const [order, setOrder] = useState<PoolOrder>("score");
  const groups = useMemo(() => arrangePools(pools, filter, order, described, since), [pools, filter, order, described, since]);
  const names = Object.keys(GROUPS) as PoolGroup[];
  const [first] = useState(() => names.find((name) => groups[name].length > 0) ?? "active");
  return (
    <Stack gap="md">
      <Trouble query={config} />
      {config.data !== undefined && <ScoreExplained config={config.data} />}
      <PoolFilters filter={filter} onFilter={setFilter} order={order} onOrder={setOrder} />
      <Tabs defaultValue={first} keepMounted={false}>
        <Tabs.List aria-label="Lists of pools" className="one-line">
          {names.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              px="sm"
              rightSection={
                <Text span size="xs" c="dimmed" className="figures">
                  {grouped(groups[name].length)}
                </Text>
              }
            >
              {GROUPS[name].name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => (
          <Tabs.Panel key={name} value={name} pt="md">
            <PoolList
              key={`${name} ${order} ${filter.text}`}
              about={GROUPS[name].about}
              pools={groups[name]}
              described={described}
              windowMs={windowMs.data}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

interface ListProps {
  readonly about: string;
  readonly pools: readonly Pool[];
  readonly described: ReturnType<typeof useDescriptions>;
  readonly windowMs: number | undefined;
}

function PoolList({ about, pools, described, windowMs }: ListProps) {
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(pools.length / ROWS));
  const shown = Math.min(page, pages);
  if (pools.length === 0) return <Empty>{about} There are none that match.</Empty>;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {about}
      </Text>
      <PoolTable pools={pools.slice((shown - 1) * ROWS, shown * ROWS)} described={described} windowMs={windowMs} />
      {pages > 1 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {counted(pools.length, "pool")}
          </Text>
          <Pagination
            total={pages}
            value={shown}
            onChange={setPage}
            size="sm"
            getItemProps={(number) => ({ "aria-label": `Page ${number}` })}
            getControlProps={(control) => ({ "aria-label": `${control} page` })}
          />
        </Group>
      )}
    </Stack>
  );
}
