import { ActionIcon, Group, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";

import { ActButton, useAct } from "../../actions/act.js";
import { AT_ONCE } from "../../actions/types.js";
import type { Described } from "../../data/metadataRules.js";
import type { Delegation, Pool } from "../../data/poolRegistry.js";
import { Amount } from "../../parts/Amount.js";
import { Empty } from "../../parts/Panel.js";
import { PoolName, StateBadge } from "../../parts/PoolBits.js";
import { Rows, type RowColumn } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { shortAddress } from "../../words/addresses.js";
import { ppmText } from "../../words/rates.js";
import { POOL_STATES } from "../../words/states.js";
import { counted } from "../../words/time.js";

interface Props {
  readonly delegations: readonly Delegation[];
  readonly pools: readonly Pool[];
  readonly described: ReadonlyMap<string, Described>;
}

/** What somebody holds, pool by pool. */
export function Delegations({ delegations, pools, described }: Props) {
  const byPool = new Map(pools.map((pool) => [pool.pool, pool]));
  const earning = delegations.filter(({ rewards }) => BigInt(rewards) > 0n).slice(0, AT_ONCE);
  const actions = earning.length > 1 && (
    <ActButton
      variant="light"
      request={{ code: "pool-registry", message: "withdraw_rewards", each: earning.map(({ pool }) => ({ pool })) }}
    >
      Withdraw all rewards
    </ActButton>
  );
  return (
    <Section title="Delegations" actions={actions}>
      {delegations.length === 0 ? (
        <Empty>You hold nothing in any pool yet. Choose one under “Pools” and delegate to it.</Empty>
      ) : (
        <Rows label="Delegations" rows={delegations} keyOf={({ pool }) => pool} columns={columnsOf(byPool, described)} />
      )}
    </Section>
  );
}

function columnsOf(byPool: ReadonlyMap<string, Pool>, described: Props["described"]): RowColumn<Delegation>[] {
  return [
    { name: "Pool", cell: ({ pool }) => <PoolName pool={pool} described={described.get(pool)} /> },
    { name: "State", meaning: STATES, cell: ({ pool }) => <State pool={byPool.get(pool)} /> },
    { name: "Stake", right: true, cell: (row) => <Stake row={row} /> },
    { name: "Rewards", right: true, cell: ({ rewards }) => <Amount base={rewards} /> },
    {
      name: "Auto rewards",
      cell: ({ auto_fee_ppm: auto }) => (
        <Text size="sm" c={auto === null || auto === undefined ? "dimmed" : undefined}>
          {auto === null || auto === undefined ? "off" : `on, ${ppmText(auto)} to the caller`}
        </Text>
      ),
    },
    {
      name: "",
      right: true,
      cell: (row) => (
        <RowActions
          row={row}
          name={described.get(row.pool)?.name ?? shortAddress(row.pool)}
          operator={row.delegator === row.pool}
          stuck={isStuck(byPool.get(row.pool))}
        />
      ),
    },
  ];
}

/** Whether a pool is known to earn nothing. Before it has been read it is not. */
export function isStuck(pool: Pick<Pool, "state"> | undefined): boolean {
  return pool !== undefined && pool.state !== "active";
}

const STATES = Object.values(POOL_STATES)
  .map(({ name, meaning }) => `${name}: ${meaning}`)
  .join(" ");

function State({ pool }: { readonly pool: Pool | undefined }) {
  return pool !== undefined && <StateBadge state={pool.state} />;
}

function Stake({ row }: { readonly row: Delegation }) {
  const notes = [
    row.licenses > 0 && `${counted(row.licenses, "licence")} among it`,
    BigInt(row.locked) > 0n && "part of it locked",
  ];
  const said = notes.filter((note) => note !== false);
  return (
    <>
      <Amount base={row.weight} />
      {said.length > 0 && (
        <Text size="xs" c="dimmed">
          {said.join(", ")}
        </Text>
      )}
    </>
  );
}

function RowActions({
  row,
  name,
  operator,
  stuck,
}: {
  readonly row: Delegation;
  readonly name: string;
  readonly operator: boolean;
  /** Whether the stake earns nothing where it is. */
  readonly stuck: boolean;
}) {
  const act = useAct();
  const code = "pool-registry";
  const preset = { pool: row.pool };
  const auto = row.auto_fee_ppm !== null && row.auto_fee_ppm !== undefined;
  return (
    <Group gap={6} justify="end" wrap="nowrap">
      {stuck && !operator ? (
        <ActButton variant="filled" request={{ code, message: "transfer_delegation", preset: { from_pool: row.pool } }}>
          Move
        </ActButton>
      ) : (
        <ActButton request={{ code, message: "withdraw_rewards", preset }}>Withdraw</ActButton>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More for ${name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => act({ code, message: "delegate", preset })}>Delegate more</Menu.Item>
          <Menu.Item onClick={() => act({ code, message: "redelegate_rewards", preset })}>Redelegate rewards</Menu.Item>
          <Menu.Item onClick={() => act({ code, message: auto ? "disable_auto_rewards" : "enable_auto_rewards", preset })}>
            {auto ? "Switch auto rewards off" : "Switch auto rewards on"}
          </Menu.Item>
          <Menu.Divider />
          {!operator && (
            <Menu.Item onClick={() => act({ code, message: "transfer_delegation", preset: { from_pool: row.pool } })}>
              Move to another pool
            </Menu.Item>
          )}
          <Menu.Item onClick={() => act({ code, message: "withdraw_rewards", preset })}>Withdraw rewards</Menu.Item>
          <Menu.Item onClick={() => act({ code, message: "undelegate", preset })}>Undelegate</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
