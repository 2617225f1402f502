import { Group, Text } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { useDelegation, type Delegation, type Pool } from "../../data/poolRegistry.js";
import { Amount } from "../../parts/Amount.js";
import { Trouble } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { Panel } from "../../parts/Panel.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { ppmText } from "../../words/rates.js";
import { counted } from "../../words/time.js";

/** What the reader holds in a pool, and what can be done with it. */
export function MyPart({ pool }: { readonly pool: Pool }) {
  const { address } = useWallet();
  const query = useDelegation(pool.pool, address);
  const { data } = query;
  const operator = address === pool.pool;
  const enters = pool.state === "active" || operator;
  const held = data !== undefined && (BigInt(data.weight) > 0n || BigInt(data.rewards) > 0n) ? data : undefined;
  return (
    <>
      <Trouble query={query} />
      <Panel bg="var(--quiet)">
        <Group justify="space-between" gap="lg">
          {held !== undefined ? (
            <Held held={held} />
          ) : (
            <Text c="dimmed">{emptiness(address !== undefined, data !== undefined)}</Text>
          )}
          <Group gap="xs">
            {enters && (
              <ActButton variant="filled" request={{ code: "pool-registry", message: "delegate", preset: { pool: pool.pool } }}>
                Delegate
              </ActButton>
            )}
            {data !== undefined && <Ways row={data} held={held !== undefined} enters={enters} operator={operator} />}
          </Group>
        </Group>
      </Panel>
    </>
  );
}

function emptiness(connected: boolean, known: boolean): string {
  if (!connected) return "Connect a wallet to delegate.";
  return known ? "You hold nothing in this pool." : "What you hold here is not known yet.";
}

function Held({ held }: { readonly held: Delegation }) {
  return (
    <Facts
      columns={2}
      facts={[
        {
          name: "You hold",
          value: <Amount base={held.weight} />,
          note: held.licenses > 0 ? `${counted(held.licenses, "licence")} among it` : undefined,
        },
        {
          name: "Your rewards",
          value: <Amount base={held.rewards} />,
          note: isAuto(held) ? `auto rewards are on, ${ppmText(held.auto_fee_ppm ?? 0)} to the caller` : undefined,
        },
      ]}
    />
  );
}

interface WaysProps {
  readonly row: Delegation;
  /** Whether anything is held. */
  readonly held: boolean;
  /** Whether the pool takes stake of the reader. */
  readonly enters: boolean;
  readonly operator: boolean;
}

/** What can be done with what is held; auto rewards can be switched off by somebody who holds nothing any more, too. */
function Ways({ row, held, enters, operator }: WaysProps) {
  const code = "pool-registry";
  const preset = { pool: row.pool };
  const auto = isAuto(row);
  return (
    <>
      {held && (
        <>
          <ActButton request={{ code, message: "withdraw_rewards", preset }}>Withdraw rewards</ActButton>
          {enters && <ActButton request={{ code, message: "redelegate_rewards", preset }}>Redelegate rewards</ActButton>}
          <ActButton request={{ code, message: "undelegate", preset }}>Undelegate</ActButton>
          {!operator && (
            <ActButton request={{ code, message: "transfer_delegation", preset: { from_pool: row.pool } }}>
              Move to another pool
            </ActButton>
          )}
        </>
      )}
      {auto ? (
        <ActButton request={{ code, message: "disable_auto_rewards", preset }}>Switch auto rewards off</ActButton>
      ) : (
        held && <ActButton request={{ code, message: "enable_auto_rewards", preset }}>Switch auto rewards on</ActButton>
      )}
    </>
  );
}

function isAuto({ auto_fee_ppm: fee }: Delegation): boolean {
  return fee !== null && fee !== undefined;
}
