import { Stack } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import type { Described } from "../../data/metadataRules.js";
import type { Transfer, Undelegation } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { Empty } from "../../parts/Panel.js";
import { Section } from "../../parts/Section.js";
import { shortAddress } from "../../words/addresses.js";
import { dueOf, isReady, Item } from "./Item.js";

interface Props {
  readonly undelegations: readonly Undelegation[];
  readonly transfers: readonly Transfer[];
  readonly described: ReadonlyMap<string, Described>;
}

/** What was undelegated or moved and has not arrived. */
export function OnTheWay({ undelegations, transfers, described }: Props) {
  const { now } = useChain();
  const nameOf = (pool: string): string => described.get(pool)?.name ?? shortAddress(pool);
  const batch = dueOf(
    undelegations,
    transfers.filter(({ accepted }) => accepted),
    now,
  );
  const actions = batch.unbonds.length + batch.transfers.length > 1 && (
    <ActButton variant="light" request={{ code: "pool-registry", message: "finalize_many", each: [batch] }}>
      Finish all that is due
    </ActButton>
  );
  return (
    <Section
      title="On the way"
      about="Undelegated stake waits for the unbond lock, moved stake for the transfer lock. Then anyone can finish it."
      actions={actions}
    >
      {undelegations.length + transfers.length === 0 ? (
        <Empty>Nothing is on its way.</Empty>
      ) : (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
          {undelegations.map((item) => (
            <Item key={`unbond ${item.id}`} item={item} now={now} what={<>to your account, from {nameOf(item.pool)}</>}>
              {isReady(item, now) && <Finalise message="finalize_undelegate" id={item.id} />}
            </Item>
          ))}
          {transfers.map((item) => (
            <Item
              key={`transfer ${item.id}`}
              item={item}
              now={now}
              what={
                <>
                  from {nameOf(item.from_pool)} to {nameOf(item.to_pool)}
                </>
              }
              refused={!item.accepted}
            >
              {isReady(item, now) && item.accepted && <Finalise message="finalize_transfer" id={item.id} />}
              <ActButton request={{ code: "pool-registry", message: "cancel_transfer", preset: { id: item.id } }}>
                Take back
              </ActButton>
            </Item>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Finalise({ message, id }: { readonly message: "finalize_undelegate" | "finalize_transfer"; readonly id: number }) {
  return (
    <ActButton variant="filled" request={{ code: "pool-registry", message, preset: { id } }}>
      {message === "finalize_undelegate" ? "Pay out" : "Let it arrive"}
    </ActButton>
  );
}
