import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import { partPpm } from "../../data/estimates.js";
import { useDelegators, type Delegation, type Pool } from "../../data/poolRegistry.js";
import { AddressText } from "../../parts/AddressText.js";
import { Amount } from "../../parts/Amount.js";
import { Asked } from "../../parts/Asked.js";
import { Rows, type RowColumn } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { shortPpmText } from "../../words/rates.js";
import { counted } from "../../words/time.js";

/** Who holds something in a pool, 100 at a time, by address. */
export function Delegators({ pool }: { readonly pool: Pool }) {
  const [starts, setStarts] = useState<readonly (string | undefined)[]>([undefined]);
  const query = useDelegators(pool.pool, starts.at(-1));
  return (
    <Section title="Delegators" about={`${counted(pool.delegators, "account")} with stake, by address.`}>
      <Asked query={query} what="the delegators">
        {({ rows, next }) => (
          <>
            <Rows label="Delegators" rows={rows} keyOf={({ delegator }) => delegator} columns={columnsOf(pool)} />
            {(starts.length > 1 || next !== undefined) && (
              <Group justify="space-between">
                <Button size="xs" variant="default" disabled={starts.length === 1} onClick={() => setStarts(starts.slice(0, -1))}>
                  Previous 100
                </Button>
                <Text size="xs" c="dimmed">
                  Page {starts.length}
                </Text>
                <Button size="xs" variant="default" disabled={next === undefined} onClick={() => setStarts([...starts, next])}>
                  Next 100
                </Button>
              </Group>
            )}
          </>
        )}
      </Asked>
    </Section>
  );
}

function columnsOf(pool: Pool): RowColumn<Delegation>[] {
  return [
    {
      name: "Account",
      cell: ({ delegator }) => (
        <>
          <AddressText address={delegator} />
          {delegator === pool.pool && (
            <Text span size="xs" c="dimmed">
              {" "}
              operator
            </Text>
          )}
        </>
      ),
    },
    { name: "Stake", right: true, cell: ({ weight }) => <Amount base={weight} short /> },
    { name: "Part", right: true, cell: ({ weight }) => shortPpmText(partPpm(BigInt(weight), BigInt(pool.total_stake))) },
    { name: "Rewards", right: true, cell: ({ rewards }) => <Amount base={rewards} short /> },
  ];
}
