import { Badge, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { Amount } from "../../parts/Amount.js";
import { Panel } from "../../parts/Panel.js";
import { leftText, pointText, reached, type ChainNow, type Point } from "../../words/time.js";

/** A batch takes so many. */
export const BATCH = 20;

/** Something that waits for its lock. */
export interface Waiting {
  readonly id: number;
  readonly amount: string;
  readonly fee: string;
  readonly release: Point;
  readonly ready: boolean;
}

interface Props {
  readonly item: Waiting;
  readonly now: ChainNow;
  readonly what: ReactNode;
  /** Whether the pool that gets it would not take it now. */
  readonly refused?: boolean;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** Something on its way, with the time left. */
export function Item({ item, now, what, refused = false, children }: Props) {
  const due = isReady(item, now);
  return (
    <li>
      <Panel p="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm" component="div">
              <Amount base={item.amount} />{" "}
              <Text span size="sm" c="dimmed" className="foreign">
                {what}
              </Text>
            </Text>
            <Text size="xs" c="dimmed" component="div">
              Number {item.id} · {due ? "since" : "on"} {pointText(item.release)}
              {BigInt(item.fee) > 0n && (
                <>
                  {" "}
                  · bounty <Amount base={item.fee} />
                </>
              )}
            </Text>
          </div>
          <Group gap="xs">
            {refused && <Badge color="orange">The pool does not take it now</Badge>}
            <Badge color={due ? "teal" : "gray"}>{due ? "Ready" : leftText(item.release, now)}</Badge>
            {children}
          </Group>
        </Group>
      </Panel>
    </li>
  );
}

/** Ready by the contract's word, or by a block that is newer than it. */
export function isReady(item: Pick<Waiting, "ready" | "release">, now: ChainNow): boolean {
  return item.ready || reached(item.release, now);
}

/** What is due of two lists, as many as one message takes: what of the first has no room for the second is left for another time. */
export function dueOf(
  unbonds: readonly Waiting[],
  transfers: readonly Waiting[],
  now: ChainNow,
): { readonly unbonds: number[]; readonly transfers: number[] } {
  const due = (items: readonly Waiting[], most: number): number[] =>
    items
      .filter((item) => isReady(item, now))
      .slice(0, most)
      .map(({ id }) => id);
  const first = due(unbonds, BATCH);
  return { unbonds: first, transfers: due(transfers, BATCH - first.length) };
}
