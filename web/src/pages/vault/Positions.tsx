import { Badge, Group, Text } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { partPpm } from "../../data/estimates.js";
import type { Position, useMyVault } from "../../data/vault.js";
import { useChain } from "../../network/ChainProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Empty } from "../../parts/Panel.js";
import { Rows } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { decimalText, shortPpmText } from "../../words/rates.js";
import { counted, leftText } from "../../words/time.js";

export type Mine = NonNullable<ReturnType<typeof useMyVault>["data"]>;

interface Props {
  readonly vault: { readonly address: string };
  readonly mine: Mine;
}

/** What an account has in a vault: positions, rewards that vest, what boosts it. */
export function Positions({ vault, mine }: Props) {
  const { positions, batches, deposits, boost, own } = mine;
  const claimable = batches.reduce((sum, batch) => sum + BigInt(batch.claimable), 0n);
  return (
    <>
      <Section
        title="My positions"
        about={`Boosted by ${counted(boost.nfts, "NFT")} and a loyalty score of ${boost.loyalty}: +${decimalText(boost.boost)} on what each month weighs.`}
      >
        {positions.length === 0 ? (
          <Empty>You have no position here.</Empty>
        ) : (
          <PositionRows vault={vault} positions={positions} />
        )}
        {deposits.length > 0 && (
          <Group gap="xs">
            {deposits.map((id) => (
              <ActButton
                key={id}
                request={{ code: "boosted-staking", message: "withdraw_nft", address: vault.address, preset: { token_id: id } }}
              >
                Take NFT {id} out
              </ActButton>
            ))}
          </Group>
        )}
      </Section>
      {batches.length > 0 && (
        <Section
          title="Rewards that vest"
          about={`They vest ${decimalText(own.vesting_speed)} times as fast as at least, because of what you have staked.`}
          actions={
            claimable > 0n && (
              <ActButton variant="light" request={{ code: "boosted-staking", message: "claim", address: vault.address }}>
                Claim all that has vested
              </ActButton>
            )
          }
        >
          <BatchRows batches={batches} />
        </Section>
      )}
    </>
  );
}

function PositionRows({ vault, positions }: { readonly vault: Props["vault"]; readonly positions: readonly Position[] }) {
  const { now } = useChain();
  return (
    <Rows
      label="My positions"
      rows={positions}
      keyOf={({ position_id: id }) => id}
      columns={[
        { name: "Position", cell: ({ position_id: id, days }) => `${id}, ${counted(days, "day")}` },
        { name: "Principal", right: true, cell: ({ amount }) => <Amount of="stake" base={amount} short /> },
        { name: "Earned so far", right: true, cell: ({ accrued }) => <Amount of="reward" base={accrued} short /> },
        {
          name: "State",
          cell: ({ status, ends_at: end }) => (
            <>
              <Badge color={status === "open" ? "teal" : "orange"}>{status === "open" ? "Earns" : "Matured"}</Badge>
              {status === "open" && (
                <Text size="xs" c="dimmed">
                  free {leftText({ at_time: end }, now)}
                </Text>
              )}
            </>
          ),
        },
        {
          name: "",
          right: true,
          cell: ({ status, position_id: id }) =>
            status === "matured" && (
              <ActButton
                variant="filled"
                request={{ code: "boosted-staking", message: "withdraw", address: vault.address, preset: { position_id: id } }}
              >
                Withdraw
              </ActButton>
            ),
        },
      ]}
    />
  );
}

function BatchRows({ batches }: { readonly batches: Mine["batches"] }) {
  const { now } = useChain();
  return (
    <Rows
      label="Rewards that vest"
      rows={batches}
      keyOf={({ position_id: id }) => id}
      columns={[
        { name: "Of position", cell: ({ position_id: id }) => id },
        { name: "Reward", right: true, cell: ({ total }) => <Amount of="reward" base={total} short /> },
        { name: "Vested", right: true, cell: ({ vested, total }) => shortPpmText(partPpm(BigInt(vested), BigInt(total))) },
        { name: "To claim", right: true, cell: ({ claimable }) => <Amount of="reward" base={claimable} short /> },
        { name: "All of it", cell: ({ fully_vested_at: at }) => leftText({ at_time: at }, now) },
      ]}
    />
  );
}
